// npm run teaching: writes lessons/teaching/outcomes.md from outcomes.json and the lessons.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Course, outcomeFaults, outcomeMatrix } from 'mle-kit/course';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'lessons', 'teaching');
const course = new Course(root);
const outcomes = JSON.parse(readFileSync(join(folder, 'outcomes.json'), 'utf8'));
const faults = outcomeFaults(course, outcomes);
for (const fault of faults) console.error(fault);
writeFileSync(join(folder, 'outcomes.md'), outcomeMatrix(course, outcomes));
console.log(`lessons/teaching/outcomes.md: ${course.slugs.length} chapters`);
if (faults.length > 0) process.exit(1);
