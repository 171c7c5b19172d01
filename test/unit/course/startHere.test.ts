import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const lesson = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'lessons', '00-start-here.ts'),
  'utf8',
);

it('the line of chapter 00 has as many lines as it says', () => {
  const cells = lesson.split(/^\/\/ %%.*$/m).filter((cell) => /^\/\/ the line, \d/m.test(cell));
  const counted = cells.map((cell) => {
    const [, line = ''] = cell.split(/^\/\/ the line.*$/m);
    const code = line.split('\n').filter((row) => row.trim() !== '');
    return code.filter((row) => !/^(console\.log|type |\/\/)/.test(row)).length;
  });
  const said = /^const lines = \[([\d, ]+)\]/m.exec(lesson)?.[1]?.split(', ').map(Number);
  expect(said).toEqual(counted);
  expect(counted.reduce((a, b) => a + b, 0)).toBe(30);
});
