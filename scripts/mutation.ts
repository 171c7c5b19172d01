// npm run mutation [-- src/metrics/rocAuc.ts …]: does a test fail when the code is wrong?
// Stryker breaks each file in all its ways, one at a time, and lists the faults that no test notices.
// Files, folders or ranges (src/metrics/recall.ts:40-60); without any: those of stryker.config.json.
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const isFolder = (path: string): boolean =>
  statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
const slashed = process.argv.slice(2).map((path) => path.replaceAll('\\', '/').replace(/\/$/, ''));
const wanted = slashed.map((path) => (isFolder(path) ? `${path}/**/*.ts` : path));

const stryker = join(
  createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json'),
  '../bin/stryker.js',
);
const child = spawn(
  process.execPath,
  [stryker, 'run', ...(wanted.length > 0 ? ['--mutate', wanted.join(',')] : [])],
  { cwd: root, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => child.kill(signal)); // it has children of its own to stop first
}
child.on('exit', (code) => process.exit(code ?? 1));
