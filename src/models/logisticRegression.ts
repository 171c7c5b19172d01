import {
  assertAtLeast,
  assertInteger,
  assertKnownOptions,
  assertNotEmpty,
  assertSameLength,
  Matrix,
  MlError,
} from '../core/index.js';
import { minimizeNewton, type NewtonResult } from '../math/index.js';
import { BinaryLoss } from './binaryLoss.js';
import { argmaxLabels, checkRows } from './checkInput.js';
import type { Classifier, FittedClassifier } from './estimator.js';
import { assertSeveralClasses, countClasses, encodeLabels, type Label } from './labels.js';
import { SoftmaxLoss } from './softmaxLoss.js';
import { softmaxRows } from './softmaxRows.js';
import { type Standardized, standardize } from './standardized.js';
import { assertStateLength, freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = {
  classes: 'labels',
  weights: 'numbers',
  intercepts: 'numbers',
  columns: 'number',
  iterations: 'number',
  converged: 'boolean',
};

/** More rows than this start from the optimum of a part of them. */
const MANY_ROWS = 20000;

/** Choices of a `LogisticRegression`. */
export interface LogisticRegressionOptions {
  /** L2 penalty on the weights (never on the constants), ≥ 0: scikit-learn's 1 / C. Default 1. */
  readonly alpha: number;
  /** Whether to fit a constant beside the weights. Default true. */
  readonly fitIntercept: boolean;
  /** Newton steps at most. Default 100. */
  readonly maxIterations: number;
}

/** All that `LogisticRegression.fit` learned. */
export interface LogisticRegressionState<L extends Label = Label> {
  readonly kind: 'logisticRegression';
  readonly classes: readonly L[];
  /**
   * (outputs · d,) output by output. Two classes have one output, the log odds of the second;
   * more have one each, and only differences between them mean something.
   */
  readonly weights: readonly number[];
  /** (outputs,) */
  readonly intercepts: readonly number[];
  readonly columns: number;
  /** Newton steps taken. */
  readonly iterations: number;
  /** Whether the gradient vanished. False: read neither weights nor probabilities as they are. */
  readonly converged: boolean;
}

/**
 * Logistic regression: probabilities of classes from a weighted sum of the features.
 *
 * Two classes: P(second) = 1 / (1 + exp(−x w − b)). More: P(k) ∝ exp(x wₖ + bₖ). The weights
 * minimise Σ −log P(yᵢ) + alpha / 2 · Σ w², so features belong on one scale first. Where a
 * plane separates the classes without an error, no finite weights are the best unless there is a
 * penalty: alpha 0 is refused then. Where it separates them but for rows on the plane itself,
 * `converged` is false.
 *
 * Cost: n d² / 2 multiplications a Newton step, times K² / 2 for K > 2 classes; above 700 weights
 * conjugate gradients, n d K each.
 * Source: Hastie, Tibshirani & Friedman (2009), The Elements of Statistical Learning, §4.4.
 * Agrees with: sklearn.linear_model.LogisticRegression(C=1/alpha, solver='newton-cholesky') at its
 * optimum (test/golden/logisticRegression.json).
 *
 * @example new LogisticRegression().fit(Matrix.from([[0], [1], [2], [3]]), ['no', 'no', 'yes', 'yes']).predict(Matrix.from([[0.5], [2.5]])); // [ 'no', 'yes' ]
 */
export class LogisticRegression implements Classifier {
  readonly options: LogisticRegressionOptions;

  constructor(options: Partial<LogisticRegressionOptions> = {}) {
    assertKnownOptions('LogisticRegression', options, ['alpha', 'fitIntercept', 'maxIterations']);
    const defaults = { alpha: 1, fitIntercept: true, maxIterations: 100 };
    this.options = Object.freeze({ ...defaults, ...options });
    assertAtLeast('LogisticRegression', 'alpha', this.options.alpha, 0);
    assertInteger('LogisticRegression', 'maxIterations', this.options.maxIterations, 1);
  }

  /**
   * Learns from X (n, d) and labels y (n,); keeps neither, and never changes `this`.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | MISSING_VALUE | WRONG_KIND;
   *   INVALID_ARGUMENT for one class only; NOT_CONVERGED for classes that can be separated
   *   without an error where alpha is 0; OUT_OF_RANGE when numbers are so large that sums overflow.
   */
  fit<L extends Label>(X: Matrix, y: ArrayLike<L>): FittedLogisticRegression<L> {
    const where = 'LogisticRegression.fit';
    assertSameLength(where, 'X', X.rows, 'y', y.length);
    assertNotEmpty(where, 'X', X.rows);
    const { classes, codes } = encodeLabels(where, y);
    assertSeveralClasses(where, classes);
    const { alpha, fitIntercept } = this.options;
    const d = X.columns;
    const rows = standardize(where, X, fitIntercept);
    const found = this.#minimize(rows, codes, classes.length);

    const outputs = classes.length === 2 ? 1 : classes.length;
    const weights = new Array<number>(outputs * d);
    const intercepts = new Array<number>(outputs).fill(0);
    for (let k = 0; k < outputs; k++) {
      if (fitIntercept) intercepts[k] = found.point[k * rows.width + d]!;
      for (let j = 0; j < d; j++) {
        const weight = found.point[k * rows.width + j]! / rows.scales[j]!;
        weights[k * d + j] = weight;
        intercepts[k]! -= weight * rows.means[j]!;
      }
    }
    if (!weights.every(Number.isFinite) || !intercepts.every(Number.isFinite)) {
      throw new MlError(
        'OUT_OF_RANGE',
        `${where}: weights overflow, with alpha ${alpha}. Bring the columns of X to one scale.`,
      );
    }
    return new FittedLogisticRegression({
      kind: 'logisticRegression',
      classes,
      weights,
      intercepts,
      columns: d,
      iterations: found.iterations,
      converged: found.converged,
    });
  }

  #minimize(rows: Standardized, codes: Int32Array, classes: number): NewtonResult {
    const { alpha, maxIterations } = this.options;
    const loss = makeLoss(rows, codes, classes, alpha);
    const start = this.#start(rows, codes, classes, loss.size);
    const onStep = () => {
      if (alpha > 0 || !(loss.leastMargin > 0)) return;
      throw new MlError(
        'NOT_CONVERGED',
        'LogisticRegression.fit: the classes can be separated without an error, so that without a ' +
          'penalty the weights grow without end. Set alpha above 0 (1 is a start), or look for a ' +
          'column that gives the label away.',
      );
    };
    return minimizeNewton(loss, start, { maxIterations, tolerance: 1e-7, onStep });
  }

  /** The optimum of every k-th row where there are many: a step or two from the one of all. */
  #start(rows: Standardized, codes: Int32Array, classes: number, size: number): Float64Array {
    const zero = new Float64Array(size);
    const n = codes.length;
    const every = Math.floor(n / Math.max(MANY_ROWS / 2, 50 * size));
    if (n <= MANY_ROWS || every < 4) return zero;
    const some = Math.floor(n / every);
    const z = new Float64Array(some * rows.width);
    const someCodes = new Int32Array(some);
    for (let i = 0; i < some; i++) {
      const from = i * every * rows.width;
      z.set(rows.z.subarray(from, from + rows.width), i * rows.width);
      someCodes[i] = codes[i * every]!;
    }
    if (countClasses(someCodes, classes).some((count) => count < 5)) return zero;
    const part = makeLoss({ ...rows, z }, someCodes, classes, this.options.alpha / every);
    const { point, converged } = minimizeNewton(part, zero, { maxIterations: 30, tolerance: 1e-2 });
    return converged ? point : zero;
  }
}

function makeLoss(
  { z, width, scales }: Standardized,
  codes: Int32Array,
  classes: number,
  alpha: number,
): BinaryLoss | SoftmaxLoss {
  // Weights of scaled columns are larger by the scale, and are penalised for less.
  const penalties = new Float64Array(width);
  for (let j = 0; j < scales.length; j++) {
    penalties[j] = Math.min(alpha / scales[j]! / scales[j]!, 1e200);
  }
  return classes === 2
    ? new BinaryLoss(z, codes, penalties)
    : new SoftmaxLoss(z, codes, penalties, classes);
}

/** A `LogisticRegression` that has learned. */
export class FittedLogisticRegression<L extends Label = Label>
  implements FittedClassifier<L, LogisticRegressionState<L>>
{
  readonly state: LogisticRegressionState<L>;
  /** The state's numbers as an array of doubles: reading frozen lists is ten times slower. */
  readonly #weights: Float64Array;
  readonly #intercepts: Float64Array;

  constructor(state: LogisticRegressionState<L>) {
    this.state = freezeState('LogisticRegression', state, SHAPE);
    const { classes, weights, intercepts, columns } = this.state;
    const outputs = classes.length === 2 ? 1 : classes.length;
    assertStateLength('LogisticRegression', 'intercepts', intercepts, outputs);
    assertStateLength('LogisticRegression', 'weights', weights, outputs * columns);
    this.#weights = Float64Array.from(weights);
    this.#intercepts = Float64Array.from(intercepts);
  }

  get classes(): readonly L[] {
    return this.state.classes;
  }

  /** X (m, d) → (m,) the likeliest class of each row. @throws MlError SHAPE_MISMATCH | NOT_FINITE | OUT_OF_RANGE */
  predict(X: Matrix): L[] {
    return this.labelsOf(this.#probability('LogisticRegression.predict', X));
  }

  /** (m, classes) what `predictProbability` gave → (m,) what `predict` gives. */
  labelsOf(probabilities: Matrix): L[] {
    return argmaxLabels(probabilities, this.classes);
  }

  /** X (m, d) → (m, classes) probabilities. @throws MlError SHAPE_MISMATCH | NOT_FINITE | OUT_OF_RANGE */
  predictProbability(X: Matrix): Matrix {
    return this.#probability('LogisticRegression.predictProbability', X);
  }

  #probability(where: string, X: Matrix): Matrix {
    const { columns, classes } = this.state;
    checkRows(where, X, columns);
    const scores = Matrix.zeros(X.rows, classes.length);
    fillScores(X, this.#weights, this.#intercepts, scores);
    return softmaxRows(where, scores);
  }
}

/** Scores (m, classes) of the rows of X; with two classes the first scores 0. */
function fillScores(
  { data, rows, columns }: Matrix,
  weights: Float64Array,
  intercepts: Float64Array,
  scores: Matrix,
): void {
  const outputs = intercepts.length;
  const first = scores.columns - outputs;
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < outputs; k++) {
      let score = intercepts[k]!;
      for (let j = 0; j < columns; j++) score += data[i * columns + j]! * weights[k * columns + j]!;
      scores.data[i * scores.columns + first + k] = score;
    }
  }
}
