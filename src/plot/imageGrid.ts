import {
  assertFinite,
  assertInteger,
  assertNotEmpty,
  type Matrix,
  MlError,
} from '../core/index.js';
import type { Figure, JsonObject } from './figure.js';
import { headingLayout, INK, pageLayout, WIDTH } from './layout.js';
import { oneLine, plotlyText, wrap } from './text.js';
import { assertAltText, assertPointBudget, assertText } from './validate.js';

/** One picture of a grid. */
export interface GridImage {
  /** (height, width) a shade for each pixel, the first row at the top. */
  readonly pixels: Matrix;
  /** Words beneath it; `\n` begins a new line, and long lines are broken. */
  readonly caption: string;
}

/** What `imageGrid` draws. */
export interface ImageGridOptions {
  readonly images: readonly GridImage[];
  readonly title: string;
  /** The finding in a sentence of at least 20 characters; not the kind of picture. */
  readonly altText: string;
  /** Images side by side before a new row begins, 1 to 10. Default: all of them, 5 at most. */
  readonly columns?: number;
  /** The value that is drawn white, and all beyond it. Default: the lowest of all images. */
  readonly white?: number;
  /** The value that is drawn black, and all beyond it; it may be the lower one. Default: the highest. */
  readonly black?: number;
}

const SIDE = 20;
const GAP = 24;
const TALLEST = 260;
const CAPTION_LINE = 18;
const CAPTION_SPACE = 14;
const FRAME = '#bbbbbb';

/**
 * Small images in shades of grey, each with its caption beneath: digits, averages of digits,
 * spectrograms.
 *
 * All share one scale from white to black, so that shades may be compared; pixels are square, and
 * no image is larger than its place. For ink leave `white` the lower value; for brightness, such as
 * `readImage` gives, say `white: 255, black: 0`.
 *
 * @param options the images, and the words that a picture needs.
 * @returns A figure for `show`; together at most 5,000 pixels.
 * @throws MlError EMPTY | NOT_FINITE (a pixel, white, black) | OUT_OF_RANGE (columns, white equal to black) |
 *   TOO_MANY_POINTS | INVALID_ARGUMENT (words as in `scatter`).
 *
 * Cost: O(pixels). Inputs are not changed. The same input gives the same bytes.
 *
 * @example imageGrid({ images: [{ pixels: Matrix.from([[0, 16], [16, 0]]), caption: 'ink' }], title: 'Ink', altText: 'Ink lies on one of the two diagonals.' }).data.length; // 1
 */
export function imageGrid(options: ImageGridOptions): Figure {
  const { images } = options;
  assertNotEmpty('imageGrid', 'images', images.length);
  const columns = options.columns ?? Math.min(5, images.length);
  assertInteger('imageGrid', 'columns', columns, 1, 10);
  assertText('imageGrid', 'title', options.title);
  assertAltText('imageGrid', options.altText);
  for (const [i, { pixels, caption }] of images.entries()) {
    assertNotEmpty('imageGrid', `images[${i}].pixels`, pixels.data.length);
    assertFinite('imageGrid', `images[${i}].pixels`, pixels.data);
    assertText('imageGrid', `images[${i}].caption`, caption);
  }
  assertPointBudget(
    'imageGrid',
    images.reduce((sum, { pixels }) => sum + pixels.data.length, 0),
  );

  const shades = shadesOf(options);
  const page = places(images, columns, headingLayout(options.title, undefined, [], WIDTH).top);
  return {
    data: images.map(({ pixels }, i) => imageTrace(pixels, i, shades)),
    layout: {
      ...pageLayout(WIDTH, page.height, page.top),
      margin: { l: SIDE, r: SIDE, t: page.top, b: page.bottom },
      title: headingLayout(options.title, undefined, [], WIDTH).title,
      showlegend: false,
      ...Object.assign({}, ...images.map(({ pixels }, i) => axes(pixels, i, page.places[i]!))),
      annotations: page.places.map(captionText),
    },
    title: options.title,
    altText: oneLine(options.altText),
  };
}

/** How values become greys: white at the lower end unless `turned`. */
interface Shades {
  readonly low: number;
  readonly high: number;
  readonly turned: boolean;
}

function shadesOf({ images, white, black }: ImageGridOptions): Shades {
  let [least, most] = [Infinity, -Infinity];
  for (const { pixels } of images) {
    for (const value of pixels.data) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  if (least === most) most = least + 1; // one shade all over: white, unless an end is given
  const [paper, ink] = [white ?? least, black ?? most];
  assertFinite('imageGrid', 'white, black', [paper, ink]);
  if (paper === ink) {
    throw new MlError(
      'OUT_OF_RANGE',
      `imageGrid: white and black are both ${ink}, so that no shade lies between them. ` +
        'Give the two values apart, or leave one out.',
    );
  }
  return { low: Math.min(paper, ink), high: Math.max(paper, ink), turned: paper > ink };
}

function imageTrace(pixels: Matrix, index: number, { low, high, turned }: Shades): JsonObject {
  const n = index === 0 ? '' : String(index + 1);
  return {
    type: 'heatmap',
    name: '',
    showlegend: false,
    z: pixels.toRows(),
    zmin: low,
    zmax: high,
    colorscale: turned
      ? [
          [0, '#000000'],
          [1, '#ffffff'],
        ]
      : [
          [0, '#ffffff'],
          [1, '#000000'],
        ],
    showscale: false,
    hovertemplate: 'row %{y}, column %{x}: %{z}<extra></extra>',
    xaxis: `x${n}`,
    yaxis: `y${n}`,
  };
}

/** Where an image stands, in shares of the paper, and the lines beneath it. */
interface Place {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly lines: readonly string[];
}

/** Rows of places, each as high as its tallest image, with room for the captions beneath. */
function places(images: readonly GridImage[], columns: number, top: number) {
  const paperWidth = WIDTH - 2 * SIDE;
  const widest = (paperWidth - (columns - 1) * GAP) / columns;
  const sizes = images.map(({ pixels, caption }) => {
    const pixel = Math.min(widest / pixels.columns, TALLEST / pixels.rows);
    return {
      width: pixel * pixels.columns,
      height: pixel * pixels.rows,
      lines: caption.split('\n').flatMap((line) => wrap(line, Math.floor(widest / 7))),
    };
  });
  const rows = Array.from({ length: Math.ceil(images.length / columns) }, (_, r) => {
    const row = sizes.slice(r * columns, (r + 1) * columns);
    const captions = CAPTION_SPACE + CAPTION_LINE * Math.max(...row.map((one) => one.lines.length));
    return { image: Math.max(...row.map((one) => one.height)), captions };
  });
  const bottom = rows.at(-1)!.captions;
  const paperHeight = rows.reduce((sum, row) => sum + row.image + row.captions, -bottom);
  let down = 0;
  const downs = rows.map(({ image, captions }) => {
    down += image + captions;
    return down - captions;
  });
  const placed = sizes.map(({ width, height, lines }, i): Place => {
    const left = (i % columns) * (widest + GAP);
    const foot = downs[Math.floor(i / columns)]!;
    return {
      x: [left / paperWidth, (left + width) / paperWidth],
      y: [Math.max(0, 1 - foot / paperHeight), Math.min(1, 1 - (foot - height) / paperHeight)],
      lines,
    };
  });
  return { places: placed, top, bottom, height: Math.ceil(top + paperHeight + bottom) };
}

function axes(pixels: Matrix, index: number, { x, y }: Place): JsonObject {
  const n = index === 0 ? '' : String(index + 1);
  const bare = {
    showgrid: false,
    zeroline: false,
    ticks: '',
    showticklabels: false,
    showline: true,
    mirror: true,
    linecolor: FRAME,
  };
  return {
    [`xaxis${n}`]: { ...bare, domain: x, anchor: `y${n}`, range: [-0.5, pixels.columns - 0.5] },
    [`yaxis${n}`]: { ...bare, domain: y, anchor: `x${n}`, range: [pixels.rows - 0.5, -0.5] },
  };
}

function captionText({ x, y, lines }: Place): JsonObject {
  return {
    text: lines.map(plotlyText).join('<br>'),
    font: { size: 13, color: INK },
    align: 'left',
    showarrow: false,
    xref: 'paper',
    yref: 'paper',
    x: x[0],
    xanchor: 'left',
    y: y[0],
    yanchor: 'top',
    yshift: -2,
  };
}
