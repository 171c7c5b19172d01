// npm run progress [-- --reset]: what you have done so far; kept in progress.json, and nowhere else.
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Course, courseProgress, courseProgressFile } from 'mle-kit/course';

const course = new Course(fileURLToPath(new URL('..', import.meta.url)));
const file = courseProgressFile(course);
const args = process.argv.slice(2);
if (args.some((argument) => argument !== '--reset')) {
  console.error(
    'npm run progress shows what you have done; npm run progress -- --reset deletes it.',
  );
  process.exit(2);
}
if (args.includes('--reset')) {
  const was = existsSync(file);
  rmSync(file, { force: true });
  console.log(was ? `${file} is deleted: you begin anew.` : 'There was nothing to delete.');
} else {
  const { text, trouble } = courseProgress(course);
  if (trouble !== undefined) console.error(trouble);
  console.log(text);
  if (existsSync(file)) console.log(`\nKept in ${file}.`);
}
