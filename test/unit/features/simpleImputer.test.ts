import { describe, expect, it } from 'vitest';
import { type Cell, Matrix, Table } from '../../../src/core/index.js';
import { SimpleImputer } from '../../../src/features/index.js';
import { loadGolden } from '../../golden/loadGolden.js';
import { expectClose } from './expectClose.js';

interface Case {
  readonly name: string;
  readonly options: object;
  readonly kind: 'number' | 'string';
  readonly X: Cell[][];
  readonly new: Cell[][];
  readonly transformed: Cell[][];
  readonly names: string[];
}

const golden = loadGolden<Case>('simpleImputer');

function toTable({ kind }: Case, rows: Cell[][]): Table {
  const columns = rows[0]!.map(
    (_, j) => [`x${j}`, { kind, values: rows.map((row) => row[j]!) }] as const,
  );
  return Table.from(columns);
}

describe('SimpleImputer', () => {
  it.each(golden.cases)(`agrees with ${golden.reference}: $name`, (given) => {
    const fitted = new SimpleImputer(given.options).fit(toTable(given, given.X));
    const filled = fitted.transform(toTable(given, given.new));
    const rows = [...filled.rows()].map((row) => Object.values(row));
    if (given.kind === 'string') expect(rows).toEqual(given.transformed);
    else expectClose(rows as number[][], given.transformed as number[][]);
    expect(filled.columnNames).toEqual(given.names);
    expect(fitted.outputNames).toEqual(given.names);
  });

  it('fills a table of several kinds, each with its own most frequent value', () => {
    const X = Table.from({
      a: [3, 1, Number.NaN, 3],
      b: ['x', null, 'y', 'y'],
      c: [true, false, null, null],
    });
    const filled = new SimpleImputer({ strategy: 'mostFrequent', addIndicator: true })
      .fit(X)
      .transform(X);
    expect(filled.number('a')).toEqual(Float64Array.of(3, 1, 3, 3));
    expect(filled.string('b')).toEqual(['x', 'y', 'y', 'y']);
    expect(filled.boolean('c')).toEqual([true, false, false, false]); // of two equals the smaller
    expect(filled.number('missingindicator_c')).toEqual(Float64Array.of(0, 0, 1, 1));
    expect(filled.columnNames).toHaveLength(6);
  });

  it('marks only columns that had gaps in training, and gaps of later rows there', () => {
    const train = Table.from({ a: [1, Number.NaN], b: [1, 2] });
    const fitted = new SimpleImputer({ addIndicator: true }).fit(train);
    expect(fitted.outputNames).toEqual(['a', 'b', 'missingindicator_a']);
    const later = Table.from({ a: [5, Number.NaN], b: [Number.NaN, 2] });
    expect([...fitted.transform(later).rows()]).toEqual([
      { a: 5, b: 1.5, missingindicator_a: 0 },
      { a: 1, b: 2, missingindicator_a: 1 },
    ]);
  });

  it('makes a matrix of a matrix', () => {
    const X = Matrix.from([
      [1, Number.NaN],
      [3, 5],
    ]);
    expect(new SimpleImputer().fit(X).transform(X).toRows()).toEqual([
      [1, 5],
      [3, 5],
    ]);
  });

  it('fills a column without any value with a constant only', () => {
    const X = Table.from({ a: { kind: 'string', values: [null, null] } });
    expect(() => new SimpleImputer({ strategy: 'mostFrequent' }).fit(X)).toThrow(
      /"a".*MISSING_VALUE/,
    );
    const fitted = new SimpleImputer({ strategy: 'constant', fillValue: '?' }).fit(X);
    expect(fitted.transform(X).string('a')).toEqual(['?', '?']);
    expect(fitted.transform(Table.from({ a: [null] })).string('a')).toEqual(['?']);
  });

  it.each([
    ['the mean of texts', () => new SimpleImputer().fit(Table.from({ a: ['x'] })), 'WRONG_KIND'],
    [
      'a constant of another kind',
      () => new SimpleImputer({ strategy: 'constant', fillValue: 0 }).fit(Table.from({ a: ['x'] })),
      /"a".*WRONG_KIND/,
    ],
    [
      'an infinite number in fit',
      () => new SimpleImputer().fit(Matrix.from([[Number.POSITIVE_INFINITY]])),
      'NOT_FINITE',
    ],
    [
      'an infinite number in transform',
      () =>
        new SimpleImputer()
          .fit(Matrix.from([[1]]))
          .transform(Matrix.from([[Number.POSITIVE_INFINITY]])),
      'NOT_FINITE',
    ],
    [
      'a date',
      () => new SimpleImputer({ strategy: 'mostFrequent' }).fit(Table.from({ a: [new Date(0)] })),
      'WRONG_KIND',
    ],
    [
      'no such strategy',
      () => new SimpleImputer({ strategy: 'modal' as never }),
      'INVALID_ARGUMENT',
    ],
    [
      'a constant without a value',
      () => new SimpleImputer({ strategy: 'constant' }),
      'INVALID_ARGUMENT',
    ],
    ['a value without a constant', () => new SimpleImputer({ fillValue: 0 }), 'INVALID_ARGUMENT'],
    [
      'a fill value that is missing',
      () => new SimpleImputer({ strategy: 'constant', fillValue: Number.NaN }),
      'INVALID_ARGUMENT',
    ],
    [
      'an indicator whose name is taken',
      () =>
        new SimpleImputer({ addIndicator: true }).fit(
          Table.from({ a: [1, Number.NaN], missingindicator_a: [1, 2] }),
        ),
      'DUPLICATE_NAME',
    ],
  ])('refuses %s', (_, attempt, code) => {
    expect(attempt).toThrow(code);
  });
});
