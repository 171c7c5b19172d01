import { createRandom, type Matrix } from 'mle-kit';
import { adam, dense, dropout, NeuralClassifier } from 'mle-kit/neural';
import { normalMatrix, writeNumbers } from './data.js';

/** 50 steps of 128 rows. */
export const ROWS = 6400;

/** What is learned, and the network that learns it. */
export interface NeuralTask {
  readonly X: Matrix;
  readonly y: Float64Array;
  /** 784-256-10 with dropout, Adam and batches of 128, one epoch from the same weights as the peer. */
  readonly model: NeuralClassifier;
}

/** Rows of 784 numbers; the label is which of the first ten is largest. Kept for the peer, too. */
export function neuralTask(folder: string): NeuralTask {
  const X = normalMatrix(folder, ROWS, 784);
  const y = Float64Array.from({ length: ROWS }, (_, i) => {
    let best = 0;
    for (let k = 1; k < 10; k++) if (X.at(i, k) > X.at(i, best)) best = k;
    return best;
  });
  writeNumbers(folder, 'y', y);
  const random = createRandom(28);
  const uniform = (size: number, limit: number) =>
    Float64Array.from({ length: size }, () => random.uniform(-limit, limit));
  const kernels = [uniform(784 * 256, 0.076), uniform(256 * 10, 0.15)] as const;
  kernels.forEach((kernel, i) => {
    writeNumbers(folder, `kernel${i}`, kernel);
  });
  const model = new NeuralClassifier({
    layers: [dense(256, { activation: 'relu' }), dropout(0.5)],
    optimizer: adam(),
    batchSize: 128,
    epochs: 1,
    initialWeights: [kernels[0], new Float64Array(256), kernels[1], new Float64Array(10)],
  });
  return { X, y, model };
}
