import type { RunKernel, TensorInfo, WasmBackend } from './wasmBackend.js';

/** The attributes of TensorFlow.js's `Conv2DBackpropFilter`. */
export interface Conv2dBackpropFilterAttributes {
  readonly strides: number | readonly [number, number];
  readonly pad: 'valid' | 'same' | number | readonly (readonly [number, number])[];
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: readonly [number, number, number, number];
}

/** What `backend_util.computeConv2DInfo` says of a convolution, as far as it is needed here. */
export interface Conv2dGeometry {
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly padInfo: {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  };
}

/**
 * The gradient of a convolution with respect to its filter.
 *
 * dW[i, j, a, b] = Σ over images n and outputs (r, c) of x[n, r·s + i, c·s + j, a] · dy[n, r, c, b],
 * with x padded. For one filter position (i, j) the x's that meet it are a strided slice, so the sum
 * is a matrix product of that slice with dy: one product for each position of the filter.
 *
 * @param x   (n, h, w, a) images.
 * @param dy  (n, r, c, b) gradient of the loss with respect to the convolution's output.
 * @returns (filterHeight, filterWidth, a, b).
 *
 * Cost: O(n·r·c·a·b·filterHeight·filterWidth), in SIMD; memory of one slice.
 * Agrees with: the `cpu` backend's kernel of the same name.
 */
export function conv2dBackpropFilter(
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Conv2dGeometry,
  backend: WasmBackend,
  run: RunKernel,
): TensorInfo {
  const { filterHeight, filterWidth, strideHeight, strideWidth, outHeight, outWidth } = geometry;
  const { top, bottom, left, right } = geometry.padInfo;
  const images = x.shape[0] ?? 0;
  const channels = x.shape[3] ?? 0;
  const filters = dy.shape[3] ?? 0;
  const rows = images * outHeight * outWidth;
  const dispose = (tensor: TensorInfo) => backend.disposeData(tensor.dataId);

  const paddings = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  const isPadded = top + bottom + left + right > 0;
  const padded = isPadded ? run('PadV2', { x }, { paddings, constantValue: 0 }) : x;
  const errors = run('Reshape', { x: dy }, { shape: [rows, filters] }); // (n·r·c, b)
  const gradient = backend.makeOutput([filterHeight, filterWidth, channels, filters], 'float32');
  for (let i = 0; i < filterHeight; i++) {
    for (let j = 0; j < filterWidth; j++) {
      const met = run(
        'StridedSlice',
        { x: padded },
        {
          begin: [0, i, j, 0],
          end: [
            images,
            i + (outHeight - 1) * strideHeight + 1,
            j + (outWidth - 1) * strideWidth + 1,
            channels,
          ],
          strides: [1, strideHeight, strideWidth, 1],
          beginMask: 0,
          endMask: 0,
          ellipsisMask: 0,
          newAxisMask: 0,
          shrinkAxisMask: 0,
        },
      ); // (n, r, c, a)
      const flat = run('Reshape', { x: met }, { shape: [rows, channels] }); // (n·r·c, a)
      const product = run(
        'BatchMatMul',
        { a: flat, b: errors },
        { transposeA: true, transposeB: false },
      ); // (a, b)
      // Fresh views: the kernels above may have moved the heap.
      const offset = (i * filterWidth + j) * channels * filters;
      backend.typedArrayFromHeap(gradient).set(backend.typedArrayFromHeap(product), offset);
      for (const tensor of [met, flat, product]) dispose(tensor);
    }
  }
  dispose(errors);
  if (isPadded) dispose(padded);
  return gradient;
}
