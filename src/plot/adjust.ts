import type { Figure, FigureOptions, JsonObject } from './figure.js';
import { headingLayout, legendNames, WIDTH } from './layout.js';

/** The words that a picture needs where its axes have names of their own. */
export type FigureWords = Pick<FigureOptions, 'title' | 'altText'>;

/** The same picture with a quiet line below its title. */
export function withSubtitle(figure: Figure, subtitle: string): Figure {
  const heading = headingLayout(figure.title, subtitle, legendNames(figure.data), WIDTH);
  const before = headingLayout(figure.title, undefined, legendNames(figure.data), WIDTH);
  const { margin, height } = figure.layout as { margin: { t: number }; height: number };
  const more = heading.top - before.top;
  return {
    ...figure,
    layout: {
      ...figure.layout,
      height: height + more,
      margin: { ...margin, t: margin.t + more },
      title: heading.title,
      meta: { subtitle },
    },
  };
}

/** The same picture with a dashed line from the lower left to the upper right of the unit square. */
export function withDiagonal(figure: Figure): Figure {
  const shapes = (figure.layout.shapes ?? []) as readonly JsonObject[];
  const diagonal: JsonObject = {
    type: 'line',
    layer: 'below',
    xref: 'x',
    yref: 'y',
    x0: 0,
    y0: 0,
    x1: 1,
    y1: 1,
    line: { color: '#595959', width: 1.5, dash: 'dash' },
  };
  return { ...figure, layout: { ...figure.layout, shapes: [...shapes, diagonal] } };
}

/** The same picture with something changed in each trace. */
export function withTraces(figure: Figure, change: (trace: JsonObject) => JsonObject): Figure {
  return { ...figure, data: figure.data.map(change) };
}
