import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { limitsFrom } from '../../../src/grading/apart/limits.js';
import { bubblewrapFault, openSandbox } from '../../../src/grading/apart/sandbox.js';
import { treeUsage } from '../../../src/grading/apart/treeUsage.js';

describe('limitsFrom', () => {
  it('keeps what is not given', () => {
    expect(limitsFrom({ seconds: 2 })).toMatchObject({ seconds: 2, memoryMb: 1024 });
  });

  it.each([
    ['no time', { seconds: 0 }],
    ['less in all than for one', { seconds: 10, totalSeconds: 5 }],
    ['less memory than Node starts with', { memoryMb: 64 }],
    ['fewer threads than Node has', { processes: 4 }],
    ['no number', { seconds: Number.NaN }],
  ])('refuses %s', (_, limits) => {
    expect(() => limitsFrom(limits)).toThrow('OUT_OF_RANGE');
  });
});

describe.skipIf(process.platform === 'win32')('a bubblewrap that does not do', () => {
  const { PATH } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'mle-bwrap-'));
  afterEach(() => {
    process.env.PATH = PATH;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const pretend = (help: string, trial: string) => {
    const script = `#!/bin/sh\n[ "$1" = --help ] && { echo "${help}"; exit 0; }\n${trial}\n`;
    writeFileSync(join(folder, 'bwrap'), script, { mode: 0o755 });
    process.env.PATH = folder;
  };
  const FIT = '--size --disable-userns';

  it.each([
    ['is not there', undefined, '', /^there is no bwrap here$/],
    ['is too old', '--size', 'exit 0', /older than 0\.8/],
    [
      'is denied its work',
      FIT,
      'echo "setting up uid map: denied" >&2; exit 1',
      /^it does not start: setting up uid map: denied$/,
    ],
    ['fails in silence', FIT, 'exit 1', /^it does not start: it says nothing$/],
    ['works', FIT, 'exit 0', /^null$/],
  ])('is told: it %s', (_, help, trial, words) => {
    if (help === undefined) process.env.PATH = join(folder, 'empty');
    else pretend(help, trial);
    expect(String(bubblewrapFault())).toMatch(words);
  });

  it('comes with what helps', () => {
    pretend(FIT, 'exit 1');
    expect(() => openSandbox(limitsFrom(), false)).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED',
        hint: expect.stringMatching(/AppArmor.*sudo sysctl/),
      }),
    );
  });
});

describe.skipIf(process.platform !== 'linux')('treeUsage', () => {
  it('grows with the work of a process, and tells its memory', () => {
    const before = treeUsage(process.pid);
    for (const until = process.cpuUsage().user + 300_000; process.cpuUsage().user < until; );
    const after = treeUsage(process.pid);
    expect(after.seconds - before.seconds).toBeGreaterThanOrEqual(0.2);
    expect(after.bytes).toBeGreaterThan(20e6);
    expect(after.bytes).toBeLessThan(10e9);
  });

  it('knows what a thread has started, too', async () => {
    const grown =
      "const big = Buffer.alloc(2e8, 1); console.log('grown'); setInterval(() => big[0], 1000);";
    const thread = new Worker(
      `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grown)}]);
      child.stdout.once('data', () => require('node:worker_threads').parentPort.postMessage(child.pid));`,
      { eval: true },
    );
    const before = treeUsage(process.pid).bytes;
    const [pid] = await once(thread, 'message');
    try {
      expect(treeUsage(process.pid).bytes - before).toBeGreaterThan(1.8e8);
    } finally {
      process.kill(pid);
      await thread.terminate();
    }
  });

  it('is nothing for a process that is not there', () => {
    expect(treeUsage(0x7fffffff)).toEqual({ bytes: 0, seconds: 0 });
  });
});
