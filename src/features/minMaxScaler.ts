import { assertKnownOptions, type Matrix, MlError } from '../core/index.js';
import { namedInputs, readNumbers, storeInputs } from './inputs.js';
import { transformMatrix } from './program.js';
import type { NumberSlot, ProgramBuilder, Slot } from './programBuilder.js';
import { boolean, inputCount, inputsOf, listOf, number, readState } from './readState.js';
import { assertLearned, mapCells } from './scale.js';
import type {
  Features,
  FittedTransformer,
  InputColumn,
  StoredInputs,
  Transformer,
} from './transformer.js';

/** Choices of a `MinMaxScaler`. */
export interface MinMaxScalerOptions {
  /** What the smallest and the largest training value become. Default [0, 1]. */
  readonly featureRange: readonly [number, number];
  /** Whether later values outside the training range are moved to its ends. Default false. */
  readonly clip: boolean;
}

/** All that `MinMaxScaler.fit` learned. */
export interface MinMaxScalerState {
  readonly kind: 'minMaxScaler';
  readonly inputs: StoredInputs;
  /** (d,) the smallest training values, in the unit of each column. */
  readonly min: readonly number[];
  /** (d,) the largest training values. */
  readonly max: readonly number[];
  /** What they become. */
  readonly featureRange: readonly number[];
  readonly clip: boolean;
}

/**
 * Moves every column into one range: its smallest training value to the low end, its largest to
 * the high end.
 *
 * z = (x − min) / (max − min) · (high − low) + low. A constant column becomes the low end. One wild
 * value squeezes all others together: look at `RobustScaler` then.
 *
 * Missing values are refused, in `fit` and in `transform`: fill them before.
 * Cost: O(n d).
 * Agrees with: sklearn.preprocessing.MinMaxScaler (test/golden/scalers.json).
 *
 * @example new MinMaxScaler().fit(Matrix.from([[10], [20]])).transform(Matrix.from([[15], [25]])).toRows(); // [ [ 0.5 ], [ 1.5 ] ]
 */
export class MinMaxScaler implements Transformer<FittedMinMaxScaler> {
  readonly options: MinMaxScalerOptions;

  constructor(options: Partial<MinMaxScalerOptions> = {}) {
    assertKnownOptions('MinMaxScaler', options, ['featureRange', 'clip']);
    const { featureRange = [0, 1], clip = false } = options;
    const [low, high] = featureRange;
    if (featureRange.length !== 2 || !(Number.isFinite(high - low) && low < high)) {
      throw new MlError(
        'OUT_OF_RANGE',
        `MinMaxScaler: featureRange is [${featureRange}], and two finite numbers [low, high] ` +
          'with low < high are needed.',
      );
    }
    this.options = Object.freeze({ featureRange: Object.freeze([low, high] as const), clip });
  }

  /**
   * Learns from X (n, d), numbers only.
   *
   * @throws MlError EMPTY | WRONG_KIND | MISSING_VALUE | NOT_FINITE; OUT_OF_RANGE where the largest
   *   and the smallest value lie further apart than a number can say.
   */
  fit(X: Features): FittedMinMaxScaler {
    const where = 'MinMaxScaler.fit';
    const ends = readNumbers(where, X).map(({ name, values }) => {
      let min = Number.POSITIVE_INFINITY;
      let max = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < values.length; i++) {
        min = Math.min(min, values[i]!);
        max = Math.max(max, values[i]!);
      }
      assertLearned(where, name, max - min);
      return { min, max };
    });
    return new FittedMinMaxScaler({
      kind: 'minMaxScaler',
      inputs: storeInputs(X),
      min: ends.map(({ min }) => min),
      max: ends.map(({ max }) => max),
      featureRange: this.options.featureRange,
      clip: this.options.clip,
    });
  }
}

/** A `MinMaxScaler` that has learned. */
export class FittedMinMaxScaler implements FittedTransformer<MinMaxScalerState> {
  readonly state: MinMaxScalerState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];

  constructor(state: MinMaxScalerState) {
    const d = inputCount(state);
    this.state = readState('MinMaxScaler', state, {
      inputs: inputsOf('number'),
      min: listOf(number, d),
      max: listOf(number, d),
      featureRange: listOf(number, 2),
      clip: boolean,
    });
    this.inputs = namedInputs(this.state.inputs);
    this.outputNames = Object.freeze(this.inputs.map(({ name }) => name));
  }

  /** X (n, d) → (n, d). @throws MlError WRONG_COLUMNS | SHAPE_MISMATCH | WRONG_KIND | MISSING_VALUE | NOT_FINITE */
  transform(X: Features): Matrix {
    return transformMatrix('MinMaxScaler.transform', this, X);
  }

  /**
   * Z (n, d) → (n, d) in the units of X again, to the last digits; what was clipped stays clipped.
   *
   * @throws MlError SHAPE_MISMATCH | NOT_FINITE
   */
  inverseTransform(Z: Matrix): Matrix {
    const { min } = this.state;
    const [low, high] = this.state.featureRange as [number, number];
    return mapCells(
      'MinMaxScaler.inverseTransform',
      Z,
      this.outputNames,
      (z, j) => ((z - low) / (high - low)) * this.#range(j) + min[j]!,
    );
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    const { min, clip } = this.state;
    const [low, high] = this.state.featureRange as [number, number];
    const targets = program.numbers(this.outputNames);
    targets.forEach((target, j) => {
      const least = min[j]!;
      const range = this.#range(j);
      const source = columns[j] as NumberSlot;
      const where = 'MinMaxScaler.transform';
      program.map(where, source, target, (x, from, stride, out, to, step, count) => {
        for (let i = 0; i < count; i++) {
          const z = ((x[from + i * stride]! - least) / range) * (high - low) + low;
          // Both are false for NaN: what is missing must not become an end of the range.
          if (clip && z < low) out[to + i * step] = low;
          else if (clip && z > high) out[to + i * step] = high;
          else out[to + i * step] = z;
        }
      });
    });
    return targets;
  }

  #range(j: number): number {
    return this.state.max[j]! - this.state.min[j]! || 1;
  }
}
