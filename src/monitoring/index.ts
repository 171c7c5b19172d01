export type { Adjustment } from './adjustPValues.js';
export { adjustPValues } from './adjustPValues.js';
export type { CalibrationTest } from './calibrationTest.js';
export { calibrationTest } from './calibrationTest.js';
export type { ChiSquared, ChiSquaredOptions } from './chiSquared.js';
export { chiSquared } from './chiSquared.js';
export { columnDriftPlot } from './columnDriftPlot.js';
export type { CategoryCounts } from './counts.js';
export { countCategories } from './counts.js';
export type { DriftPlotOptions } from './driftPlot.js';
export { driftPlot } from './driftPlot.js';
export { driftReport } from './driftReport.js';
export type {
  ColumnCounts,
  ColumnDrift,
  DriftOptions,
  DriftReport,
  DriftTest,
  DriftTestName,
  JointDrift,
  MissingDrift,
} from './driftTypes.js';
export type { EstimateOptions, PerformanceEstimate } from './estimatePerformance.js';
export { estimatePerformance } from './estimatePerformance.js';
export type { JensenShannonOptions } from './jensenShannonDistance.js';
export { jensenShannonDistance } from './jensenShannonDistance.js';
export type {
  KolmogorovSmirnov,
  KolmogorovSmirnovMethod,
  KolmogorovSmirnovOptions,
} from './kolmogorovSmirnov.js';
export { kolmogorovSmirnov } from './kolmogorovSmirnov.js';
export type { LoggedRequest } from './loggedRequest.js';
export { isLoggedRequest, REDACTED } from './loggedRequest.js';
export type { MonthGap, MonthlyDrift, MonthlyDriftOptions } from './monthlyDrift.js';
export { monthlyDrift } from './monthlyDrift.js';
export type {
  MeasuredMetric,
  PerformanceOptions,
  PerformanceReport,
  PerformanceWindow,
} from './performanceReport.js';
export { performanceReport } from './performanceReport.js';
export type { ReferenceBins, StabilityOptions } from './populationStabilityIndex.js';
export {
  populationStabilityIndex,
  stabilityLimit,
  stabilityOfCounts,
} from './populationStabilityIndex.js';
export { readRequestLog } from './readRequestLog.js';
export { requestTable } from './requestTable.js';
export type { DriftWindow, RollingDrift, RollingOptions } from './rollingDrift.js';
export { rollingDrift } from './rollingDrift.js';
export type { ProbabilityMetricName, ServedMetricName } from './servedMetric.js';
export type {
  FeatureSkew,
  Replayable,
  ServedRow,
  SkewExample,
  SkewOptions,
  SkewReport,
} from './skewReport.js';
export { skewReport } from './skewReport.js';
export { wassersteinDistance } from './wassersteinDistance.js';
export type { WindowOptions } from './windows.js';
