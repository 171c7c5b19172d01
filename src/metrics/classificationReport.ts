import { averagedScore, type ZeroDivision } from './averagedScore.js';
import { type ClassCounts, classCounts } from './classCounts.js';
import { fBeta } from './fBetaScore.js';
import type { Label } from './labels.js';
import type { MetricOptions } from './metricInput.js';
import { PRECISION } from './precision.js';
import { RECALL } from './recall.js';

/** What `classificationReport` takes beside truth and prediction. */
export interface ClassificationReportOptions<L extends Label = Label> extends MetricOptions {
  /** The classes to report, in this order. Default: all, sorted. */
  readonly labels?: readonly L[];
  /** The value of 0/0. Default `'throw'`: MlError UNDEFINED_METRIC. */
  readonly zeroDivision?: ZeroDivision;
  /** Digits after the point in `text`. Default 2. */
  readonly digits?: number;
}

/** Scores of one class, or their average. */
export interface ReportRow {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** True rows (or their weight). */
  readonly support: number;
}

/** Precision, recall and F1 of each class and on average, as data and as text. */
export interface ClassificationReport<L extends Label = Label> {
  readonly classes: readonly (ReportRow & { readonly label: L })[];
  /** Share of all rows that are right, also of those outside `labels`. */
  readonly accuracy: number;
  readonly macroAverage: ReportRow;
  readonly weightedAverage: ReportRow;
  /** An aligned table for a terminal. */
  readonly text: string;
}

/**
 * Precision, recall, F1 and number of rows of every class, with their averages.
 *
 * @param yTrue   (n,) true labels, numbers or texts, n ≥ 1.
 * @param yPred   (n,) predicted labels of the same kind.
 * @param options `labels`, `zeroDivision`, `digits`, `sampleWeight`.
 * @returns one row per class, `accuracy`, `macroAverage`, `weightedAverage`, and `text`.
 * @throws MlError as `precision`, `recall` and `f1Score` do; UNDEFINED_METRIC when a class is never
 *   predicted or has no row, unless `zeroDivision` says what 0/0 is.
 *
 * Cost: O(n); the counts are made once. Inputs are not changed.
 * Agrees with: sklearn.metrics.classification_report (test/golden/classificationMetrics.json).
 *
 * @example classificationReport(['a', 'b', 'b'], ['a', 'a', 'b']).macroAverage.precision; // 0.75
 */
export function classificationReport<L extends Label>(
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  options: ClassificationReportOptions<L> = {},
): ClassificationReport<L> {
  const where = 'classificationReport';
  const counts = classCounts(where, yTrue, yPred, options);
  const { zeroDivision = 'throw', labels = counts.labels, digits = 2 } = options;
  const common = { labels, zeroDivision };
  const scores = { precision: PRECISION, recall: RECALL, f1: fBeta(1) };
  const names = ['precision', 'recall', 'f1'] as const;
  const support = labels.map((label) => counts.support[counts.labels.indexOf(label)] ?? 0);
  const row = (score: (name: (typeof names)[number]) => number, rows: number): ReportRow => ({
    precision: score('precision'),
    recall: score('recall'),
    f1: score('f1'),
    support: rows,
  });

  const perClass = names.map(
    (name) =>
      averagedScore(where, counts, { ...common, average: null }, scores[name]) as Float64Array,
  );
  const classes = labels.map((label, c) => ({
    label,
    ...row((name) => perClass[names.indexOf(name)]![c]!, support[c]!),
  }));
  const total = support.reduce((a, b) => a + b, 0);
  const averaged = (average: 'macro' | 'weighted'): ReportRow =>
    row(
      (name) => averagedScore(where, counts, { ...common, average }, scores[name]) as number,
      total,
    );
  const data = {
    classes,
    accuracy: rightShare(counts),
    macroAverage: averaged('macro'),
    weightedAverage: averaged('weighted'),
  };
  return { ...data, text: reportText(data, digits) };
}

function rightShare(counts: ClassCounts<Label>): number {
  let right = 0;
  let total = 0;
  for (let c = 0; c < counts.support.length; c++) {
    right += counts.truePositives[c]!;
    total += counts.support[c]!;
  }
  return right / total;
}

function reportText(data: Omit<ClassificationReport, 'text'>, digits: number): string {
  const cells = (name: string, row: ReportRow): string[] => [
    name,
    row.precision.toFixed(digits),
    row.recall.toFixed(digits),
    row.f1.toFixed(digits),
    String(Number(row.support.toFixed(digits))),
  ];
  const lines = [
    ['class', 'precision', 'recall', 'F1', 'rows'],
    ...data.classes.map((row) => cells(String(row.label), row)),
    cells('macro average', data.macroAverage),
    cells('weighted average', data.weightedAverage),
  ];
  const widths = lines[0]!.map((_, j) => Math.max(...lines.map((line) => line[j]!.length)));
  const table = lines.map((line) =>
    line
      .map((cell, j) => (j === 0 ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!)))
      .join('  '),
  );
  return [...table, `accuracy ${data.accuracy.toFixed(digits)}`].join('\n');
}
