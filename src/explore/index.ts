export type { AssociationMeasure, Associations, AssociationsOptions } from './associations.js';
export { associations } from './associations.js';
export { CATEGORY_BUCKETS, categoryBucket } from './categoryBucket.js';
export type { ChiSquareTest } from './chiSquareTest.js';
export { chiSquareTest } from './chiSquareTest.js';
export type { ColumnScore } from './columnScore.js';
export { correlationRatio } from './correlationRatio.js';
export type { CorrelationTest, CorrelationTestOptions } from './correlationTest.js';
export { correlationTest } from './correlationTest.js';
export type { CramersVOptions } from './cramersV.js';
export { cramersV } from './cramersV.js';
export type {
  FindLeakageOptions,
  KnownAtSchema,
  Leak,
  LeakageReport,
  LeakageSuggestion,
} from './findLeakage.js';
export { findLeakage } from './findLeakage.js';
export type { MissingPair, MissingPattern, MissingTogether } from './missingTogether.js';
export { missingTogether } from './missingTogether.js';
export type { MutualInformationOptions } from './mutualInformation.js';
export { mutualInformation } from './mutualInformation.js';
export type { Label } from './pairs.js';
export { pearson } from './pearson.js';
export type { PermutationTest, PermutationTestOptions } from './permutationTest.js';
export { permutationTest } from './permutationTest.js';
export { profile } from './profile.js';
export { numberProfileOf, profileOf } from './profileOf.js';
export { profileParquet } from './profileParquet.js';
export { profileTable } from './profileTable.js';
export type {
  BooleanProfile,
  ColumnProfile,
  NumberProfile,
  Profile,
  ProfileHistogram,
  ProfileOptions,
  QuantileValue,
  Shape,
  StringProfile,
  ValueCount,
} from './profileTypes.js';
export { referenceProfile } from './referenceProfile.js';
export { referenceProfileFromState } from './referenceProfileFromState.js';
export type {
  ReferenceBooleans,
  ReferenceColumn,
  ReferenceNumbers,
  ReferenceProfile,
  ReferenceProfileOptions,
  ReferenceTexts,
} from './referenceTypes.js';
export { spearman } from './spearman.js';
