import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));

// A process has one backend, and the unit tests take the native one where it loads.
it.each(['wasm', 'cpu'])('neural networks pass all their unit tests on %s, too', (backend) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vitest, 'run', 'test/unit/neural', '--testTimeout=60000'],
    { cwd: root, env: { ...process.env, MLE_BACKEND: backend }, encoding: 'utf8' },
  );
  expect(`${stdout}\n${stderr}`).toMatch(/Tests .*\d+ passed/);
  expect(status, stdout).toBe(0);
}, 300_000);
