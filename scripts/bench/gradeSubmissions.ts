import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAssignment, type SubmissionMarks } from 'mle-kit/grading';
import type { Benchmark } from './benchmark.js';

const EXERCISES = 10;
const STUDENTS = 30;
const root = join(import.meta.dirname, '..', '..');
const students = Array.from({ length: STUDENTS }, (_, k) => `student${k}`);

/** Student k left out every exercise i for which k + i is a multiple of 4: both sides have to see it. */
const right = (k: number, i: number) => (k + i) % 4 !== 0;

/** Both sides are the command that an instructor types, with two submissions at a time where it can. */
export const benchmark: Benchmark = {
  title: `grading ${STUDENTS} submissions of a 10-exercise assignment, each run apart`,
  peer: 'nbgrader autograde',
  atMost: 0.5,
  threads: 2,
  tolerance: 0,
  async prepare(folder) {
    // The script has to lie in the course, where its packages are.
    const near = mkdtempSync(join(root, 'build', 'bench-assignment-'));
    const [built, submitted] = [join(folder, 'built'), join(folder, 'in')];
    for (const old of [built, submitted]) rmSync(old, { recursive: true, force: true });
    try {
      writeFileSync(join(near, 'sums.ts'), script());
      await buildAssignment(join(near, 'sums.ts'), built, { students });
    } finally {
      rmSync(near, { recursive: true, force: true });
    }
    for (const [k, student] of students.entries()) handIn(built, submitted, student, k);
    const task = { exercises: EXERCISES, students, right: students.map((_, k) => solvedBy(k)) };
    writeFileSync(join(folder, 'task.json'), JSON.stringify(task));
    const out = join(folder, 'out');
    return () => {
      rmSync(out, { recursive: true, force: true });
      const args = ['grade', submitted, '--assignment', join(built, 'sums.bundle.json'), '--out'];
      const { status, stderr } = spawnSync(
        process.execPath,
        [join(root, 'src', 'bin', 'mle.js'), ...args, out, '--parallel', '2'],
        { encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(`bench gradeSubmissions: ${stderr}`);
      return students.map((student) => {
        const text = readFileSync(join(out, 'marks', `${student}.json`), 'utf8');
        return (JSON.parse(text) as SubmissionMarks).earned;
      });
    };
  },
};

function solvedBy(k: number): boolean[] {
  return Array.from({ length: EXERCISES }, (_, i) => right(k, i));
}

/** Exercise i asks for the sum of a list, each number to the power of i + 1, modulo 1000. */
function script(): string {
  const exercises = Array.from(
    { length: EXERCISES },
    (_, i) => `// %% [markdown]
// **Exercise sums.${i}** The sum of the list's powers of ${i + 1}, modulo 1000.

// %% tags=["exercise"]
function powers${i}(list: readonly number[]): number {
  // solution
  return list.reduce((sum, x) => (sum + x ** ${i + 1}) % 1000, 0);
}

// %% tags=["hidden"]
hidden(work, 'sums.${i}', powers${i}, {
  test: 'three lists',
  points: 1,
  inputs: (random) => [3, 4, 5].map((n) => Array.from({ length: n }, () => random.integer(1, 20))),
  call: (answer, list) => answer(list),
});
`,
  );
  return `// %% tags=["assignment"]
import { defineAssignment } from 'mle-kit/grading';

interface Sums {
  readonly n: number;
}
const work = await defineAssignment<Sums>('sums', {
  seed: 'tall ships',
  data: (random) => ({ n: random.integer(1, 1000000) }),
});

// %% tags=["hidden"]
import { hidden } from 'mle-kit/grading';

${exercises.join('\n')}`;
}

function handIn(built: string, submitted: string, student: string, k: number): void {
  const from = readFileSync(join(built, 'students', student, 'sums.ipynb'), 'utf8');
  const notebook = JSON.parse(from) as { cells: { source: string | string[] }[] };
  for (const cell of notebook.cells) {
    const text = [cell.source].flat().join('');
    const exercise = /function powers(\d)/.exec(text)?.[1];
    if (exercise === undefined || !right(k, Number(exercise))) continue;
    const power = Number(exercise) + 1;
    cell.source = text.replace(
      /throw new Error.*/,
      `return list.reduce((sum, x) => (sum + x ** ${power}) % 1000, 0);`,
    );
  }
  mkdirSync(join(submitted, student), { recursive: true });
  writeFileSync(join(submitted, student, 'sums.ipynb'), JSON.stringify(notebook));
}
