export { describeBackend } from './describeBackend.js';
export type { LoadBackendOptions } from './loadBackend.js';
export { loadBackend } from './loadBackend.js';
export type { Backend, BackendName, TensorFlow } from './types.js';
