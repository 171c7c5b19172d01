export type {
  Cell,
  Column,
  ColumnInput,
  ColumnInputs,
  ColumnKind,
  ErrorCode,
  MlErrorOptions,
  Progress,
  ProgressFields,
  Random,
  ReadonlyVector,
  TableRow,
  Vector,
} from './core/index.js';
export { createRandom, ERROR_CODES, Matrix, MlError, silentProgress, Table } from './core/index.js';
export type { LeastSquaresOptions, LeastSquaresSolution } from './math/index.js';
export { affine, columnMeans, dot, leastSquares, mean, solveCholesky } from './math/index.js';
export type { MetricOptions } from './metrics/index.js';
export {
  meanAbsoluteError,
  meanSquaredError,
  r2Score,
  rootMeanSquaredError,
} from './metrics/index.js';
export type {
  Estimator,
  Fitted,
  KnownState,
  LinearRegressionOptions,
  LinearRegressionState,
  LinearState,
  MeanRegressorState,
  ModelState,
  RidgeOptions,
  RidgeState,
} from './models/index.js';
export {
  FittedLinearRegression,
  FittedMeanRegressor,
  FittedRidge,
  fittedFromState,
  LinearRegression,
  MeanRegressor,
  Ridge,
} from './models/index.js';
