// npm run build [-- 08 13]: writes notebooks/ again from lessons/.
import { relative } from 'node:path';
import { buildChapter } from 'mle-kit/course';
import { courseAndChapters } from './arguments.js';
import { workThrough } from './chapters.js';

const { course, slugs } = courseAndChapters();
const copies: string[] = [];
const rows = await workThrough(slugs, async (slug, onProgress, signal) => {
  const built = await buildChapter(course, slug, { onProgress, signal });
  const { seconds, changed, kept, faults } = built;
  if (kept) copies.push(relative(process.cwd(), kept));
  const result = faults.length > 0 ? 'not written' : changed ? 'written' : 'unchanged';
  return { slug, cells: '', seconds, result, faults };
});
if (copies.length > 0) {
  console.log('\nNotebooks that were not as their lesson says are kept as they were:');
  for (const copy of copies.sort()) console.log(`  ${copy}`);
}
process.exitCode = rows.some(({ faults }) => faults.length > 0) ? 1 : 0;
