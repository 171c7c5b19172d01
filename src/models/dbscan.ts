import {
  assertAbove,
  assertFiniteMatrix,
  assertInteger,
  assertKnownOptions,
  assertNotEmpty,
  type Matrix,
} from '../core/index.js';
import { KdTree } from '../math/index.js';
import { freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = { labels: 'places', coreRows: 'places', clusters: 'number' };

/** Choices of a `DBSCAN`. */
export interface DBSCANOptions {
  /** Rows at most this far apart (Euclidean, included) are neighbours, > 0. Default 0.5. */
  readonly radius: number;
  /** A row with so many neighbours, itself included, is a core of a cluster. Default 5. */
  readonly minimumRows: number;
}

/** What `DBSCAN.fit` found. It says nothing about other rows. */
export interface DBSCANState {
  readonly kind: 'dbscan';
  /** (n,) cluster of each row from 0 on, −1 for noise. */
  readonly labels: readonly number[];
  /** Rows that are cores, ascending. */
  readonly coreRows: readonly number[];
  readonly clusters: number;
}

/**
 * DBSCAN: clusters of any shape, as regions where rows lie densely; what lies alone is noise.
 *
 * Core rows that are neighbours share a cluster; a row that is no core joins the first cluster
 * with a core nearby, and is noise (−1) without one. Clusters are numbered by their first core row.
 *
 * Cost: one search of a k-d tree per row: O(n log n) where columns are few and the radius is small,
 * O(n² d) at worst; neighbours are found as they are needed and not stored.
 * Source: Ester, Kriegel, Sander & Xu (1996), KDD.
 * Agrees with: sklearn.cluster.DBSCAN(eps=radius, min_samples=minimumRows) (test/golden/clustering.json).
 *
 * @example new DBSCAN({ radius: 1, minimumRows: 2 }).fit(Matrix.from([[0], [1], [5], [9], [9]])).state.labels; // [ 0, 0, -1, 1, 1 ]
 */
export class DBSCAN {
  readonly options: DBSCANOptions;

  constructor(options: Partial<DBSCANOptions> = {}) {
    assertKnownOptions('DBSCAN', options, ['radius', 'minimumRows']);
    this.options = Object.freeze({ radius: 0.5, minimumRows: 5, ...options });
    assertAbove('DBSCAN', 'radius', this.options.radius, 0);
    assertInteger('DBSCAN', 'minimumRows', this.options.minimumRows, 1);
  }

  /**
   * Finds the clusters of X (n, d); keeps no row.
   *
   * @throws MlError EMPTY | NOT_FINITE
   */
  fit(X: Matrix): FittedDBSCAN {
    assertNotEmpty('DBSCAN.fit', 'X', X.rows);
    assertFiniteMatrix('DBSCAN.fit', 'X', X);
    const { rows: n, columns: d, data } = X;
    const { radius, minimumRows } = this.options;
    const square = radius * radius;
    const tree = new KdTree(X);
    const found = new Int32Array(n);
    const labels = new Int32Array(n).fill(-1);
    const searched = new Uint8Array(n);
    const isCore = new Uint8Array(n);
    const queue = new Int32Array(n); // rows of the cluster whose neighbours are still to be seen
    let clusters = 0;
    for (let first = 0; first < n; first++) {
      if (searched[first] === 1) continue;
      let end = 0;
      queue[end++] = first;
      for (let next = 0; next < end; next++) {
        const row = queue[next]!;
        searched[row] = 1;
        const count = tree.within(data, row * d, square, found);
        if (count < minimumRows) continue;
        isCore[row] = 1;
        labels[row] = clusters;
        for (let k = 0; k < count; k++) {
          const neighbour = found[k]!;
          if (labels[neighbour] !== -1) continue;
          labels[neighbour] = clusters;
          if (searched[neighbour] === 0) queue[end++] = neighbour;
        }
      }
      if (isCore[first] === 1) clusters++;
    }
    const coreRows: number[] = [];
    for (let i = 0; i < n; i++) if (isCore[i] === 1) coreRows.push(i);
    return new FittedDBSCAN({ kind: 'dbscan', labels: [...labels], coreRows, clusters });
  }
}

/** What a `DBSCAN` found. */
export class FittedDBSCAN {
  readonly state: DBSCANState;

  constructor(state: DBSCANState) {
    this.state = freezeState('DBSCAN', state, SHAPE);
  }

  /** (n,) cluster of each training row from 0 on, −1 for noise: a copy. */
  get labels(): Int32Array {
    return Int32Array.from(this.state.labels);
  }
}
