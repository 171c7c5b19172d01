import { MlError } from '../../../core/index.js';
import type { BuiltLayer } from './builtLayer.js';
import type { Shape } from './shape.js';

/** A dropout layer as it is stored. */
export interface DropoutLayer {
  readonly kind: 'dropout';
  readonly rate: number;
}

/**
 * Dropout: in training each number is set to 0 with probability `rate`, and the others are divided
 * by 1 − rate, so that their mean stays; in prediction nothing happens.
 *
 * As the first layer it drops inputs.
 * Source: Srivastava et al. (2014), JMLR 15 ("inverted" as everywhere today).
 *
 * @param rate share that is dropped, 0 ≤ rate < 1.
 * @throws MlError OUT_OF_RANGE.
 *
 * @example dropout(0.5).rate; // 0.5
 */
export function dropout(rate: number): DropoutLayer {
  if (!(rate >= 0 && rate < 1)) {
    throw new MlError(
      'OUT_OF_RANGE',
      `dropout: rate is ${rate}, and it must be at least 0 and below 1: the share that is dropped.`,
    );
  }
  return Object.freeze({ kind: 'dropout', rate });
}

/** Gives a dropout layer its shapes. */
export function buildDropout({ rate }: DropoutLayer, inputShape: Shape): BuiltLayer {
  return {
    inputShape,
    outputShape: inputShape,
    weights: [],
    kernels: [],
    infer: (_tf, x) => x,
    train(tf, x, _weights, context) {
      if (rate === 0) return { output: x, back: (dy) => ({ input: dy, weights: [] }) };
      const mask = tf.tensor(context.dropoutMask(x.size, rate), x.shape);
      return {
        output: tf.mul(x, mask),
        back: (dy, wantsInput) => ({
          input: wantsInput ? tf.mul(dy, mask) : undefined,
          weights: [],
        }),
      };
    },
    plain: (x) => x,
  };
}
