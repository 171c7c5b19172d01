import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/index.js';
import { combine, histogram, type JsonObject, violin } from '../../../src/plot/index.js';
import { kernelDensity } from '../../../src/plot/kernelDensity.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface Case {
  readonly name: string;
  readonly values: number[];
  readonly bandwidth: number;
  readonly density: number[];
}
const golden = loadGolden<Case>('kernelDensity');

const words = {
  title: 'Body mass by sex',
  xTitle: { label: 'Sex', unit: null },
  yTitle: { label: 'Body mass', unit: 'kg' },
  altText: 'Males are heavier by half a kilogram, and spread further.',
};
const random = createRandom(7);
const many = Float64Array.from({ length: 50_000 }, () => random.normal(4, 0.8));

describe('kernelDensity', () => {
  it('is half the sum of two bells for two values', () => {
    const bell = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    const { at, density } = kernelDensity('f', [2, 0], 3, 1);
    expect(at).toEqual([0, 1, 2]);
    expect(density[0]).toBeCloseTo((bell(0) + bell(2)) / 2, 12);
    expect(density[1]).toBeCloseTo(bell(1), 12);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, (one) => {
    const { density, bandwidth } = kernelDensity('f', one.values, 41, one.bandwidth);
    expect(bandwidth).toBe(one.bandwidth);
    const highest = Math.max(...one.density);
    density.forEach((d, k) => {
      expect(Math.abs(d - one.density[k]!)).toBeLessThan(1e-5 * highest);
    });
    expect(kernelDensity('f', one.values, 101).bandwidth).toBeCloseTo(one.bandwidth, 12);
  });

  it('encloses an area of nearly one, and moves and scales with the values', () => {
    const { at, density, bandwidth } = kernelDensity('f', many, 101);
    const area = density.reduce((sum, d) => sum + d * (at[1]! - at[0]!), 0);
    expect(area).toBeGreaterThan(0.99);
    expect(area).toBeLessThan(1.001);
    const moved = kernelDensity(
      'f',
      many.map((v) => 8 * v + 64),
      101,
    );
    expect(moved.bandwidth).toBeCloseTo(8 * bandwidth, 9);
    moved.density.forEach((d, k) => {
      expect(d).toBeCloseTo(density[k]! / 8, 6);
    });
  });

  it('is never narrower than a step of its curve, so that no value falls through', () => {
    const values = [...Array.from({ length: 99 }, (_, i) => i / 1000), 1000];
    expect(kernelDensity('f', values, 101).bandwidth).toBe(10);
  });
});

describe('violin', () => {
  const values = [3, 3.5, 4, 4.5, 5, 5.5, 6];
  const group = ['f', 'f', 'f', 'm', 'm', 'm', null];

  it('is as wide to the left as to the right, from the smallest value to the largest', () => {
    const shape = violin({ ...words, values }).data[0] as JsonObject;
    const x = shape.x as number[];
    const y = shape.y as number[];
    expect(x).toHaveLength(202);
    for (let k = 0; k < 101; k++) {
      expect(x[k]).toBeCloseTo(-x[201 - k]!, 12);
      expect(y[k]).toBe(y[201 - k]);
    }
    expect([y[0], y[100]]).toEqual([3, 6]);
    expect(Math.max(...x)).toBeCloseTo(0.42, 12);
  });

  it('marks the middle half and the median', () => {
    const [, bar, dot] = violin({ ...words, values }).data;
    expect(bar?.y).toEqual([3.75, 5.25]);
    expect(dot?.y).toEqual([4.5]);
  });

  it('puts groups side by side, each with its name and its number of rows', () => {
    const figure = violin({
      ...words,
      values: [...values, 6.5],
      group: [...group, null],
    });
    expect(figure.data).toHaveLength(9);
    expect((figure.layout.xaxis as JsonObject).ticktext).toEqual([
      'f<br>n = 3',
      'm<br>n = 3',
      'missing<br>n = 2',
    ]);
    expect(figure.data.filter((_, i) => i % 3 === 2).map((dot) => [dot.x, dot.y])).toEqual([
      [[0], [3.5]],
      [[1], [5]],
      [[2], [6.25]],
    ]);
  });

  it('gives each group the same area', () => {
    const figure = violin({
      ...words,
      values: [...many, ...many.map((v) => 2 * v)],
      group: [...many].map(() => 'a').concat([...many].map(() => 'b')),
    });
    const areas = [0, 3].map((i) => {
      const x = figure.data[i]!.x as number[];
      const y = figure.data[i]!.y as number[];
      return x.slice(0, 101).reduce((sum, at) => sum + (at - i / 3) * (y[1]! - y[0]!), 0);
    });
    expect(areas[1]! / areas[0]!).toBeCloseTo(1, 6);
  });

  it('states its bandwidth with the unit, and takes another', () => {
    const text = (over = {}) => JSON.stringify(violin({ ...words, values, ...over }).layout.meta);
    expect(text()).toMatch(/bandwidth 0\.\d+ kg \(Silverman\)/);
    expect(text({ bandwidth: 0.5 })).toMatch('bandwidth 0.5 kg (asked for)');
  });

  it('is small and plain JSON for any number of rows, and stands beside others', () => {
    const figure = violin({ ...words, values: many });
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(JSON.stringify(figure).length).toBeLessThan(20_000);
    expect(combine([figure, figure], words).data).toHaveLength(6);
  });

  it.each([
    ['no values', { values: [] }, 'EMPTY'],
    ['a NaN', { values: [1, Number.NaN] }, 'NOT_FINITE'],
    ['equal values', { values: [2, 2] }, 'INVALID_ARGUMENT'],
    ['a group of equal values', { values: [1, 2, 3], group: ['a', 'a', 'b'] }, 'group "b"'],
    ['labels of another length', { values: [1, 2], group: ['a'] }, 'SHAPE_MISMATCH'],
    ['eight groups', { values: [1, 2, 3, 4, 5, 6, 7, 8], group: [...'abcdefgh'] }, 'INVALID_ARG'],
    ['a bandwidth of zero', { values: [1, 2], bandwidth: 0 }, 'OUT_OF_RANGE'],
    ['an alt text that names it', { values: [1, 2], altText: 'Violin plot of mass by sex' }, 'INV'],
    ['no title', { values: [1, 2], title: '' }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, over, code) => {
    expect(() => violin({ ...words, ...over })).toThrow(code);
  });
});

describe('the density of a histogram', () => {
  const values = [1, 2, 2.5, 4];
  const asked = { ...words, values, measure: 'density', density: true } as const;

  it('is the same curve as a violin’s, over the bars', () => {
    const [bars, curve] = histogram(asked).data;
    expect(bars?.type).toBe('bar');
    const expected = kernelDensity('f', values, 128);
    expect(curve).toMatchObject({ x: expected.at, y: expected.density, showlegend: false });
    expect(JSON.stringify(histogram(asked).layout.meta)).toMatch('(Silverman)');
  });

  it('is drawn for each group in its colour, and hides with it', () => {
    const { data } = histogram({ ...asked, group: ['a', 'a', 'b', 'b'] });
    expect(data).toHaveLength(4);
    for (const i of [0, 1]) {
      expect(data[i + 2]).toMatchObject({ name: data[i]!.name, legendgroup: data[i]!.legendgroup });
      expect((data[i + 2]!.line as JsonObject).color).toBe((data[i]!.line as JsonObject).color);
    }
  });

  it('changes nothing where it is not asked for', () => {
    const { density: _, ...plain } = asked;
    expect(histogram({ ...plain, density: false })).toEqual(histogram(plain));
    expect(histogram(plain).data).toHaveLength(1);
  });

  it.each([
    ['counts', { measure: 'count' }],
    ['shares', { measure: 'share' }],
    ['equal values', { values: [3, 3] }],
  ])('is refused with %s', (_, over) => {
    expect(() => histogram({ ...asked, ...over } as never)).toThrow('INVALID_ARGUMENT');
  });
});
