import {
  assertSameLength,
  Matrix,
  MlError,
  type Table,
  type TableRow,
  type Vector,
} from '../core/index.js';
import type { Features, Targets } from '../features/index.js';
import { mean, quantile } from '../math/index.js';
import { encodeLabels, type Label } from '../metrics/index.js';
import type { StoredMetric } from './gateMetric.js';
import { type Examples, rowsOf, type Trainable, type Trained } from './model.js';
import { probabilitiesOf, valuesOf } from './predictions.js';

/** A row as a rule sees it: a record of a table, a vector of a matrix. */
export type RowOf<X extends Features> = X extends Table ? TableRow : Vector;

/** Whoever predicts: a name, and one of four ways to get at predictions of the test rows. */
export type Contender<X extends Features = Features> = { readonly name: string } & (
  | {
      /** Learns from the training rows. */
      readonly model: Trainable;
    }
  | {
      /** Has learned already, as the model in production has. */
      readonly fitted: Trained;
    }
  | {
      /**
       * A rule of thumb. A number is the prediction itself: the probability of the positive class
       * (without `positiveLabel` the second), or the value. A text or a truth value is a case
       * ("large bird"), and the prediction is what was right for such cases among the training rows.
       */
      readonly rule: (row: RowOf<X>, index: number) => number | string | boolean;
    }
  | {
      /**
       * One for each test row: probabilities of the positive class (without `positiveLabel` the
       * second), or values; or (n, classes) probabilities, with the classes in ascending order, as
       * `predictProbability` gives them.
       */
      readonly predictions: ArrayLike<number> | Matrix;
    }
);

/** What is known when contenders predict. */
export interface Contest {
  readonly where: string;
  readonly metric: StoredMetric;
  readonly train: Examples;
  readonly test: Examples;
  /** The positive one last where there are two; empty where numbers are predicted. */
  readonly classes: readonly Label[];
}

/** Predictions of the test rows: (n, classes) probabilities, or (n,) numbers as one column. */
export interface Prediction {
  readonly predicted: Matrix;
  /** The model that has learned, where there is one. */
  readonly fitted: Trained | null;
}

/** Asks a contender for its predictions of the test rows. */
export async function predictionOf(contender: Contender, contest: Contest): Promise<Prediction> {
  const where = `${contest.where}: ${contender.name}`;
  if ('model' in contender || 'fitted' in contender) {
    const { train, test, classes } = contest;
    const fitted =
      'fitted' in contender
        ? contender.fitted
        : await contender.model.fit(train.X, train.y as Targets);
    const predicted =
      classes.length > 0
        ? await probabilitiesOf(where, fitted, test.X, classes)
        : asColumn(await valuesOf(where, fitted, test.X));
    return { predicted, fitted };
  }
  if ('rule' in contender)
    return { predicted: ruled(where, contender.rule, contest), fitted: null };
  return { predicted: fromNumbers(where, contender.predictions, contest), fitted: null };
}

/** What the training rows alone say: the best constant answer. */
export function constantPrediction(contest: Contest): Matrix {
  const all = Array.from({ length: contest.train.y.length }, (_, i) => i);
  const best = bestConstant(contest, all);
  const rows = rowsOf(contest.test.X);
  const filled = Matrix.zeros(rows, best.length);
  for (let i = 0; i < rows; i++) filled.data.set(best, i * best.length);
  return filled;
}

function ruled(
  where: string,
  rule: (row: never, index: number) => number | string | boolean,
  contest: Contest,
): Matrix {
  const answers = (X: Features) =>
    Array.from({ length: rowsOf(X) }, (_, i) => rule(X.row(i) as never, i));
  const here = answers(contest.test.X);
  if (here.every((answer) => typeof answer === 'number')) {
    return fromNumbers(where, here as number[], contest);
  }
  const strange = here.find((answer) => typeof answer !== 'string' && typeof answer !== 'boolean');
  if (strange !== undefined) {
    throw new MlError(
      'WRONG_KIND',
      `${where}: the rule answers ${String(strange)} beside texts or truth values. ` +
        'It must answer numbers throughout, or cases throughout.',
    );
  }
  const byCase = new Map<unknown, number[]>();
  answers(contest.train.X).forEach((answer, i) => {
    const rows = byCase.get(answer);
    if (rows === undefined) byCase.set(answer, [i]);
    else rows.push(i);
  });
  const constants = new Map([...byCase].map(([name, rows]) => [name, bestConstant(contest, rows)]));
  const predicted = constantPrediction(contest); // what a case that training lacks keeps
  here.forEach((answer, i) => {
    const best = constants.get(answer);
    if (best !== undefined) predicted.data.set(best, i * predicted.columns);
  });
  return predicted;
}

/** The answer that loses least on these training rows: shares of classes, mean, or quantile. */
function bestConstant({ metric, train, classes }: Contest, rows: readonly number[]): number[] {
  if (classes.length > 0) {
    const counts = new Array<number>(classes.length).fill(0);
    for (const row of rows) counts[classes.indexOf(train.y[row]!)]! += 1;
    return counts.map((count) => count / rows.length);
  }
  const y = Float64Array.from(rows, (row) => train.y[row] as number);
  if (metric.name === 'meanSquaredError') return [mean(y)];
  return [quantile(y, metric.name === 'meanPinballLoss' ? metric.alpha : 0.5)];
}

function fromNumbers(where: string, given: ArrayLike<number> | Matrix, contest: Contest): Matrix {
  const { classes } = contest;
  const rows = rowsOf(contest.test.X);
  if (given instanceof Matrix) {
    assertSameLength(where, 'the test rows', rows, 'predictions', given.rows);
    assertSameLength(
      where,
      'the classes',
      Math.max(1, classes.length),
      'a prediction',
      given.columns,
    );
    return inOrder(where, given, classes);
  }
  assertSameLength(where, 'the test rows', rows, 'predictions', given.length);
  if (classes.length === 0) return asColumn(given);
  if (classes.length !== 2) {
    throw new MlError(
      'SHAPE_MISMATCH',
      `${where}: one number a row tells the probability of one of two classes, and there are ` +
        `${classes.length}. Give a matrix with a column for each: ${classes.join(', ')}.`,
    );
  }
  const data = new Float64Array(2 * rows);
  for (let i = 0; i < rows; i++) data.set([1 - given[i]!, given[i]!], 2 * i);
  return new Matrix(data, rows, 2);
}

/** Columns of ascending classes in the order of `classes`. */
function inOrder(where: string, given: Matrix, classes: readonly Label[]): Matrix {
  if (classes.length === 0) return given;
  const { codes } = encodeLabels(where, 'the classes', classes); // (k,) the column of each
  const { data, rows, columns: k } = given;
  return new Matrix(
    data.map((_, at) => data[at - (at % k) + codes[at % k]!]!),
    rows,
    k,
  );
}

function asColumn(values: ArrayLike<number>): Matrix {
  return new Matrix(Float64Array.from(values), values.length, 1);
}
