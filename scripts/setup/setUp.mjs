import { Children } from './children.mjs';
import { assertSpace, freeMegabytes } from './diskSpace.mjs';
import { fingerprint } from './fingerprint.mjs';
import { kernelSpec } from './kernelspec.mjs';
import { libraryBuild } from './libraryBuild.mjs';
import { takeLock } from './lock.mjs';
import { nativeBackend } from './nativeBackend.mjs';
import { nodePackages } from './nodePackages.mjs';
import { pythonPackages } from './pythonPackages.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

/**
 * In the order in which they need each other. A step has:
 * - `fingerprint(paths)`: what it is made from, as a hash; quick, starts no process
 * - `present(paths, record)`: whether what it makes is there at all; as quick
 * - `examine(context)`: whether what lies there without a stamp is sound and can be kept
 * - `make(context)`: makes it, in place; `{ outcome?, note?, details? }`
 */
export const steps = [nodePackages, pythonPackages, nativeBackend, libraryBuild, kernelSpec];

/** Whether the stamp vouches for a step: same inputs, same folder, finished, and the thing is there. */
export function isCurrent(step, paths, stamp) {
  const record = stamp[step.id];
  return (
    record?.finished === true &&
    record.fingerprint === seal(step, paths) &&
    step.present(paths, record)
  );
}

/** A step's fingerprint holds for one folder and one Node line. */
function seal(step, paths) {
  const major = process.versions.node.split('.')[0];
  return fingerprint(step.fingerprint(paths), paths.root, major);
}

/**
 * Brings what is missing. Nothing changed: some file reads, no process, no network, no lock.
 *
 * @param {ReturnType<import('./paths.mjs').projectPaths>} paths
 * @param {import('./progress.mjs').Progress} progress
 * @param {{ again?: boolean, onStop?: (stop: () => Promise<void>) => void }} [options]
 */
export async function setUp(paths, progress, { again = false, onStop = () => {} } = {}) {
  const began = Date.now();
  if (!again && steps.every((step) => isCurrent(step, paths, readStamp(paths.stamp)))) {
    progress.remark(`Set-up: nothing to do (${secondsSince(began).toFixed(2)} s)`);
    return;
  }
  const lock = await takeLock(paths.lock, (pid) =>
    progress.say(`Another set-up (process ${pid}) is at work in this folder: waiting for it.`),
  );
  let children;
  try {
    children = new Children(paths.log, lock.setChild);
    onStop(async () => {
      await children.stop();
      lock.release();
    });
    await bringMissing({ paths, progress, children, lock, again });
  } finally {
    lock.release();
    children?.close();
  }
}

async function bringMissing({ paths, progress, children, lock, again }) {
  const stamp = readStamp(paths.stamp);
  if (again) for (const step of steps) delete stamp[step.id]?.fingerprint;
  let announced = false;
  for (const [index, step] of steps.entries()) {
    if (isCurrent(step, paths, stamp)) continue;
    if (!announced) progress.remark('Setting up');
    announced = true;
    const began = Date.now();
    const unfinished = stamp[step.id]?.finished === false;
    const found =
      !unfinished && step.present(paths)
        ? await step.examine({ paths, children })
        : { sound: false };
    const record = (finished, made) => {
      lock.assertHeld();
      const { outcome, note } = made ?? {};
      stamp[step.id] = { fingerprint: seal(step, paths), finished, outcome, note };
      writeStamp(paths.stamp, stamp);
    };
    if (found.sound) {
      const outcome = step === nativeBackend ? 'native' : undefined;
      record(true, { outcome });
      progress.remark(`  ✓ ${step.name.padEnd(18)}    kept`);
      continue;
    }
    if (step.megabytes > 0) {
      const left = steps.slice(index).filter((later) => !later.present(paths, stamp[later.id]));
      const needed = left.reduce((sum, { megabytes }) => sum + megabytes, 0);
      assertSpace(needed, freeMegabytes(paths.root));
    }
    progress.begin(step.name, found.why);
    record(false);
    const made = await step.make({ paths, children, unfinished, rebuild: found.rebuild === true });
    record(true, made);
    progress.end(step.name, secondsSince(began), made);
  }
}

function secondsSince(began) {
  return (Date.now() - began) / 1000;
}
