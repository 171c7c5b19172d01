export { runMle } from './mle.js';
export type { Terminal } from './terminal.js';
