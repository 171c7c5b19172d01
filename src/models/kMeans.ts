import {
  assertAtLeast,
  assertFiniteMatrix,
  assertInteger,
  assertKnownOptions,
  assertNotEmpty,
  createRandom,
  Matrix,
  MlError,
} from '../core/index.js';
import { NearestCenters } from '../math/index.js';
import { checkRows } from './checkInput.js';
import { chooseCenters } from './chooseCenters.js';
import type { Fitted } from './estimator.js';
import { type LloydResult, lloyd } from './lloyd.js';
import { assertStateLength, freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = {
  clusters: 'number',
  columns: 'number',
  centers: 'numbers',
  inertia: 'number',
  iterations: 'number',
  converged: 'boolean',
};

/** Choices of a `KMeans`. */
export interface KMeansOptions {
  /** How many clusters, from 1 to the count of rows. Default 8. */
  readonly clusters: number;
  /** Starts of which the best result is kept. Default 10. */
  readonly starts: number;
  /** Rounds of each start at most. Default 300. */
  readonly maxIterations: number;
  /** Ends a start when Σ squared moves of centres ≤ tolerance · mean variance of a column. Default 1e-4. */
  readonly tolerance: number;
  /** Seed of the starts, a whole number from 0. Default 0. */
  readonly seed: number;
  /** One start from these centres (clusters × d) instead of chosen ones. */
  readonly initialCenters?: readonly (readonly number[])[];
}

/** All that `KMeans.fit` learned. */
export interface KMeansState {
  readonly kind: 'kMeans';
  readonly clusters: number;
  readonly columns: number;
  /** (clusters · d,) one centre after the other, in the units of X. */
  readonly centers: readonly number[];
  /** Σ squared distance of the training rows to their centres. */
  readonly inertia: number;
  /** Rounds of the best start. */
  readonly iterations: number;
  /** Whether the best start settled before its last round. */
  readonly converged: boolean;
}

/**
 * k-means clustering: k centres, each the mean of the rows nearest to it.
 *
 * It minimises the inertia Σ ‖x − centre‖², locally: several starts by k-means++ and the best of
 * them. Distances add up over columns, so these belong on one scale first. A cluster that loses
 * all its rows keeps its centre. With fewer different rows than clusters some centres coincide.
 *
 * Cost: n k d a round, in single precision for all but a few rows (`NearestCenters`).
 * Source: Lloyd (1982), IEEE Transactions on Information Theory 28(2); Arthur & Vassilvitskii
 * (2007), k-means++, SODA.
 * Agrees with: sklearn.cluster.KMeans from the same centres, where no cluster loses all its rows
 * (test/golden/clustering.json).
 *
 * @example new KMeans({ clusters: 2 }).fit(Matrix.from([[0], [1], [10], [11]])).state.inertia; // 1
 */
export class KMeans {
  readonly options: KMeansOptions;

  constructor(options: Partial<KMeansOptions> = {}) {
    const known = ['clusters', 'starts', 'maxIterations', 'tolerance', 'seed', 'initialCenters'];
    assertKnownOptions('KMeans', options, known);
    const { initialCenters, ...rest } = options;
    const clusters = initialCenters === undefined ? 8 : initialCenters.length;
    const chosen = { clusters, starts: 10, maxIterations: 300, tolerance: 1e-4, seed: 0, ...rest };
    assertInteger('KMeans', 'clusters', chosen.clusters, 1);
    assertInteger('KMeans', 'starts', chosen.starts, 1);
    assertInteger('KMeans', 'maxIterations', chosen.maxIterations, 1);
    assertAtLeast('KMeans', 'tolerance', chosen.tolerance, 0);
    assertInteger('KMeans', 'seed', chosen.seed, 0);
    if (initialCenters === undefined) {
      this.options = Object.freeze(chosen);
      return;
    }
    const centers = Matrix.from(initialCenters);
    assertFiniteMatrix('KMeans', 'initialCenters', centers);
    if (centers.rows !== chosen.clusters) {
      throw new MlError(
        'SHAPE_MISMATCH',
        `KMeans: initialCenters has ${centers.rows} rows, but clusters is ${chosen.clusters}. ` +
          'Give one centre per cluster.',
      );
    }
    const copy = Object.freeze(centers.toRows().map((row) => Object.freeze(row)));
    this.options = Object.freeze({ ...chosen, initialCenters: copy });
  }

  /**
   * Learns centres from X (n, d); keeps no row, and never changes `this`.
   *
   * @throws MlError EMPTY | NOT_FINITE; OUT_OF_RANGE for more clusters than rows, or numbers so
   *   large that squares overflow; SHAPE_MISMATCH for initial centres of another width.
   */
  fit(X: Matrix): FittedKMeans {
    const where = 'KMeans.fit';
    const { rows: n, columns: d } = X;
    const { clusters, starts, maxIterations, seed, initialCenters } = this.options;
    assertNotEmpty(where, 'X', n);
    if (clusters > n) {
      throw new MlError(
        'OUT_OF_RANGE',
        `${where}: clusters is ${clusters}, but X has ${n} ${n === 1 ? 'row' : 'rows'}. ` +
          'Ask for one cluster per row at most.',
      );
    }
    const { x, shift, squares } = withoutOffset(X);
    if (!Number.isFinite(squares)) {
      assertFiniteMatrix(where, 'X', X); // a value that is not finite spoils the sum
      throw new MlError(
        'OUT_OF_RANGE',
        `${where}: the squares of X overflow. Bring its columns to one scale.`,
      );
    }
    const meanSquare = squares / Math.max(1, n * d);
    const tolerance = this.options.tolerance * meanSquare;

    const rows = new NearestCenters(x, n, d, Math.sqrt(meanSquare), clusters);
    const runs = initialCenters === undefined ? starts : 1;
    const random = createRandom(seed);
    let best: LloydResult | undefined;
    for (let run = 0; run < runs; run++) {
      const start =
        initialCenters === undefined
          ? chooseCenters(x, n, d, clusters, random.fork(run))
          : shifted(where, initialCenters, shift);
      const found = lloyd(x, rows, d, start, maxIterations, tolerance);
      // Starts that end alike differ by rounding, and the first of them is to stay the answer.
      if (best === undefined || found.inertia < best.inertia * (1 - 1e-9)) best = found;
    }
    const { centers, inertia, iterations, converged } = best!;
    return new FittedKMeans({
      kind: 'kMeans',
      clusters,
      columns: d,
      centers: Array.from(centers, (value, at) => value + shift[at % d]!),
      inertia,
      iterations,
      converged,
    });
  }
}

/** Rows to compute with: X less `shift`, and the sum of squares about the means. */
interface ShiftedRows {
  readonly x: Float64Array;
  readonly shift: Float64Array;
  readonly squares: number;
}

/**
 * Distances lose digits to an offset that is large beside them, so the means are taken off; where
 * they are no larger than the spread, X is taken as it is.
 */
function withoutOffset({ data, rows: n, columns: d }: Matrix): ShiftedRows {
  const means = new Float64Array(d);
  let total = 0;
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < d; j++, at++) {
      const value = data[at]!;
      means[j]! += value;
      total += value * value;
    }
  }
  let offset = 0;
  for (let j = 0; j < d; j++) {
    means[j]! /= n;
    offset += n * means[j]! * means[j]!;
  }
  if (offset <= total / 2) return { x: data, shift: new Float64Array(d), squares: total - offset };
  const x = new Float64Array(n * d);
  let squares = 0;
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < d; j++, at++) {
      const value = data[at]! - means[j]!;
      x[at] = value;
      squares += value * value;
    }
  }
  return { x, shift: means, squares };
}

function shifted(
  where: string,
  centers: readonly (readonly number[])[],
  shift: Float64Array,
): Float64Array {
  const found = Matrix.from(centers);
  if (found.columns !== shift.length) {
    throw new MlError(
      'SHAPE_MISMATCH',
      `${where}: initialCenters has ${found.columns} columns, but X has ${shift.length}. ` +
        'A centre is a place among the rows of X.',
    );
  }
  return found.data.map((value, at) => value - shift[at % found.columns]!);
}

/** A `KMeans` that has learned. */
export class FittedKMeans implements Fitted<KMeansState, Int32Array> {
  readonly state: KMeansState;

  constructor(state: KMeansState) {
    this.state = freezeState('KMeans', state, SHAPE);
    const { centers, clusters, columns } = this.state;
    assertStateLength('KMeans', 'centers', centers, clusters * columns);
  }

  /** (clusters, d) the centres, in the units of X: a copy. */
  get centers(): Matrix {
    const { centers, clusters, columns } = this.state;
    return new Matrix(Float64Array.from(centers), clusters, columns);
  }

  /** X (m, d) → (m,) number of the nearest centre, from 0. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  predict(X: Matrix): Int32Array {
    checkRows('KMeans.predict', X, this.state.columns);
    const { data: centers, rows: k, columns: d } = this.centers;
    const nearest = new Int32Array(X.rows);
    for (let i = 0; i < X.rows; i++) {
      let best = Infinity;
      for (let c = 0; c < k; c++) {
        let square = 0;
        for (let j = 0; j < d; j++) {
          const gap = X.data[i * d + j]! - centers[c * d + j]!;
          square += gap * gap;
        }
        if (square < best) {
          best = square;
          nearest[i] = c;
        }
      }
    }
    return nearest;
  }
}
