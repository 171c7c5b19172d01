export type { CrossValidateOptions, CrossValidation, OutOfFold } from './crossValidate.js';
export { crossValidate } from './crossValidate.js';
export type { FoldOptions, SplitRows } from './folds.js';
export type { LearningCurve, LearningCurveOptions } from './learningCurve.js';
export { learningCurve } from './learningCurve.js';
export type {
  LabelMetric,
  Metric,
  MetricName,
  ProbabilityMetric,
  ValueMetric,
} from './metric.js';
export type { Examples, Trainable, Trained } from './model.js';
export type { ScoreSummary } from './summarize.js';
