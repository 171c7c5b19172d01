import type { Vector } from '../core/index.js';
import { mean } from '../math/index.js';

/** Scores of several folds in short. */
export interface ScoreSummary {
  /** (folds,) the score of each. */
  readonly values: Vector;
  readonly mean: number;
  /** √(Σ (s − mean)² / folds): their spread, as NumPy's `std`. */
  readonly deviation: number;
}

/** Mean and spread of these scores, at least one. */
export function summarize(scores: readonly number[]): ScoreSummary {
  const values = Float64Array.from(scores);
  const middle = mean(values);
  const squares = values.reduce((sum, score) => sum + (score - middle) ** 2, 0);
  return { values, mean: middle, deviation: Math.sqrt(squares / values.length) };
}
