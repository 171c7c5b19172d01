import {
  assertInteger,
  assertKnownOptions,
  assertNotEmpty,
  createRandom,
  type Random,
} from '../core/index.js';
import { SEARCH_OPTIONS } from './gridSearch.js';
import type { Examples, Trainable } from './model.js';
import { type FittedBy, runSearch, type SearchOptions, type SearchResult } from './runSearch.js';

/** Where each parameter is drawn from: a list, each value equally likely, or a function of chance. */
export type SearchSpace<P> = {
  readonly [K in keyof P]: readonly P[K][] | ((random: Random) => P[K]);
};

/** How `randomSearch` draws and compares. */
export interface RandomSearchOptions extends SearchOptions {
  /** How many candidates to draw. Default 20. */
  readonly candidates?: number;
}

/**
 * Random search: parameters drawn by chance, each judged by cross-validation in the same folds.
 *
 * With a few parameters that matter among many it finds a good value in fewer fits than a grid.
 * What spans powers of ten is drawn as such: `(r) => 10 ** r.uniform(-4, 2)`. The same seed draws
 * the same candidates, whatever carries out the tasks; twice as many begin with the same ones.
 *
 * @param make  parameters → an estimator, a classifier, a network or a pipeline.
 * @param space a list of values, or a function of a `Random`, for each parameter.
 * @param data  `X` (n, d) matrix or table, `y` (n,) numbers or names of classes.
 * @param options `metric` (required), `candidates` (20), `folds` (5), `seed` (0) or `random`, `run`,
 *   `refit`, `progress`.
 * @throws MlError as `gridSearch`; OUT_OF_RANGE.
 *
 * Cost: candidates × folds fits, and one more. Inputs are not changed.
 * Source: Bergstra & Bengio (2012), Journal of Machine Learning Research 13.
 * Agrees with: sklearn.model_selection.RandomizedSearchCV in its promises, not in its drawing.
 *
 * @example
 * const data = { X: Matrix.from([[1], [2], [3], [4]]), y: [2, 4, 6, 8] };
 * const { candidates } = await randomSearch((p) => new Ridge(p), { alpha: (r) => 10 ** r.uniform(-3, 3) }, data, { metric: 'meanSquaredError', folds: 4, candidates: 3, seed: 7 });
 * candidates.length; // 3
 */
export async function randomSearch<P extends object, M extends Trainable>(
  make: (parameters: P) => M,
  space: SearchSpace<P>,
  data: Examples,
  options: RandomSearchOptions,
): Promise<SearchResult<P, FittedBy<M>>> {
  const where = 'randomSearch';
  assertKnownOptions(where, options, [...SEARCH_OPTIONS, 'candidates']);
  const { candidates = 20 } = options;
  assertInteger(where, 'candidates', candidates, 1, 100_000);
  const names = Object.keys(space) as (keyof P & string)[];
  assertNotEmpty(where, 'space', names.length);
  for (const name of names) {
    const values = space[name];
    if (typeof values !== 'function') assertNotEmpty(where, `space.${name}`, values.length);
  }
  const random = options.random ?? createRandom(options.seed ?? 0);
  const drawn = Array.from({ length: candidates }, (_, c) => {
    const own = random.fork(`candidate ${c}`);
    const pairs = names.map((name) => {
      const values = space[name];
      return [name, typeof values === 'function' ? values(own) : own.choice(values)];
    });
    return Object.fromEntries(pairs) as P;
  });
  return runSearch(where, make, drawn, data, { ...options, random: random.fork('folds') });
}
