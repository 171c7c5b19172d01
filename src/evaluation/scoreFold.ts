import { type Matrix, MlError } from '../core/index.js';
import type { Label } from '../metrics/index.js';
import type { Metric } from './metric.js';
import type { Examples, Trained } from './model.js';
import { labelsOf, probabilitiesOf, valuesOf } from './predictions.js';

/** What a model says of some rows: only what the metrics need is asked of it. */
export interface Predicted {
  readonly labels: readonly Label[] | null;
  readonly probabilities: Matrix | null;
  readonly values: Float64Array | null;
}

/** Asks the model for what these metrics need. */
export async function predictFor(
  where: string,
  fitted: Trained,
  X: Examples['X'],
  metrics: readonly Metric[],
  classes: readonly Label[],
): Promise<Predicted> {
  const needed = (needs: Metric['needs']) => metrics.some((metric) => metric.needs === needs);
  return {
    labels: needed('labels') ? await labelsOf(where, fitted, X) : null,
    probabilities: needed('probabilities')
      ? await probabilitiesOf(where, fitted, X, classes)
      : null,
    values: needed('values') ? await valuesOf(where, fitted, X) : null,
  };
}

/** The score by each metric. @throws MlError NOT_FINITE, and what a metric throws, with the place */
export function scoresOf(
  where: string,
  place: string,
  metrics: readonly Metric[],
  y: ArrayLike<Label>,
  predicted: Predicted,
  classes: readonly Label[],
): number[] {
  return metrics.map((metric) => {
    const score = scoreOf(where, place, metric, y, predicted, classes);
    if (Number.isFinite(score)) return score;
    throw new MlError(
      'NOT_FINITE',
      `${where}: ${metric.name} answers ${score} in ${place}, and scores are finite numbers.`,
    );
  });
}

function scoreOf(
  where: string,
  place: string,
  metric: Metric,
  y: ArrayLike<Label>,
  predicted: Predicted,
  classes: readonly Label[],
): number {
  try {
    if (metric.needs === 'labels') return metric.score(y, predicted.labels!);
    if (metric.needs === 'values') return metric.score(y as ArrayLike<number>, predicted.values!);
    return metric.score(y, predicted.probabilities!, classes);
  } catch (cause) {
    if (!(cause instanceof MlError)) throw cause;
    const said = cause.message.replace(/ \[[A-Z_]+\]$/, '');
    throw new MlError(cause.code, `${where}: ${metric.name} fails in ${place}: ${said}`, { cause });
  }
}
