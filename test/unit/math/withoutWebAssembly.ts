import { vi } from 'vitest';

const INSTANTIATE = '../../../src/math/wasm/instantiate.js';

/** A module as it is on a machine without WebAssembly: `load` imports it anew. */
export async function withoutWebAssembly<T>(load: () => Promise<T>): Promise<T> {
  const none = () => undefined;
  vi.resetModules();
  vi.doMock(INSTANTIATE, () => ({ instantiate: none, sharedKernel: none }));
  try {
    return await load();
  } finally {
    vi.doUnmock(INSTANTIATE);
    vi.resetModules();
  }
}
