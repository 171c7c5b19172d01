import fc from 'fast-check';
import { createRandom } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { NearestCenters, squareBetween } from '../../../src/math/nearestCenters.js';
import { instantiate } from '../../../src/math/wasm/instantiate.js';
import { nearestKernel } from '../../../src/math/wasm/nearestKernel.js';
import { withoutWebAssembly } from './withoutWebAssembly.js';

/** The same class on a machine without WebAssembly. */
const plainClass = () =>
  withoutWebAssembly(
    async () => (await import('../../../src/math/nearestCenters.js')).NearestCenters,
  );

function normal(seed: number, count: number, size = 1): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: count }, () => size * random.normal());
}

/** The first of the nearest centres, by the definition. */
function nearestOf(x: Float64Array, i: number, d: number, centers: Float64Array): number {
  const squares = Array.from({ length: centers.length / d }, (_, c) =>
    squareBetween(x, i * d, centers, c * d, d),
  );
  return squares.indexOf(Math.min(...squares));
}

function ask(rows: NearestCenters, centers: Float64Array): Int32Array {
  rows.assign(centers, () => {});
  return rows.labels.slice();
}

describe('NearestCenters', () => {
  it('has its kernel on this machine', () => {
    expect(instantiate(nearestKernel)).toBeDefined();
  });

  it('finds the centres of four rows worked by hand, and tells what moved', () => {
    const rows = new NearestCenters(Float64Array.of(0, 1, 10, 11), 4, 1, 10, 2);
    const moves: number[][] = [];
    const tell = (moving: Int32Array, from: Int32Array) => {
      moving.forEach((row, i) => {
        moves.push([row, from[i]!, rows.labels[row]!]);
      });
    };
    rows.assign(Float64Array.of(0, 10), tell);
    expect([...rows.labels]).toEqual([0, 0, 1, 1]);
    rows.assign(Float64Array.of(0, 10), tell);
    rows.assign(Float64Array.of(10.6, 0), tell);
    rows.forget();
    expect([...rows.labels]).toEqual([-1, -1, -1, -1]);
    expect(moves).toEqual([
      ...[
        [0, -1, 0],
        [1, -1, 0],
        [2, -1, 1],
        [3, -1, 1],
      ],
      ...[
        [0, 0, 1],
        [1, 0, 1],
        [2, 1, 0],
        [3, 1, 0],
      ],
    ]);
  });

  it('answers as double distances do, for any counts of rows, columns and centres', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: -140, max: 150 }),
        (n, d, k, exponent) => {
          const size = 10 ** exponent;
          const x = normal(n, n * d, size);
          const centers = normal(k + 99, k * d, size);
          const labels = ask(new NearestCenters(x, n, d, size, k), centers);
          labels.forEach((label, i) => {
            expect(label).toBe(nearestOf(x, i, d, centers));
          });
        },
      ),
    );
  });

  it('answers right where single precision could not', () => {
    const n = 5003; // several blocks, and not a whole one
    const x = normal(1, n * 2).map((value) => 1e6 + 1e-4 * value);
    const centers = Float64Array.of(1e6, 1e6, 1e6 + 1e-4, 1e6, 1e6, 1e6 + 1e-4);
    const labels = ask(new NearestCenters(x, n, 2, 1, 3), centers);
    expect(new Set(labels).size).toBe(3);
    labels.forEach((label, i) => {
      expect(label).toBe(nearestOf(x, i, 2, centers));
    });
  });

  it('lets no rounding of single precision decide between centres that almost coincide', () => {
    const [n, d, k] = [2000, 3, 6];
    const x = normal(3, n * d);
    const apart = normal(4, k * d);
    const centers = apart.map((gap, at) => 1 + (at % d) + 3e-8 * gap);
    const labels = ask(new NearestCenters(x, n, d, 1, k), centers);
    expect(new Set(labels).size).toBeGreaterThan(2);
    labels.forEach((label, i) => {
      expect(label).toBe(nearestOf(x, i, d, centers));
    });
  });

  it.each([
    ['a centre beyond single precision', [1e300]],
    ['centres at one place', [0.5, 0.5, 0.5]],
    ['a row midway between two', [-1, 1]],
  ])('is not misled by %s', (_, extra) => {
    const x = normal(2, 20);
    x[3] = 0;
    const centers = Float64Array.of(...extra, 3);
    ask(new NearestCenters(x, 20, 1, 1, 4), centers).forEach((label, i) => {
      expect(label).toBe(nearestOf(x, i, 1, centers));
    });
  });

  it('leaves a row with its own of equally near centres', () => {
    const rows = new NearestCenters(Float64Array.of(0), 1, 1, 1, 2);
    expect([...ask(rows, Float64Array.of(5, 1))]).toEqual([1]);
    expect([...ask(rows, Float64Array.of(-1, 1))]).toEqual([1]);
  });

  it('tells of every row that moves, once, and where it was', () => {
    const [n, d, k] = [6001, 3, 5];
    const rows = new NearestCenters(normal(6, n * d), n, d, 1, k);
    let before = new Int32Array(n).fill(-1);
    for (let round = 0; round < 4; round++) {
      const told = before.slice();
      rows.assign(normal(7 + round, k * d), (moving, from) => {
        moving.forEach((row, i) => {
          expect(from[i]).toBe(told[row]);
          told[row] = rows.labels[row]!;
          expect(told[row]).not.toBe(from[i]);
        });
      });
      expect(told).toEqual(rows.labels);
      before = told;
    }
  });

  it('gives the same with WebAssembly and without', async () => {
    const Plain = await plainClass();
    const [n, d, k] = [4501, 5, 7];
    const x = normal(5, n * d);
    const [fast, slow] = [new NearestCenters(x, n, d, 1, k), new Plain(x, n, d, 1, k)];
    for (let round = 0; round < 4; round++) {
      const centers = normal(round, k * d);
      expect(ask(fast, centers)).toEqual(ask(slow as NearestCenters, centers));
    }
  });
});
