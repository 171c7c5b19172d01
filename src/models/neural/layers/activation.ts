import { assertOneOf } from '../../../core/index.js';
import {
  ACTIVATIONS,
  type ActivationName,
  activate,
  activateInPlace,
  backThroughActivation,
} from './activations.js';
import type { BuiltLayer } from './builtLayer.js';
import type { Shape } from './shape.js';

/** An activation layer as it is stored. */
export interface ActivationLayer {
  readonly kind: 'activation';
  readonly activation: ActivationName;
}

/**
 * An activation as a layer of its own, such as after `batchNormalization()`.
 *
 * @example activation('relu').activation; // 'relu'
 */
export function activation(name: ActivationName): ActivationLayer {
  assertOneOf('activation', 'name', name, ACTIVATIONS);
  return Object.freeze({ kind: 'activation', activation: name });
}

/** Gives an activation layer its shapes. */
export function buildActivation(layer: ActivationLayer, inputShape: Shape): BuiltLayer {
  const name = layer.activation;
  return {
    inputShape,
    outputShape: inputShape,
    weights: [],
    kernels: [],
    infer: (tf, x) => activate(tf, x, name),
    train(tf, x) {
      const y = activate(tf, x, name);
      return {
        output: y,
        back: (dy, wantsInput) => ({
          input: wantsInput ? backThroughActivation(tf, y, dy, name) : undefined,
          weights: [],
        }),
      };
    },
    plain: (x) => activateInPlace(x.slice(), name),
  };
}
