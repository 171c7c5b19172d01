import { MlError } from '../../core/index.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What each token of a format stands for, longest first. */
const TOKENS: readonly (readonly [token: string, group: string, pattern: string])[] = [
  ['YYYY', 'year', '\\d{4}'],
  ['YY', 'shortYear', '\\d{2}'],
  ['MMM', 'monthName', '[A-Za-z]{3}'],
  ['MM', 'month', '\\d{2}'],
  ['M', 'month', '\\d{1,2}'],
  ['DD', 'day', '\\d{2}'],
  ['D', 'day', '\\d{1,2}'],
  ['HH', 'hour', '\\d{2}'],
  ['H', 'hour', '\\d{1,2}'],
  ['mm', 'minute', '\\d{2}'],
  ['ss', 'second', '\\d{2}'],
  ['SSS', 'ms', '\\d{3}'],
];

/**
 * A reader of dates in one written form: texts to milliseconds since 1970, UTC, or undefined.
 *
 * Tokens: `YYYY`, `YY` (69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068, as POSIX has it),
 * `MMM` (Jan), `MM`, `M`, `DD`, `D`, `HH`, `H`, `mm`, `ss`, `SSS`; all else stands for itself.
 * Days that no calendar has are not dates.
 *
 * @throws MlError INVALID_ARGUMENT when the format lacks year, month or day, or says one twice.
 */
export function dateFormat(where: string, format: string): (text: string) => number | undefined {
  const pattern = compile(where, format);
  return (text) => {
    const parts = pattern.exec(text)?.groups;
    if (!parts) return undefined;
    const month = parts.monthName
      ? MONTHS.indexOf(parts.monthName.toLowerCase())
      : Number(parts.month) - 1;
    const day = Number(parts.day);
    const [hour, minute] = [Number(parts.hour ?? 0), Number(parts.minute ?? 0)];
    const [second, ms] = [Number(parts.second ?? 0), Number(parts.ms ?? 0)];
    // Through a Date object, as Date.UTC takes the years 0 to 99 for 1900 to 1999.
    const date = new Date(0);
    date.setUTCFullYear(yearOf(parts), month, day);
    // A day that the month does not have would lie in another month.
    if (date.getUTCMonth() !== month || hour > 23 || minute > 59 || second > 59) return undefined;
    return date.setUTCHours(hour, minute, second, ms);
  };
}

function yearOf(parts: Readonly<Record<string, string | undefined>>): number {
  if (parts.year !== undefined) return Number(parts.year);
  const short = Number(parts.shortYear);
  return short + (short < 69 ? 2000 : 1900);
}

function compile(where: string, format: string): RegExp {
  const groups: string[] = [];
  let source = '';
  for (let at = 0; at < format.length; ) {
    const found = TOKENS.find(([token]) => format.startsWith(token, at));
    if (found) {
      const [token, group, pattern] = found;
      if (groups.includes(group)) throw refused(where, format, `it says the ${group} twice`);
      groups.push(group);
      source += `(?<${group}>${pattern})`;
      at += token.length;
    } else {
      source += format[at]!.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
      at++;
    }
  }
  for (const needed of [['year', 'shortYear'], ['month', 'monthName'], ['day']]) {
    if (needed.filter((group) => groups.includes(group)).length !== 1) {
      throw refused(where, format, `it must say the ${needed[0]} once`);
    }
  }
  return new RegExp(`^${source}$`);
}

function refused(where: string, format: string, why: string): MlError {
  const tokens = TOKENS.map(([token]) => token).join(', ');
  return new MlError(
    'INVALID_ARGUMENT',
    `${where}: the format ${JSON.stringify(format)} cannot be used: ${why}. ` +
      `Tokens are ${tokens}; or say 'iso'.`,
  );
}
