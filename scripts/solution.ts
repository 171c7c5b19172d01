// npm run solution -- 8.2: what is asked, our solution, and what it tells.
import { fileURLToPath } from 'node:url';
import { Course, exercisesIn } from 'mle-kit/course';

const course = new Course(fileURLToPath(new URL('..', import.meta.url)));
const exercises = course.slugs.flatMap((slug) =>
  exercisesIn(course.readLesson(slug)).map((exercise) => ({ slug, ...exercise })),
);
const [wanted = ''] = process.argv.slice(2);
const found = exercises.filter(({ id }) => id === wanted || id.startsWith(`${wanted},`));
if (found.length === 0) {
  const chapter = /^\d+/.exec(wanted)?.[0];
  const near = exercises.filter(({ id }) => chapter !== undefined && id.startsWith(`${chapter}.`));
  const ids = (near.length > 0 ? near : exercises).map(({ id }) => id);
  console.error(
    `${wanted ? `There is no exercise "${wanted}"` : 'Name an exercise: npm run solution -- 8.2'}. ` +
      `There are: ${[...new Set(ids)].join(', ')}.`,
  );
  process.exit(2);
}
for (const { slug, prompt, solution, interpretation } of found) {
  console.log([prompt, solution, interpretation, `(lessons/${slug}.ts)`].join('\n\n'));
  console.log();
}
