export { meanAbsoluteError } from './meanAbsoluteError.js';
export { meanSquaredError } from './meanSquaredError.js';
export type { MetricOptions } from './metricInput.js';
export { r2Score } from './r2Score.js';
export { rootMeanSquaredError } from './rootMeanSquaredError.js';
