import { Matrix } from '../core/index.js';
import type { ConfusionMatrix } from '../metrics/index.js';
import { type FigureWords, withTraces } from './adjust.js';
import type { Figure, Json } from './figure.js';
import { heatMap } from './heatMap.js';

/** What `confusionMatrixPlot` draws. */
export interface ConfusionMatrixPlotOptions extends FigureWords {
  /** Counts, as `confusionMatrix` gives them without `normalize`. */
  readonly confusion: ConfusionMatrix;
}

/**
 * A confusion matrix as a picture: which classes were taken for which.
 *
 * Each cell bears the count and its share of the true class (its row); colours tell the share, so
 * that a rare class is seen as well as a common one. The diagonal is right.
 *
 * @param options the matrix, and the required words (`title`, `altText`).
 * @returns A figure for `show`.
 * @throws MlError as `heatMap`.
 *
 * Cost: O(k²). Inputs are not changed. The same input gives the same bytes.
 *
 * @example confusionMatrixPlot({ confusion: confusionMatrix(['cat', 'dog'], ['cat', 'cat']), title: 'Pets', altText: 'The only dog was taken for a cat.' }).data.length; // 1
 */
export function confusionMatrixPlot(options: ConfusionMatrixPlotOptions): Figure {
  const { confusion, title, altText } = options;
  const { counts } = confusion;
  const names = confusion.labels.map(String);
  const shares = Matrix.zeros(counts.rows, counts.columns);
  const text: Json[][] = names.map((_, i) => {
    const row = [...counts.row(i)];
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count, j) => {
      const share = sum === 0 ? 0 : count / sum;
      shares.data[i * counts.columns + j] = share;
      const whole = Number.isInteger(count) ? String(count) : count.toFixed(1);
      return `${whole}<br>${(100 * share).toFixed(share > 0 && share < 0.01 ? 1 : 0)}%`;
    });
  });
  const figure = heatMap({
    rows: names,
    columns: names,
    values: shares,
    range: [0, 1],
    title,
    altText,
    xTitle: { label: 'Predicted class', unit: null },
    yTitle: { label: 'True class', unit: null },
  });
  return withTraces(figure, (trace) => ({
    ...trace,
    text,
    hovertemplate: 'true %{y}<br>predicted %{x}<br>%{text}<extra></extra>',
  }));
}
