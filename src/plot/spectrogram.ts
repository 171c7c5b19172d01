import {
  assertAbove,
  assertAtLeast,
  assertBetween,
  assertFinite,
  assertInteger,
  assertNotEmpty,
  assertOneOf,
  Matrix,
  MlError,
  shortNumber,
} from '../core/index.js';
import { hertzToMel, melToHertz } from '../features/index.js';
import type { AxisTitle, Figure, FigureOptions, JsonObject } from './figure.js';
import { buildFigure } from './layout.js';
import { axisText, hoverLine, plotlyText } from './text.js';
import { assertText, MAX_POINTS } from './validate.js';

const SCALES = ['mel', 'linear'] as const;

/** What `spectrogram` draws. */
export interface SpectrogramOptions extends Pick<FigureOptions, 'title' | 'altText'> {
  /** (frames, bands) finite numbers, such as `melSpectrogram` returns; the lowest band first. */
  readonly values: Matrix;
  /** What a number says, such as `{ label: 'Energy', unit: 'dB' }`. */
  readonly valueTitle: AxisTitle;
  /** Samples a second of the sound. */
  readonly sampleRate: number;
  /** Samples from one frame to the next, as `melSpectrogram` was told. */
  readonly hopLength: number;
  /** 'mel' for `melSpectrogram` (default), 'linear' for bands at equal steps, the ends included. */
  readonly scale?: (typeof SCALES)[number];
  /** The frequencies that the bands span, in hertz. Default 0 to half the sample rate. */
  readonly fMin?: number;
  readonly fMax?: number;
  /** The values of white and of the darkest blue. Default: the least and the greatest drawn. */
  readonly range?: readonly [number, number];
}

/** Lightness falls all the way, so that it reads in grey and with any colour vision. */
const LOUDNESS = [
  [0, '#FFFFFF'],
  [0.6, '#0072B2'],
  [1, '#001B2B'],
] as const;
const ROUND_HERTZ = [0, 50, 100, 200, 500, 1000, 2000, 4000, 8000, 16000, 32000, 64000];
const LEAST_GAP = 0.05; // of the axis, between two frequencies that are written

/**
 * How loud each pitch is at each moment of a sound.
 *
 * Time goes to the right in seconds, frequency up in hertz: in equal steps of mels for
 * `melSpectrogram`, as the ear hears them, or of hertz. Darker is more. More than 5,000 cells are
 * thinned: neighbouring frames and bands are joined to their mean, always along the side that has
 * more cells left, and a line below the title says how many.
 *
 * @param options the numbers, how they came about, and the words (`title`, `valueTitle`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError EMPTY | NOT_FINITE | OUT_OF_RANGE (rate, hop, frequencies, range) |
 *   INVALID_ARGUMENT (scale, words as in `scatter`).
 *
 * Cost: O(frames · bands). Inputs are not changed. The same input gives the same bytes.
 *
 * @example spectrogram({ values: Matrix.zeros(4, 8), valueTitle: { label: 'Energy', unit: 'dB' }, sampleRate: 8000, hopLength: 80, title: 'Silence', altText: 'Nothing sounds at any pitch.' }).data[0].x; // [ 0, 0.01, 0.02, 0.03 ]
 */
export function spectrogram(options: SpectrogramOptions): Figure {
  const { values, valueTitle, sampleRate, hopLength, scale = 'mel' } = options;
  assertNotEmpty('spectrogram', 'values (frames)', values.rows);
  assertNotEmpty('spectrogram', 'values (bands)', values.columns);
  assertFinite('spectrogram', 'values', values.data);
  assertText('spectrogram', 'valueTitle.label', valueTitle.label);
  if (valueTitle.unit !== null) {
    assertText('spectrogram', 'valueTitle.unit (null for none)', valueTitle.unit);
  }
  assertAbove('spectrogram', 'sampleRate', sampleRate, 0);
  assertInteger('spectrogram', 'hopLength', hopLength, 1);
  assertOneOf('spectrogram', 'scale', scale, SCALES);
  const { fMin = 0, fMax = sampleRate / 2 } = options;
  assertAtLeast('spectrogram', 'fMin', fMin, 0);
  assertBetween('spectrogram', 'fMax', fMax, fMin, sampleRate / 2);
  assertAbove('spectrogram', 'fMax', fMax, fMin);

  const [frames, bands] = joinedCells(values.rows, values.columns);
  const cells = joined(values, frames, bands); // (bands, frames)
  const [low, high] = options.range ?? ownRange(cells.data);
  assertFinite('spectrogram', 'range', [low, high]);
  if (low >= high) {
    throw new MlError('OUT_OF_RANGE', `spectrogram: range must ascend, but is ${low} to ${high}.`);
  }

  const up = scale === 'mel' ? hertzToMel : (hertz: number) => hertz;
  const heights = bandHeights(values.columns, scale, up(fMin), up(fMax));
  const hertz = scale === 'mel' ? melToHertz : (height: number) => height;
  const y = centres(heights, bands);
  const times = Array.from({ length: values.rows }, (_, t) => (t * hopLength) / sampleRate);
  const xTitle = { label: 'Time', unit: 's' };
  const yTitle = { label: 'Frequency', unit: 'Hz' };
  const trace: JsonObject = {
    type: 'heatmap',
    name: '',
    showlegend: false,
    x: centres(times, frames),
    y,
    z: cells.toRows().map((row) => row.map((value) => Number(value.toPrecision(4)))),
    text: y.map((height) => cellTexts(Math.round(hertz(height)), cells.columns)),
    zmin: low,
    zmax: high,
    colorscale: LOUDNESS,
    colorbar: { title: { text: plotlyText(axisText(valueTitle)), side: 'right' }, thickness: 14 },
    hovertemplate: `${[hoverLine(xTitle, 'x'), hoverLine(yTitle, 'text'), hoverLine(valueTitle, 'z')].join('<br>')}<extra></extra>`,
  };
  const { title, altText } = options;
  return buildFigure(
    'spectrogram',
    { title, altText, xTitle, yTitle },
    {
      traces: [trace],
      subtitle: describe([low, high], valueTitle, frames, bands),
      xAxis: { showgrid: false },
      yAxis: { showgrid: false, ...(scale === 'mel' ? melTicks(up(fMin), up(fMax)) : {}) },
    },
  );
}

/** What white and dark mean, which holds beside other pictures, too, where no colour bar fits. */
function describe(
  [low, high]: readonly [number, number],
  { unit }: AxisTitle,
  frames: number,
  bands: number,
): string {
  const words = `white ${minus(low)} to dark ${minus(high)}${unit === null ? '' : ` ${unit}`}`;
  if (frames * bands === 1) return words;
  return `${words}; cell: mean of ${frames} × ${bands} (frames × bands)`;
}

/** Four digits with a true minus. */
function minus(value: number): string {
  return shortNumber(value).replace(/^-/, '−');
}

/** How many frames and how many bands one cell joins, so that 5,000 cells suffice. */
function joinedCells(rows: number, columns: number): readonly [number, number] {
  let frames = 1;
  let bands = 1;
  const left = (all: number, joint: number) => Math.ceil(all / joint);
  while (left(rows, frames) * left(columns, bands) > MAX_POINTS) {
    if (left(rows, frames) >= left(columns, bands)) frames += 1;
    else bands += 1;
  }
  return [frames, bands];
}

/** (frames, bands) → (bands, frames), each the mean of a block; the last blocks may be smaller. */
function joined(values: Matrix, frames: number, bands: number): Matrix {
  const sums = Matrix.zeros(Math.ceil(values.columns / bands), Math.ceil(values.rows / frames));
  for (let t = 0; t < values.rows; t++) {
    const inBlock = Math.min(frames, values.rows - Math.floor(t / frames) * frames);
    for (let b = 0; b < values.columns; b++) {
      const alsoIn = Math.min(bands, values.columns - Math.floor(b / bands) * bands);
      const cell = Math.floor(b / bands) * sums.columns + Math.floor(t / frames);
      sums.data[cell]! += values.at(t, b) / (inBlock * alsoIn);
    }
  }
  return sums;
}

/** Where each band stands: in mels the peaks of the triangles, in hertz equal steps from end to end. */
function bandHeights(bands: number, scale: string, low: number, high: number): number[] {
  if (scale === 'mel') {
    const step = (high - low) / (bands + 1);
    return Array.from({ length: bands }, (_, b) => low + (b + 1) * step);
  }
  const step = bands === 1 ? 0 : (high - low) / (bands - 1);
  return Array.from({ length: bands }, (_, b) => low + b * step);
}

/** The middle of each block of `joint` places. */
function centres(places: readonly number[], joint: number): number[] {
  return Array.from({ length: Math.ceil(places.length / joint) }, (_, k) => {
    const first = places[k * joint]!;
    const last = places[Math.min(places.length, (k + 1) * joint) - 1]!;
    return joint === 1 ? first : (first + last) / 2;
  });
}

/** Round frequencies at their places in mels, as many as have room. */
function melTicks(low: number, high: number): JsonObject {
  const shown: number[] = [];
  for (const hertz of ROUND_HERTZ) {
    const at = hertzToMel(hertz);
    const below = shown.length === 0 ? -Infinity : hertzToMel(shown[shown.length - 1]!);
    if (at >= low && at <= high && at - below >= LEAST_GAP * (high - low)) shown.push(hertz);
  }
  return {
    tickmode: 'array',
    tickvals: shown.map(hertzToMel),
    ticktext: shown.map((hertz) => hertz.toLocaleString('en')),
    range: [low, high],
  };
}

function cellTexts(hertz: number, count: number): string[] {
  return new Array<string>(count).fill(hertz.toLocaleString('en'));
}

/** From the least to the greatest; around a single value, which would have no width. */
function ownRange(values: Float64Array): readonly [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const margin = Math.max(0.5, 1e-9 * Math.abs(low));
  return low < high ? [low, high] : [low - margin, high + margin];
}
