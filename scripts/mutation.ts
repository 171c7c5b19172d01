// npm run mutation [-- src/metrics/rocAuc.ts …]: does a test fail when the code is wrong?
// Stryker breaks each file in all its ways, one at a time, and lists the faults that no test notices.
// Files, folders or lines (src/metrics/recall.ts:40-60); without any: those of stryker.config.json.
// Only the tests of the same folder count: src/metrics answers to test/unit/metrics.
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const isFolder = (path: string): boolean =>
  statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
const paths = process.argv.slice(2).map((path) => path.replaceAll('\\', '/').replace(/\/$/, ''));
const stray = paths.find((path) => !/^src\/[^/]+/.test(path));
if (stray !== undefined) {
  console.error(
    `mutation: "${stray}" is no file or folder below src/, as src/metrics/rocAuc.ts is.`,
  );
  process.exit(2);
}
const mutate = paths.map((path) => (isFolder(path) ? `${path}/**/*.ts` : path));
const folders = new Set(paths.map((path) => path.split('/')[1]));
const tests = [...folders].map((folder) => `test/unit/${folder}/**/*.test.ts`);

const stryker = join(
  createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json'),
  '../bin/stryker.js',
);
const child = spawn(
  process.execPath,
  [stryker, 'run', ...(paths.length > 0 ? ['--mutate', mutate.join()] : [])],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(paths.length > 0 ? { MUTATION_TESTS: tests.join() } : {}) },
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => child.kill(signal)); // it has children of its own to stop first
}
child.on('exit', (code) => process.exit(code ?? 1));
