import type { RocCurve } from '../metrics/index.js';
import { type FigureWords, withDiagonal } from './adjust.js';
import type { Figure } from './figure.js';
import { line } from './line.js';
import { thinCurve } from './thinCurve.js';

/** What `rocPlot` draws. */
export interface RocPlotOptions extends FigureWords {
  /** One to seven curves, as `rocCurve` gives them. */
  readonly curves: readonly { readonly name: string; readonly curve: RocCurve }[];
}

/**
 * ROC curves: what each threshold finds, against what it wrongly alarms. On the dashed diagonal
 * the ranking is chance.
 *
 * A curve of more than 500 points is thinned to those that first reach 500 equal steps along it.
 *
 * @param options the curves, and the required words (`title`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError as `line`.
 *
 * Cost: O(n). Inputs are not changed. The same input gives the same bytes.
 *
 * @example rocPlot({ curves: [{ name: 'model', curve: rocCurve([0, 1], [0.2, 0.7]) }], title: 'Rain', altText: 'The model ranks every wet day above every dry one.' }).data.length; // 1
 */
export function rocPlot(options: RocPlotOptions): Figure {
  const series = options.curves.map(({ name, curve }) => {
    const { falsePositiveRate: x, truePositiveRate: y } = curve;
    const kept = thinCurve(x, y);
    return { name, x: kept.map((i) => x[i]!), y: kept.map((i) => y[i]!) };
  });
  return withDiagonal(
    line({
      title: options.title,
      altText: options.altText,
      series,
      xTitle: { label: 'Share of negatives that give an alarm', unit: null },
      yTitle: { label: 'Share of positives that are found (recall)', unit: null },
      xRange: [-0.01, 1.01],
      yRange: [-0.01, 1.01],
    }),
  );
}
