/** Scores of a batch, as the output layer gives them, and what they should have been. */
export interface ScoredBatch {
  /** (rows, outputs) before any softmax, row by row. */
  readonly scores: Float32Array;
  readonly rows: number;
  readonly outputs: number;
  /** (rows,) codes of classes, or numbers. */
  readonly targets: ArrayLike<number>;
  /** (rows,) how much each row counts; undefined: 1 each. */
  readonly weights: ArrayLike<number> | undefined;
}

/**
 * Σ over rows of weight · loss. It runs on plain numbers, so that it is the same on every backend.
 *
 * @param gradient (rows, outputs) if given, becomes ∂(that sum / rows) / ∂scores.
 */
export type LossFunction = (batch: ScoredBatch, gradient?: Float32Array) => number;
