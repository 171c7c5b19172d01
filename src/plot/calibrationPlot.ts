import type { CalibrationCurve } from '../metrics/index.js';
import { type FigureWords, withDiagonal } from './adjust.js';
import type { Figure } from './figure.js';
import { line } from './line.js';

/** What `calibrationPlot` draws. */
export interface CalibrationPlotOptions extends FigureWords {
  /** One to seven curves, as `calibrationCurve` gives them. */
  readonly curves: readonly { readonly name: string; readonly curve: CalibrationCurve }[];
}

/**
 * Calibration curves: what came, against what was promised. On the dashed diagonal promises are
 * kept; below it they were too high.
 *
 * @param options the curves, and the required words (`title`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError as `line`.
 *
 * Cost: O(bins). Inputs are not changed. The same input gives the same bytes.
 *
 * @example calibrationPlot({ curves: [{ name: 'model', curve: calibrationCurve([0, 1], [0.2, 0.7]) }], title: 'Rain', altText: 'The model promises too little at both ends.' }).data.length; // 1
 */
export function calibrationPlot(options: CalibrationPlotOptions): Figure {
  return withDiagonal(
    line({
      title: options.title,
      altText: options.altText,
      series: options.curves.map(({ name, curve }) => ({
        name,
        x: curve.predicted,
        y: curve.observed,
      })),
      xTitle: { label: 'Promised: mean probability of the bin', unit: null },
      yTitle: { label: 'Came: share of positives in the bin', unit: null },
      xRange: [-0.02, 1.02],
      yRange: [-0.02, 1.02],
    }),
  );
}
