import { describeKnown, MlError } from '../core/index.js';
import type { Fitted, ModelState, Predictions } from './estimator.js';
import { FittedGaussianNaiveBayes, type GaussianNaiveBayesState } from './gaussianNaiveBayes.js';
import {
  FittedGradientBoostingClassifier,
  type GradientBoostingClassifierState,
} from './gradientBoostingClassifier.js';
import {
  FittedGradientBoostingRegressor,
  type GradientBoostingRegressorState,
} from './gradientBoostingRegressor.js';
import { FittedKMeans, type KMeansState } from './kMeans.js';
import {
  FittedKNeighborsClassifier,
  type KNeighborsClassifierState,
} from './kNeighborsClassifier.js';
import { FittedLinearRegression, type LinearRegressionState } from './linearRegression.js';
import { FittedLogisticRegression, type LogisticRegressionState } from './logisticRegression.js';
import { FittedMajorityClassifier, type MajorityClassifierState } from './majorityClassifier.js';
import { FittedMeanRegressor, type MeanRegressorState } from './meanRegressor.js';
import { FittedMedianRegressor, type MedianRegressorState } from './medianRegressor.js';
import {
  FittedMultinomialNaiveBayes,
  type MultinomialNaiveBayesState,
} from './multinomialNaiveBayes.js';
import { FittedNearestCentroid, type NearestCentroidState } from './nearestCentroid.js';
import { FittedRidge, type RidgeState } from './ridge.js';
import { FittedSeasonalNaive, type SeasonalNaiveState } from './seasonalNaive.js';
import {
  FittedStratifiedClassifier,
  type StratifiedClassifierState,
} from './stratifiedClassifier.js';

/** Every state that this library can read; `kind` tells them apart. */
export type KnownState =
  | GaussianNaiveBayesState
  | GradientBoostingClassifierState
  | GradientBoostingRegressorState
  | KMeansState
  | KNeighborsClassifierState
  | LinearRegressionState
  | LogisticRegressionState
  | MajorityClassifierState
  | MeanRegressorState
  | MedianRegressorState
  | MultinomialNaiveBayesState
  | NearestCentroidState
  | RidgeState
  | SeasonalNaiveState
  | StratifiedClassifierState;

/** Any fitted model, of which only this much is known: it predicts one entry per row. */
export type FittedModel = Fitted<ModelState, Predictions>;

/** One reader per kind: the compiler asks for a line here when `KnownState` grows. */
const readers: { readonly [K in KnownState['kind']]: (state: never) => FittedModel } = {
  gaussianNaiveBayes: (state: GaussianNaiveBayesState) => new FittedGaussianNaiveBayes(state),
  gradientBoostingClassifier: (state: GradientBoostingClassifierState) =>
    new FittedGradientBoostingClassifier(state),
  gradientBoostingRegressor: (state: GradientBoostingRegressorState) =>
    new FittedGradientBoostingRegressor(state),
  kMeans: (state: KMeansState) => new FittedKMeans(state),
  kNeighborsClassifier: (state: KNeighborsClassifierState) => new FittedKNeighborsClassifier(state),
  linearRegression: (state: LinearRegressionState) => new FittedLinearRegression(state),
  logisticRegression: (state: LogisticRegressionState) => new FittedLogisticRegression(state),
  majorityClassifier: (state: MajorityClassifierState) => new FittedMajorityClassifier(state),
  meanRegressor: (state: MeanRegressorState) => new FittedMeanRegressor(state),
  medianRegressor: (state: MedianRegressorState) => new FittedMedianRegressor(state),
  multinomialNaiveBayes: (state: MultinomialNaiveBayesState) =>
    new FittedMultinomialNaiveBayes(state),
  nearestCentroid: (state: NearestCentroidState) => new FittedNearestCentroid(state),
  ridge: (state: RidgeState) => new FittedRidge(state),
  seasonalNaive: (state: SeasonalNaiveState) => new FittedSeasonalNaive(state),
  stratifiedClassifier: (state: StratifiedClassifierState) => new FittedStratifiedClassifier(state),
};

/**
 * The fitted model that a stored state describes: models are kept as data, never as code.
 *
 * @param state what `fitted.state` was, after any number of journeys through JSON.
 * @returns a model that predicts the same, bit for bit. Who knows more of it than that it
 *   predicts says so: `fittedFromState<FittedClassifier>(state).predictProbability(X)`.
 * @throws MlError UNKNOWN_KIND, with the kinds that are known; INVALID_STATE when a field is
 *   missing or of another form.
 *
 * @example fittedFromState(JSON.parse('{"kind":"ridge","weights":[2],"intercept":1}')).predict(Matrix.from([[3]])); // Float64Array(1) [ 7 ]
 */
export function fittedFromState<F extends FittedModel = FittedModel>(state: unknown): F {
  const kind: unknown =
    typeof state === 'object' && state !== null ? (state as { kind?: unknown }).kind : undefined;
  if (typeof kind === 'string' && Object.hasOwn(readers, kind)) {
    return readers[kind as KnownState['kind']](state as never) as F;
  }
  const known = Object.keys(readers);
  throw new MlError(
    'UNKNOWN_KIND',
    `fittedFromState: the state's kind is ${JSON.stringify(kind) ?? 'missing'}. ` +
      describeKnown('Kind', String(kind), known),
  );
}
