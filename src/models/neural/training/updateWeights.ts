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
  update: Update,
  gradients: StepResult['gradients'],
  learningRate: number,
  step: number,
): number {
  const { values, gradient } = update;
  let penalty = 0;
  let from = 0; // where weights begin that move together
  let to = 0;
  network.entries.forEach((ofLayer, i) => {
    ofLayer.forEach(({ offset, size, l2 }, k) => {
      const found = gradients[i]![k];
      if (found !== undefined) {
        gradient.set(found, offset);
        if (offset !== to) {
          update.apply(from, to, learningRate, step);
          from = offset;
        }
        to = offset + size;
      }
      if (l2 > 0) penalty += l2 * addPenalty(values, gradient, offset, offset + size, l2);
    });
  });
  update.apply(from, to, learningRate, step);
  return penalty;
}

/** Adds 2 · l2 · w to the gradients of these weights; returns the sum of their squares. */
function addPenalty(
  values: Float32Array,
  gradient: Float32Array,
  from: number,
  to: number,
  l2: number,
): number {
  let squares = 0;
  for (let i = from; i < to; i++) {
    const weight = values[i]!;
    squares += weight * weight;
    gradient[i]! += 2 * l2 * weight;
  }
  return squares;
}
