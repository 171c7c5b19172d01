import { parseAssignment, readAssignment, readRoster } from 'mle-kit/grading';
import { describe, expect, it } from 'vitest';
import { assignmentNotebook } from '../../../src/grading/assignmentNotebook.js';
import { fillIn } from '../../../src/grading/assignmentScript.js';

const SCRIPT = `// ---
// title: "Dice"
// ---

// %% [markdown]
// A die of {{sides}} sides.

// %% tags=["assignment"]
import { defineAssignment } from 'mle-kit/grading';

const work = await defineAssignment<Dice>('dice', {
  seed: 'SECRET PHRASE',
  data: (random) => ({ sides: random.integer(4, 20) }),
});

// %% tags=["exercise"]
function mean(rolls: readonly number[]): number {
  // solution
  return rolls.reduce((SOLVED, roll) => SOLVED + roll, 0) / rolls.length;
}

// %% tags=["visible"]
await visible('dice.1', mean, { 'one roll': (answer) => answer([3]) === 3 });

// %% tags=["hidden"]
hidden(work, 'dice.1', mean, { test: 'HIDDEN TEST', points: 1 });

// %% [markdown] tags=["instructor"]
// FOR THE INSTRUCTOR
`;

const SECRETS = /SECRET|SOLVED|HIDDEN|INSTRUCTOR|defineAssignment|hidden\(/;
const reader = { data: { sides: 6 }, libraryVersion: '0.1.0' };

describe('parseAssignment', () => {
  const script = parseAssignment(SCRIPT, 'dice');

  it('leaves a student nothing that is hidden', () => {
    const notebook = assignmentNotebook(script, { ...reader, instructor: false });
    const text = JSON.stringify(notebook);
    expect(text).not.toMatch(SECRETS);
    expect(notebook.cells.map(({ source }) => source)).toEqual([
      '# Dice',
      'A die of 6 sides.',
      expect.stringContaining("const work = openAssignment<Dice>('dice');"),
      expect.stringContaining('not attempted: write your answer here'),
      expect.stringContaining("visible('dice.1'"),
    ]);
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(5);
  });

  it('leaves the instructor everything', () => {
    const notebook = assignmentNotebook(script, { ...reader, instructor: true });
    const text = notebook.cells.map(({ source }) => source).join('\n');
    for (const secret of ['SECRET', 'SOLVED', 'HIDDEN', 'INSTRUCTOR']) {
      expect(text).toContain(secret);
    }
  });

  it.each([
    ['no assignment cell', /tags=\["assignment"\]/, '', /line 1: no cell is tagged/],
    ['a hidden test in a cell for all', /tags=\["hidden"\]/, '', /not tagged "hidden"/],
    ['another name than the file has', /'dice', \{/, "'coins', {", /the name of the file/],
    ['data without a type', /<Dice>/, '', /the type of the data/],
    ['an exercise without a mark', /\/\/ solution/, '// answer', /no "\/\/ solution"/],
    [
      'a definition in two places',
      /tags=\["visible"\]/,
      '\nimport { defineAssignment as d } from "mle-kit/grading";',
      /outside the cell/,
    ],
    ['two assignment cells', /tags=\["exercise"\]/, 'tags=["assignment"]', /a second cell/],
  ])('refuses %s', (_, what, by, words) => {
    expect(() => parseAssignment(SCRIPT.replace(what, by), 'dice')).toThrow(words);
  });

  it('says so when there is no file', () => {
    expect(() => readAssignment('no/such.ts')).toThrow('FILE_NOT_FOUND');
  });
});

describe('fillIn', () => {
  it('refuses what is no text or number of the data', () => {
    expect(fillIn('{{ a }} of {{b}}', { a: 1, b: 'two' })).toBe('1 of two');
    for (const data of [{}, { a: [1] }, null, undefined]) {
      expect(() => fillIn('{{a}}', data)).toThrow('PARSE_ERROR');
    }
    expect(() => fillIn('{{constructor}}', {})).toThrow('PARSE_ERROR');
  });
});

describe('readRoster', () => {
  it('keeps names as they stand, zeros in front too', async () => {
    expect(await readRoster('student\n007\nada\n')).toEqual(['007', 'ada']);
  });

  it.each([
    ['a path', '../x\n', 'INVALID_ARGUMENT'],
    ['a name that Windows reserves', 'con\n', 'INVALID_ARGUMENT'],
    ['a name that ends in a full stop', 'ada.\n', 'INVALID_ARGUMENT'],
    ['twins', 'ada\nADA\n', 'DUPLICATE_NAME'],
    ['nobody', '', 'EMPTY'],
  ])('refuses %s', async (_, rows, code) => {
    await expect(readRoster(`student\n${rows}`)).rejects.toThrow(code);
  });
});
