// npm test: everything that is checked, in order; goes on after a failure; the last line counts.
// npm test -- unit smoke: some steps only.  The faults in full: npm run test:soak.
//
//   types        the compiler, strict, over src, lessons, scripts and test     counts as one
//   lint         Biome: rules, format, import order                            counts as one
//   unit         test/unit and test/contract                                   each test
//   integration  test/integration: kernels, processes, the native backend      each test
//   smoke        test/smoke: chapters in JupyterLab in a real browser          each test
//   chapters     lessons against notebooks, in the kernel and as scripts       each chapter
//
// What a chapter gave in smoke's browser is what the kernel gives: after smoke, chapters compares
// that, and runs in a kernel of its own only what has no such run.
import { fileURLToPath } from 'node:url';
import { Course } from 'mle-kit/course';
import { findChromium, INSTALL_CHROMIUM } from './browser/findChromium.js';
import { forgetRan, ranInBrowser } from './testing/ranInBrowser.js';
import { runChild, stopChild } from './testing/runChild.js';
import { runVitest } from './testing/runVitest.js';
import { strayTests } from './testing/strayTests.js';
import { add, NOTHING, type Tally, tallyLine } from './testing/tally.js';
import { verifyCourse } from './verify.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = {
  unit: ['test/unit', 'test/contract'],
  integration: ['test/integration'],
  smoke: ['test/smoke'],
} as const;

const one = (code: number): Tally => ({ ...NOTHING, [code === 0 ? 'passed' : 'failed']: 1 });
const steps: Readonly<Record<string, () => Promise<Tally>>> = {
  types: async () => one(await runChild(['node_modules/typescript/bin/tsc', '-p', '.'], root)),
  lint: async () =>
    one(
      await runChild(
        ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.'],
        root,
      ),
    ),
  unit: () => runVitest(root, 'unit', folders.unit),
  integration: () => runVitest(root, 'integration', folders.integration),
  smoke: () => runVitest(root, 'smoke', folders.smoke),
  chapters,
};

async function chapters(): Promise<Tally> {
  const course = new Course(root);
  const slugs = course.select([]); // notebooks that have lost their lesson, too
  if (slugs.length === 0) {
    console.error('There are no chapters.');
    return { ...NOTHING, failed: 1 };
  }
  const rows = await verifyCourse(course, slugs, (slug) => ranInBrowser(root, slug));
  const passed = rows.filter(({ faults }) => faults.length === 0).length;
  return { passed, failed: slugs.length - passed, skipped: 0 }; // one that broke down has no row
}

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in steps));
if (unknown !== undefined) {
  console.error(`There is no step "${unknown}". There are: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
    stopChild(); // the chapters see to their own
  });
}

forgetRan(root);
let total = NOTHING;
const seconds: string[] = [];
const wanted = Object.entries(steps).filter(([name]) => names.length === 0 || names.includes(name));
for (const [name, run] of wanted) {
  console.log(`\n── ${name} ${'─'.repeat(70 - name.length)}`);
  const begin = performance.now();
  const tally = await run();
  if (interrupted) {
    console.error('Interrupted. All that was started has been stopped.');
    process.exit(130);
  }
  const took = ((performance.now() - begin) / 1000).toFixed(1);
  seconds.push(`${name.padEnd(12)} ${took.padStart(7)} s  ${tallyLine(tally)}`);
  total = add(total, tally);
}

console.log(`\n${seconds.join('\n')}\n`);
const stray = strayTests(root, [...Object.values(folders).flat(), 'test/soak']);
if (stray.length > 0) {
  console.error(`These tests belong to no step, and did not run: ${stray.join(', ')}`);
  total = add(total, { ...NOTHING, failed: stray.length });
}
if (wanted.some(([name]) => name === 'smoke') && findChromium() === undefined) {
  console.log(`The tests in a real browser did not run, no Chromium found: ${INSTALL_CHROMIUM}.`);
}
console.log(tallyLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
