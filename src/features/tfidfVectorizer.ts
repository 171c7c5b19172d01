import {
  assertAbove,
  assertBetween,
  assertInteger,
  assertKnownOptions,
  assertOneOf,
  type Matrix,
  MlError,
  type StringColumn,
  type Table,
} from '../core/index.js';
import { missingLabel } from './badValue.js';
import {
  asTable,
  FittedTfidfVectorizer,
  LONGEST_TERM,
  type Texts,
} from './fittedTfidfVectorizer.js';
import { readColumns, storeInputs } from './inputs.js';
import { type Analyzer, textTerms } from './textTerms.js';
import type { Transformer } from './transformer.js';

/** More columns than this are taken for a mistake. */
const MOST_FEATURES = 100_000;

/** Choices of a `TfidfVectorizer`. */
export interface TfidfVectorizerOptions {
  /** Whether terms are made of words or of characters. Default 'word'. */
  readonly analyzer: Analyzer;
  /** The fewest and the most words or characters of a term. Default [1, 1]. */
  readonly ngramRange: readonly [number, number];
  /** Whether upper and lower case are one. Default true. */
  readonly lowercase: boolean;
  /** How many columns at most: the terms that come most often are kept. Default 1,000. */
  readonly maxFeatures: number;
  /** In how many training texts a term must come to be kept. Default 1. */
  readonly minDf: number;
  /** In what share of the training texts it may come at most, in (0, 1]. Default 1. */
  readonly maxDf: number;
  /** Whether rare terms count more. Default true. */
  readonly useIdf: boolean;
  /** Whether a count c enters as 1 + ln c. Default false. */
  readonly sublinearTf: boolean;
  /** What makes each row's length 1: squares, absolute values, or nothing. Default 'l2'. */
  readonly norm: 'l2' | 'l1' | 'none';
}

/**
 * Turns each text into a row of numbers: how often each term comes in it, weighted by how rare the
 * term is.
 *
 * tf · idf with idf = ln((1 + n) / (1 + df)) + 1, for n training texts of which df have the term;
 * then each row is scaled to length 1. Words are runs of two or more letters, digits or
 * underscores. A text without a known term becomes zeros.
 *
 * The result is a `Matrix` like any other, so its width is bounded by `maxFeatures`; inside only
 * the terms that a text has are looked at. Of terms that come equally often the earlier in the
 * alphabet stays.
 *
 * A missing text is refused, in `fit` and in `transform`; the empty text is a text.
 * Cost: O(characters) plus one number per cell of the result.
 * Source: Spärck Jones (1972), Journal of Documentation 28(1).
 * Agrees with: sklearn.feature_extraction.text.TfidfVectorizer (test/golden/tfidfVectorizer.json).
 *
 * @example new TfidfVectorizer().fit(['red fish', 'blue fish']).transform(['fish', 'green']).toRows(); // [ [ 0, 1, 0 ], [ 0, 0, 0 ] ]
 */
export class TfidfVectorizer implements Transformer<FittedTfidfVectorizer> {
  readonly options: TfidfVectorizerOptions;

  constructor(options: Partial<TfidfVectorizerOptions> = {}) {
    const where = 'TfidfVectorizer';
    const defaults: TfidfVectorizerOptions = {
      analyzer: 'word',
      ngramRange: [1, 1],
      lowercase: true,
      maxFeatures: 1000,
      minDf: 1,
      maxDf: 1,
      useIdf: true,
      sublinearTf: false,
      norm: 'l2',
    };
    assertKnownOptions(where, options, Object.keys(defaults));
    const chosen = { ...defaults, ...options };
    assertOneOf(where, 'analyzer', chosen.analyzer, ['word', 'char']);
    assertOneOf(where, 'norm', chosen.norm, ['l2', 'l1', 'none']);
    assertInteger(where, 'maxFeatures', chosen.maxFeatures, 1, MOST_FEATURES);
    assertInteger(where, 'minDf', chosen.minDf, 1);
    assertAbove(where, 'maxDf', chosen.maxDf, 0);
    assertBetween(where, 'maxDf', chosen.maxDf, 0, 1);
    const [fewest, most] = chosen.ngramRange;
    assertInteger(where, 'ngramRange[0]', fewest, 1, LONGEST_TERM);
    assertInteger(where, 'ngramRange[1]', most, fewest, LONGEST_TERM);
    const ngramRange = Object.freeze([fewest, most] as const);
    this.options = Object.freeze({ ...chosen, ngramRange });
  }

  /**
   * Learns the vocabulary of the texts.
   *
   * @throws MlError EMPTY without texts, or when no term is left; WRONG_KIND unless X is one column
   *   of texts; MISSING_VALUE.
   */
  fit(X: Texts | Matrix): FittedTfidfVectorizer {
    const where = 'TfidfVectorizer.fit';
    const table = asTable(X, 'text');
    const { values } = onlyColumn(where, table);
    const counts = new Map<string, number>();
    const documents = new Map<string, number>();
    for (const value of values) {
      const terms = textTerms(value, this.options);
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
      for (const term of new Set(terms)) documents.set(term, (documents.get(term) ?? 0) + 1);
    }
    const vocabulary = this.#choose(counts, documents, values.length);
    const { analyzer, ngramRange, lowercase, sublinearTf, norm, useIdf } = this.options;
    return new FittedTfidfVectorizer({
      kind: 'tfidfVectorizer',
      inputs: storeInputs(table),
      ...{ analyzer, ngramRange, lowercase, sublinearTf, norm, vocabulary },
      idf: vocabulary.map((term) =>
        useIdf ? Math.log((1 + values.length) / (1 + documents.get(term)!)) + 1 : 1,
      ),
    });
  }

  /** The terms that stay, in rising order. */
  #choose(
    counts: ReadonlyMap<string, number>,
    documents: ReadonlyMap<string, number>,
    texts: number,
  ): string[] {
    const { minDf, maxDf, maxFeatures } = this.options;
    const kept = [...counts.keys()].filter((term) => {
      const df = documents.get(term)!;
      return df >= minDf && df <= maxDf * texts;
    });
    if (kept.length === 0) {
      throw new MlError(
        'EMPTY',
        `TfidfVectorizer.fit: ${texts} texts with ${counts.size} distinct terms leave none between ` +
          `minDf ${minDf} and maxDf ${maxDf}. Widen these limits, or use analyzer: 'char'.`,
      );
    }
    const rising = (a: string, b: string) => (a < b ? -1 : 1);
    kept.sort((a, b) => counts.get(b)! - counts.get(a)! || rising(a, b));
    return kept.slice(0, maxFeatures).sort(rising);
  }
}

/** The one column of texts, none missing. */
function onlyColumn(where: string, X: Table | Matrix): { readonly values: readonly string[] } {
  const columns = readColumns(where, X, ['string']) as StringColumn[];
  if (columns.length !== 1) {
    throw new MlError(
      'WRONG_KIND',
      `${where}: X has ${columns.length} columns, and one column of texts is needed. ` +
        'Give each column of texts a vectorizer of its own, by a ColumnTransformer.',
    );
  }
  const { name, values } = columns[0]!;
  const row = values.indexOf(null);
  if (row >= 0) throw missingLabel(where, name, `row ${row}`);
  return { values: values as readonly string[] };
}
