import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './runChild.js';
import type { Tally } from './tally.js';

/** The parts of Vitest's JSON report that we read. */
interface Report {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Runs the tests of some folders in a Vitest of their own and counts them.
 *
 * A file that cannot be loaded counts as one failure, and so does whatever else makes Vitest fail
 * without a failing test: no tests at all, an error outside any test, a crash.
 */
export async function runVitest(
  root: string,
  name: string,
  folders: readonly string[],
): Promise<Tally> {
  const report = join(root, 'build', 'test', `${name}.json`);
  mkdirSync(join(root, 'build', 'test'), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['default', 'json', ...(process.env.GITHUB_ACTIONS ? ['github-actions'] : [])];
  const code = await runChild(
    [
      ...[join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...folders],
      ...reporters.map((reporter) => `--reporter=${reporter}`),
      `--outputFile.json=${report}`,
    ],
    root,
  );
  return tallyOf(readReport(report), code);
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined; // it crashed before it wrote one
  }
}

/** What a report says, and a failure more where the exit code says what the report does not. */
export function tallyOf(report: Report | undefined, exitCode: number): Tally {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + brokenFiles;
  const skipped = report.numTotalTests - passed - report.numFailedTests;
  const unexplained = failed === 0 && (exitCode !== 0 || report.numTotalTests === 0) ? 1 : 0;
  return { passed, failed: failed + unexplained, skipped };
}
