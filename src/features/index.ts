export type { Category } from './categories.js';
export type { ColumnPart, ColumnTransformerOptions } from './columnTransformer.js';
export { ColumnTransformer } from './columnTransformer.js';
export type { ColumnTransformerState, FittedPart, PartState } from './fittedColumnTransformer.js';
export { FittedColumnTransformer } from './fittedColumnTransformer.js';
export type {
  PipelineState,
  Prediction,
  Predictor,
  Probabilities,
  ProbabilityPredictor,
} from './fittedPipeline.js';
export { FittedPipeline } from './fittedPipeline.js';
export { fittedPipelineFromState } from './fittedPipelineFromState.js';
export type { Texts, TfidfVectorizerState } from './fittedTfidfVectorizer.js';
export { FittedTfidfVectorizer } from './fittedTfidfVectorizer.js';
export type { KnownTransformerState } from './fittedTransformerFromState.js';
export { fittedTransformerFromState } from './fittedTransformerFromState.js';
export type { KBinsDiscretizerOptions, KBinsDiscretizerState } from './kBinsDiscretizer.js';
export { FittedKBinsDiscretizer, KBinsDiscretizer } from './kBinsDiscretizer.js';
export type { ColumnFailure } from './match.js';
export { hertzToMel, melToHertz } from './melFilters.js';
export type { MelOptions } from './melPlan.js';
export { melSpectrogram } from './melPlan.js';
export type { MelSpectrogramState } from './melSpectrogram.js';
export { FittedMelSpectrogram, MelSpectrogram } from './melSpectrogram.js';
export type { MinMaxScalerOptions, MinMaxScalerState } from './minMaxScaler.js';
export { FittedMinMaxScaler, MinMaxScaler } from './minMaxScaler.js';
export type { OneHotEncoderOptions, OneHotEncoderState } from './oneHotEncoder.js';
export { FittedOneHotEncoder, OneHotEncoder } from './oneHotEncoder.js';
export type { OrdinalEncoderOptions, OrdinalEncoderState } from './ordinalEncoder.js';
export { FittedOrdinalEncoder, OrdinalEncoder } from './ordinalEncoder.js';
export type { Learner, PipelineFit, PipelineOptions } from './pipeline.js';
export { Pipeline } from './pipeline.js';
export type { PolynomialFeaturesOptions, PolynomialFeaturesState } from './polynomialFeatures.js';
export { FittedPolynomialFeatures, PolynomialFeatures } from './polynomialFeatures.js';
export { predictBoth } from './predictBoth.js';
export type {
  LabelSlot,
  Labels,
  NumberSlot,
  Operation,
  ProgramBuilder,
  Region,
  Slot,
} from './programBuilder.js';
export type {
  RecentEvents,
  RecentMeans,
  RecentMoments,
  RecentOptions,
} from './recentMeans.js';
export { recentMeans } from './recentMeans.js';
export type { RobustScalerOptions, RobustScalerState } from './robustScaler.js';
export { FittedRobustScaler, RobustScaler } from './robustScaler.js';
export type { FillValue, SimpleImputerOptions, SimpleImputerState } from './simpleImputer.js';
export { FittedSimpleImputer, SimpleImputer } from './simpleImputer.js';
export type { StandardScalerOptions, StandardScalerState } from './standardScaler.js';
export { FittedStandardScaler, StandardScaler } from './standardScaler.js';
export type { TargetEncoderOptions, TargetEncoderState } from './targetEncoder.js';
export { FittedTargetEncoder, TargetEncoder } from './targetEncoder.js';
export type { Analyzer, TermOptions } from './textTerms.js';
export { textTerms } from './textTerms.js';
export type { TfidfVectorizerOptions } from './tfidfVectorizer.js';
export { TfidfVectorizer } from './tfidfVectorizer.js';
export type {
  Features,
  FitTransformed,
  FittedTransformer,
  InputColumn,
  InputKind,
  StoredInputs,
  Targets,
  Transformer,
  TransformerState,
} from './transformer.js';
