import type { ColumnKind, TypedValues } from '../../core/index.js';
import { FaultList } from '../faultList.js';
import { type CellParsers, cellParsers, type ParsedKind } from './cellParsers.js';
import type { CsvSettings } from './csvOptions.js';
import { quickDate } from './quickDate.js';
import { quickNumber } from './quickNumber.js';
import { DOUBLED, type RecordBlock } from './recordReader.js';
import { TextCache } from './textCache.js';

/** A value that is not of the kind that its column was declared to be. */
export interface Misfit {
  readonly line: number;
  readonly text: string;
}

/** What all columns of a file share. */
export interface CellRules {
  readonly parsers: CellParsers;
  readonly markers: ReadonlySet<string>;
  readonly isEmptyMissing: boolean;
  /** Bytes of the longest marker. */
  readonly longestMarker: number;
  readonly quote: string;
  readonly decimal: number;
  /** Kinds whose quick parsers may be used: no marker is a value of theirs, and the style is theirs. */
  readonly quick: Readonly<Record<ParsedKind, boolean>>;
}

/** The rules that the options ask for. */
export function cellRules(settings: CsvSettings): CellRules {
  const parsers = cellParsers(settings);
  const { missing, quote, decimal, dates } = settings;
  const isFree = (kind: ParsedKind) =>
    !missing.some((marker) => parsers[kind](marker.trim()) !== undefined);
  return {
    parsers,
    markers: new Set(missing),
    isEmptyMissing: missing.includes(''),
    longestMarker: Math.max(-1, ...missing.map((marker) => Buffer.byteLength(marker))),
    quote,
    decimal: decimal.charCodeAt(0),
    quick: {
      number: isFree('number'),
      boolean: isFree('boolean'),
      date: isFree('date') && dates === 'iso',
    },
  };
}

/**
 * Takes the fields of one column in order and turns them into values of one kind.
 *
 * Where the kind is not declared, the first value proposes it. A later one that does not fit sets
 * `isBroken`: the column is one of strings, and has to be read again as such. Most numbers and dates
 * are read from their bytes at once; whatever is less plain goes through `CellParsers`, as a text.
 */
export class ColumnBuilder {
  readonly misfits: Misfit[] = [];
  misfitCount = 0;
  isBroken = false;
  #kind: ColumnKind | undefined;
  #length = 0;
  #numbers = new Float64Array(0);
  #others: (string | boolean | null)[] = [];
  #hasQuotedMarkers = false;
  readonly #cache = new TextCache();

  /**
   * @param declared the kind, if it is known.
   * @param rules    what holds for all columns.
   * @param keeps    whether values are kept; if not, only the kind is found out.
   */
  constructor(
    readonly declared: ColumnKind | undefined,
    private readonly rules: CellRules,
    private readonly keeps: boolean,
  ) {
    this.#kind = declared;
  }

  /** The kind found, or a number where no value came that could tell it. Call `finish` before. */
  get kind(): ColumnKind {
    return this.isBroken ? 'string' : (this.#kind ?? 'number');
  }

  /** Ends the column: quoted empty texts alone make it one of strings. */
  finish(): void {
    if (this.#kind === undefined && this.#hasQuotedMarkers) this.isBroken = true;
  }

  /** The values taken since the last call. */
  release(): TypedValues {
    const kind = this.kind;
    const isNumeric = kind === 'number' || kind === 'date';
    if (isNumeric && this.#kind === undefined) this.#fillMissing();
    const values = isNumeric ? this.#numbers.subarray(0, this.#length) : this.#others;
    this.#others = [];
    this.#length = 0;
    return { kind, values };
  }

  /**
   * Takes field `column` of `rows` rows of a block, from row `first` on.
   *
   * @param hint how many rows there may be in all.
   */
  take(block: RecordBlock, column: number, first: number, rows: number, hint: number): void {
    let row = first;
    const end = first + rows;
    while (row < end && !this.isBroken) {
      switch (this.#kind) {
        case 'number':
        case 'date':
          row = this.#takeNumbers(block, column, row, end, hint);
          break;
        case undefined:
          this.#takeText(this.#text(block, row * block.fields + column), block, row++);
          break;
        default:
          row = this.#takeOthers(block, column, row, end);
      }
    }
    if (!this.keeps) this.#forget();
  }

  #forget(): void {
    this.#length = 0;
    this.#others = [];
  }

  #takeNumbers(
    block: RecordBlock,
    column: number,
    first: number,
    end: number,
    hint: number,
  ): number {
    const { bytes, view, starts, ends, flags, fields } = block;
    const { isEmptyMissing, decimal, quick } = this.rules;
    this.#reserve(this.#length + end - first, this.keeps ? hint : 0);
    const values = this.#numbers;
    const isDate = this.#kind === 'date';
    const isQuick = isDate ? quick.date : quick.number;
    for (let row = first; row < end; row++) {
      const place = row * fields + column;
      const start = starts[place]!;
      const stop = ends[place]!;
      if (start === stop && isEmptyMissing && flags[place] === 0) {
        values[this.#length++] = Number.NaN;
        continue;
      }
      const value = !isQuick
        ? Number.NaN
        : isDate
          ? quickDate(bytes, start, stop)
          : quickNumber(bytes, view, start, stop, decimal);
      if (!Number.isNaN(value)) values[this.#length++] = value;
      else {
        this.#takeText(this.#text(block, place), block, row);
        if (this.isBroken) return end;
      }
    }
    return end;
  }

  #takeOthers(block: RecordBlock, column: number, first: number, end: number): number {
    // A text is a text: where values are not kept there is nothing to find out.
    if (!this.keeps && this.#kind === 'string') return end;
    const { starts, ends, flags, fields } = block;
    const { isEmptyMissing, quick } = this.rules;
    const isText = this.#kind === 'string';
    const isQuick = quick.boolean;
    for (let row = first; row < end && !this.isBroken; row++) {
      const place = row * fields + column;
      if (starts[place] === ends[place] && isEmptyMissing && flags[place] === 0) {
        this.#others[this.#length++] = null;
        continue;
      }
      if (isText) {
        this.#others[this.#length++] = this.#text(block, place);
        continue;
      }
      const value = isQuick ? quickBoolean(block.bytes, starts[place]!, ends[place]!) : undefined;
      if (value !== undefined) this.#others[this.#length++] = value;
      else this.#takeText(this.#text(block, place), block, row);
    }
    return end;
  }

  /** The text of a field; null where an unquoted one is a missing marker. */
  #text(block: RecordBlock, place: number): string | null {
    const { bytes, isAscii, starts, ends, flags } = block;
    const start = starts[place]!;
    const stop = ends[place]!;
    const flag = flags[place]!;
    const text = this.#cache.text(bytes, start, stop, isAscii);
    if (flag === 0) {
      const isMarker = stop - start <= this.rules.longestMarker && this.rules.markers.has(text);
      return isMarker ? null : text;
    }
    if ((flag & DOUBLED) === 0) return text;
    const { quote } = this.rules;
    return text.replaceAll(quote + quote, quote);
  }

  #takeText(text: string | null, block: RecordBlock, row: number): void {
    if (text === null) {
      this.#push(null);
      return;
    }
    if (this.#kind === 'string') {
      this.#others[this.#length++] = text;
      return;
    }
    const trimmed = text.trim();
    if (this.rules.markers.has(trimmed)) {
      // Only among texts is a quoted marker a value.
      this.#hasQuotedMarkers = true;
      this.#push(null);
      return;
    }
    const kind = this.#kind ?? this.#propose(trimmed);
    if (kind === 'string') {
      if (!this.isBroken) this.#others[this.#length++] = text;
    } else this.#parse(kind, text, trimmed, block.lines[row]!);
  }

  #parse(kind: ParsedKind, text: string, trimmed: string, line: number): void {
    const { parsers } = this.rules;
    const isUnsafe = kind === 'number' && !this.declared && parsers.isUnsafe(trimmed);
    const value = isUnsafe ? undefined : parsers[kind](trimmed);
    if (value !== undefined) this.#push(value);
    else if (this.declared === undefined) this.isBroken = true;
    else {
      this.#push(null);
      if (++this.misfitCount <= FaultList.MOST) this.misfits.push({ line, text });
    }
  }

  #propose(text: string): ColumnKind {
    const { parsers } = this.rules;
    const kinds: readonly ParsedKind[] = ['number', 'boolean', 'date'];
    const kind = kinds.find((each) => parsers[each](text) !== undefined) ?? 'string';
    // What was taken for missing so far was text: only a second reading can tell where.
    if (kind === 'string' && this.#hasQuotedMarkers) this.isBroken = true;
    this.#kind = kind;
    this.#fillMissing();
    return kind;
  }

  /** Gives the rows so far, all missing, their form. */
  #fillMissing(): void {
    if (this.#kind === 'string' || this.#kind === 'boolean') {
      this.#others = new Array<null>(this.#length).fill(null);
    } else {
      this.#reserve(this.#length, 0);
      this.#numbers.fill(Number.NaN, 0, this.#length);
    }
  }

  #push(value: number | boolean | null): void {
    if (this.#kind === undefined) this.#length++;
    else if (this.#kind === 'number' || this.#kind === 'date') {
      this.#reserve(this.#length + 1, 0);
      this.#numbers[this.#length++] = value === null ? Number.NaN : (value as number);
    } else this.#others[this.#length++] = value as boolean | null;
  }

  #reserve(length: number, hint: number): void {
    if (length <= this.#numbers.length) return;
    const longer = new Float64Array(Math.max(length, hint, 2 * this.#numbers.length));
    longer.set(this.#numbers.subarray(0, this.#length));
    this.#numbers = longer;
  }
}

/** `true` and `false` as most programs write them; undefined for anything else. */
function quickBoolean(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  if (bytes[end - 1] !== 101) return undefined;
  if (end - start === 4) {
    const isTrue = bytes[start] === 116 && bytes[start + 1] === 114 && bytes[start + 2] === 117;
    return isTrue ? true : undefined;
  }
  const isFalse =
    end - start === 5 &&
    bytes[start] === 102 &&
    bytes[start + 1] === 97 &&
    bytes[start + 2] === 108 &&
    bytes[start + 3] === 115;
  return isFalse ? false : undefined;
}
