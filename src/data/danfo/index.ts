export { fromDataFrame } from './fromDataFrame.js';
export type { Danfo } from './loadDanfo.js';
export { loadDanfo } from './loadDanfo.js';
export { toDataFrame } from './toDataFrame.js';
