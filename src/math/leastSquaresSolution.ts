import type { Vector } from '../core/index.js';

/** The best weights, and how many columns were independent. */
export interface LeastSquaresSolution {
  /** (d,) units of y per unit of each column. */
  readonly weights: Vector;
  /** Units of y; 0 without intercept. */
  readonly intercept: number;
  /** Independent columns, d at most; a constant column counts only where no constant is fitted. */
  readonly rank: number;
}
