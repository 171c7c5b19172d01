import type { Figure, Json, JsonObject } from './figure.js';
import { legendLayout } from './layout.js';

/** Where one picture stands, in shares of the paper. */
export interface Cell {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** What pictures of one page have in common. */
export interface PlacingOptions {
  readonly sharedX?: boolean;
  readonly sharedY?: boolean;
  readonly sharedLegend: boolean;
  /** The names of the figure's own legend, row by row. */
  readonly legendRows: readonly (readonly string[])[];
  /** The height of such a row, as a share of the paper. */
  readonly legendLine: number;
}

/** The figure's traces, axes, legend and shapes under the numbers of its place. */
export function placeFigure(figure: Figure, index: number, cell: Cell, options: PlacingOptions) {
  const n = index === 0 ? '' : String(index + 1);
  const shared = options.sharedLegend;
  const hidden = shared && index > 0;
  // Plotly wraps a legend at the width of the page only: each further row is a legend of its own.
  const legendOf = (row: number) => (row === 0 ? `legend${n}` : `legend${100 * (index + 1) + row}`);
  const legendOfEntry = options.legendRows.flatMap((row, r) => row.map(() => legendOf(r)));
  let entry = 0;
  const data = figure.data.map(
    (trace): JsonObject => ({
      ...trace,
      xaxis: `x${n}`,
      yaxis: `y${n}`,
      ...(shared
        ? { legendgroup: trace.name ?? '' }
        : {
            legend: (trace.showlegend === true ? legendOfEntry[entry++] : undefined) ?? legendOf(0),
          }),
      ...(!shared && trace.legendgroup !== undefined
        ? { legendgroup: `${index} ${String(trace.legendgroup)}` }
        : {}),
      ...(hidden ? { showlegend: false } : {}),
      // Colour bars of several pictures would lie on each other, at the edge of the page.
      ...(trace.colorbar === undefined ? {} : { showscale: false }),
    }),
  );
  const { xaxis, yaxis } = figure.layout as {
    readonly xaxis: JsonObject;
    readonly yaxis: JsonObject;
  };
  const shapes = ((figure.layout.shapes ?? []) as readonly JsonObject[]).map(
    (shape): JsonObject => ({
      ...shape,
      xref: String(shape.xref).replace('x', `x${n}`),
      yref: String(shape.yref).replace('y', `y${n}`),
    }),
  );
  const layout: Record<string, Json> = {
    [`xaxis${n}`]: {
      ...xaxis,
      domain: cell.x,
      anchor: `y${n}`,
      ...match(options.sharedX, index, 'x'),
    },
    [`yaxis${n}`]: {
      ...yaxis,
      domain: cell.y,
      anchor: `x${n}`,
      ...match(options.sharedY, index, 'y'),
    },
  };
  const lastRow = Math.max(0, options.legendRows.length - 1);
  for (let row = 0; !shared && row <= lastRow; row++) {
    const y = cell.y[1] + (lastRow - row) * options.legendLine;
    layout[legendOf(row)] = {
      ...legendLayout(cell.x[0], y),
      ...(lastRow === 0 ? {} : { bgcolor: 'rgba(0,0,0,0)' }), // else it cuts the row above
    };
  }
  return { data, layout, shapes };
}

function match(shared: boolean | undefined, index: number, axis: 'x' | 'y'): JsonObject {
  return shared && index > 0 ? { matches: axis } : {};
}
