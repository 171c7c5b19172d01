import type { CodedTexts } from './codeTexts.js';
import type { Column, ColumnInput, StringColumn } from './column.js';
import { MlError } from './errors.js';

/** Columns that nobody has read yet. */
const unread = new WeakMap<Column, CodedTexts>();

/**
 * A column of texts that are numbered: it holds the numbers until somebody reads its values, and then these
 * in their place. So rows that are only handed on never become texts.
 *
 * @throws MlError OUT_OF_RANGE when a code is neither the place of a text nor NaN.
 */
export function codedColumn(where: string, name: string, { codes, texts }: CodedTexts): Column {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (!Number.isNaN(code) && texts[code] === undefined) {
      throw new MlError(
        'OUT_OF_RANGE',
        `${where}: column ${JSON.stringify(name)} has the code ${code} in row ${i}, and there are ` +
          `${texts.length} texts, from 0. NaN stands for a missing one.`,
      );
    }
  }
  const own = { codes: codes.slice(), texts: Object.freeze([...texts]) };
  const column: StringColumn = {
    name,
    kind: 'string',
    get values() {
      const values = new Array<string | null>(own.codes.length);
      for (let i = 0; i < values.length; i++) values[i] = own.texts[own.codes[i]!] ?? null;
      Object.freeze(values);
      Object.defineProperty(column, 'values', { value: values, enumerable: true });
      unread.delete(column);
      return values;
    },
  };
  unread.set(column, own);
  return column;
}

/** Whether texts come by their numbers. */
export function isCoded(input: ColumnInput): input is CodedTexts {
  return typeof input === 'object' && input !== null && 'codes' in input && 'texts' in input;
}

/** The numbers of a column's texts, if that is what it still holds: to be read, never changed. */
export function codesOf(column: Column): CodedTexts | undefined {
  return unread.get(column);
}

/** How many values a column has, read or not. */
export function lengthOf(column: Column): number {
  return (codesOf(column)?.codes ?? column.values).length;
}
