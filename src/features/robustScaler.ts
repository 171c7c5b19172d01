import { assertKnownOptions, type Matrix, MlError } from '../core/index.js';
import { quantileOfSorted, sortNumbers } from '../math/index.js';
import { namedInputs, readNumbers, storeInputs } from './inputs.js';
import { transformMatrix } from './program.js';
import type { ProgramBuilder, Slot } from './programBuilder.js';
import { inputCount, inputsOf, listOf, number, positive, readState } from './readState.js';
import { assertLearned, compileScaling, mapCells } from './scale.js';
import type {
  Features,
  FittedTransformer,
  InputColumn,
  StoredInputs,
  Transformer,
} from './transformer.js';

/** Choices of a `RobustScaler`. */
export interface RobustScalerOptions {
  /** Whether to subtract the median. Default true. */
  readonly withCentering: boolean;
  /** Whether to divide by the distance between two quantiles. Default true. */
  readonly withScaling: boolean;
  /** Those quantiles, in percent. Default [25, 75]. */
  readonly quantileRange: readonly [number, number];
}

/** All that `RobustScaler.fit` learned. */
export interface RobustScalerState {
  readonly kind: 'robustScaler';
  readonly inputs: StoredInputs;
  /** (d,) the medians, in the unit of each column; 0 without `withCentering`. */
  readonly center: readonly number[];
  /** (d,) the distances between the quantiles; 1 where they coincide. */
  readonly scale: readonly number[];
}

/**
 * Puts every column on one scale by its median and its middle half, which a few wild values
 * cannot move.
 *
 * z = (x − median) / (q₇₅ − q₂₅), quantiles by linear interpolation. Where both quantiles coincide
 * (a column that is mostly one value) the scale is 1.
 *
 * Missing values are refused, in `fit` and in `transform`: fill them before.
 * Cost: O(d n log n).
 * Agrees with: sklearn.preprocessing.RobustScaler (test/golden/scalers.json).
 *
 * @example new RobustScaler().fit(Matrix.from([[1], [2], [3], [4], [900]])).transform(Matrix.from([[5]])).toRows(); // [ [ 1 ] ]
 */
export class RobustScaler implements Transformer<FittedRobustScaler> {
  readonly options: RobustScalerOptions;

  constructor(options: Partial<RobustScalerOptions> = {}) {
    assertKnownOptions('RobustScaler', options, ['withCentering', 'withScaling', 'quantileRange']);
    const { withCentering = true, withScaling = true, quantileRange = [25, 75] } = options;
    const [low, high] = quantileRange;
    if (quantileRange.length !== 2 || !(low >= 0 && low < high && high <= 100)) {
      throw new MlError(
        'OUT_OF_RANGE',
        `RobustScaler: quantileRange is [${quantileRange}], and two percentages [low, high] ` +
          'with 0 ≤ low < high ≤ 100 are needed.',
      );
    }
    const range = Object.freeze([low, high] as const);
    this.options = Object.freeze({ withCentering, withScaling, quantileRange: range });
  }

  /**
   * Learns from X (n, d), numbers only.
   *
   * @throws MlError EMPTY | WRONG_KIND | MISSING_VALUE | NOT_FINITE; OUT_OF_RANGE where the
   *   quantiles lie further apart than a number can say.
   */
  fit(X: Features): FittedRobustScaler {
    const where = 'RobustScaler.fit';
    const { withCentering, withScaling, quantileRange } = this.options;
    const [low, high] = quantileRange;
    const learned = readNumbers(where, X).map(({ name, values }) => {
      const sorted = sortNumbers(values);
      const spread = quantileOfSorted(sorted, high / 100) - quantileOfSorted(sorted, low / 100);
      return {
        center: assertLearned(where, name, quantileOfSorted(sorted, 0.5)),
        spread: assertLearned(where, name, spread),
      };
    });
    return new FittedRobustScaler({
      kind: 'robustScaler',
      inputs: storeInputs(X),
      center: learned.map(({ center }) => (withCentering ? center : 0)),
      scale: learned.map(({ spread }) => (withScaling && spread > 0 ? spread : 1)),
    });
  }
}

/** A `RobustScaler` that has learned. */
export class FittedRobustScaler implements FittedTransformer<RobustScalerState> {
  readonly state: RobustScalerState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];

  constructor(state: RobustScalerState) {
    const d = inputCount(state);
    this.state = readState('RobustScaler', state, {
      inputs: inputsOf('number'),
      center: listOf(number, d),
      scale: listOf(positive, d),
    });
    this.inputs = namedInputs(this.state.inputs);
    this.outputNames = Object.freeze(this.inputs.map(({ name }) => name));
  }

  /** X (n, d) → (n, d). @throws MlError WRONG_COLUMNS | SHAPE_MISMATCH | WRONG_KIND | MISSING_VALUE | NOT_FINITE */
  transform(X: Features): Matrix {
    return transformMatrix('RobustScaler.transform', this, X);
  }

  /** Z (n, d) → (n, d) in the units of X again, to the last digits. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  inverseTransform(Z: Matrix): Matrix {
    const { center, scale } = this.state;
    return mapCells(
      'RobustScaler.inverseTransform',
      Z,
      this.outputNames,
      (z, j) => z * scale[j]! + center[j]!,
    );
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    const { center, scale } = this.state;
    return compileScaling('RobustScaler.transform', program, columns, center, scale);
  }
}
