import { assertColumns, assertFiniteMatrix, type Matrix, MlError } from '../../../core/index.js';
import type { Network } from './network.js';

/** The largest number that 32 bits can hold. */
const MOST = 3.4028234e38;

/**
 * A matrix as the 32-bit numbers that tensors have, checked.
 *
 * @throws MlError SHAPE_MISMATCH | NOT_FINITE; OUT_OF_RANGE for numbers beyond 32 bits, and for
 *   those that an embedding does not know.
 */
export function toRows(where: string, network: Network, X: Matrix): Float32Array {
  assertColumns(where, X, network.columns);
  const { data, columns } = X;
  const rows = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!(value <= MOST && value >= -MOST)) {
      assertFiniteMatrix(where, 'X', X);
      throw new MlError(
        'OUT_OF_RANGE',
        `${where}: X has ${value} in row ${Math.floor(i / columns)}, column ${i % columns} ` +
          '(counted from 0), and tensors hold numbers up to 3.4e38. Scale the columns first.',
      );
    }
    rows[i] = value;
  }
  const first = network.layers[0];
  if (first?.kind === 'embedding') assertWholeNumbers(where, X, first.inputDim);
  return rows;
}

function assertWholeNumbers(where: string, { data, columns }: Matrix, inputDim: number): void {
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (Number.isInteger(value) && value >= 0 && value < inputDim) continue;
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: X has ${value} in row ${Math.floor(i / columns)}, column ${i % columns} (counted ` +
        `from 0), and the embedding knows whole numbers from 0 to ${inputDim - 1}.`,
    );
  }
}
