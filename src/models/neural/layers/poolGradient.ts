import type { Shape } from './shape.js';

/** Windows on images, by numbers of rows and columns. */
export interface PoolGeometry {
  readonly isMax: boolean;
  /** (images, height, width, channels) */
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly window: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: 'valid' | 'same';
}

/**
 * ∂loss/∂input of pooling, on plain numbers: the first largest of a window gets all of its gradient,
 * or each number of it an equal share.
 *
 * TensorFlow.js 4.22 has kernels for it, but computes wrong gradients: WebAssembly of both kinds,
 * plain JavaScript of means with padding. Only the native ones agree with Keras.
 *
 * @param x  the input, for the maximum.
 * @param dy ∂loss/∂output.
 *
 * Cost: O(size of the output · window).
 */
export function poolGradient(
  { isMax, inputShape, outputShape, window, strides, padding }: PoolGeometry,
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
): Float32Array {
  const [images, height, width, channels] = inputShape as [number, number, number, number];
  const [, outHeight, outWidth] = outputShape as [number, number, number, number];
  const top = paddingBefore(padding, height, outHeight, window[0], strides[0]);
  const left = paddingBefore(padding, width, outWidth, window[1], strides[1]);
  const gradient = new Float32Array(images * height * width * channels);
  let place = 0; // of dy
  for (let n = 0; n < images; n++) {
    for (let r = 0; r < outHeight; r++) {
      const [r0, r1] = range(r * strides[0] - top, window[0], height);
      for (let c = 0; c < outWidth; c++) {
        const [c0, c1] = range(c * strides[1] - left, window[1], width);
        for (let k = 0; k < channels; k++, place++) {
          const share = isMax ? dy[place]! : dy[place]! / ((r1 - r0) * (c1 - c0));
          let best = -1;
          for (let i = r0; i < r1; i++) {
            for (let j = c0; j < c1; j++) {
              const at = ((n * height + i) * width + j) * channels + k;
              if (!isMax) gradient[at]! += share;
              else if (best < 0 || x[at]! > x[best]!) best = at;
            }
          }
          if (isMax) gradient[best]! += share;
        }
      }
    }
  }
  return gradient;
}

/** Rows or columns of zeros that 'same' puts before the first: half of all, rounded down. */
function paddingBefore(
  padding: 'valid' | 'same',
  length: number,
  outLength: number,
  window: number,
  stride: number,
): number {
  if (padding === 'valid') return 0;
  return Math.floor(Math.max(0, (outLength - 1) * stride + window - length) / 2);
}

/** The part of a window that lies inside: from, and up to. */
function range(from: number, window: number, length: number): readonly [number, number] {
  return [Math.max(0, from), Math.min(length, from + window)];
}
