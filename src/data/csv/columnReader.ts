import type { ColumnKind, TypedValues } from '../../core/index.js';
import { FaultList } from '../faultList.js';
import type { CellParsers, ParsedKind } from './cellParsers.js';

/** A value that is not of the kind that its column was declared to be. */
export interface Misfit {
  readonly row: number;
  readonly text: string;
}

/**
 * Takes the texts of one column in order and turns them into values of one kind.
 *
 * Where the kind is not declared, the first value proposes it. A later one that does not fit sets
 * `isBroken`: the column is one of strings, and has to be read again as such.
 */
export class ColumnReader {
  readonly misfits: Misfit[] = [];
  misfitCount = 0;
  isBroken = false;
  #kind: ColumnKind | undefined;
  #values: Float64Array | (string | boolean | null)[];
  #hasQuotedMarkers = false;

  constructor(
    readonly declared: ColumnKind | undefined,
    private readonly rows: number,
    private readonly parsers: CellParsers,
    private readonly markers: ReadonlySet<string>,
  ) {
    this.#kind = declared;
    this.#values = this.#emptyValues();
  }

  /** The column read; numbers where no value came that could tell the kind. */
  get column(): TypedValues {
    return { kind: this.#kind ?? 'number', values: this.#values };
  }

  /** Takes the texts from row `start` on; null is missing. */
  take(texts: readonly (string | null)[], start: number): void {
    for (let i = 0; i < texts.length && !this.isBroken; i++) {
      const text = texts[i]!;
      if (text !== null) this.#takeText(text, start + i);
    }
  }

  /** Ends the column: quoted empty texts alone make it one of strings. */
  finish(): void {
    if (this.#kind === undefined && this.#hasQuotedMarkers) this.isBroken = true;
  }

  #takeText(text: string, row: number): void {
    if (this.#kind === 'string') {
      this.#values[row] = text;
      return;
    }
    const trimmed = text.trim();
    if (this.markers.has(trimmed)) {
      this.#hasQuotedMarkers = true;
      return;
    }
    const kind = this.#kind ?? this.#propose(trimmed);
    if (kind === 'string') this.#values[row] = text;
    else this.#parse(kind, text, trimmed, row);
  }

  #parse(kind: ParsedKind, text: string, trimmed: string, row: number): void {
    const isUnsafe = kind === 'number' && !this.declared && this.parsers.isUnsafe(trimmed);
    const value = isUnsafe ? undefined : this.parsers[kind](trimmed);
    if (value !== undefined) this.#values[row] = value;
    else if (this.declared === undefined) this.isBroken = true;
    else if (++this.misfitCount <= FaultList.MOST) this.misfits.push({ row, text });
  }

  #propose(text: string): ColumnKind {
    const kinds: readonly ParsedKind[] = ['number', 'boolean', 'date'];
    const kind = kinds.find((each) => this.parsers[each](text) !== undefined) ?? 'string';
    this.#kind = kind;
    this.#values = this.#emptyValues();
    // What was taken for missing so far was text: only a second reading can tell where.
    if (kind === 'string' && this.#hasQuotedMarkers) this.isBroken = true;
    return kind;
  }

  #emptyValues(): Float64Array | (string | boolean | null)[] {
    if (this.#kind === 'string' || this.#kind === 'boolean') {
      return new Array<string | boolean | null>(this.rows).fill(null);
    }
    return new Float64Array(this.rows).fill(Number.NaN);
  }
}
