import type { Vector } from '../core/index.js';
import { assertOneOf, MlError } from '../core/index.js';
import type { ClassCounts } from './classCounts.js';
import { type Label, placesOf, showLabel } from './labels.js';
import type { MetricOptions } from './metricInput.js';

/** What a metric answers where its definition divides 0 by 0. */
export type ZeroDivision = 'throw' | 0 | 1;

/** How scores of several classes become one number. */
export type Average = 'binary' | 'macro' | 'micro' | 'weighted';

/** What `precision`, `recall` and `fBetaScore` take beside truth and prediction. */
export interface AveragedOptions<L extends Label = Label> extends MetricOptions {
  /**
   * `'binary'` (default): the score of the class `positive` alone; `'macro'`: the plain mean of all
   * classes; `'weighted'`: their mean weighted by true rows; `'micro'`: all rows in one pot.
   */
  readonly average?: Average;
  /** The class that `'binary'` scores. Default 1. */
  readonly positive?: L;
  /** The classes to average over, or to list, in this order. Default: all, sorted. */
  readonly labels?: readonly L[];
  /**
   * The value of 0/0. Default `'throw'`: MlError UNDEFINED_METRIC. Where no true row has any of the
   * classes, `'weighted'` is then their plain mean.
   */
  readonly zeroDivision?: ZeroDivision;
}

/** The same, for one score per class instead of an average. */
export interface PerClassOptions<L extends Label = Label>
  extends Omit<AveragedOptions<L>, 'average' | 'positive'> {
  readonly average: null;
}

/** A score as a fraction of counts; `without` says in words when its denominator is 0. */
export interface Fraction {
  readonly top: (truePositives: number, predicted: number, support: number) => number;
  readonly bottom: (truePositives: number, predicted: number, support: number) => number;
  /** `is never predicted`, after the name of a class. */
  readonly without: string;
}

/** The fraction of each class (`average` null), of one class, or averaged as asked. */
export function averagedScore<L extends Label>(
  where: string,
  counts: ClassCounts<L>,
  options: AveragedOptions<L> | PerClassOptions<L>,
  fraction: Fraction,
): number | Vector {
  const { average = 'binary', zeroDivision = 'throw' } = options;
  if (average !== null) {
    assertOneOf(where, 'average', average, ['binary', 'macro', 'micro', 'weighted']);
  }
  checkZeroDivision(where, zeroDivision);
  const places =
    average === 'binary'
      ? [positivePlace(where, counts.labels, options as AveragedOptions<L>)]
      : options.labels
        ? placesOf(where, options.labels, counts.labels)
        : counts.labels.keys();
  const rows = [...places].map((at, i) => ({
    name: options.labels && average !== 'binary' ? options.labels[i] : counts.labels[at],
    tp: at < 0 ? 0 : counts.truePositives[at]!,
    predicted: at < 0 ? 0 : counts.predicted[at]!,
    support: at < 0 ? 0 : counts.support[at]!,
  }));
  const divide = (tp: number, predicted: number, support: number, who: string): number => {
    const bottom = fraction.bottom(tp, predicted, support);
    if (bottom > 0) return fraction.top(tp, predicted, support) / bottom;
    if (zeroDivision !== 'throw') return zeroDivision;
    throw undefinedScore(where, `${who} ${fraction.without}`);
  };

  if (average === 'micro') {
    const sum = (pick: 'tp' | 'predicted' | 'support'): number =>
      rows.reduce((total, row) => total + row[pick], 0);
    return divide(sum('tp'), sum('predicted'), sum('support'), 'the pot of all classes');
  }
  const scores = Float64Array.from(rows, ({ tp, predicted, support, name }) =>
    divide(
      tp,
      predicted,
      support,
      `class ${showLabel(name ?? positiveOf(options as AveragedOptions<L>))}`,
    ),
  );
  if (average === null) return scores;
  const plain = scores.reduce((a, b) => a + b, 0) / scores.length;
  if (average !== 'weighted') return plain;
  let sum = 0;
  let total = 0;
  rows.forEach(({ support }, i) => {
    sum += support * scores[i]!;
    total += support;
  });
  if (total > 0) return sum / total;
  if (zeroDivision !== 'throw') return plain; // as scikit-learn has it
  throw undefinedScore(where, 'no true row has any of the classes, whose shares are the weights');
}

/** Throws INVALID_ARGUMENT unless the value is one of the three. */
export function checkZeroDivision(where: string, zeroDivision: ZeroDivision): void {
  assertOneOf(where, 'zeroDivision', String(zeroDivision), ['throw', '0', '1']);
}

function positiveOf(options: { readonly positive?: Label }): Label {
  return options.positive ?? 1;
}

/** The place of the positive class, or −1 when neither column has it. */
function positivePlace<L extends Label>(
  where: string,
  labels: readonly L[],
  options: AveragedOptions<L>,
): number {
  const positive = positiveOf(options);
  const shown = labels.slice(0, 20).map(showLabel).join(', ');
  const at = (labels as readonly Label[]).indexOf(positive);
  if (labels.length > 2) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: there are ${labels.length} classes (${shown}), and average 'binary' scores two. ` +
        "Choose average 'macro', 'micro', 'weighted', or null for one score per class.",
    );
  }
  if (at < 0 && (labels.length === 2 || typeof positive !== typeof labels[0])) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: the positive class ${showLabel(positive)} is not among the labels ${shown}. ` +
        'Name the class to score by the option `positive`.',
    );
  }
  return at;
}

function undefinedScore(where: string, why: string): MlError {
  return new MlError(
    'UNDEFINED_METRIC',
    `${where}: ${why}, so the score is 0/0. Score more rows, or say what 0/0 shall be by the ` +
      'option `zeroDivision` (0 or 1).',
  );
}
