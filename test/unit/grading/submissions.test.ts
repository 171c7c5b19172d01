import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSubmissions } from '../../../src/grading/findSubmissions.js';
import { readSubmission } from '../../../src/grading/readSubmission.js';
import { studentWorks } from '../../../src/grading/studentWork.js';
import { newFolder } from '../registry/newFolder.js';

const folder = newFolder();

function write(path: string, text = '1'): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const found = (path: string) =>
  findSubmissions(join(folder, path), 'sums').map(({ student, file, fault }) => [
    student,
    fault === null ? file : `! ${fault}`,
  ]);

describe('findSubmissions', () => {
  it('takes files, folders and scripts, in the order of names', () => {
    write('flat/bo.ts');
    write('flat/ada.ipynb');
    write('flat/cy/whatever.ipynb');
    write('flat/cy/sums.data.json');
    write('flat/dee/draft.ipynb');
    write('flat/dee/sums.ipynb');
    write('flat/.ipynb_checkpoints/ada.ipynb');
    write('flat/notes.pdf');
    expect(found('flat')).toEqual([
      ['ada', 'ada.ipynb'],
      ['bo', 'bo.ts'],
      ['cy', 'cy/whatever.ipynb'],
      ['dee', 'dee/sums.ipynb'],
      ['notes.pdf', '! it is no notebook and no script'],
    ]);
  });

  it('passes over nothing that somebody may have meant, however its ending is written', () => {
    write('odd/bo.zip');
    write('odd/cem.IPYNB');
    write('odd/dana.ipynb.txt');
    write('odd/eli/Sums.Ipynb');
    write('odd/eli/draft.ipynb');
    expect(found('odd')).toEqual([
      ['bo.zip', '! it is no notebook and no script'],
      ['cem', 'cem.IPYNB'],
      ['dana.ipynb.txt', '! it is no notebook and no script'],
      ['eli', 'eli/Sums.Ipynb'],
    ]);
  });

  it("takes nbgrader's layout, from the course's folder and from within", () => {
    write('course/submitted/ada/sums/sums.ipynb');
    write('course/submitted/ada/other/other.ipynb');
    write('course/submitted/bo/other/other.ipynb');
    write('course/source/sums/sums.ipynb');
    expect(found('course')).toEqual([
      ['ada', 'submitted/ada/sums/sums.ipynb'],
      ['bo', '! the folder holds no notebook and no script'],
    ]);
    expect(found('course/submitted')[0]).toEqual(['ada', 'ada/sums/sums.ipynb']);
  });

  it('follows no link, wherever it stands', () => {
    write('links/real/sums.ipynb');
    symlinkSync(join(folder, 'links/real'), join(folder, 'links/folder'));
    symlinkSync(join(folder, 'links/real/sums.ipynb'), join(folder, 'links/file.ipynb'));
    mkdirSync(join(folder, 'links/deep'));
    symlinkSync(join(folder, 'links/real'), join(folder, 'links/deep/sums'));
    const all = Object.fromEntries(found('links'));
    expect(all.folder).toMatch(/^! it is a symbolic link/);
    expect(readSubmission(join(folder, 'links', all.file!)).fault).toMatch(/symbolic link/);
    expect(all.deep).toMatch(/^! .*no notebook/);
    expect(all.real).toBe('real/sums.ipynb');
  });

  it('refuses a folder that is not there', () => {
    expect(() => found('nowhere')).toThrow('FILE_NOT_FOUND');
  });
});

describe('studentWorks', () => {
  const work = (student: string) => ({ student, file: `${student}.ipynb`, fault: null });
  it('keeps to the roster, whatever the capitals, and names who is not on it', () => {
    const { students, strangers } = studentWorks([work('ADA'), work('zoe')], ['Ada', 'bo']);
    expect(students).toEqual([
      { student: 'Ada', dataOf: 'Ada', works: [work('ADA')] },
      { student: 'bo', dataOf: 'bo', works: [] },
    ]);
    expect(strangers).toEqual([{ file: 'zoe.ipynb', why: 'zoe is not on the roster' }]);
  });

  it('gives what is no notebook to who has no other work, by the longest name that begins it', () => {
    const odd = (file: string) => {
      return { student: file, file, fault: 'it is no notebook and no script' };
    };
    const files = [odd('Ann_sums.zip'), odd('anna.ipynb.txt'), odd('annabel.doc'), odd('bo.pdf')];
    const { students, strangers } = studentWorks([...files, work('bo')], ['ann', 'anna', 'bo']);
    expect(
      students.map(({ student, works }) => [student, ...works.map(({ file }) => file)]),
    ).toEqual([
      ['ann', 'Ann_sums.zip'],
      ['anna', 'anna.ipynb.txt'],
      ['bo', 'bo.ipynb'],
    ]);
    const why = 'it is no notebook and no script';
    expect(strangers).toEqual([
      { file: 'annabel.doc', why },
      { file: 'bo.pdf', why },
    ]);
    // Another student's file, who has handed in besides, is no stand-in for what ann owes.
    const besides = studentWorks([odd('ann-lee.zip'), work('ann-lee')], ['ann', 'ann-lee']);
    expect(besides.students[0]!.works).toEqual([]);
    expect(besides.strangers).toEqual([{ file: 'ann-lee.zip', why }]);
    expect(studentWorks([odd('ann.zip')], ['sample'])).toEqual({
      students: [],
      strangers: [{ file: 'ann.zip', why }],
    });
  });

  it('takes everybody where there was no roster, but for names that could be no folder', () => {
    const { students, strangers } = studentWorks([work('ada'), work('a b')], ['sample']);
    expect(students).toEqual([{ student: 'ada', dataOf: 'sample', works: [work('ada')] }]);
    expect(strangers).toEqual([{ file: 'a b.ipynb', why: expect.any(String) }]);
  });
});

describe('readSubmission', () => {
  it('takes the code of a notebook, whether its lines are a list or a text', () => {
    const cells = [
      { cell_type: 'markdown', source: 'prose' },
      { cell_type: 'code', source: ['let a = 1;\n', 'a;'] },
      { cell_type: 'code', source: '  \n' },
      { cell_type: 'code', source: 'a + 1;', metadata: null, outputs: 'none' },
    ];
    const file = write('one.ipynb', `\uFEFF${JSON.stringify({ cells })}`);
    expect(readSubmission(file)).toMatchObject({
      cells: ['let a = 1;\na;', 'a + 1;'],
      fault: null,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('knows a notebook by its ending in capitals, too', () => {
    const cells = [{ cell_type: 'code', source: 'let a = 1;' }];
    expect(readSubmission(write('TWO.IPYNB', JSON.stringify({ cells }))).cells).toEqual([
      'let a = 1;',
    ]);
  });

  it('takes a percent script by its cells, and any other whole', () => {
    const percent = 'let a = 1;\r\n// %% [markdown]\r\n// prose\r\n// %%\r\nlet b = 2;\r\n';
    expect(readSubmission(write('p.ts', percent)).cells).toEqual(['let a = 1;\n', 'let b = 2;']);
    expect(readSubmission(write('q.ts', 'let a = 1;\n')).cells).toEqual(['let a = 1;\n']);
  });

  it.each([
    ['a folder', () => folder, /it is no file/],
    ['nothing', () => join(folder, 'none.ipynb'), /cannot be read \(ENOENT\)/],
    ['prose alone', () => write('prose.ipynb', '{"cells":[]}'), /holds no code/],
  ])('says why it cannot read %s', (_, path, words) => {
    expect(readSubmission(path()).fault).toMatch(words);
  });
});
