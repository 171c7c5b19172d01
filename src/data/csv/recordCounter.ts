import { FaultList } from '../faultList.js';
import type { CsvSettings } from './csvOptions.js';

/** What a byte may be; those below DELIMITER end no plain field. */
const [LETTER, SPACE, QUOTE, DELIMITER, RETURN, NEWLINE] = [0, 1, 2, 3, 4, 5] as const;

/** Where the counter stands: before a field, in a plain one, within quotes, after them, after spaces after them. */
const [START, PLAIN, QUOTED, CLOSED, AFTER] = [0, 1, 2, 3, 4] as const;

/**
 * Counts the records of a CSV file and the fields of each, and says in which line one is wrong. It
 * reads no values: that is DuckDB's work, which takes an empty field too many without a word and
 * numbers no lines.
 *
 * A blank line is no record, unless the file has a single column: there it is a missing value. A
 * quote inside a plain field is a letter.
 */
export class RecordCounter {
  /** Broken quotes, wrong field counts, bare carriage returns, each with its line. */
  readonly faults = new FaultList();
  /** Fields of the first record, the header; 0 until it has come. */
  fields = 0;
  /** Records after the header. */
  rows = 0;
  /** Blank lines before the header. */
  leadingBlanks = 0;
  /** Bytes of the longest record. */
  longest = 0;
  /** Records that end in `\n`, in `\r\n`, in `\r`. */
  readonly ends = { lf: 0, crlf: 0, cr: 0 };
  /** The line that the record begins in, from 1. */
  recordLine = 1;
  readonly #marks = new Uint8Array(256);
  readonly #bareReturns: number[] = [];
  #state: number = START;
  #line = 1;
  #quoteLine = 0;
  #found = 1;
  #bytes = 0;
  #afterReturn = false;

  /** @param visit is told of each row, from 0, and of the line that it begins in. */
  constructor(
    settings: Pick<CsvSettings, 'delimiter' | 'quote'>,
    private readonly visit: (row: number, line: number) => void = () => {},
  ) {
    this.#marks[32] = SPACE;
    this.#marks[10] = NEWLINE;
    this.#marks[13] = RETURN;
    this.#marks[settings.delimiter.charCodeAt(0)] = DELIMITER;
    if (settings.quote !== '') this.#marks[settings.quote.charCodeAt(0)] = QUOTE;
  }

  /** Bytes of the record that has not ended yet. */
  get openBytes(): number {
    return this.#bytes;
  }

  take(bytes: Uint8Array): void {
    const marks = this.#marks;
    const size = bytes.length;
    let begin = -this.#bytes;
    for (let i = 0; i < size; i++) {
      let mark = marks[bytes[i]!]!;
      // Most bytes are of plain fields, or end one.
      if (
        this.#state === PLAIN ||
        (this.#state === START && mark === LETTER && !this.#afterReturn)
      ) {
        while (mark < DELIMITER && ++i < size) mark = marks[bytes[i]!]!;
        this.#state = PLAIN;
        if (i === size) break;
      }
      if (this.#state === QUOTED) {
        if (mark === QUOTE) this.#state = CLOSED;
        else if (mark === RETURN || (mark === NEWLINE && !this.#afterReturn)) this.#line++;
        this.#afterReturn = mark === RETURN;
      } else if (mark === NEWLINE && this.#afterReturn) {
        this.#afterReturn = false;
        this.ends.cr--;
        this.ends.crlf++;
        begin = i + 1;
      } else if (mark >= RETURN) {
        this.#endRecord(i - begin);
        begin = i + 1;
        this.#endLine(mark);
      } else {
        if (this.#afterReturn) this.#bareReturn();
        this.#step(mark);
      }
    }
    this.#bytes = size - begin;
  }

  finish(): void {
    if (this.#state === QUOTED) {
      const line = this.#quoteLine;
      this.faults.add(() => `line ${line}: a quote is opened here and never closed`);
    } else if (this.#bytes > 0) this.#endRecord(this.#bytes);
    if (this.ends.lf + this.ends.crlf === 0) return;
    if (this.#afterReturn) this.#bareReturn();
    for (let k = 0; k < this.ends.cr; k++) {
      const line = this.#bareReturns[k];
      this.faults.add(() => `line ${line}: ends in a bare carriage return, unlike other lines`);
    }
  }

  /** A byte that ends no record. */
  #step(mark: number): void {
    const state = this.#state;
    if (mark === DELIMITER) {
      this.#found++;
      this.#state = START;
    } else if (mark === QUOTE && (state === START || state === CLOSED)) {
      if (state === START) this.#quoteLine = this.#line;
      this.#state = QUOTED;
    } else if (mark === SPACE && state !== PLAIN) {
      if (state === CLOSED) this.#state = AFTER;
    } else {
      if (state === CLOSED || state === AFTER) {
        const line = this.#line;
        this.faults.add(
          () => `line ${line}: text follows a closing quote; double a quote inside one`,
        );
      }
      this.#state = PLAIN;
    }
  }

  #endLine(mark: number): void {
    if (this.#afterReturn) this.#bareReturn();
    this.#afterReturn = mark === RETURN;
    this.ends[mark === RETURN ? 'cr' : 'lf']++;
    this.recordLine = ++this.#line;
  }

  /** The carriage return before stood alone. */
  #bareReturn(): void {
    this.#afterReturn = false;
    if (this.#bareReturns.length < FaultList.MOST) this.#bareReturns.push(this.#line - 1);
  }

  #endRecord(bytes: number): void {
    const found = this.#found;
    this.#found = 1;
    this.#state = START;
    if (bytes > this.longest) this.longest = bytes;
    if (bytes === 0 && this.fields !== 1) {
      if (this.fields === 0) this.leadingBlanks++;
    } else if (this.fields === 0) this.fields = found;
    else if (found === this.fields) this.visit(this.rows++, this.recordLine);
    else {
      const line = this.recordLine;
      const count = `${found} field${found === 1 ? '' : 's'}`;
      this.faults.add(() => `line ${line}: ${count}, but the header has ${this.fields}`);
    }
  }
}
