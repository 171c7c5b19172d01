import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/index.js';
import {
  combine,
  type Figure,
  type JsonObject,
  MAX_POINTS,
  pairPlot,
} from '../../../src/plot/index.js';

const columns = [
  { label: 'Beak depth', unit: 'mm', values: [18, 17, 15, 14] },
  { label: 'Body mass', unit: 'g', values: [3700, 3800, 5000, 5200] },
  { label: 'Eggs', unit: null, values: [1, 2, 2, 3] },
];
const options = {
  columns,
  title: 'Penguins',
  altText: 'A deeper beak goes with a lighter body, and both with fewer eggs.',
};
const draw = (over?: object): Figure => pairPlot({ ...options, ...over });
const places = (figure: Figure) => figure.data.map((trace) => `${trace.xaxis}${trace.yaxis}`);
const points = (figure: Figure) =>
  figure.data.reduce((sum, trace) => sum + (trace.x as unknown[]).length, 0);
const random = createRandom(3);
const long = (count: number, n = 4000) =>
  Array.from({ length: count }, (_, c) => ({
    label: `column ${c}`,
    unit: null,
    values: Array.from({ length: n }, () => random.normal(c, 1)),
  }));

describe('pairPlot', () => {
  it('draws each pair once below the diagonal, and each column’s histogram on it', () => {
    const figure = draw();
    expect(places(figure)).toEqual(['xy2', 'xy3', 'x2y3', 'xy4', 'x2y5', 'x3y6']);
    expect(figure.data[0]).toMatchObject({ x: columns[0]!.values, y: columns[1]!.values });
    expect(figure.data[2]).toMatchObject({ x: columns[1]!.values, y: columns[2]!.values });
    const heights = figure.data[3]!.y as number[];
    expect(heights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  it('titles every column with its unit, once across and once down', () => {
    const { layout } = draw();
    const text = (name: string) => ((layout[name] as JsonObject).title as JsonObject).text;
    expect(['xaxis', 'xaxis2', 'xaxis3', 'yaxis2', 'yaxis3'].map(text)).toEqual([
      'Beak depth (mm)',
      'Body mass (g)',
      'Eggs',
      'Body mass (g)',
      'Eggs',
    ]);
    expect(layout.yaxis).toBeUndefined();
    const domain = (name: string) => (layout[name] as JsonObject).domain as number[];
    expect(domain('xaxis')[0]).toBe(0);
    expect(domain('xaxis3')[1]).toBeCloseTo(1, 12);
    expect(domain('yaxis3')).toEqual(domain('yaxis6'));
    expect(domain('yaxis3')[0]).toBeCloseTo(0, 12);
  });

  it('tells groups apart by colour and symbol, and lists them once', () => {
    const figure = draw({ group: ['a', 'a', 'b', null] });
    expect(figure.data).toHaveLength(18);
    const listed = figure.data.filter((trace) => trace.showlegend === true);
    expect(listed.map((trace) => trace.name)).toEqual(['a', 'b', 'missing']);
    const looks = listed.map((trace) => trace.marker as JsonObject);
    expect(new Set(looks.map((look) => look.color)).size).toBe(3);
    expect(new Set(looks.map((look) => look.symbol)).size).toBe(3);
    expect(figure.layout.showlegend).toBe(true);
    expect(draw().layout.showlegend).toBe(false);
  });

  it('draws one sample of the rows in every pair, as large as 5,000 points allow', () => {
    const many = long(6);
    const group = Array.from({ length: 4000 }, (_, i) => 'abcdefg'[i % 7]!);
    const figure = draw({ columns: many, group });
    expect(points(figure)).toBeLessThanOrEqual(MAX_POINTS);
    expect(points(figure)).toBeGreaterThan(MAX_POINTS - 16);
    const stated = /points: (\d+) of 4,000 rows, drawn with seed 7/.exec(
      JSON.stringify(figure.layout.meta),
    );
    const drawn = figure.data
      .filter((trace) => trace.xaxis === 'x' && trace.yaxis === 'y2')
      .flatMap((trace) => trace.x as number[]);
    expect(drawn).toHaveLength(Number(stated?.[1]));
    const again = figure.data
      .filter((trace) => trace.xaxis === 'x' && trace.yaxis === 'y6')
      .flatMap((trace) => trace.x as number[]);
    expect(again).toEqual(drawn);
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  it('draws other rows with another seed, and the same bytes with the same one', () => {
    const many = long(3);
    const text = (over?: object) => JSON.stringify(draw({ columns: many, ...over }));
    expect(text()).toBe(text({ seed: 7 }));
    const first = (seed: number) => draw({ columns: many, seed }).data[0]!.x;
    expect(first(8)).not.toEqual(first(7));
    const bars = (seed: number) => draw({ columns: many, seed }).data.slice(3);
    expect(bars(8)).toEqual(bars(7)); // the diagonal counts all rows
  });

  it('says nothing of a sample where all rows are drawn, and is plain JSON', () => {
    expect(JSON.stringify(draw().layout.meta)).not.toMatch('seed');
    expect(JSON.parse(JSON.stringify(draw()))).toEqual(draw());
  });

  it('is refused by combine, being many pictures already', () => {
    expect(() => combine([draw(), draw()], { title: 'Two', altText: options.altText })).toThrow(
      'INVALID_ARGUMENT',
    );
  });

  it.each([
    ['one column', { columns: columns.slice(0, 1) }, 'OUT_OF_RANGE'],
    ['seven columns', { columns: long(7, 3) }, 'OUT_OF_RANGE'],
    ['no rows', { columns: long(2, 0) }, 'EMPTY'],
    ['columns of unequal length', { columns: [...long(1, 3), ...long(1, 4)] }, 'SHAPE_MISMATCH'],
    ['a NaN', { columns: [{ ...columns[0], values: [1, 2, 3, Number.NaN] }, columns[1]] }, 'NOT_F'],
    ['a column without a name', { columns: [{ ...columns[0], label: '' }, columns[1]] }, 'INVALID'],
    ['an empty unit', { columns: [{ ...columns[0], unit: '' }, columns[1]] }, 'null for none'],
    ['labels of another length', { group: ['a'] }, 'SHAPE_MISMATCH'],
    ['a seed below zero', { seed: -1 }, 'OUT_OF_RANGE'],
    ['an alt text that names it', { altText: 'Pair plot of the penguins' }, 'INVALID_ARGUMENT'],
    ['no title', { title: '' }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, over, code) => {
    expect(() => draw(over)).toThrow(code);
  });
});
