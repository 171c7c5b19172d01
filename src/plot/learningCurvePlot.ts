import type { LearningCurve } from '../evaluation/index.js';
import type { FigureWords } from './adjust.js';
import type { Figure } from './figure.js';
import { line } from './line.js';

/** What `learningCurvePlot` draws. */
export interface LearningCurvePlotOptions extends FigureWords {
  /** As `learningCurve` gives it. */
  readonly curve: LearningCurve;
  /** The unit of the metric. Default null: it has none. */
  readonly unit?: string | null;
}

/**
 * A learning curve: the score on rows kept out, and on those learned from, by the number of rows.
 * Bands reach one standard deviation over folds to either side.
 *
 * @param options the curve, and the required words (`title`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError as `line`.
 *
 * Cost: O(sizes). Inputs are not changed. The same input gives the same bytes.
 *
 * @example
 * const score = { values: [0.5, 0.7], mean: 0.6, deviation: 0.1 };
 * const curve = { metric: 'brierScore', better: 'lower', trainSizes: [10], train: [score], test: [score] };
 * learningCurvePlot({ curve, title: 'Rain', altText: 'More rows would no longer help.' }).data.length; // 6
 */
export function learningCurvePlot(options: LearningCurvePlotOptions): Figure {
  const { curve, title, altText, unit = null } = options;
  const series = (['test', 'train'] as const).map((part) => ({
    name: part === 'test' ? 'rows kept out' : 'rows learned from',
    x: curve.trainSizes,
    y: curve[part].map(({ mean }) => mean),
    low: curve[part].map(({ mean, deviation }) => mean - deviation),
    high: curve[part].map(({ mean, deviation }) => mean + deviation),
  }));
  return line({
    title,
    altText,
    series,
    xTitle: { label: 'Rows learned from', unit: null },
    yTitle: { label: `${curve.metric} (${curve.better} is better)`, unit },
  });
}
