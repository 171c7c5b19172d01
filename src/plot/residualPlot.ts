import { assertFinite, assertNotEmpty, assertSameLength } from '../core/index.js';
import { type FigureWords, withSubtitle } from './adjust.js';
import type { AxisTitle, Figure } from './figure.js';
import type { GroupLabels } from './groups.js';
import { scatter } from './scatter.js';
import { thinRows } from './thinCurve.js';

/** What `residualPlot` draws. */
export interface ResidualPlotOptions extends FigureWords {
  /** (n,) true values. */
  readonly yTrue: ArrayLike<number>;
  /** (n,) predicted values, in the same unit. */
  readonly yPred: ArrayLike<number>;
  /** What is predicted: `{ label: 'Body mass', unit: 'g' }`. */
  readonly target: AxisTitle;
  /** (n,) labels: one colour and one symbol each, at most seven. */
  readonly group?: GroupLabels;
}

/** So many points show the form of a cloud. */
const MOST = 2000;

/**
 * Residuals (true minus predicted) against predictions: what a model leaves unexplained. A bend, a
 * funnel or a group on one side of zero is something that it has not learned.
 *
 * Of more than 2,000 rows, 2,000 are drawn: evenly spaced in the order of their residuals, the
 * smallest and the largest among them. The line below the title says so.
 *
 * @param options truth, predictions, `target`, and the required words (`title`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError as `scatter`.
 *
 * Cost: O(n log n). Inputs are not changed. The same input gives the same bytes.
 *
 * @example residualPlot({ yTrue: [1, 2], yPred: [1.5, 2], target: { label: 'Mass', unit: 'g' }, title: 'Mass', altText: 'The lighter one was taken for heavier.' }).data[0].y; // [ -0.5, 0 ]
 */
export function residualPlot(options: ResidualPlotOptions): Figure {
  const { yTrue, yPred, target, group, title, altText } = options;
  assertSameLength('residualPlot', 'yTrue', yTrue.length, 'yPred', yPred.length);
  assertNotEmpty('residualPlot', 'yTrue', yTrue.length);
  assertFinite('residualPlot', 'yTrue', yTrue);
  assertFinite('residualPlot', 'yPred', yPred);
  if (group) assertSameLength('residualPlot', 'yTrue', yTrue.length, 'group', group.length);
  const residuals = Float64Array.from({ length: yTrue.length }, (_, i) => yTrue[i]! - yPred[i]!);
  const order = Array.from(residuals.keys());
  if (residuals.length > MOST) order.sort((a, b) => residuals[a]! - residuals[b]! || a - b);
  const kept = thinRows(residuals.length, MOST).map((k) => order[k]!);
  const figure = scatter({
    title,
    altText,
    x: kept.map((i) => yPred[i]!),
    y: kept.map((i) => residuals[i]!),
    ...(group === undefined ? {} : { group: kept.map((i) => group[i]!) }),
    xTitle: { label: `${target.label}, predicted`, unit: target.unit },
    yTitle: { label: 'True minus predicted', unit: target.unit },
    referenceLines: [{ axis: 'y', at: 0 }],
  });
  if (kept.length === residuals.length) return figure;
  return withSubtitle(
    figure,
    `${kept.length} of ${residuals.length} rows, evenly spaced by residual`,
  );
}
