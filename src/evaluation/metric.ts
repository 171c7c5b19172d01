import { type Matrix, MlError } from '../core/index.js';
import {
  accuracy,
  averagePrecision,
  balancedAccuracy,
  brierScore,
  cohenKappa,
  f1Score,
  type Label,
  logLoss,
  matthewsCorrelation,
  meanAbsoluteError,
  meanPinballLoss,
  meanSquaredError,
  medianAbsoluteError,
  precision,
  r2Score,
  recall,
  rocAuc,
  rootMeanSquaredError,
} from '../metrics/index.js';

/** What every metric says of itself. */
interface Judging {
  /** By which its scores are found. */
  readonly name: string;
  /** Which of two scores is the better one. */
  readonly better: 'higher' | 'lower';
}

/** A metric of predicted classes. */
export interface LabelMetric extends Judging {
  readonly needs: 'labels';
  score(yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>): number;
}

/** A metric of probabilities: one column for each of `classes`. */
export interface ProbabilityMetric extends Judging {
  readonly needs: 'probabilities';
  score(yTrue: ArrayLike<Label>, yProb: Matrix, classes: readonly Label[]): number;
}

/** A metric of predicted numbers. */
export interface ValueMetric extends Judging {
  readonly needs: 'values';
  score(yTrue: ArrayLike<number>, yPred: ArrayLike<number>): number;
}

/** What judges predictions, with what it needs of a model. */
export type Metric = LabelMetric | ProbabilityMetric | ValueMetric;

type Numbers = ArrayLike<number>;

const METRICS = {
  accuracy: ofLabels('accuracy', (t, p) => accuracy(t as Numbers, p as Numbers)),
  balancedAccuracy: ofLabels('balancedAccuracy', (t, p) =>
    balancedAccuracy(t as Numbers, p as Numbers),
  ),
  cohenKappa: ofLabels('cohenKappa', (t, p) => cohenKappa(t as Numbers, p as Numbers)),
  f1Score: ofLabels('f1Score', (t, p) => f1Score(t as Numbers, p as Numbers)),
  matthewsCorrelation: ofLabels('matthewsCorrelation', (t, p) =>
    matthewsCorrelation(t as Numbers, p as Numbers),
  ),
  precision: ofLabels('precision', (t, p) => precision(t as Numbers, p as Numbers)),
  recall: ofLabels('recall', (t, p) => recall(t as Numbers, p as Numbers)),
  brierScore: ofProbabilities('brierScore', 'lower', (t, p, labels) =>
    brierScore(t, p, { labels }),
  ),
  logLoss: ofProbabilities('logLoss', 'lower', (t, p, labels) => logLoss(t, p, { labels })),
  rocAuc: ofProbabilities('rocAuc', 'higher', (t, p, labels) =>
    labels.length === 2 ? rocAuc(isSecond(t, labels), p.column(1)) : rocAuc(t, p, { labels }),
  ),
  averagePrecision: ofProbabilities('averagePrecision', 'higher', (t, p, labels) =>
    averagePrecision(isSecond(t, labels), p.column(labels.length - 1)),
  ),
  meanAbsoluteError: ofValues('meanAbsoluteError', 'lower', meanAbsoluteError),
  meanPinballLoss: ofValues('meanPinballLoss', 'lower', meanPinballLoss),
  meanSquaredError: ofValues('meanSquaredError', 'lower', meanSquaredError),
  medianAbsoluteError: ofValues('medianAbsoluteError', 'lower', medianAbsoluteError),
  r2Score: ofValues('r2Score', 'higher', r2Score),
  rootMeanSquaredError: ofValues('rootMeanSquaredError', 'lower', rootMeanSquaredError),
} as const;

/** A metric that is known by its name, with its default options. */
export type MetricName = keyof typeof METRICS;

/** The metric of this name, or the one that is given. @throws MlError INVALID_ARGUMENT */
export function metricOf(where: string, metric: MetricName | Metric): Metric {
  if (typeof metric === 'string' && Object.hasOwn(METRICS, metric)) return METRICS[metric];
  const given = metric as Partial<Metric> | null;
  if (
    typeof given === 'object' &&
    typeof given?.name === 'string' &&
    typeof given.score === 'function' &&
    ['labels', 'probabilities', 'values'].includes(String(given.needs)) &&
    ['higher', 'lower'].includes(String(given.better))
  ) {
    return metric as Metric;
  }
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: ${JSON.stringify(metric)} is no metric. Known by name are ` +
      `${Object.keys(METRICS).join(', ')}; any other is { name, needs, better, score }, with needs ` +
      "'labels', 'probabilities' or 'values' and better 'higher' or 'lower'.",
  );
}

/** The metrics of a call, each name once. @throws MlError INVALID_ARGUMENT | EMPTY | DUPLICATE_NAME */
export function metricsOf(where: string, metrics: readonly (MetricName | Metric)[]): Metric[] {
  if (metrics.length === 0) {
    throw new MlError('EMPTY', `${where}: metrics is empty, and at least one is needed.`);
  }
  const found = metrics.map((metric) => metricOf(where, metric));
  const twice = found.find(({ name }, i) => found.findIndex((one) => one.name === name) !== i);
  if (twice === undefined) return found;
  throw new MlError(
    'DUPLICATE_NAME',
    `${where}: the metric ${JSON.stringify(twice.name)} comes twice. Give each its own name.`,
  );
}

function ofLabels(name: string, score: LabelMetric['score']): LabelMetric {
  return { name, needs: 'labels', better: 'higher', score };
}

function ofProbabilities(
  name: string,
  better: Metric['better'],
  score: ProbabilityMetric['score'],
): ProbabilityMetric {
  return { name, needs: 'probabilities', better, score };
}

function ofValues(
  name: string,
  better: Metric['better'],
  score: (yTrue: Numbers, yPred: Numbers) => number,
): ValueMetric {
  return { name, needs: 'values', better, score: (t, p) => score(t, p) };
}

/** 1 for the second of two classes, 0 for the first. */
function isSecond(y: ArrayLike<Label>, classes: readonly Label[]): Float64Array {
  if (classes.length === 2) return Float64Array.from(y, (label) => (label === classes[1] ? 1 : 0));
  throw new MlError(
    'UNDEFINED_METRIC',
    `averagePrecision: the data have ${classes.length} classes, and it is defined for two. ` +
      'Ask for one class against the rest.',
  );
}
