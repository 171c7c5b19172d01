export { accuracy } from './accuracy.js';
export { adjustedRandIndex } from './adjustedRandIndex.js';
export type {
  Average,
  AveragedOptions,
  PerClassOptions,
  ZeroDivision,
} from './averagedScore.js';
export { averagePrecision } from './averagePrecision.js';
export type { BalancedAccuracyOptions } from './balancedAccuracy.js';
export { balancedAccuracy } from './balancedAccuracy.js';
export type { BootstrapOptions, BootstrapResult } from './bootstrap.js';
export type { BootstrapDifference } from './bootstrapDifference.js';
export { bootstrapDifference } from './bootstrapDifference.js';
export { bootstrapInterval } from './bootstrapInterval.js';
export { brierScore } from './brierScore.js';
export type { CalibrationCurve, CalibrationOptions } from './calibrationCurve.js';
export { calibrationCurve } from './calibrationCurve.js';
export type {
  ClassificationReport,
  ClassificationReportOptions,
  ReportRow,
} from './classificationReport.js';
export { classificationReport } from './classificationReport.js';
export type { CohenKappaOptions } from './cohenKappa.js';
export { cohenKappa } from './cohenKappa.js';
export type { ConfusionMatrix, ConfusionMatrixOptions } from './confusionMatrix.js';
export { confusionMatrix } from './confusionMatrix.js';
export { daviesBouldin } from './daviesBouldin.js';
export type { DetectedBox, GroundTruth, Id, TruthBox } from './detectionInput.js';
export { f1Score } from './f1Score.js';
export type { FBeta } from './fBetaScore.js';
export { fBetaScore } from './fBetaScore.js';
export type { Box } from './intersectionOverUnion.js';
export { intersectionOverUnion } from './intersectionOverUnion.js';
export type { Label } from './labels.js';
export { encodeLabels } from './labels.js';
export { logLoss } from './logLoss.js';
export type { MatthewsCorrelationOptions } from './matthewsCorrelation.js';
export { matthewsCorrelation } from './matthewsCorrelation.js';
export { meanAbsoluteError } from './meanAbsoluteError.js';
export type {
  CategoryPrecision,
  MeanAveragePrecision,
  MeanAveragePrecisionOptions,
} from './meanAveragePrecision.js';
export { meanAveragePrecision } from './meanAveragePrecision.js';
export type { PinballOptions } from './meanPinballLoss.js';
export { meanPinballLoss } from './meanPinballLoss.js';
export { meanSquaredError } from './meanSquaredError.js';
export { medianAbsoluteError } from './medianAbsoluteError.js';
export type { MetricOptions } from './metricInput.js';
export type { MutualInformationOptions } from './normalizedMutualInformation.js';
export { normalizedMutualInformation } from './normalizedMutualInformation.js';
export { precision } from './precision.js';
export type { PrecisionRecallCurve } from './precisionRecallCurve.js';
export { precisionRecallCurve } from './precisionRecallCurve.js';
export type { ProbabilityOptions } from './probabilities.js';
export { r2Score } from './r2Score.js';
export { readCocoAnnotations, readCocoDetections } from './readCoco.js';
export { recall } from './recall.js';
export type { OneVsRestOptions } from './rocAuc.js';
export { rocAuc } from './rocAuc.js';
export type { RocCurve, RocCurveOptions } from './rocCurve.js';
export { rocCurve } from './rocCurve.js';
export { rootMeanSquaredError } from './rootMeanSquaredError.js';
export { silhouetteSamples } from './silhouetteSamples.js';
export { silhouetteScore } from './silhouetteScore.js';
export type { VocAveragePrecision, VocOptions } from './vocAveragePrecision.js';
export { vocAveragePrecision } from './vocAveragePrecision.js';
