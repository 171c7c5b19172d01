import { assertFinite, assertSameLength, MlError } from '../core/index.js';
import type { FigureOptions } from './figure.js';
import { oneLine } from './text.js';

/** The most points that one figure may carry: notebooks are stored and read on slow machines. */
export const MAX_POINTS = 5000;

/** Places on an axis: numbers, or dates (read by their UTC clock); a missing one is refused. */
export type Coordinates = ArrayLike<number> | readonly (Date | null)[];

const SHORTEST_ALT_TEXT = 20;
const NAMES_A_KIND =
  /^(an? |the |this )?(scatter ?(plot|chart)?|(line|bar|column) (plot|chart|graph)|histogram|box( ?plot)?|violin( ?plot)?|heat ?map|pair ?plot|spectrogram|figure|plot|chart|graph|picture|image)s?\b/i;

/** Refuses an alt text that says nothing, or that names the kind of picture instead of its finding. */
export function assertAltText(where: string, altText: string): void {
  const text = typeof altText === 'string' ? oneLine(altText) : '';
  if (text.length < SHORTEST_ALT_TEXT) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: altText ${JSON.stringify(text)} has ${text.length} characters, and at least ` +
        `${SHORTEST_ALT_TEXT} are needed. Say in a sentence what the picture shows to those who ` +
        'cannot see it.',
    );
  }
  if (NAMES_A_KIND.test(text)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: altText ${JSON.stringify(text)} opens with the kind of picture. Say what is ` +
        'found in it: not "Scatter plot of beak against mass" but "Within each species a deeper ' +
        'beak goes with a heavier body".',
    );
  }
}

/** Refuses an empty title or label. */
export function assertText(where: string, name: string, text: string): void {
  if (typeof text === 'string' && text.trim() !== '') return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: ${name} is empty, and a reader needs it. Write a few words.`,
  );
}

/** Checks the titles, the alt text, the ranges and the reference lines of a figure. */
export function assertFigureOptions(where: string, options: FigureOptions): void {
  assertText(where, 'title', options.title);
  for (const axis of ['x', 'y'] as const) {
    const title = options[`${axis}Title`];
    assertText(where, `${axis}Title.label`, title?.label ?? '');
    if (title.unit !== null) assertText(where, `${axis}Title.unit (null for none)`, title.unit);
    const range = options[`${axis}Range`];
    if (range === undefined) continue;
    assertFinite(where, `${axis}Range`, range);
    if (range[0] === range[1]) {
      throw new MlError('OUT_OF_RANGE', `${where}: ${axis}Range starts and ends at ${range[0]}.`);
    }
    if (options[`${axis}Log`]) assertPositive(where, `${axis}Range`, range);
  }
  assertAltText(where, options.altText);
  for (const [i, line] of (options.referenceLines ?? []).entries()) {
    assertFinite(where, `referenceLines[${i}].at`, [line.at]);
    if (options[`${line.axis}Log`]) assertPositive(where, `referenceLines[${i}].at`, [line.at]);
  }
}

/** Refuses coordinates of unequal length, and any that cannot be placed on their axis. */
export function assertCoordinates(
  where: string,
  names: readonly [string, string],
  x: Coordinates,
  y: ArrayLike<number>,
  options: FigureOptions,
): void {
  assertSameLength(where, names[0], x.length, names[1], y.length);
  const xNumbers = numbersOf(x);
  assertFinite(where, names[0], xNumbers);
  assertFinite(where, names[1], y);
  if (options.xLog) assertPositive(where, names[0], xNumbers);
  if (options.yLog) assertPositive(where, names[1], y);
}

/** Refuses more points than a figure may carry, with what to do instead. */
export function assertPointBudget(where: string, points: number): void {
  if (points <= MAX_POINTS) return;
  throw new MlError(
    'TOO_MANY_POINTS',
    `${where}: ${points} points, and a figure carries at most ${MAX_POINTS}: more of them hide ` +
      'each other and make a notebook too large to open.',
    {
      hint:
        'Aggregate first (histogram, mean per group), or draw a sample with a seed: ' +
        `createRandom(7).permutation(${points}).slice(0, 2000) gives the rows to keep.`,
    },
  );
}

/** Whether these coordinates are dates. */
export function areDates(values: Coordinates): values is readonly (Date | null)[] {
  return Array.isArray(values) && values.some((value) => value instanceof Date);
}

/** Dates as milliseconds, numbers as they are; a missing date is NaN. */
export function numbersOf(values: Coordinates): ArrayLike<number> {
  return areDates(values)
    ? values.map((value) => value?.getTime() ?? Number.NaN)
    : (values as ArrayLike<number>);
}

function assertPositive(where: string, name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > 0) continue;
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: ${name}[${i}] is ${values[i]}, and a logarithmic axis has no place for zero or ` +
        'less. Use a linear axis, or show the quantity plus a stated constant.',
    );
  }
}
