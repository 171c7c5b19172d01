import { type Matrix, MlError } from '../core/index.js';

/**
 * Scores (m, k) → probabilities (m, k) in their place: exp(score) over the sum of its row, without overflow.
 *
 * @throws MlError OUT_OF_RANGE when a row's scores are no numbers any more.
 */
export function softmaxRows(where: string, scores: Matrix): Matrix {
  const row = fillProbabilities(scores.data, scores.rows, scores.columns);
  if (row === scores.rows) return scores;
  throw new MlError(
    'OUT_OF_RANGE',
    `${where}: the scores of row ${row} overflow: its values lie far outside those of training. ` +
      'Check the unit of each column.',
  );
}

/** @returns the first row whose scores are no numbers, or how many rows there are. */
function fillProbabilities(data: Float64Array, rows: number, columns: number): number {
  for (let i = 0; i < rows; i++) {
    const row = i * columns;
    let highest = -Infinity;
    for (let k = 0; k < columns; k++) highest = Math.max(highest, data[row + k]!);
    let total = 0;
    for (let k = 0; k < columns; k++) {
      // Of infinite scores each counts alike.
      const score = data[row + k]!;
      const e = score === highest ? 1 : Math.exp(score - highest);
      data[row + k] = e;
      total += e;
    }
    if (Number.isNaN(total)) return i;
    for (let k = 0; k < columns; k++) data[row + k]! /= total;
  }
  return rows;
}
