import { describeKnown, MlError } from '../../../core/index.js';
import { type ActivationLayer, activation, buildActivation } from './activation.js';
import {
  type BatchNormalizationLayer,
  batchNormalization,
  buildBatchNormalization,
} from './batchNormalization.js';
import type { BuiltLayer } from './builtLayer.js';
import { buildConv2d, type Conv2dLayer, conv2d } from './conv2d.js';
import { buildDense, type DenseLayer, dense } from './dense.js';
import { buildDropout, type DropoutLayer, dropout } from './dropout.js';
import { buildEmbedding, type EmbeddingLayer, embedding } from './embedding.js';
import {
  buildGlobalAveragePooling1d,
  type GlobalAveragePooling1dLayer,
  globalAveragePooling1d,
} from './globalAveragePooling1d.js';
import {
  averagePooling2d,
  buildPooling2d,
  maxPooling2d,
  type Pooling2dLayer,
} from './pooling2d.js';
import { buildReshape, type FlattenLayer, flatten, type ReshapeLayer, reshape } from './reshape.js';
import type { Shape } from './shape.js';

/** A layer as plain JSON, made by the function that its kind is named after. */
export type Layer =
  | ActivationLayer
  | BatchNormalizationLayer
  | Conv2dLayer
  | DenseLayer
  | DropoutLayer
  | EmbeddingLayer
  | FlattenLayer
  | GlobalAveragePooling1dLayer
  | Pooling2dLayer
  | ReshapeLayer;

interface LayerKind {
  /** The layer again from what was stored: its own checks, so that a file cannot say what code cannot. */
  readonly check: (layer: never) => Layer;
  readonly build: (layer: never, inputShape: Shape) => BuiltLayer;
}

/** Every layer that exists: the allow-list of whatever is loaded from a file. */
const KINDS: Readonly<Record<Layer['kind'], LayerKind>> = {
  activation: {
    check: (layer: ActivationLayer) => activation(layer.activation),
    build: buildActivation,
  },
  averagePooling2d: {
    check: (layer: Pooling2dLayer) => averagePooling2d(choices(layer, [])),
    build: buildPooling2d,
  },
  batchNormalization: {
    check: (layer: BatchNormalizationLayer) => batchNormalization(choices(layer, [])),
    build: buildBatchNormalization,
  },
  conv2d: {
    check: (layer: Conv2dLayer) =>
      conv2d(layer.filters, layer.kernelSize, choices(layer, ['filters', 'kernelSize'])),
    build: buildConv2d,
  },
  dense: {
    check: (layer: DenseLayer) => dense(layer.units, choices(layer, ['units'])),
    build: buildDense,
  },
  dropout: { check: (layer: DropoutLayer) => dropout(layer.rate), build: buildDropout },
  embedding: {
    check: (layer: EmbeddingLayer) =>
      embedding(layer.inputDim, layer.outputDim, choices(layer, ['inputDim', 'outputDim'])),
    build: buildEmbedding,
  },
  flatten: { check: () => flatten(), build: buildReshape },
  globalAveragePooling1d: {
    check: () => globalAveragePooling1d(),
    build: (_layer: GlobalAveragePooling1dLayer, shape) => buildGlobalAveragePooling1d(shape),
  },
  maxPooling2d: {
    check: (layer: Pooling2dLayer) => maxPooling2d(choices(layer, [])),
    build: buildPooling2d,
  },
  reshape: { check: (layer: ReshapeLayer) => reshape(layer.shape), build: buildReshape },
};

/** A checked, frozen copy of a layer, whoever made it. Throws UNKNOWN_KIND and what its function throws. */
export function checkLayer(where: string, layer: unknown): Layer {
  const kind = (layer as { kind?: unknown } | null | undefined)?.kind;
  if (typeof kind === 'string' && Object.hasOwn(KINDS, kind)) {
    return KINDS[kind as Layer['kind']].check(layer as never);
  }
  throw new MlError(
    'UNKNOWN_KIND',
    `${where}: a layer's kind is ${JSON.stringify(kind) ?? 'missing'}. ` +
      describeKnown('Kind', String(kind), Object.keys(KINDS)),
  );
}

/** A layer with its shapes. */
export function buildLayer(layer: Layer, inputShape: Shape): BuiltLayer {
  return KINDS[layer.kind].build(layer as never, inputShape);
}

/** A layer's fields without its kind and these. */
function choices(layer: object, without: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(layer).filter(([field]) => field !== 'kind' && !without.includes(field)),
  );
}
