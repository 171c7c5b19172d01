import { assertNotEmpty } from '../core/index.js';
import type { Figure, FigureOptions } from './figure.js';
import { buildFigure } from './layout.js';
import { assertFewGroups, groupStyle } from './palette.js';
import { assertSeries, coordinateAxis, type Series, seriesTraces } from './series.js';
import { assertPointBudget } from './validate.js';

/** What `line` draws. */
export interface LineOptions extends FigureOptions {
  /** One to seven lines; each may have a band. */
  readonly series: readonly Series[];
}

/**
 * Lines through points in their given order: how a quantity runs along another, such as loss by
 * epoch.
 *
 * Lines differ in colour and in dash, so either alone suffices. A line of at most 30 points marks
 * them too. A band (`low`, `high`) shows a spread, such as that over seeds; a point of a band
 * counts, so a line with one costs three times its length.
 *
 * @param options the lines, the required words (`title`, `xTitle`, `yTitle`, `altText`), extras.
 * @returns A figure of at most 5,000 points for `show`.
 * @throws MlError TOO_MANY_POINTS | NOT_FINITE | SHAPE_MISMATCH | EMPTY | INVALID_ARGUMENT |
 *   OUT_OF_RANGE, each as in `scatter`.
 *
 * Cost: O(n). Inputs are not changed. The same input gives the same bytes.
 *
 * @example line({ series: [{ name: 'train', x: [1, 2, 3], y: [0.9, 0.5, 0.4] }], title: 'Loss', xTitle: { label: 'Epoch', unit: null }, yTitle: { label: 'Loss', unit: 'nats' }, altText: 'The loss falls fast, then slower.' }).data.length; // 1
 */
export function line(options: LineOptions): Figure {
  const { series } = options;
  assertNotEmpty('line', 'series', series.length);
  assertFewGroups('line', series.length);
  let points = 0;
  for (const [i, each] of series.entries()) {
    assertNotEmpty('line', `series[${i}].x`, each.x.length);
    points += assertSeries('line', `series[${i}]`, each, options);
  }
  assertPointBudget('line', points);
  const show = series.length > 1;
  return buildFigure('line', options, {
    traces: series.flatMap((each, i) =>
      seriesTraces(each, groupStyle(i), options, { show, marks: true }),
    ),
    xAxis: coordinateAxis(series[0]?.x),
  });
}
