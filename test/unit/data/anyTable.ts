import fc from 'fast-check';
import { expect } from 'vitest';
import { type ColumnKind, Table, type TypedValues } from '../../../src/core/index.js';

/** Texts that break careless readers, besides any others. */
const hostile = fc.constantFrom(
  '',
  '"',
  '""',
  ',',
  '\n',
  '\r',
  '\r\n',
  ' ',
  '\ufeff',
  'NA',
  'null',
  '#',
  "'",
  '\0',
  '\\',
  '\t',
  '007',
  '🐧',
);
const text = fc.oneof(
  fc.array(hostile, { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 8 }).filter((value) => !/\p{Surrogate}/u.test(value)),
);
const cells: Record<ColumnKind, fc.Arbitrary<unknown>> = {
  number: fc.oneof(fc.double({ noDefaultInfinity: true }), fc.integer()),
  string: fc.option(text),
  boolean: fc.option(fc.boolean()),
  date: fc.option(
    fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
  ),
};

/** Any table of one to four columns and up to six rows. */
export const anyTable: fc.Arbitrary<Table> = fc
  .tuple(
    fc.uniqueArray(
      text.filter((name) => name !== ''),
      { minLength: 1, maxLength: 4 },
    ),
    fc.nat({ max: 6 }),
  )
  .chain(([names, rows]) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .constantFrom<ColumnKind>('number', 'string', 'boolean', 'date')
          .chain((kind) =>
            fc
              .array(cells[kind], { minLength: rows, maxLength: rows })
              .map((values): [string, TypedValues] => [name, { kind, values: values as number[] }]),
          ),
      ),
    ),
  )
  .map((columns) => Table.from(columns));

/** Whether SQL can name its columns (not two that differ in case only) and keep its texts. */
export function isSayable(table: Table): boolean {
  const names = table.columnNames;
  const lower = new Set(names.map((name) => name.toLowerCase()));
  const isPlain = (text: string | null) => text === null || !/^\ufeff/.test(text);
  return (
    lower.size === names.length &&
    !names.some((name) => /^\ufeff|\0/.test(name)) &&
    table.columns.every((column) => column.kind !== 'string' || column.values.every(isPlain))
  );
}

/** Expects two tables to have the same columns, kinds and values, −0 and missing ones included. */
export function equalTables(found: Table, expected: Table): void {
  const parts = (table: Table) =>
    table.columns.map(({ name, kind, values }) => ({ name, kind, values: [...values] }));
  expect(parts(found)).toEqual(parts(expected));
}
