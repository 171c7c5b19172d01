// npm run demo:grading: builds the example assignment, grades its ten submissions, opens the report.
import { spawn } from 'node:child_process';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MlError, progressBar } from 'mle-kit';
import { gradeDemo } from './demo/gradeDemo.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'build', 'demo-grading');
const { all, page } = await gradeDemo(root, out, progressBar()).catch((error: unknown) => {
  if (!(error instanceof MlError)) throw error;
  console.error([error.message, error.hint].filter(Boolean).join('\nHint: '));
  process.exit(1);
});

for (const { marks } of all.students) {
  const [note = ''] = marks.submission === null ? ['nothing was handed in'] : marks.notes;
  console.log(
    `${marks.student.padEnd(5)} ${`${marks.earned} of ${marks.points}`.padStart(8)}  ${note.slice(0, 90)}`,
  );
}
for (const { first, second, share } of all.similar) {
  console.log(`${first} and ${second} are much alike (${Math.round(100 * share)}%): look at both.`);
}
console.log(`\nThe report of the class: ${relative(process.cwd(), page)}`);

const screen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
const [command, ...args] =
  process.platform === 'darwin'
    ? ['open', page]
    : process.platform === 'win32'
      ? ['cmd', '/c', 'start', '', page]
      : ['xdg-open', page];
if (screen && !process.env.CI) {
  const opener = spawn(command!, args, { stdio: 'ignore', detached: true });
  opener.on('error', () => {}); // the page is named above
  opener.unref();
}
