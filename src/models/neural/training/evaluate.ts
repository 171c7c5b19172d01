import { infer } from '../network/infer.js';
import type { Examples } from './examples.js';
import type { TrainingJob } from './job.js';

/** Mean loss and metric of rows that are not learned from, as in prediction. */
export function evaluate(
  { backend, network, loss, metric }: TrainingJob,
  values: Float32Array,
  { rows, count, targets, weights }: Examples,
): { readonly loss: number; readonly metric: number } {
  const scores = infer(backend, network, values, rows, count);
  const scored = { scores, rows: count, outputs: network.outputs, targets, weights };
  return { loss: loss(scored) / count, metric: metric.sum(scored) / count };
}
