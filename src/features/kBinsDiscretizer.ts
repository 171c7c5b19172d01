import { assertInteger, assertKnownOptions, assertOneOf, type Matrix } from '../core/index.js';
import { firstAbove, quantileOfSorted, sortNumbers } from '../math/index.js';
import { namedInputs, readNumbers, storeInputs } from './inputs.js';
import { transformMatrix } from './program.js';
import type { NumberSlot, ProgramBuilder, Slot } from './programBuilder.js';
import { inputCount, inputsOf, invalid, listOf, number, oneOf, readState } from './readState.js';
import { assertLearned } from './scale.js';
import type {
  Features,
  FittedTransformer,
  InputColumn,
  StoredInputs,
  Transformer,
} from './transformer.js';
import { uniqueNames } from './uniqueNames.js';

/** Choices of a `KBinsDiscretizer`. */
export interface KBinsDiscretizerOptions {
  /** How many bins a column gets at most. Default 5. */
  readonly bins: number;
  /** Bins of equal width, or of equally many training rows. Default 'quantile'. */
  readonly strategy: 'uniform' | 'quantile';
  /** The number of the bin, or a column of 0 and 1 for each bin. Default 'onehot'. */
  readonly encode: 'ordinal' | 'onehot';
}

/** All that `KBinsDiscretizer.fit` learned. */
export interface KBinsDiscretizerState {
  readonly kind: 'kBinsDiscretizer';
  readonly inputs: StoredInputs;
  /** (d,) lists of the edges between bins, rising: k edges part k + 1 bins. */
  readonly edges: readonly (readonly number[])[];
  readonly encode: 'ordinal' | 'onehot';
}

/**
 * Cuts each column into bins: a linear model can then say something else about each of them.
 *
 * A value on an edge belongs to the bin above it; values outside the training range belong to the
 * outer bins. Edges that coincide are one, so a column may get fewer bins than asked for, and a
 * constant one gets one. Quantiles are by linear interpolation.
 *
 * Missing values are refused, in `fit` and in `transform`: fill them before.
 * Cost: O(d n log n) to learn, O(log bins) a value.
 * Agrees with: sklearn.preprocessing.KBinsDiscretizer with quantile_method='linear'
 * (test/golden/kBinsDiscretizer.json).
 *
 * @example new KBinsDiscretizer({ bins: 2, strategy: 'uniform' }).fit(Table.from({ x: [0, 10] })).state.edges; // [ [ 5 ] ]
 */
export class KBinsDiscretizer implements Transformer<FittedKBinsDiscretizer> {
  readonly options: KBinsDiscretizerOptions;

  constructor(options: Partial<KBinsDiscretizerOptions> = {}) {
    assertKnownOptions('KBinsDiscretizer', options, ['bins', 'strategy', 'encode']);
    this.options = Object.freeze({ bins: 5, strategy: 'quantile', encode: 'onehot', ...options });
    const { bins, strategy, encode } = this.options;
    assertInteger('KBinsDiscretizer', 'bins', bins, 2, 100_000);
    assertOneOf('KBinsDiscretizer', 'strategy', strategy, ['uniform', 'quantile']);
    assertOneOf('KBinsDiscretizer', 'encode', encode, ['ordinal', 'onehot']);
  }

  /** Learns from X (n, d), numbers only. @throws MlError EMPTY | WRONG_KIND | MISSING_VALUE | NOT_FINITE | OUT_OF_RANGE */
  fit(X: Features): FittedKBinsDiscretizer {
    const where = 'KBinsDiscretizer.fit';
    const edges = readNumbers(where, X).map(({ name, values }) => {
      const sorted = sortNumbers(values);
      assertLearned(where, name, sorted[sorted.length - 1]! - sorted[0]!);
      return this.#edgesOf(sorted);
    });
    const { encode } = this.options;
    return new FittedKBinsDiscretizer({
      kind: 'kBinsDiscretizer',
      inputs: storeInputs(X),
      edges,
      encode,
    });
  }

  /** The distinct edges that lie inside the range. */
  #edgesOf(sorted: Float64Array): number[] {
    const { bins, strategy } = this.options;
    const low = sorted[0]!;
    const high = sorted[sorted.length - 1]!;
    const edges: number[] = [];
    for (let k = 1; k < bins; k++) {
      const edge = strategy === 'uniform' ? low + k * ((high - low) / bins) : cut(sorted, k, bins);
      if (edge > (edges[edges.length - 1] ?? low) && edge < high) edges.push(edge);
    }
    return edges;
  }
}

/** A `KBinsDiscretizer` that has learned. */
export class FittedKBinsDiscretizer implements FittedTransformer<KBinsDiscretizerState> {
  readonly state: KBinsDiscretizerState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];

  constructor(state: KBinsDiscretizerState) {
    this.state = readState('KBinsDiscretizer', state, {
      inputs: inputsOf('number'),
      edges: listOf(listOf(number), inputCount(state)),
      encode: oneOf('ordinal', 'onehot'),
    });
    this.state.edges.forEach((edges, j) => {
      if (edges.every((edge, k) => k === 0 || edge > edges[k - 1]!)) return;
      throw invalid(`KBinsDiscretizer: the stored state's edges[${j}]`, edges, 'a rising list');
    });
    this.inputs = namedInputs(this.state.inputs);
    this.outputNames = uniqueNames(
      'KBinsDiscretizer',
      this.inputs.flatMap((_, j) => this.#namesOf(j)),
      'Rename one of the columns.',
    );
  }

  /** X (n, d) → (n, d) bin numbers from 0, or (n, bins). @throws MlError WRONG_COLUMNS | SHAPE_MISMATCH | WRONG_KIND | MISSING_VALUE | NOT_FINITE */
  transform(X: Features): Matrix {
    return transformMatrix('KBinsDiscretizer.transform', this, X);
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    return columns.flatMap((slot, j) => this.#compileColumn(program, slot as NumberSlot, j));
  }

  #compileColumn(program: ProgramBuilder, source: NumberSlot, j: number): NumberSlot[] {
    const where = 'KBinsDiscretizer.transform';
    const edges = this.state.edges[j]!;
    const bin = program.numbers([source.name])[0]!;
    program.map(where, source, bin, (x, from, stride, out, to, step, count) => {
      for (let i = 0; i < count; i++) {
        const value = x[from + i * stride]!;
        // value − value is 0, or NaN where it is not finite: such a value must not get a bin.
        out[to + i * step] = firstAbove(edges, value) + (value - value);
      }
    });
    if (this.state.encode === 'ordinal') return [bin];
    const targets = program.numbers(this.#namesOf(j));
    const { region } = targets[0]!;
    program.add((count) => {
      program.clear(region, count);
      const { values, stride } = region;
      for (let i = 0, p = region.offset; i < count; i++, p += stride) {
        values[p + bin.region.values[bin.region.offset + i * bin.region.stride]!] = 1;
      }
    });
    return targets;
  }

  #namesOf(j: number): string[] {
    const { name } = this.inputs[j]!;
    if (this.state.encode === 'ordinal') return [name];
    return Array.from({ length: this.state.edges[j]!.length + 1 }, (_, k) => `${name}_${k}`);
  }
}

/** The k-th of the values that cut the sorted ones into `bins` parts. */
function cut(sorted: Float64Array, k: number, bins: number): number {
  const rank = (sorted.length - 1) * k;
  // A cut that falls on a value is that value, whatever k / bins is rounded to.
  return rank % bins === 0 ? sorted[rank / bins]! : quantileOfSorted(sorted, k / bins);
}
