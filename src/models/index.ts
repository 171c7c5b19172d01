export type { GradientBoostingOptions } from './boostingOptions.js';
export type { DBSCANOptions, DBSCANState } from './dbscan.js';
export { DBSCAN, FittedDBSCAN } from './dbscan.js';
export type {
  Classifier,
  Estimator,
  Fitted,
  FittedClassifier,
  ModelState,
  Predictions,
} from './estimator.js';
export type { FittedModel, KnownState } from './fittedFromState.js';
export { fittedFromState } from './fittedFromState.js';
export type { GaussianNaiveBayesOptions, GaussianNaiveBayesState } from './gaussianNaiveBayes.js';
export { FittedGaussianNaiveBayes, GaussianNaiveBayes } from './gaussianNaiveBayes.js';
export type { GradientBoostingClassifierState } from './gradientBoostingClassifier.js';
export {
  FittedGradientBoostingClassifier,
  GradientBoostingClassifier,
} from './gradientBoostingClassifier.js';
export type { GradientBoostingRegressorState } from './gradientBoostingRegressor.js';
export {
  FittedGradientBoostingRegressor,
  GradientBoostingRegressor,
} from './gradientBoostingRegressor.js';
export type { KMeansOptions, KMeansState } from './kMeans.js';
export { FittedKMeans, KMeans } from './kMeans.js';
export type {
  KNeighborsClassifierOptions,
  KNeighborsClassifierState,
} from './kNeighborsClassifier.js';
export { FittedKNeighborsClassifier, KNeighborsClassifier } from './kNeighborsClassifier.js';
export type { LinearRegressionOptions, LinearRegressionState } from './linearRegression.js';
export { FittedLinearRegression, LinearRegression } from './linearRegression.js';
export type { LinearState } from './linearState.js';
export type { LogisticRegressionOptions, LogisticRegressionState } from './logisticRegression.js';
export { FittedLogisticRegression, LogisticRegression } from './logisticRegression.js';
export type { MajorityClassifierState } from './majorityClassifier.js';
export { FittedMajorityClassifier, MajorityClassifier } from './majorityClassifier.js';
export type { MeanRegressorState } from './meanRegressor.js';
export { FittedMeanRegressor, MeanRegressor } from './meanRegressor.js';
export type { MedianRegressorState } from './medianRegressor.js';
export { FittedMedianRegressor, MedianRegressor } from './medianRegressor.js';
export type {
  MultinomialNaiveBayesOptions,
  MultinomialNaiveBayesState,
} from './multinomialNaiveBayes.js';
export { FittedMultinomialNaiveBayes, MultinomialNaiveBayes } from './multinomialNaiveBayes.js';
export type { NearestCentroidState } from './nearestCentroid.js';
export { FittedNearestCentroid, NearestCentroid } from './nearestCentroid.js';
export type { PCAOptions, PCAState } from './pca.js';
export { FittedPCA, PCA } from './pca.js';
export type { RidgeOptions, RidgeState } from './ridge.js';
export { FittedRidge, Ridge } from './ridge.js';
export type { SeasonalNaiveOptions, SeasonalNaiveState } from './seasonalNaive.js';
export { FittedSeasonalNaive, SeasonalNaive } from './seasonalNaive.js';
export type {
  StratifiedClassifierOptions,
  StratifiedClassifierState,
} from './stratifiedClassifier.js';
export { FittedStratifiedClassifier, StratifiedClassifier } from './stratifiedClassifier.js';
export type { TreeEnsembleState } from './treeEnsemble.js';
