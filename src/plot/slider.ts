import { assertInteger, assertNotEmpty, assertSameLength, MlError } from '../core/index.js';
import type { Figure, JsonObject } from './figure.js';
import { INK, SIDE_MARGIN } from './layout.js';
import { oneLine, plotlyText } from './text.js';
import { assertAltText, assertPointBudget, assertText } from './validate.js';

/** How `slider` turns figures into one. */
export interface SliderOptions {
  /** What the slider moves, such as "Threshold". */
  readonly name: string;
  /** (figures,) the words at each place of the slider. */
  readonly labels: readonly string[];
  /** The finding over all places. */
  readonly altText: string;
  /** The place that is seen first, and in print. Default 0. */
  readonly start?: number;
}

const SPACE = 92;

/**
 * Several figures as one with a slider below it: the reader moves through them.
 *
 * Each place of the slider shows one figure with its own title. Axes, size and margins are those of
 * the figure at `start`, so give ranges where figures would choose different ones. On paper, and
 * where a notebook is not live, that figure alone is seen.
 *
 * @param figures one or more figures with one pair of axes, such as those of `heatMap` or `line`.
 * @param options `name`, `labels`, `altText`, `start`.
 * @returns A figure for `show`; together at most 5,000 points.
 * @throws MlError EMPTY | SHAPE_MISMATCH (labels) | OUT_OF_RANGE (start) | TOO_MANY_POINTS |
 *   INVALID_ARGUMENT (words as in `scatter`, or a figure that is combined, a radar or a slider).
 *
 * Cost: O(points + figures²). Inputs are not changed. The same input gives the same bytes.
 *
 * @example slider([histogram({ values: [1, 2, 2], title: 'Eggs', xTitle: { label: 'Eggs', unit: null }, yTitle: { label: 'Nests', unit: null }, altText: 'Most nests hold two eggs.' })], { name: 'Year', labels: ['2007'], altText: 'Most nests hold two eggs, every year.' }).title; // 'Eggs'
 */
export function slider(figures: readonly Figure[], options: SliderOptions): Figure {
  const { name, labels, altText, start = 0 } = options;
  assertNotEmpty('slider', 'figures', figures.length);
  assertSameLength('slider', 'figures', figures.length, 'labels', labels.length);
  assertInteger('slider', 'start', start, 0, figures.length - 1);
  assertText('slider', 'name', name);
  for (const [i, label] of labels.entries()) assertText('slider', `labels[${i}]`, label);
  assertAltText('slider', altText);
  for (const [i, figure] of figures.entries()) assertPlain(figure, i);
  const traces = figures.flatMap(({ data }, place) => data.map((trace) => ({ trace, place })));
  assertPointBudget(
    'slider',
    traces.reduce((sum, { trace }) => sum + (Array.isArray(trace.x) ? trace.x.length : 0), 0),
  );

  const shown = figures[start]!;
  const { margin, height } = shown.layout as { margin: JsonObject; height: number };
  return {
    data: traces.map(({ trace, place }) => ({ ...trace, visible: place === start })),
    layout: {
      ...shown.layout,
      height: height + SPACE,
      margin: { ...margin, b: SIDE_MARGIN.bottom + SPACE },
      sliders: [
        {
          active: start,
          currentvalue: { prefix: `${plotlyText(name)}: `, font: { size: 14, color: INK } },
          pad: { t: 56, b: 0 },
          len: 1,
          steps: figures.map(({ layout }, place) => ({
            label: plotlyText(labels[place]!),
            method: 'update',
            args: [
              { visible: traces.map((each) => each.place === place) },
              {
                'title.text': (layout.title as JsonObject).text!,
                shapes: layout.shapes ?? [],
              },
            ],
          })),
        },
      ],
    },
    title: shown.title,
    altText: oneLine(altText),
  };
}

function assertPlain({ layout }: Figure, index: number): void {
  const why =
    layout.sliders !== undefined
      ? 'has a slider already'
      : layout.xaxis2 !== undefined
        ? 'is combined from several'
        : layout.xaxis === undefined
          ? 'has no x and y axes'
          : undefined;
  if (why === undefined) return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `slider: figures[${index}] ${why}, and a figure with one pair of axes is needed.`,
  );
}
