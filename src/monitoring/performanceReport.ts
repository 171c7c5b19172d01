import {
  assertAbove,
  assertBetween,
  assertInteger,
  assertKnownOptions,
  assertOneOf,
  createRandom,
  MlError,
  type Table,
} from '../core/index.js';
import { bootstrapInterval } from '../metrics/index.js';
import { assertProbabilities } from './assertProbabilities.js';
import { estimatePerformance, type PerformanceEstimate } from './estimatePerformance.js';
import { kolmogorovSmirnov } from './kolmogorovSmirnov.js';
import {
  higherIsBetter,
  PROBABILITY_METRICS,
  type ProbabilityMetricName,
  SERVED_METRICS,
  type ServedMetricName,
  servedMetric,
} from './servedMetric.js';
import { windowsOf } from './windows.js';

/** What `performanceReport` looks at. */
export interface PerformanceOptions {
  /** Column of labels, missing where they have not come: 0 and 1, truth values, or numbers. */
  readonly label: string;
  /** Column of predictions: probabilities of 1, or numbers for the errors. */
  readonly prediction: string;
  readonly metric: ServedMetricName;
  /** What the model promised: the metric on held-out rows when it was published. */
  readonly promised: number;
  /** From this probability on a row counts as 1. Default 0.5. */
  readonly threshold?: number;
  /** Cuts into windows, as in `rollingDrift`. Default: one window of all rows. */
  readonly window?: number;
  readonly step?: number;
  readonly time?: string;
  /** Labels that a window needs for a verdict. Default 30. */
  readonly minimumLabels?: number;
  /** Level of the intervals. Default 0.95. */
  readonly level?: number;
  /** Resamples of the bootstrap. Default 500. */
  readonly repeats?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** A metric with the interval that chance in the rows gives it. */
export interface MeasuredMetric {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Performance in one window. */
export interface PerformanceWindow {
  /** As in `DriftWindow`. */
  readonly start: number;
  readonly end: number;
  readonly rowCount: number;
  readonly labelled: number;
  /** On labelled rows; null where these are too few, or the metric is undefined on them. */
  readonly measured: MeasuredMetric | null;
  /** What the probabilities of all rows imply; null for errors of numbers. */
  readonly estimated: PerformanceEstimate | null;
  /**
   * `'worse'`: the whole interval of what was measured lies on the bad side of what was promised;
   * `'as promised'`: it does not; `'unknown'`: too few labels.
   */
  readonly verdict: 'as promised' | 'worse' | 'unknown';
}

/** How well a served model does, as far as labels have come: plain JSON. */
export interface PerformanceReport {
  readonly kind: 'performanceReport';
  readonly metric: ServedMetricName;
  readonly promised: number;
  readonly windows: readonly PerformanceWindow[];
  readonly rowCount: number;
  readonly labelled: number;
  /**
   * Whether rows with labels are predicted like those without (Kolmogorov–Smirnov): below 0.05 the
   * labels that have come are no fair sample, and so is what was measured on them. Null where one
   * of the two groups has fewer than 20 rows.
   */
  readonly labelledAlikePValue: number | null;
  readonly untimed: number;
}

/**
 * How well does the served model do, window by window, where labels arrive late?
 *
 * What has labels is measured, with a bootstrap interval, and held against what was promised; what
 * has none is estimated from the probabilities (see `estimatePerformance`). And it asks whether the
 * labels that have come are a fair sample: failures are often reported first.
 *
 * @param rows the request log joined with the labels that have come.
 * @throws MlError UNKNOWN_COLUMN | WRONG_KIND (columns of the wrong kind) | NOT_BINARY (labels of a
 *   probability metric) | OUT_OF_RANGE (no probability, an option) | MISSING_VALUE (a prediction) |
 *   EMPTY | INVALID_ARGUMENT
 *
 * Cost: `repeats` calls of the metric a window.
 *
 * @example performanceReport(Table.from({ rain: [1, 0, null, 1], p: [0.9, 0.2, 0.7, 0.6] }), { label: 'rain', prediction: 'p', metric: 'accuracy', promised: 0.8, minimumLabels: 3 }).windows[0].measured.estimate; // 1
 */
export function performanceReport(rows: Table, options: PerformanceOptions): PerformanceReport {
  const where = 'performanceReport';
  const settings = readOptions(where, options);
  const { label, prediction, window, step, time } = settings;
  numbersOf(where, rows, prediction); // so that a wrong column is refused before anything is cut
  const cut = windowsOf(where, rows, {
    window: window ?? Math.max(1, rows.rowCount),
    ...(step === undefined ? {} : { step }),
    ...(time === undefined ? {} : { time }),
  });
  const windows = cut.windows.map((each) => ({
    start: each.start,
    end: each.end,
    ...judge(where, each.rows, settings),
  }));
  const truth = numbersOf(where, rows, label);
  return {
    kind: 'performanceReport',
    metric: settings.metric,
    promised: settings.promised,
    windows,
    rowCount: rows.rowCount,
    labelled: truth.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0),
    labelledAlikePValue: labelledAlike(truth, numbersOf(where, rows, prediction)),
    untimed: cut.untimed,
  };
}

type Settings = ReturnType<typeof readOptions>;

function readOptions(where: string, options: PerformanceOptions) {
  const defaults = { threshold: 0.5, minimumLabels: 30, level: 0.95, repeats: 500, seed: 0 };
  const needed = ['label', 'prediction', 'metric', 'promised'];
  assertKnownOptions(where, options, [
    ...needed,
    'window',
    'step',
    'time',
    ...Object.keys(defaults),
  ]);
  const all = { ...defaults, ...options };
  assertOneOf(where, 'metric', all.metric, SERVED_METRICS);
  assertBetween(where, 'promised', all.promised, -Number.MAX_VALUE, Number.MAX_VALUE);
  assertBetween(where, 'threshold', all.threshold, 0, 1);
  assertInteger(where, 'minimumLabels', all.minimumLabels, 2);
  assertAbove(where, 'level', all.level, 0);
  assertBetween(where, 'level', all.level, 0, 1 - 1e-9);
  assertInteger(where, 'repeats', all.repeats, 1);
  assertInteger(where, 'seed', all.seed, 0);
  if (all.time !== undefined && all.window === undefined) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: time is given, and no window to be measured by it. Give window, in days.`,
    );
  }
  return all;
}

function judge(
  where: string,
  rows: Table,
  settings: Settings,
): Omit<PerformanceWindow, 'start' | 'end'> {
  const { metric, promised } = settings;
  const truth = numbersOf(where, rows, settings.label);
  const predicted = numbersOf(where, rows, settings.prediction);
  const probability = isProbability(metric);
  assertComplete(where, settings.prediction, predicted);
  if (probability) assertProbabilities(where, settings.prediction, predicted);
  const have = Array.from(truth, (_, i) => i).filter((i) => !Number.isNaN(truth[i]));
  const measured =
    have.length < settings.minimumLabels
      ? null
      : measure(
          have.map((i) => truth[i]!),
          have.map((i) => predicted[i]!),
          settings,
        );
  const estimated =
    probability && rows.rowCount > 0
      ? estimatePerformance(predicted, {
          metric,
          threshold: settings.threshold,
          level: settings.level,
          seed: settings.seed,
        })
      : null;
  const worse =
    measured !== null &&
    (higherIsBetter(metric) ? measured.high < promised : measured.low > promised);
  return {
    rowCount: rows.rowCount,
    labelled: have.length,
    measured,
    estimated,
    verdict: measured === null ? 'unknown' : worse ? 'worse' : 'as promised',
  };
}

function isProbability(metric: ServedMetricName): metric is ProbabilityMetricName {
  return PROBABILITY_METRICS.includes(metric as ProbabilityMetricName);
}

function measure(
  truth: readonly number[],
  predicted: readonly number[],
  { metric, threshold, level, repeats, seed }: Settings,
): MeasuredMetric | null {
  const score = servedMetric(metric, threshold);
  const random = createRandom(seed).fork('performanceReport');
  try {
    const found = bootstrapInterval(score, truth, predicted, { random, repeats, level });
    return { estimate: found.estimate, low: found.low, high: found.high };
  } catch (error) {
    // A window in which one class only has come has no AUC: that is no fault of the caller's.
    if (error instanceof MlError && error.code === 'UNDEFINED_METRIC') return null;
    throw error;
  }
}

/** Numbers, or truth values as 1 and 0; NaN where missing. */
function numbersOf(where: string, rows: Table, name: string): Float64Array {
  const { kind, values } = rows.column(name);
  if (kind === 'number') return Float64Array.from(values as ArrayLike<number>);
  if (kind === 'boolean') {
    return Float64Array.from(values as readonly (boolean | null)[], (value) =>
      value === null ? Number.NaN : Number(value),
    );
  }
  throw new MlError(
    'WRONG_KIND',
    `${where}: column ${JSON.stringify(name)} is of kind ${kind}, and numbers or truth values are needed. ` +
      'Encode the positive class as 1 and all others as 0.',
  );
}

function assertComplete(where: string, name: string, values: Float64Array): void {
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return;
  throw new MlError(
    'MISSING_VALUE',
    `${where}: column ${JSON.stringify(name)} is ${values[row]} in a row, and every served row has a finite prediction. ` +
      'Leave out the rows that were refused.',
  );
}

const FEWEST_ALIKE = 20;

function labelledAlike(truth: Float64Array, predicted: Float64Array): number | null {
  const withLabel = predicted.filter((_, i) => !Number.isNaN(truth[i]));
  const without = predicted.filter((_, i) => Number.isNaN(truth[i]));
  if (withLabel.length < FEWEST_ALIKE || without.length < FEWEST_ALIKE) return null;
  return kolmogorovSmirnov(withLabel, without, { method: 'asymptotic' }).pValue;
}
