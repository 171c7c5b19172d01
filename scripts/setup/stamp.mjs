import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * What the set-up has finished: for each step the fingerprint of what it was made from.
 * A missing, torn or foreign stamp is an empty one: then everything is looked at again.
 *
 * @returns {Record<string, { fingerprint: string, finished: boolean, note?: string, outcome?: string }>}
 */
export function readStamp(path) {
  try {
    const { version, steps } = JSON.parse(readFileSync(path, 'utf8'));
    return version === 1 && steps !== null && typeof steps === 'object' ? steps : {};
  } catch {
    return {};
  }
}

/** Written by rename, so that a set-up killed at any moment leaves the old stamp or the new one. */
export function writeStamp(path, steps) {
  writeByRename(path, `${JSON.stringify({ version: 1, steps }, null, 2)}\n`);
}

/** Replaces a file by a whole one, never by half of one. */
export function writeByRename(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  const handle = openSync(draft, 'w');
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, path);
}
