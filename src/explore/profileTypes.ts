/**
 * What a column looks like, in words.
 *
 * Any kind: `empty` (no value), `constant` (one value), `too few to tell` (under 20 values),
 * `identifier-like` (a key: every row has its own value).
 * Numbers and dates: `evenly spaced` (dates at equal steps), `discrete` (at most 20 different
 * values, each coming often), `two peaks`, `several peaks`, `long right tail`, `long left tail`,
 * `heavy tails` (on both sides), `symmetric`.
 * Texts and truth values: `categorical` (at most 50 different values), `many categories`,
 * `free text`.
 */
export type Shape =
  | 'empty'
  | 'constant'
  | 'too few to tell'
  | 'identifier-like'
  | 'evenly spaced'
  | 'discrete'
  | 'two peaks'
  | 'several peaks'
  | 'long right tail'
  | 'long left tail'
  | 'heavy tails'
  | 'symmetric'
  | 'categorical'
  | 'many categories'
  | 'free text';

/** A value and how often it comes. */
export interface ValueCount<T> {
  readonly value: T;
  readonly count: number;
}

/** The value below which this share of the values lies. */
export interface QuantileValue {
  readonly probability: number;
  readonly value: number;
}

/** Bins [edges[k], edges[k + 1]), the last one closed, and how many values each holds. */
export interface ProfileHistogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** The bin rule in words. */
  readonly rule: string;
}

interface AnyProfile {
  readonly name: string;
  /** Values that are present. `count + missing` is the number of rows. */
  readonly count: number;
  readonly missing: number;
  /** Different values among those present; infinities are left out. */
  readonly distinct: number;
  readonly shape: Shape;
}

/**
 * A column of numbers, or of points in time as milliseconds since 1970 (UTC). All statistics are
 * those of the finite values; null where there are too few values to define one, or where it lies
 * beyond the doubles.
 */
export interface NumberProfile extends AnyProfile {
  readonly kind: 'number' | 'date';
  /** How many of `count` are infinite. */
  readonly infinite: number;
  readonly mean: number | null;
  /** Sample standard deviation, divisor n − 1. */
  readonly deviation: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly median: number | null;
  readonly quantiles: readonly QuantileValue[];
  /** Corrected for bias (G₁), see `moments`. */
  readonly skewness: number | null;
  /** Excess kurtosis, corrected for bias (G₂), see `moments`. */
  readonly kurtosis: number | null;
  readonly histogram: ProfileHistogram | null;
  /** Most frequent first; of equally frequent ones the smaller first. */
  readonly mostFrequent: readonly ValueCount<number>[];
}

/** A column of texts. */
export interface StringProfile extends AnyProfile {
  readonly kind: 'string';
  /** Most frequent first; of equally frequent ones the first by code unit. */
  readonly mostFrequent: readonly ValueCount<string>[];
}

/** A column of truth values. */
export interface BooleanProfile extends AnyProfile {
  readonly kind: 'boolean';
  /** Share of `true` among the values present; null when there is none. */
  readonly trueShare: number | null;
  readonly mostFrequent: readonly ValueCount<boolean>[];
}

export type ColumnProfile = NumberProfile | StringProfile | BooleanProfile;

/** A table in numbers and words: plain JSON, in the order of the columns. */
export interface Profile {
  readonly kind: 'profile';
  readonly rowCount: number;
  readonly columns: readonly ColumnProfile[];
}

/** What `profile` should report. */
export interface ProfileOptions {
  /** Probabilities of the quantiles. Default 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99. */
  readonly quantiles?: readonly number[];
  /** How many of the most frequent values to list, at least 1. Default 5. */
  readonly mostFrequent?: number;
}
