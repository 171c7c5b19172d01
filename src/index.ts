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
export type {
  Catalogue,
  ColumnCard,
  CsvOptions,
  DatasetCard,
  DatasetCheck,
  DatasetName,
  DateStyle,
  Keys,
  KFoldOptions,
  Labelled,
  Reference,
  Split,
  SplitIndices,
  SplitOptions,
  WriteCsvOptions,
} from './data/index.js';
export {
  catalogue,
  describeDataset,
  kFold,
  loadDataset,
  readCsv,
  splitIndices,
  trainTestSplit,
  verifyCatalogue,
  writeCsv,
} from './data/index.js';
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
export type {
  Bundle,
  CheckOptions,
  CheckResult,
  QuizQuestion,
  ShowTableOptions,
} from './notebook/index.js';
export {
  check,
  equals,
  hint,
  inNotebook,
  NOT_ATTEMPTED,
  quiz,
  show,
  showHtml,
  showMarkdown,
} from './notebook/index.js';
export type {
  AxisTitle,
  BarOptions,
  BarSeries,
  BinRule,
  CombineOptions,
  Coordinates,
  DiagramOptions,
  DiagramStation,
  Figure,
  FigureOptions,
  GroupLabels,
  HistogramBins,
  HistogramOptions,
  Json,
  JsonObject,
  LineOptions,
  ReferenceLine,
  ScatterOptions,
  Series,
} from './plot/index.js';
export {
  bar,
  combine,
  countInBins,
  diagram,
  histogram,
  histogramBins,
  line,
  MAX_POINTS,
  scatter,
} from './plot/index.js';
