import { assertKnownOptions, assertOneOf, type Table } from '../../core/index.js';
import { ChangeTally } from './changeTally.js';
import { type Cleaned, cleaned } from './report.js';

/** What is made equal in texts that mean the same. */
export interface NormalizeTextOptions {
  /** Whether blanks at both ends go. Default true. */
  readonly trim?: boolean;
  /** Whether runs of blanks and line ends inside become one blank. Default `'collapse'`. */
  readonly whitespace?: 'collapse' | 'keep';
  /** Default `'keep'`: "Gull" and "gull" stay two. */
  readonly case?: 'lower' | 'upper' | 'keep';
  /** Default `'NFC'`: é in one sign and é in two become one. `'NFKC'` also makes ﬁ to fi, ² to 2. */
  readonly unicode?: 'NFC' | 'NFKC' | 'keep';
  /** Whether accents go: é becomes e. Default `'keep'`; in many languages they part words. */
  readonly diacritics?: 'remove' | 'keep';
  /** What an empty text is afterwards. Default `'keep'`: a value. */
  readonly empty?: 'missing' | 'keep';
}

/**
 * A column of texts in one spelling: blanks, Unicode forms and, on demand, case and accents.
 *
 * Doing it twice is doing it once. Case does not depend on the machine's language.
 *
 * @param column a column of texts; missing ones stay missing.
 * @returns the table, and a report of the texts before and after.
 * @throws MlError UNKNOWN_COLUMN | WRONG_KIND | INVALID_ARGUMENT
 *
 * Cost: O(letters).
 *
 * @example normalizeText(Table.from({ bird: [' Gull ', 'gull'] }), 'bird', { case: 'lower' }).table.string('bird'); // [ 'gull', 'gull' ]
 */
export function normalizeText(
  table: Table,
  column: string,
  options: NormalizeTextOptions = {},
): Cleaned {
  const where = 'normalizeText';
  const normal = normalizer(where, options);
  const values = table.string(column);
  const tally = new ChangeTally();
  const emptied = new ChangeTally();
  values.forEach((text, row) => {
    if (text === null) return;
    const clean = normal(text);
    if (clean === '' && options.empty === 'missing') {
      values[row] = null;
      emptied.add(row, text, null);
    } else if (clean !== text) {
      values[row] = clean;
      tally.add(row, text, clean);
    }
  });
  const changes = [
    ...tally.toChanges(column, 'written otherwise'),
    ...emptied.toChanges(column, 'empty, made missing'),
  ];
  if (changes.length === 0) return cleaned(where, table, table, []);
  return cleaned(where, table, table.with(column, { kind: 'string', values }), changes);
}

/** The marks of Latin, Greek and Cyrillic; those of other scripts are vowels. */
const MARKS = /[\u0300-\u036f]/g;

function normalizer(where: string, options: NormalizeTextOptions): (text: string) => string {
  const choices = {
    whitespace: ['collapse', 'keep'],
    case: ['keep', 'lower', 'upper'],
    unicode: ['NFC', 'NFKC', 'keep'],
    diacritics: ['keep', 'remove'],
    empty: ['keep', 'missing'],
  } as const;
  assertKnownOptions(where, options, ['trim', ...Object.keys(choices)]);
  for (const [name, allowed] of Object.entries(choices)) {
    const value = options[name as keyof typeof choices];
    if (value !== undefined) assertOneOf(where, name, value, allowed);
  }
  const { trim = true, whitespace = 'collapse', unicode = 'NFC', diacritics = 'keep' } = options;
  const form = (text: string): string => (unicode === 'keep' ? text : text.normalize(unicode));
  return (text) => {
    let result = form(text);
    if (options.case === 'lower') result = result.toLowerCase();
    if (options.case === 'upper') result = result.toUpperCase();
    if (diacritics === 'remove')
      result = result.normalize('NFD').replace(MARKS, '').normalize('NFC');
    // Case takes some signs apart: ΐ has no capital of its own.
    result = form(result);
    if (whitespace === 'collapse') result = result.replace(/\s+/g, ' ');
    return trim ? result.trim() : result;
  };
}
