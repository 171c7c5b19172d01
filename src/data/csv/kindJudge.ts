import type { ColumnKind } from '../../core/index.js';
import { type CellParsers, cellParsers, type ParsedKind } from './cellParsers.js';
import type { CsvSettings } from './csvOptions.js';

/** What all columns of a file share. */
export interface CellRules {
  readonly parsers: CellParsers;
  readonly markers: ReadonlySet<string>;
}

/** The rules that the options ask for. */
export function cellRules(settings: CsvSettings): CellRules {
  return { parsers: cellParsers(settings), markers: new Set(settings.missing) };
}

/**
 * Finds out the kind of a column from its texts, in any order.
 *
 * Where the kind is not declared, the first value proposes it; one that does not fit makes the column
 * one of strings.
 */
export class KindJudge {
  /** Whether a value is not of the kind that was declared. */
  hasMisfit = false;
  /** Whether no value came that could tell the kind. */
  isOpen: boolean;
  #kind: ColumnKind;
  #hasQuotedMarkers = false;

  constructor(
    readonly declared: ColumnKind | undefined,
    private readonly rules: CellRules,
  ) {
    this.#kind = declared ?? 'number';
    this.isOpen = declared === undefined;
  }

  /** A number where no value tells; quoted empty texts alone make a column of strings. */
  get kind(): ColumnKind {
    return this.isOpen && this.#hasQuotedMarkers ? 'string' : this.#kind;
  }

  /** Looks at the text of a cell that is not an unquoted missing marker. */
  take(text: string): void {
    if (this.#kind === 'string') return;
    const { parsers, markers } = this.rules;
    const trimmed = text.trim();
    if (markers.has(trimmed)) {
      // Only among texts is a quoted marker a value.
      this.#hasQuotedMarkers = true;
    } else if (this.isOpen) {
      this.isOpen = false;
      this.#kind = KINDS.find((kind) => fits(trimmed, kind, parsers)) ?? 'string';
    } else if (this.declared === undefined) {
      if (!fits(trimmed, this.#kind as ParsedKind, parsers)) this.#kind = 'string';
    } else if (parsers[this.declared as ParsedKind](trimmed) === undefined) this.hasMisfit = true;
  }
}

const KINDS: readonly ParsedKind[] = ['number', 'boolean', 'date'];

function fits(text: string, kind: ParsedKind, parsers: CellParsers): boolean {
  return parsers[kind](text) !== undefined && !(kind === 'number' && parsers.isUnsafe(text));
}

/** The value of a text in a column of that kind; null where it is missing, undefined where it does not fit. */
export function cellValue(
  text: string,
  kind: ParsedKind,
  { parsers, markers }: CellRules,
): number | boolean | null | undefined {
  const trimmed = text.trim();
  return markers.has(trimmed) ? null : parsers[kind](trimmed);
}
