import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countInBins, histogramBins } from '../../../src/plot/index.js';

interface Case {
  readonly name: string;
  readonly values: number[];
  readonly edges: number[];
  readonly counts: number[];
}
const golden = JSON.parse(
  readFileSync(new URL('../../golden/histogramBins.json', import.meta.url), 'utf8'),
) as { readonly reference: string; readonly cases: readonly Case[] };

describe('histogramBins', () => {
  it('follows Freedman and Diaconis on eight values worked by hand', () => {
    // Quartiles 0.85 and 2.95: width 2 · 2.1 / 8^(1/3) = 2.1; the range 0.1 … 3.7 takes 2 bins.
    const values = [0.1, 0.7, 0.9, 1.6, 2.1, 2.8, 3.4, 3.7];
    const { edges, rule } = histogramBins(values);
    expect(edges[0]).toBe(0.1);
    expect(edges[1]).toBeCloseTo(1.9, 12);
    expect(edges[2]).toBe(3.7);
    expect(rule).toBe('Freedman–Diaconis rule');
    expect(countInBins(values, edges)).toEqual([4, 4]);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, ({ values, edges, counts }) => {
    const found = histogramBins(values).edges;
    expect(found).toHaveLength(edges.length);
    for (const [k, edge] of found.entries()) expect(edge).toBeCloseTo(edges[k]!, 10);
    expect(countInBins(values, edges)).toEqual(counts);
  });

  it('puts edges between whole numbers, so that no bin holds more of them than another', () => {
    const values = Array.from({ length: 300 }, (_, i) => i % 30); // each of 0 … 29 ten times
    const { edges } = histogramBins(values);
    const width = edges[1]! - edges[0]!;
    expect(Number.isInteger(width)).toBe(true);
    expect(edges[0]).toBe(-0.5);
    const whole = countInBins(values, edges).slice(0, -1);
    expect(new Set(whole)).toEqual(new Set([width * 10]));
  });

  it('cuts at 200 bins for whole numbers, too', () => {
    const values = [...Array.from({ length: 2000 }, (_, i) => i % 18), 280];
    expect(histogramBins(values).edges.length).toBeLessThanOrEqual(201);
  });

  it('falls back to Sturges where the quartiles coincide, and says so', () => {
    const values = [...new Array<number>(30).fill(1.5), 0.2, 9.9];
    expect(histogramBins(values).edges).toHaveLength(Math.ceil(Math.log2(32)) + 1 + 1);
    expect(histogramBins(values).rule).toMatch('Sturges');
  });

  it('cuts at 200 bins where a far outlier would ask for thousands', () => {
    const values = [...Array.from({ length: 100 }, (_, i) => i / 100), 1e6 + 0.5];
    expect(histogramBins(values).edges).toHaveLength(201);
    expect(histogramBins(values).rule).toMatch('cut at 200');
  });

  it('draws one bin around a single value, or around values too close to cut between', () => {
    expect(histogramBins([2.25, 2.25]).edges).toEqual([1.75, 2.75]);
    expect(histogramBins([0, 5e-324], 2).edges).toEqual([-0.5, 0.5]);
    expect(histogramBins([1e9, 1e9 + 1e-7], 50).edges).toHaveLength(2);
  });

  it('gives as many equal bins as asked for', () => {
    expect(histogramBins([0.5, 1.5, 2.5], 4).edges).toEqual([0.5, 1, 1.5, 2, 2.5]);
    expect(histogramBins([1, 2, 3, 4, 5, 6, 7, 8], 4).edges).toEqual([0.5, 2.5, 4.5, 6.5, 8.5]);
  });

  it('counts every value once, whatever the values and the number of bins', () => {
    const sample = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 });
    fc.assert(
      fc.property(sample, fc.option(fc.integer({ min: 1, max: 50 })), (values, bins) => {
        const { edges } = histogramBins(values, bins ?? 'freedman-diaconis');
        for (let k = 1; k < edges.length; k++) expect(edges[k]).toBeGreaterThan(edges[k - 1]!);
        expect(edges[0]).toBeLessThanOrEqual(Math.min(...values));
        expect(edges[edges.length - 1]).toBeGreaterThanOrEqual(Math.max(...values));
        expect(countInBins(values, edges).reduce((a, b) => a + b, 0)).toBe(values.length);
      }),
    );
  });

  it.each([
    ['no values', [], 'freedman-diaconis', 'EMPTY'],
    ['a NaN', [1, Number.NaN], 'freedman-diaconis', 'NOT_FINITE'],
    ['zero bins', [1, 2], 0, 'OUT_OF_RANGE'],
    ['more bins than a picture shows', [1, 2], 201, 'OUT_OF_RANGE'],
    ['edges that leave a value out', [1, 5], [0, 2, 4], 'OUT_OF_RANGE'],
    ['edges that do not ascend', [1], [0, 2, 2], 'INVALID_ARGUMENT'],
    ['a single edge', [1], [0], 'OUT_OF_RANGE'],
  ] as const)('refuses %s', (_, values, bins, code) => {
    expect(() => histogramBins(values, bins)).toThrow(code);
  });
});
