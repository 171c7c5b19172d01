import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAssignment, gradeSubmissions } from 'mle-kit/grading';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mle } from '../unit/cli/recordMle.js';
import { whyNotApart } from './whyNotApart.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-grade-'));
const at = (...path: string[]) => join(folder, ...path);
const bundle = at('built', 'sums.bundle.json');
const script = join(import.meta.dirname, 'attacks', 'sums.ts');

const notebook = (...cells: string[]) =>
  JSON.stringify({ cells: cells.map((source) => ({ cell_type: 'code', source })), nbformat: 4 });
const TOTAL = 'function total(list) { return list.reduce((a, b) => a + b, 0); }';
const LARGEST = 'function largest(list) { return Math.max(...list); }';

const ADA = [
  "import { mean } from 'mle-kit';\nimport { openAssignment } from 'mle-kit/grading';",
  "const { data } = openAssignment<{ offset: number }>('sums'); if (!(data.offset >= 100)) throw data;",
  'function total(list: number[]) { return data.offset > 0 ? list.length * mean(list) : 0; }',
  LARGEST,
];

const grade = (out: string, ...more: string[]) =>
  mle('grade', at('in'), '--assignment', bundle, '--out', at(out), ...more);
const marks = (out: string, student: string) =>
  JSON.parse(readFileSync(at(out, 'marks', `${student}.json`), 'utf8'));
const files = (out: string) =>
  readdirSync(at(out), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(at(out).length))
    .sort();

beforeAll(async () => {
  await buildAssignment(script, at('built'), { students: ['ada', 'bo', 'cy', 'dee', 'eve'] });
  mkdirSync(at('in', 'bo'), { recursive: true });
  writeFileSync(at('in', 'ada.ipynb'), notebook(...ADA));
  writeFileSync(
    at('in', 'bo', 'sums.ipynb'),
    notebook(TOTAL.replace(', 0', ', list.length > 9 ? 1 : 0'), LARGEST),
  );
  cpSync(at('built', 'students', 'cy'), at('in', 'cy'), { recursive: true });
  writeFileSync(
    at('in', 'dee.ts'),
    `// %%\n${LARGEST}\n// %%\nlet shuffled = Math.random();\nfunction total() { return shuffled; }`,
  );
  writeFileSync(at('in', 'zoe.ipynb'), notebook(TOTAL));
  writeFileSync(at('in', 'xi\nada  9 of 5\u202e.ipynb'), notebook(TOTAL));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fault = whyNotApart();
describe.skipIf(fault)(`mle grade${fault ? `: ${fault}` : ''}`, () => {
  it('marks everybody on the roster, partly right work partly', async () => {
    const { code, out } = await grade('one');
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
      'ada  5 of 5',
      'bo   4 of 5',
      'cy   0 of 5',
      'dee  2 of 5',
      'eve  0 of 5  nothing was handed in',
      'xi ada 9 of 5.ipynb is not graded: xi ada 9 of 5 is not on the roster.',
      'zoe.ipynb is not graded: zoe is not on the roster.',
      `sums: 5 students, in ${at('one')}: open class.html.`,
      '',
    ]);
    expect(marks('one', 'bo').exercises[0].tests[1]).toMatchObject({
      test: 'a long list',
      points: 1,
      earned: 0,
      why: expect.stringMatching(/^input 1 of 1: came \d+, wanted \d+$/),
    });
    const attempted = (student: string) =>
      marks('one', student).exercises.map((exercise: { attempted: boolean }) => exercise.attempted);
    expect([attempted('cy'), attempted('dee'), attempted('eve')]).toEqual([
      [false, false],
      [true, true],
      [false, false],
    ]);
    expect(marks('one', 'eve').submission).toBeNull();
  });

  it('writes the reports of the class, and one for each student', () => {
    const reports = ['ada', 'bo', 'cy', 'dee', 'eve'].flatMap((student) =>
      ['html', 'md'].map((ending) => `/students/${student}/report.${ending}`),
    );
    const written = ['/class.csv', '/class.html', '/class.json', ...reports];
    expect(files('one').filter((file) => !/^\/(marks|outputs)\//.test(file))).toEqual(written);
    const lines = readFileSync(at('one', 'class.csv'), 'utf8').trim().split('\n');
    expect(lines.map((line) => line.split(',').slice(0, 4).join())).toEqual([
      'student,handed_in,earned,points',
      'ada,true,5,5',
      'bo,true,4,5',
      'cy,true,0,5',
      'dee,true,2,5',
      'eve,false,0,5',
    ]);
    const { students } = JSON.parse(readFileSync(at('one', 'class.json'), 'utf8'));
    expect(students[1].marks).toEqual(marks('one', 'bo'));
    expect(readFileSync(at('one', 'class.html'), 'utf8')).toContain('students/bo/report.html');
    const report = readFileSync(at('one', 'students', 'bo', 'report.html'), 'utf8');
    expect(report).toMatch(/4 of 5.*a long list.*input 1 of 1: came/s);
  });

  it('gives the same bytes again, and with one at a time', async () => {
    expect((await grade('two', '--parallel', '1', '--json')).code).toBe(0);
    expect(files('two')).toEqual(files('one'));
    for (const file of files('one')) {
      expect(readFileSync(at('two', file), 'utf8')).toBe(readFileSync(at('one', file), 'utf8'));
    }
  });

  it('runs only what has changed since', async () => {
    const before = statSync(at('two', 'marks', 'bo.json')).mtimeMs;
    writeFileSync(at('in', 'ada.ipynb'), notebook(TOTAL));
    const { out } = await grade('two', '--json');
    expect(JSON.parse(out)).toMatchObject({ assignment: 'sums', points: 5, reused: 3 });
    expect(marks('two', 'ada').earned).toBe(3);
    expect(statSync(at('two', 'marks', 'bo.json')).mtimeMs).toBe(before);
    writeFileSync(at('in', 'ada.ipynb'), notebook(...ADA));
  });

  it('computes marks again from stored outputs, without the submissions', async () => {
    const kept = readFileSync(at('one', 'marks', 'bo.json'), 'utf8');
    rmSync(at('one', 'marks'), { recursive: true });
    const stored = at('one', 'outputs', 'dee.json');
    const run = JSON.parse(readFileSync(stored, 'utf8'));
    run.tests[0].asked = '0'.repeat(64);
    writeFileSync(stored, JSON.stringify(run));
    expect((await grade('one', '--recompute')).code).toBe(0);
    expect(readFileSync(at('one', 'marks', 'bo.json'), 'utf8')).toBe(kept);
    expect(marks('one', 'dee').exercises[0].tests[0].why).toMatch(/grade it again/);
    const { code, err } = await grade('none', '--recompute');
    expect([code, err]).toEqual([3, expect.stringMatching(/nothing is stored of a run of ada/)]);
  });

  it('stops when told so, leaves nothing half-written, and goes on from there', async () => {
    const stop = new AbortController();
    const progress = { start() {}, advance: () => stop.abort(), finish() {} };
    const options = { parallel: 1, signal: stop.signal, progress };
    await expect(gradeSubmissions(at('in'), bundle, at('three'), options)).rejects.toThrow(
      'ABORTED',
    );
    expect(files('three')).toEqual(['/marks/ada.json', '/outputs/ada.json']);
    const { out } = await grade('three', '--json');
    expect(JSON.parse(out).reused).toBe(1);
    expect(readFileSync(at('three', 'marks', 'bo.json'), 'utf8')).toBe(
      readFileSync(at('two', 'marks', 'bo.json'), 'utf8'),
    );
  });

  it('says what is open without bubblewrap, and marks the same', async () => {
    const { code, err, out } = await grade('unsafe', '--unsafe', '--json');
    expect(code).toBe(0);
    expect(err).toMatch(/network, any amount of memory, any number of threads/);
    expect(JSON.parse(out).students).toMatchObject([{ earned: 5 }, { earned: 4 }, {}, {}, {}]);
  });

  it('closes files and programs without bubblewrap, too', async () => {
    mkdirSync(at('nosy'));
    const tries = ["fs.readFileSync('/etc/passwd')", `fs.writeFileSync('${at('stain')}', '')`];
    const told = [...tries, "require('node:child_process').spawnSync('true')"]
      .map(
        (attempt) =>
          `(() => { try { ${attempt}; return 'open'; } catch (e) { return e.code; } })()`,
      )
      .join();
    const cell = `const fs = require('node:fs');\nfunction total() { throw new Error(String([${told}])); }`;
    writeFileSync(at('nosy', 'ada.ipynb'), notebook(cell));
    const { marks } = await gradeSubmissions(at('nosy'), bundle, at('nosy-out'), { unsafe: true });
    const denied = 'ERR_ACCESS_DENIED';
    expect(marks[0]!.exercises[0]!.tests[0]!.why).toContain(`${denied},${denied},${denied}`);
  });

  it('blames no submission where bubblewrap is missing or cannot start', async () => {
    const path = process.env.PATH;
    try {
      process.env.PATH = at('empty');
      expect((await grade('x')).err).toMatch(/there is no bwrap here.*apt-get install bubblewrap/s);
      mkdirSync(at('fake'));
      const script =
        '#!/bin/sh\n[ "$1" = --help ] && echo "--size --disable-userns" || { echo "No permissions" >&2; exit 1; }\n';
      writeFileSync(at('fake', 'bwrap'), script, { mode: 0o755 });
      process.env.PATH = `${at('fake')}:${path}`;
      const { code, err } = await grade('x');
      expect([code, err]).toEqual([
        1,
        expect.stringMatching(/does not start: No permissions.*AppArmor/s),
      ]);
      expect(existsSync(at('x'))).toBe(false);
    } finally {
      process.env.PATH = path;
    }
  });

  it.each([
    ['no bundle', ['--assignment', 'no/such.json'], 3, /cannot be read/],
    ['another file', ['--assignment', script], 4, /no grading bundle/],
    ['no folder', [], 2, /required option '--assignment/],
    ['a number that is none', ['--parallel', 'x'], 2, /A number above 0/],
  ])('refuses %s, with the exit code of its kind', async (_, args, exit, words) => {
    const { code, err } = await mle('grade', at('in'), '--out', at('x'), ...args);
    expect([code, err]).toEqual([exit, expect.stringMatching(words)]);
  });

  it('refuses a bundle that was changed, and one of another version', async () => {
    const built = JSON.parse(readFileSync(bundle, 'utf8'));
    const with_ = (change: object) => {
      const file = at('changed.json');
      writeFileSync(file, JSON.stringify({ ...built, ...change }));
      return mle('grade', at('in'), '--assignment', file, '--out', at('x'));
    };
    expect((await with_({ source: `${built.source}//` })).err).toMatch(/CHECKSUM_MISMATCH/);
    expect((await with_({ libraryVersion: '0.0.1' })).err).toMatch(/built with mle-kit 0\.0\.1/);
  });
});

it.skipIf(fault)(
  'a comparison that never ends costs the test, and the next student is graded',
  async () => {
    const source = readFileSync(script, 'utf8').replace(
      'call: (answer, list) => answer(list),',
      `call: (answer, list) => answer(list),
  compare: (came) => { while (came === 'forever'); return typeof came === 'number'; },`,
    );
    mkdirSync(at('loop'));
    writeFileSync(at('loop', 'sums.ts'), source);
    const near = mkdtempSync(join(import.meta.dirname, '..', '..', 'build', 'grade-'));
    try {
      writeFileSync(join(near, 'sums.ts'), source);
      await buildAssignment(join(near, 'sums.ts'), at('loop'), { students: ['ada', 'bo'] });
    } finally {
      rmSync(near, { recursive: true, force: true });
    }
    mkdirSync(at('loop', 'in'));
    writeFileSync(at('loop', 'in', 'ada.ts'), `function total() { return 'forever'; }\n${LARGEST}`);
    writeFileSync(at('loop', 'in', 'bo.ts'), `${TOTAL}\n${LARGEST}`);
    const { marks } = await gradeSubmissions(
      at('loop', 'in'),
      at('loop', 'sums.bundle.json'),
      at('loop', 'out'),
      { parallel: 1, compareSeconds: 1 },
    );
    expect(marks.map(({ earned }) => earned)).toEqual([2, 5]);
    expect(marks[0]!.exercises[0]!.tests[0]!.why).toBe('comparing it did not come to an end');
  },
  60_000,
);
