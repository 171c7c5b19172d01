import { Matrix, Table } from '../core/index.js';
import type { Schema } from '../data/index.js';
import type { Features, InputColumn } from '../features/index.js';
import {
  type Cells,
  isWord,
  type ScannedColumn,
  scanCell,
  scanColumnNumber,
  scannedColumn,
} from './scannedColumn.js';

const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const NULL = Buffer.from('null');
const FIRST_ROWS = 64;

/**
 * Reads records from the bytes of a request into columns, without a text, an object or a value in between.
 *
 * It knows the form that nearly all requests have: the schema's columns in its order, each once, and
 * values that fit. Of any other one it says nothing, not even that it is wrong: that is for
 * `readJsonBody` and `RecordReader`, which find the words, or read what is only unusual (another
 * order, escapes in texts).
 *
 * A matrix that it returns is good until the next scan: to make room for numbers takes as long as
 * to read a few hundred of them.
 */
export class RecordScanner {
  readonly #columns: readonly ScannedColumn[];
  readonly #asMatrix: boolean;
  /** (rows, columns) */
  #values: Float64Array;

  /** @param needed what a pipeline reads, in its order; numbers in the schema's order become a matrix. */
  constructor({ columns }: Schema, needed: readonly InputColumn[]) {
    this.#columns = columns.map(scannedColumn);
    this.#asMatrix = columns.every(
      ({ name, kind }, j) => kind === 'number' && needed[j]?.name === name,
    );
    this.#values = new Float64Array(FIRST_ROWS * columns.length);
  }

  /** One record → (1, columns); null where it has to be looked at more closely. */
  scanOne(bytes: Buffer): Features | null {
    const cells = this.#newCells();
    const end = this.#scanRecord(bytes, afterSpace(bytes, 0), 0, cells);
    return end > 0 && afterSpace(bytes, end) === bytes.length ? this.#take(1, cells) : null;
  }

  /** A list of one to `mostRows` records → (n, columns); null where it has to be looked at more closely. */
  scanMany(bytes: Buffer, mostRows: number): Features | null {
    let i = afterSpace(bytes, 0);
    if (bytes[i] !== OPEN_LIST) return null;
    const cells = this.#newCells();
    let rows = 0;
    let more = true;
    while (more) {
      if (rows === mostRows) return null;
      i = this.#scanRecord(bytes, afterSpace(bytes, i + 1), rows++, cells);
      if (i < 0) return null;
      i = afterSpace(bytes, i);
      more = bytes[i] === COMMA;
    }
    if (bytes[i] !== CLOSE_LIST || afterSpace(bytes, i + 1) !== bytes.length) return null;
    return this.#take(rows, cells);
  }

  /** @returns the place behind the record; −1 where it is not of the known form */
  #scanRecord(bytes: Buffer, start: number, row: number, cells: readonly Cells[]): number {
    if (bytes[start] !== OPEN_OBJECT) return -1;
    const columns = this.#columns;
    const first = row * columns.length;
    if (first === this.#values.length) this.#grow();
    const values = this.#values;
    let i = afterSpace(bytes, start + 1);
    let open = bytes[i] !== CLOSE_OBJECT;
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j]!;
      const at = open ? afterKey(bytes, i, column.key) : -1;
      if (at < 0 || isWord(bytes, at, NULL)) {
        if (!column.nullable) return -1;
        if (column.kind === 'number') values[first + j] = Number.NaN;
        else cells[j]![row] = null;
        if (at < 0) continue; // left out
        i = at + NULL.length;
      } else {
        i =
          column.kind === 'number'
            ? scanColumnNumber(bytes, at, column, values, first + j)
            : scanCell(bytes, at, column, cells[j]!, row);
        if (i < 0) return -1;
      }
      i = afterSpace(bytes, i);
      if (bytes[i] === COMMA) i = afterSpace(bytes, i + 1);
      else if (bytes[i] === CLOSE_OBJECT) open = false;
      else return -1;
    }
    return open ? -1 : i + 1;
  }

  /** (columns, rows): texts and truth values, where there are any. */
  #newCells(): readonly Cells[] {
    return this.#asMatrix ? [] : this.#columns.map(() => []);
  }

  #grow(): void {
    const grown = new Float64Array(2 * this.#values.length);
    grown.set(this.#values);
    this.#values = grown;
  }

  #take(rows: number, cells: readonly Cells[]): Features {
    const columns = this.#columns;
    const width = columns.length;
    if (this.#asMatrix) return new Matrix(this.#values.subarray(0, rows * width), rows, width);
    return Table.from(
      columns.map(({ name, kind }, j) => {
        if (kind !== 'number') return [name, { kind, values: cells[j]! }];
        const values = new Float64Array(rows);
        for (let i = 0; i < rows; i++) values[i] = this.#values[i * width + j]!;
        return [name, values];
      }),
    );
  }
}

/** The place of the next letter that is no space. */
function afterSpace(bytes: Buffer, start: number): number {
  let i = start;
  for (; i < bytes.length; i++) {
    const code = bytes[i]!;
    if (code > SPACE || (code !== SPACE && code !== LINE_FEED && code !== RETURN && code !== TAB)) {
      return i;
    }
  }
  return i;
}

/** The place of the value, where this key stands there; −1 where it does not. */
function afterKey(bytes: Buffer, start: number, key: Buffer): number {
  if (!isWord(bytes, start, key)) return -1;
  const i = afterSpace(bytes, start + key.length);
  return bytes[i] === COLON ? afterSpace(bytes, i + 1) : -1;
}
