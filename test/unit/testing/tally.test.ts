import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tallyOf } from '../../../scripts/testing/runVitest.js';
import { strayTests } from '../../../scripts/testing/strayTests.js';
import { add, NOTHING, tallyLine } from '../../../scripts/testing/tally.js';

const file = (status: string, ...tests: readonly string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});
const report = (
  passed: number,
  failed: number,
  total: number,
  ...files: ReturnType<typeof file>[]
) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numTotalTests: total,
  testResults: files,
});

describe('tallyOf', () => {
  it.each([
    ['passed tests', report(2, 0, 2, file('passed', 'passed', 'passed')), 0, [2, 0, 0]],
    ['skipped ones', report(1, 0, 3, file('passed', 'passed', 'pending', 'todo')), 0, [1, 0, 2]],
    ['a failed one once', report(1, 1, 2, file('failed', 'passed', 'failed')), 1, [1, 1, 0]],
    [
      'a file that does not load',
      report(1, 0, 1, file('passed', 'passed'), file('failed')),
      1,
      [1, 1, 0],
    ],
    [
      'a set-up of a file that throws',
      report(0, 0, 2, file('failed', 'pending', 'pending')),
      1,
      [0, 1, 2],
    ],
    ['an error outside all tests', report(1, 0, 1, file('passed', 'passed')), 1, [1, 1, 0]],
    ['no tests at all', report(0, 0, 0), 0, [0, 1, 0]],
    ['a crash without a report', undefined, 0, [0, 1, 0]],
  ] as const)('counts %s', (_, given, exitCode, [passed, failed, skipped]) => {
    expect(tallyOf(given, exitCode)).toEqual({ passed, failed, skipped });
  });
});

describe('tallyLine', () => {
  it('is the plain line, and names what was skipped only where something was', () => {
    const sum = add({ passed: 2, failed: 1, skipped: 0 }, { passed: 3, failed: 0, skipped: 0 });
    expect(tallyLine(sum)).toBe('5 passed, 1 failed');
    expect(tallyLine({ ...NOTHING, skipped: 4 })).toBe('0 passed, 0 failed, 4 skipped');
  });
});

describe('strayTests', () => {
  it('names tests outside the given folders, and no other files', () => {
    const root = mkdtempSync(join(tmpdir(), 'mle-stray-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    for (const folder of ['unit/a', 'united'])
      mkdirSync(join(root, 'test', folder), { recursive: true });
    for (const name of ['unit/a/x.test.ts', 'united/y.test.ts', 'z.test.ts', 'helper.ts']) {
      writeFileSync(join(root, 'test', name), '');
    }
    expect(strayTests(root, ['test/unit']).sort()).toEqual([
      'test/united/y.test.ts',
      'test/z.test.ts',
    ]);
  });
});
