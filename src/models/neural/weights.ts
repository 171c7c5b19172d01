import { assertFinite, MlError } from '../../core/index.js';
import { shapeText } from './layers/shape.js';
import type { Network } from './network/network.js';

/** One weight of a network. */
export interface NeuralWeight {
  /** 'dense_1/kernel' */
  readonly name: string;
  readonly shape: readonly number[];
  /** A copy, row-major. */
  readonly values: Float32Array;
}

/** Copies of all weights, in the order of layers. */
export function weightsOf(network: Network, values: Float32Array): NeuralWeight[] {
  return network.entries.flat().map(({ name, shape, offset, size }) => ({
    name,
    shape: [...shape],
    values: values.slice(offset, offset + size),
  }));
}

/** All weights in one array, from a list in the order of layers. Throws SHAPE_MISMATCH | NOT_FINITE. */
export function joinWeights(
  where: string,
  network: Network,
  given: readonly (NeuralWeight | ArrayLike<number>)[],
): Float32Array {
  const entries = network.entries.flat();
  if (given.length !== entries.length) {
    throw new MlError(
      'SHAPE_MISMATCH',
      `${where}: initialWeights has ${given.length} entries, and this network has ` +
        `${entries.length} weights: ${entries.map(({ name }) => name).join(', ')}.`,
    );
  }
  const joined = new Float32Array(network.size);
  entries.forEach(({ name, shape, offset, size }, i) => {
    const weight = given[i]!;
    const values = 'shape' in weight ? weight.values : weight; // arrays have values(), too
    if (values.length !== size) {
      throw new MlError(
        'SHAPE_MISMATCH',
        `${where}: initialWeights[${i}] has ${values.length} numbers, and ${name} is ` +
          `${shapeText(shape)}, ${size} numbers.`,
      );
    }
    assertFinite(where, `initialWeights[${i}]`, values);
    joined.set(values, offset);
  });
  return joined;
}
