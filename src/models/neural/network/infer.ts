import type { Backend } from '../types.js';
import type { Network } from './network.js';
import { uploadWeights } from './uploadWeights.js';

/** Numbers that one layer may hold for all rows of a part: about 64 MB. */
const MOST_NUMBERS = 16_000_000;

/**
 * Scores of rows by tensors, part by part, so that memory stays bounded.
 *
 * @param values all weights.
 * @param rows   (count · columns) numbers, row by row.
 * @returns (count · outputs,) before any softmax.
 */
export function infer(
  { tf }: Backend,
  network: Network,
  values: Float32Array,
  rows: Float32Array,
  count: number,
): Float32Array {
  const { columns, outputs, inputShape, built } = network;
  const scores = new Float32Array(count * outputs);
  const widest = built.reduce(
    (most, { outputShape }) =>
      Math.max(
        most,
        outputShape.reduce((a, b) => a * b, 1),
      ),
    columns,
  );
  const part = Math.max(1, Math.min(8192, Math.floor(MOST_NUMBERS / widest)));
  tf.tidy(() => {
    const weights = uploadWeights(tf, network, values);
    for (let from = 0; from < count; from += part) {
      const some = Math.min(part, count - from);
      const found = tf.tidy(() => {
        const batch = rows.subarray(from * columns, (from + some) * columns);
        let x = tf.tensor(batch, [some, ...inputShape], 'float32');
        built.forEach((layer, i) => {
          x = layer.infer(tf, x, weights[i]!);
        });
        return x.dataSync();
      });
      scores.set(found, from * outputs);
    }
  });
  return scores;
}
