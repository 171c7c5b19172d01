import type { PrecisionRecallCurve } from '../metrics/index.js';
import { type FigureWords, withTraces } from './adjust.js';
import type { Figure, JsonObject } from './figure.js';
import { line } from './line.js';
import { thinCurve } from './thinCurve.js';

/** What `precisionRecallPlot` draws. */
export interface PrecisionRecallPlotOptions extends FigureWords {
  /** One to seven curves, as `precisionRecallCurve` gives them. */
  readonly curves: readonly { readonly name: string; readonly curve: PrecisionRecallCurve }[];
}

/**
 * Precision-recall curves: what an alarm is worth, against what is found. The dashed line is the
 * share of positives, which a random ranking has as its precision.
 *
 * Drawn in steps, since no threshold reaches what lies between two points. A curve of more than
 * 500 points is thinned to those that first reach 500 equal steps along it.
 *
 * @param options the curves, and the required words (`title`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError as `line`.
 *
 * Cost: O(n). Inputs are not changed. The same input gives the same bytes.
 *
 * @example precisionRecallPlot({ curves: [{ name: 'model', curve: precisionRecallCurve([0, 1], [0.2, 0.7]) }], title: 'Rain', altText: 'Every alarm was right until half was found.' }).data.length; // 1
 */
export function precisionRecallPlot(options: PrecisionRecallPlotOptions): Figure {
  const series = options.curves.map(({ name, curve: { recall: x, precision: y } }) => {
    const kept = thinCurve(x, y);
    return { name, x: kept.map((i) => x[i]!), y: kept.map((i) => y[i]!) };
  });
  // At the lowest threshold every row is an alarm, so precision is the share of positives.
  const shares = new Set(options.curves.map(({ curve }) => curve.precision[0]!));
  const figure = line({
    title: options.title,
    altText: options.altText,
    series,
    xTitle: { label: 'Share of positives that are found (recall)', unit: null },
    yTitle: { label: 'Share of alarms that are right (precision)', unit: null },
    xRange: [-0.01, 1.01],
    yRange: [-0.01, 1.01],
    referenceLines: [...shares].map((at) => ({ axis: 'y', at, label: 'share of positives' })),
  });
  return withTraces(figure, (trace) => ({
    ...trace,
    line: { ...(trace.line as JsonObject), shape: 'hv' },
  }));
}
