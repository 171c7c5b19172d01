import { createHash } from 'node:crypto';
import {
  type Buffers,
  type ModelBundle,
  type ModelBundleState,
  modelBundleFromState,
} from '../registry/index.js';

/** A bundle as it travels to another thread or machine: plain JSON and raw bytes. */
export interface StoredBundle {
  readonly state: ModelBundleState;
  readonly buffers: Buffers;
}

export function storeBundle({ state, buffers }: ModelBundle): StoredBundle {
  return { state, buffers };
}

/** The bundle again; the library of neural networks is loaded only for one. */
export async function restoreBundle({ state, buffers }: StoredBundle): Promise<ModelBundle> {
  if (Object.keys(buffers).length === 0) return modelBundleFromState(state);
  const { neuralReaders } = await import('../models/neural/index.js');
  return modelBundleFromState(state, buffers, neuralReaders);
}

/** SHA-256 of all that decides a prediction. */
export function hashBundle({ state, buffers }: StoredBundle): string {
  const hash = createHash('sha256').update(JSON.stringify(state));
  for (const name of Object.keys(buffers).sort()) hash.update(name).update(buffers[name]!);
  return hash.digest('hex');
}
