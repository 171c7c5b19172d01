// Writes the reference values in test/golden again: npm run golden [-- name…]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'scripts', 'golden');
const venv = join(root, '.venv-golden');
const python = join(
  venv,
  ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
);

/** Scripts that others import, and that write nothing themselves. */
const helpers = ['goldenFile', 'linearCases', 'torchModel'];

function run(command: string, args: readonly string[]): void {
  // One thread: a sum split among several may differ in its last digit.
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const done = spawnSync(command, args, { stdio: 'inherit', cwd: folder, env });
  if (done.status === 0) return;
  console.error(`golden: "${command} ${args.join(' ')}" failed. ${done.error?.message ?? ''}`);
  process.exit(1);
}

if (!existsSync(python)) {
  run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', venv]);
}
run(python, ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', 'requirements.txt']);

const known = readdirSync(folder)
  .filter((file) => file.endsWith('.py'))
  .map((file) => file.slice(0, -3))
  .filter((name) => !helpers.includes(name));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`golden: no script named ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(1);
}
for (const name of wanted.length > 0 ? wanted : known) {
  run(python, ['-B', `${name}.py`]);
  console.log(`test/golden/${name}.json`);
}
