import { isAscii, isUtf8 } from 'node:buffer';
import { MlError } from '../../core/index.js';
import { FaultList } from '../faultList.js';
import type { ByteSource } from './byteSource.js';
import type { CsvSettings } from './csvOptions.js';

/** The field stood in quotes. */
export const QUOTED = 1;
/** There are doubled quotes in it. */
export const DOUBLED = 2;

/** Where fields lie. */
interface Places {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** QUOTED and DOUBLED. */
  readonly flags: Uint8Array;
}

/** Some whole records, as places in their bytes; valid until the next block is asked for. */
export interface RecordBlock extends Places {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Whether all bytes are below 128. */
  readonly isAscii: boolean;
  readonly rows: number;
  /** Fields of each row: field `j` of row `i` is at place `i * fields + j`. */
  readonly fields: number;
  /** The line that each row begins in, from 1. */
  readonly lines: Float64Array;
}

const MARK = [0xef, 0xbb, 0xbf];
const CR = 13;
const LF = 10;
const SPACE = 32;
const BLOCK_BYTES = 1 << 20;
const HEAD_BYTES = 1 << 16;
/** Bytes after the last one that may be looked at, so that no look goes beyond the buffer. */
const SPARE = 8;
/** Bytes of a record that are taken at most, 64 MB. */
export const MOST_RECORD_BYTES = 1 << 26;

/**
 * Finds the records and fields of a CSV file, a block of about a megabyte at a time, and counts
 * what is wrong with them.
 *
 * A blank line is no record, unless the file has a single column: there it is a missing value. A
 * quote inside a plain field is a letter. Once there is a fault no further rows are given, only faults.
 *
 * Cost: one pass over the bytes; memory for two blocks, or for the longest record.
 */
export class RecordReader {
  /** Broken quotes, wrong field counts, bare carriage returns, each with its line. */
  readonly faults = new FaultList();
  /** The texts of the first record; empty until it has come. */
  header: readonly string[] = [];
  /** Whether all bytes so far are UTF-8; reading ends where they are not. */
  isUtf8 = true;
  readonly #where: string;
  readonly #shown: string;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #space: number;
  readonly #bareReturns: number[] = [];
  #newlines = 0;
  #line = 1;
  #rows = 0;
  #starts = new Int32Array(1 << 12);
  #ends = new Int32Array(1 << 12);
  #flags = new Uint8Array(1 << 12);
  #lines = new Float64Array(1 << 10);

  constructor(where: string, shown: string, settings: Pick<CsvSettings, 'delimiter' | 'quote'>) {
    this.#where = where;
    this.#shown = shown;
    this.#delimiter = settings.delimiter.charCodeAt(0);
    this.#quote = settings.quote === '' ? -1 : settings.quote.charCodeAt(0);
    this.#space = this.#delimiter === SPACE ? -1 : SPACE;
  }

  /** Reads from the beginning to the end. @throws MlError LIMIT_EXCEEDED, naming the line of the record */
  async *blocks(source: ByteSource): AsyncGenerator<RecordBlock, void, undefined> {
    const size = Math.max(16, Math.min(BLOCK_BYTES, source.size + 1));
    // While one buffer is looked at, the other is filled: behind room for what is left of the first.
    let room = Math.min(HEAD_BYTES, size);
    let bytes: Buffer = Buffer.alloc(room + size + SPARE);
    let other: Buffer = Buffer.alloc(bytes.length);
    let start = room;
    let count = await source.read(bytes.subarray(0, -SPARE), room);
    if (MARK.every((byte, i) => bytes[start + i] === byte)) start += MARK.length;
    let end = room + count;
    for (;;) {
      const isLast = count === 0;
      const coming = isLast ? undefined : source.read(other.subarray(0, -SPARE), room);
      // Told below, where it is waited for, if anybody still waits.
      coming?.catch(() => {});
      this.#rows = 0;
      const to = this.#split(bytes, start, end, isLast);
      const taken = bytes.subarray(start, to);
      const ascii = isAscii(taken);
      if (!ascii && !isUtf8(taken)) {
        this.isUtf8 = false;
        await coming;
        return;
      }
      if (this.#rows > 0 && this.faults.count === 0) yield this.#block(bytes, ascii);
      if (coming === undefined) break;
      count = await coming;
      const rest = bytes.subarray(to, end);
      if (rest.length > room) {
        this.#assertRoom(rest.length);
        const from = room;
        // As much again is read at a time, so that a long record is not gone through too often.
        room = 2 * rest.length;
        const longer = Buffer.alloc(room + Math.max(size, room) + SPARE);
        other.copy(longer, room, from, from + count);
        [bytes, other] = [Buffer.alloc(longer.length), longer];
      }
      rest.copy(other, room - rest.length);
      start = room - rest.length;
      end = room + count;
      [bytes, other] = [other, bytes];
    }
    this.#finish();
  }

  #block(bytes: Buffer, ascii: boolean): RecordBlock {
    return {
      bytes,
      view: viewOf(bytes),
      isAscii: ascii,
      rows: this.#rows,
      fields: this.header.length,
      starts: this.#starts,
      ends: this.#ends,
      flags: this.#flags,
      lines: this.#lines,
    };
  }

  #assertRoom(bytes: number): void {
    if (bytes <= MOST_RECORD_BYTES) return;
    const line = this.#line;
    throw new MlError(
      'LIMIT_EXCEEDED',
      `${this.#where}: the record that begins in line ${line} of ${this.#shown} has more than ` +
        `${MOST_RECORD_BYTES} bytes. Are there line breaks in it, and is a quote closed that it opens?`,
    );
  }

  /** Finds the whole records between two places; returns where the last one ends. */
  #split(bytes: Buffer, from: number, to: number, isLast: boolean): number {
    const [delimiter, quote, space] = [this.#delimiter, this.#quote, this.#space];
    let { length: room } = this.#starts;
    let { starts, ends, flags } = this.#places();
    const highest = Math.max(delimiter, CR);
    const highestQuoted = Math.max(quote, CR);
    // Where most bytes are above all that end a field, they are looked at four at a time.
    const skips = highest < 0x30;
    const below = Math.imul(highest + 1, 0x01010101);
    const view = viewOf(bytes);
    // The bytes end in a line break that is not theirs, so that the search for one needs no other end.
    bytes[to] = LF;
    let place = 0;
    let i = from;
    while (i < to) {
      const record = i;
      const first = place;
      const line = this.#line;
      let extra = 0;
      let strays: number[] | undefined;
      let unclosed = 0;
      const isBlank = bytes[i] === LF || bytes[i] === CR;
      for (;;) {
        let start = i;
        let end = i;
        let flag = 0;
        let at = i;
        while (at < to && bytes[at] === space) at++;
        if (at < to && bytes[at] === quote) {
          const opened = line + extra;
          flag = QUOTED;
          start = ++at;
          for (;;) {
            for (let byte = bytes[at]!; at < to; byte = bytes[++at]!) {
              if (byte > highestQuoted) continue;
              if (byte === quote) break;
              if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) extra++;
            }
            if (at + 1 >= to && !isLast) return this.#cut(record, line);
            if (at >= to) unclosed = opened;
            if (at + 1 >= to || bytes[at + 1] !== quote) break;
            flag |= DOUBLED;
            at += 2;
          }
          end = at++;
          while (at < to && bytes[at] === space) at++;
          i = at;
          while (i < to && bytes[i] !== delimiter && bytes[i] !== LF && bytes[i] !== CR) i++;
          if (i > at) {
            strays ??= [];
            strays.push(line + extra);
          }
        } else {
          i = at;
          if (skips) i = skipAbove(view, i, below);
          let byte = bytes[i]!;
          while (byte > highest || (byte !== delimiter && byte !== LF && byte !== CR)) {
            byte = bytes[++i]!;
          }
          end = i;
        }
        if (place === room) {
          room *= 2;
          ({ starts, ends, flags } = this.#makeRoom(room));
        }
        starts[place] = start;
        ends[place] = end;
        flags[place++] = flag;
        if (i < to && bytes[i] === delimiter) i++;
        else break;
      }
      // The byte after a carriage return tells whether it ends the line alone.
      if (!isLast && (i >= to || (bytes[i] === CR && i + 1 >= to))) return this.#cut(record, line);
      this.#line = line + extra;
      if (i < to) i = this.#endLine(bytes, i, to);
      for (const stray of strays ?? []) {
        this.faults.add(
          () => `line ${stray}: text follows a closing quote; double a quote inside one`,
        );
      }
      if (unclosed > 0) {
        this.faults.add(() => `line ${unclosed}: a quote is opened here and never closed`);
        return to;
      }
      place = this.#endRecord(bytes, first, place, line, isBlank);
    }
    return to;
  }

  /** The record that begins here is not whole yet. */
  #cut(record: number, line: number): number {
    this.#line = line;
    return record;
  }

  #endLine(bytes: Buffer, at: number, to: number): number {
    const line = this.#line++;
    if (bytes[at] === LF) {
      this.#newlines++;
      return at + 1;
    }
    if (at + 1 < to && bytes[at + 1] === LF) {
      this.#newlines++;
      return at + 2;
    }
    if (this.#bareReturns.length < FaultList.MOST) this.#bareReturns.push(line);
    return at + 1;
  }

  /** Keeps the fields of a record, or not; returns where the next one's go. */
  #endRecord(bytes: Buffer, first: number, place: number, line: number, isBlank: boolean): number {
    const expected = this.header.length;
    if (expected === 0) {
      if (isBlank) return first;
      this.header = Array.from({ length: place - first }, (_, j) => this.#text(bytes, first + j));
      return first;
    }
    if (isBlank && expected > 1) return first;
    const count = place - first;
    if (count !== expected) {
      const found = `${count} field${count === 1 ? '' : 's'}`;
      this.faults.add(() => `line ${line}: ${found}, but the header has ${expected}`);
      return first;
    }
    if (this.#rows === this.#lines.length) {
      const longer = new Float64Array(2 * this.#rows);
      longer.set(this.#lines);
      this.#lines = longer;
    }
    this.#lines[this.#rows++] = line;
    return place;
  }

  #text(bytes: Buffer, place: number): string {
    const text = bytes.toString('utf8', this.#starts[place]!, this.#ends[place]!);
    if ((this.#flags[place]! & DOUBLED) === 0) return text;
    const quote = String.fromCharCode(this.#quote);
    return text.replaceAll(quote + quote, quote);
  }

  #places(): Places {
    return { starts: this.#starts, ends: this.#ends, flags: this.#flags };
  }

  #makeRoom(fields: number): Places {
    const { starts, ends, flags } = this.#places();
    this.#starts = new Int32Array(fields);
    this.#ends = new Int32Array(fields);
    this.#flags = new Uint8Array(fields);
    this.#starts.set(starts);
    this.#ends.set(ends);
    this.#flags.set(flags);
    return this.#places();
  }

  #finish(): void {
    if (this.#newlines === 0) return;
    for (const line of this.#bareReturns) {
      this.faults.add(() => `line ${line}: ends in a bare carriage return, unlike other lines`);
    }
  }
}

/** The same bytes, for reading several at once. */
export function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** From `at` on in steps of four, the first place of which a byte is lower than those of `limit`. */
function skipAbove(view: DataView, at: number, limit: number): number {
  let i = at;
  for (;;) {
    const four = view.getInt32(i, true);
    // Subtracting makes the top bit of a lower byte; those that had theirs before do not count.
    if ((((four - limit) | 0) & ~four & 0x80808080) !== 0) return i;
    i += 4;
  }
}
