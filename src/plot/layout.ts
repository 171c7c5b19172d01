import type {
  AxisTitle,
  Figure,
  FigureOptions,
  Json,
  JsonObject,
  ReferenceLine,
} from './figure.js';
import { axisText, oneLine, plotlyText, wrap } from './text.js';
import { assertFigureOptions } from './validate.js';

/** Width and height of a single picture in pixels. */
export const WIDTH = 720;
export const HEIGHT = 440;
export const SIDE_MARGIN = { left: 72, right: 24, bottom: 60 } as const;

/** Dark text on white paper in every theme: 15.9 : 1, and the palette was chosen for white. */
export const INK = '#222222';
const PAPER = '#ffffff';
export const GRID = '#dedede';
const QUIET = '#595959'; // 7 : 1 on white
const TITLE_LINE = 23;
const SUBTITLE_LINE = 20;
export const LEGEND_LINE = 22;

/** What a builder knows beyond the caller's options. */
export interface Parts {
  readonly traces: readonly JsonObject[];
  /** A quiet line below the title, such as the rule that chose the bins. */
  readonly subtitle?: string;
  /** Overrides of the x axis, such as `{ type: 'date' }`. */
  readonly xAxis?: JsonObject;
  readonly yAxis?: JsonObject;
  /** Other layout entries, such as `barmode`. */
  readonly extra?: JsonObject;
}

/** Checks the words, then puts traces and layout together as every figure here looks. */
export function buildFigure(where: string, options: FigureOptions, parts: Parts): Figure {
  assertFigureOptions(where, options);
  const { traces } = parts;
  const heading = headingLayout(options.title, parts.subtitle, legendNames(traces), WIDTH);
  const layout: JsonObject = {
    ...pageLayout(WIDTH, HEIGHT, heading.top),
    title: heading.title,
    ...(parts.subtitle === undefined ? {} : { meta: { subtitle: parts.subtitle } }),
    showlegend: legendNames(traces).length > 0,
    xaxis: { ...axisLayout(options.xTitle, options.xLog, options.xRange), ...parts.xAxis },
    yaxis: { ...axisLayout(options.yTitle, options.yLog, options.yRange), ...parts.yAxis },
    ...(options.referenceLines === undefined
      ? {}
      : { shapes: options.referenceLines.map(referenceShape) }),
    ...parts.extra,
  };
  return { data: traces, layout, title: options.title, altText: oneLine(options.altText) };
}

/** Paper, fonts and margins: everything that a viewer's template would otherwise choose. */
export function pageLayout(width: number, height: number, top: number): JsonObject {
  const { left, right, bottom } = SIDE_MARGIN;
  return {
    width,
    height,
    margin: { l: left, r: right, t: top, b: bottom },
    paper_bgcolor: PAPER,
    plot_bgcolor: PAPER,
    font: { family: 'Open Sans, Verdana, Arial, sans-serif', size: 13, color: INK },
    hovermode: 'closest',
    hoverlabel: { align: 'left' },
    legend: legendLayout(0, 1),
  };
}

/** A row of names above the picture, so that the picture keeps its width. */
export function legendLayout(x: number, y: number): JsonObject {
  return { orientation: 'h', x, xanchor: 'left', y, yanchor: 'bottom', font: { size: 13 } };
}

/** The title in lines that fit, the quiet line below it, and the margin that both need. */
export function headingLayout(
  title: string,
  subtitle: string | undefined,
  names: readonly string[],
  width: number,
): { readonly title: JsonObject; readonly top: number } {
  const lines = wrap(title, Math.floor((width - 40) / 9));
  const top =
    16 +
    lines.length * TITLE_LINE +
    (subtitle === undefined ? 0 : SUBTITLE_LINE) +
    legendHeight(names, width - SIDE_MARGIN.left - SIDE_MARGIN.right) +
    8;
  return {
    top,
    title: {
      text: headingText(lines, subtitle),
      font: { size: 17, color: INK },
      x: 0,
      xref: 'container',
      xanchor: 'left',
      y: 1,
      yref: 'container',
      yanchor: 'top',
      // Plotly moves a text of one line down by the height of its capitals, longer ones not.
      pad: { l: 20, t: lines.length > 1 || subtitle !== undefined ? 26 : 14 },
    },
  };
}

/** Title and quiet line as one text, since Plotly's own subtitle pushes a long title off the page. */
export function headingText(lines: readonly string[], subtitle: string | undefined): string {
  const title = lines.map(plotlyText).join('<br>');
  if (subtitle === undefined) return title;
  return `${title}<br><span style="font-size:13px;color:${QUIET}">${plotlyText(subtitle)}</span>`;
}

/** Pixels that a legend of these names takes below each other in a row of `available` pixels. */
export function legendHeight(names: readonly string[], available: number): number {
  const pixels = names.reduce((sum, name) => sum + entryWidth(name), 0);
  return Math.ceil(pixels / available) * LEGEND_LINE;
}

/** The names in rows of at most `available` pixels, for a legend that Plotly would not wrap. */
export function legendRows(names: readonly string[], available: number): string[][] {
  const rows: string[][] = [];
  let room = 0;
  for (const name of names) {
    const row = rows.at(-1);
    if (row !== undefined && entryWidth(name) <= room) row.push(name);
    else {
      rows.push([name]);
      room = available;
    }
    room -= entryWidth(name);
  }
  return rows;
}

/** Pixels of a sign and a name, by the average width of a letter. */
function entryWidth(name: string): number {
  return 38 + 6.4 * name.length;
}

/** The names that a legend will list: none when every trace keeps out of it. */
export function legendNames(traces: readonly JsonObject[]): readonly string[] {
  return traces.filter((trace) => trace.showlegend === true).map((trace) => String(trace.name));
}

/** An axis with its title and unit, as every figure here has it. */
export function axisLayout(
  title: AxisTitle,
  log: boolean | undefined,
  range: readonly [number, number] | undefined,
): JsonObject {
  const ends: readonly Json[] | undefined = log ? range?.map(Math.log10) : range; // Plotly wants exponents
  return {
    title: { text: plotlyText(axisText(title)), standoff: 12, font: { size: 14 } },
    automargin: true,
    type: log ? 'log' : 'linear',
    exponentformat: 'power',
    showline: true,
    linecolor: INK,
    ticks: 'outside',
    tickcolor: INK,
    gridcolor: GRID,
    zeroline: false,
    ...(ends === undefined ? {} : { range: ends }),
  };
}

function referenceShape(line: ReferenceLine): JsonObject {
  const across = line.axis === 'y';
  return {
    type: 'line',
    layer: 'above',
    xref: across ? 'x domain' : 'x',
    yref: across ? 'y' : 'y domain',
    x0: across ? 0 : line.at,
    x1: across ? 1 : line.at,
    y0: across ? line.at : 0,
    y1: across ? line.at : 1,
    line: { color: QUIET, width: 1.5, dash: 'dash' },
    ...(line.label === undefined
      ? {}
      : {
          label: {
            text: plotlyText(line.label),
            textposition: 'end',
            font: { size: 12, color: QUIET },
            ...(across ? {} : { textangle: 0, xanchor: 'left', yanchor: 'top', padding: 5 }),
          },
        }),
  };
}
