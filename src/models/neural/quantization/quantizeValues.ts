import { assertFinite, assertInteger } from '../../../core/index.js';

/** Numbers as whole multiples of one step. */
export interface QuantizedValues {
  /** (n,) whole numbers from −(2^(bits − 1) − 1) to 2^(bits − 1) − 1. */
  readonly codes: Int16Array;
  /** What a code of 1 stands for, in the unit of the values; 0 where all of them are 0. */
  readonly step: number;
}

/**
 * Rounds numbers to whole multiples of one step, symmetrically around zero.
 *
 * step = max |v| / (2^(bits − 1) − 1), code = round(v / step); code · step stands for v, at most half
 * a step away. Zero stays zero, and the lowest code of two's complement is left out, so that −v is
 * as near as v. A value half-way between two codes takes the even one.
 *
 * @param values (n,) finite.
 * @param bits   of a code: a whole number from 2 to 16.
 * @throws MlError OUT_OF_RANGE | NOT_FINITE.
 *
 * Cost: O(n). Agrees with: keras.quantizers.abs_max_quantize (test/golden/quantize.json).
 *
 * @example quantizeValues([0.9, -0.5, 0.1], 3).codes; // Int16Array(3) [ 3, -2, 0 ]
 */
export function quantizeValues(values: ArrayLike<number>, bits: number): QuantizedValues {
  assertInteger('quantizeValues', 'bits', bits, 2, 16);
  assertFinite('quantizeValues', 'values', values);
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  const most = 2 ** (bits - 1) - 1;
  const step = largest / most;
  const codes = new Int16Array(values.length);
  if (step > 0) {
    for (let i = 0; i < values.length; i++) {
      codes[i] = roundHalfEven((values[i]! / largest) * most); // what is half-way stays half-way
    }
  }
  return { codes, step };
}

function roundHalfEven(value: number): number {
  const rounded = Math.round(value); // halves upwards
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
