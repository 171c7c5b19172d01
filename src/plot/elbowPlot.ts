import { assertInteger } from '../core/index.js';
import type { FigureWords } from './adjust.js';
import type { Figure } from './figure.js';
import { line } from './line.js';

/** What `elbowPlot` draws. */
export interface ElbowPlotOptions extends FigureWords {
  /** (m,) numbers of clusters, ascending. */
  readonly clusters: readonly number[];
  /** (m,) the sum of squared distances to the nearest centre, for each. */
  readonly inertia: ArrayLike<number>;
  /** The same for data without clusters, such as uniform noise: what falls by itself. */
  readonly reference?: ArrayLike<number>;
  /** The number of clusters that was chosen: marked by a line. */
  readonly chosen?: number;
}

/**
 * Elbow: how the loss of k-means falls with the number of clusters. It always falls; only beside
 * the same on data without clusters does a bend mean something.
 *
 * @param options the losses, and the required words (`title`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError OUT_OF_RANGE (no number of clusters), and as `line`.
 *
 * Cost: O(m). Inputs are not changed. The same input gives the same bytes.
 *
 * @example elbowPlot({ clusters: [1, 2, 3], inertia: [90, 20, 15], title: 'Penguins', altText: 'The loss falls fast up to two clusters.' }).data.length; // 1
 */
export function elbowPlot(options: ElbowPlotOptions): Figure {
  const { clusters, inertia, reference, chosen, title, altText } = options;
  clusters.forEach((k, i) => {
    assertInteger('elbowPlot', `clusters[${i}]`, k, 1);
  });
  return line({
    title,
    altText,
    series: [
      { name: 'the data', x: clusters, y: inertia },
      ...(reference === undefined ? [] : [{ name: 'no clusters', x: clusters, y: reference }]),
    ],
    xTitle: { label: 'Clusters', unit: null },
    yTitle: { label: 'Sum of squared distances to the centres', unit: null },
    ...(chosen === undefined
      ? {}
      : { referenceLines: [{ axis: 'x' as const, at: chosen, label: 'chosen' }] }),
  });
}
