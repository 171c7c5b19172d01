export type {
  BaselineComparison,
  BaselineDifference,
  BaselineRole,
  ContenderScore,
} from './baselineComparison.js';
export type {
  BehaviourExample,
  BehaviourOptions,
  BehaviourReport,
  Predict,
} from './behaviour.js';
export type { Absent, Baselines, CompareOptions } from './compareOptions.js';
export { compareWithBaseline } from './compareWithBaseline.js';
export type { Contender, RowOf } from './contender.js';
export type { CrossValidateOptions, CrossValidation, OutOfFold } from './crossValidate.js';
export { crossValidate } from './crossValidate.js';
export type { DirectionOptions } from './directionTest.js';
export { directionTest } from './directionTest.js';
export type { FoldOptions, SplitRows } from './folds.js';
export type { CostMetric, GateMetric, PinballMetric, StoredMetric } from './gateMetric.js';
export type { Grid } from './gridSearch.js';
export { gridSearch } from './gridSearch.js';
export type { InvarianceOptions } from './invarianceTest.js';
export { invarianceTest } from './invarianceTest.js';
export type { KnownAt, KnownInTime } from './knownInTime.js';
export type { LearningCurve, LearningCurveOptions } from './learningCurve.js';
export { learningCurve } from './learningCurve.js';
export { linesRun } from './linesRun.js';
export type {
  LabelMetric,
  Metric,
  MetricName,
  ProbabilityMetric,
  ValueMetric,
} from './metric.js';
export { minimumFunctionalityTest } from './minimumFunctionalityTest.js';
export type { Examples, Trainable, Trained } from './model.js';
export type {
  LevelTests,
  MutantReport,
  MutantRun,
  MutationOptions,
  MutationReport,
} from './mutationTest.js';
export { mutationTest } from './mutationTest.js';
export type { RandomSearchOptions, SearchSpace } from './randomSearch.js';
export { randomSearch } from './randomSearch.js';
export type {
  FittedBy,
  RunTasks,
  SearchCandidate,
  SearchOptions,
  SearchResult,
  SearchTask,
  TaskResult,
} from './runSearch.js';
export type { ScoreSummary } from './summarize.js';
export type { Costs, ThresholdCosts } from './thresholdCosts.js';
export { thresholdCosts } from './thresholdCosts.js';
