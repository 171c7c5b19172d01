import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type LearnerProgress, NOTHING_DONE } from './progress.js';

const LOCK_TRIES = 40;
const LOCK_WAIT_MS = 25;
const STALE_MS = 5_000;

/** What a file holds, and what was wrong with it in words. */
export interface ProgressRead {
  readonly progress: LearnerProgress;
  readonly trouble?: string;
}

/**
 * Reads a progress file; one that is not there holds nothing.
 *
 * A damaged file is never an error: it is kept beside under another name, and nothing is done yet.
 *
 * @param path of the file, such as `progress.json`.
 */
export function readProgressFile(path: string): ProgressRead {
  if (!existsSync(path)) return { progress: NOTHING_DONE };
  let why: string;
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isProgress(content)) return { progress: content };
    why = 'it is not what this course writes';
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  }
  let backup = '';
  for (let n = 1; backup === '' || existsSync(backup); n++) {
    backup = join(dirname(path), basename(path).replace(/(\.json)?$/, `.damaged-${n}.json`));
  }
  try {
    renameSync(path, backup);
  } catch (error) {
    return {
      progress: NOTHING_DONE,
      trouble: `${basename(path)} cannot be read (${why}), nor set aside (${(error as Error).message}).`,
    };
  }
  return {
    progress: NOTHING_DONE,
    trouble: `${basename(path)} could not be read: ${why}. It is kept as ${basename(backup)}, and a new one begins.`,
  };
}

/**
 * Changes a progress file: read, changed and written again as one step, whole or not at all.
 *
 * Two notebooks may do so at once: the second waits, a second at most.
 *
 * @returns what was wrong with the old file, in words.
 * @throws Error of the file system where the file cannot be written.
 */
export function updateProgressFile(
  path: string,
  change: (progress: LearnerProgress) => LearnerProgress,
): string | undefined {
  const unlock = lock(`${path}.lock`);
  try {
    const { progress, trouble } = readProgressFile(path);
    writeWhole(path, `${JSON.stringify(change(progress), null, 2)}\n`);
    return trouble;
  } finally {
    unlock();
  }
}

function writeWhole(path: string, text: string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    const file = openSync(temporary, 'wx');
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A lock that outlived its owner is taken over; progress is not worth a longer wait than a second. */
function lock(path: string): () => void {
  for (let turn = 0; turn < LOCK_TRIES; turn++) {
    try {
      closeSync(openSync(path, 'wx'));
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > STALE_MS) rmSync(path, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_WAIT_MS);
  }
  return () => {};
}

function isProgress(content: unknown): content is LearnerProgress {
  if (!isRecord(content) || content.version !== 1) return false;
  return ['chapters', 'exercises', 'guesses', 'quizzes'].every((part) => {
    const entries = content[part];
    return isRecord(entries) && Object.values(entries).every(isRecord);
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
