import type { CodedTexts } from './codeTexts.js';
import type { Column, ColumnInput, StringColumn } from './column.js';
import { MlError } from './errors.js';

/** What a column that nobody has read yet holds beside what all see of it. */
const UNREAD = Symbol('unread');

type CodedColumn = StringColumn & { [UNREAD]?: CodedTexts | undefined };

/**
 * One function for all columns. One for each would give each a shape of its own, and V8 keeps shapes, and by them the
 * column's numbers, until it looks through all that is old, long after the column is gone.
 */
function readValues(this: CodedColumn): StringColumn['values'] {
  const { codes, texts } = this[UNREAD]!;
  const values = new Array<string | null>(codes.length);
  for (let i = 0; i < values.length; i++) values[i] = texts[codes[i]!] ?? null;
  Object.freeze(values);
  Object.defineProperty(this, 'values', { value: values });
  this[UNREAD] = undefined;
  return values;
}

/**
 * A column of texts that are numbered: it holds the numbers until somebody reads its values, and then these
 * in their place. So rows that are only handed on never become texts.
 *
 * @throws MlError OUT_OF_RANGE when a code is neither the place of a text nor NaN.
 */
export function codedColumn(where: string, name: string, { codes, texts }: CodedTexts): Column {
  const row = firstWithout(codes, texts);
  if (row >= 0) {
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: column ${JSON.stringify(name)} has the code ${codes[row]} in row ${row}, and there are ` +
        `${texts.length} texts, from 0. NaN stands for a missing one.`,
    );
  }
  return columnOfCodes(name, { codes: codes.slice(), texts: Object.freeze([...texts]) });
}

/** The rows from `start` up to but without `end` of a column of numbered texts. */
export function sliceOfCodes(
  name: string,
  { codes, texts }: CodedTexts,
  start: number,
  end: number,
): Column {
  return columnOfCodes(name, { codes: codes.slice(start, end), texts });
}

/** As `codedColumn`, unchecked and without a copy. @param own what the column holds from now on: nobody else changes it. */
export function columnOfCodes(name: string, own: CodedTexts): Column {
  const column = { name, kind: 'string' };
  Object.defineProperty(column, UNREAD, { value: own, writable: true });
  Object.defineProperty(column, 'values', {
    get: readValues,
    enumerable: true,
    configurable: true,
  });
  return column as CodedColumn;
}

/** The first row whose code is neither the place of a text nor NaN; −1 if there is none. */
function firstWithout(codes: Float64Array, texts: CodedTexts['texts']): number {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (!Number.isNaN(code) && texts[code] === undefined) return i;
  }
  return -1;
}

/** Whether texts come by their numbers. */
export function isCoded(input: ColumnInput): input is CodedTexts {
  return typeof input === 'object' && input !== null && 'codes' in input && 'texts' in input;
}

/** The numbers of a column's texts, if that is what it still holds: to be read, never changed. */
export function codesOf(column: Column): CodedTexts | undefined {
  return (column as CodedColumn)[UNREAD];
}

/** How many values a column has, read or not. */
export function lengthOf(column: Column): number {
  return (codesOf(column)?.codes ?? column.values).length;
}
