import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { linesRun } from 'mle-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const REPOSITORY = resolve(import.meta.dirname, '../..');

const PLANTED = `exports.short = function (x) {
  return x + 1;
};
exports.long = function (x) {
  const never = () => {
    // not called
    // not called
    return 0;
  };
  const always = () => {
    return x;
  };
  return never === x ? 0 : always();
};
exports.later = async function () {
  await new Promise((resolve) => setTimeout(resolve, 5));
  exports.short(1);
};
if (process.argv[2] === 'long') exports.long(1);
`;
// In a process of its own: a test runner runs code of its own at any moment.
const COUNTING = `import { linesRun } from 'mle-kit';
import planted from './planted.cjs';
const idle = await linesRun(() => 1); // the line that calls
const thrown = await linesRun(() => Promise.reject(new Error('a fault'))).catch((error) => error.message);
const counted = {
  short: (await linesRun(() => planted.short(1))) - idle,
  long: (await linesRun(() => planted.long(1))) - idle,
  thrice: (await linesRun(() => [planted.short(1), planted.short(2), planted.short(3)])) - idle,
  later: (await linesRun(() => planted.later())) - idle,
};
console.log(JSON.stringify({ counted, thrown }));
`;

let folder: string;

beforeAll(() => {
  mkdirSync(join(REPOSITORY, 'build'), { recursive: true });
  folder = mkdtempSync(join(REPOSITORY, 'build', 'lines-')); // where Node finds mle-kit
  writeFileSync(join(folder, 'planted.cjs'), PLANTED);
  writeFileSync(join(folder, 'counting.mjs'), COUNTING);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(file: string, words: string[] = [], env: Record<string, string> = {}): string {
  const options = { env: { ...process.env, ...env }, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, file), ...words],
    options,
  );
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

describe('linesRun', () => {
  it('counts lines by hand: those of functions that ran, once each, work that takes its time included', () => {
    const { counted, thrown } = JSON.parse(run('counting.mjs'));
    // 11 lines of long without three inside of never; 4 of later and 3 of short
    expect(counted).toEqual({ short: 3, long: 8, thrice: 3, later: 7 });
    expect(thrown).toBe('a fault');
  });

  it('reads what a process left behind: its start, and what it called', async () => {
    const linesOf = (words: string[]) => {
      const coverage = mkdtempSync(join(folder, 'coverage-'));
      run('planted.cjs', words, { NODE_V8_COVERAGE: coverage });
      return linesRun(coverage);
    };
    const idle = await linesOf([]);
    expect((await linesOf(['long'])) - idle).toBe(6); // its first and last line ran at the start
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['a number', () => linesRun(1 as unknown as string), 'INVALID_ARGUMENT'],
    ['a folder without coverage', () => linesRun(mkdtempSync(join(folder, 'empty-'))), 'EMPTY'],
  ])('refuses %s', async (_, call, code) => {
    await expect(call()).rejects.toThrow(code);
  });
});
