export type { AliasEntry, VersionPin } from './aliasLog.js';
export type { BundleRecord, DatasetRecord, MetricInterval } from './bundleRecord.js';
export type { ModelSummary, VersionInfo } from './findVersion.js';
export { hashTable } from './hashTable.js';
export type {
  BundleParts,
  ModelBundleState,
  WithProbabilities,
} from './modelBundle.js';
export { ModelBundle } from './modelBundle.js';
export { modelBundleFromState } from './modelBundleFromState.js';
export type { Buffers, ModelReader, ModelReaders } from './modelReaders.js';
export type { PublishOptions, RegisteredModel, RegistryOptions } from './modelRegistry.js';
export { ModelRegistry } from './modelRegistry.js';
export type { VersionOrAlias } from './names.js';
export type {
  ClassificationOutput,
  OutputDescription,
  RegressionOutput,
} from './outputDescription.js';
export { codeRevision, libraryVersions } from './provenance.js';
export type { PruneOptions, PruneReport } from './prune.js';
export type { Force, GateDecision } from './shippingGate.js';
export type { TrainedBundle, TrainOptions } from './trainBundle.js';
export { trainBundle } from './trainBundle.js';
export type { VerifyFault, VerifyReport } from './verify.js';
export type { FileRole, VersionFile, VersionManifest } from './versionManifest.js';
