import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findChromium } from '../../scripts/browser/findChromium.js';
import { plantedNotebook } from './plantedNotebook.js';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const chromium = findChromium();

/** Opens a notebook in a browser, says so, and would stay for ever. */
const PROGRAM = `
  import { launchChromium } from '../../../scripts/browser/launchChromium.js';
  import { NotebookPage } from '../../../scripts/browser/notebookPage.js';
  import { startLab } from '../../../scripts/browser/startLab.js';
  const [folder, chromium] = process.argv.slice(2);
  const lab = await startLab(folder);
  const browser = await launchChromium(chromium);
  await NotebookPage.open(browser, lab, 'one.ipynb', { width: 800, height: 600 });
  console.log('open');
  setInterval(() => {}, 1000);`;

describe.skipIf(!chromium || process.platform === 'win32')('a run that is killed', () => {
  let folder: string;
  beforeAll(() => {
    mkdirSync(join(REPOSITORY, 'build', 'browser'), { recursive: true });
    folder = mkdtempSync(join(REPOSITORY, 'build', 'browser', 'killed-'));
    mkdirSync(join(folder, 'notebooks'));
    writeFileSync(join(folder, 'notebooks', 'one.ipynb'), plantedNotebook([{ code: '1 + 1' }]));
    writeFileSync(join(folder, 'program.ts'), PROGRAM);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('leaves no server, no kernel and no browser behind', { timeout: 90_000 }, async () => {
    const runner = spawn(
      process.execPath,
      ['--import', 'tsx', join(folder, 'program.ts'), folder, chromium as string],
      // The browser's profile lies in TMPDIR: so all that the run starts names this folder.
      {
        cwd: REPOSITORY,
        env: { ...process.env, TMPDIR: folder },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    onTestFinished(() => void runner.kill('SIGKILL'));
    const exit = once(runner, 'exit');
    const [said] = await Promise.race([once(createInterface(runner.stdout), 'line'), exit]);
    expect(said).toBe('open');
    for (const part of ['lab_server.py', 'tslab', '--user-data-dir']) {
      expect(processesNaming(folder)).toContain(part);
    }
    runner.kill('SIGKILL');
    await exit;
    for (let turn = 0; turn < 150 && processesNaming(folder) !== ''; turn++) await sleep(100);
    expect(processesNaming(folder)).toBe('');
  });
});

function processesNaming(text: string): string {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8', maxBuffer: 1e8 });
  return stdout
    .split('\n')
    .filter((line) => line.includes(text))
    .join('\n');
}
