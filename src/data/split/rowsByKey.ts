import { MlError } from '../../core/index.js';

/** One key per row: by what rows are stratified, grouped or ordered in time. */
export type Keys = ArrayLike<number | string | boolean | Date | null>;

/**
 * The rows of each key, in order of first appearance, or of the keys themselves when `sorted`.
 *
 * @throws MlError MISSING_VALUE when a key is missing: its row would belong nowhere.
 */
export function rowsByKey(where: string, option: string, keys: Keys, sorted = false): Int32Array[] {
  const rows = new Map<string | number | boolean, number[]>();
  for (let i = 0; i < keys.length; i++) {
    const given = keys[i];
    const key = given instanceof Date ? given.getTime() : given;
    if (key === null || key === undefined || Number.isNaN(key)) {
      throw new MlError(
        'MISSING_VALUE',
        `${where}: ${option} has no value in row ${i}. Drop such rows first, or give them a value of their own.`,
      );
    }
    const group = rows.get(key);
    if (group === undefined) rows.set(key, [i]);
    else group.push(i);
  }
  const entries = [...rows];
  if (sorted) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([, group]) => Int32Array.from(group));
}
