import { assertNotEmpty, assertSameLength } from '../core/index.js';
import type { Figure, FigureOptions, JsonObject } from './figure.js';
import { type Group, type GroupLabels, groupRows } from './groups.js';
import { buildFigure } from './layout.js';
import { assertFewGroups, groupStyle } from './palette.js';
import {
  assertSeries,
  coordinateAxis,
  hoverTemplate,
  plotlyCoordinates,
  type Series,
  seriesTraces,
} from './series.js';
import { plotlyText } from './text.js';
import { assertCoordinates, assertPointBudget, type Coordinates } from './validate.js';

/** What `scatter` draws. */
export interface ScatterOptions extends FigureOptions {
  /** (n,) finite numbers, or dates. */
  readonly x: Coordinates;
  /** (n,) finite numbers. */
  readonly y: ArrayLike<number>;
  /** (n,) labels: one colour and one symbol each, at most seven. */
  readonly group?: GroupLabels;
  /** (n,) words shown when a point is pointed at, such as the row's name. */
  readonly labels?: readonly string[];
  /** Lines above the points, such as fits; one named like a group takes that group's colour. */
  readonly lines?: readonly Series[];
}

/**
 * One point a row: how two measured quantities go together.
 *
 * Groups differ in colour and in symbol, so either alone suffices. Points are smaller where there
 * are more of them, and translucent, so that crowds look darker.
 *
 * @param options the data, the required words (`title`, `xTitle`, `yTitle`, `altText`) and extras.
 * @returns A figure of at most 5,000 points for `show`.
 * @throws MlError TOO_MANY_POINTS | NOT_FINITE | SHAPE_MISMATCH | EMPTY | INVALID_ARGUMENT (an
 *   alt text too short or naming the kind of picture, an empty title, more than seven groups) |
 *   OUT_OF_RANGE (zero or less on a logarithmic axis).
 *
 * Cost: O(n). Inputs are not changed. The same input gives the same bytes.
 * Source: palette of Okabe & Ito (2008), Color Universal Design.
 *
 * @example scatter({ x: [18.7, 17.4], y: [3750, 3800], title: 'Penguins', xTitle: { label: 'Beak depth', unit: 'mm' }, yTitle: { label: 'Body mass', unit: 'g' }, altText: 'The penguin with the deeper beak is the lighter one.' }).data.length; // 1
 */
export function scatter(options: ScatterOptions): Figure {
  const { x, y, group, labels, lines = [] } = options;
  assertNotEmpty('scatter', 'x', x.length);
  assertCoordinates('scatter', ['x', 'y'], x, y, options);
  if (labels !== undefined) assertSameLength('scatter', 'x', x.length, 'labels', labels.length);
  const linePoints = lines.map((line, i) => assertSeries('scatter', `lines[${i}]`, line, options));
  assertPointBudget(
    'scatter',
    linePoints.reduce((sum, points) => sum + points, x.length),
  );

  const groups = group === undefined ? [] : groupRows('scatter', x.length, group);
  const look = markerLook(x.length);
  const points =
    group === undefined
      ? [pointTrace(options, look)]
      : groups.map((each) => pointTrace(options, look, each));
  return buildFigure('scatter', options, {
    traces: [...points, ...overlays(options, lines, groups)],
    xAxis: coordinateAxis(x),
  });
}

function pointTrace(options: ScatterOptions, look: JsonObject, group?: Group): JsonObject {
  const pick = <T>(values: readonly T[]) =>
    group === undefined ? values : group.rows.map((i) => values[i]!);
  const style = group?.style ?? groupStyle(0);
  const hover = hoverTemplate(options);
  return {
    type: 'scatter',
    mode: 'markers',
    name: plotlyText(group?.name ?? ''),
    legendgroup: group?.name ?? '',
    showlegend: group !== undefined,
    x: pick(plotlyCoordinates(options.x)),
    y: pick(Array.from(options.y)),
    marker: { color: style.color, symbol: style.symbol, ...look },
    hovertemplate: `${options.labels === undefined ? '' : '%{text}<br>'}${hover}${group === undefined ? '<extra></extra>' : ''}`,
    ...(options.labels === undefined ? {} : { text: pick(options.labels).map(plotlyText) }),
  };
}

/** Size and opacity by crowd. */
function markerLook(points: number): JsonObject {
  if (points <= 200) return { size: 8, opacity: 0.85 };
  return points <= 1000 ? { size: 7, opacity: 0.7 } : { size: 5, opacity: 0.5 };
}

/** Lines named like a group share its colour and its legend entry; the others come after. */
function overlays(
  options: ScatterOptions,
  lines: readonly Series[],
  groups: readonly Group[],
): JsonObject[] {
  let next = Math.max(1, groups.length);
  return lines.flatMap((line) => {
    const own = groups.find((group) => group.name === line.name);
    if (own !== undefined) {
      return seriesTraces(line, own.style, options, { show: false, marks: false });
    }
    assertFewGroups('scatter', next + 1);
    const style = { ...groupStyle(next), dash: next === 1 ? 'solid' : groupStyle(next).dash };
    next += 1;
    return seriesTraces(line, style, options, { show: true, marks: false });
  });
}
