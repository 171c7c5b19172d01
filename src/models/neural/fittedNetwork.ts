import { type Matrix, MlError } from '../../core/index.js';
import { loadedBackend } from './loadBackend.js';
import { infer } from './network/infer.js';
import { inferPlain } from './network/inferPlain.js';
import type { Network } from './network/network.js';
import { toRows } from './network/toRows.js';

/** Multiplications up to which plain numbers are faster than handing tensors over. */
const FEW_PRODUCTS = 1_000_000;

/**
 * Scores of rows: plain numbers where the network is dense and rows are few (or no backend is
 * loaded), tensors otherwise. Both agree to about 1e-6. No tensor outlives the call.
 *
 * @throws MlError BACKEND_UNAVAILABLE where tensors are needed before `loadBackend` was awaited.
 */
export function scoresOf(
  where: string,
  network: Network,
  values: Float32Array,
  X: Matrix,
): Float32Array {
  const rows = toRows(where, network, X);
  const backend = loadedBackend();
  if (network.plain && (backend === undefined || X.rows * network.size <= FEW_PRODUCTS)) {
    return inferPlain(network, values, rows, X.rows);
  }
  if (backend !== undefined) return infer(backend, network, values, rows, X.rows);
  throw new MlError(
    'BACKEND_UNAVAILABLE',
    `${where}: no tensor backend is loaded. Call await loadBackend() first; fit, ` +
      'fittedNeuralFromState and loadNeural do so.',
  );
}
