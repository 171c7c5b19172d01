import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWasm } from '../../../src/models/neural/openWasm.js';
import type { TensorFlow } from '../../../src/models/neural/types.js';

let tf: TensorFlow;
beforeAll(async () => {
  tf = await openWasm();
  await tf.setBackend('cpu');
  (tf.backend() as { firstUse?: boolean }).firstUse = false; // no advertisement
});

/** What `compute` gives on a backend, as numbers. */
async function on(
  backend: 'cpu' | 'wasm',
  compute: () => ReturnType<TensorFlow['tensor']>,
): Promise<number[]> {
  await tf.setBackend(backend);
  const before = [tf.memory().numTensors, tf.backend().numDataIds()];
  const values = tf.tidy(() => Array.from(compute().dataSync()));
  expect([tf.memory().numTensors, tf.backend().numDataIds()]).toEqual(before); // nothing leaks
  return values;
}

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-4 * (1 + Math.abs(wanted[i]!)));
  });
}

/** The gradient of sum(w · conv(x, filter)) with respect to the filter, for a fixed random w. */
function filterGradient(
  shape: [number, number, number, number],
  filter: [number, number, number, number],
  stride: number | [number, number],
  pad: 'same' | 'valid' | number,
) {
  const x = tf.randomNormal(shape, 0, 1, 'float32', 1) as ReturnType<TensorFlow['tensor4d']>;
  const f = tf.randomNormal(filter, 0, 1, 'float32', 2) as ReturnType<TensorFlow['tensor4d']>;
  return tf.grad((w) => {
    const y = tf.conv2d(x, w as typeof f, stride, pad, 'NHWC', 1, pad === 1 ? 'floor' : undefined);
    return y.mul(tf.randomNormal(y.shape, 0, 1, 'float32', 3)).sum();
  })(f);
}

describe('the filter gradient on WebAssembly', () => {
  it('is worked by hand for one image, one filter: each weight meets the pixels it slid over', async () => {
    // Image 1 2 3 / 4 5 6 / 7 8 9, filter 2 × 2, every output counts once: sums of 2 × 2 windows.
    const gradient = await on('wasm', () => {
      const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
      return tf.grad((w) => tf.conv2d(x, w as typeof x, 1, 'valid').sum())(
        tf.tensor4d([0, 0, 0, 0], [2, 2, 1, 1]),
      );
    });
    expect(gradient).toEqual([1 + 2 + 4 + 5, 2 + 3 + 5 + 6, 4 + 5 + 7 + 8, 5 + 6 + 8 + 9]);
  });

  it('agrees with the plain JavaScript kernel for any size, stride and padding', async () => {
    const sizes = fc.record({
      images: fc.integer({ min: 1, max: 3 }),
      height: fc.integer({ min: 4, max: 7 }),
      width: fc.integer({ min: 4, max: 7 }),
      channels: fc.integer({ min: 1, max: 3 }),
      filters: fc.integer({ min: 1, max: 3 }),
      filterHeight: fc.integer({ min: 1, max: 4 }),
      filterWidth: fc.integer({ min: 1, max: 4 }),
      strideHeight: fc.integer({ min: 1, max: 3 }),
      strideWidth: fc.integer({ min: 1, max: 3 }),
      pad: fc.constantFrom('same' as const, 'valid' as const, 1),
    });
    await fc.assert(
      fc.asyncProperty(sizes, async (s) => {
        const compute = () =>
          filterGradient(
            [s.images, s.height, s.width, s.channels],
            // TensorFlow.js takes a numeric padding for square filters only: others get a wrong
            // output shape from it on every backend, and WebAssembly then writes past its memory.
            [s.filterHeight, s.pad === 1 ? s.filterHeight : s.filterWidth, s.channels, s.filters],
            s.pad === 1 ? s.strideHeight : [s.strideHeight, s.strideWidth],
            s.pad,
          );
        expectClose(await on('wasm', compute), await on('cpu', compute));
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('refuses images with their channels first', async () => {
    await tf.setBackend('wasm');
    const x = tf.zeros([1, 1, 3, 3]);
    expect(() =>
      tf
        .engine()
        .runKernel(
          'Conv2DBackpropFilter',
          { x, dy: tf.zeros([1, 1, 2, 2]) },
          { strides: 1, pad: 'valid', dataFormat: 'NCHW', filterShape: [2, 2, 1, 1] },
        ),
    ).toThrow('data format NCHW, needed is NHWC');
  });
});

describe('the segment sum on WebAssembly', () => {
  it('is worked by hand: rows 0 and 2 belong to segment 1, nothing to segment 0', async () => {
    const sums = await on('wasm', () =>
      tf.unsortedSegmentSum(
        tf.tensor2d([1, 2, 10, 20, 100, 200], [3, 2]),
        tf.tensor1d([1, 2, 1], 'int32'),
        3,
      ),
    );
    expect(sums).toEqual([0, 0, 101, 202, 10, 20]);
  });

  it('leaves out rows whose segment does not exist', async () => {
    const sums = await on('wasm', () =>
      tf.unsortedSegmentSum(tf.tensor1d([1, 2, 4]), tf.tensor1d([-1, 0, 5], 'int32'), 2),
    );
    expect(sums).toEqual([2, 0]);
  });

  it('agrees with the plain JavaScript kernel for any rows and segments', async () => {
    const cases = fc.record({
      ids: fc.array(fc.integer({ min: -1, max: 6 }), { minLength: 1, maxLength: 20 }),
      rowShape: fc.constantFrom([], [3], [2, 2]),
      numSegments: fc.integer({ min: 1, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ ids, rowShape, numSegments }) => {
        const compute = () =>
          tf.unsortedSegmentSum(
            tf.randomNormal([ids.length, ...rowShape], 0, 1, 'float32', 4),
            tf.tensor1d(ids, 'int32'),
            numSegments,
          );
        expectClose(await on('wasm', compute), await on('cpu', compute));
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
