import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compileCells } from '../../../src/grading/apart/compileCells.js';
import { joinCells } from '../../../src/grading/apart/joinCells.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-cells-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/** Runs all cells, and gives what names hold then. */
async function namesAfter(cells: readonly string[], ...names: string[]): Promise<unknown[]> {
  const { code, faults } = await compileCells(cells);
  expect(faults).toEqual([]);
  const file = join(folder, `cells-${count++}.mjs`);
  writeFileSync(file, code);
  const { mleCells, mleAnswer } = await import(pathToFileURL(file).href);
  for (const cell of mleCells) await cell();
  return names.map((name) => mleAnswer(name));
}

describe('cells that are joined', () => {
  it('share their names, and a later declaration takes the place of an earlier one', async () => {
    const cells = [
      'const a = 1;\nfunction f() { return a; }',
      'const a: number = 2;',
      'let b = f();',
    ];
    expect(await namesAfter(cells, 'a', 'b')).toEqual([2, 2]);
  });

  it('may declare by every kind of pattern', async () => {
    const cells = [
      'const { a, b: { c = 3 }, ...rest } = { a: 1, b: {} as { c?: number }, d: 4 };',
      'let [e, , f = 6, ...g] = [5, 0, undefined, 7]; var h;',
      'class K { one = 1 }\nenum Size { small = 1, large }\nexport const one = new K().one, two = Size.large;',
    ];
    const names = ['a', 'c', 'rest', 'e', 'f', 'g', 'h', 'one', 'two'];
    expect(await namesAfter(cells, ...names)).toEqual([1, 3, { d: 4 }, 5, 6, [7], undefined, 1, 2]);
  });

  it('import for all cells behind them, also what only a later one uses', async () => {
    const cells = [
      "import { join, sep as slash, type ParsedPath } from 'node:path';\nimport fs, * as all from 'node:fs';\nimport 'node:os';",
      "const p: ParsedPath | string = join('a', 'b'); const same = fs.existsSync === all.existsSync;",
      "const { sep } = require('node:path'); const equal = sep === slash; export { sep as default };",
    ];
    expect(await namesAfter(cells, 'p', 'same', 'equal')).toEqual([join('a', 'b'), true, true]);
  });

  it('may call what they import as the course does', async () => {
    const cells = ["import * as mle from 'node:path';", "import { sep as mle } from 'node:path';"];
    expect(await namesAfter(cells.slice(0, 1), 'mle')).toEqual([await import('node:path')]);
    expect(await namesAfter(cells, 'mle')).toEqual([sep]);
  });

  it('know their functions from their beginning, and wait where they await', async () => {
    const cells = [
      'const early = hoisted(); async function later() { return 2; }\nfunction hoisted() { return 1; }\nfunction* many() { yield 3; }',
      'const waited = await later(); const [three] = many();',
    ];
    expect(await namesAfter(cells, 'early', 'waited', 'three')).toEqual([1, 2, 3]);
  });

  it('find globals until they declare the name themselves', async () => {
    const cells = ['const was = typeof performance.now();', 'const performance = 7;'];
    expect(await namesAfter(cells, 'was', 'performance', 'nobody')).toEqual([
      'number',
      7,
      undefined,
    ]);
  });

  it('lose only those that are no code', async () => {
    const { code, faults } = await compileCells(['const a = 1;', 'const = 2;', 'return 3', 'a(']);
    expect(faults.map(({ cell }) => cell)).toEqual([2, 3, 4]);
    expect(faults[0]!.words).toMatch(/^line 1: /);
    expect(code).toContain('(a = 1)');
  });

  it('hold for each name what was declared last, whatever the order', async () => {
    const declared = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer()));
    await fc.assert(
      fc.asyncProperty(declared, async (pairs) => {
        const { code } = joinCells(pairs.map(([name, value]) => `const ${name} = ${value};`));
        const url = `data:text/javascript,${encodeURIComponent(code.replace('import.meta.url', "'file:///x'"))}`;
        const { mleCells, mleAnswer } = await import(/* @vite-ignore */ url);
        for (const cell of mleCells) await cell();
        for (const [name, value] of new Map(pairs)) expect(mleAnswer(name)).toBe(value);
      }),
      { numRuns: 30 },
    );
  });

  it('may be left out, and keep their numbers', () => {
    const { code, faults } = joinCells([null, 'let x = ;']);
    expect(faults).toEqual([{ cell: 2, words: expect.stringContaining('Unexpected token') }]);
    expect(code.match(/async \(\) =>/g)).toHaveLength(2);
  });
});
