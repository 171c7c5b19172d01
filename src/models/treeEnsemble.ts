import type { Matrix } from '../core/index.js';
import { assertStateLength, assertStatePlaces, type StateShape } from './state.js';

/** Trees as flat lists, node by node: plain JSON that is read fast. */
export interface TreeEnsembleState {
  /** Features of X. */
  readonly columns: number;
  /** What every row starts from, one number per output. */
  readonly baselines: readonly number[];
  /** First node of each tree; tree t adds to output t modulo outputs. */
  readonly roots: readonly number[];
  /** The feature that a node asks for; −1 in a leaf. */
  readonly features: readonly number[];
  /** Values up to this go left, larger ones right; 0 in a leaf. */
  readonly thresholds: readonly number[];
  /** The left child, and the right one is the node after it; 0 in a leaf. */
  readonly children: readonly number[];
  /** 1 where missing values go left. */
  readonly missingLeft: readonly number[];
  /** What a leaf adds; 0 elsewhere. */
  readonly values: readonly number[];
}

/** The fields of trees in a stored state. */
export const TREE_SHAPE: StateShape = {
  columns: 'number',
  baselines: 'numbers',
  roots: 'places',
  features: 'places',
  thresholds: 'numbers',
  children: 'places',
  missingLeft: 'places',
  values: 'numbers',
};

/** Trees while they grow. */
export class TreeBuilder {
  readonly roots: number[] = [];
  readonly features: number[] = [];
  readonly thresholds: number[] = [];
  readonly children: number[] = [];
  readonly missingLeft: number[] = [];
  readonly values: number[] = [];

  /** Adds a leaf; returns its number. */
  addLeaf(): number {
    this.features.push(-1);
    this.thresholds.push(0);
    this.children.push(0);
    this.missingLeft.push(0);
    this.values.push(0);
    return this.features.length - 1;
  }

  /** Forgets all trees from number `trees` on. */
  cut(trees: number): void {
    const nodes = this.roots[trees] ?? this.features.length;
    this.roots.length = Math.min(trees, this.roots.length);
    for (const list of [
      this.features,
      this.thresholds,
      this.children,
      this.missingLeft,
      this.values,
    ]) {
      list.length = nodes;
    }
  }
}

/** Trees ready to predict, checked: every walk from a root ends in a leaf. */
export class TreeEnsemble {
  readonly outputs: number;
  readonly #baselines: readonly number[];
  readonly #roots: Int32Array;
  readonly #features: Int32Array;
  readonly #thresholds: Float64Array;
  readonly #children: Int32Array;
  readonly #missingLeft: Uint8Array;
  readonly #values: Float64Array;

  /** @throws MlError INVALID_STATE */
  constructor(where: string, state: TreeEnsembleState) {
    const nodes = state.features.length;
    for (const field of ['thresholds', 'children', 'missingLeft', 'values'] as const) {
      assertStateLength(where, field, state[field], nodes);
    }
    assertStatePlaces(where, 'roots', state.roots, 0, nodes);
    assertStatePlaces(where, 'features', state.features, -1, state.columns);
    state.features.forEach((feature, node) => {
      // Children come after their parent, so that no walk can go in a circle.
      if (feature >= 0)
        assertStatePlaces(where, 'children', [state.children[node]!], node + 1, nodes - 1);
    });
    this.outputs = state.baselines.length;
    this.#baselines = state.baselines;
    this.#roots = Int32Array.from(state.roots);
    this.#features = Int32Array.from(state.features);
    this.#thresholds = Float64Array.from(state.thresholds);
    this.#children = Int32Array.from(state.children);
    this.#missingLeft = Uint8Array.from(state.missingLeft);
    this.#values = Float64Array.from(state.values);
  }

  /** X (m, d) → (m · outputs,) sums of leaves, row by row. */
  scores(X: Matrix): Float64Array {
    const { data, rows, columns } = X;
    const outputs = this.outputs;
    const features = this.#features;
    const thresholds = this.#thresholds;
    const children = this.#children;
    const missingLeft = this.#missingLeft;
    const values = this.#values;
    const sums = new Float64Array(rows * outputs);
    for (let i = 0; i < sums.length; i++) sums[i] = this.#baselines[i % outputs]!;
    for (let t = 0; t < this.#roots.length; t++) {
      const root = this.#roots[t]!;
      const output = t % outputs;
      for (let i = 0; i < rows; i++) {
        let node = root;
        let feature = features[node]!;
        while (feature >= 0) {
          const value = data[i * columns + feature]!;
          const left =
            value <= thresholds[node]! || (missingLeft[node] === 1 && Number.isNaN(value));
          node = left ? children[node]! : children[node]! + 1;
          feature = features[node]!;
        }
        sums[i * outputs + output]! += values[node]!;
      }
    }
    return sums;
  }
}
