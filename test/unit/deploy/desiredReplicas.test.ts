import fc from 'fast-check';
import { desiredReplicas } from 'mle-kit/deploy';
import { describe, expect, it } from 'vitest';

describe('desiredReplicas', () => {
  it.each([
    ['twice the target: twice as many', 2, 200, 100, 4],
    ['half of it: half as many', 4, 50, 100, 2],
    ['a part of a pod: a whole one', 3, 0.9, 0.6, 5],
    ['within a tenth: as it is', 10, 0.65, 0.6, 10],
    ['just beyond a tenth: more', 10, 0.67, 0.6, 12],
    ['a sum that is not exact costs no pod', 1, 0.1 + 0.2, 0.1, 3],
    ['nothing to do: the least', 5, 0, 0.6, 1],
  ])('says at %s', (_, current, measured, target, desired) => {
    expect(desiredReplicas(current, measured, target)).toBe(desired);
  });

  it('keeps to its limits', () => {
    const limits = { minReplicas: 3, maxReplicas: 12 };
    expect(desiredReplicas(3, 0.1, 0.6, limits)).toBe(3);
    expect(desiredReplicas(8, 3, 0.6, limits)).toBe(12);
    expect(desiredReplicas(10, 0.7, 0.6, { tolerance: 0.2 })).toBe(10);
  });

  it('brings the metric to the target at most, when the work is shared', () => {
    const numbers = fc.tuple(
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0.01, max: 10, noNaN: true }),
    );
    fc.assert(
      fc.property(numbers, ([current, measured]) => {
        const desired = desiredReplicas(current, measured, 0.6, { tolerance: 0 });
        expect((current * measured) / desired).toBeLessThanOrEqual(0.6 + 1e-6);
        if (desired > 1) expect((current * measured) / (desired - 1)).toBeGreaterThan(0.6 - 1e-6);
      }),
    );
  });

  it.each([
    [0, 1, 1],
    [1.5, 1, 1],
    [1, Number.NaN, 1],
    [1, -1, 1],
    [1, 1, 0],
  ])('refuses %s pods, %s measured, a target of %s', (current, measured, target) => {
    expect(() => desiredReplicas(current, measured, target)).toThrow('OUT_OF_RANGE');
  });
});
