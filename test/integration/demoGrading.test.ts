import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { gradeDemo } from '../../scripts/demo/gradeDemo.js';
import { whyNotApart } from './whyNotApart.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const out = mkdtempSync(join(tmpdir(), 'mle-demo-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const README = readFileSync(
  join(root, 'lessons', 'assignments', 'submissions', 'README.md'),
  'utf8',
);
const earns = Object.fromEntries(
  [...README.matchAll(/^\| (\w+) \|.*\| (\d+) \|$/gm)].map(([, name, points]) => [
    name,
    Number(points),
  ]),
);

const fault = whyNotApart();
const title = `the ten submissions of the demonstration${fault ? `: ${fault}` : ''}`;
describe.skipIf(fault)(title, { timeout: 300_000 }, () => {
  it('earn what their README says, in the order of names, and the absent one nothing', async () => {
    const { all, report } = await gradeDemo(root, out);
    expect(Object.keys(earns)).toHaveLength(10);
    expect(
      Object.fromEntries(all.students.map(({ marks }) => [marks.student, marks.earned])),
    ).toEqual({ ...earns, kim: 0 });
    expect(report.strangers).toEqual([]);
    expect(all.similar.map(({ first, second }) => [first, second])).toEqual([['ada', 'bo']]);
    const page = readFileSync(join(out, 'grades', 'class.html'), 'utf8');
    expect(page).toContain('ada and bo: 100% in common');
    expect(page).toContain('it is not JSON');
    expect(page).toContain('cell 1 stopped');
  });
});
