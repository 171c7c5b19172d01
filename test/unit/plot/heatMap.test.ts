import { describe, expect, it } from 'vitest';
import { Matrix } from '../../../src/core/index.js';
import { combine, heatMap, histogram, type JsonObject } from '../../../src/plot/index.js';

const options = {
  rows: ['mass', 'depth'],
  columns: ['mass', 'depth', 'sex'],
  values: Matrix.from([
    [1, -0.472, Number.NaN],
    [-0.472, 1, -0.001],
  ]),
  title: 'What goes with what',
  xTitle: { label: 'Column', unit: null },
  yTitle: { label: 'Column', unit: null },
  altText: 'Mass and depth go against each other.',
};
const trace = (over?: object) => heatMap({ ...options, ...over }).data[0] as JsonObject;

describe('heatMap', () => {
  it('bears each number with a true minus, and nothing where it is missing', () => {
    expect(trace().text).toEqual([
      ['1.00', '−0.47', ''],
      ['−0.47', '1.00', '0.00'],
    ]);
    expect(trace().z).toEqual([
      [1, -0.472, null],
      [-0.472, 1, -0.001],
    ]);
    expect(trace({ decimals: 0 }).text).toEqual([
      ['1', '0', ''],
      ['0', '1', '0'],
    ]);
  });

  it('puts white at zero: about it where values have signs, below all where they have none', () => {
    const positive = Matrix.from([
      [4, 2, 0],
      [1, 1, 1],
    ]);
    const zeros = Matrix.zeros(2, 3);
    expect([trace().zmin, trace().zmax]).toEqual([-1, 1]);
    expect(trace().colorscale).toHaveLength(3);
    expect([trace({ values: positive }).zmin, trace({ values: positive }).zmax]).toEqual([0, 4]);
    expect(trace({ values: positive }).colorscale).toHaveLength(2);
    expect([trace({ values: zeros }).zmin, trace({ values: zeros }).zmax]).toEqual([0, 1]);
    expect([trace({ range: [-2, 2] }).zmin, trace({ range: [-2, 2] }).zmax]).toEqual([-2, 2]);
  });

  it('lists the rows from the top, in a picture as tall as they need', () => {
    const { layout } = heatMap(options);
    expect(layout.yaxis).toMatchObject({ autorange: 'reversed', type: 'category' });
    const rows = Array.from({ length: 20 }, (_, i) => `row ${i}`);
    const tall = heatMap({ ...options, rows, values: Matrix.zeros(20, 3) });
    expect(Number(tall.layout.height)).toBeGreaterThan(Number(layout.height));
  });

  it('is plain JSON, and stands beside other pictures', () => {
    const figure = heatMap(options);
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const beside = histogram({ ...options, values: [1, 2, 2, 3] });
    expect(
      combine([figure, beside], { title: options.title, altText: options.altText }).data,
    ).toHaveLength(2);
  });

  it.each([
    ['no row', { rows: [], values: Matrix.zeros(0, 3) }, 'EMPTY'],
    ['no column', { columns: [], values: Matrix.zeros(2, 0) }, 'EMPTY'],
    ['another number of rows', { rows: ['mass'] }, 'SHAPE_MISMATCH'],
    ['another number of columns', { columns: ['mass'] }, 'SHAPE_MISMATCH'],
    ['a name twice in rows', { rows: ['mass', 'mass'] }, 'DUPLICATE_NAME'],
    ['a name twice in columns', { columns: ['a', 'b', 'a'] }, 'DUPLICATE_NAME'],
    [
      'an infinite value',
      { values: new Matrix(new Float64Array(6).fill(1 / 0), 2, 3) },
      'NOT_FINITE',
    ],
    ['a range that does not ascend', { range: [1, 1] }, 'OUT_OF_RANGE'],
    ['seven decimals', { decimals: 7 }, 'OUT_OF_RANGE'],
    [
      'an alt text that names the picture',
      { altText: 'Picture of two columns.' },
      'INVALID_ARGUMENT',
    ],
    [
      'more cells than a figure carries',
      {
        rows: Array.from({ length: 80 }, (_, i) => `${i}`),
        columns: Array.from({ length: 80 }, (_, i) => `${i}`),
        values: Matrix.zeros(80, 80),
      },
      'TOO_MANY_POINTS',
    ],
  ])('refuses %s', (_, over, code) => {
    expect(() => heatMap({ ...options, ...over } as never)).toThrow(code);
  });
});
