import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chiSquareTail,
  logGamma,
  lowerBeta,
  normalCdf,
  normalDensity,
  normalQuantile,
  studentTail,
  upperGamma,
} from '../../../src/math/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

const functions = {
  logGamma,
  upperGamma,
  lowerBeta,
  normalCdf,
  normalQuantile,
  chiSquareTail,
  studentTail,
} as const satisfies Record<string, (...at: never[]) => number>;
type Name = keyof typeof functions;

interface Case {
  readonly of: Name;
  readonly at: number[];
  readonly value: number;
}
const golden = loadGolden<Case>('distributions');
const call = (name: Name, at: readonly number[]) =>
  (functions[name] as (...numbers: readonly number[]) => number)(...at);

describe('distributions', () => {
  it.each(Object.keys(functions) as Name[])(`%s agrees with ${golden.reference}`, (name) => {
    const cases = golden.cases.filter((c) => c.of === name);
    expect(cases.length).toBeGreaterThan(9);
    for (const { at, value } of cases) {
      const got = call(name, at);
      const error = Math.abs(got - value);
      expect(error, `${name}(${at.join(', ')}) is ${got}, not ${value}`).toBeLessThanOrEqual(
        2e-12 * Math.abs(value) + (name === 'logGamma' ? 1e-14 : 1e-300),
      );
    }
  });

  it('know what can be worked out by hand', () => {
    expect(logGamma(1)).toBeCloseTo(0, 14);
    expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 13);
    expect(upperGamma(2, 3)).toBeCloseTo(4 * Math.exp(-3), 14); // (1 + x) e^(−x)
    expect(lowerBeta(2, 1, 0.3)).toBeCloseTo(0.09, 14); // x²
    expect(studentTail(1, 1)).toBeCloseTo(0.5, 14); // Cauchy: half lies beyond ±1
    expect(1 - studentTail(1e-6, 1)).toBeCloseTo((2 / Math.PI) * Math.atan(1e-6), 15);
    expect(chiSquareTail(2, 2)).toBeCloseTo(Math.exp(-1), 15);
    expect(normalDensity(1) / normalDensity(0)).toBeCloseTo(Math.exp(-0.5), 15);
    expect([upperGamma(3, 0), upperGamma(3, Infinity)]).toEqual([1, 0]);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1]);
    expect(studentTail(1e200, 3)).toBe(0);
  });

  it('keep their digits where degrees and sizes are large', () => {
    const near = (got: number, value: number) =>
      expect(Math.abs(got / value - 1), `${got}, not ${value}`).toBeLessThan(1e-11);
    for (const t of [0.5, 1.96, 6, 30]) {
      for (const degrees of [8e5, 1e7, 1e10, 1e15, 1e20, 1e100, Number.MAX_VALUE]) {
        // Abramowitz & Stegun 26.7.8: beside the normal tail, terms in 1 / degrees and its square.
        const density = normalDensity(t) / degrees;
        const first = (t ** 3 + t) / 4;
        const second = (3 * t ** 7 - 7 * t ** 5 - 5 * t ** 3 - 3 * t) / 96 / degrees;
        if (t * t * t * t > degrees / 1e4) continue; // there the series needs more terms
        near(studentTail(t, degrees), 2 * (normalCdf(-t) + density * (first + second)));
      }
    }
    near(lowerBeta(1e8, 1e8, 0.5), 0.5);
    const y = 2 ** -27;
    near(lowerBeta(1e8, 1, 1 - y), Math.exp(1e8 * Math.log1p(-y)));
    near(lowerBeta(1e8, 2, 1 - y), Math.exp(1e8 * Math.log1p(-y)) * (1 + 1e8 * y));
    near(lowerBeta(1, 1e12, 1e-12), -Math.expm1(1e12 * Math.log1p(-1e-12)));
    for (const [a, b] of [
      [1e-300, 1e10],
      [1e-200, 0.5],
    ] as const)
      near(lowerBeta(a, b, 0.5), 1);
    near(studentTail(1, 1e-300), 1);
  });

  it('stay from 0 to 1', () => {
    for (const degrees of [1e-5, 1, 1e5, 1e10, 1e16]) {
      for (const t of [1e-300, 1e-9, 1, 1.7, 1.96, 1e3, 1e100]) {
        const tail = studentTail(t, degrees);
        expect(tail).toBeGreaterThanOrEqual(0);
        expect(tail).toBeLessThanOrEqual(1);
      }
    }
  });

  it('are symmetric where they should be, and undo each other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (a, b, x) => {
          expect(lowerBeta(a, b, x) + lowerBeta(b, a, 1 - x)).toBeCloseTo(1, 11);
          expect(normalCdf(normalQuantile(x))).toBeCloseTo(x, 13);
          expect(normalCdf(a) + normalCdf(-a)).toBeCloseTo(1, 14);
        },
      ),
    );
  });

  it.each([
    ['logGamma', [0], 'OUT_OF_RANGE'],
    ['upperGamma', [0, 1], 'OUT_OF_RANGE'],
    ['upperGamma', [1, -1], 'OUT_OF_RANGE'],
    ['lowerBeta', [1, 1, 1.1], 'OUT_OF_RANGE'],
    ['lowerBeta', [1, Number.NaN, 0.5], 'OUT_OF_RANGE'],
    ['normalCdf', [Number.NaN], 'NOT_FINITE'],
    ['normalQuantile', [1.5], 'OUT_OF_RANGE'],
    ['chiSquareTail', [1, 0], 'OUT_OF_RANGE'],
    ['studentTail', [Number.NaN, 3], 'NOT_FINITE'],
    ['studentTail', [1, -1], 'OUT_OF_RANGE'],
    ['upperGamma', [1e14, 1e14], 'NOT_CONVERGED'],
  ] as const)('%s refuses %j', (name, at, code) => {
    expect(() => call(name, at)).toThrow(code);
  });
});
