import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/index.js';
import { thresholdCosts } from '../../../src/evaluation/index.js';

const costs = { missCost: 20, falseAlarmCost: 1 };

describe('thresholdCosts', () => {
  it('agrees with four aircraft priced by hand', () => {
    const found = thresholdCosts([0, 1, 0, 1], [0.1, 0.4, 0.6, 0.9], costs);
    expect([...found.thresholds]).toEqual([Infinity, 0.9, 0.6, 0.4, 0.1]);
    expect([...found.costs]).toEqual([40, 20, 21, 1, 2]);
    expect([...found.alarms]).toEqual([0, 1, 2, 3, 4]);
    expect(found).toMatchObject({ bestThreshold: 0.4, bestCost: 1, neverCost: 40, alwaysCost: 2 });
  });

  it('pays for the inspection of a hit, too, where that is asked', () => {
    const { alwaysCost, bestCost } = thresholdCosts([0, 1, 0, 1], [0.1, 0.4, 0.6, 0.9], {
      ...costs,
      hitCost: 1,
    });
    expect([alwaysCost, bestCost]).toEqual([4, 3]);
  });

  it('takes the highest of thresholds that cost the same: the least staff', () => {
    const free = { missCost: 1, falseAlarmCost: 0 };
    expect(thresholdCosts([1, 0], [0.9, 0.1], free).bestThreshold).toBe(0.9);
  });

  it('is sound where one class is missing: never an alarm, or always', () => {
    expect(thresholdCosts([0, 0], [0.2, 0.7], costs).bestThreshold).toBe(Infinity);
    expect(thresholdCosts([1, 1], [0.2, 0.7], costs)).toMatchObject({
      bestThreshold: 0.2,
      bestCost: 0,
    });
  });

  it('finds the threshold of theory on true probabilities', () => {
    const random = createRandom(7);
    const p = Array.from({ length: 40_000 }, () => random.uniform());
    const y = p.map((chance) => (random.uniform() < chance ? 1 : 0));
    const found = thresholdCosts(y, p, { missCost: 5, falseAlarmCost: 1, hitCost: 1 });
    expect(found.bestThreshold).toBeCloseTo(1 / 5, 1);
  });

  it('gives for each threshold the cost of counting again, whatever the order of rows', () => {
    const row = fc.record({
      y: fc.integer({ min: 0, max: 1 }),
      s: fc.integer({ min: -3, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const found = thresholdCosts(
          rows.map(({ y }) => y),
          rows.map(({ s }) => s),
          costs,
        );
        found.thresholds.forEach((t, i) => {
          const expected = rows.reduce(
            (sum, { y, s }) => sum + (y === 1 ? (s >= t ? 0 : 20) : s >= t ? 1 : 0),
            0,
          );
          expect(found.costs[i]).toBe(expected);
        });
        expect(found.thresholds).toHaveLength(new Set(rows.map(({ s }) => s)).size + 1);
        expect(found.bestCost).toBe(Math.min(...found.costs));
        const back = [...rows].reverse();
        expect(
          thresholdCosts(
            back.map(({ y }) => y),
            back.map(({ s }) => s),
            costs,
          ),
        ).toEqual(found);
      }),
    );
  });

  it.each([
    ['unequal lengths', [0, 1], [0.1], costs, 'SHAPE_MISMATCH'],
    ['no rows', [], [], costs, 'EMPTY'],
    ['a label 2', [2], [0.1], costs, 'NOT_BINARY'],
    ['a NaN score', [1], [Number.NaN], costs, 'NOT_FINITE'],
    ['a negative cost', [1], [0.1], { ...costs, missCost: -1 }, 'OUT_OF_RANGE'],
    ['no cost of a false alarm', [1], [0.1], { missCost: 1 }, 'falseAlarmCost'],
    ['an unknown cost', [1], [0.1], { ...costs, cost: 1 }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, y, score, given, code) => {
    expect(() => thresholdCosts(y, score, given as never)).toThrow(code);
  });
});
