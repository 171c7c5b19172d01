import { createRandom, type Matrix, MlError } from '../core/index.js';
import { BinnedRows } from '../math/index.js';
import type { GradientBoostingOptions } from './boostingOptions.js';
import { binFeatures } from './featureBins.js';
import { TreeGrower } from './growTree.js';
import { TreeBuilder, TreeEnsemble, type TreeEnsembleState } from './treeEnsemble.js';

/** A loss that trees are grown against. */
export interface BoostingLoss {
  readonly outputs: number;
  /** Whether every second derivative is 1. */
  readonly unitHessian: boolean;
  /** (outputs,) the best constant scores for these rows. */
  baselines(rows: ArrayLike<number>): Float64Array;
  /** First and second derivatives of each row's loss by its score for `output`. */
  derivatives(
    rows: ArrayLike<number>,
    scores: Float64Array,
    output: number,
    gradients: Float64Array,
    hessians: Float64Array | undefined,
  ): void;
  /** Called once a round, before the derivatives. */
  prepare(scores: Float64Array): void;
  /** Mean loss of these rows. */
  mean(rows: ArrayLike<number>, scores: Float64Array): number;
}

/** What boosting made. */
export interface Boosted {
  readonly trees: TreeEnsembleState;
  readonly rounds: number;
}

/** Boosts trees on X, with some rows for validation where `patience` asks for them. */
export function boost(
  where: string,
  X: Matrix,
  loss: BoostingLoss,
  options: GradientBoostingOptions,
): Boosted {
  checkFeatures(where, X, options.monotone);
  const { train, validation } = divide(X.rows, options);
  const trainX = validation.length === 0 ? X : X.selectRows(train);
  const validationX = X.selectRows(validation);
  const { outputs } = loss;
  const n = train.length;
  const { bins, columns } = binFeatures(trainX, options.bins);
  const rows = new BinnedRows({
    rows: n,
    bins: columns,
    offsets: bins.offsets,
    sums: loss.unitHessian ? 1 : 2,
    histograms: Math.min(options.leaves, Math.max(1, Math.floor(n / options.minimumRows))),
  });
  const [gradients, hessians] = rows.numbers;
  const grower = new TreeGrower({
    bins,
    rows,
    leaves: options.leaves,
    minimumRows: options.minimumRows,
    l2: options.l2,
    learningRate: options.learningRate,
    monotone: options.monotone ?? new Array<number>(X.columns).fill(0),
  });
  const baselines = loss.baselines(train);
  const start = (rows: number) =>
    Float64Array.from({ length: rows * outputs }, (_, at) => baselines[at % outputs]!);
  const scores = start(n);
  const checked = start(validation.length);
  const builder = new TreeBuilder();
  let best = { round: 0, loss: validation.length > 0 ? loss.mean(validation, checked) : 0 };
  const least = 1e-7 * best.loss; // of the constant's loss, so that the unit of y does not matter
  for (let round = 1; round <= options.trees; round++) {
    loss.prepare(scores);
    for (let output = 0; output < outputs; output++) {
      loss.derivatives(train, scores, output, gradients!, hessians);
      grower.grow(builder, scores, outputs, output);
    }
    if (validation.length === 0) continue;
    addLastRound(builder, validationX, checked, outputs);
    const now = loss.mean(validation, checked);
    if (now < best.loss - least) best = { round, loss: now };
    else if (round - best.round >= options.patience) break;
  }
  if (validation.length > 0) builder.cut(best.round * outputs);
  const { roots, features, thresholds, children, missingLeft, values } = builder;
  const trees = {
    columns: X.columns,
    baselines: [...baselines],
    roots,
    features,
    thresholds,
    children,
    missingLeft,
    values,
  };
  return { trees, rounds: roots.length / outputs };
}

/** Adds the trees of the last round to the scores of rows that did not train. */
function addLastRound(
  builder: TreeBuilder,
  X: Matrix,
  scores: Float64Array,
  outputs: number,
): void {
  const roots = builder.roots.slice(-outputs);
  const first = roots[0]!;
  const round = new TreeEnsemble('boost', {
    columns: X.columns,
    baselines: new Array<number>(outputs).fill(0),
    roots: roots.map((root) => root - first),
    features: builder.features.slice(first),
    thresholds: builder.thresholds.slice(first),
    children: builder.children.slice(first).map((child) => Math.max(0, child - first)),
    missingLeft: builder.missingLeft.slice(first),
    values: builder.values.slice(first),
  });
  const added = round.scores(X);
  for (let i = 0; i < scores.length; i++) scores[i]! += added[i]!;
}

function divide(
  rows: number,
  { patience, validationShare, seed }: GradientBoostingOptions,
): { readonly train: Int32Array; readonly validation: Int32Array } {
  const held = patience === 0 ? 0 : Math.min(rows - 1, Math.ceil(rows * validationShare));
  if (held === 0) {
    const train = Int32Array.from({ length: rows }, (_, i) => i);
    return { train, validation: new Int32Array(0) };
  }
  const order = createRandom(seed).permutation(rows);
  return { train: order.slice(held).sort(), validation: order.slice(0, held).sort() };
}

/** NaN is a missing value, infinities are refused. */
function checkFeatures(where: string, X: Matrix, monotone: readonly number[] | undefined): void {
  assertNoInfinity(where, X);
  if (monotone === undefined || monotone.length === X.columns) return;
  throw new MlError(
    'SHAPE_MISMATCH',
    `${where}: monotone has ${monotone.length} entries, but X has ${X.columns} columns. ` +
      'Give one per column, 0 for a free one.',
  );
}

/** Throws NOT_FINITE at the first infinity; NaN may pass. */
export function assertNoInfinity(where: string, X: Matrix): void {
  const { data, columns } = X;
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== Infinity && data[i] !== -Infinity) continue;
    throw new MlError(
      'NOT_FINITE',
      `${where}: X has ${data[i]} in row ${Math.floor(i / columns)}, column ${i % columns} ` +
        '(counted from 0). A value is a finite number, or NaN where it is missing.',
    );
  }
}
