import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Course, parseNotebook } from 'mle-kit/course';
import { afterAll, describe, expect, it } from 'vitest';
import { mle } from '../unit/cli/recordMle.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const example = join(root, 'lessons', 'assignments', 'metrics.ts');
const folder = mkdtempSync(join(tmpdir(), 'mle-assignments-'));
// Packages are looked for above the script, so planted ones lie in the course.
mkdirSync(join(root, 'build'), { recursive: true });
const planted = mkdtempSync(join(root, 'build', 'assignments-'));
afterAll(() => {
  for (const made of [folder, planted]) rmSync(made, { recursive: true, force: true });
});

const assignment = (...args: string[]) => mle('assignment', ...args);

/** Checks the example with one place changed, for one student. */
function checkChanged(what: string, by: string) {
  const source = readFileSync(example, 'utf8');
  expect(source).toContain(what);
  writeFileSync(join(planted, 'metrics.ts'), source.replace(what, by));
  return assignment('check', join(planted, 'metrics.ts'), '--students', '1');
}

const text = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');

describe('mle assignment check', () => {
  it('proves the example', async () => {
    expect(await assignment('check', example, '--students', '2')).toEqual({
      code: 0,
      out: 'metrics: proven for 2 students: 3 exercises, 12 points.\n',
      err: '',
    });
  });

  it('proves the whole pipeline, which a person grades in part', { timeout: 120_000 }, async () => {
    const pipeline = join(root, 'lessons', 'assignments', 'pipeline.ts');
    const { code, out } = await assignment('check', pipeline, '--students', '2');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'pipeline: proven for 2 students: 10 exercises, 37 points and 5 by a person.\n',
    });
    const built = await assignment('build', pipeline, '--out', join(folder, 'pipeline'));
    expect(built.code).toBe(0);
    const bundle = JSON.parse(text('pipeline', 'pipeline.bundle.json'));
    expect(bundle.rubrics).toMatchObject([{ exercise: 'pipeline.11' }]);
    expect(bundle.points).toBe(37);
    const student = text('pipeline', 'students', 'sample', 'pipeline.ipynb');
    expect(student).toContain("rubric(work, 'pipeline.11'");
    expect(student).not.toContain('new Map(Object.entries(body))');
  });

  it('ends with 1 when a wrong answer loses other points than it says', async () => {
    const { code, out } = await checkChanged('loses: 4', 'loses: 3');
    expect(code).toBe(1);
    expect(out).toMatch(/^exercise metrics\.1: .*"swaps the two" loses 4 of 4 points, not 3/);
  });

  it('ends with 1 when a visible test fails on the solution', async () => {
    const { code, err } = await checkChanged('[3, 2, 1], 2)', '[3, 2, 1], 1)');
    expect(code).toBe(1);
    expect(err).toMatch(/script stops.*exercise metrics\.1/s);
  });

  it("ends with 1 when the student's notebook cannot run", async () => {
    const by = 'precisionAtK(truth, work.data.scores, 3);\nconst frauds';
    const { code, out } = await checkChanged('const frauds', by);
    expect(code).toBe(1);
    expect(out).toMatch(/does not run from top to bottom: not attempted/);
  });

  it('ends with 1 when all students get the same', async () => {
    const source = readFileSync(example, 'utf8').replace('data: (random) => {', (found) => {
      return `${found}\n    random = createRandom(1);`;
    });
    const file = join(planted, 'metrics.ts');
    writeFileSync(file, `${source}\n// %%\nimport { createRandom } from 'mle-kit';\n`);
    const { code, out } = await assignment('check', file, '--students', '2', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).faults).toEqual(['has the same data as proof-1 (student proof-2)']);
  });
});

describe('mle assignment build', () => {
  it('gives each student a notebook and data of their own, and none what is hidden', async () => {
    const roster = join(folder, 'roster.csv');
    writeFileSync(roster, 'student,section\nada,1\nbo,2\n');
    const args = ['build', example, '--roster', roster, '--seed', 'tall ships', '--out'];
    const built = await assignment(...args, join(folder, 'one'));
    expect(built).toMatchObject({ code: 0, err: '' });
    expect(await assignment(...args, join(folder, 'two'), '--json')).toMatchObject({ code: 0 });

    const files = readdirSync(join(folder, 'one'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 5));
    expect(files).toHaveLength(7);
    for (const file of files) expect(text('two', file)).toBe(text('one', file));

    const handedOut = files.filter((file) => file.startsWith('students'));
    expect(handedOut).toHaveLength(4);
    for (const file of handedOut) {
      expect(text('one', file)).not.toMatch(
        /tall ships|this phrase is public|hidden\(|wrongAnswer|const last =|For the instructor/,
      );
    }
    const [ada, bo] = ['ada', 'bo'].map((name) =>
      JSON.parse(text('one', 'students', name, 'metrics.data.json')),
    );
    expect(ada.scores).not.toEqual(bo.scores);
    expect(text('one', 'students', 'ada', 'metrics.ipynb')).toContain(
      `has people to look at ${ada.budget} payments`,
    );
    const solved = parseNotebook(text('one', 'instructor', 'metrics.ipynb'), 'solved');
    expect(solved.cells.some(({ source }) => source.includes('const last ='))).toBe(true);
  });

  it('writes a bundle with all that a grader needs', () => {
    const bundle = JSON.parse(text('one', 'metrics.bundle.json'));
    expect(bundle).toMatchObject({
      kind: 'mle-assignment/1',
      id: 'metrics',
      libraryVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      seed: 'tall ships',
      students: ['ada', 'bo'],
      points: 12,
      source: readFileSync(example, 'utf8'),
    });
    expect(bundle.exercises.map((exercise: { points: number }) => exercise.points)).toEqual([
      4, 4, 4,
    ]);
    const [first] = bundle.exercises;
    expect(first.functions).toEqual(['precisionAndRecall']);
    expect(first.tests[0].call).toMatch(/^\(answer, ?input\) ?=>/);
  });

  it('refuses a call that cannot be, with the exit code of its kind', async () => {
    expect((await assignment('build', 'no/such.ts', '--out', folder)).code).toBe(3);
    expect((await assignment('build', example)).code).toBe(2);
    expect((await assignment('check', example, '--students', '0')).code).toBe(2);
  });
});

it('the course takes assignments for no chapters', () => {
  expect(new Course(root).slugs.filter((slug) => !/^\d\d-/.test(slug))).toEqual([]);
});
