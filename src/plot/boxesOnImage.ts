import { assertNotEmpty, Matrix, MlError } from '../core/index.js';
import { type Box, intersectionOverUnion } from '../metrics/index.js';
import { type FigureWords, withSubtitle } from './adjust.js';
import type { Figure, Json, JsonObject } from './figure.js';
import { imageGrid } from './imageGrid.js';
import { groupStyle } from './palette.js';
import { plotlyText } from './text.js';
import { MAX_POINTS } from './validate.js';

/** A box with words at its corner. */
export interface NamedBox {
  /** [x, y, width, height] in pixels, from the left and upper edge of the image. */
  readonly box: Box;
  /** Such as `'7, 0.93'`. Default: none. */
  readonly text?: string;
}

/** One image with what is in it and what was found. */
export interface BoxScene {
  /** (height, width) a shade for each pixel, the first row at the top. */
  readonly pixels: Matrix;
  /** Words beneath it. */
  readonly caption: string;
  readonly truth?: readonly NamedBox[];
  readonly detections?: readonly NamedBox[];
}

/** What `boxesOnImage` draws. */
export interface BoxesOnImageOptions extends FigureWords {
  /** Side by side. */
  readonly scenes: readonly BoxScene[];
  /** Scenes side by side before a new row begins, 1 to 10. Default: all of them, 5 at most. */
  readonly columns?: number;
  /** The values that are drawn white and black, as in `imageGrid`. */
  readonly white?: number;
  readonly black?: number;
}

const STYLES = { truth: groupStyle(2), detections: groupStyle(1) } as const;
/** More boxes hide the image, and each other. */
const MOST_BOXES = 500;

/**
 * Boxes on images: what is there in solid green, what a detector found in dashed vermilion.
 *
 * Images of more than 5,000 pixels together are made smaller: each pixel that is drawn is the mean
 * of k × k pixels, with the least k that suffices; what is left over at the right and lower edge
 * is cut off. Boxes keep their place.
 *
 * @param options the scenes, and the required words (`title`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError TOO_MANY_POINTS (over 500 boxes), those of `intersectionOverUnion` for a box that
 *   is none, and as `imageGrid`.
 *
 * Cost: O(pixels + boxes). Inputs are not changed. The same input gives the same bytes.
 *
 * @example boxesOnImage({ scenes: [{ pixels: Matrix.from([[0, 9], [9, 0]]), caption: 'ink', truth: [{ box: [0, 0, 1, 2] }] }], title: 'Ink', altText: 'The left half of the image holds an object.' }).layout.shapes.length; // 1
 */
export function boxesOnImage(options: BoxesOnImageOptions): Figure {
  const { scenes, title, altText, columns, white, black } = options;
  assertNotEmpty('boxesOnImage', 'scenes', scenes.length);
  const boxes = scenes.reduce(
    (sum, { truth = [], detections = [] }) => sum + truth.length + detections.length,
    0,
  );
  if (boxes > MOST_BOXES) {
    throw new MlError(
      'TOO_MANY_POINTS',
      `boxesOnImage: ${boxes} boxes hide what they surround; at most ${MOST_BOXES} are drawn. ` +
        'Keep the surest detections, or suppress doubles first.',
    );
  }
  const k = shrinkFactor(scenes.map(({ pixels }) => pixels));
  const figure = imageGrid({
    title,
    altText,
    images: scenes.map(({ pixels, caption }) => ({ pixels: shrink(pixels, k), caption })),
    ...(columns === undefined ? {} : { columns }),
    ...(white === undefined ? {} : { white }),
    ...(black === undefined ? {} : { black }),
  });
  const drawn = <T>(draw: (one: NamedBox, kind: keyof typeof STYLES, scene: number) => T[]): T[] =>
    scenes.flatMap((scene, i) =>
      (['truth', 'detections'] as const).flatMap((kind) =>
        (scene[kind] ?? []).flatMap((one) => draw(one, kind, i)),
      ),
    );
  const layout: JsonObject = {
    ...figure.layout,
    shapes: drawn((one, kind, i) => [rectangle(one, kind, i, k)]),
    annotations: [
      ...(figure.layout.annotations as readonly JsonObject[]), // the captions
      ...drawn((one, kind, i) => words(one, kind, i, k)),
    ],
  };
  const smaller = k === 1 ? '' : `; each pixel is the mean of ${k} × ${k}`;
  return withSubtitle(
    { ...figure, layout },
    `solid: what is there; dashed: what was found${smaller}`,
  );
}

function rectangle(one: NamedBox, kind: keyof typeof STYLES, scene: number, k: number): JsonObject {
  intersectionOverUnion(one.box, one.box); // refuses what is no box
  const n = scene === 0 ? '' : String(scene + 1);
  const [x, y, width, height] = one.box;
  const { color } = STYLES[kind];
  return {
    type: 'rect',
    xref: `x${n}`,
    yref: `y${n}`,
    // The middle of the first pixel is 0, its left edge −0.5.
    x0: x / k - 0.5,
    x1: (x + width) / k - 0.5,
    y0: y / k - 0.5,
    y1: (y + height) / k - 0.5,
    line: { color, width: 2, dash: kind === 'truth' ? 'solid' : 'dash' },
  };
}

/** The words of a box: what was found above it, what is there below it. */
function words(one: NamedBox, kind: keyof typeof STYLES, scene: number, k: number): JsonObject[] {
  if (one.text === undefined) return [];
  const { xref, yref, x0, y0, y1 } = rectangle(one, kind, scene, k) as Record<string, Json>;
  return [
    {
      text: plotlyText(one.text),
      font: { size: 11, color: STYLES[kind].color },
      bgcolor: 'rgba(255,255,255,0.8)',
      borderpad: 1,
      showarrow: false,
      xref: xref!,
      yref: yref!,
      x: x0!,
      xanchor: 'left',
      y: kind === 'truth' ? y1! : y0!,
      yanchor: kind === 'truth' ? 'top' : 'bottom',
    },
  ];
}

/** The least k for which all images together are few enough pixels. */
function shrinkFactor(images: readonly Matrix[]): number {
  for (let k = 1; ; k++) {
    const pixels = images.reduce(
      (sum, { rows, columns }) =>
        sum + Math.max(1, Math.floor(rows / k)) * Math.max(1, Math.floor(columns / k)),
      0,
    );
    if (pixels <= MAX_POINTS || pixels <= images.length) return k;
  }
}

function shrink(pixels: Matrix, k: number): Matrix {
  if (k === 1) return pixels;
  const rows = Math.max(1, Math.floor(pixels.rows / k));
  const columns = Math.max(1, Math.floor(pixels.columns / k));
  const small = Matrix.zeros(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      let count = 0;
      for (let r = i * k; r < Math.min(pixels.rows, (i + 1) * k); r++) {
        for (let c = j * k; c < Math.min(pixels.columns, (j + 1) * k); c++) {
          sum += pixels.data[r * pixels.columns + c]!;
          count += 1;
        }
      }
      small.data[i * columns + j] = sum / count;
    }
  }
  return small;
}
