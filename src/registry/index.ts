export type { BundleRecord, DatasetRecord, MetricInterval } from './bundleRecord.js';
export type {
  BundleParts,
  ModelBundleState,
  ReferenceState,
  WithProbabilities,
} from './modelBundle.js';
export { ModelBundle } from './modelBundle.js';
export { modelBundleFromState } from './modelBundleFromState.js';
export type { Buffers, ModelReader, ModelReaders } from './modelReaders.js';
export type {
  ClassificationOutput,
  OutputDescription,
  RegressionOutput,
} from './outputDescription.js';
