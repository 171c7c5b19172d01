import fc from 'fast-check';
import { createRandom, Matrix } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { crossProducts } from '../../../src/math/crossProducts.js';
import { GramSum } from '../../../src/math/gramSum.js';
import {
  blockRows,
  createRowBlock,
  gramStride,
  type RowBlock,
} from '../../../src/math/rowBlock.js';
import { throughRows } from '../../../src/math/throughRows.js';
import { instantiate } from '../../../src/math/wasm/instantiate.js';
import { rowsKernel } from '../../../src/math/wasm/rowsKernel.js';
import { withoutWebAssembly } from './withoutWebAssembly.js';

/** The same module on a machine without WebAssembly. */
const plainModule = () => withoutWebAssembly(() => import('../../../src/math/rowBlock.js'));

function randomNumbers(seed: number, count: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: count }, () => 10 ** random.integer(-3, 4) * random.normal());
}

/** All that a block can say. */
function products(block: RowBlock, d: number, data: Float64Array, top: number, bottom: number) {
  const height = bottom - top;
  const scores = new Float64Array(height);
  const sums = randomNumbers(3, d);
  const gram = randomNumbers(4, gramStride(d) ** 2);
  block.load(data, top, bottom);
  block.times(randomNumbers(1, d), scores);
  block.addTransposed(randomNumbers(2, height), sums);
  block.addGram(gram);
  block.addGram(gram, randomNumbers(5, height).map(Math.abs));
  const upper = gram.filter((_, at) => {
    const [i, j] = [Math.floor(at / gramStride(d)), at % gramStride(d)];
    return j < d && i <= j;
  });
  return { scores, sums, upper };
}

describe('createRowBlock', () => {
  it('has its kernel on this machine', () => {
    expect(instantiate(rowsKernel)).toBeDefined();
  });

  it('multiplies two rows worked by hand', () => {
    const block = createRowBlock(3);
    const scores = new Float64Array(2);
    const sums = new Float64Array(3);
    block.load(Float64Array.of(9, 9, 9, 1, 2, 3, 4, 5, 6), 1, 3);
    block.times(Float64Array.of(1, 10, 100), scores);
    block.addTransposed(Float64Array.of(1, 2), sums);
    expect([...scores]).toEqual([321, 654]);
    expect([...sums]).toEqual([9, 12, 15]);
    const gram = new Float64Array(16);
    block.addGram(gram, Float64Array.of(1, 2));
    const upper = [0, 1, 2, 5, 6, 10].map((at) => gram[at]); // stride 4
    expect(upper).toEqual([1 + 32, 2 + 40, 3 + 48, 4 + 50, 6 + 60, 9 + 72]);
  });

  it('gives the same bits with WebAssembly and without', async () => {
    const plain = await plainModule();
    for (const d of [1, 2, 3, 4, 5, 7, 8, 9, 16, 20, 21, 33, 99, 130]) {
      const most = blockRows(d);
      const data = randomNumbers(d, (most + 3) * d);
      for (const height of [1, 2, 3, 4, 5, most - 1, most]) {
        const [fast, slow] = [createRowBlock(d), plain.createRowBlock(d)];
        expect(fast.constructor.name).not.toBe(slow.constructor.name);
        expect(products(fast, d, data, 2, 2 + height)).toEqual(
          products(slow, d, data, 2, 2 + height),
        );
      }
    }
  });

  it('stays right while a wider block makes the memory grow', () => {
    const block = createRowBlock(2);
    createRowBlock(5000);
    const scores = new Float64Array(1);
    block.load(Float64Array.of(2, 3), 0, 1);
    block.times(Float64Array.of(10, 1), scores);
    expect([...scores]).toEqual([23]);
  });

  it('lets nothing of an earlier block into a later one', () => {
    const spoilt = new Float64Array(blockRows(3) * 3).fill(Number.NaN);
    const block = createRowBlock(3);
    block.load(spoilt, 0, blockRows(3));
    for (const height of [1, 2, 3, 5]) {
      const found = products(block, 3, randomNumbers(1, 30), 0, height);
      for (const values of Object.values(found)) expect(values.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('sums over many rows', () => {
  it('are those of the definition', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 9 }), (n, d) => {
        const data = randomNumbers(n, n * d);
        const y = randomNumbers(n + 1, n);
        const w = y.map(Math.abs);
        const gram = new GramSum(d);
        gram.add(data, 0, n, w);
        const upper = gram.upper();
        const v = randomNumbers(7, d);
        const there = new Float64Array(d);
        throughRows(data, n, v, there, (scores, top) => {
          scores.forEach((score, i) => {
            scores[i] = score - y[top + i]!;
          });
        });
        const cross = crossProducts(new Matrix(data, n, d), y);
        const column = (j: number) => Array.from({ length: n }, (_, i) => data[i * d + j]!);
        for (let a = 0; a < d; a++) {
          const [left, gap] = [column(a), y.map((value, i) => dot(data, i * d, v) - value)];
          near(
            cross.sums[a]!,
            left,
            left.map(() => 1),
          );
          near(cross.products[a]!, left, y);
          near(there[a]!, left, gap);
          for (let b = a; b < d; b++) {
            const right = column(b);
            near(cross.gram[a * d + b]!, left, right);
            near(
              upper[a * d + b]!,
              left,
              right.map((value, i) => value * w[i]!),
            );
          }
        }
        near(
          cross.ySum,
          [...y],
          y.map(() => 1),
        );
      }),
      { numRuns: 30 },
    );
  });
});

function dot(data: Float64Array, from: number, v: Float64Array): number {
  return v.reduce((sum, value, j) => sum + value * data[from + j]!, 0);
}

/** Σ aᵢ bᵢ, up to what rounding may do to its terms. */
function near(found: number, a: readonly number[], b: ArrayLike<number>): void {
  const terms = a.map((value, i) => value * b[i]!);
  const size = terms.reduce((sum, term) => sum + Math.abs(term), 1e-300);
  const sum = terms.reduce((total, term) => total + term, 0);
  expect(Math.abs(found - sum) / size).toBeLessThan(1e-11);
}
