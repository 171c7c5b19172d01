import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readClassMarks, type SubmissionMarks, writeClassReports } from 'mle-kit/grading';
import { describe, expect, it } from 'vitest';
import { newFolder } from '../registry/newFolder.js';
import { bundle, marks, marksOf } from './aClass.js';

const sources = new Map([['ada', 'const a = 1;']]);

/** Reports of these marks, by file. */
async function reports(list: readonly SubmissionMarks[] = marks, folder = newFolder()) {
  await writeClassReports(folder, bundle, list, sources);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  return { folder, files: files.sort(), text };
}

describe('writeClassReports', () => {
  it('writes the same bytes for the same marks, in whatever order they come', async () => {
    const one = await reports();
    const two = await reports([...marks].reverse());
    expect(one.files).toEqual([
      'class.csv',
      'class.html',
      'class.json',
      'rubric.csv',
      ...['ada', 'bo', 'cem', 'dana'].flatMap((name) => [
        `students/${name}/report.html`,
        `students/${name}/report.md`,
      ]),
    ]);
    for (const file of one.files) expect(two.text(file)).toBe(one.text(file));
  });

  it('tells a student the points, what failed and why, and what waits for a person', async () => {
    const { text } = await reports();
    expect(text('students/bo/report.md')).toBe(
      [
        '# Dice \\& chance: bo\n',
        '**5 of 9.5 points. 3.5 points of them are not graded yet.**\n',
        '## dice.1: 4 of 4 points\n',
        '- ✓ dice.1 holds (4 of 4)\n',
        '## dice.2: 1 of 2 points\n',
        '- ~ dice.2 holds (1 of 2)',
        '  input 1 of 1: came 2, wanted 3\n',
        '## dice.3, judged by a person: not graded yet\n',
        '- … names a die (of 2)',
        '- … says why (of 1.5)\n',
      ].join('\n'),
    );
    const page = text('students/bo/report.html');
    expect(page).toContain('<h2>dice.2: 1 of 2 points</h2>');
    expect(page).toContain('<div class="why">input 1 of 1: came 2, wanted 3</div>');
    expect(page).toContain('aria-label="full marks">✓');
  });

  it('says that nothing was handed in, or not attempted', async () => {
    const { text } = await reports();
    expect(text('students/dana/report.md')).toContain('- Nothing was handed in.');
    expect(text('students/dana/report.md')).not.toContain('Not attempted.');
    expect(text('students/cem/report.md')).toContain('Not attempted.');
  });

  it('shows what a submission said as text, and no secret of the bundle', async () => {
    const why = '</td><script>alert(1)</script> ![x](http://evil.example/y) `a` \u202eevil';
    const { files, text } = await reports([
      marksOf('ada', [0, 0], { why, notes: ['<img src=x onerror=alert(1)>'] }),
    ]);
    for (const file of files) {
      expect(text(file)).not.toMatch(/SEED|SECRET/);
      if (!file.endsWith('.html')) continue;
      expect(text(file)).not.toMatch(/<script|<img|\u202e/);
      expect(text(file)).toContain("default-src 'none'");
    }
    expect(text('students/ada/report.html')).toContain('&lt;script&gt;alert(1)');
    const markdown = text('students/ada/report.md');
    expect(markdown).toContain('\\<script\\>alert(1)');
    expect(markdown).toContain('\\!\\[x\\](http\u200b://evil.example/y) \\`a\\`');
  });

  it('gives the class as a table, by exercise, with what is open', async () => {
    const { text } = await reports();
    expect(text('class.csv')).toBe(
      [
        'student,handed_in,earned,points,open,dice.1,dice.2,dice.3 (rubric),notes',
        'ada,true,6,9.5,3.5,4,2,,0',
        'bo,true,5,9.5,3.5,4,1,,0',
        'cem,true,0,9.5,3.5,0,0,,0',
        'dana,false,0,9.5,0,0,0,0,0\n',
      ].join('\n'),
    );
    const page = text('class.html');
    expect(page).toContain('<a href="students/ada/report.html">ada</a>');
    expect(page).toContain('<td class="number">0.67</td>');
    expect(page).toContain('No two submissions have much code in common.');
  });

  it('keeps everything in one file, which can be read again', async () => {
    const { folder, text } = await reports();
    const all = await readClassMarks(folder);
    expect(all.students.map(({ marks: { student } }) => student)).toEqual([
      'ada',
      'bo',
      'cem',
      'dana',
    ]);
    expect(JSON.parse(text('class.json')).statistics).toHaveLength(2);
  });

  it('never overwrites what a person wrote into rubric.csv', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'rubric.csv'), 'mine');
    const { text } = await reports(marks, folder);
    expect(text('rubric.csv')).toBe('mine');
  });

  it.each<[string, readonly SubmissionMarks[], string]>([
    ['no marks', [], 'EMPTY'],
    ['a student twice', [marksOf('ada', null), marksOf('ada', [4, 2])], 'DUPLICATE_NAME'],
    ['another assignment', [{ ...marksOf('ada', null), assignment: 'coins' }], 'INVALID_ARGUMENT'],
    [
      'another state of the script',
      [{ ...marksOf('ada', null), assignmentSha256: 'c'.repeat(64) }],
      'INVALID_ARGUMENT',
    ],
  ])('refuses %s', async (_, list, code) => {
    await expect(writeClassReports(newFolder(), bundle, list, sources)).rejects.toThrow(code);
  });
});

describe('readClassMarks', () => {
  it('says so where there are no marks, or something else', async () => {
    const folder = newFolder();
    await expect(readClassMarks(folder)).rejects.toThrow('FILE_NOT_FOUND');
    for (const text of ['{', '{"kind":"mle-marks/1"}', 'null']) {
      writeFileSync(join(folder, 'class.json'), text);
      await expect(readClassMarks(folder)).rejects.toThrow('INVALID_STATE');
    }
  });
});
