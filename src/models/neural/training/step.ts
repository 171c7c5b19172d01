import type { TrainingContext } from '../layers/builtLayer.js';
import type { LossFunction, ScoredBatch } from '../losses/lossFunction.js';
import type { Network } from '../network/network.js';
import { uploadWeights } from '../network/uploadWeights.js';
import type { TensorFlow } from '../types.js';
import type { DropoutStream } from './dropoutStream.js';

/** Some rows with what they should give. */
export interface Batch {
  /** (rows · columns,) */
  readonly x: Float32Array;
  readonly rows: number;
  readonly targets: ArrayLike<number>;
  readonly weights: ArrayLike<number> | undefined;
}

/** What one batch showed. */
export interface StepResult {
  readonly scored: ScoredBatch;
  /** Σ weight · loss. */
  readonly loss: number;
  /** For each layer the gradients of its weights; undefined for those that do not train. */
  readonly gradients: readonly (readonly (Float32Array | undefined)[])[];
}

/**
 * Forward, loss, and backpropagation on one batch.
 *
 * Products run on the backend; loss and update on plain numbers. `values` changes only where a
 * layer keeps running means. No tensor outlives the call, whatever happens in it.
 */
export function runStep(
  tf: TensorFlow,
  network: Network,
  values: Float32Array,
  batch: Batch,
  lossFunction: LossFunction,
  masks: DropoutStream,
): StepResult {
  const { built, entries, inputShape, outputs } = network;
  const { x, rows, targets, weights } = batch;
  const firstTrained = entries.findIndex((ofLayer) => ofLayer.some((entry) => entry.trainable));
  const gradients: (readonly (Float32Array | undefined)[])[] = entries.map(() => []);
  let loss = 0;
  let scored: ScoredBatch | undefined;
  tf.tidy(() => {
    const tensors = uploadWeights(tf, network, values);
    let flow = tf.tensor(x, [rows, ...inputShape], 'float32');
    const passes = built.map((layer, i) => {
      const pass = layer.train(tf, flow, tensors[i]!, contextOf(i));
      flow = pass.output;
      return pass;
    });
    const scores = flow.dataSync() as Float32Array;
    scored = { scores, rows, outputs, targets, weights };
    const gradient = new Float32Array(rows * outputs);
    loss = lossFunction(scored, gradient);
    if (firstTrained < 0) return;
    let dy = tf.tensor(gradient, [rows, outputs], 'float32');
    for (let i = built.length - 1; i >= firstTrained; i--) {
      const { input, weights: ofWeights } = passes[i]!.back(dy, i > firstTrained);
      gradients[i] = ofWeights.map((tensor) => tensor?.dataSync() as Float32Array | undefined);
      if (input !== undefined) dy = input;
    }
  });
  return { scored: scored!, loss, gradients };

  function contextOf(layer: number): TrainingContext {
    return {
      dropoutMask: masks.mask,
      replaceWeight: (place, now) => values.set(now, entries[layer]![place]!.offset),
    };
  }
}
