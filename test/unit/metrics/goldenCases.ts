import type { MetricOptions } from 'mle-kit';

/** Weights of a golden case as options: none at all where it has none. */
export function weightsOf(c: { readonly sampleWeight: number[] | null }): MetricOptions {
  return c.sampleWeight ? { sampleWeight: c.sampleWeight } : {};
}

/** Largest difference of two columns; infinite when their lengths differ. */
export function gap(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (got.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Array.from(got).reduce((most, value, i) => {
    const away = Math.abs(value - expected[i]!);
    return Number.isNaN(away) ? Number.POSITIVE_INFINITY : Math.max(most, away);
  }, 0);
}
