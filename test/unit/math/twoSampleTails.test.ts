import { describe, expect, it } from 'vitest';
import { fisherTail, kolmogorovTail, twoSampleTail } from '../../../src/math/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface Case {
  readonly of: string;
  readonly at: readonly number[];
  readonly value: number;
}
const golden = loadGolden<Case>('drift');
const tails = { twoSampleTail, kolmogorovTail, fisherTail } as const;
/** Relative and absolute: above 140 values the series for Kolmogorov's distribution is cut. */
const PRECISION = {
  twoSampleTail: [1e-10, 0],
  kolmogorovTail: [1e-5, 5e-6],
  fisherTail: [1e-9, 0],
} as const;

describe.each(Object.keys(tails) as (keyof typeof tails)[])('%s', (name) => {
  const tail = tails[name] as (...at: number[]) => number;
  it.each(
    golden.cases.filter((each) => each.of === name),
  )(`agrees with ${golden.reference} at $at`, ({ at, value }) => {
    const [relative, absolute] = PRECISION[name];
    const error = Math.abs(tail(...at) - value);
    expect(error).toBeLessThanOrEqual(relative * value + (value > 0.001 ? absolute : 0));
  });
});

describe('twoSampleTail', () => {
  it('agrees with all orders of 3 and 3 values, counted by hand: 2 of 20 are apart', () => {
    expect(twoSampleTail(1, 3, 3)).toBeCloseTo(2 / 20, 14);
    expect(twoSampleTail(2 / 3, 3, 3)).toBeCloseTo(12 / 20, 14);
    expect(twoSampleTail(0, 3, 3)).toBe(1);
  });

  it('is the share of orders that lie so far apart', () => {
    for (const [n, m] of [
      [2, 5],
      [4, 4],
      [3, 6],
    ] as const) {
      const distances = orders(n, m).map((order) => distanceOf(order, n, m));
      for (const statistic of new Set(distances)) {
        const share = distances.filter((d) => d >= statistic - 1e-12).length / distances.length;
        expect(twoSampleTail(statistic, n, m)).toBeCloseTo(share, 12);
      }
    }
  });

  it('does not depend on which sample comes first', () => {
    expect(twoSampleTail(0.3, 40, 25)).toBe(twoSampleTail(0.3, 25, 40));
  });

  it.each([
    [1.1, 3, 3],
    [Number.NaN, 3, 3],
    [0.5, 0, 3],
    [0.5, 3, 2.5],
  ])('refuses %d, %d, %d', (statistic, n, m) => {
    expect(() => twoSampleTail(statistic, n, m)).toThrow('OUT_OF_RANGE');
  });
});

describe('kolmogorovTail', () => {
  it('falls as the statistic rises, without a jump between its methods', () => {
    for (const n of [7, 140, 141, 1000, 100_000]) {
      let before = 1;
      for (let z = 0.2; z < 4; z += 0.01) {
        const tail = kolmogorovTail(Math.min(1, z / Math.sqrt(n)), n);
        expect(tail).toBeLessThanOrEqual(before * (1 + 1e-5));
        expect(tail).toBeGreaterThan(before * 0.8 - 0.05);
        before = tail;
      }
    }
  });

  it('is 1 − |2d − 1| for one value', () => {
    expect(kolmogorovTail(0.75, 1)).toBeCloseTo(0.5, 12);
    expect(kolmogorovTail(0.4, 1)).toBe(1);
    expect(kolmogorovTail(1, 1)).toBe(0);
  });

  it.each([
    [-0.1, 5],
    [0.5, 0],
  ])('refuses %d, %d', (statistic, n) => {
    expect(() => kolmogorovTail(statistic, n)).toThrow('OUT_OF_RANGE');
  });
});

describe('fisherTail', () => {
  it('is 1 where the shares are equal, and refuses more yes than there are', () => {
    expect(fisherTail(2, 4, 4, 8)).toBeCloseTo(1, 12);
    expect(fisherTail(0, 0, 0, 0)).toBeCloseTo(1, 12);
    expect(() => fisherTail(5, 4, 0, 3)).toThrow('OUT_OF_RANGE');
  });
});

/** All orders of n values of the first sample (1) and m of the second (0). */
function orders(n: number, m: number): number[][] {
  if (n + m === 0) return [[]];
  const first = n > 0 ? orders(n - 1, m).map((rest) => [1, ...rest]) : [];
  const second = m > 0 ? orders(n, m - 1).map((rest) => [0, ...rest]) : [];
  return [...first, ...second];
}

function distanceOf(order: readonly number[], n: number, m: number): number {
  let [i, j, largest] = [0, 0, 0];
  for (const step of order) {
    if (step === 1) i++;
    else j++;
    largest = Math.max(largest, Math.abs(i / n - j / m));
  }
  return largest;
}
