import type { Random } from '../../../core/index.js';

/** Masks of dropout, one after the other. */
export interface DropoutStream {
  /** (size,) zeros with probability `rate`, else 1 / (1 − rate). */
  mask(size: number, rate: number): Float32Array;
}

/**
 * A stream of masks: xoshiro128** as in `createRandom`, one 32-bit draw a number, in one loop,
 * because a mask may have more numbers than the network has weights.
 */
export function dropoutStream(random: Random): DropoutStream {
  const draw = () => random.integer(0, 4294967296) | 0;
  let [a, b, c, d] = [draw(), draw(), draw(), draw() | 1];
  return {
    mask(size, rate) {
      const values = new Float32Array(size);
      const dropped = Math.round(rate * 2147483648); // of 2³¹
      const kept = 1 / (1 - rate);
      for (let i = 0; i < size; i++) {
        const five = Math.imul(b, 5);
        const scrambled = Math.imul((five << 7) | (five >>> 25), 9);
        const shifted = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = (d << 11) | (d >>> 21);
        // The sign of a difference in place of a branch, which no processor could foretell.
        values[i] = kept * ((dropped - 1 - (scrambled >>> 1)) >>> 31);
      }
      return values;
    },
  };
}
