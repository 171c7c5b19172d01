import type { ColumnKind } from '../core/index.js';
import { type SchemaColumn, valueRules } from '../data/index.js';
import { scanNumber } from './scanNumber.js';

const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;
const MOST_ASCII = 127;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/** The texts and truth values of one column, row by row. */
export type Cells = (string | boolean | null)[];

/** What one column of a record must be, ready to be compared with bytes. */
export interface ScannedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** The key with its quotes, as it mostly stands in a text. */
  readonly key: Buffer;
  readonly nullable: boolean;
  /** The range. It is finite, so that infinities lie outside of it. */
  readonly low: number;
  readonly high: number;
  /** All other rules. */
  readonly holds: readonly ((value: number | string) => boolean)[];
}

/** The rules of a column, prepared once. */
export function scannedColumn(column: SchemaColumn): ScannedColumn {
  const { name, kind, nullable } = column;
  const [low, high] = (column.kind === 'number' ? column.range : undefined) ?? [null, null];
  return {
    name,
    kind,
    key: Buffer.from(JSON.stringify(name)),
    nullable,
    low: Math.max(low ?? -Infinity, -Number.MAX_VALUE),
    high: Math.min(high ?? Infinity, Number.MAX_VALUE),
    holds: valueRules(column)
      .filter(({ rule }) => rule !== 'finite' && rule !== 'range')
      .map((rule) => rule.holds),
  };
}

/** Reads a number into values[place]. @returns the place behind it; −1 where it is none that fits */
export function scanColumnNumber(
  bytes: Buffer,
  start: number,
  { low, high, holds }: ScannedColumn,
  values: Float64Array,
  place: number,
): number {
  const end = scanNumber(bytes, start, values, place);
  const value = values[place]!;
  if (end < 0 || !(value >= low && value <= high)) return -1;
  return holds.length === 0 || holds.every((rule) => rule(value)) ? end : -1;
}

/** Reads a text of plain letters, or a truth value. @returns as `scanColumnNumber` */
export function scanCell(
  bytes: Buffer,
  start: number,
  { kind, holds }: ScannedColumn,
  cells: Cells,
  row: number,
): number {
  if (kind === 'boolean') {
    const value = isWord(bytes, start, TRUE);
    if (!value && !isWord(bytes, start, FALSE)) return -1;
    cells[row] = value;
    return start + (value ? TRUE.length : FALSE.length);
  }
  if (bytes[start] !== QUOTE) return -1;
  let i = start + 1;
  for (let code = bytes[i]; code !== QUOTE; code = bytes[++i]) {
    if (code === undefined || code < SPACE || code > MOST_ASCII || code === BACKSLASH) return -1;
  }
  const text = bytes.toString('latin1', start + 1, i);
  cells[row] = text;
  return holds.every((rule) => rule(text)) ? i + 1 : -1;
}

/** Whether this word stands there. */
export function isWord(bytes: Buffer, start: number, word: Buffer): boolean {
  for (let k = 0; k < word.length; k++) if (bytes[start + k] !== word[k]) return false;
  return true;
}
