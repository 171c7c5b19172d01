import { join, resolve } from 'node:path';
import { chapterOf, progressText, readProgressFile } from '../notebook/index.js';
import type { Course } from './course.js';
import { exercisesIn } from './exercises.js';

/** Where the progress of a course's learner is kept: `progress.json` in its folder, or `MLE_PROGRESS`. */
export function courseProgressFile(course: Course): string {
  const chosen = process.env.MLE_PROGRESS;
  return chosen && chosen !== 'off' ? resolve(chosen) : join(course.root, 'progress.json');
}

/**
 * What the learner has done, chapter by chapter, beside what there is to do.
 *
 * @returns the text, and in words what was wrong with the file, which is then set aside.
 */
export function courseProgress(course: Course): { text: string; trouble?: string } {
  const totals: Record<string, number> = {};
  for (const slug of course.slugs) {
    totals[chapterOf(slug)] = exercisesIn(course.readLesson(slug)).length;
  }
  const { progress, trouble } = readProgressFile(courseProgressFile(course));
  const text = progressText(progress, totals);
  return trouble === undefined ? { text } : { text, trouble };
}
