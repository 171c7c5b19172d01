import { assertFinite, assertSameLength } from '../core/index.js';
import type { FigureWords } from './adjust.js';
import type { Figure, FigureOptions } from './figure.js';
import { line } from './line.js';
import { thinCurve } from './thinCurve.js';

/** The losses of one training, epoch by epoch. */
export interface LossHistory {
  /** (epochs,) on the rows that were learned from. */
  readonly train: ArrayLike<number>;
  /** (epochs,) on rows kept out. */
  readonly validation?: ArrayLike<number>;
}

/** What `lossPlot` draws. */
export interface LossPlotOptions extends FigureWords, Pick<FigureOptions, 'yLog' | 'yRange'> {
  readonly history: LossHistory;
  /** The epoch whose weights were kept, counted from 1: marked by a line. */
  readonly bestEpoch?: number;
  /** What was minimised. Default `'Loss'`. */
  readonly label?: string;
}

/**
 * Loss by epoch, in training and in validation: where both part, the network learns by heart.
 *
 * Epochs are counted from 1. A curve of more than 500 epochs is thinned to those that first reach
 * 500 equal steps along it.
 *
 * @param options the losses, and the required words (`title`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError as `line`.
 *
 * Cost: O(epochs). Inputs are not changed. The same input gives the same bytes.
 *
 * @example lossPlot({ history: { train: [0.9, 0.5], validation: [0.8, 0.6] }, title: 'Digits', altText: 'After two epochs validation falls behind.' }).data.length; // 2
 */
export function lossPlot(options: LossPlotOptions): Figure {
  const { history, bestEpoch, label = 'Loss', title, altText, yLog, yRange } = options;
  const { train, validation } = history;
  if (validation !== undefined) {
    const names = ['history.train', 'history.validation'] as const;
    assertSameLength('lossPlot', names[0], train.length, names[1], validation.length);
  }
  const series = (['train', 'validation'] as const).flatMap((name) => {
    const losses = history[name];
    if (losses === undefined) return [];
    assertFinite('lossPlot', `history.${name}`, losses);
    const epochs = Array.from({ length: losses.length }, (_, i) => i + 1);
    const kept = thinCurve(epochs, losses);
    const said = name === 'train' ? 'training' : 'validation';
    return [{ name: said, x: kept.map((i) => i + 1), y: kept.map((i) => losses[i]!) }];
  });
  return line({
    title,
    altText,
    series,
    xTitle: { label: 'Epoch', unit: null },
    yTitle: { label, unit: null },
    ...(yLog === undefined ? {} : { yLog }),
    ...(yRange === undefined ? {} : { yRange }),
    ...(bestEpoch === undefined
      ? {}
      : { referenceLines: [{ axis: 'x' as const, at: bestEpoch, label: 'kept' }] }),
  });
}
