import { describe, expect, it } from 'vitest';
import { combine, type JsonObject, radar } from '../../../src/plot/index.js';

const base = {
  axes: ['Data', 'Models', 'Containerise & Deploy'],
  series: [
    { name: 'you', values: [3, 2, 0] },
    { name: 'the role', values: [2, 2, 3] },
  ],
  max: 3,
  title: 'Skills',
  altText: 'You know the data better than the role asks, and deployment not at all.',
};
const draw = (over = {}) => radar({ ...base, ...over });
const polar = (over = {}) => draw(over).layout.polar as Record<string, JsonObject>;

describe('radar', () => {
  it('draws each outline closed: the first point comes again at the end', () => {
    expect(draw().data.map((trace) => trace.r)).toEqual([
      [3, 2, 0, 3],
      [2, 2, 3, 2],
    ]);
    const names = ['Data', 'Models', 'Containerise &amp;<br>Deploy', 'Data'];
    expect(draw().data.map((trace) => trace.theta)).toEqual([names, names]);
  });

  it('starts at the top, goes clockwise, and has one scale from 0 to max', () => {
    expect(polar().angularaxis).toMatchObject({ rotation: 90, direction: 'clockwise' });
    expect(polar().radialaxis).toMatchObject({ range: [0, 3], dtick: 1 });
    expect(polar({ max: 100 }).radialaxis).toMatchObject({ range: [0, 100], nticks: 6 });
  });

  it('tells outlines apart by colour, by dash and by symbol, in the given order', () => {
    const { data, layout } = draw();
    expect(data.map((trace) => trace.name)).toEqual(['you', 'the role']);
    for (const key of ['color', 'dash']) {
      expect(new Set(data.map((trace) => (trace.line as JsonObject)[key])).size).toBe(2);
    }
    expect(new Set(data.map((trace) => (trace.marker as JsonObject).symbol)).size).toBe(2);
    expect(layout.showlegend).toBe(true);
    expect(draw({ series: [base.series[0]!] }).layout.showlegend).toBe(false);
  });

  it('is plain JSON, the same bytes every time, and leaves its input alone', () => {
    const frozen = { ...base, axes: Object.freeze([...base.axes]) };
    const text = JSON.stringify(radar(frozen));
    expect(JSON.parse(text)).toEqual(radar(frozen));
    expect(JSON.stringify(radar(frozen))).toBe(text);
    const values = Float64Array.of(1, 2, 3);
    expect(draw({ series: [{ name: 'a', values }] }).data[0]?.r).toEqual([1, 2, 3, 1]);
    expect([...values]).toEqual([1, 2, 3]);
  });

  it.each([
    ['two axes', { axes: ['a', 'b'] }, 'OUT_OF_RANGE'],
    ['thirteen axes', { axes: Array.from({ length: 13 }, (_, i) => `${i}`) }, 'OUT_OF_RANGE'],
    ['an axis twice', { axes: ['a', 'b', 'a'] }, 'DUPLICATE_NAME'],
    ['an axis without a name', { axes: ['a', ' ', 'b'] }, 'axes[1]'],
    ['no outline', { series: [] }, 'EMPTY'],
    ['too few values', { series: [{ name: 'a', values: [1, 2] }] }, 'SHAPE_MISMATCH'],
    ['NaN', { series: [{ name: 'a', values: [1, 2, Number.NaN] }] }, 'NOT_FINITE'],
    ['a value below 0', { series: [{ name: 'a', values: [1, -1, 0] }] }, 'values[1] is -1'],
    ['a value above max', { series: [{ name: 'a', values: [1, 1, 4] }] }, 'OUT_OF_RANGE'],
    ['an outline without a name', { series: [{ name: '', values: [1, 1, 1] }] }, 'INVALID_'],
    ['eight outlines', { series: new Array(8).fill(base.series[0]) }, 'INVALID_ARGUMENT'],
    ['a ring at 0', { max: 0 }, 'max is 0'],
    ['an endless ring', { max: Number.POSITIVE_INFINITY }, 'NOT_FINITE'],
    ['an empty title', { title: '' }, 'INVALID_ARGUMENT'],
    ['a short alt text', { altText: 'Skills.' }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, over, code) => {
    expect(() => draw(over)).toThrow(code);
  });
});

describe('combine', () => {
  it('refuses a picture without axes that it could place', () => {
    expect(() => combine([draw(), draw()], { title: 'Two', altText: base.altText })).toThrow(
      'INVALID_ARGUMENT',
    );
  });
});
