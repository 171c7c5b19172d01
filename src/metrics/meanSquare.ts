import { checkRegression, type MetricOptions } from './metricInput.js';

/** Σ wᵢ (yᵢ − ŷᵢ)² / Σ wᵢ, for the metrics that are made of it; `where` is the asking one. */
export function meanSquare(
  where: string,
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: MetricOptions,
): number {
  const { weightOf, total } = checkRegression(where, yTrue, yPred, options);
  let sum = 0;
  for (let i = 0; i < yTrue.length; i++) sum += weightOf(i) * (yTrue[i]! - yPred[i]!) ** 2;
  return sum / total;
}
