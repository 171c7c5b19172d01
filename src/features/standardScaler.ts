import { assertKnownOptions, type Matrix } from '../core/index.js';
import { mean } from '../math/index.js';
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

/** Choices of a `StandardScaler`. */
export interface StandardScalerOptions {
  /** Whether to subtract the mean. Default true. */
  readonly withMean: boolean;
  /** Whether to divide by the standard deviation. Default true. */
  readonly withStd: boolean;
}

/** All that `StandardScaler.fit` learned. */
export interface StandardScalerState {
  readonly kind: 'standardScaler';
  readonly inputs: StoredInputs;
  /** (d,) what is subtracted, in the unit of each column; 0 without `withMean`. */
  readonly mean: readonly number[];
  /** (d,) what is divided by, in the unit of each column; 1 for a constant column. */
  readonly scale: readonly number[];
}

/**
 * Puts every column on one scale: mean 0 and standard deviation 1 over the training rows.
 *
 * z = (x − mean) / scale, where scale is the population deviation √(Σ (x − mean)² / n). A constant
 * column becomes 0: where the deviation is within rounding of 0, scale is 1.
 *
 * Missing values are refused, in `fit` and in `transform`: fill them before.
 * Cost: O(n d).
 * Agrees with: sklearn.preprocessing.StandardScaler (test/golden/scalers.json).
 *
 * @example new StandardScaler().fit(Matrix.from([[1], [3]])).transform(Matrix.from([[4]])).toRows(); // [ [ 2 ] ]
 */
export class StandardScaler implements Transformer<FittedStandardScaler> {
  readonly options: StandardScalerOptions;

  constructor(options: Partial<StandardScalerOptions> = {}) {
    assertKnownOptions('StandardScaler', options, ['withMean', 'withStd']);
    this.options = Object.freeze({ withMean: true, withStd: true, ...options });
  }

  /**
   * Learns from X (n, d), numbers only.
   *
   * @throws MlError EMPTY | WRONG_KIND | MISSING_VALUE | NOT_FINITE; OUT_OF_RANGE where values are
   *   so large that a difference to their mean is no number.
   */
  fit(X: Features): FittedStandardScaler {
    const where = 'StandardScaler.fit';
    const { withMean, withStd } = this.options;
    const moments = readNumbers(where, X).map(({ name, values }) => {
      const centre = assertLearned(where, name, mean(values));
      return { centre, spread: assertLearned(where, name, deviation(values, centre)) };
    });
    return new FittedStandardScaler({
      kind: 'standardScaler',
      inputs: storeInputs(X),
      mean: moments.map(({ centre }) => (withMean ? centre : 0)),
      scale: moments.map(({ spread }) => (withStd && spread > 0 ? spread : 1)),
    });
  }
}

/** A `StandardScaler` that has learned. */
export class FittedStandardScaler implements FittedTransformer<StandardScalerState> {
  readonly state: StandardScalerState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];

  constructor(state: StandardScalerState) {
    const d = inputCount(state);
    this.state = readState('StandardScaler', state, {
      inputs: inputsOf('number'),
      mean: listOf(number, d),
      scale: listOf(positive, d),
    });
    this.inputs = namedInputs(this.state.inputs);
    this.outputNames = Object.freeze(this.inputs.map(({ name }) => name));
  }

  /** X (n, d) → (n, d). @throws MlError WRONG_COLUMNS | SHAPE_MISMATCH | WRONG_KIND | MISSING_VALUE | NOT_FINITE */
  transform(X: Features): Matrix {
    return transformMatrix('StandardScaler.transform', this, X);
  }

  /** Z (n, d) → (n, d) in the units of X again, to the last digits. @throws MlError SHAPE_MISMATCH | NOT_FINITE */
  inverseTransform(Z: Matrix): Matrix {
    const { mean: shift, scale } = this.state;
    return mapCells(
      'StandardScaler.inverseTransform',
      Z,
      this.outputNames,
      (z, j) => z * scale[j]! + shift[j]!,
    );
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    const { mean: shift, scale } = this.state;
    return compileScaling('StandardScaler.transform', program, columns, shift, scale);
  }
}

/** √(Σ (x − centre)² / n), or 0 where that is mere rounding; no square can overflow or vanish. */
function deviation(values: ArrayLike<number>, centre: number): number {
  const n = values.length;
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(values[i]! - centre));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let squares = 0;
  let rest = 0; // Σ (x − centre) / largest: what rounding of the centre left over
  for (let i = 0; i < n; i++) {
    const part = (values[i]! - centre) / largest;
    squares += part * part;
    rest += part;
  }
  const spread = largest * Math.sqrt(Math.max(0, squares - (rest * rest) / n) / n);
  return spread <= n * Number.EPSILON * Math.abs(centre) ? 0 : spread;
}
