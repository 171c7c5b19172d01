import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  defineAssignment,
  mergeRubric,
  readClassMarks,
  rubric,
  standingOf,
  writeClassReports,
} from 'mle-kit/grading';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newFolder } from '../registry/newFolder.js';
import { bundle, marks, marksOf } from './aClass.js';

const HEADER = 'student,exercise,line,earned,comment\n';

async function graded() {
  const folder = newFolder();
  await writeClassReports(folder, bundle, marks, new Map());
  return { all: await readClassMarks(folder), folder };
}

describe('rubric', () => {
  const criteria = [{ says: 'names a die', points: 2 }];
  let said = '';
  beforeEach(() => {
    said = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += text;
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it('goes into the assignment, and shows students by what they are judged', async () => {
    const work = await defineAssignment('dice', { seed: 's', data: () => null });
    rubric(work, 'dice.3', { criteria });
    expect([...work.rubrics.values()]).toEqual([{ exercise: 'dice.3', criteria }]);
    said = '';
    rubric({ data: null }, 'dice.3', { criteria }); // as a student's notebook has it
    expect(said).toBe('dice.3 is judged by a person:\n  □ names a die (2)\n');
  });

  it('is silent while a submission is graded', () => {
    vi.stubEnv('MLE_GRADING', '1');
    rubric({ data: null }, 'dice.3', { criteria });
    expect(said).toBe('');
  });

  it.each([
    ['no criteria', [], 'EMPTY'],
    ['points of a third', [{ says: 'a', points: 1 / 3 }], 'INVALID_ARGUMENT'],
    ['points of 0', [{ says: 'a', points: 0 }], 'INVALID_ARGUMENT'],
    ['one line twice', [...criteria, ...criteria], 'DUPLICATE_NAME'],
  ])('refuses %s', (_, list, code) => {
    expect(() => rubric({ data: null }, 'dice.3', { criteria: list })).toThrow(code);
  });

  it('refuses two for one exercise', async () => {
    const work = await defineAssignment('dice', { seed: 's', data: () => null });
    rubric(work, 'dice.3', { criteria });
    expect(() => rubric(work, 'dice.3', { criteria })).toThrow('DUPLICATE_NAME');
  });
});

describe('rubric.csv', () => {
  it('has one row for each submission and line', async () => {
    const { folder } = await graded();
    const [header, first, ...rest] = readFileSync(join(folder, 'rubric.csv'), 'utf8').split('\n');
    expect(header).toBe('student,file,exercise,line,says,points,earned,comment');
    expect(first).toBe('ada,ada/dice.ipynb,dice.3,1,names a die,2,,');
    expect(rest).toHaveLength(6); // 3 submissions of 2 lines, and the end of the file
  });

  it('gets the rows of who hands in late, and keeps every byte that stands there', async () => {
    const { folder } = await graded();
    const file = join(folder, 'rubric.csv');
    // As a spreadsheet may give it back: other columns, another sign between them, no last newline.
    const filled =
      '\ufeffcomment;earned;line;exercise;student;seen by\r\n' +
      '"well; said";2;1;dice.3;ada;me\r\n;;2;dice.3;ada;\r\n;;1;dice.3;bo;\r\n;;2;dice.3;bo;';
    writeFileSync(file, filled);
    const late = [...marks.slice(1), marksOf('dana', [1, 1])];
    const again = () => writeClassReports(folder, bundle, late, new Map());
    expect((await again()).rubricRowsAdded).toBe(4);
    const now = readFileSync(file, 'utf8');
    expect(now.slice(0, filled.length)).toBe(filled);
    expect(now.slice(filled.length)).toBe(
      '\r\n;;1;dice.3;cem;\r\n;;2;dice.3;cem;\r\n;;1;dice.3;dana;\r\n;;2;dice.3;dana;\r\n',
    );
    expect((await again()).rubricRowsAdded).toBe(0);
    const merged = await mergeRubric(await readClassMarks(folder), file);
    expect(merged.students[0]!.judged[0]!.criteria[0]).toMatchObject({ earned: 2 });
  });

  it('is left alone where it cannot be read', async () => {
    const { folder } = await graded();
    for (const text of ['', 'student,earned\nada,1\n', 'student,exercise,line\nada\n']) {
      writeFileSync(join(folder, 'rubric.csv'), text);
      const { rubricRowsAdded } = await writeClassReports(folder, bundle, marks, new Map());
      expect([rubricRowsAdded, readFileSync(join(folder, 'rubric.csv'), 'utf8')]).toEqual([
        0,
        text,
      ]);
    }
  });

  it('can be merged as it is: everything is open still', async () => {
    const { all, folder } = await graded();
    const merged = await mergeRubric(all, join(folder, 'rubric.csv'));
    expect(merged.students.map((one) => standingOf(one).open)).toEqual([3.5, 3.5, 3.5, 0]);
  });
});

describe('mergeRubric', () => {
  it('adds points and comments, and leaves what is empty open', async () => {
    const { all } = await graded();
    const merged = await mergeRubric(
      all,
      `${HEADER}ada,dice.3,1,2,\nada,dice.3,2,0.5,"why, then?"\nbo,dice.3,1,1,\nbo,dice.3,2,,\n`,
    );
    expect(merged.students.map((one) => standingOf(one))).toEqual([
      { earned: 8.5, points: 9.5, open: 0 },
      { earned: 6, points: 9.5, open: 1.5 },
      { earned: 0, points: 9.5, open: 3.5 },
      { earned: 0, points: 9.5, open: 0 }, // nothing was handed in
    ]);
    expect(merged.students[0]!.judged[0]!.criteria[1]!.comment).toBe('why, then?');
  });

  it('says what the file says now, whatever was merged before', async () => {
    const { all } = await graded();
    const once = await mergeRubric(all, `${HEADER}ada,dice.3,1,2,\nbo,dice.3,1,2,\n`);
    const again = await mergeRubric(once, `${HEADER}ada,dice.3,1,1,\n`);
    expect(again).toEqual(await mergeRubric(all, `${HEADER}ada,dice.3,1,1,\n`));
  });

  it('reads what a spreadsheet with semicolons and decimal commas saved', async () => {
    const { all } = await graded();
    const text = `${HEADER.replaceAll(',', ';')}ada;dice.3;2;1,5;\n`;
    const merged = await mergeRubric(all, text);
    expect(standingOf(merged.students[0]!)).toMatchObject({ earned: 7.5, open: 2 });
  });

  it.each([
    ['an unknown student', 'eve,dice.3,1,1,', /row 1 \(eve dice\.3 1\): there is no such student/],
    ['an unknown exercise', 'ada,dice.9,1,1,', /no rubric for this exercise/],
    ['an unknown line', 'ada,dice.3,3,1,', /the rubric has lines 1 to 2/],
    ['a line that is no number', 'ada,dice.3,x,1,', /the rubric has lines 1 to 2/],
    ['too many points', 'ada,dice.3,2,2,', /2 is too much: the line gives 1\.5 at most/],
    ['less than nothing', 'ada,dice.3,1,-1,', /-1 is less than nothing/],
    ['words', 'ada,dice.3,1,good,', /"good" is no number of points/],
    ['one line twice', 'ada,dice.3,1,1,\nada,dice.3,1,2,', /row 2.*stands there twice/],
    ['points for nothing', 'dana,dice.3,1,1,', /nothing was handed in/],
  ])('refuses %s, and merges nothing', async (_, rows, words) => {
    const { all } = await graded();
    const merged = mergeRubric(all, `${HEADER}${rows}\n`);
    await expect(merged).rejects.toThrow(words);
    await expect(merged).rejects.toThrow('SCHEMA_VIOLATION');
  });

  it('tells twenty faults at most, and counts the others', async () => {
    const { all } = await graded();
    const rows = Array.from({ length: 23 }, (_, i) => `eve${i},dice.3,1,1,\n`).join('');
    await expect(mergeRubric(all, HEADER + rows)).rejects.toThrow(/eve19.*and 3 more/s);
  });

  it('refuses a file with other columns', async () => {
    const { all } = await graded();
    await expect(mergeRubric(all, 'student,earned\nada,1\n')).rejects.toThrow(
      /no column exercise, line/,
    );
  });
});
