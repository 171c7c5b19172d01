import fc from 'fast-check';
import { createRandom } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { BinnedRows } from '../../../src/math/binnedRows.js';
import { HISTOGRAM_KERNELS } from '../../../src/math/wasm/histogramKernel.js';
import { instantiate } from '../../../src/math/wasm/instantiate.js';
import { withoutWebAssembly } from './withoutWebAssembly.js';

/** The same class on a machine without WebAssembly. */
const plainClass = () =>
  withoutWebAssembly(async () => (await import('../../../src/math/binnedRows.js')).BinnedRows);

interface Made {
  readonly rows: BinnedRows;
  readonly bins: readonly Uint8Array[];
}

/** Random rows, united; feature j has `counts[j]` bins. */
function make(
  Class: typeof BinnedRows,
  seed: number,
  n: number,
  counts: readonly number[],
  sums: 1 | 2,
): Made {
  const random = createRandom(seed);
  const offsets = Int32Array.of(0, ...counts.map((_, j) => total(counts.slice(0, j + 1))));
  const bins = counts.map((count) =>
    Uint8Array.from({ length: n }, () => random.integer(0, count)),
  );
  const rows = new Class({ rows: n, bins, offsets, sums, histograms: 3 });
  for (const numbers of rows.numbers) for (let i = 0; i < n; i++) numbers[i] = random.normal();
  rows.unite();
  return { rows, bins };
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const upTo = (bin: number) => new Uint8Array(256).fill(1, 0, bin + 1);

/** Divides twice, counts and subtracts: all that the rows can say. */
function story({ rows, bins }: Made) {
  const whole = rows.count(0, rows.order.length);
  const seen = [whole.slice()];
  let start = 0;
  for (const feature of [0, bins.length - 1]) {
    const border = rows.divide(start, rows.order.length, feature, upTo(1));
    const part = rows.count(start, border);
    rows.subtract(whole, part);
    seen.push(part.slice(), whole.slice());
    rows.release(part);
    start = border;
  }
  return { seen, order: [...rows.order] };
}

describe('BinnedRows', () => {
  it('has its kernel on this machine', () => {
    expect(instantiate(HISTOGRAM_KERNELS[1])).toBeDefined();
    expect(instantiate(HISTOGRAM_KERNELS[2])).toBeDefined();
  });

  it('divides and counts four rows worked by hand', () => {
    const bins = [Uint8Array.of(1, 0, 1, 0), Uint8Array.of(2, 2, 0, 1)];
    const offsets = Int32Array.of(0, 2, 5);
    const rows = new BinnedRows({ rows: 4, bins, offsets, sums: 2, histograms: 2 });
    rows.numbers[0]!.set([1, 2, 4, 8]);
    rows.numbers[1]!.set([0.5, 0.25, 0.125, 0]);
    rows.unite();
    expect(rows.divide(0, 4, 0, upTo(0))).toBe(2);
    expect([...rows.order]).toEqual([1, 3, 0, 2]);
    const right = rows.count(2, 4);
    expect([...right.subarray(0, 15)]).toEqual([
      ...[0, 0, 0, 5, 0.625, 2], // feature 0: nothing, rows 0 and 2
      ...[4, 0.125, 1, 0, 0, 0, 1, 0.5, 1], // feature 1: row 2, nothing, row 0
    ]);
    const left = rows.count(0, 4);
    rows.subtract(left, right);
    expect([...left.subarray(0, 15)]).toEqual([10, 0.25, 2, 0, 0, 0, 0, 0, 0, 8, 0, 1, 2, 0.25, 1]);
    rows.unite();
    expect([...rows.order]).toEqual([0, 1, 2, 3]);
  });

  it('gives the same bits with WebAssembly and without', async () => {
    const Plain = await plainClass();
    for (const sums of [1, 2] as const) {
      for (const counts of [
        [3],
        [2, 255],
        [3, 2, 4],
        [9, 1, 2, 3],
        [2, 3, 4, 5, 256],
        [5, 5, 5, 5, 5, 5],
      ]) {
        const fast = story(make(BinnedRows, 5, 700, counts, sums));
        expect(fast).toEqual(story(make(Plain, 5, 700, counts, sums)));
      }
    }
  });

  it('counts what the definition says, whatever the part', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 1, max: 256 }), { minLength: 1, maxLength: 9 }),
        fc.constantFrom<1 | 2>(1, 2),
        fc.integer({ min: 0, max: 1e6 }),
        (n, counts, sums, seed) => {
          const { rows, bins } = make(BinnedRows, seed, n, counts, sums);
          const feature = seed % counts.length;
          const border = rows.divide(0, n, feature, upTo(seed % 5));
          const goes = (row: number) => bins[feature]![row]! <= seed % 5;
          const all = Array.from({ length: n }, (_, row) => row);
          const expected = [...all.filter(goes), ...all.filter((row) => !goes(row))];
          expect([...rows.order]).toEqual(expected);
          expect(border).toBe(all.filter(goes).length);
          for (const [start, end] of [
            [0, border],
            [border, n],
            [0, 0],
          ] as const) {
            const part = expected.slice(start, end);
            const histogram = rows.count(start, end);
            const defined = counts.flatMap((count, j) =>
              Array.from({ length: count }, (_, bin) => {
                const inBin = part.filter((row) => bins[j]![row] === bin);
                const sums = rows.numbers.map((numbers) =>
                  total(inBin.map((row) => numbers[row]!)),
                );
                return [...sums, inBin.length];
              }).flat(),
            );
            expect([...histogram.subarray(0, defined.length)]).toEqual(defined);
            rows.release(histogram);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps histograms in use apart, and begins released ones anew', () => {
    const { rows } = make(BinnedRows, 2, 50, [7, 7], 1);
    const [all, some] = [rows.count(0, 50), rows.count(0, 9)];
    const before = all.slice();
    rows.release(some);
    expect(total([...rows.count(9, 20).subarray(0, 28)].filter((_, at) => at % 2 === 1))).toBe(22);
    expect(all).toEqual(before);
  });
});
