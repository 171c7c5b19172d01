import {
  assertAtLeast,
  assertFinite,
  assertFiniteMatrix,
  assertNotEmpty,
  assertSameLength,
  type Matrix,
} from '../core/index.js';
import type { LeastSquaresSolution } from './leastSquaresSolution.js';
import { normalEquations } from './normalEquations.js';
import { qrLeastSquares } from './qrLeastSquares.js';

/** What is minimised beside the squared residuals, and whether a constant is fitted. */
export interface LeastSquaresOptions {
  /** Whether to fit a constant, which is never penalised. Default true. */
  readonly intercept?: boolean;
  /** The factor before Σ w², ≥ 0. Default 0. */
  readonly penalty?: number;
  /** Who asks: the start of error messages. Default `'leastSquares'`. */
  readonly where?: string;
}

/**
 * The weights w and the constant b that minimise Σ (yᵢ − xᵢ w − b)² + penalty · Σ w².
 *
 * Where columns repeat one another (rank < d) many weights fit equally well; the shortest are
 * returned. Two ways: the normal equations with a step of refinement, which check themselves and
 * step back where columns nearly coincide; then Householder QR (see `normalEquations.ts`,
 * `qrLeastSquares.ts`). Few rows go straight to QR.
 *
 * @param X (n, d) finite, n ≥ 1, d ≥ 1.
 * @param y (n,) finite.
 * @returns weights (d,), intercept, rank.
 * @throws MlError EMPTY | SHAPE_MISMATCH | NOT_FINITE | OUT_OF_RANGE
 *
 * Cost: n d² / 2 multiplications where columns are distinct, 2 n d² else.
 * Agrees with: NIST's certified values for Longley (9 digits) and Filip (6 digits), and with
 * scikit-learn's LinearRegression and Ridge (test/golden/linearRegression.json, ridge.json).
 *
 * @example leastSquares(Matrix.from([[0], [1], [2]]), [1, 3, 5]).rank; // 1
 */
export function leastSquares(
  X: Matrix,
  y: ArrayLike<number>,
  options: LeastSquaresOptions = {},
): LeastSquaresSolution {
  const { intercept = true, penalty = 0, where = 'leastSquares' } = options;
  assertSameLength(where, 'X', X.rows, 'y', y.length);
  assertNotEmpty(where, 'X', X.rows);
  assertNotEmpty(where, 'the list of columns of X', X.columns);
  assertAtLeast(where, 'penalty', penalty, 0);
  assertFinite(where, 'y', y);
  const target = y instanceof Float64Array ? y : Float64Array.from(y);
  if (X.rows >= 2 * X.columns) {
    // A value that is not finite spoils the sums of its column, so it cannot pass unseen here.
    const solution = normalEquations(X, target, intercept, penalty);
    if (solution !== undefined) return solution;
  }
  assertFiniteMatrix(where, 'X', X);
  return qrLeastSquares(X, target, intercept, penalty, where);
}
