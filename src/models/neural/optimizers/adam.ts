import {
  assertAbove,
  assertAtLeast,
  assertBetween,
  assertKnownOptions,
} from '../../../core/index.js';
import { MomentSteps } from '../../../math/index.js';
import { scheduleOf } from './learningRate.js';
import type { Optimizer, Update } from './optimizer.js';
import type { Schedule } from './schedules.js';

/** Choices of `adam`. */
export interface AdamOptions {
  /** A number, or a schedule. Default 0.001. */
  readonly learningRate?: number | Schedule;
  /** How slowly the mean of gradients follows. Default 0.9. */
  readonly beta1?: number;
  /** How slowly the mean of their squares follows. Default 0.999. */
  readonly beta2?: number;
  /** Added to the root. Default 1e-7. */
  readonly epsilon?: number;
}

/** Choices of `adamW`. */
export interface AdamWOptions extends AdamOptions {
  /** Each weight loses this share of itself times the learning rate, at every step. Default 0.004. */
  readonly weightDecay?: number;
}

const OPTIONS = ['learningRate', 'beta1', 'beta2', 'epsilon'];

/**
 * Adam: each weight moves by the mean of its gradients over the root of the mean of their squares.
 *
 * Source: Kingma & Ba (2015), ICLR.
 * Agrees with: keras.optimizers.Adam (test/golden/neural.json).
 *
 * @example adam({ learningRate: 1e-3 }).kind; // 'adam'
 */
export function adam(options: AdamOptions = {}): Optimizer {
  assertKnownOptions('adam', options, OPTIONS);
  return optimizer('adam', options, 0);
}

/**
 * Adam with weight decay that does not pass through the means, so that it works as on SGD.
 *
 * Source: Loshchilov & Hutter (2019), ICLR.
 * Agrees with: keras.optimizers.AdamW (test/golden/neural.json), which decays biases, too.
 *
 * @example adamW({ weightDecay: 0.01 }).kind; // 'adam'
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  assertKnownOptions('adamW', options, [...OPTIONS, 'weightDecay']);
  const { weightDecay = 0.004, ...rest } = options;
  assertAtLeast('adamW', 'weightDecay', weightDecay, 0);
  return optimizer('adamW', rest, weightDecay);
}

function optimizer(where: string, options: AdamOptions, weightDecay: number): Optimizer {
  const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
  assertBetween(where, 'beta1', beta1, 0, 1 - 1e-9);
  assertBetween(where, 'beta2', beta2, 0, 1 - 1e-9);
  assertAbove(where, 'epsilon', epsilon, 0);
  return Object.freeze({
    kind: 'adam',
    learningRate: scheduleOf(where, learningRate),
    beta1,
    beta2,
    epsilon,
    weightDecay,
  });
}

/** What `adam` and `adamW` do with gradients. */
export function adamUpdate(choice: Optimizer & { kind: 'adam' }, size: number): Update {
  const { beta1, beta2, epsilon, weightDecay } = choice;
  const moments = new MomentSteps(size);
  return {
    values: moments.weights,
    gradient: moments.gradient,
    slots: [moments.means, moments.squares],
    apply(from, to, rate, step) {
      moments.follow(from, to, {
        meanShare: 1 - beta1,
        squareShare: 1 - beta2,
        length: (rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step),
        epsilon,
        kept: 1 - weightDecay * rate,
      });
    },
  };
}
