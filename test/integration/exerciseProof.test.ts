import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Course, formatFault, runChapter, runScript } from 'mle-kit/course';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const SLUG = '10-doubles';

const SOUND = `// ---
// title: Doubles
// ---

// %%
import { check, equals } from 'mle-kit';

// %% tags=["exercise"]
function double(x: number): number {
  // solution
  return 2 * x;
}

// %% tags=["check"]
await check(
  '10.1',
  double,
  {
    'of 3 it is 6': (double) => equals(double(3), 6),
    'of 0 it is 0': (double) => equals(double(0), 0),
  },
  {
    hints: ['Twice.', 'Two times.', '2 * x'],
    mistakes: [
      { says: 'you squared.', answer: (x) => x * x },
      { says: 'you returned x.', answer: (x) => x },
    ],
  },
);
`;

let folder: string;
let course: Course;

beforeAll(() => {
  mkdirSync(join(REPOSITORY, 'build'), { recursive: true });
  folder = mkdtempSync(join(REPOSITORY, 'build', 'proof-')); // where lessons find mle-kit
  mkdirSync(join(folder, 'lessons'));
  course = new Course(folder, { tools: REPOSITORY });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function runs(change: (lesson: string) => string) {
  const lesson = change(SOUND);
  writeFileSync(course.lessonFile(SLUG), lesson);
  const { printed, faults } = await runScript(course, SLUG);
  return { printed, told: faults.map(formatFault).join('\n') };
}

describe('a lesson that is run as a script proves its exercises', { timeout: 60_000 }, () => {
  it('and says so where they are sound', async () => {
    const { printed, told } = await runs((lesson) => lesson);
    expect(told).toBe('');
    expect(printed.at(-1)).toBe('10.1 ✓ all 2 checks hold\n10.1 proven\n');
  });

  it.each([
    ['the solution fails', 'return 2 * x', 'return 2 + x', 'came 5, wanted 6'],
    ['a mistake is missing', /\s*\{ says: 'you squared.*/, '', 'it lists 1 mistakes, 2 are needed'],
    ['a mistake is right', 'x * x', 'x + x', 'the mistake "you squared." passes all checks'],
    [
      'a test needs no answer',
      'equals(double(0), 0)',
      'equals(0, 0)',
      'the stub passes "of 0 it is 0"',
    ],
    [
      'two mistakes look alike',
      'answer: (x) => x },',
      'answer: (x) => x ** 2 },',
      'the mistake "you returned x." cannot be told from "you squared."',
    ],
  ])('and turns red where %s', async (_, from, to, message) => {
    const { told } = await runs((lesson) => lesson.replace(from, to));
    expect(told).toContain(`${SLUG}, cell 3 (lessons/${SLUG}.ts:`);
    expect(told).toContain(message);
  });
});

it('cells that hold hints, mistakes and keys are folded in the notebook', async () => {
  writeFileSync(course.lessonFile(SLUG), `${SOUND}\n// %%\nquiz('10', []);\n`);
  const { notebook } = await runChapter(course, SLUG, { execute: false });
  const code = notebook.cells.filter((cell) => cell.cell_type === 'code');
  expect(code.map(({ metadata }) => metadata.jupyter)).toEqual([
    undefined,
    undefined,
    { source_hidden: true },
    { source_hidden: true },
  ]);
});
