import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  canvasGrades,
  moodleGrades,
  nbgraderGrades,
  nbgraderSubmissions,
  readGradebook,
  readRoster,
  withoutRow,
} from 'mle-kit/grading';
import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../../src/data/index.js';
import { newFolder } from '../registry/newFolder.js';
import { classOf, marks, marksOf } from './aClass.js';

const CANVAS = `Student,ID,SIS User ID,SIS Login ID,Section,Essay (11),Dice & chance (12),Final Score
,,,,,,Manual Posting,
    Points Possible,,,,,10,9.5,(read only)
"Lovelace, Ada",007,u1,ada,Section 1,8.50,,85
"Kim, Bo",1002,u2,bo,Section 1,,3.00,
"Oz, Cem",1003,u3,cem,"Section 1 and Section 2",9,,90
"Ng, Dana",1004,u4,dana,Section 2,7,,70
"Late, Eve",1005,u5,eve,Section 2,6,2,60
"Student, Test",1006,,5f2b,Section 1,,,
`;

const MOODLE = `First name,Last name,ID number,Email address,Assignment: Essay (Real),Last downloaded from this course
Ada,Lovelace,007,ada@example.org,85.00,1767225600
Bo,Kim,,bo@example.org,-,1767225600
`;

const open = {
  exercise: 'dice.3',
  criteria: [{ says: 'a', points: 2, earned: null, comment: '' }],
};

async function written(table: Parameters<typeof writeCsv>[0]): Promise<string> {
  const file = join(newFolder(), 'out.csv');
  await writeCsv(table, file);
  return readFileSync(file, 'utf8');
}

describe('readGradebook and readRoster', () => {
  it("know Canvas's export, and leave out what is no student's", async () => {
    const { form, students } = await readGradebook(CANVAS);
    expect(form).toBe('canvas');
    expect(students).toEqual([null, null, 'ada', 'bo', 'cem', 'dana', 'eve', null]);
    expect(await readRoster(CANVAS)).toEqual(['ada', 'bo', 'cem', 'dana', 'eve']);
  });

  it("know Canvas's export with two columns of names", async () => {
    const text =
      'LastName,FirstName,ID,SIS Login ID,Section\n    Points Possible,,,,\nLovelace,Ada,7,ada,1\n';
    expect(await readRoster(text)).toEqual(['ada']);
  });

  it("know Canvas's export with a byte order mark and semicolons, as it writes for some countries", async () => {
    const text =
      '\ufeffStudent;ID;SIS Login ID;Section;Essay (11)\n    Points Possible;;;;10\n"Oz, Cem";007;cem;1;8,50\n';
    const { table, students } = await readGradebook(text);
    expect(students).toEqual([null, 'cem']);
    expect(table.row(1)).toMatchObject({ ID: '007', 'Essay (11)': '8,50' });
  });

  it("know Moodle's export, by the e-mail address, or the user's name where it is there", async () => {
    expect(await readRoster(MOODLE)).toEqual(['ada@example.org', 'bo@example.org']);
    expect(await readRoster('Username;Email address\nada;a@example.org\n')).toEqual(['ada']);
  });

  it("know nbgrader's list of students, and a plain one", async () => {
    expect(await readRoster('id,first_name,last_name,email\nada,Ada,L,a@x\n')).toEqual(['ada']);
    expect((await readGradebook('student\nada\n')).form).toBe('plain');
  });

  it.each([
    ['columns of nobody', 'name,mark\nAda,1\n', 'UNKNOWN_COLUMN'],
    ['no students', 'Student,ID,SIS Login ID\n    Points Possible,,\n', 'EMPTY'],
    ['a student without a name', 'student,x\nada,1\n,2\n', 'MISSING_VALUE'],
    ['twins', 'student,x\nada,1\nADA,2\n', 'DUPLICATE_NAME'],
  ])('refuse %s', async (_, text, code) => {
    await expect(readGradebook(text)).rejects.toThrow(code);
  });
});

describe('canvasGrades', () => {
  it("gives back the export's own rows with this assignment's marks, and no other column", async () => {
    const table = canvasGrades(classOf(marks), await readGradebook(CANVAS));
    expect(
      await written(table),
    ).toBe(`Student,ID,SIS User ID,SIS Login ID,Section,Dice & chance (12)
,,,,,Manual Posting
"    Points Possible",,,,,6
"Lovelace, Ada",007,u1,ada,Section 1,6
"Kim, Bo",1002,u2,bo,Section 1,5
"Oz, Cem",1003,u3,cem,Section 1 and Section 2,0
"Ng, Dana",1004,u4,dana,Section 2,0
"Late, Eve",1005,u5,eve,Section 2,2
"Student, Test",1006,,5f2b,Section 1,
`);
  });

  it('makes the round trip: what it writes is read as the same students', async () => {
    const text = await written(canvasGrades(classOf(marks), await readGradebook(CANVAS)));
    expect(await readRoster(text)).toEqual(await readRoster(CANVAS));
    const again = await written(canvasGrades(classOf(marks), await readGradebook(text)));
    expect(again).toBe(text);
  });

  it('keeps what the gradebook has while a person has not graded everything', async () => {
    const all = classOf([marksOf('bo', [4, 1])]);
    const waiting = { ...all, students: [{ ...all.students[0]!, judged: [open] }] };
    const table = canvasGrades(waiting, await readGradebook(CANVAS));
    expect(table.column('Dice & chance (12)').values).toEqual([
      'Manual Posting',
      '8',
      null,
      '3.00',
      null,
      null,
      '2',
      null,
    ]);
  });

  it('takes the column that is named, a new one too', async () => {
    const table = canvasGrades(classOf(marks), await readGradebook(CANVAS), 'Bonus');
    expect(table.columnNames.at(-1)).toBe('Bonus');
    expect(table.row(2).Bonus).toBe('6');
  });

  it('refuses to lose anybody', async () => {
    const all = classOf([...marks, marksOf('zoe', [1, 1])]);
    const gradebook = await readGradebook(CANVAS);
    expect(() => canvasGrades(all, gradebook)).toThrow(/1 of 5 students.*zoe/);
  });

  it('needs no row for who handed in nothing, and may have left', async () => {
    const gradebook = await readGradebook(CANVAS);
    const all = classOf([...marks, marksOf('zoe', null)]);
    const written = canvasGrades(all, gradebook);
    expect(written.rowCount).toBe(canvasGrades(classOf(marks), gradebook).rowCount);
    expect(withoutRow(all, gradebook.students).map(({ student }) => student)).toEqual(['zoe']);
  });
});

describe('moodleGrades', () => {
  const all = classOf([marksOf('ada@example.org', [4, 1])]);

  it('writes what its import reads, and - where there is no grade', async () => {
    const text = await written(moodleGrades(all, await readGradebook(MOODLE)));
    expect(text).toBe(`First name,Last name,ID number,Email address,Dice & chance
Ada,Lovelace,007,ada@example.org,5
Bo,Kim,,bo@example.org,-
`);
    expect(await readRoster(text)).toEqual(await readRoster(MOODLE));
  });

  it('gives no grade while a person has not graded everything', async () => {
    const waiting = { ...all, students: [{ ...all.students[0]!, judged: [open] }] };
    const table = moodleGrades(waiting, await readGradebook(MOODLE), 'Dice');
    expect(table.string('Dice')).toEqual(['-', '-']);
  });
});

describe("nbgrader's folders and gradebook", () => {
  const course = newFolder();
  const put = (path: string, text = '{}') => {
    mkdirSync(join(course, path, '..'), { recursive: true });
    writeFileSync(join(course, path), text);
  };

  it('are read by student, with the notebook that was released and the time', () => {
    expect(() => nbgraderSubmissions(course, 'dice')).toThrow('FILE_NOT_FOUND');
    put('release/dice/problem1.ipynb');
    put('submitted/bo/dice/problem1.ipynb');
    put('submitted/bo/dice/timestamp.txt', '2026-03-01 12:00:00.000000 UTC\n');
    put('submitted/ada/dice/renamed.ipynb');
    put('submitted/cem/coins/coins.ipynb');
    put('secret.ipynb');
    mkdirSync(join(course, 'submitted/dana/dice'), { recursive: true });
    symlinkSync(join(course, 'secret.ipynb'), join(course, 'submitted/dana/dice/problem1.ipynb'));
    put('submitted/eve/dice/problem1.ipynb');
    put('submitted/eve/dice/timestamp.txt', 'x'.repeat(101));
    put('submitted/fay/dice/problem1.ipynb');
    put('submitted/fay/dice/timestamp.txt', "=cmd|' /C calc'!A0");
    const file = (student: string) => join(course, 'submitted', student, 'dice', 'problem1.ipynb');
    expect(nbgraderSubmissions(course, 'dice')).toEqual([
      { student: 'ada', file: null, timestamp: null },
      { student: 'bo', file: file('bo'), timestamp: '2026-03-01 12:00:00.000000 UTC' },
      { student: 'dana', file: null, timestamp: null }, // a link leads elsewhere
      { student: 'eve', file: file('eve'), timestamp: null },
      { student: 'fay', file: file('fay'), timestamp: null }, // a formula is no time
    ]);
  });

  it('refuse several notebooks unless one is named, and an assignment that nobody handed in', () => {
    put('release/dice/problem2.ipynb');
    expect(() => nbgraderSubmissions(course, 'dice')).toThrow(/problem1, problem2.*which/);
    expect(nbgraderSubmissions(course, 'dice', 'problem1')).toHaveLength(5);
    expect(() => nbgraderSubmissions(course, 'poker')).toThrow('EMPTY');
  });

  it("has the columns and numbers of nbgrader's own export", async () => {
    const roster = await readGradebook(
      'id,first_name,last_name,email\nada,Ada,"L, M",a@example.org\n',
    );
    const submissions = [{ student: 'ada', file: null, timestamp: '2026-03-01 12:00:00' }];
    const all = classOf([marksOf('ada', [4, 1.5]), marksOf('bo', null)]);
    expect(await written(nbgraderGrades(all, { roster, submissions }))).toBe(
      'assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score\n' +
        'dice,,2026-03-01 12:00:00,ada,"L, M",Ada,a@example.org,5.5,0.0,5.5,6.0\n' +
        'dice,,,bo,,,,0.0,0.0,0.0,6.0\n',
    );
  });
});
