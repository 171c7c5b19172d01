import type { Random } from '../../../core/index.js';
import { type Shape, sizeOf } from './shape.js';

/** How first weights are drawn; Keras's names. */
export type InitializerName = 'glorotUniform' | 'glorotNormal' | 'heUniform' | 'heNormal' | 'zeros';

/** All of them. */
export const INITIALIZERS: readonly InitializerName[] = [
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'zeros',
];

/**
 * First weights of a kernel.
 *
 * Their variance keeps the spread of signals alike from layer to layer: 2 / (in + out) for Glorot,
 * 2 / in for He, who allows for half of them being cut off by relu. `in` and `out` count
 * connections: for a kernel (height, width, a, b) they are height · width · a and height · width · b.
 *
 * Source: Glorot & Bengio (2010), AISTATS; He et al. (2015), ICCV.
 */
export function initialKernel(name: InitializerName, shape: Shape, random: Random): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  if (name === 'zeros') return values;
  const field = sizeOf(shape.slice(0, -2));
  const fanIn = field * shape[shape.length - 2]!;
  const fanOut = field * shape[shape.length - 1]!;
  const variance = name.startsWith('he') ? 2 / fanIn : 2 / (fanIn + fanOut);
  if (name.endsWith('Uniform')) return fillUniform(values, random, Math.sqrt(3 * variance));
  const deviation = Math.sqrt(variance);
  for (let i = 0; i < values.length; i++) values[i] = random.normal(0, deviation);
  return values;
}

/** Uniform in ±limit. */
export function fillUniform(values: Float32Array, random: Random, limit: number): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = random.uniform(-limit, limit);
  return values;
}
