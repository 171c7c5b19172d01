import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { SetupFault } from './fault.mjs';

const HEARTBEAT_MS = 5_000; // the holder touches its lock this often …
const STALE_MS = 60_000; // … so one untouched for this long has lost its holder, whoever has its pid now
const ORPHAN_MS = 600_000; // a killed set-up's npm or pip may work on alone: it is waited for, this long
const POLL_MS = 200;

/**
 * Takes the lock of this folder, waiting for whoever holds it. A lock whose holder is gone is taken over.
 *
 * @param {string} path of the lock file
 * @param {(holderPid: number) => void} onWait called once, when there is somebody to wait for
 * @returns {Promise<{ setChild: (pid: number | undefined) => void, assertHeld: () => void, release: () => void }>}
 */
export async function takeLock(path, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  const token = `${process.pid}-${Date.now()}-${process.hrtime.bigint()}`;
  const content = (child) => JSON.stringify({ pid: process.pid, host: hostname(), token, child });
  for (let waited = false; !create(path, content()); ) {
    const holder = readLock(path);
    if (holder === undefined) continue; // released between the two calls
    if (isAbandoned(holder)) removeAbandoned(path);
    else {
      if (!waited) onWait(holder.pid);
      waited = true;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
  const holds = () => readLock(path)?.token === token;
  const heartbeat = setInterval(() => {
    const now = new Date();
    quietly(() => holds() && utimesSync(path, now, now));
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    setChild: (child) => {
      quietly(() => holds() && writeFileSync(path, content(child)));
    },
    assertHeld: () => {
      if (holds()) return;
      throw new SetupFault(
        'Another set-up took over while this one was asleep.',
        'node scripts/setup.mjs',
      );
    },
    release: () => {
      clearInterval(heartbeat);
      if (holds()) rmSync(path, { force: true });
    },
  };
}

/** Exclusive creation: true for exactly one of those who try. */
function create(path, text) {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    if (error.code === 'ENOSPC') rmSync(path, { force: true }); // made, but empty
    throw error;
  }
}

/** For what happens beside the work: whether it can is told by the work itself. */
function quietly(action) {
  try {
    action();
  } catch {
    // a full disk, a folder taken away
  }
}

/** What the lock says; undefined when there is none. Half a file (just being written) has no pid. */
function readLock(path) {
  try {
    const ageMs = Date.now() - statSync(path).mtimeMs;
    const text = readFileSync(path, 'utf8');
    try {
      return { ...JSON.parse(text), ageMs };
    } catch {
      return { ageMs };
    }
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAbandoned({ pid, host, child, ageMs }) {
  if (pid === undefined || host !== hostname()) return ageMs > STALE_MS; // its pid says nothing here
  if (isAlive(pid)) return ageMs > STALE_MS;
  return child === undefined || !isGroupAlive(child) || ageMs > ORPHAN_MS;
}

/** Whether a process of this number runs. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isGroupAlive(pid) {
  return isAlive(process.platform === 'win32' ? pid : -pid);
}

/**
 * Removes an abandoned lock. Two who saw the same one must not both remove: the slower would remove
 * the lock that the faster has just made. So a guard file admits one at a time, who looks again.
 */
function removeAbandoned(path) {
  const guard = `${path}.takeover`;
  if (!create(guard, String(process.pid))) {
    const left = readLock(guard);
    if (left !== undefined && left.ageMs > STALE_MS) rmSync(guard, { force: true });
    return;
  }
  try {
    const holder = readLock(path);
    if (holder !== undefined && isAbandoned(holder)) rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}
