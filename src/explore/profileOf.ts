import { describeKnown, MlError } from '../core/index.js';
import type { ColumnProfile, NumberProfile, Profile } from './profileTypes.js';

/**
 * The part of a profile that belongs to one column.
 *
 * @throws MlError UNKNOWN_COLUMN, with the near names.
 * @example profileOf(profile(Table.from({ x: ['a', 'a'] })), 'x').shape; // 'constant'
 */
export function profileOf(profile: Profile, name: string): ColumnProfile {
  const found = profile.columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const names = profile.columns.map((column) => column.name);
  throw new MlError(
    'UNKNOWN_COLUMN',
    `profileOf: there is no column ${JSON.stringify(name)}. ${describeKnown('Column', name, names)}`,
  );
}

/**
 * The same for a column of numbers or dates.
 *
 * @throws MlError UNKNOWN_COLUMN; WRONG_KIND for a column of texts or truth values.
 * @example numberProfileOf(profile(Table.from({ x: [1, 2, 6] })), 'x').median; // 2
 */
export function numberProfileOf(profile: Profile, name: string): NumberProfile {
  const found = profileOf(profile, name);
  if (found.kind === 'number' || found.kind === 'date') return found;
  throw new MlError(
    'WRONG_KIND',
    `numberProfileOf: column ${JSON.stringify(name)} is of kind ${found.kind}, and a column of ` +
      'numbers or dates is needed. Read it with profileOf.',
  );
}
