import type { TransferListItem } from 'node:worker_threads';
import { type CodedTexts, type Column, codesOf, codeTexts, Table } from '../core/index.js';

/** A column's name and what it holds, on its way to another thread: texts that come often travel once, rows as numbers. */
export type SentColumn = readonly [string, Pick<Column, 'kind' | 'values'> | CodedTexts];

/** The columns of a table for another thread, and what of them may be handed over instead of copied. */
export function sendColumns({ columns }: Table): {
  readonly sent: readonly SentColumn[];
  readonly transfer: readonly TransferListItem[];
} {
  const transfer: TransferListItem[] = [];
  const sent = columns.map((column): SentColumn => {
    const { name, kind } = column;
    const codes = codesOf(column);
    if (codes !== undefined) return [name, codes]; // the table's own: they are copied
    const coded = kind === 'string' ? codeTexts(column.values, MOST_TEXTS) : undefined;
    if (coded === undefined) return [name, { kind, values: column.values }];
    transfer.push(coded.codes.buffer as ArrayBuffer);
    return [name, coded];
  });
  return { sent, transfer };
}

/** The table again. */
export function receiveColumns(sent: readonly SentColumn[]): Table {
  return Table.from(sent);
}

const MOST_TEXTS = 10_000;
