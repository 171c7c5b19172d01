import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { figurePage } from '../../../src/notebook/figurePage.js';

const source = fileURLToPath(new URL('../../../src/notebook/index.ts', import.meta.url));
const tsx = fileURLToPath(import.meta.resolve('tsx/cli'));
const figure = {
  data: [{ name: '</script><script>alert(1)' }],
  layout: {},
  title: 'Beak & body',
  altText: 'A deeper "beak" goes with a heavier body.',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'figures-'));
  mkdirSync(join(folder, 'lessons'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "from-scratch-to-systems" }');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a lesson that shows two figures, from another folder than its own. */
function runLesson() {
  const lesson = join(folder, 'lessons', '08-linear-regression.ts');
  writeFileSync(
    lesson,
    `import { show } from ${JSON.stringify(pathToFileURL(source).href)};\n` +
      `show(${JSON.stringify(figure)});\nshow(${JSON.stringify(figure)});\n`,
  );
  return spawnSync(process.execPath, [tsx, '--conditions=source', lesson], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
}

describe('figurePage', () => {
  it('shows the alt text to all, and lets no name end the script', () => {
    const page = figurePage(figure);
    expect(page).toContain('<title>Beak &amp; body</title>');
    expect(page).toContain('aria-label="A deeper &quot;beak&quot; goes with a heavier body."');
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).toContain('\\u003c/script>');
    expect(page).not.toMatch(/https?:/);
  });
});

describe('show of a figure in a script', () => {
  it('prints its sentence and writes numbered pages beside one copy of Plotly', () => {
    const { stdout, stderr, status } = runLesson();
    expect({ stdout, stderr, status }).toEqual({
      stdout: `[figure] ${figure.altText}\n`.repeat(2),
      stderr: '',
      status: 0,
    });
    const pages = join(folder, 'build', 'figures');
    expect(readdirSync(pages).sort()).toEqual([
      '08-linear-regression-1.html',
      '08-linear-regression-2.html',
      'plotly.min.js',
    ]);
    const page = readFileSync(join(pages, '08-linear-regression-2.html'), 'utf8');
    expect(page).toBe(figurePage(figure));
  });

  it('says the same where nothing can be written', () => {
    writeFileSync(join(folder, 'build'), 'a file where a folder should be');
    const { stdout, stderr, status } = runLesson();
    expect({ stdout, stderr, status }).toEqual({
      stdout: `[figure] ${figure.altText}\n`.repeat(2),
      stderr: '',
      status: 0,
    });
  });
});
