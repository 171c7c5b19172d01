import { assertKnownOptions, assertNotEmpty, MlError } from '../core/index.js';
import type { Examples, Trainable } from './model.js';
import { type FittedBy, runSearch, type SearchOptions, type SearchResult } from './runSearch.js';

/** The values to try of each parameter. */
export type Grid<P> = { readonly [K in keyof P]: readonly P[K][] };

/** What a search may be told. */
export const SEARCH_OPTIONS = ['metric', 'folds', 'seed', 'random', 'run', 'refit', 'progress'];

/** More candidates than this are a slip, or a week of computing. */
const MOST_CANDIDATES = 100_000;

/**
 * Grid search: every combination of the given values, each judged by cross-validation in the same
 * folds.
 *
 * The last parameter changes fastest. A combination that a model refuses is told with its error
 * and has no rank. The best mean is the luckiest of many: judge it once more on rows that the
 * search has not seen.
 *
 * @param make parameters → an estimator, a classifier, a network or a pipeline.
 * @param grid at least one value of each parameter.
 * @param data `X` (n, d) matrix or table, `y` (n,) numbers or names of classes.
 * @param options `metric` (required), `folds` (5), `seed` (0) or `random`, `run`, `refit`, `progress`.
 * @throws MlError EMPTY | LIMIT_EXCEEDED (over 100,000 combinations) | INVALID_ARGUMENT (every
 *   combination refused, and what `crossValidate` refuses) | SHAPE_MISMATCH.
 *
 * Cost: combinations × folds fits, and one more. Inputs are not changed.
 * Agrees with: sklearn.model_selection.GridSearchCV in its promises.
 *
 * @example
 * const data = { X: Matrix.from([[1], [2], [3], [4]]), y: [2, 4, 6, 8] };
 * const { best } = await gridSearch((p) => new Ridge(p), { alpha: [10, 0] }, data, { metric: 'meanSquaredError', folds: 4 });
 * best.parameters; // { alpha: 0 }
 */
export async function gridSearch<P extends object, M extends Trainable>(
  make: (parameters: P) => M,
  grid: Grid<P>,
  data: Examples,
  options: SearchOptions,
): Promise<SearchResult<P, FittedBy<M>>> {
  assertKnownOptions('gridSearch', options, SEARCH_OPTIONS);
  return runSearch('gridSearch', make, combinations(grid), data, options);
}

function combinations<P extends object>(grid: Grid<P>): readonly P[] {
  const names = Object.keys(grid) as (keyof P & string)[];
  assertNotEmpty('gridSearch', 'grid', names.length);
  let found: Partial<P>[] = [{}];
  for (const name of names) {
    assertNotEmpty('gridSearch', `grid.${name}`, grid[name].length);
    if (found.length * grid[name].length > MOST_CANDIDATES) {
      throw new MlError(
        'LIMIT_EXCEEDED',
        `gridSearch: the grid has more than ${MOST_CANDIDATES} combinations. ` +
          'Give fewer values, or draw some of them by randomSearch.',
      );
    }
    found = found.flatMap((one) => grid[name].map((value) => ({ ...one, [name]: value })));
  }
  return found as P[];
}
