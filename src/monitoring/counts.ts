import { MlError } from '../core/index.js';
import type { Label } from '../explore/index.js';

/** Refuses counts that are none, and two lists that do not fit; answers both totals. */
export function assertCounts(
  where: string,
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): readonly [number, number] {
  if (reference.length !== current.length) {
    throw new MlError(
      'SHAPE_MISMATCH',
      `${where}: reference has ${reference.length} counts but current has ${current.length}. ` +
        'Both need one count per category, in the same order: countCategories makes such lists.',
    );
  }
  return [total(where, 'reference', reference), total(where, 'current', current)];
}

function total(where: string, name: string, counts: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < counts.length; k++) {
    const count = counts[k]!;
    if (!(count >= 0 && count < Infinity)) {
      throw new MlError(
        'OUT_OF_RANGE',
        `${where}: ${name}[${k}] is ${count}, and a count must be finite and at least 0.`,
      );
    }
    sum += count;
  }
  if (sum > 0) return sum;
  throw new MlError(
    'EMPTY',
    `${where}: the counts of ${name} add up to 0, so it has no distribution. ` +
      'Check the filters before this call.',
  );
}

/** How often each category comes in two samples. */
export interface CategoryCounts<L> {
  /** In order of appearance, those of the reference first. */
  readonly categories: readonly L[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/**
 * Counts the categories of two samples side by side: what `chiSquared`, `jensenShannonDistance`
 * and `populationStabilityIndex` take.
 *
 * @param reference (n,) texts, numbers or truth values; null, undefined and NaN are left out.
 * @param current   (m,) likewise; a category that only one sample has counts 0 in the other.
 *
 * Cost: O(n + m).
 *
 * @example countCategories(['a', 'b', 'a'], ['a', 'c']).current; // [ 1, 0, 1 ]
 */
export function countCategories<L extends Exclude<Label, Date | null | undefined>>(
  reference: ArrayLike<L | null | undefined>,
  current: ArrayLike<L | null | undefined>,
): CategoryCounts<L> {
  const places = new Map<L, number>();
  const counts: [number[], number[]] = [[], []];
  [reference, current].forEach((sample, side) => {
    for (let i = 0; i < sample.length; i++) {
      const label = sample[i];
      if (label === null || label === undefined || Number.isNaN(label)) continue;
      let place = places.get(label);
      if (place === undefined) {
        place = places.size;
        places.set(label, place);
        counts[0].push(0);
        counts[1].push(0);
      }
      counts[side]![place]! += 1;
    }
  });
  return { categories: [...places.keys()], reference: counts[0], current: counts[1] };
}
