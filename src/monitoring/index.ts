export type { Adjustment } from './adjustPValues.js';
export { adjustPValues } from './adjustPValues.js';
export type { ChiSquared, ChiSquaredOptions } from './chiSquared.js';
export { chiSquared } from './chiSquared.js';
export type { CategoryCounts } from './counts.js';
export { countCategories } from './counts.js';
export type { JensenShannonOptions } from './jensenShannonDistance.js';
export { jensenShannonDistance } from './jensenShannonDistance.js';
export type {
  KolmogorovSmirnov,
  KolmogorovSmirnovMethod,
  KolmogorovSmirnovOptions,
} from './kolmogorovSmirnov.js';
export { kolmogorovSmirnov } from './kolmogorovSmirnov.js';
export type { ReferenceBins, StabilityOptions } from './populationStabilityIndex.js';
export {
  populationStabilityIndex,
  stabilityLimit,
  stabilityOfCounts,
} from './populationStabilityIndex.js';
export { wassersteinDistance } from './wassersteinDistance.js';
