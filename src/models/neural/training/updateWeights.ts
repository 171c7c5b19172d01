import type { Network } from '../network/network.js';
import type { Update } from '../optimizers/optimizer.js';
import type { StepResult } from './step.js';

/**
 * Moves all weights by their gradients, in place; penalties are added to these first.
 *
 * @returns Σ l2 · w² over all weights, before the move.
 */
export function updateWeights(
  network: Network,
  values: Float32Array,
  gradients: StepResult['gradients'],
  update: Update,
  slots: readonly Float32Array[],
  learningRate: number,
  step: number,
): number {
  let penalty = 0;
  network.entries.forEach((ofLayer, i) => {
    ofLayer.forEach(({ offset, size, l2 }, k) => {
      const weights = values.subarray(offset, offset + size);
      const gradient = gradients[i]![k];
      if (l2 > 0) penalty += addPenalty(weights, gradient, l2);
      if (gradient === undefined) return;
      const own = slots.map((slot) => slot.subarray(offset, offset + size));
      update.apply(weights, gradient, own, learningRate, step);
    });
  });
  return penalty;
}

function addPenalty(weights: Float32Array, gradient: Float32Array | undefined, l2: number): number {
  let squares = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    squares += weight * weight;
    if (gradient !== undefined) gradient[i]! += 2 * l2 * weight;
  }
  return l2 * squares;
}
