import { assertFinite, type Vector } from '../core/index.js';

/**
 * The rank of each value: 1 for the smallest; equal values share the mean of their ranks.
 *
 * @param values (n,) finite numbers.
 * @returns (n,) ranks from 1 to n, in the order of the values.
 * @throws MlError NOT_FINITE
 *
 * Cost: O(n log n) time, O(n) memory. The input is not changed.
 * Agrees with: scipy.stats.rankdata's default (test/golden/associations.json).
 *
 * @example ranks([30, 10, 10, 20]); // Float64Array(4) [ 4, 1.5, 1.5, 3 ]
 */
export function ranks(values: ArrayLike<number>): Vector {
  assertFinite('ranks', 'values', values);
  const n = values.length;
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  order.sort((a, b) => values[a]! - values[b]! || a - b);
  const ranked = new Float64Array(n);
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && values[order[end]!] === values[order[start]!]) end++;
    const shared = (start + 1 + end) / 2; // the mean of start + 1 … end
    for (let k = start; k < end; k++) ranked[order[k]!] = shared;
    start = end;
  }
  return ranked;
}
