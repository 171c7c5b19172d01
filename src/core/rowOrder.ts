import { type Column, isMissing } from './column.js';

/**
 * The numbers of the rows in the order of these columns: the first decides, the next breaks its
 * ties. Stable; missing values last, whether rising or falling.
 */
export function orderOf(keys: readonly Column[], rowCount: number, descending: boolean): number[] {
  const order = Array.from({ length: rowCount }, (_, i) => i);
  const sign = descending ? -1 : 1;
  return order.sort((a, b) => {
    for (const key of keys) {
      const missing = Number(isMissing(key, a)) - Number(isMissing(key, b));
      if (missing !== 0) return missing;
      const x = key.values[a]!;
      const y = key.values[b]!;
      if (x < y) return -sign;
      if (x > y) return sign;
    }
    return 0;
  });
}
