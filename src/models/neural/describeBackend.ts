import type { Backend, BackendName } from './types.js';

/** What people call them. */
export const BACKEND_TITLES: Readonly<Record<BackendName, string>> = {
  native: 'native TensorFlow',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
};

/**
 * The line that says which backend runs, and why it is no faster one.
 *
 * It begins with `[backend] `, so that whoever compares two runs can tell it from results:
 * it is the only line of a chapter that may differ from one machine to the next.
 *
 * @param backend its name and reason.
 * @returns One line, without a line break.
 *
 * @example describeBackend({ name: 'native' }); // '[backend] native TensorFlow'
 * @example describeBackend({ name: 'wasm', reason: 'MLE_BACKEND=wasm' }); // '[backend] WebAssembly (MLE_BACKEND=wasm)'
 */
export function describeBackend(backend: Pick<Backend, 'name' | 'reason'>): string {
  const { name, reason } = backend;
  return `[backend] ${BACKEND_TITLES[name]}${reason === undefined ? '' : ` (${reason})`}`;
}
