import { type Course, type Notebook, verifyChapter } from 'mle-kit/course';
import { type Row, workThrough } from './chapters.js';

/**
 * Runs chapters in the kernel and as scripts, and compares both with the committed notebooks.
 *
 * @param ranOf a chapter's notebook where it has run already; undefined: it runs here.
 */
export function verifyCourse(
  course: Course,
  slugs: readonly string[],
  ranOf: (slug: string) => Notebook | undefined = () => undefined,
): Promise<Row[]> {
  return workThrough(slugs, async (slug, onProgress, signal) => {
    const { cells, seconds, faults } = await verifyChapter(course, slug, {
      onProgress,
      signal,
      ran: ranOf(slug),
    });
    const result = faults.length === 0 ? 'ok' : `${faults.length} failed`;
    return { slug, cells: String(cells), seconds, result, faults };
  });
}
