import fc from 'fast-check';
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
