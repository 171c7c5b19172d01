import { assertInteger, createRandom, MlError } from '../../../core/index.js';
import type { BuiltLayer } from '../layers/builtLayer.js';
import type { DenseLayer } from '../layers/dense.js';
import { buildLayer, type Layer } from '../layers/layer.js';
import { type Shape, sizeOf } from '../layers/shape.js';

/** A weight's place in the one array that holds all of them. */
export interface WeightEntry {
  /** 'dense_1/kernel': the layer's kind, its number from the second of that kind on, the weight. */
  readonly name: string;
  readonly shape: Shape;
  /** Where it begins, in numbers. */
  readonly offset: number;
  readonly size: number;
  readonly trainable: boolean;
  readonly l2: number;
}

/** Layers that fit together, and where each weight lies. */
export interface Network {
  readonly inputShape: Shape;
  /** Numbers of a row. */
  readonly columns: number;
  /** The hidden layers and the output layer. */
  readonly layers: readonly Layer[];
  readonly built: readonly BuiltLayer[];
  /** For each layer its weights. */
  readonly entries: readonly (readonly WeightEntry[])[];
  /** Numbers in all weights. */
  readonly size: number;
  readonly outputs: number;
  /** Whether it can predict without tensors. */
  readonly plain: boolean;
}

/**
 * Puts layers together.
 *
 * @throws MlError SHAPE_MISMATCH where a layer cannot take what the one before gives, with its number.
 */
export function buildNetwork(
  where: string,
  inputShape: Shape,
  hidden: readonly Layer[],
  output: DenseLayer,
): Network {
  inputShape.forEach((length, axis) => {
    assertInteger(where, `inputShape[${axis}]`, length, 1);
  });
  const layers = [...hidden, output];
  const built: BuiltLayer[] = [];
  const entries: WeightEntry[][] = [];
  const seen = new Map<string, number>();
  let size = 0;
  let shape = inputShape;
  layers.forEach((layer, number) => {
    const last = number === hidden.length;
    if (layer.kind === 'embedding' && number > 0) {
      throw new MlError(
        'INVALID_ARGUMENT',
        `${where}: layers[${number}] is an embedding, which looks up whole numbers of the data. ` +
          'It can only be the first layer.',
      );
    }
    const layerBuilt = buildAt(
      where,
      last ? 'the output layer' : `layers[${number}]`,
      layer,
      shape,
    );
    const kind = last ? 'output' : layer.kind;
    const count = seen.get(kind) ?? 0;
    seen.set(kind, count + 1);
    const name = count === 0 ? kind : `${kind}_${count}`;
    entries.push(
      layerBuilt.weights.map((plan) => {
        const { shape: weightShape, trainable, l2 } = plan;
        const entry = {
          name: `${name}/${plan.name}`,
          shape: weightShape,
          offset: size,
          size: sizeOf(weightShape),
          trainable,
          l2,
        };
        size += entry.size;
        return entry;
      }),
    );
    built.push(layerBuilt);
    shape = layerBuilt.outputShape;
  });
  return {
    inputShape,
    columns: sizeOf(inputShape),
    layers,
    built,
    entries,
    size,
    outputs: sizeOf(shape),
    plain: built.every((layer) => layer.plain !== undefined),
  };
}

/** All weights as they begin: each drawn from a generator of its own, named after it. */
export function initialWeights(network: Network, seed: number): Float32Array {
  const random = createRandom(seed);
  const values = new Float32Array(network.size);
  network.built.forEach((layer, i) => {
    layer.weights.forEach((plan, k) => {
      const { name, offset } = network.entries[i]![k]!;
      values.set(plan.initial(random.fork(`initial/${name}`)), offset);
    });
  });
  return values;
}

function buildAt(where: string, place: string, layer: Layer, shape: Shape): BuiltLayer {
  try {
    return buildLayer(layer, shape);
  } catch (cause) {
    if (!(cause instanceof MlError)) throw cause;
    const message = cause.message.replace(/ \[[A-Z_]+\]$/, '');
    throw new MlError(cause.code, `${where}: ${place}, ${message}`, { cause });
  }
}
