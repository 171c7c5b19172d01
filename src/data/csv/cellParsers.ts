import type { ColumnKind } from '../../core/index.js';
import type { CsvSettings, DateStyle } from './csvOptions.js';

/** Kinds that a text can turn out to be; whatever is none of them is a string. */
export type ParsedKind = Exclude<ColumnKind, 'string'>;

/** Turns the text of a cell into its value; undefined when it is not of that kind. */
export interface CellParsers {
  number(text: string): number | undefined;
  boolean(text: string): boolean | undefined;
  /** Milliseconds since 1970. */
  date(text: string): number | undefined;
  /** Whether the number would lose something if it were not kept as a text: `007`, 17 digits. */
  isUnsafe(text: string): boolean;
}

/** The parsers that the options ask for. */
export function cellParsers(settings: Pick<CsvSettings, 'decimal' | 'dates'>): CellParsers {
  const comma = settings.decimal === ',';
  const pattern = comma
    ? /^[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?$/
    : /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
  return {
    number: (text) => {
      if (!pattern.test(text)) return undefined;
      const value = Number(comma ? text.replace(',', '.') : text);
      return Number.isFinite(value) ? value : undefined;
    },
    boolean: (text) => BOOLEANS.get(text),
    date: dateParser(settings.dates),
    isUnsafe: (text) =>
      /^[+-]?0\d/.test(text) ||
      (/^[+-]?\d{16,}$/.test(text) && !Number.isSafeInteger(Number(text))),
  };
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'True', 'TRUE'].map((text) => [text, true] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, false] as const),
]);

const TIME =
  '(?:[T ](?<hour>\\d{2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.(?<fraction>\\d{1,9}))?)?' +
  '(?<zone>Z|[+-](?:[01]\\d|2[0-3]):?[0-5]\\d)?)?';

const DATE_PATTERNS: Record<Exclude<DateStyle, 'none'>, string> = {
  iso: '(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})',
  dmy: '(?<day>\\d{1,2})[./-](?<month>\\d{1,2})[./-](?<year>\\d{4})',
  mdy: '(?<month>\\d{1,2})[./-](?<day>\\d{1,2})[./-](?<year>\\d{4})',
};

/**
 * Without a zone the time is UTC, never the machine's own, so that a file reads alike everywhere.
 * Days that no calendar has (30 February) are no dates. Digits beyond milliseconds are cut off.
 */
function dateParser(style: DateStyle): (text: string) => number | undefined {
  if (style === 'none') return () => undefined;
  const pattern = new RegExp(`^${DATE_PATTERNS[style]}${TIME}$`);
  return (text) => {
    const parts = pattern.exec(text)?.groups;
    if (!parts) return undefined;
    const [month, day] = [Number(parts.month), Number(parts.day)];
    const [hour, minute] = [Number(parts.hour ?? 0), Number(parts.minute ?? 0)];
    const second = Number(parts.second ?? 0);
    const ms = Number((parts.fraction ?? '').padEnd(3, '0').slice(0, 3));
    // Through a Date object, as Date.UTC takes the years 0 to 99 for 1900 to 1999.
    const date = new Date(0);
    date.setUTCFullYear(Number(parts.year), month - 1, day);
    const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    if (!exists || hour > 23 || minute > 59 || second > 59) return undefined;
    date.setUTCHours(hour, minute, second, ms);
    return date.getTime() - offsetMs(parts.zone);
  };
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
