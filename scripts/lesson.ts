// npm run lesson -- 08: one chapter as a plain script in the terminal.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { courseAndChapters } from './arguments.js';

const { course, slugs } = courseAndChapters();
const [slug] = slugs;
if (process.argv.length !== 3 || slug === undefined) {
  console.error(`Name one chapter: npm run lesson -- ${slugs.at(-1)?.slice(0, 2) ?? '08'}`);
  process.exit(2);
}
const ts = fileURLToPath(new URL('./ts.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [ts, course.lessonFile(slug)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
