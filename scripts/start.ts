// npm start [-- 08 13]: runs the chapters and says whether each is what its notebook says.
import { courseAndChapters } from './arguments.js';
import { verifyCourse } from './verify.js';

const { course, slugs } = courseAndChapters();
const rows = await verifyCourse(course, slugs);
process.exitCode = rows.some(({ faults }) => faults.length > 0) ? 1 : 0;
