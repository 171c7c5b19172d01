import { describe, expect, it } from 'vitest';
import { combine, intervalPlot, type JsonObject } from '../../../src/plot/index.js';

const words = {
  title: 'Gain over the baseline',
  xTitle: { label: 'Accuracy gained', unit: 'points' },
  yTitle: { label: 'Model', unit: null },
  altText: 'Only the second gain leaves out zero.',
};
const honest = { name: 'honest', value: 0.2, low: -0.4, high: 0.8 };
const bill = { name: 'bill', value: 1, low: 0.75, high: 1.5 };

describe('intervalPlot', () => {
  it('draws each estimate with both arms, the first row on top', () => {
    const figure = intervalPlot({ ...words, intervals: [bill, honest] });
    expect(figure.data).toHaveLength(1);
    const [trace] = figure.data;
    expect(trace).toMatchObject({ x: [1, 0.2], y: ['bill', 'honest'], showlegend: false });
    const arms = trace!.error_x as { array: number[]; arrayminus: number[] };
    expect(arms.array[0]).toBe(0.5);
    expect(arms.arrayminus[0]).toBe(0.25);
    expect(arms.array[1]).toBeCloseTo(0.6, 12);
    expect(arms.arrayminus[1]).toBeCloseTo(0.6, 12);
    const axis = figure.layout.yaxis as JsonObject;
    expect(axis.categoryarray).toEqual(['bill', 'honest']);
    expect(axis.range).toEqual([1.6, -0.6]);
    expect(String(trace!.hovertemplate)).toMatch('Accuracy gained: %{x} points');
  });

  it('keeps the order of the rows over all groups, and the colour of a group over pictures', () => {
    const groups = ['ships', 'does not'];
    const left = intervalPlot({
      ...words,
      groups,
      intervals: [
        { ...honest, group: 'does not' },
        { ...bill, group: 'ships' },
      ],
    });
    const right = intervalPlot({
      ...words,
      groups,
      intervals: [
        { ...honest, group: 'ships' },
        { ...bill, group: 'does not' },
      ],
    });
    expect(left.data.map(({ name, y }) => [name, y])).toEqual([
      ['ships', ['bill']],
      ['does not', ['honest']],
    ]);
    expect((left.layout.yaxis as JsonObject).categoryarray).toEqual(['honest', 'bill']);
    const looks = (figure: typeof left) => figure.data.map(({ name, marker }) => [name, marker]);
    expect(looks(right)).toEqual(looks(left));
    expect(combine([left, right], words).data.filter((t) => t.showlegend)).toHaveLength(2);
  });

  it('gives an only group the colour that its place in groups has', () => {
    const alone = [{ ...bill, group: 'does not' }];
    const figure = intervalPlot({ ...words, groups: ['ships', 'does not'], intervals: alone });
    expect(figure.data).toHaveLength(1);
    expect(figure.data[0]!.marker).toMatchObject({ symbol: 'diamond' });
    const asItComes = intervalPlot({ ...words, intervals: alone });
    expect(asItComes.data[0]!.marker).toMatchObject({ symbol: 'circle' });
  });

  it('shows names as written, and is the same plain JSON every time', () => {
    const build = () => intervalPlot({ ...words, intervals: [{ ...bill, name: 'a < b' }] });
    expect(build().data[0]!.y).toEqual(['a &lt; b']);
    expect((build().layout.yaxis as JsonObject).categoryarray).toEqual(['a &lt; b']);
    expect(JSON.parse(JSON.stringify(build()))).toEqual(build());
  });

  it('takes a point as an interval of no width', () => {
    const point = { name: 'exact', value: 1, low: 1, high: 1 };
    const arms = intervalPlot({ ...words, intervals: [point] }).data[0]!.error_x;
    expect(arms).toMatchObject({ array: [0], arrayminus: [0] });
  });

  it.each([
    ['no rows', { intervals: [] }, 'EMPTY'],
    ['a NaN', { intervals: [{ ...bill, low: Number.NaN }] }, 'NOT_FINITE'],
    ['a value below its interval', { intervals: [{ ...bill, value: 0.7 }] }, 'OUT_OF_RANGE'],
    ['a value above its interval', { intervals: [{ ...bill, value: 2 }] }, 'OUT_OF_RANGE'],
    ['a name twice', { intervals: [bill, bill] }, 'DUPLICATE_NAME'],
    ['an empty name', { intervals: [{ ...bill, name: ' ' }] }, 'INVALID_ARGUMENT'],
    ['zero on a logarithmic axis', { intervals: [honest], xLog: true }, 'OUT_OF_RANGE'],
    [
      'a group for some rows only',
      { intervals: [honest, { ...bill, group: 'ships' }] },
      'intervals\\[0\\] has no group',
    ],
    [
      'a group that is not listed',
      { intervals: [{ ...bill, group: 'ships' }], groups: ['does not'] },
      'INVALID_ARGUMENT',
    ],
    [
      'more groups than can be told apart',
      {
        intervals: Array.from({ length: 8 }, (_, i) => ({ ...bill, name: `${i}`, group: `${i}` })),
      },
      'INVALID_ARGUMENT',
    ],
    [
      'more points than a figure carries',
      { intervals: Array.from({ length: 1667 }, (_, i) => ({ ...bill, name: `${i}` })) },
      'TOO_MANY_POINTS',
    ],
    ['an alt text without a finding', { intervals: [bill], altText: 'Chart' }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, over, code) => {
    expect(() => intervalPlot({ ...words, ...over })).toThrow(new RegExp(code));
  });
});
