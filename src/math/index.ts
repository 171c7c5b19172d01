export { affine } from './affine.js';
export { choleskyFactor, choleskySolve, solveCholesky } from './cholesky.js';
export { columnMeans } from './columnMeans.js';
export { dot } from './dot.js';
export type { LeastSquaresOptions } from './leastSquares.js';
export { leastSquares } from './leastSquares.js';
export type { LeastSquaresSolution } from './leastSquaresSolution.js';
export { mean } from './mean.js';
