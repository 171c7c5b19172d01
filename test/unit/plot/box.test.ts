import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { box, combine, type JsonObject } from '../../../src/plot/index.js';

const words = {
  title: 'Delay by airline',
  xTitle: { label: 'Airline', unit: null },
  yTitle: { label: 'Delay', unit: 'min' },
  altText: 'Half of all flights are on time; one in a hundred is two hours late.',
};
const far = (n: number) => [
  ...new Array<number>(4 * n).fill(0),
  ...Array.from({ length: n }, (_, i) => i + 1),
];

describe('box', () => {
  it('follows Tukey’s rule on nine values worked by hand', () => {
    // Quartiles 3 and 7, so the fences stand at 3 − 6 = −3 and 7 + 6 = 13.
    const figure = box({ ...words, values: [5, 1, 2, 30, 3, 7, 4, 6, 13] });
    expect(figure.data[0]).toMatchObject({
      x: [0],
      lowerfence: [1],
      q1: [3],
      median: [5],
      q3: [7],
      upperfence: [13],
    });
    expect(figure.data[1]).toMatchObject({ x: [0], y: [30] });
    const beyond = box({ ...words, values: [5, 1, 2, 30, 3, 7, 4, 6, 13.1] });
    expect(beyond.data[0]?.upperfence).toEqual([7]);
    expect(beyond.data[1]?.y).toEqual([13.1, 30]);
  });

  it('draws no points where nothing lies outside, and a line where all values are equal', () => {
    expect(box({ ...words, values: [1, 2, 3] }).data).toHaveLength(1);
    const [flat] = box({ ...words, values: [4] }).data;
    expect(flat).toMatchObject({ lowerfence: [4], q1: [4], q3: [4], upperfence: [4] });
  });

  it('puts groups side by side, each with its name and its number of rows', () => {
    const figure = box({ ...words, values: [1, 3, 5, 7, 9], group: ['b', 'b', 'a', 'a', null] });
    expect(figure.data.map(({ x, median }) => [x, median])).toEqual([
      [[0], [6]],
      [[1], [2]],
      [[2], [9]],
    ]);
    expect((figure.layout.xaxis as JsonObject).ticktext).toEqual([
      'a<br>n = 2',
      'b<br>n = 2',
      'missing<br>n = 1',
    ]);
  });

  it('thins outliers to 200 a group by rank, keeps the ends, and says so', () => {
    const y = box({ ...words, values: far(200) }).data[1]?.y as number[];
    expect(y).toHaveLength(200);
    const figure = box({ ...words, values: far(2000) });
    const thinned = figure.data[1]?.y as number[];
    expect(thinned).toHaveLength(200);
    expect([thinned[0], thinned[199]]).toEqual([1, 2000]);
    for (let i = 1; i < 200; i++) {
      expect(Math.abs(thinned[i]! - thinned[i - 1]! - 1999 / 199)).toBeLessThan(1);
    }
    expect(JSON.stringify(figure.layout.meta)).toMatch('200 of 2,000 outliers drawn');
    expect(JSON.stringify(box({ ...words, values: far(200) }).layout.meta)).not.toMatch('drawn');
  });

  it('stays small for any number of rows, is plain JSON, and stands beside others', () => {
    const figure = box({ ...words, values: far(20_000) });
    expect(JSON.stringify(figure).length).toBeLessThan(10_000);
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(combine([figure, figure], words).data).toHaveLength(4);
  });

  it('keeps its five numbers in order, and every value inside or drawn', () => {
    const sample = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(sample, (values) => {
        const before = [...values];
        const { data } = box({ ...words, values });
        const five = ['lowerfence', 'q1', 'median', 'q3', 'upperfence'].map(
          (part) => (data[0]![part] as number[])[0]!,
        );
        for (let i = 1; i < 5; i++) expect(five[i]).toBeGreaterThanOrEqual(five[i - 1]!);
        const inside = values.filter((v) => v >= five[0]! && v <= five[4]!).length;
        expect(inside + ((data[1]?.y as number[]) ?? []).length).toBe(values.length);
        expect(values).toEqual(before);
      }),
    );
  });

  it.each([
    ['no values', { values: [] }, 'EMPTY'],
    ['an infinite value', { values: [1, Infinity] }, 'NOT_FINITE'],
    ['labels of another length', { values: [1, 2], group: ['a'] }, 'SHAPE_MISMATCH'],
    ['eight groups', { values: [1, 2, 3, 4, 5, 6, 7, 8], group: [...'abcdefgh'] }, 'INVALID_ARG'],
    ['an alt text that names it', { values: [1], altText: 'Box plot of delay by airline' }, 'INV'],
    ['no title', { values: [1], title: '' }, 'INVALID_ARGUMENT'],
    ['no unit', { values: [1], yTitle: { label: 'Delay', unit: '' } }, 'null for none'],
  ])('refuses %s', (_, over, code) => {
    expect(() => box({ ...words, ...over })).toThrow(code);
  });
});
