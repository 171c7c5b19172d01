import type { ColumnKind } from '../../core/index.js';

/** A value as JSON can hold it: dates and infinities as texts, missing as null. */
export type PlainValue = number | string | boolean | null;

/** Longer texts are cut, so that a report stays readable whatever came. */
const MOST_LETTERS = 80;

/**
 * Any value as plain data for a report. Milliseconds of a date column become ISO texts when
 * `kind` says so.
 */
export function plainValue(value: unknown, kind?: ColumnKind): PlainValue {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return null;
    if (kind === 'date') return isoText(value);
    return Number.isFinite(value) ? value : String(value);
  }
  if (typeof value === 'string') return shorten(value);
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return isoText(value.getTime());
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A plain value in words: texts in quotes. */
export function showPlain(value: PlainValue): string {
  return value === null ? 'missing' : JSON.stringify(value);
}

/** An ISO text, without its time where that is midnight. */
export function isoText(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return 'an invalid date';
  return date.toISOString().replace('T00:00:00.000Z', '');
}

/** At most 80 letters of a text. */
export function shorten(text: string): string {
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS)}…`;
}
