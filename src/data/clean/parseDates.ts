import { assertKnownOptions, assertOneOf, MlError, type Table } from '../../core/index.js';
import { isoDate } from '../schema/isoDate.js';
import { dateFormat } from './dateFormat.js';
import { InvalidValues, type OnInvalid } from './invalidValues.js';
import { type Cleaned, cleaned } from './report.js';

/** What becomes of texts that are no dates. */
export interface ParseDatesOptions {
  /** Default `'throw'`: an error that lists them all. */
  readonly invalid?: OnInvalid;
}

/**
 * A column of texts as dates.
 *
 * @param column a column of texts; one of dates stays as it is.
 * @param format `'iso'` (2015-12-31, also with time and zone), or the form in tokens: `YYYY`,
 *   `YY` (69 to 99 are of the last century), `MMM` (Jan), `MM`, `M`, `DD`, `D`, `HH`, `H`, `mm`,
 *   `ss`, `SSS`; all else stands for itself. Default `'iso'`.
 * @returns the table, and a report with what was read and, on demand, what was made missing.
 * @throws MlError PARSE_ERROR naming rows and values of everything that is no date, such as
 *   30 February, unless `invalid: 'missing'` is said; WRONG_KIND; UNKNOWN_COLUMN; INVALID_ARGUMENT.
 *
 * Without a zone a time is UTC, never the machine's own. Blanks around a text do not count.
 *
 * @example parseDates(Table.from({ day: ['1/8/90 0:05'] }), 'day', 'M/D/YY H:mm').table.date('day')[0]; // 1990-01-08T00:05:00.000Z
 */
export function parseDates(
  table: Table,
  column: string,
  format: 'iso' | (string & {}) = 'iso',
  options: ParseDatesOptions = {},
): Cleaned {
  const where = 'parseDates';
  assertKnownOptions(where, options, ['invalid']);
  const { invalid = 'throw' } = options;
  assertOneOf(where, 'invalid', invalid, ['throw', 'missing']);
  const read = format === 'iso' ? isoDate : dateFormat(where, format);
  const given = table.column(column);
  if (given.kind === 'date') return cleaned(where, table, table, []);
  if (given.kind !== 'string') {
    throw new MlError(
      'WRONG_KIND',
      `${where}: column ${JSON.stringify(column)} is of kind ${given.kind}, and texts are needed.`,
    );
  }
  const invalidValues = new InvalidValues(where, invalid);
  const wanted = `a date (${format})`;
  const { values, changes } = invalidValues.readColumn(given, 'date', wanted, (text: string) =>
    read(text.trim()),
  );
  invalidValues.finish();
  return cleaned(where, table, table.with(column, { kind: 'date', values }), changes);
}
