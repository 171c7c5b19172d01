// npm start [-- 08 13]: runs the chapters and says whether each is what its notebook says.
import { courseAndChapters } from './arguments.js';
import { verifyCourse } from './verify.js';

const { course, slugs } = courseAndChapters();
const rows = await verifyCourse(course, slugs);
if (rows.some(({ faults }) => faults.length > 0)) {
  console.log('\nIf you changed nothing, this finds out what is missing here:  npm run doctor');
  process.exitCode = 1;
} else {
  console.log(
    '\nAll is as printed. Open the notebooks, and begin with 00-start-here:  npm run lab',
  );
}
