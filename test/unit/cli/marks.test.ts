import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeClassReports } from 'mle-kit/grading';
import { describe, expect, it } from 'vitest';
import { bundle, marks } from '../grading/aClass.js';
import { newFolder } from '../registry/newFolder.js';
import { mle } from './recordMle.js';

async function graded() {
  const folder = newFolder();
  await writeClassReports(folder, bundle, marks, new Map());
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const fill = (file: string, content: string) => {
    writeFileSync(join(folder, file), content);
    return join(folder, file);
  };
  return { folder, text, fill };
}

describe('mle marks merge', () => {
  it('adds what a person filled in to reports, table and JSON, as often as one likes', async () => {
    const { folder, text, fill } = await graded();
    const filled = text('rubric.csv').replace(/^(ada,.*),,$/gm, '$1,1.5,well said');
    fill('rubric.csv', filled);
    const { code, out, err } = await mle('marks', 'merge', folder);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/dice: merged for 4 students.*\nNot graded yet: bo, cem\.\n$/);
    expect(text('class.csv')).toContain('ada,true,9,9.5,0,4,2,3,0');
    expect(text('students/ada/report.md')).toContain('- ~ names a die (1.5 of 2)\n  well said');
    const once = text('class.json');
    expect((await mle('marks', 'merge', folder, '--json')).code).toBe(0);
    expect(text('class.json')).toBe(once);
    expect(text('rubric.csv')).toBe(filled);
  });

  it('refuses what cannot be, and leaves the reports as they were', async () => {
    const { folder, text, fill } = await graded();
    const before = text('class.json');
    const file = fill('other.csv', 'student,exercise,line,earned\nada,dice.3,1,3\n');
    const { code, err } = await mle('marks', 'merge', folder, '--rubric', file);
    expect(code).toBe(1);
    expect(err).toMatch(/3 is too much: the line gives 2 at most/);
    expect(text('class.json')).toBe(before);
    expect((await mle('marks', 'merge', join(folder, 'no'))).code).toBe(3);
  });
});

describe('mle marks export', () => {
  it('writes what nbgrader would, and what Moodle imports', async () => {
    const { folder, text, fill } = await graded();
    const to = join(folder, 'out.csv');
    expect(await mle('marks', 'export', folder, '--as', 'nbgrader', '--to', to)).toEqual({
      code: 0,
      out: `4 rows as nbgrader takes them, in ${to}.\n`,
      err: '',
    });
    expect(text('out.csv')).toMatch(/^assignment,duedate,timestamp,student_id,/);
    const gradebook = fill('moodle.csv', 'Username,Email address\nada,a\nbo,b\ncem,c\ndana,d\n');
    const args = ['marks', 'export', folder, '--as', 'moodle', '--gradebook', gradebook];
    expect((await mle(...args, '--column', 'Dice', '--to', to)).code).toBe(0);
    expect(text('out.csv')).toBe(
      'Username,Email address,Dice\nada,a,-\nbo,b,-\ncem,c,-\ndana,d,0\n',
    );
  });

  it('says who has no row and handed in nothing', async () => {
    const { folder, fill } = await graded();
    const gradebook = fill('moodle.csv', 'Username,Email address\nada,a\nbo,b\ncem,c\n');
    const to = join(folder, 'out.csv');
    const args = [
      'marks',
      'export',
      folder,
      '--as',
      'moodle',
      '--gradebook',
      gradebook,
      '--to',
      to,
    ];
    expect(await mle(...args)).toEqual({
      code: 0,
      out: `3 rows as moodle takes them, in ${to}.\nNot in the gradebook, and nothing was handed in: dana.\n`,
      err: '',
    });
    expect(JSON.parse((await mle(...args, '--json')).out).leftOut).toEqual(['dana']);
  });

  it('asks for the export of the platform that is meant', async () => {
    const { folder, fill } = await graded();
    const args = ['marks', 'export', folder, '--as', 'canvas', '--to', join(folder, 'out.csv')];
    expect(await mle(...args)).toMatchObject({
      code: 2,
      err: /export of canvas, and none was named/,
    });
    const gradebook = fill('roster.csv', 'student\nada\n');
    const wrong = await mle(...args, '--gradebook', gradebook);
    expect(wrong.err).toMatch(/this one has the form "plain"/);
    expect((await mle('marks', 'export', folder, '--as', 'blackboard', '--to', 'x')).code).toBe(2);
  });
});
