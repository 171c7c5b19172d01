import type { BinnedRows } from '../math/index.js';
import type { FeatureBins } from './featureBins.js';
import type { TreeBuilder } from './treeEnsemble.js';

/** What a tree is grown from, shared by all trees of a fit. */
export interface TreePlan {
  readonly bins: FeatureBins;
  /** The training rows, with the loss's first derivatives and, unless each is 1, the second ones. */
  readonly rows: BinnedRows;
  readonly leaves: number;
  readonly minimumRows: number;
  readonly l2: number;
  readonly learningRate: number;
  /** (d,) 1: may only rise with the feature, −1: only fall, 0: free. */
  readonly monotone: readonly number[];
}

/** A leaf that may still be split. */
interface Node {
  readonly place: number;
  /** Its rows: order[start … end − 1]. */
  readonly start: number;
  readonly end: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  histogram: Float64Array | undefined;
  split: Split | undefined;
}

/** The best way to divide a node. */
interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
  readonly count: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly leftValue: number;
  readonly rightValue: number;
}

/** A child needs Hessians that add up to this, as its value is divided by them. */
const LEAST_HESSIAN = 1e-3;

/**
 * Grows one tree, best leaf first, and adds its leaves to the scores of the training rows.
 *
 * A leaf's value is −G / (H + l2), its share of the loss −½ G² / (H + l2), where G and H are sums
 * over its rows; they come from a histogram per feature, of which only the smaller child's is
 * counted: the other's is the difference to the parent's.
 *
 * Cost: about n d log₂(leaves) / 2 additions.
 * Source: Ke et al. (2017), LightGBM, NeurIPS; Chen & Guestrin (2016), XGBoost, KDD.
 */
export class TreeGrower {
  readonly #plan: TreePlan;
  readonly #goesLeft = new Uint8Array(256);

  constructor(plan: TreePlan) {
    this.#plan = plan;
  }

  /** @param scores (n · outputs,) of which those of `output` are raised by the new tree. */
  grow(builder: TreeBuilder, scores: Float64Array, outputs: number, output: number): void {
    const { rows, leaves, minimumRows, learningRate } = this.#plan;
    const n = rows.order.length;
    const [gradients, hessians] = rows.numbers;
    const gradient = sumOf(gradients!);
    const hessian = hessians === undefined ? n : sumOf(hessians);
    const root: Node = {
      place: builder.addLeaf(),
      start: 0,
      end: n,
      gradient,
      hessian,
      value: this.#value(gradient, hessian, -Infinity, Infinity),
      low: -Infinity,
      high: Infinity,
      histogram: undefined,
      split: undefined,
    };
    builder.roots.push(root.place);
    rows.unite();
    if (n >= 2 * minimumRows && leaves > 1) {
      root.histogram = rows.count(0, n);
      root.split = this.#findSplit(root);
    }
    const open: Node[] = [root];
    while (open.length < leaves) {
      let best: Node | undefined;
      for (const node of open) {
        if (node.split !== undefined && !(best?.split && best.split.gain >= node.split.gain))
          best = node;
      }
      if (best === undefined) break;
      const full = open.length + 1 === leaves;
      const [left, right] = this.#divide(best, builder, full);
      open[open.indexOf(best)] = left;
      open.push(right);
    }
    for (const node of open) {
      const value = learningRate * node.value;
      builder.values[node.place] = value;
      raise(scores, rows.order.subarray(node.start, node.end), value, outputs, output);
      if (node.histogram !== undefined) rows.release(node.histogram);
    }
  }

  #value(gradient: number, hessian: number, low: number, high: number): number {
    const value = -gradient / Math.max(hessian + this.#plan.l2, Number.MIN_VALUE);
    return value < low ? low : value > high ? high : value;
  }

  #divide(node: Node, builder: TreeBuilder, full: boolean): [Node, Node] {
    const { bins, rows, minimumRows, monotone } = this.#plan;
    const split = node.split!;
    const cuts = bins.thresholds[split.feature]!;
    const middle = this.#partition(node, split);
    builder.features[node.place] = split.feature;
    // A cut after the last bin parts known values from missing ones.
    builder.thresholds[node.place] = cuts[split.bin] ?? Number.MAX_VALUE;
    builder.missingLeft[node.place] = split.missingLeft ? 1 : 0;
    const place = builder.addLeaf();
    builder.addLeaf();
    builder.children[node.place] = place;

    const sense = monotone[split.feature]!;
    const half = (split.leftValue + split.rightValue) / 2;
    const left: Node = {
      place,
      start: node.start,
      end: middle,
      gradient: split.gradient,
      hessian: split.hessian,
      value: split.leftValue,
      low: sense < 0 ? half : node.low,
      high: sense > 0 ? half : node.high,
      histogram: undefined,
      split: undefined,
    };
    const right: Node = {
      place: place + 1,
      start: middle,
      end: node.end,
      gradient: node.gradient - split.gradient,
      hessian: node.hessian - split.hessian,
      value: split.rightValue,
      low: sense > 0 ? half : node.low,
      high: sense < 0 ? half : node.high,
      histogram: undefined,
      split: undefined,
    };
    const worth = (child: Node) => !full && child.end - child.start >= 2 * minimumRows;
    const parent = node.histogram!;
    node.histogram = undefined;
    if (!worth(left) && !worth(right)) {
      rows.release(parent);
      return [left, right];
    }
    const [small, large] = middle - node.start <= node.end - middle ? [left, right] : [right, left];
    small.histogram = rows.count(small.start, small.end);
    rows.subtract(parent, small.histogram);
    large.histogram = parent;
    for (const child of [left, right]) if (worth(child)) child.split = this.#findSplit(child);
    return [left, right];
  }

  /** The split that lowers the loss most, or none that lowers it. */
  #findSplit(node: Node): Split | undefined {
    const { bins, minimumRows, monotone, l2 } = this.#plan;
    const histogram = node.histogram!;
    const { width } = this.#plan.rows;
    const countAt = width - 1; // which is the sum of Hessians, too, where each is 1
    const { low, high } = node;
    const rows = node.end - node.start;
    const before = node.gradient * node.value;
    let best: Split | undefined;
    let bestGain = 0;
    for (let feature = 0; feature < monotone.length; feature++) {
      const first = bins.offsets[feature]!;
      const missing = bins.hasMissing[feature]!;
      const known = bins.thresholds[feature]!.length + 1;
      const sense = monotone[feature]!;
      let absent = -1;
      let absentRows = 0;
      if (missing) {
        absent = (first + known) * width;
        absentRows = histogram[absent + countAt]!;
      }
      // Missing values go right at first, and left in the second round.
      for (let round = 0; round < (absentRows > 0 ? 2 : 1); round++) {
        let gradient = round === 0 ? 0 : histogram[absent]!;
        let hessian = round === 0 ? 0 : histogram[absent + 1]!;
        let count = round === 0 ? 0 : absentRows;
        const end = round === 0 && absentRows > 0 ? known : known - 1;
        for (let bin = 0; bin < end; bin++) {
          const at = (first + bin) * width;
          gradient += histogram[at]!;
          hessian += histogram[at + 1]!;
          count += histogram[at + countAt]!;
          if (count < minimumRows || hessian < LEAST_HESSIAN) continue;
          if (rows - count < minimumRows || node.hessian - hessian < LEAST_HESSIAN) break;
          const rest = node.gradient - gradient;
          let leftValue = -gradient / (hessian + l2);
          let rightValue = -rest / (node.hessian - hessian + l2);
          leftValue = leftValue < low ? low : leftValue > high ? high : leftValue;
          rightValue = rightValue < low ? low : rightValue > high ? high : rightValue;
          if (sense * (rightValue - leftValue) < 0) continue;
          const gain = before - gradient * leftValue - rest * rightValue;
          if (!(gain > bestGain)) continue;
          bestGain = gain;
          const missingLeft = absentRows > 0 ? round === 1 : 2 * count > rows;
          best = {
            feature,
            bin,
            missingLeft,
            gain,
            count,
            gradient,
            hessian,
            leftValue,
            rightValue,
          };
        }
      }
    }
    return best;
  }

  /** Puts the rows that go left before the others; returns the border. */
  #partition({ start, end }: Node, { feature, bin, missingLeft }: Split): number {
    const { bins, rows } = this.#plan;
    const goesLeft = this.#goesLeft.fill(1, 0, bin + 1).fill(0, bin + 1);
    if (bins.hasMissing[feature])
      goesLeft[bins.thresholds[feature]!.length + 1] = missingLeft ? 1 : 0;
    return rows.divide(start, end, feature, goesLeft);
  }
}

/** The sum of all values. */
function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** Raises the scores of a leaf's rows. */
function raise(
  scores: Float64Array,
  rows: Int32Array,
  value: number,
  outputs: number,
  output: number,
): void {
  for (let k = 0; k < rows.length; k++) scores[rows[k]! * outputs + output]! += value;
}
