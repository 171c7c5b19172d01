import { createReadStream } from 'node:fs';
import { FaultList } from '../faultList.js';

/** What `scanCsv` finds out about a file before anything is read from it. */
export interface CsvShape {
  /** Fields in the header. */
  readonly fields: number;
  /** Records after the header. */
  readonly rows: number;
  /** Blank lines before the header. */
  readonly leadingBlanks: number;
  /** How records end. */
  readonly newline: '\n' | '\r\n' | '\r' | 'mixed';
  /** Bytes of the longest record. */
  readonly longestRecord: number;
  /** Whether a byte order mark may stand elsewhere than at the beginning. */
  readonly hasInnerMark: boolean;
  /** Broken quotes, wrong field counts, bare carriage returns, each with its line. */
  readonly faults: FaultList;
}

/** The marks that split a file; see `CsvOptions`. */
interface Marks {
  readonly delimiter: string;
  readonly quote: string;
}

/** The byte order mark in UTF-8. */
const MARK = Buffer.from('\ufeff');
const CR = 13;
const LF = 10;
const SPACE = 32;
/** Where in a field the scanner stands. */
const START = 0;
const PLAIN = 1;
const QUOTED = 2;
const CLOSED = 3;
const AFTER = 4;

/**
 * Walks over the bytes of a CSV file and counts: records, fields per record, lines.
 *
 * It decodes nothing, it only knows where records end. DuckDB, which does the reading, accepts
 * rows with an empty field too many and cannot tell lines of rows; this pass reports every fault
 * with its line, and gives DuckDB what it would otherwise guess.
 *
 * A blank line is no record, unless the file has a single column: there it is a missing value.
 *
 * @param visit is told of every record after the header: its number from 0, and its first line from 1.
 *
 * Cost: one pass over the bytes, constant memory.
 */
export async function scanCsv(
  path: string,
  marks: Marks,
  visit: (row: number, line: number) => void = () => {},
): Promise<CsvShape> {
  const scanner = new Scanner(marks, visit);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    scanner.take(chunk as Buffer);
  }
  return scanner.finish();
}

class Scanner {
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #visit: (row: number, line: number) => void;
  readonly #faults = new FaultList();
  readonly #bareReturns: number[] = [];
  #bom = 0;
  #state = START;
  #blank = true;
  #afterReturn = false;
  #afterQuotedReturn = false;
  #line = 1;
  #recordLine = 1;
  #quoteLine = 1;
  #fields = 1;
  #expected = 0;
  #rows = 0;
  #leadingBlanks = 0;
  #isFirstChunk = true;
  #hasInnerMark = false;
  #recordBytes = 0;
  #longestRecord = 0;
  #endings = { lf: 0, crlf: 0, cr: 0 };

  constructor(marks: Marks, visit: (row: number, line: number) => void) {
    this.#delimiter = marks.delimiter.charCodeAt(0);
    this.#quote = marks.quote === '' ? -1 : marks.quote.charCodeAt(0);
    this.#visit = visit;
  }

  take(chunk: Buffer): void {
    // A mark cut in two by the end of a chunk counts, too: a false alarm costs little.
    const from = this.#isFirstChunk && chunk.indexOf(MARK) === 0 ? 1 : 0;
    this.#hasInnerMark ||= chunk.indexOf(MARK, from) >= 0 || chunk.subarray(-2).includes(MARK[0]!);
    this.#isFirstChunk = false;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      this.#recordBytes++;
      if (this.#bom >= 0 && this.#skipsBom(byte)) continue;
      if (this.#state === QUOTED) this.#insideQuotes(byte);
      else this.#outsideQuotes(byte);
    }
  }

  finish(): CsvShape {
    if (this.#afterReturn) this.#bareReturn();
    if (this.#state === QUOTED) {
      const line = this.#quoteLine;
      this.#faults.add(() => `line ${line}: a quote is opened here and never closed`);
    } else if (!this.#blank) this.#endRecord();
    const { lf, crlf, cr } = this.#endings;
    if (cr > 0 && lf + crlf > 0) {
      for (const line of this.#bareReturns) {
        this.#faults.add(() => `line ${line}: ends in a bare carriage return, unlike other lines`);
      }
    }
    const styles = [lf, crlf, cr].filter((count) => count > 0).length;
    const newline = styles > 1 ? 'mixed' : crlf > 0 ? '\r\n' : cr > 0 ? '\r' : '\n';
    return {
      fields: this.#expected,
      rows: Math.max(0, this.#rows - 1),
      leadingBlanks: this.#leadingBlanks,
      newline,
      longestRecord: this.#longestRecord,
      hasInnerMark: this.#hasInnerMark,
      faults: this.#faults,
    };
  }

  #skipsBom(byte: number): boolean {
    const isNext = byte === MARK[this.#bom];
    this.#bom = isNext && this.#bom < 2 ? this.#bom + 1 : -1;
    return isNext;
  }

  #insideQuotes(byte: number): void {
    if (byte === this.#quote) this.#state = CLOSED;
    else if (byte === CR || (byte === LF && !this.#afterQuotedReturn)) this.#line++;
    this.#afterQuotedReturn = byte === CR;
  }

  #outsideQuotes(byte: number): void {
    if (this.#afterReturn) {
      this.#afterReturn = false;
      if (byte === LF) {
        this.#endings.crlf++;
        return;
      }
      this.#bareReturn();
    }
    if (byte === LF || byte === CR) {
      if (byte === CR) this.#afterReturn = true;
      else this.#endings.lf++;
      this.#endRecord();
      return;
    }
    this.#blank = false;
    if (byte === this.#delimiter) {
      this.#fields++;
      this.#state = START;
    } else if (this.#state === START) {
      if (byte === this.#quote) {
        this.#state = QUOTED;
        this.#quoteLine = this.#line;
      } else if (byte !== SPACE) this.#state = PLAIN;
    } else if (this.#state === CLOSED && byte === this.#quote) {
      this.#state = QUOTED;
    } else if (this.#state === CLOSED || this.#state === AFTER) {
      if (byte === SPACE) this.#state = AFTER;
      else this.#textAfterQuote();
    }
  }

  #textAfterQuote(): void {
    const line = this.#line;
    this.#faults.add(() => `line ${line}: text follows a closing quote; double a quote inside one`);
    this.#state = PLAIN;
  }

  #ragged(): void {
    const at = this.#recordLine;
    const count = `${this.#fields} field${this.#fields === 1 ? '' : 's'}`;
    this.#faults.add(() => `line ${at}: ${count}, but the header has ${this.#expected}`);
  }

  #bareReturn(): void {
    this.#endings.cr++;
    // The line that it ended is the one before the current.
    if (this.#bareReturns.length < FaultList.MOST) this.#bareReturns.push(this.#line - 1);
  }

  #endRecord(): void {
    if (this.#expected === 0) {
      if (this.#blank) this.#leadingBlanks++;
      else {
        this.#expected = this.#fields;
        this.#rows++;
      }
    } else if (!this.#blank || this.#expected === 1) {
      if (this.#fields !== this.#expected) this.#ragged();
      this.#visit(this.#rows - 1, this.#recordLine);
      this.#rows++;
    }
    this.#longestRecord = Math.max(this.#longestRecord, this.#recordBytes);
    this.#recordBytes = 0;
    this.#line++;
    this.#recordLine = this.#line;
    this.#fields = 1;
    this.#state = START;
    this.#blank = true;
  }
}
