import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compareSources } from './compareChapter.js';
import type { Course } from './course.js';
import type { Notebook } from './notebook.js';
import { parseNotebook } from './notebookText.js';

/**
 * Keeps a copy of a notebook that is about to be written anew, as
 * `build/before/<slug>-<time>.ipynb`, unless its cells are those of the new one: it may hold answers.
 *
 * @param before the text of the notebook that is there.
 * @param fresh  the one that replaces it.
 * @returns the copy's file; null when there was no need of one.
 */
export function keepBefore(
  course: Course,
  slug: string,
  before: string,
  fresh: Notebook,
): string | null {
  if (!holdsOther(before, fresh)) return null;
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-'); // Windows has no ":" in names
  const file = join(course.root, 'build', 'before', `${slug}-${time}.ipynb`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, before);
  return file;
}

function holdsOther(before: string, fresh: Notebook): boolean {
  try {
    return compareSources(parseNotebook(before, 'the stored notebook'), fresh).length > 0;
  } catch {
    return true; // damaged, and all the more worth keeping
  }
}
