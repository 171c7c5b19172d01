import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inNotebook, print } from './channel.js';
import { type LearnerProgress, NOTHING_DONE, progressText } from './progress.js';
import { readProgressFile, updateProgressFile } from './progressFile.js';

const FILE = 'progress.json';
let complained = false;

/**
 * Where a learner's progress is kept: `progress.json` in the folder of the course, which is the
 * nearest above the working directory that has `lessons/` and `datasets/`.
 *
 * `MLE_PROGRESS` names another file, or, as `off`, none. The runner of chapters, scripts and
 * browser tests sets it to `off`, and where `CI` is set nothing is kept either.
 *
 * @returns the path, or undefined where nothing is kept.
 */
export function progressPath(): string | undefined {
  const chosen = process.env.MLE_PROGRESS;
  if (chosen === 'off') return undefined;
  if (chosen) return resolve(chosen);
  if (process.env.CI) return undefined;
  for (let at = process.cwd(); ; at = dirname(at)) {
    const isCourse = ['lessons', 'datasets/catalog.json'].every((name) =>
      existsSync(join(at, name)),
    );
    if (isCourse) return join(at, FILE);
    if (dirname(at) === at) return undefined;
  }
}

/**
 * Keeps what a learner has just done, on this computer only. Only a notebook's kernel does, or a
 * script at a terminal; where the file cannot be written, it says so once and goes on.
 */
export function recordProgress(change: (progress: LearnerProgress) => LearnerProgress): void {
  if (!inNotebook() && !isAtTerminal()) return;
  const path = progressPath();
  if (path === undefined) return;
  try {
    const trouble = updateProgressFile(path, change);
    if (trouble !== undefined) print(trouble);
  } catch (error) {
    if (complained) return;
    complained = true;
    print(`Your progress is not kept: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Whether somebody sits at this script, and may be asked. */
export function isAtTerminal(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY && !process.env.CI);
}

/**
 * Shows what the learner has done so far: chapters read, exercises done, guesses and how they
 * turned out. It is kept in `progress.json` in the course's folder, and nowhere else.
 *
 * @example showProgress(); // undefined
 */
export function showProgress(): void {
  const path = progressPath();
  const { progress, trouble } =
    path === undefined ? { progress: NOTHING_DONE } : readProgressFile(path);
  if (trouble !== undefined) print(trouble);
  print(progressText(progress));
}
