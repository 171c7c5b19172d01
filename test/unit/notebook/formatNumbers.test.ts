import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumbers } from '../../../src/notebook/formatNumbers.js';

describe('formatNumbers', () => {
  it.each([
    ['whole numbers without decimals', [1, -20, 3e6], ['1', '-20', '3000000']],
    ['few exact decimals as they are', [39.1, 40, 17.25], ['39.10', '40.00', '17.25']],
    ['binary dust as the decimals that were meant', [0.1 + 0.2, 1], ['0.3', '1.0']],
    ['others by five digits of the largest', [1234.56789, 2 / 3], ['1234.6', '0.7']],
    ['shares by four decimals', [2 / 3, 0.5], ['0.6667', '0.5000']],
    ['what would vanish with an exponent', [0.5, 1.234e-7], ['0.5000', '1.23e-7']],
    ['zero as zero', [0, 1 / 3], ['0.0000', '0.3333']],
    ['missing and infinite ones in words', [Number.NaN, 1 / 0], ['NaN', 'Infinity']],
    ['exact large numbers in full', [9007199254740991], ['9007199254740991']],
    ['inexact large ones with an exponent', [1.5e20], ['1.5000e+20']],
  ])('writes %s', (_, values, texts) => {
    expect(formatNumbers(values)).toEqual(texts);
  });

  it('takes asked-for decimals', () =>
    expect(formatNumbers([1, 2.345], 1)).toEqual(['1.0', '2.3']));

  it('never shows a number as zero that is none, and stays near the value', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 })), (values) => {
        const largest = Math.max(...values.map(Math.abs), 0);
        for (const [i, text] of formatNumbers(values).entries()) {
          const shown = Number(text);
          expect(shown === 0).toBe(values[i] === 0);
          expect(Math.abs(shown - values[i]!)).toBeLessThanOrEqual(Math.max(0.051, 1e-4 * largest));
        }
      }),
    );
  });
});
