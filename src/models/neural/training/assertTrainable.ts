import { MlError } from '../../../core/index.js';
import { BACKEND_TITLES } from '../describeBackend.js';
import type { Network } from '../network/network.js';
import type { Backend } from '../types.js';

/**
 * Throws UNSUPPORTED, naming the layer and a backend that can, where this one lacks what a layer's
 * training needs.
 */
export function assertTrainable(where: string, { name, tf }: Backend, network: Network): void {
  network.built.forEach((layer, i) => {
    const lacking = layer.kernels.filter((kernel) => tf.getKernel(kernel, tf.getBackend()) == null);
    if (lacking.length === 0) return;
    const able = name === 'native' ? 'cpu' : 'native';
    throw new MlError(
      'UNSUPPORTED',
      `${where}: layers[${i}] (${network.layers[i]!.kind}) does not train on ${BACKEND_TITLES[name]}, ` +
        `which lacks ${lacking.join(' and ')}. ${BACKEND_TITLES[able]} can: start with MLE_BACKEND=${able}.`,
      { hint: 'npm run doctor' },
    );
  });
}
