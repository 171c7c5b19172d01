import { MlError } from '../core/index.js';
import type { Transformer } from './transformer.js';

/** Throws WRONG_KIND unless `steps` is a list of transformers. */
export function assertSteps(where: string, steps: readonly Transformer[]): void {
  if (!Array.isArray(steps)) {
    throw new MlError('WRONG_KIND', `${where}: steps is ${typeof steps}, and a list is needed.`);
  }
  steps.forEach((step: Transformer | undefined, k) => {
    if (typeof step?.fit === 'function') return;
    throw new MlError(
      'WRONG_KIND',
      `${where}: steps[${k}] has no fit, so it is no transformer. ` +
        'Give objects such as new StandardScaler(); a model goes into `model` of a Pipeline.',
    );
  });
}
