import { describeKnown, MlError } from '../core/index.js';
import type { Fitted } from './estimator.js';
import { FittedLinearRegression, type LinearRegressionState } from './linearRegression.js';
import { FittedMeanRegressor, type MeanRegressorState } from './meanRegressor.js';
import { FittedRidge, type RidgeState } from './ridge.js';

/** Every state that this library can read; `kind` tells them apart. */
export type KnownState = LinearRegressionState | MeanRegressorState | RidgeState;

/** One reader per kind: the compiler asks for a line here when `KnownState` grows. */
const readers: { readonly [K in KnownState['kind']]: (state: never) => Fitted } = {
  linearRegression: (state: LinearRegressionState) => new FittedLinearRegression(state),
  meanRegressor: (state: MeanRegressorState) => new FittedMeanRegressor(state),
  ridge: (state: RidgeState) => new FittedRidge(state),
};

/**
 * The fitted model that a stored state describes: models are kept as data, never as code.
 *
 * @param state what `fitted.state` was, after any number of journeys through JSON.
 * @returns a model that predicts the same, bit for bit.
 * @throws MlError UNKNOWN_KIND, with the kinds that are known; INVALID_STATE when a field is
 *   missing or of another form.
 *
 * @example fittedFromState(JSON.parse('{"kind":"ridge","weights":[2],"intercept":1}')).predict(Matrix.from([[3]])); // Float64Array(1) [ 7 ]
 */
export function fittedFromState(state: unknown): Fitted {
  const kind: unknown =
    typeof state === 'object' && state !== null ? (state as { kind?: unknown }).kind : undefined;
  if (typeof kind === 'string' && Object.hasOwn(readers, kind)) {
    return readers[kind as KnownState['kind']](state as never);
  }
  const known = Object.keys(readers);
  throw new MlError(
    'UNKNOWN_KIND',
    `fittedFromState: the state's kind is ${JSON.stringify(kind) ?? 'missing'}. ` +
      describeKnown('Kind', String(kind), known),
  );
}
