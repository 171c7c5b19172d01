interface AnyReference {
  readonly name: string;
  /** Values that are present. `count + missing` is the number of rows. */
  readonly count: number;
  readonly missing: number;
  /** The values in the sampled rows, null where missing or infinite; empty unless asked for. */
  readonly sample: readonly (number | string | boolean | null)[];
}

/**
 * Numbers, or points in time as milliseconds since 1970 (UTC). All but the counts describes the
 * finite values; where there is none, the lists are empty and the moments null.
 */
export interface ReferenceNumbers extends AnyReference {
  readonly kind: 'number' | 'date';
  /** How many of `count` are infinite. */
  readonly infinite: number;
  readonly mean: number | null;
  /** Sample standard deviation, divisor n − 1; null below two values, or beyond the doubles. */
  readonly deviation: number | null;
  /** How many different values there are. */
  readonly distinct: number;
  /**
   * The edges between bins of about equal counts: (−∞, e₀), [e₀, e₁) … [eₖ, ∞), one bin more than
   * edges.
   */
  readonly edges: readonly number[];
  /** How many values each bin holds. */
  readonly counts: readonly number[];
  /** Ascending: every different value where they are few, else values at evenly spaced ranks. */
  readonly points: readonly number[];
  /** How many values lie below each point, and how many at most at it: both exact. */
  readonly below: readonly number[];
  readonly upTo: readonly number[];
}

/** A column of texts. */
export interface ReferenceTexts extends AnyReference {
  readonly kind: 'string';
  /** How many different texts there are. */
  readonly distinct: number;
  /** Every text with its count, most frequent first; empty where they are too many or too long. */
  readonly categories: readonly { readonly value: string; readonly count: number }[];
  /**
   * Instead of categories: how many texts fall into each of 64 buckets by `categoryBucket`. Which
   * texts share a bucket has nothing to do with how frequent they are, so tests on buckets keep
   * their stated rate of false alarms, as tests on "the 100 most frequent" would not.
   */
  readonly buckets: readonly number[] | null;
}

/** A column of truth values. */
export interface ReferenceBooleans extends AnyReference {
  readonly kind: 'boolean';
  /** How many of `count` are true. */
  readonly trueCount: number;
}

export type ReferenceColumn = ReferenceNumbers | ReferenceTexts | ReferenceBooleans;

/** What is kept of training data so that later data can be compared with it: plain JSON. */
export interface ReferenceProfile {
  readonly kind: 'referenceProfile';
  readonly rowCount: number;
  /** How many whole rows are kept in the columns' samples. */
  readonly sampleRows: number;
  readonly columns: readonly ReferenceColumn[];
}

/** How much of the data a reference profile keeps. */
export interface ReferenceProfileOptions {
  /** Bins of about equal counts, from 2 to 100. Default 10. */
  readonly bins?: number;
  /** Points of the distribution function that are kept of a number column, from 10 to 100,000. Default 500. */
  readonly points?: number;
  /** Up to how many different texts are kept by name, from 1 to 10,000. Default 100. */
  readonly categories?: number;
  /**
   * How many whole rows to keep, drawn at random: what a joint test needs. Default 0, since rows
   * of training data may be personal and a profile travels with the model.
   */
  readonly sampleRows?: number;
  /** Decides which rows are kept. Default 0. */
  readonly seed?: number;
}
