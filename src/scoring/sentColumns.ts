import type { TransferListItem } from 'node:worker_threads';
import { type Column, codeTexts, Table } from '../core/index.js';

/** A column on its way to another thread: texts that come often travel once, rows as numbers. */
export interface SentColumn {
  readonly name: string;
  readonly kind: Column['kind'];
  readonly values: Column['values'];
  /** What `values` number, where they do. */
  readonly texts?: readonly string[];
}

/** The columns of a table for another thread, and what of them may be handed over instead of copied. */
export function sendColumns({ columns }: Table): {
  readonly sent: readonly SentColumn[];
  readonly transfer: readonly TransferListItem[];
} {
  const transfer: TransferListItem[] = [];
  const sent = columns.map((column): SentColumn => {
    const { name, kind, values } = column;
    const coded = kind === 'string' ? codeTexts(values, MOST_TEXTS) : undefined;
    if (coded === undefined) return { name, kind, values };
    transfer.push(coded.codes.buffer as ArrayBuffer);
    return { name, kind, values: coded.codes, texts: coded.texts };
  });
  return { sent, transfer };
}

/** The table again. */
export function receiveColumns(sent: readonly SentColumn[]): Table {
  return Table.from(
    sent.map(({ name, kind, values, texts }) => {
      if (texts === undefined) return [name, { kind, values }] as const;
      const codes = values as Float64Array;
      const whole = new Array<string | null>(codes.length);
      for (let i = 0; i < whole.length; i++) whole[i] = texts[codes[i]!] ?? null;
      return [name, { kind, values: whole }] as const;
    }),
  );
}

const MOST_TEXTS = 10_000;
