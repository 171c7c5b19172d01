/**
 * Shares out `size` places among strata in proportion to their counts, each share rounded down or
 * up: the places left after rounding down go to the largest remainders, the earlier stratum first.
 *
 * @param counts rows of each stratum.
 * @param size   places in all, at most the sum of counts.
 *
 * Source: Hamilton's method of apportionment.
 *
 * @example apportion([5, 3, 2], 4); // [ 2, 1, 1 ]
 */
export function apportion(counts: readonly number[], size: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  // Whole numbers only, so that equal remainders are equal and no share is off by an ulp.
  const shares = counts.map((count) => Math.floor((count * size) / total));
  const remainders = counts.map((count, i) => count * size - shares[i]! * total);
  const left = size - shares.reduce((sum, share) => sum + share, 0);
  const order = counts.map((_, i) => i).sort((a, b) => remainders[b]! - remainders[a]! || a - b);
  for (const i of order.slice(0, left)) shares[i]!++;
  return shares;
}
