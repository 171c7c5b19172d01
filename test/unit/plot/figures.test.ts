import { describe, expect, it } from 'vitest';
import {
  bar,
  combine,
  type Figure,
  histogram,
  type JsonObject,
  line,
  MAX_POINTS,
  scatter,
} from '../../../src/plot/index.js';

const words = {
  title: 'Beak and body',
  xTitle: { label: 'Beak depth', unit: 'mm' },
  yTitle: { label: 'Body mass', unit: 'g' },
  altText: 'Within each species a deeper beak goes with a heavier body.',
};
const dots = { ...words, x: [18, 17, 15], y: [3700, 3800, 5000] };
const series = [{ name: 'train', x: [1, 2, 3], y: [3, 2, 1] }];
const axis = (figure: Figure, name: string) => figure.layout[name] as JsonObject;
const names = (figure: Figure) => figure.data.map((trace) => trace.name);

/** Every builder with sound input, by name. */
const builders: readonly (readonly [string, (over?: object) => Figure])[] = [
  ['scatter', (over) => scatter({ ...dots, ...over })],
  ['line', (over) => line({ ...words, series, ...over })],
  ['histogram', (over) => histogram({ ...words, values: [1, 2, 2, 3], ...over })],
  [
    'bar',
    (over) =>
      bar({ ...words, categories: ['a', 'b'], series: [{ name: 's', values: [1, 2] }], ...over }),
  ],
];

describe.each(builders)('%s', (_, build) => {
  it('carries title, axis titles with units, and the alt text on one line', () => {
    const figure = build({ altText: 'Within each species a deeper beak\n  goes with more mass.' });
    expect(figure.title).toBe('Beak and body');
    expect(axis(figure, 'xaxis').title).toMatchObject({ text: 'Beak depth (mm)' });
    expect(axis(figure, 'yaxis').title).toMatchObject({ text: 'Body mass (g)' });
    expect(figure.altText).toBe('Within each species a deeper beak goes with more mass.');
  });

  it('is plain JSON and the same bytes every time', () => {
    const text = JSON.stringify(build());
    expect(JSON.parse(text)).toEqual(build());
    expect(JSON.stringify(build())).toBe(text);
  });

  it('writes no unit where there is none', () => {
    const figure = build({ xTitle: { label: 'Epoch', unit: null } });
    expect(axis(figure, 'xaxis').title).toMatchObject({ text: 'Epoch' });
  });

  it('shows text as written, though Plotly reads markup and TeX', () => {
    const figure = build({ title: 'Costs < $5 & > $4' });
    expect(axis(figure, 'title').text).toMatch('Costs &lt; &#36;5 &amp; &gt; &#36;4');
  });

  it('breaks a title that is wider than the picture, and makes room for it', () => {
    const long = build({ title: 'one word after another '.repeat(6).trim() });
    expect(String(axis(long, 'title').text)).toMatch('<br>');
    expect(axis(long, 'margin').t).toBeGreaterThan(Number(axis(build(), 'margin').t));
  });

  it('draws a reference line across the whole picture', () => {
    const figure = build({ referenceLines: [{ axis: 'y', at: 2, label: 'goal' }] });
    expect(figure.layout.shapes).toEqual([
      expect.objectContaining({ xref: 'x domain', x0: 0, x1: 1, yref: 'y', y0: 2, y1: 2 }),
    ]);
  });

  it.each([
    ['an empty title', { title: ' ' }, 'INVALID_ARGUMENT'],
    ['an empty axis label', { yTitle: { label: '', unit: 'g' } }, 'INVALID_ARGUMENT'],
    ['an empty unit', { xTitle: { label: 'Beak', unit: '' } }, 'null for none'],
    ['an empty alt text', { altText: '' }, 'INVALID_ARGUMENT'],
    ['a short alt text', { altText: 'Beak and body      .' }, 'INVALID_ARGUMENT'],
    [
      'the kind of picture as alt text',
      { altText: 'A scatter plot of beak and body' },
      'found in it',
    ],
    ['a reference line at NaN', { referenceLines: [{ axis: 'x', at: Number.NaN }] }, 'NOT_FINITE'],
  ])('refuses %s', (__, over, message) => {
    expect(() => build(over)).toThrow(message);
  });
});

describe('scatter', () => {
  it('puts each row where it belongs', () => {
    expect(scatter(dots).data[0]).toMatchObject({ x: [18, 17, 15], y: [3700, 3800, 5000] });
    expect(scatter(dots).layout.showlegend).toBe(false);
  });

  it('tells groups apart by colour and by symbol, in alphabetical order, missing ones last', () => {
    const figure = scatter({
      ...words,
      x: [1, 2, 3, 4],
      y: [5, 6, 7, 8],
      group: ['Gentoo', null, 'Adelie', 'Gentoo'],
    });
    expect(names(figure)).toEqual(['Adelie', 'Gentoo', 'missing']);
    expect(figure.data.map((trace) => trace.x)).toEqual([[3], [1, 4], [2]]);
    const markers = figure.data.map((trace) => trace.marker as JsonObject);
    expect(new Set(markers.map((marker) => marker.color)).size).toBe(3);
    expect(new Set(markers.map((marker) => marker.symbol)).size).toBe(3);
  });

  it('sorts cluster numbers as numbers', () => {
    const figure = scatter({ ...dots, group: [10, 2, Number.NaN] });
    expect(names(figure)).toEqual(['2', '10', 'missing']);
  });

  it('gives a fit that is named like a group its colour, and any other its own', () => {
    const figure = scatter({
      ...dots,
      group: ['Adelie', 'Adelie', 'Gentoo'],
      lines: [
        { name: 'Gentoo', x: [13, 17], y: [4500, 5600] },
        { name: 'all', x: [13, 20], y: [5000, 3600] },
      ],
    });
    const colors = figure.data.map((trace) => (trace.marker as JsonObject).color);
    expect(colors[2]).toBe(colors[1]);
    expect(new Set(colors).size).toBe(3);
    expect(figure.data.map((trace) => trace.showlegend)).toEqual([true, true, false, true]);
  });

  it('writes dates by their UTC clock', () => {
    const figure = scatter({
      ...words,
      x: [new Date('2012-01-01T12:00:00Z'), new Date('2012-01-02')],
      y: [1, 2],
    });
    expect(figure.data[0]?.x).toEqual(['2012-01-01 12:00:00.000', '2012-01-02 00:00:00.000']);
    expect(axis(figure, 'xaxis').type).toBe('date');
  });

  it('draws logarithmic axes, with a range given in units', () => {
    const figure = scatter({ ...dots, yLog: true, yRange: [1000, 10_000] });
    expect(axis(figure, 'yaxis')).toMatchObject({ type: 'log', range: [3, 4] });
  });

  it('leaves its input as it was', () => {
    const x = Object.freeze([1, 2]) as readonly number[];
    const y = new Float64Array([3, 4]);
    scatter({ ...words, x, y, group: Object.freeze(['b', 'a']) });
    expect([...y]).toEqual([3, 4]);
  });

  const many = Array.from({ length: MAX_POINTS + 1 }, (_, i) => i);
  it('carries as many points as it may', () => {
    const x = many.slice(1);
    expect(scatter({ ...words, x, y: x }).data[0]?.x).toHaveLength(MAX_POINTS);
  });

  it.each([
    ['a point too many', { x: many, y: many }, 'TOO_MANY_POINTS'],
    [
      'lines that make it too many',
      { x: many.slice(1), y: many.slice(1), lines: series },
      'TOO_MANY',
    ],
    ['unequal lengths', { x: [1, 2], y: [1] }, 'SHAPE_MISMATCH'],
    ['a missing value', { x: [1, 2], y: [1, Number.NaN] }, 'NOT_FINITE'],
    ['a missing date', { x: [null, new Date(0)], y: [1, 2] }, 'NOT_FINITE'],
    ['infinity', { x: [1, Number.POSITIVE_INFINITY], y: [1, 2] }, 'NOT_FINITE'],
    ['no points', { x: [], y: [] }, 'EMPTY'],
    ['too few groups', { x: [1, 2], y: [1, 2], group: ['a'] }, 'SHAPE_MISMATCH'],
    [
      'more groups than can be told apart',
      { x: many.slice(0, 8), y: many.slice(0, 8), group: many.slice(0, 8) },
      'INVALID_ARGUMENT',
    ],
    ['zero on a logarithmic axis', { x: [0, 1], y: [1, 2], xLog: true }, 'OUT_OF_RANGE'],
    [
      'a log reference line at zero',
      { x: [1], y: [1], yLog: true, referenceLines: [{ axis: 'y', at: 0 }] },
      'OUT_OF_RANGE',
    ],
    ['a range without extent', { x: [1], y: [1], xRange: [2, 2] }, 'OUT_OF_RANGE'],
    ['too few labels', { x: [1, 2], y: [1, 2], labels: ['a'] }, 'SHAPE_MISMATCH'],
  ] as const)('refuses %s', (_, over, code) => {
    expect(() => scatter({ ...dots, ...(over as object) })).toThrow(code);
  });

  it('says how to draw fewer points', () => {
    expect(() => scatter({ ...words, x: many, y: many })).toThrowError(
      expect.objectContaining({ hint: expect.stringContaining('createRandom(7)') }),
    );
  });
});

describe('line', () => {
  it('tells lines apart by colour and by dash', () => {
    const figure = line({ ...words, series: [...series, { name: 'test', x: [1], y: [2] }] });
    const looks = figure.data.map((trace) => trace.line as JsonObject);
    expect(looks[0]?.color).not.toBe(looks[1]?.color);
    expect(looks[0]?.dash).not.toBe(looks[1]?.dash);
    expect(names(figure)).toEqual(['train', 'test']);
  });

  it('fills a band between its ends, out of the legend', () => {
    const figure = line({ ...words, series: [{ ...series[0]!, low: [2, 1, 0], high: [4, 3, 2] }] });
    expect(figure.data.map((trace) => trace.y)).toEqual([
      [2, 1, 0],
      [4, 3, 2],
      [3, 2, 1],
    ]);
    expect(figure.data.map((trace) => trace.fill)).toEqual([undefined, 'tonexty', undefined]);
    expect(figure.data.slice(0, 2).every((trace) => trace.showlegend === false)).toBe(true);
  });

  it('counts the points of a band', () => {
    const x = Array.from({ length: 1700 }, (_, i) => i);
    const banded = { name: 'a', x, y: x, low: x, high: x };
    expect(() => line({ ...words, series: [banded] })).toThrow('TOO_MANY_POINTS');
  });

  it.each([
    ['no lines', [], 'EMPTY'],
    ['a line without points', [{ name: 'a', x: [], y: [] }], 'EMPTY'],
    ['a line without a name', [{ name: '', x: [1], y: [1] }], 'INVALID_ARGUMENT'],
    ['half a band', [{ name: 'a', x: [1], y: [1], low: [0] }], 'INVALID_ARGUMENT'],
    ['a band of another length', [{ name: 'a', x: [1], y: [1], low: [0], high: [1, 2] }], 'SHAPE_'],
  ])('refuses %s', (_, wrong, code) => {
    expect(() => line({ ...words, series: wrong })).toThrow(code);
  });
});

describe('histogram', () => {
  it('sends bins instead of rows, and states their rule', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => i % 10);
    const figure = histogram({ ...words, values, bins: 5 });
    expect(figure.data[0]).toMatchObject({
      x: [0.5, 2.5, 4.5, 6.5, 8.5],
      y: new Array(5).fill(4000),
    });
    expect(axis(figure, 'title').text).toMatch('5 bins of width 2 mm: 5 asked for');
  });

  it('compares groups over the same bins, by share where sizes differ', () => {
    const figure = histogram({
      ...words,
      values: [1, 1, 1, 2, 2],
      group: ['a', 'a', 'a', 'a', 'b'],
      measure: 'share',
    });
    expect(figure.data.map((trace) => trace.y)).toEqual([
      [0, 0.75, 0.25, 0],
      [0, 0, 1, 0],
    ]);
    expect(figure.data.map((trace) => trace.x)).toEqual(new Array(2).fill([0.5, 0.5, 1.5, 2.5]));
  });

  it('divides by the width of bins for a density', () => {
    const figure = histogram({
      ...words,
      values: [1, 3, 3, 5],
      bins: [0, 2, 6],
      measure: 'density',
    });
    expect(figure.data[0]?.y).toEqual([0.25 / 2, 0.75 / 4]);
  });

  it('refuses a measure that it does not have', () => {
    expect(() => histogram({ ...words, values: [1], measure: 'percent' as 'share' })).toThrow(
      'INVALID_ARGUMENT',
    );
  });
});

describe('bar', () => {
  const categories = ['model', 'always dry'];
  it('keeps the order of the categories and draws intervals', () => {
    const figure = bar({
      ...words,
      categories,
      series: [{ name: 'accuracy', values: [4, 2], low: [3, 1], high: [6, 5] }],
    });
    expect(figure.data[0]).toMatchObject({
      x: categories,
      y: [4, 2],
      error_y: { array: [2, 3], arrayminus: [1, 1] },
    });
  });

  it('lies down on request, the first category on top', () => {
    const figure = bar({
      ...words,
      categories,
      series: [{ name: 's', values: [4, 2] }],
      horizontal: true,
    });
    expect(figure.data[0]).toMatchObject({ orientation: 'h', y: categories, x: [4, 2] });
    expect(axis(figure, 'yaxis')).toMatchObject({ autorange: 'reversed' });
  });

  it.each([
    ['a category twice', ['a', 'a'], { name: 's', values: [1, 2] }, 'DUPLICATE_NAME'],
    ['too few values', categories, { name: 's', values: [1] }, 'SHAPE_MISMATCH'],
    ['half an interval', categories, { name: 's', values: [1, 2], low: [0, 1] }, 'INVALID_ARG'],
    ['a NaN', categories, { name: 's', values: [1, Number.NaN] }, 'NOT_FINITE'],
    ['no categories', [], { name: 's', values: [] }, 'EMPTY'],
  ])('refuses %s', (_, names_, wrong, code) => {
    expect(() => bar({ ...words, categories: names_, series: [wrong] })).toThrow(code);
  });
});

describe('combine', () => {
  const both = { title: 'Two pictures', altText: 'The left rises while the right one falls.' };
  const grouped = scatter({ ...dots, group: ['a', 'a', 'b'] });
  const other = line({
    ...words,
    title: 'Other',
    series: [...series, { name: 'x', x: [1], y: [1] }],
  });

  it('places pictures side by side, each with axes of its own', () => {
    const figure = combine([scatter(dots), line({ ...words, series })], both);
    expect(figure.data.map((trace) => [trace.xaxis, trace.yaxis])).toEqual([
      ['x', 'y'],
      ['x2', 'y2'],
    ]);
    const [left, right] = ['xaxis', 'xaxis2'].map((name) => axis(figure, name).domain as number[]);
    expect(left![0]).toBe(0);
    expect(right![0]).toBeGreaterThan(left![1]!);
    expect(right![1]).toBeCloseTo(1, 12);
    expect(figure.altText).toBe(both.altText);
  });

  it('begins a new row after the asked number of columns, within the page', () => {
    const figure = combine(new Array<Figure>(5).fill(scatter(dots)), { ...both, columns: 2 });
    const rows = ['yaxis', 'yaxis2', 'yaxis3', 'yaxis5'].map(
      (n) => axis(figure, n).domain as number[],
    );
    expect(rows[0]).toEqual(rows[1]);
    expect(rows[2]![1]).toBeLessThan(rows[0]![0]!);
    expect(rows[3]![0]).toBeCloseTo(0, 12);
  });

  it('shows a legend that all share once, and others with their pictures', () => {
    const same = combine([grouped, grouped], both);
    expect(same.data.map((trace) => trace.showlegend)).toEqual([true, true, false, false]);
    const differ = combine([grouped, other], both);
    expect(differ.data.map((trace) => trace.legend)).toEqual([
      'legend',
      'legend',
      'legend2',
      'legend2',
    ]);
  });

  it('breaks a legend that is wider than its picture into rows', () => {
    const names = Array.from({ length: 6 }, (_, i) => `a model with a long name ${i}`);
    const crowded = line({ ...words, series: names.map((name) => ({ name, x: [1], y: [1] })) });
    const figure = combine([crowded, scatter(dots)], both);
    const rows = figure.data.slice(0, 6).map((trace) => String(trace.legend));
    expect(rows).toEqual([
      'legend',
      'legend101',
      'legend102',
      'legend103',
      'legend104',
      'legend105',
    ]);
    const heights = rows.map((row) => Number((figure.layout[row] as JsonObject).y));
    for (let i = 1; i < rows.length; i++) expect(heights[i]).toBeLessThan(heights[i - 1]!);
    expect(heights[5]).toBe((axis(figure, 'yaxis').domain as number[])[1]);
    expect(figure.layout.legend).toMatchObject({ bgcolor: 'rgba(0,0,0,0)' });
    const short = line({
      ...words,
      series: ['a', 'b', 'c'].map((name) => ({ name, x: [1], y: [1] })),
    });
    const one = combine([short, scatter(dots)], both);
    expect(one.data.map((trace) => trace.legend)).toEqual([
      'legend',
      'legend',
      'legend',
      'legend2',
    ]);
  });

  it('shares an axis on request, and carries reference lines to their pictures', () => {
    const marked = scatter({ ...dots, referenceLines: [{ axis: 'y', at: 4000 }] });
    const figure = combine([marked, marked], { ...both, sharedY: true });
    expect(axis(figure, 'yaxis2').matches).toBe('y');
    expect(axis(figure, 'xaxis2').matches).toBeUndefined();
    expect(figure.layout.shapes).toMatchObject([
      { xref: 'x domain', yref: 'y' },
      { xref: 'x2 domain', yref: 'y2' },
    ]);
  });

  it('keeps the rule of a histogram’s bins', () => {
    const figure = combine([histogram({ ...words, values: [1, 2, 3] }), scatter(dots)], both);
    const captions = figure.layout.annotations as readonly JsonObject[];
    expect(captions[0]?.text).toMatch('3 bins of width 1 mm');
  });

  it('leaves the figures as they were', () => {
    const before = JSON.stringify(grouped);
    combine([grouped, other], both);
    expect(JSON.stringify(grouped)).toBe(before);
  });

  const large = Array.from({ length: 3000 }, (_, i) => i);
  const half = scatter({ ...words, x: large, y: large });
  it.each([
    ['no figures', [], both, 'EMPTY'],
    ['figures that are too large together', [half, half], both, 'TOO_MANY_POINTS'],
    ['a combined figure', [combine([grouped, other], both), grouped], both, 'INVALID_ARGUMENT'],
    ['five columns', [grouped], { ...both, columns: 5 }, 'OUT_OF_RANGE'],
    ['no alt text', [grouped], { ...both, altText: '' }, 'INVALID_ARGUMENT'],
    ['no title', [grouped], { ...both, title: '' }, 'INVALID_ARGUMENT'],
  ] as const)('refuses %s', (_, figures, options, code) => {
    expect(() => combine(figures, options)).toThrow(code);
  });
});
