// npm run build [-- 08 13]: writes notebooks/ again from lessons/.
import { buildChapter } from 'mle-kit/course';
import { courseAndChapters } from './arguments.js';
import { workThrough } from './chapters.js';

const { course, slugs } = courseAndChapters();
const rows = await workThrough(slugs, async (slug, onProgress, signal) => {
  const { seconds, changed, faults } = await buildChapter(course, slug, { onProgress, signal });
  const result = faults.length > 0 ? 'not written' : changed ? 'written' : 'unchanged';
  return { slug, cells: '', seconds, result, faults };
});
process.exitCode = rows.some(({ faults }) => faults.length > 0) ? 1 : 0;
