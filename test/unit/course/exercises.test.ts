import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exerciseFaults } from '../../../src/course/exerciseFaults.js';
import {
  Course,
  courseProgress,
  courseProgressFile,
  exercisesIn,
} from '../../../src/course/index.js';
import { lessonCells } from '../../../src/course/lessonCells.js';

const LESSON = `// ---
// title: Halves
// ---

// %% [markdown]
// ## 1.1 Exercises
//
// **Exercise 1.1** Halve it.
//
// In two lines.

// %%
import { check } from 'mle-kit';

// %% tags=["exercise"]
function half(x: number): number {
  // solution
  return x / 2;
}

// %% tags=["check"]
await check('1.1', half, {});

// %%
console.log('more');

// %% [markdown]
// *What it tells:* little.
//
// **Exercise 1.2** Now two.

// %% tags=["exercise"]
const a = () => {
  // solution
  return 1;
};

// %% tags=["exercise"]
const b = () => 2;

// %% tags=["check"]
await check(
  '1.2',
  { a, b },
  {},
);

// %% [markdown]
// Good.
//
// ## 1.3 The end
`;

describe('lessonCells', () => {
  it('reads kinds, tags, text and lines', () => {
    const cells = lessonCells(LESSON);
    expect(cells.map(({ kind }) => kind)).toEqual(
      'prose code code code code prose code code code prose'.split(' '),
    );
    expect(cells[2]).toEqual({
      kind: 'code',
      tags: ['exercise'],
      text: 'function half(x: number): number {\n  // solution\n  return x / 2;\n}',
      line: 15,
    });
    expect(cells[0]!.text).toMatch(/^## 1\.1 Exercises\n\n\*\*Exercise/);
  });
});

describe('exercisesIn', () => {
  it('finds prompt, solution and interpretation of each', () => {
    const [first, second, ...rest] = exercisesIn(LESSON);
    expect(rest).toEqual([]);
    expect(first).toEqual({
      id: '1.1',
      prompt: '**Exercise 1.1** Halve it.\n\nIn two lines.',
      solution: 'function half(x: number): number {\n  return x / 2;\n}',
      interpretation: '*What it tells:* little.',
      cell: 3,
      line: 21,
    });
    expect(second).toMatchObject({
      id: '1.2',
      prompt: '**Exercise 1.2** Now two.',
      solution: 'const a = () => {\n  return 1;\n};\n\nconst b = () => 2;',
      interpretation: 'Good.',
    });
  });
});

describe('exerciseFaults', () => {
  const faults = (notebook: string, script: string) =>
    exerciseFaults('01-halves', LESSON, notebook, script).map(({ cell, text }) => [cell, text]);

  it('is silent where every stub is not attempted and every exercise proven', () => {
    expect(
      faults('1.1 not attempted yet\n1.2 not attempted yet\n', '1.1 ✓\n1.1 proven\n1.2 proven'),
    ).toEqual([]);
  });

  it('names the exercise and the cell of what did not come about', () => {
    expect(
      faults('1.1 ✓ all 2 checks hold\n1.2 not attempted yet', '1.1 proven\n11.2 proven'),
    ).toEqual([
      [3, expect.stringContaining('exercise 1.1: the notebook')],
      [7, expect.stringContaining('exercise 1.2: its check was not proven')],
    ]);
  });
});

describe('courseProgress', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mle-course-'));
    mkdirSync(join(root, 'lessons'));
    writeFileSync(join(root, 'lessons', '01-halves.ts'), LESSON);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true, force: true });
  });

  it('sets what was done beside what there is', () => {
    const course = new Course(root);
    expect(courseProgress(course)).toEqual({ text: 'Nothing done yet.' });
    expect(courseProgressFile(course)).toBe(join(root, 'progress.json'));
    const done = { version: 1, chapters: {}, guesses: {}, quizzes: {} };
    writeFileSync(
      join(root, 'progress.json'),
      JSON.stringify({ ...done, exercises: { 1.2: { passed: true, tries: 3 } } }),
    );
    expect(courseProgress(course).text).toMatch(/^01 .* 1 of 2/m);
    writeFileSync(join(root, 'progress.json'), '{');
    expect(courseProgress(course)).toMatchObject({
      text: 'Nothing done yet.',
      trouble: expect.stringContaining('kept as progress.damaged-1.json'),
    });
  });

  it('looks into another file where one is named', () => {
    vi.stubEnv('MLE_PROGRESS', join(root, 'mine.json'));
    expect(courseProgressFile(new Course(root))).toBe(join(root, 'mine.json'));
  });
});

describe('the lessons of this course', () => {
  const course = new Course(resolve(import.meta.dirname, '../../..'));
  const { slugs } = course;

  it.each(slugs)('%s has four exercises or more, told by their solution', (slug) => {
    const exercises = exercisesIn(course.readLesson(slug));
    expect(exercises.length).toBeGreaterThanOrEqual(4);
    const silent = exercises.filter(({ prompt, solution, interpretation }) =>
      [prompt, solution, interpretation].some((text) => text.length < 20),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
    expect(new Set(exercises.map(({ id }) => id)).size).toBe(exercises.length);
  });

  it.each(slugs)('%s has a quiz of five questions, and takes typed answers', (slug) => {
    const source = course.readLesson(slug);
    const chapter = String(Number(slug.slice(0, 2)));
    const begin = source.indexOf(`\nquiz('${chapter}', [\n`);
    expect(begin, `quiz('${chapter}', [ … ])`).toBeGreaterThan(0);
    const quiz = source.slice(begin, source.indexOf('\n]);', begin));
    expect(quiz.match(/^ {4}why:/gm)).toHaveLength(5);
    expect(quiz.match(/answer: \d/g), 'answers that are typed, not computed').toBeNull();
    const typed = `answerQuiz('${chapter}', '');`;
    expect(source.includes(`\n${typed}`), typed).toBe(true);
  });

  it.each(slugs)('%s asks for guesses, unguessed as it is written, and shows each', (slug) => {
    const source = course.readLesson(slug);
    const ids = (call: string) =>
      [...source.matchAll(new RegExp(`\\b${call}\\('([^']+)'`, 'g'))].map((match) => match[1]);
    expect(ids('predict').length).toBeGreaterThanOrEqual(1);
    expect(ids('reveal').sort()).toEqual(ids('predict').sort());
    expect(source.match(/^ {2}guess: undefined,/gm)).toHaveLength(ids('predict').length);
  });
});
