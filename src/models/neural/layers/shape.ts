import { assertInteger, MlError } from '../../../core/index.js';

/** Lengths of axes, without the first one (the rows of a batch). */
export type Shape = readonly number[];

/** How many numbers a row of this shape has. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** As people read it: 8 × 8 × 1. */
export function shapeText(shape: Shape): string {
  return shape.join(' × ');
}

/** Throws unless the layer's input has this many axes. */
export function assertRank(where: string, shape: Shape, rank: number, axes: string): void {
  if (shape.length === rank) return;
  throw new MlError(
    'SHAPE_MISMATCH',
    `${where}: its input has the shape ${shapeText(shape)}, and ${axes} is needed. ` +
      'Set inputShape, or put flatten() or reshape() before it.',
  );
}

/** Two whole numbers from one or two: `3` is 3 × 3. */
export function pairOf(
  where: string,
  name: string,
  value: number | readonly number[],
): readonly [number, number] {
  const [height, width, more] = typeof value === 'number' ? [value, value] : value;
  assertInteger(where, name, height as number, 1);
  assertInteger(where, name, width as number, 1);
  if (more !== undefined) {
    throw new MlError('INVALID_ARGUMENT', `${where}: ${name} has more than two numbers.`);
  }
  return Object.freeze([height as number, width as number] as const);
}

/** The length of an axis after a window has moved along it. */
export function slideLength(
  where: string,
  length: number,
  window: number,
  stride: number,
  padding: 'same' | 'valid',
): number {
  const result =
    padding === 'same' ? Math.ceil(length / stride) : Math.floor((length - window) / stride) + 1;
  if (result > 0) return result;
  throw new MlError(
    'SHAPE_MISMATCH',
    `${where}: a window of ${window} does not fit into an axis of ${length}. ` +
      "Use padding 'same', a smaller window, or fewer layers that shrink the image.",
  );
}
