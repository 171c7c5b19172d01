import {
  assertAbove,
  assertAtLeast,
  assertBetween,
  assertInteger,
  assertKnownOptions,
  MlError,
} from '../../../core/index.js';

/** A learning rate that changes while the network trains, as plain JSON. */
export type Schedule =
  | { readonly kind: 'constant'; readonly learningRate: number }
  | ({
      readonly kind: 'exponentialDecay';
      readonly learningRate: number;
      readonly decayRate: number;
      readonly staircase: boolean;
    } & DecayTime)
  | ({
      readonly kind: 'cosineDecay';
      readonly learningRate: number;
      readonly alpha: number;
    } & DecayTime);

/** How long a decay takes: in batches as in Keras, or in epochs; exactly one of both. */
export interface DecayTime {
  readonly decaySteps?: number;
  readonly decayEpochs?: number;
}

/** Choices of `exponentialDecay`. */
export interface ExponentialDecayOptions extends DecayTime {
  /** What the rate is multiplied by in that time. */
  readonly decayRate: number;
  /** True: in steps, at the end of each such time. Default false: a little with each batch. */
  readonly staircase?: boolean;
}

/** Choices of `cosineDecay`. */
export interface CosineDecayOptions extends DecayTime {
  /** What remains at the end, as a share of the first rate. Default 0. */
  readonly alpha?: number;
}

/**
 * The same learning rate throughout.
 *
 * @example constant(0.01).learningRate; // 0.01
 */
export function constant(learningRate: number): Schedule {
  assertAtLeast('constant', 'learningRate', learningRate, 0);
  return Object.freeze({ kind: 'constant', learningRate });
}

/**
 * rate = learningRate · decayRate ^ (step / decaySteps).
 *
 * Agrees with: keras.optimizers.schedules.ExponentialDecay (test/golden/neural.json).
 *
 * @example learningRateAt(exponentialDecay(0.1, { decaySteps: 10, decayRate: 0.5 }), 20, 1); // 0.025
 */
export function exponentialDecay(learningRate: number, options: ExponentialDecayOptions): Schedule {
  const where = 'exponentialDecay';
  const { decayRate, staircase = false } = options;
  assertKnownOptions(where, options, ['decaySteps', 'decayEpochs', 'decayRate', 'staircase']);
  assertAtLeast(where, 'learningRate', learningRate, 0);
  assertAbove(where, 'decayRate', decayRate, 0);
  return Object.freeze({
    kind: where,
    learningRate,
    decayRate,
    staircase,
    ...decayTime(where, options),
  });
}

/**
 * rate = learningRate · decayRate ^ ⌊step / decaySteps⌋: the same, then suddenly less.
 *
 * @example learningRateAt(stepDecay(0.1, { decayEpochs: 2, decayRate: 0.5 }), 39, 10); // 0.05
 */
export function stepDecay(
  learningRate: number,
  options: Omit<ExponentialDecayOptions, 'staircase'>,
): Schedule {
  return exponentialDecay(learningRate, { ...options, staircase: true });
}

/**
 * Half a cosine from learningRate down to alpha · learningRate, which then stays.
 *
 * Source: Loshchilov & Hutter (2017), SGDR, ICLR.
 * Agrees with: keras.optimizers.schedules.CosineDecay (test/golden/neural.json).
 *
 * @example learningRateAt(cosineDecay(0.1, { decaySteps: 10 }), 5, 1); // 0.05
 */
export function cosineDecay(learningRate: number, options: CosineDecayOptions): Schedule {
  const where = 'cosineDecay';
  const { alpha = 0 } = options;
  assertKnownOptions(where, options, ['decaySteps', 'decayEpochs', 'alpha']);
  assertAtLeast(where, 'learningRate', learningRate, 0);
  assertBetween(where, 'alpha', alpha, 0, 1);
  return Object.freeze({ kind: where, learningRate, alpha, ...decayTime(where, options) });
}

function decayTime(where: string, { decaySteps, decayEpochs }: DecayTime): DecayTime {
  if ((decaySteps === undefined) === (decayEpochs === undefined)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: give decaySteps (in batches) or decayEpochs, exactly one of both.`,
    );
  }
  if (decaySteps === undefined) {
    assertAbove(where, 'decayEpochs', decayEpochs!, 0);
    return { decayEpochs: decayEpochs! };
  }
  assertInteger(where, 'decaySteps', decaySteps, 1);
  return { decaySteps };
}

/**
 * The learning rate of a batch.
 *
 * @param step          batches before this one, from 0.
 * @param stepsPerEpoch how many batches an epoch has.
 *
 * @example learningRateAt(constant(0.01), 7, 3); // 0.01
 */
export function learningRateAt(schedule: Schedule, step: number, stepsPerEpoch: number): number {
  if (schedule.kind === 'constant') return schedule.learningRate;
  const { learningRate, decaySteps, decayEpochs } = schedule;
  const times = step / (decaySteps ?? decayEpochs! * stepsPerEpoch);
  if (schedule.kind === 'exponentialDecay') {
    return learningRate * schedule.decayRate ** (schedule.staircase ? Math.floor(times) : times);
  }
  const share = 0.5 * (1 + Math.cos(Math.PI * Math.min(times, 1)));
  return learningRate * (schedule.alpha + (1 - schedule.alpha) * share);
}
