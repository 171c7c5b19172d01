import { Matrix } from 'mle-kit';
import {
  adam,
  adamW,
  cosineDecay,
  exponentialDecay,
  type FittedNeural,
  type Layer,
  loadBackend,
  NeuralClassifier,
  NeuralRegressor,
  type Optimizer,
  sgd,
  stepDecay,
} from 'mle-kit/neural';
import { describe, expect, it } from 'vitest';
import { checkLayer } from '../../../src/models/neural/layers/layer.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface OptimizerWords {
  readonly kind: 'sgd' | 'adam' | 'adamW';
  readonly schedule?: 'exponentialDecay' | 'stepDecay' | 'cosineDecay';
  readonly decaySteps?: number;
  readonly decayRate?: number;
  readonly alpha?: number;
  readonly learningRate?: number;
}
interface Case {
  readonly name: string;
  readonly ours: {
    readonly inputShape?: number[];
    readonly layers: readonly Layer[];
    readonly optimizer: OptimizerWords;
    readonly loss?: never;
  };
  readonly X: number[][];
  readonly y: number[];
  readonly classes: number;
  readonly epochs: number;
  readonly batch: number;
  readonly sampleWeight: number[] | null;
  readonly start: number[][];
  readonly predicted: number[][];
  readonly losses: number[];
  readonly end: number[][];
}

const golden = loadGolden<Case>('neural');

function optimizerOf({ kind, schedule, ...rest }: OptimizerWords): Optimizer {
  if (schedule === undefined) return { sgd, adam, adamW }[kind](rest);
  const make = { exponentialDecay, stepDecay, cosineDecay }[schedule];
  return sgd({ learningRate: make(0.1, rest as never) });
}

/** Trains as Keras did; `epochs: 0` stands for none at all. */
function fit(given: Case, epochs: number): Promise<FittedNeural> {
  const { ours, X, y, classes, batch, start, sampleWeight } = given;
  const options = {
    ...ours,
    layers: ours.layers.map((layer) =>
      // Momentum 1 keeps running means as they began.
      checkLayer(
        'test',
        epochs === 0 && layer.kind === 'batchNormalization' ? { ...layer, momentum: 1 } : layer,
      ),
    ),
    optimizer: epochs === 0 ? sgd({ learningRate: 0 }) : optimizerOf(ours.optimizer),
    epochs: Math.max(1, epochs),
    batchSize: batch,
    shuffle: false,
    initialWeights: start,
  };
  const fitOptions = sampleWeight === null ? {} : { sampleWeight };
  return classes === 0
    ? new NeuralRegressor(options).fit(Matrix.from(X), y, fitOptions)
    : new NeuralClassifier(options).fit(Matrix.from(X), y, fitOptions);
}

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThanOrEqual(
      1e-5 * Math.max(1, Math.abs(expected[i]!)),
    );
  }
}

describe(`networks agree with ${golden.reference}`, async () => {
  const { tf } = await loadBackend({ print: () => {} });
  it.each(golden.cases)('in what they predict: $name', async (given) => {
    const fitted = await fit(given, 0);
    const X = Matrix.from(given.X);
    const predicted = 'classes' in fitted ? fitted.predictProbability(X).data : fitted.predict(X);
    expectNear(predicted, given.predicted.flat());
  });

  it.each(golden.cases)('in losses and weights of training: $name', async (given) => {
    const before = tf.memory().numTensors;
    const fitted = await fit(given, given.epochs);
    expectNear(
      fitted.history.map(({ loss, penalty }) => loss + penalty),
      given.losses,
    );
    fitted.weights.forEach(({ values }, i) => {
      expectNear(values, given.end[i]!);
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
