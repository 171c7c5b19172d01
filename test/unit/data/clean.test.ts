import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, MlError, Table } from '../../../src/core/index.js';
import {
  type Cleaned,
  clean,
  describeReport,
  dropDuplicates,
  flagOutliers,
  type Imputation,
  imputeMissing,
} from '../../../src/data/clean/index.js';
import { loadGolden } from '../../golden/loadGolden.js';
import { anyTable } from './anyTable.js';

interface Case {
  readonly name: string;
  readonly values: readonly number[];
  readonly gaps: readonly number[];
  readonly fills: Readonly<Record<'mean' | 'median' | 'mostFrequent', number>>;
  readonly iqr: readonly number[];
  readonly mad: readonly number[];
  readonly madAtTwo: readonly number[];
}
const golden = loadGolden<Case>('cleanStatistics');
const rowsOf = (table: Table) => [...table.rows()];

/** A second time changes nothing, and neither time the input. */
function expectSettled(table: Table, step: (table: Table) => Cleaned): void {
  const before = rowsOf(table);
  const once = step(table);
  const twice = step(once.table);
  expect(twice.report.changes).toEqual([]);
  expect(rowsOf(twice.table)).toEqual(rowsOf(once.table));
  expect(rowsOf(table)).toEqual(before);
  expect(JSON.parse(JSON.stringify(once.report))).toEqual(once.report);
  expect(describeReport(once.report)).toContain(once.report.step);
}

describe('dropDuplicates', () => {
  const table = Table.from({
    id: [1, 2, 1, NaN, NaN, 1],
    name: ['a', 'b', 'a', null, null, 'c'],
  });

  it.each([
    ['first', undefined, [0, 1, 3, 5], [2, 4]],
    ['last', undefined, [1, 2, 4, 5], [0, 3]],
    ['none', undefined, [1, 5], [0, 2, 3, 4]],
    ['first', ['id'], [0, 1, 3], [2, 4, 5]],
    ['last', ['id'], [1, 4, 5], [0, 2, 3]],
    ['none', ['id'], [1], [0, 2, 3, 4, 5]],
  ] as const)('keeps %s of those that agree in %s, as worked by hand', (keep, by, kept, dropped) => {
    const { table: left, report } = dropDuplicates(table, by ? { by, keep } : { keep });
    expect(rowsOf(left)).toEqual(rowsOf(table.take(kept)));
    expect(report).toMatchObject({ rowsBefore: 6, rowsAfter: kept.length });
    expect(report.changes).toMatchObject([{ column: '', count: dropped.length, rows: dropped }]);
  });

  it('never takes different rows for the same, whatever stands in them', () => {
    const tricky = Table.from({ a: ['x', 'x,', 'null', ''], b: [',y', 'y', null, 'null'] });
    expect(dropDuplicates(tricky).table).toBe(tricky);
    const mixed = Table.from({ a: [1, 2, 1, 2], b: [1, 1, 2, 2] });
    expect(dropDuplicates(mixed).table.rowCount).toBe(4);
  });

  it('does once what it does twice, and finds as many whatever the order of rows', () => {
    fc.assert(
      fc.property(
        anyTable,
        fc.constantFrom('first', 'last', 'none'),
        fc.nat(),
        (any, keep, seed) => {
          const doubled = any.concat(any.slice(0, 2));
          expectSettled(doubled, (t) => dropDuplicates(t, { keep }));
          const shuffled = doubled.take(createRandom(seed).permutation(doubled.rowCount));
          expect(dropDuplicates(shuffled, { keep }).table.rowCount).toBe(
            dropDuplicates(doubled, { keep }).table.rowCount,
          );
          expect(dropDuplicates(doubled).table.rowCount).toBe(dropDuplicates(any).table.rowCount);
        },
      ),
    );
  });

  it('leaves tables without rows or columns alone, and refuses what makes no sense', () => {
    expect(dropDuplicates(Table.from({})).report.changes).toEqual([]);
    expect(dropDuplicates(table.slice(0, 0)).table.rowCount).toBe(0);
    expect(dropDuplicates(table.select([])).table.rowCount).toBe(6);
    expect(() => dropDuplicates(table, { by: ['di'] })).toThrow('UNKNOWN_COLUMN');
    expect(() => dropDuplicates(table, { by: ['id', 'name', 'x'] })).toThrow('UNKNOWN_COLUMN');
    expect(() => dropDuplicates(table, { by: [] })).toThrow('EMPTY');
    expect(() => dropDuplicates(table, { keep: 'any' as 'first' })).toThrow('INVALID_ARGUMENT');
  });
});

describe('imputeMissing', () => {
  const table = Table.from({
    mass: [4, NaN, 8, NaN, 100, NaN],
    sex: ['m', null, 'f', 'f', 'm', null],
    kind: ['a', 'a', 'a', 'b', null, null],
    wet: [true, null, false, null, true, false],
    day: [new Date(5), null, new Date(5), new Date(9), null, null],
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, ({ values, gaps, fills }) => {
    const x = values.map((value, row) => (gaps.includes(row) ? NaN : value));
    for (const statistic of ['mean', 'median', 'mostFrequent'] as const) {
      const filled = imputeMissing(Table.from({ x }), { x: statistic }).table.number('x');
      for (const row of gaps) expect(filled[row]).toBeCloseTo(fills[statistic], 10);
    }
  });

  it.each<[string, Imputation, unknown[]]>([
    ['mass', 'mean', [4, 112 / 3, 8, 112 / 3, 100, 112 / 3]],
    ['mass', 'median', [4, 8, 8, 8, 100, 8]],
    ['mass', { constant: -1 }, [4, -1, 8, -1, 100, -1]],
    ['mass', { by: 'kind', use: 'mean' }, [4, 6, 8, 112 / 3, 100, 112 / 3]],
    ['sex', 'mostFrequent', ['m', 'f', 'f', 'f', 'm', 'f']],
    ['sex', { constant: '?' }, ['m', '?', 'f', 'f', 'm', '?']],
    ['wet', 'mostFrequent', [true, false, false, false, true, false]],
    ['wet', { by: 'sex', use: 'mostFrequent' }, [true, false, false, false, true, false]],
    ['day', 'mostFrequent', [5, 5, 5, 9, 5, 5].map((ms) => new Date(ms))],
    ['day', { constant: new Date(7) }, [5, 7, 5, 9, 7, 7].map((ms) => new Date(ms))],
  ])('fills %s by %o as worked by hand', (name, imputation, expected) => {
    const { table: full } = imputeMissing(table, { [name]: imputation });
    expect(rowsOf(full).map((row) => row[name])).toEqual(expected);
    expect(full.drop([name]).columnNames).toEqual(table.drop([name]).columnNames);
  });

  it('tells what was filled with what, group by group, and where a group had nothing', () => {
    const { report } = imputeMissing(table, { mass: { by: 'kind', use: 'median' } });
    expect(report.changes).toEqual([
      {
        column: 'mass',
        what: 'filled with the median of the rows with the same "kind" ("a" 6)',
        count: 1,
        rows: [1],
        values: [],
      },
      {
        column: 'mass',
        what: 'filled with the median of all rows, for want of one by "kind"',
        count: 2,
        rows: [3, 5],
        values: [{ from: null, to: 8 }],
      },
    ]);
  });

  it('adds an indicator on demand, also where nothing is missing', () => {
    const fills = { mass: 'mean', kind: { constant: 'c' } } as const;
    const { table: full, report } = imputeMissing(table, fills, { indicator: true });
    expect(full.columnNames.slice(-2)).toEqual(['mass_missing', 'kind_missing']);
    expect(full.boolean('mass_missing')).toEqual([false, true, false, true, false, true]);
    expect(report.notes).toEqual(['added: mass_missing, kind_missing']);
    const none = imputeMissing(Table.from({ x: [1] }), { x: 'mean' }, { indicator: true });
    expect(none.table.boolean('x_missing')).toEqual([false]);
  });

  it('does once what it does twice, on any table', () => {
    const constants = { number: 0, string: '', boolean: false, date: new Date(0) };
    fc.assert(
      fc.property(anyTable, (any) => {
        const fills = any.columns.map(({ name, kind }) => [name, { constant: constants[kind] }]);
        expectSettled(any, (t) => imputeMissing(t, Object.fromEntries(fills)));
      }),
    );
    expectSettled(table, (t) =>
      imputeMissing(t, { mass: { by: 'kind', use: 'mean' }, sex: 'mostFrequent' }),
    );
  });

  it.each<[string, Table, Record<string, Imputation>, string]>([
    ['the mean of texts', table, { sex: 'mean' }, 'WRONG_KIND'],
    ['the median of dates by group', table, { day: { by: 'sex', use: 'median' } }, 'WRONG_KIND'],
    ['a constant of another kind', table, { mass: { constant: '0' } }, 'WRONG_KIND'],
    ['a constant that is missing itself', table, { mass: { constant: NaN } }, 'WRONG_KIND'],
    ['a column without any value', Table.from({ x: [NaN, NaN] }), { x: 'mean' }, 'EMPTY'],
    ['a mean over infinities', Table.from({ x: [NaN, Infinity] }), { x: 'mean' }, 'NOT_FINITE'],
    ['an unknown column', table, { masse: 'mean' }, 'UNKNOWN_COLUMN'],
    ['an unknown group', table, { mass: { by: 'x', use: 'mean' } }, 'UNKNOWN_COLUMN'],
    ['an unknown statistic', table, { mass: 'average' as 'mean' }, 'INVALID_ARGUMENT'],
    ['no statistic', table, { mass: null as unknown as 'mean' }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, given, fills, code) => {
    expect(() => imputeMissing(given, fills)).toThrow(code);
  });

  it('refuses an indicator whose name is taken', () => {
    const given = Table.from({ x: [1, NaN], x_missing: [1, 2] });
    expect(() => imputeMissing(given, { x: 'mean' }, { indicator: true })).toThrow(
      'DUPLICATE_NAME',
    );
  });

  it('needs no value where none is missing: an empty table stays as it is', () => {
    expect(imputeMissing(table.slice(0, 0), { mass: 'mean' }).report.changes).toEqual([]);
  });
});

describe('flagOutliers', () => {
  const outside = (step: Cleaned, name: string) =>
    step.table.boolean(name).flatMap((flag, row) => (flag ? [row] : []));

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, ({
    values,
    iqr,
    mad,
    madAtTwo,
  }) => {
    const table = Table.from({ x: values });
    expect(outside(flagOutliers(table, 'x'), 'x_outlier')).toEqual(iqr);
    expect(outside(flagOutliers(table, 'x', { method: 'mad' }), 'x_outlier')).toEqual(mad);
    const two = flagOutliers(table, 'x', { method: 'mad', factor: 2, as: 'far' });
    expect(outside(two, 'far')).toEqual(madAtTwo);
  });

  it('finds by the median what hides from the quartiles: worked by hand', () => {
    // Quartiles 2 and 100: no fence below 247. Median 3, deviation 1: the fence is at 8.2.
    const table = Table.from({ x: [1, 2, 3, 2, 4, 100, 101, 3, NaN] });
    expect(outside(flagOutliers(table, 'x', { method: 'mad' }), 'x_outlier')).toEqual([5, 6]);
    const flags = flagOutliers(table, 'x').table.boolean('x_outlier');
    expect(flags.at(-1)).toBeNull();
  });

  it('flags infinities by fences that they do not move, and nothing where the spread is 0', () => {
    const wild = Table.from({ x: [1, 2, 3, Infinity, -Infinity] });
    expect(outside(flagOutliers(wild, 'x'), 'x_outlier')).toEqual([3, 4]);
    for (const method of ['iqr', 'mad'] as const) {
      const zeros = flagOutliers(Table.from({ x: [0, 0, 0, 0, 7] }), 'x', { method });
      expect(outside(zeros, 'x_outlier')).toEqual([]);
      expect(zeros.report.notes[0]).toContain('is 0');
    }
    const steady = flagOutliers(Table.from({ x: [5, 5, 5, Infinity] }), 'x');
    expect(outside(steady, 'x_outlier')).toEqual([3]);
    const nothing = flagOutliers(Table.from({ x: [NaN, NaN] }), 'x');
    expect(nothing.report.notes[0]).toContain('no finite number');
  });

  it('does not mind being done twice, and writes over nothing else', () => {
    const table = Table.from({ x: [1, 2, 3, 4, 99] });
    const once = flagOutliers(table, 'x').table;
    expect(flagOutliers(once, 'x').table).toBe(once);
    const other = table.with('x_outlier', ['a', 'b', 'c', 'd', 'e']);
    expect(() => flagOutliers(other, 'x')).toThrow('DUPLICATE_NAME');
    expect(() => flagOutliers(once, 'x', { factor: 3000 })).toThrow('DUPLICATE_NAME');
  });

  it('ignores the order of rows and a change of unit', () => {
    const value = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.constantFrom('iqr', 'mad'), (x, method) => {
        const flags = (values: readonly number[]) =>
          flagOutliers(Table.from({ x: values }), 'x', { method }).table.boolean('x_outlier');
        expect(flags([...x].reverse()).reverse()).toEqual(flags(x));
        expect(flags(x.map((each) => each * -4))).toEqual(flags(x));
      }),
    );
  });

  it.each<[string, () => unknown, string]>([
    ['texts', () => flagOutliers(Table.from({ x: ['a'] }), 'x'), 'WRONG_KIND'],
    ['no such column', () => flagOutliers(Table.from({ x: [1] }), 'y'), 'UNKNOWN_COLUMN'],
    [
      'a factor of 0',
      () => flagOutliers(Table.from({ x: [1] }), 'x', { factor: 0 }),
      'OUT_OF_RANGE',
    ],
    [
      'an unknown method',
      () => flagOutliers(Table.from({ x: [1] }), 'x', { method: 'z' as 'mad' }),
      'INVALID_ARGUMENT',
    ],
  ])('refuses %s', (_, call, code) => {
    expect(call).toThrow(code);
  });
});

describe('clean', () => {
  const table = Table.from({ x: [1, 1, NaN], s: ['a', 'a', 'b'] });

  it('runs its steps in order, and collects their reports under their names', () => {
    const { table: done, reports } = clean(table, [
      ['once each', (t) => dropDuplicates(t)],
      ['fill x', (t) => imputeMissing(t, { x: { constant: 0 } })],
      ['no texts', (t) => t.drop(['s'])],
      ['no zeros', (t) => t.filter((row) => row.x !== 0)],
    ]);
    expect(rowsOf(done)).toEqual([{ x: 1 }]);
    expect(reports.map(({ step, rowsBefore, rowsAfter }) => [step, rowsBefore, rowsAfter])).toEqual(
      [
        ['once each', 3, 2],
        ['fill x', 2, 2],
        ['no texts', 2, 2],
        ['no zeros', 2, 1],
      ],
    );
    expect(describeReport(reports)).toBe(
      [
        'once each: 3 rows, then 2',
        '  - 1 row dropped, the same as another in every column; row 1',
        'fill x: 2 rows',
        '  - "x": 1 value filled with the constant; missing → 0; row 1',
        'no texts: 2 rows',
        '  - nothing to change',
        '  - columns dropped: s',
        '  - the step reports no values',
        'no zeros: 2 rows, then 1',
        '  - 1 row gone',
        '  - the step reports no values',
      ].join('\n'),
    );
    expect(clean(table, [])).toEqual({ table, reports: [] });
    expect(describeReport([])).toBe('Nothing was done.');
  });

  it('says which step failed', () => {
    const fail = () => clean(table, [['fill y', (t) => imputeMissing(t, { y: 'mean' })]]);
    expect(fail).toThrow('clean: step 1, "fill y": Table.column: there is no column "y"');
    expect(fail).toThrow('UNKNOWN_COLUMN');
    expect(fail).toThrow(MlError);
    const bug = () =>
      clean(table, [
        [
          'bug',
          () => {
            throw new TypeError('x');
          },
        ],
      ]);
    expect(bug).toThrow(TypeError);
  });

  it('refuses steps that are none', () => {
    const step = (t: Table) => t;
    expect(() =>
      clean(table, [
        ['a', step],
        ['a', step],
      ]),
    ).toThrow('DUPLICATE_NAME');
    expect(() => clean(table, [step as never])).toThrow('INVALID_ARGUMENT');
    expect(() => clean(table, [['a', (() => 1) as never]])).toThrow('INVALID_ARGUMENT');
  });
});

describe('hostile names and sizes', () => {
  it('treats __proto__ as a name like any other', () => {
    const table = Table.from([
      ['__proto__', [1, NaN, 1, NaN]],
      ['constructor', ['a', 'b', 'a', 'b']],
    ]);
    expect(dropDuplicates(table, { by: ['__proto__'] }).table.rowCount).toBe(2);
    const fills = JSON.parse('{"__proto__": "mean"}');
    expect([...imputeMissing(table, fills).table.number('__proto__')]).toEqual([1, 1, 1, 1]);
    expect(flagOutliers(table, '__proto__').table.has('__proto___outlier')).toBe(true);
  });

  it('takes ten thousand columns', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`);
    const wide = Table.from(names.map((name, i) => [name, [i, i, NaN]] as const));
    expect(dropDuplicates(wide).table.rowCount).toBe(2);
    const fills = Object.fromEntries(names.map((name) => [name, 'median'] as const));
    const { table, report } = imputeMissing(wide, fills, { indicator: true });
    expect(table.columns).toHaveLength(20_000);
    expect(report.changes).toHaveLength(10_000);
  });
});
