import type { Column, Table } from '../core/index.js';
import { type ColumnRoom, numberProfile } from './numberProfile.js';
import { type ProfileSettings, profileSettings } from './profileSettings.js';
import type { ColumnProfile, Profile, ProfileOptions } from './profileTypes.js';
import { booleanProfile, stringProfile } from './textProfile.js';

/**
 * A table, column by column, in numbers and words: what to look at before anything else.
 *
 * For numbers and dates: present, missing, distinct, mean, deviation (n − 1), least, greatest,
 * quantiles (type 7), skewness and excess kurtosis (bias-corrected, see `moments`), a histogram
 * (Freedman–Diaconis, see the rule in the result), the most frequent values, and the shape. For
 * texts and truth values: the counts, the most frequent values, the shape. What each shape means,
 * and which rule gives it, stands at `Shape` and `numberShape`.
 *
 * @param table   any table, also one without rows.
 * @param options which quantiles, and how many of the most frequent values.
 * @returns plain JSON; numbers in the unit of their column, dates in milliseconds since 1970 (UTC).
 * @throws MlError OUT_OF_RANGE | INVALID_ARGUMENT for options.
 *
 * Cost: each number column is sorted once by radix, O(n), then read five times; a text column is
 * read once. 16n bytes beside the table. The table is not changed.
 * Agrees with: pandas' describe, nunique, skew, kurt (test/golden/profile.json).
 *
 * @example profile(Table.from({ x: [1, 2, 2, 7] })).columns[0].mean; // 3
 */
export function profile(table: Table, options: ProfileOptions = {}): Profile {
  const settings = profileSettings('profile', options);
  const room = {
    values: new Float64Array(table.rowCount),
    spare: new Float64Array(table.rowCount),
  };
  return {
    kind: 'profile',
    rowCount: table.rowCount,
    columns: table.columns.map((column) => columnProfile(column, settings, room)),
  };
}

function columnProfile(column: Column, settings: ProfileSettings, room: ColumnRoom): ColumnProfile {
  if (column.kind === 'string') return stringProfile(column, settings);
  if (column.kind === 'boolean') return booleanProfile(column, settings);
  return numberProfile(column, settings, room);
}
