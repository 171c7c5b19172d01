import {
  type CodedTexts,
  type Column,
  codesOf,
  codeTexts,
  columnOfCodes,
  MOST_TEXTS,
  Table,
} from '../core/index.js';

/** A column's name and what it holds, on its way to another thread: texts that come often travel once, rows as numbers. */
export type SentColumn = readonly [string, Pick<Column, 'kind' | 'values'> | CodedTexts];

/** The columns of a table for another thread. Its arrays are among what is to be handed over, and then they are gone here. */
export function sendColumns({ columns }: Table): {
  readonly sent: readonly SentColumn[];
  readonly transfer: readonly ArrayBuffer[];
} {
  const sent = columns.map((column): SentColumn => {
    const { name, kind } = column;
    const known = codesOf(column);
    if (known !== undefined) return [name, known];
    const coded = kind === 'string' ? codeTexts(column.values, MOST_TEXTS) : undefined;
    return [name, coded ?? { kind, values: column.values }];
  });
  const arrays = sent.map(([, held]) => ('codes' in held ? held.codes : held.values));
  const transfer = arrays.flatMap((array) => {
    const isWhole = array instanceof Float64Array && array.byteLength === array.buffer.byteLength;
    return isWhole ? [array.buffer as ArrayBuffer] : [];
  });
  return { sent, transfer: [...new Set(transfer)] };
}

/** The table again, of the arrays that came. */
export function receiveColumns(sent: readonly SentColumn[]): Table {
  return Table.of(
    sent.map(([name, came]): Column => {
      if ('codes' in came) return columnOfCodes(name, came);
      const { kind, values } = came;
      return {
        name,
        kind,
        values: ArrayBuffer.isView(values) ? values : Object.freeze(values),
      } as Column;
    }),
  );
}
