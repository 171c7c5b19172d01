import { assertFinite, assertNotEmpty, assertSameLength, MlError } from '../core/index.js';

/** What every metric takes beside truth and prediction. */
export interface MetricOptions {
  /** (n,) one weight ≥ 0 per row: how often the row counts. Default: once each. */
  readonly sampleWeight?: ArrayLike<number>;
}

/** Guards of every regression metric; returns the weight of a row and the sum of all. */
export function checkRegression(
  where: string,
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  options: MetricOptions,
): { readonly weightOf: (i: number) => number; readonly total: number } {
  assertSameLength(where, 'yTrue', yTrue.length, 'yPred', yPred.length);
  assertNotEmpty(where, 'yTrue', yTrue.length);
  assertFinite(where, 'yTrue', yTrue);
  assertFinite(where, 'yPred', yPred);
  const { sampleWeight } = options;
  if (sampleWeight === undefined) return { weightOf: () => 1, total: yTrue.length };
  return { weightOf: (i) => sampleWeight[i]!, total: checkWeights(where, yTrue, sampleWeight) };
}

/** Throws unless there is one weight ≥ 0 per row and one above 0; returns their sum. */
export function checkWeights(
  where: string,
  yTrue: ArrayLike<unknown>,
  weights: ArrayLike<number>,
  name = 'yTrue',
): number {
  assertSameLength(where, name, yTrue.length, 'sampleWeight', weights.length);
  assertFinite(where, 'sampleWeight', weights);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! < 0) {
      throw new MlError(
        'OUT_OF_RANGE',
        `${where}: sampleWeight[${i}] is ${weights[i]}, and a weight must be at least 0.`,
      );
    }
    total += weights[i]!;
  }
  if (total === Number.POSITIVE_INFINITY) {
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: the sample weights add up to more than a number can hold. ` +
        'Divide them all by their largest: only their ratios count.',
    );
  }
  if (total > 0) return total;
  throw new MlError(
    'UNDEFINED_METRIC',
    `${where}: all ${weights.length} sample weights are 0, so the mean is 0/0. ` +
      'Give at least one row a weight.',
  );
}
