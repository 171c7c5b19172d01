import { createRandom, MlError, type Table } from '../core/index.js';
import type { FittedPipeline, Learner, Predictor } from '../features/index.js';
import { accuracy, bootstrapInterval, type Label, meanAbsoluteError } from '../metrics/index.js';
import {
  GradientBoostingClassifier,
  GradientBoostingRegressor,
  LogisticRegression,
  Ridge,
} from '../models/index.js';
import type { MetricInterval } from './bundleRecord.js';
import type { OutputDescription } from './outputDescription.js';

/** What follows from the kind of a target: how it is read, learned, compared, measured, described. */
export interface PredictionTask {
  /** The target's values in a part of the table, truth values as 1 and 0. */
  answers(part: Table): ArrayLike<Label>;
  learner(model: 'linear' | 'boosting', seed: number): Learner;
  /** What the gate compares. */
  readonly metric: 'brierScore' | 'meanSquaredError';
  /** What people read, with its interval. */
  measure(truth: ArrayLike<Label>, said: unknown, seed: number): Record<string, MetricInterval>;
  /** @param positive The class that an alarm is about. Default: 1 of 0 and 1, else none. */
  output(pipeline: FittedPipeline<Predictor>, positive?: Label): OutputDescription;
}

/**
 * Numbers of more than two values are predicted as numbers; all else, as classes.
 *
 * @throws MlError WRONG_KIND when the target is a date.
 */
export function predictionTask(where: string, table: Table, target: string): PredictionTask {
  const { kind } = table.column(target);
  if (kind === 'date') {
    throw new MlError(
      'WRONG_KIND',
      `${where}: the target ${JSON.stringify(target)} is a date. Predict a number of it, such as days until then.`,
    );
  }
  const answers = (part: Table) =>
    kind === 'number' ? part.number(target) : labelsOf(part, target);
  const isNumber = kind === 'number' && new Set(table.number(target)).size > 2;
  return { answers, ...(isNumber ? regression(target) : classification(target)) };
}

/** A column's values as labels, truth values as 1 and 0. */
export function labelsOf(table: Table, name: string): Label[] {
  const { kind, values } = table.column(name);
  return Array.from(values as ArrayLike<unknown>, (value) =>
    kind === 'string' ? String(value) : Number(value),
  );
}

function regression(name: string): Omit<PredictionTask, 'answers'> {
  return {
    learner: (model, seed) =>
      (model === 'boosting' ? new GradientBoostingRegressor({ seed }) : new Ridge()) as Learner,
    metric: 'meanSquaredError',
    measure(truth, said, seed) {
      const [y, p] = [truth as ArrayLike<number>, said as ArrayLike<number>];
      const random = metricsRandom(seed);
      return { meanAbsoluteError: bootstrapInterval(meanAbsoluteError, y, p, { random }) };
    },
    output: () => ({ kind: 'regression', name }),
  };
}

function classification(name: string): Omit<PredictionTask, 'answers'> {
  return {
    learner: (model, seed) =>
      (model === 'boosting'
        ? new GradientBoostingClassifier({ seed })
        : new LogisticRegression()) as Learner,
    metric: 'brierScore',
    measure(truth, said, seed) {
      const [y, p] = [truth as ArrayLike<string>, said as ArrayLike<string>];
      return { accuracy: bootstrapInterval(accuracy, y, p, { random: metricsRandom(seed) }) };
    },
    output({ model }, positive) {
      const { classes = [] } = model as { readonly classes?: readonly Label[] };
      const alarm = positive ?? (classes.length === 2 && classes[1] === 1 ? 1 : undefined);
      const positiveClass = alarm === undefined ? {} : { positiveClass: alarm };
      return { kind: 'classification', name, classes, ...positiveClass };
    },
  };
}

function metricsRandom(seed: number) {
  return createRandom(seed).fork('metrics');
}
