import {
  assertFiniteMatrix,
  assertNotEmpty,
  assertSameLength,
  type Matrix,
  MlError,
} from '../core/index.js';
import { encodeLabels, type Label } from './labels.js';

/** Points and clusters of a metric that no common shift, turn or scale of the points changes. */
export interface ClusterInput {
  /** (n × d) points, scaled by a power of two so that no square overflows or vanishes. */
  readonly points: Float64Array;
  /** (n,) cluster of each point, from 0 to k − 1. */
  readonly codes: Int32Array;
  /** (k,) points in each cluster. */
  readonly sizes: Float64Array;
}

/** Guards of the metrics of one clustering: 2 ≤ k ≤ n − 1 clusters. */
export function checkClustering(where: string, X: Matrix, labels: ArrayLike<Label>): ClusterInput {
  assertSameLength(where, 'X', X.rows, 'labels', labels.length);
  assertNotEmpty(where, 'X', X.rows);
  assertFiniteMatrix(where, 'X', X);
  const { codes, labels: names } = encodeLabels(where, 'labels', labels);
  const k = names.length;
  if (k < 2 || k > X.rows - 1) {
    throw new MlError(
      'UNDEFINED_METRIC',
      `${where}: ${X.rows} points in ${k} cluster${k === 1 ? '' : 's'}, and the score is defined ` +
        'from 2 clusters to one fewer than there are points. Choose another number of clusters.',
    );
  }
  const sizes = new Float64Array(k);
  for (const code of codes) sizes[code] = sizes[code]! + 1;
  const largest = X.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const exponent = Math.floor(Math.log2(largest)); // −∞ when all are 0
  const scale = 2 ** -Math.max(-1000, Math.min(1000, exponent));
  return { points: X.data.map((value) => value * scale), codes, sizes };
}

/** Euclidean distance between row i of `a` and row j of `b`. */
export function distance(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  columns: number,
): number {
  let sum = 0;
  for (let c = 0; c < columns; c++) sum += (a[i * columns + c]! - b[j * columns + c]!) ** 2;
  return Math.sqrt(sum);
}
