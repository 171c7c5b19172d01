import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/index.js';
import { permutationTest } from '../../../src/explore/index.js';
import { mean } from '../../../src/math/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface Case {
  readonly name: string;
  readonly a: number[];
  readonly b: number[];
  readonly observed: number;
  readonly pValue: number;
}
const golden = loadGolden<Case>('permutationTest');
const difference = (a: ArrayLike<number>, b: ArrayLike<number>) => mean(a) - mean(b);

describe('permutationTest', () => {
  it('comes near the 2 in 20 of three against three, worked by hand', () => {
    // Of the 20 ways to choose three of six, only {1,2,3} and {7,8,9} are this far apart.
    const options = { repeats: 20_000, random: createRandom(7) };
    const found = permutationTest([1, 2, 3], [7, 8, 9], difference, options);
    expect(found.observed).toBe(-6);
    expect(found.pValue).toBe((found.hits + 1) / 20_001);
    expect(Math.abs(found.pValue - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / 20_000));
  });

  it.each(golden.cases)(`agrees with ${golden.reference} over all deals: $name`, (c) => {
    for (const [a, b] of [
      [c.a, c.b],
      [c.b, c.a],
    ] as const) {
      const repeats = 20_000;
      const found = permutationTest(a, b, difference, { repeats, random: createRandom(1) });
      expect(Math.abs(found.observed)).toBeCloseTo(Math.abs(c.observed), 12);
      const error = Math.sqrt((c.pValue * (1 - c.pValue)) / repeats);
      expect(Math.abs(found.pValue - c.pValue)).toBeLessThan(4 * error + 1 / repeats);
    }
  });

  it('is wrong no more often than it says when there is no difference', () => {
    const random = createRandom(11);
    const draw = (n: number) => Array.from({ length: n }, () => random.normal());
    let alarms = 0;
    for (let trial = 0; trial < 400; trial++) {
      const found = permutationTest(draw(8), draw(13), difference, { repeats: 99, random });
      if (found.pValue <= 0.05) alarms++;
    }
    expect(alarms).toBeGreaterThan(6);
    expect(alarms).toBeLessThan(36); // 20 expected, deviation 4.4
  });

  it('takes sums that differ in their last digit only for equal', () => {
    const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
    const options = { repeats: 5000, random: createRandom(7) };
    const naive = (a: ArrayLike<number>, b: ArrayLike<number>) => sum(a) - sum(b);
    // (0.6 + 0.5) + 0.4 is 1.5, (0.4 + 0.6) + 0.5 is 1.5, (0.3 + 0.2) + 0.1 is less than 0.1 + 0.2 + 0.3
    const found = permutationTest([0.3, 0.2, 0.1], [0.4, 0.5, 0.6], naive, options);
    expect(Math.abs(found.pValue - 0.1)).toBeLessThan(0.02);
  });

  it('deals afresh each time, whichever sample is the larger', () => {
    const many = new Float64Array(9);
    for (const [a, b] of [
      [many, [1]],
      [[1], many],
    ] as const) {
      let hits = 0;
      for (let seed = 0; seed < 300; seed++) {
        hits += permutationTest(a, b, difference, { repeats: 1, random: createRandom(seed) }).hits;
      }
      expect(Math.abs(hits - 30)).toBeLessThan(22); // one deal in ten leaves the 1 alone
    }
  });

  it('gives the same answer for the same seed, and changes nothing that it is given', () => {
    const [a, b] = [
      [3, 1, 2],
      [9, 4],
    ];
    const run = () => permutationTest(a, b, difference, { repeats: 50, random: createRandom(3) });
    expect(run()).toEqual(run());
    expect([a, b]).toEqual([
      [3, 1, 2],
      [9, 4],
    ]);
  });

  it('has p = 1 where the values are all one, and never p = 0', () => {
    const random = createRandom(1);
    expect(permutationTest([0.1, 0.1], [0.1, 0.1, 0.1], difference, { random }).pValue).toBe(1);
    const far = Array.from({ length: 30 }, (_, i) => i);
    const found = permutationTest(
      far,
      far.map((x) => x + 1e6),
      difference,
      { repeats: 19, random },
    );
    expect(found.pValue).toBe(0.05);
  });

  it.each([
    ['an empty sample', [], [1], difference, 9, 'EMPTY'],
    ['a second empty sample', [1], [], difference, 9, 'EMPTY'],
    ['a NaN', [1, Number.NaN], [1], difference, 9, 'NOT_FINITE'],
    ['no repeats', [1], [2], difference, 0, 'OUT_OF_RANGE'],
    ['a statistic without a value', [1], [2], () => Number.NaN, 9, 'NOT_FINITE'],
  ] as const)('refuses %s', (_, a, b, statistic, repeats, code) => {
    const random = createRandom(1);
    expect(() => permutationTest(a, b, statistic, { repeats, random })).toThrow(code);
  });
});
