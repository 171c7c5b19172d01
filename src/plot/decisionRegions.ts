import {
  assertColumns,
  assertFiniteMatrix,
  assertInteger,
  assertNotEmpty,
  assertSameLength,
  Matrix,
} from '../core/index.js';
import type { Label } from '../metrics/index.js';
import { withSubtitle } from './adjust.js';
import type { Figure, FigureOptions, JsonObject } from './figure.js';
import { groupRows } from './groups.js';
import { translucent } from './palette.js';
import { scatter } from './scatter.js';
import { thinRows } from './thinCurve.js';
import { MAX_POINTS } from './validate.js';

/** What `decisionRegions` draws. */
export interface DecisionRegionsOptions
  extends Pick<FigureOptions, 'title' | 'altText' | 'xTitle' | 'yTitle'> {
  /** (n, 2) two features. */
  readonly X: Matrix;
  /** (n,) true classes, at most seven. */
  readonly y: ArrayLike<Label>;
  /** (m, 2) → m predicted classes, or a promise of them: `(grid) => fitted.predict(grid)`. */
  readonly predict: (grid: Matrix) => ArrayLike<Label> | Promise<ArrayLike<Label>>;
  /** Places to ask along each axis, 2 to 60. Default 50. */
  readonly steps?: number;
}

/**
 * Decision regions: which class a classifier of two features answers where, with the points that
 * it is judged by. A symbol on ground of another colour is a mistake.
 *
 * The ground is asked at `steps` × `steps` places; beside it as many rows are drawn as 5,000 points
 * in all allow, evenly spaced in their order. The line below the title says so.
 *
 * @param options the points, the classifier, and the required words (`title`, `xTitle`, `yTitle`,
 *   `altText`).
 * @returns A promise of a figure for `show`: `show(await decisionRegions(…))`.
 * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | OUT_OF_RANGE (steps) | INVALID_ARGUMENT (more
 *   than seven classes, words as in `scatter`), and what `predict` throws.
 *
 * Cost: `steps`² predictions. Inputs are not changed. The same input gives the same bytes.
 *
 * @example
 * const X = Matrix.from([[0, 0], [1, 1]]);
 * const words = { title: 'Sides', xTitle: { label: 'a', unit: null }, yTitle: { label: 'b', unit: null }, altText: 'The border runs across the middle.' };
 * const figure = await decisionRegions({ X, y: [0, 1], predict: (grid) => grid.column(0).map((a) => (a > 0.5 ? 1 : 0)), ...words });
 * figure.data.length; // 3
 */
export async function decisionRegions(options: DecisionRegionsOptions): Promise<Figure> {
  const { X, y, predict, steps = 50, title, altText, xTitle, yTitle } = options;
  const where = 'decisionRegions';
  assertSameLength(where, 'X', X.rows, 'y', y.length);
  assertNotEmpty(where, 'X', X.rows);
  assertColumns(where, X, 2);
  assertFiniteMatrix(where, 'X', X);
  assertInteger(where, 'steps', steps, 2, 60);
  const [across, up] = [placesOf(X.column(0), steps), placesOf(X.column(1), steps)];
  const grid = Matrix.from(up.flatMap((b) => across.map((a) => [a, b])));
  const answers = await predict(grid);
  assertSameLength(where, 'the grid', grid.rows, 'the predictions', answers.length);

  // Points and ground share one list of classes, so that each has one colour.
  const everyone = [...Array.from(y), ...Array.from(answers)];
  const groups = groupRows(where, everyone.length, everyone);
  const kept = thinRows(X.rows, MAX_POINTS - steps * steps);
  const rows = new Set(kept);
  const points = scatter({
    title,
    altText,
    xTitle,
    yTitle,
    x: kept.map((i) => X.at(i, 0)),
    y: kept.map((i) => X.at(i, 1)),
    group: kept.map((i) => y[i]!),
  });
  const codes = new Int32Array(everyone.length);
  groups.forEach((group, code) => {
    for (const row of group.rows) codes[row] = code;
  });
  const ground: JsonObject = {
    type: 'heatmap',
    name: '',
    showlegend: false,
    x: across,
    y: up,
    z: up.map((_, i) => across.map((__, j) => codes[X.rows + i * steps + j]!)),
    zmin: -0.5,
    zmax: groups.length - 0.5,
    colorscale: groups.flatMap(({ style }, code) => [
      [code / groups.length, translucent(style.color, 0.25)],
      [(code + 1) / groups.length, translucent(style.color, 0.25)],
    ]),
    showscale: false,
    hoverinfo: 'skip',
  };
  const styled = points.data.map((trace): JsonObject => {
    const style = groups.find(({ name }) => name === trace.legendgroup)?.style;
    const marker = trace.marker as JsonObject;
    const own = style === undefined ? {} : { color: style.color, symbol: style.symbol };
    return { ...trace, marker: { ...marker, ...own, opacity: 1 } };
  });
  const { xaxis, yaxis } = points.layout as Record<string, JsonObject>;
  const bare = { xaxis: { ...xaxis, showgrid: false }, yaxis: { ...yaxis, showgrid: false } };
  const figure = { ...points, data: [ground, ...styled], layout: { ...points.layout, ...bare } };
  return rows.size === X.rows
    ? figure
    : withSubtitle(figure, `${rows.size} of ${X.rows} rows, evenly spaced in their order`);
}

/** Places from a little below the least to a little above the greatest. */
function placesOf(values: Float64Array, steps: number): number[] {
  const low = values.reduce((least, value) => Math.min(least, value));
  const high = values.reduce((most, value) => Math.max(most, value));
  const rim = 0.05 * (high - low || 1);
  const width = high - low + 2 * rim;
  return Array.from({ length: steps }, (_, k) => low - rim + (width * k) / (steps - 1));
}
