import { cellParsers } from '../csv/cellParsers.js';
import { resolveCsvOptions } from '../csv/csvOptions.js';

const parsers = cellParsers(resolveCsvOptions('isoDate', {}));

/** The last millisecond of a day, counted from its start. */
const END_OF_DAY = 86_399_999;

/** An ISO date, with or without a time, as milliseconds since 1970; undefined when it is none. */
export function isoDate(text: string): number | undefined {
  return parsers.date(text);
}

/** The same, where a day without a time stands for its last moment. */
export function isoDateEnd(text: string): number | undefined {
  const start = isoDate(text);
  return start === undefined || text.length > 10 ? start : start + END_OF_DAY;
}
