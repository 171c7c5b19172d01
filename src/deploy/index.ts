export type { PackageReport } from './packageModel.js';
export { packageModel } from './packageModel.js';
export type { PackageOptions, PackagePlan } from './packageOptions.js';
