import { type Course, verifyChapter } from 'mle-kit/course';
import { type Row, workThrough } from './chapters.js';

/** Runs chapters in the kernel and as scripts, and compares both with the committed notebooks. */
export function verifyCourse(course: Course, slugs: readonly string[]): Promise<Row[]> {
  return workThrough(slugs, async (slug, onProgress, signal) => {
    const { cells, seconds, faults } = await verifyChapter(course, slug, { onProgress, signal });
    const result = faults.length === 0 ? 'ok' : `${faults.length} failed`;
    return { slug, cells: String(cells), seconds, result, faults };
  });
}
