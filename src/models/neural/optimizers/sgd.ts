import { assertBetween, assertKnownOptions } from '../../../core/index.js';
import { scheduleOf } from './learningRate.js';
import type { Optimizer, Update } from './optimizer.js';
import type { Schedule } from './schedules.js';

/** Choices of `sgd`. */
export interface SgdOptions {
  /** A number, or a schedule. Default 0.01. */
  readonly learningRate?: number | Schedule;
  /** How much of the last move is kept, 0 to 1. Default 0. */
  readonly momentum?: number;
  /** Whether to look ahead by the momentum (Nesterov). Default false. */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent: move = momentum · last move − rate · gradient.
 *
 * Agrees with: keras.optimizers.SGD (test/golden/neural.json).
 *
 * @example sgd({ learningRate: 0.1, momentum: 0.9 }).kind; // 'sgd'
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  assertKnownOptions('sgd', options, ['learningRate', 'momentum', 'nesterov']);
  const { learningRate = 0.01, momentum = 0, nesterov = false } = options;
  assertBetween('sgd', 'momentum', momentum, 0, 1);
  return Object.freeze({
    kind: 'sgd',
    learningRate: scheduleOf('sgd', learningRate),
    momentum,
    nesterov: nesterov === true,
  });
}

/** What `sgd` does with gradients. */
export function sgdUpdate(
  { momentum, nesterov }: Optimizer & { kind: 'sgd' },
  size: number,
): Update {
  const [values, gradient, moves] = [0, 1, 2].map(() => new Float32Array(size)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  if (momentum === 0) {
    return {
      values,
      gradient,
      slots: [],
      apply(from, to, rate) {
        for (let i = from; i < to; i++) values[i]! -= rate * gradient[i]!;
      },
    };
  }
  return {
    values,
    gradient,
    slots: [moves],
    apply(from, to, rate) {
      for (let i = from; i < to; i++) {
        const move = momentum * moves[i]! - rate * gradient[i]!;
        moves[i] = move;
        values[i]! += nesterov ? momentum * move - rate * gradient[i]! : move;
      }
    },
  };
}
