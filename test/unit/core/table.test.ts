import { inspect } from 'node:util';
import fc from 'fast-check';
import { Table } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { codesOf } from '../../../src/core/index.js';

const day = (n: number) => new Date(Date.UTC(2020, 0, n));
const penguins = Table.from({
  species: ['Adelie', 'Gentoo', null],
  mass: [3750, null, 5000],
  tagged: [true, false, undefined],
  seen: [day(1), null, day(3)],
});

describe('Table.from', () => {
  it('finds out the kind of each column', () => {
    expect(penguins.columns.map((column) => column.kind)).toEqual([
      'string',
      'number',
      'boolean',
      'date',
    ]);
    expect(penguins.rowCount).toBe(3);
  });

  it('takes a column of missing values for numbers unless told otherwise', () => {
    const table = Table.from({ a: [null, null], b: { kind: 'string', values: [null, null] } });
    expect([...table.number('a')]).toEqual([Number.NaN, Number.NaN]);
    expect(table.string('b')).toEqual([null, null]);
  });

  it('takes typed arrays, and times in milliseconds', () => {
    const table = Table.from({
      a: Int32Array.of(1, 2),
      t: { kind: 'date', values: Float64Array.of(0, Number.NaN) },
    });
    expect([...table.number('a')]).toEqual([1, 2]);
    expect(table.date('t')).toEqual([new Date(0), null]);
  });

  it('copies what it is given and what it gives', () => {
    const numbers = [1, 2];
    const texts = ['a', 'b'];
    const when = day(1);
    const table = Table.from({ n: numbers, s: texts, d: [when, when] });
    numbers[0] = 9;
    texts[0] = 'changed';
    when.setFullYear(1999);
    table.number('n')[1] = 9;
    table.string('s')[1] = 'changed';
    table.date('d')[0]?.setFullYear(1999);
    expect([...table.number('n')]).toEqual([1, 2]);
    expect(table.string('s')).toEqual(['a', 'b']);
    expect(table.date('d')[0]).toEqual(day(1));
    expect(Object.isFrozen(table.column('s').values)).toBe(true);
  });

  it('is safe with names that objects have already', () => {
    const table = Table.from([
      ['__proto__', [1, 2]],
      ['constructor', ['a', 'b']],
    ]);
    expect(table.columnNames).toEqual(['__proto__', 'constructor']);
    expect(table.has('toString')).toBe(false);
    const row = table.row(1);
    expect(Object.entries(row)).toEqual([
      ['__proto__', 2],
      ['constructor', 'b'],
    ]);
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    expect(Table.fromRows([row]).columnNames).toEqual(['__proto__', 'constructor']);
    expect(Table.fromRows([{ constructor: 'x' }]).string('constructor')).toEqual(['x']);
  });

  it.each([
    ['columns of different lengths', () => Table.from({ a: [1], b: [1, 2] }), 'SHAPE_MISMATCH'],
    ['mixed kinds, naming row', () => Table.from({ a: [1, null, 'x'] }), /row 2.*WRONG_KIND/],
    ['a kind that there is not', () => Table.from({ a: [1n as never] }), 'WRONG_KIND'],
    ['a text for a column', () => Table.from({ a: 'abc' as never }), 'WRONG_KIND'],
    [
      'an unknown kind',
      () => Table.from({ a: { kind: 'int' as never, values: [1] } }),
      'WRONG_KIND',
    ],
    [
      'a name that comes twice',
      () =>
        Table.from([
          ['a', [1]],
          ['a', [2]],
        ]),
      'DUPLICATE_NAME',
    ],
  ])('refuses %s', (_, refusal, code) => {
    expect(refusal).toThrow(code);
  });
});

describe('Table.fromRows', () => {
  it('fills what a record lacks', () => {
    const table = Table.fromRows([{ a: 1 }, { b: 'x' }, { a: 3, b: undefined }]);
    expect([...table.number('a')]).toEqual([1, Number.NaN, 3]);
    expect(table.string('b')).toEqual([null, 'x', null]);
  });

  it('knows its count of rows even without a column', () => {
    expect(Table.fromRows([{}, {}]).rowCount).toBe(2);
    expect(Table.fromRows([]).rowCount).toBe(0);
  });

  it('takes kinds for columns that may be empty', () => {
    expect(Table.fromRows([{ a: null }], { a: 'boolean' }).boolean('a')).toEqual([null]);
  });

  it('undoes rows(), and rows() undoes it', () => {
    const row = fc.record({
      n: fc.option(fc.double({ noNaN: true })),
      s: fc.option(fc.string()),
      b: fc.option(fc.boolean()),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const table = Table.fromRows(rows, { n: 'number', s: 'string', b: 'boolean' });
        const expected = rows.map((r) => ({ ...r, n: r.n ?? Number.NaN }));
        expect([...table.rows()]).toEqual(expected);
      }),
    );
  });
});

describe('Table accessors', () => {
  it('name the near columns when there is none of that name', () => {
    expect(() => penguins.column('Mass')).toThrow('Did you mean "mass"?');
    expect(() => penguins.number('weight')).toThrow('UNKNOWN_COLUMN');
  });

  it('say which accessor reads a column of another kind', () => {
    expect(() => penguins.number('species')).toThrow('table.string(…)');
    expect(() => penguins.string('mass')).toThrow('WRONG_KIND');
    expect(() => penguins.date('tagged')).toThrow('WRONG_KIND');
    expect(() => penguins.boolean('seen')).toThrow('WRONG_KIND');
  });

  it('give rows as records, a missing number as NaN and any other as null', () => {
    expect(penguins.row(0)).toEqual({ species: 'Adelie', mass: 3750, tagged: true, seen: day(1) });
    expect(penguins.row(1)).toEqual({
      species: 'Gentoo',
      mass: Number.NaN,
      tagged: false,
      seen: null,
    });
    expect(() => penguins.row(3)).toThrow('OUT_OF_RANGE');
  });

  it('print as their size and columns', () => {
    expect(inspect(penguins.select(['mass']))).toBe('Table(3 × 1) { mass: number }');
  });
});

describe('Table methods', () => {
  it('select, drop, rename and add columns, and leave the table alone', () => {
    expect(penguins.select(['mass', 'species']).columnNames).toEqual(['mass', 'species']);
    expect(penguins.drop(['seen', 'tagged']).columnNames).toEqual(['species', 'mass']);
    expect(penguins.rename({ mass: 'mass (g)' }).columnNames[1]).toBe('mass (g)');
    expect(penguins.rename({ mass: 'species', species: 'mass' }).column('mass').kind).toBe(
      'string',
    );
    expect([...penguins.with('mass', [1, 2, 3]).number('mass')]).toEqual([1, 2, 3]);
    expect(penguins.with('id', [1, 2, 3]).columnNames[4]).toBe('id');
    expect(penguins.columnNames).toEqual(['species', 'mass', 'tagged', 'seen']);
    expect(penguins.drop(penguins.columnNames).rowCount).toBe(3);
  });

  it('of takes columns as they are, of one length and with names of their own', () => {
    const values = Float64Array.of(1, 2);
    const x = { name: 'x', kind: 'number', values } as const;
    const table = Table.of([x, { name: 'b', kind: 'boolean', values: [true, null] }]);
    expect(table.column('x').values).toBe(values);
    expect(table.row(1)).toEqual({ x: 2, b: null });
    expect(() => Table.of([x, x])).toThrow(/Table\.of.*"x" comes twice.*DUPLICATE_NAME/);
    const short = { name: 'y', kind: 'number', values: Float64Array.of(1) } as const;
    expect(() => Table.of([x, short])).toThrow(/Table\.of.*SHAPE_MISMATCH/);
    expect(Table.of([]).rowCount).toBe(0);
  });

  it('slice takes the rows that slices of arrays take, of every kind and of texts by their numbers', () => {
    const bound = fc.option(fc.integer({ min: -12, max: 12 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 9 }), bound, bound, (picks, start, end) => {
        const texts = ['a', 'b', ''];
        const words = picks.map((pick) => texts[pick] ?? null);
        const table = Table.from([
          ['x', { kind: 'number', values: picks }],
          ['when', { kind: 'date', values: picks }],
          ['flag', { kind: 'boolean', values: picks.map((pick) => pick > 1) }],
          ['word', { kind: 'string', values: words }],
          [
            'coded',
            {
              codes: Float64Array.from(picks, (pick) =>
                texts[pick] === undefined ? Number.NaN : pick,
              ),
              texts,
            },
          ],
        ]);
        const sliced = table.slice(start, end);
        expect(codesOf(sliced.column('coded'))?.codes.length).toBe(sliced.rowCount);
        expect(sliced.string('coded')).toEqual(words.slice(start, end));
        expect(sliced.string('word')).toEqual(words.slice(start, end));
        expect([...sliced.number('x')]).toEqual(picks.slice(start, end));
        expect(sliced.date('when')).toEqual(picks.slice(start, end).map((ms) => new Date(ms)));
        expect(sliced.boolean('flag')).toEqual(picks.slice(start, end).map((pick) => pick > 1));
        expect(sliced.rowCount).toBe(picks.slice(start, end).length);
        expect(table.string('coded')).toEqual(words);
      }),
    );
  });

  it('slice and head cut fractions, as arrays do, and take what is no number for none', () => {
    const xs = [1, 2, 3, 4];
    const sliced = Table.from({ x: xs });
    for (const [first, after] of [
      [0.9, 2.4],
      [-1.5, 4],
      [Number.NaN, 3],
      [1, Number.NaN],
      [-Infinity, Infinity],
    ]) {
      const { rowCount } = sliced.slice(first, after);
      expect([...sliced.slice(first, after).number('x')]).toEqual(xs.slice(first, after));
      expect(rowCount).toBe(xs.slice(first, after).length);
    }
    expect([...sliced.head(3 * 0.8).number('x')]).toEqual([1, 2]);
  });

  it('of makes doubles of other numbers, since their bytes may be read', async () => {
    const values = Float32Array.of(1, 2.5);
    const { values: own } = Table.of([{ name: 'x', kind: 'number', values }]).column('x');
    expect(own).toEqual(Float64Array.of(1, 2.5));
    const doubles = Float64Array.of(1);
    expect(Table.of([{ name: 'x', kind: 'date', values: doubles }]).column('x').values).toBe(
      doubles,
    );
  });

  it('NaN is missing in plain arrays of every kind', () => {
    const mixed = Table.from({
      text: [Number.NaN, 'a'],
      flag: [true, Number.NaN],
      nothing: [Number.NaN, null],
    });
    expect(mixed.string('text')).toEqual([null, 'a']);
    expect(mixed.boolean('flag')).toEqual([true, null]);
    expect(mixed.column('nothing').kind).toBe('number');
  });

  it('take, slice, head and filter rows', () => {
    expect(penguins.take([2, 0, 2]).string('species')).toEqual([null, 'Adelie', null]);
    expect(penguins.slice(1).rowCount).toBe(2);
    expect(penguins.slice(-2, -1).string('species')).toEqual(['Gentoo']);
    expect(penguins.slice(5).rowCount).toBe(0);
    expect(penguins.head(2).rowCount).toBe(2);
    expect(penguins.head(99).rowCount).toBe(3);
    expect(penguins.filter((row) => Number(row.mass) > 4000).rowCount).toBe(1);
    expect(penguins.filter((_, i) => i !== 1).string('species')).toEqual(['Adelie', null]);
  });

  it('drop rows with missing values', () => {
    expect(penguins.dropMissing().rowCount).toBe(1);
    expect(penguins.dropMissing(['mass']).string('species')).toEqual(['Adelie', null]);
    expect(penguins.dropMissing(['species']).rowCount).toBe(2);
    expect(penguins.dropMissing([])).toBe(penguins);
  });

  it('sort stably, missing values last either way', () => {
    const table = Table.from({
      g: ['b', 'a', null, 'a'],
      x: [1, 2, 3, Number.NaN],
      i: [0, 1, 2, 3],
    });
    expect([...table.sortBy('g').number('i')]).toEqual([1, 3, 0, 2]);
    expect([...table.sortBy('g', { descending: true }).number('i')]).toEqual([0, 1, 3, 2]);
    expect([...table.sortBy('x', { descending: true }).number('i')]).toEqual([2, 1, 0, 3]);
    expect([...table.sortBy(['g', 'x']).number('i')]).toEqual([1, 3, 0, 2]);
    expect([
      ...Table.from({ t: [true, false] })
        .sortBy('t')
        .boolean('t'),
    ]).toEqual([false, true]);
    expect(penguins.sortBy('seen', { descending: true }).date('seen')[0]).toEqual(day(3));
  });

  it('put rows of the same columns below one another', () => {
    const both = penguins.concat(penguins.select(['seen', 'tagged', 'mass', 'species']));
    expect(both.rowCount).toBe(6);
    expect([...both.rows()].slice(3)).toEqual([...penguins.rows()]);
  });

  it('become a matrix in the order of the names', () => {
    const table = Table.from({ a: [1, 2], b: [3, 4], c: ['x', 'y'] });
    expect(table.toMatrix(['b', 'a']).toRows()).toEqual([
      [3, 1],
      [4, 2],
    ]);
    expect(table.toMatrix([]).rows).toBe(2);
  });

  it.each([
    ['an unknown column to select', () => penguins.select(['x']), 'UNKNOWN_COLUMN'],
    ['a column selected twice', () => penguins.select(['mass', 'mass']), 'DUPLICATE_NAME'],
    ['an unknown column to drop', () => penguins.drop(['x']), 'UNKNOWN_COLUMN'],
    ['two columns renamed alike', () => penguins.rename({ mass: 'seen' }), 'DUPLICATE_NAME'],
    ['an unknown column to rename', () => penguins.rename({ x: 'y' }), 'UNKNOWN_COLUMN'],
    ['a column of another length', () => penguins.with('x', [1]), 'SHAPE_MISMATCH'],
    ['a row that does not exist', () => penguins.take([3]), 'OUT_OF_RANGE'],
    ['a fraction of a row', () => penguins.take([0.5]), 'OUT_OF_RANGE'],
    ['unknown columns to sort by', () => penguins.sortBy('x'), 'UNKNOWN_COLUMN'],
    ['a missing value in a matrix', () => penguins.toMatrix(['mass']), /"mass".*row 1.*MISSING/],
    ['texts in a matrix', () => penguins.toMatrix(['species']), 'WRONG_KIND'],
    ['other columns below', () => penguins.concat(Table.from({ x: [1] })), 'UNKNOWN_COLUMN'],
    ['fewer columns below', () => penguins.concat(penguins.drop(['mass'])), 'UNKNOWN_COLUMN'],
    [
      'another kind below',
      () => penguins.concat(penguins.with('mass', ['a', 'b', 'c'])),
      'WRONG_KIND',
    ],
  ])('refuse %s', (_, refusal, code) => {
    expect(refusal).toThrow(code);
  });
});
