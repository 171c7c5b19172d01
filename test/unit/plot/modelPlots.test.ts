import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, Matrix } from '../../../src/core/index.js';
import {
  calibrationCurve,
  confusionMatrix,
  precisionRecallCurve,
  rocCurve,
} from '../../../src/metrics/index.js';
import {
  boxesOnImage,
  calibrationPlot,
  confusionMatrixPlot,
  decisionRegions,
  elbowPlot,
  type Figure,
  type JsonObject,
  learningCurvePlot,
  lossPlot,
  precisionRecallPlot,
  residualPlot,
  rocPlot,
  silhouettePlot,
} from '../../../src/plot/index.js';
import { thinCurve, thinRows } from '../../../src/plot/thinCurve.js';

const words = { title: 'Rain', altText: 'The model finds most wet days, and few dry ones.' };
const axes = { xTitle: { label: 'a', unit: null }, yTitle: { label: 'b', unit: null } };
const random = createRandom(7);
const n = 20_000;
const score = Array.from({ length: n }, () => random.uniform());
const y = score.map((p) => (random.uniform() < p ? 1 : 0));
const summary = { values: Float64Array.from([0.5, 0.7]), mean: 0.6, deviation: 0.1 };
const curve = {
  metric: 'brierScore',
  better: 'lower',
  trainSizes: [10, 20],
  train: [summary, summary],
  test: [summary, summary],
} as const;
const grid = {
  X: Matrix.from([
    [0, 0],
    [1, 1],
    [0, 1],
  ]),
  y: [0, 1, 1],
  predict: (g: Matrix) => Array.from(g.column(0), (a) => (a > 0.5 ? 1 : 0)),
};
const scene = {
  pixels: Matrix.zeros(10, 20),
  caption: 'a scene',
  truth: [{ box: [2, 3, 4, 5] as const }],
  detections: [{ box: [2, 3, 4, 4] as const, text: '7, 0.9' }],
};
const points = (figure: Figure) =>
  figure.data.reduce(
    (sum, { x, z }) => sum + (Array.isArray(z) ? z.flat().length : Array.isArray(x) ? x.length : 0),
    0,
  );
const shapes = (figure: Figure) => (figure.layout.shapes ?? []) as readonly JsonObject[];

/** Every builder with sound input, large where it thins out, by name. */
const builders: readonly (readonly [string, (over?: object) => Figure | Promise<Figure>])[] = [
  [
    'confusionMatrixPlot',
    (over) =>
      confusionMatrixPlot({
        ...words,
        confusion: confusionMatrix(['a', 'b'], ['a', 'a']),
        ...over,
      }),
  ],
  [
    'rocPlot',
    (over) => rocPlot({ ...words, curves: [{ name: 'm', curve: rocCurve(y, score) }], ...over }),
  ],
  [
    'precisionRecallPlot',
    (over) =>
      precisionRecallPlot({
        ...words,
        curves: [{ name: 'm', curve: precisionRecallCurve(y, score) }],
        ...over,
      }),
  ],
  [
    'calibrationPlot',
    (over) =>
      calibrationPlot({
        ...words,
        curves: [{ name: 'm', curve: calibrationCurve(y, score) }],
        ...over,
      }),
  ],
  [
    'residualPlot',
    (over) =>
      residualPlot({
        ...words,
        yTrue: y,
        yPred: score,
        target: { label: 'Rain', unit: 'mm' },
        ...over,
      }),
  ],
  ['learningCurvePlot', (over) => learningCurvePlot({ ...words, curve, ...over })],
  [
    'lossPlot',
    (over) => lossPlot({ ...words, history: { train: score, validation: score }, ...over }),
  ],
  ['elbowPlot', (over) => elbowPlot({ ...words, clusters: [1, 2], inertia: [9, 2], ...over })],
  [
    'silhouettePlot',
    (over) => silhouettePlot({ ...words, silhouettes: score, labels: y, ...over }),
  ],
  [
    'decisionRegions',
    (over) =>
      decisionRegions({
        ...words,
        ...axes,
        X: Matrix.fromColumns([score, score]),
        y,
        predict: (g) => g.column(0).map(Math.round),
        ...over,
      }),
  ],
  [
    'boxesOnImage',
    (over) =>
      boxesOnImage({ ...words, scenes: [{ ...scene, pixels: Matrix.zeros(200, 300) }], ...over }),
  ],
];

describe.each(builders)('%s', (_, build) => {
  it('carries its words, at most 5,000 points, and is plain JSON, the same bytes every time', async () => {
    const figure = await build();
    expect(figure).toMatchObject({ title: words.title, altText: words.altText });
    expect(points(figure)).toBeLessThanOrEqual(5000);
    expect(points(figure)).toBeGreaterThan(0);
    const text = JSON.stringify(figure);
    expect(JSON.parse(text)).toEqual(figure);
    expect(JSON.stringify(await build())).toBe(text);
  });

  it.each([
    ['an empty title', { title: '' }],
    ['the kind of picture as alt text', { altText: 'A plot of what the model does.' }],
  ])('refuses %s', async (__, over) => {
    await expect((async () => build(over))()).rejects.toThrow('INVALID_ARGUMENT');
  });
});

describe('thinCurve', () => {
  it('keeps all of a short curve, and of a long one those at equal steps along it', () => {
    expect(thinCurve([1, 2, 3], [3, 2, 1], 3)).toEqual([0, 1, 2]);
    const x = Array.from({ length: 101 }, (_, i) => i);
    expect(
      thinCurve(
        x,
        x.map(() => 0),
        5,
      ),
    ).toEqual([0, 25, 50, 75, 100]);
    // four units flat, then four up: in scaled axes both legs are one long
    expect(thinCurve([0, 1, 2, 3, 4, 4, 4], [0, 0, 0, 0, 0, 2, 4], 5)).toEqual([0, 2, 4, 5, 6]);
  });

  it('keeps both ends, ascends, and never exceeds its number', () => {
    const numbers = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 70 }), (values, most) => {
        for (const kept of [
          thinCurve(
            values.map((_, i) => i),
            values,
            most,
          ),
          thinRows(values.length, most),
        ]) {
          expect(kept.length).toBeLessThanOrEqual(most);
          expect([kept[0], kept[kept.length - 1]]).toEqual([0, values.length - 1]);
          expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('loses next to nothing of the area below a ROC curve', () => {
    const { falsePositiveRate: x, truePositiveRate: t } = rocCurve(y, score);
    const area = (rows: number[]) =>
      rows
        .slice(1)
        .reduce((sum, i, k) => sum + (x[i]! - x[rows[k]!]!) * (t[i]! + t[rows[k]!]!) * 0.5, 0);
    const kept = thinCurve(x, t);
    expect(kept.length).toBeGreaterThan(300);
    expect(area(kept)).toBeCloseTo(area(Array.from(x.keys())), 3);
  });
});

describe('confusionMatrixPlot', () => {
  it('bears counts and shares of the true class', () => {
    const confusion = confusionMatrix(['cat', 'dog', 'dog', 'dog'], ['cat', 'cat', 'dog', 'dog']);
    const trace = confusionMatrixPlot({ ...words, confusion }).data[0]!;
    expect(trace.text).toEqual([
      ['1<br>100%', '0<br>0%'],
      ['1<br>33%', '2<br>67%'],
    ]);
    expect(trace.z).toEqual([
      [1, 0],
      [1 / 3, 2 / 3],
    ]);
    expect([trace.x, trace.zmin, trace.zmax]).toEqual([['cat', 'dog'], 0, 1]);
  });

  it('is sound where a true class has no row, and tells a small share from none', () => {
    const counts = Matrix.from([
      [0, 0],
      [1, 399],
    ]);
    const { text } = confusionMatrixPlot({ ...words, confusion: { labels: [0, 1], counts } })
      .data[0]!;
    expect(text).toEqual([
      ['0<br>0%', '0<br>0%'],
      ['1<br>0.3%', '399<br>100%'],
    ]);
  });
});

describe('curves', () => {
  it('draws ROC and calibration over the diagonal', () => {
    const small = rocPlot({
      ...words,
      curves: [{ name: 'm', curve: rocCurve([0, 1], [0.2, 0.7]) }],
    });
    expect(small.data[0]).toMatchObject({ x: [0, 0, 1], y: [0, 1, 1] });
    const figure = calibrationPlot({
      ...words,
      curves: [{ name: 'm', curve: calibrationCurve([0, 1], [0.2, 0.7]) }],
    });
    for (const one of [small, figure]) {
      expect(shapes(one)).toEqual([expect.objectContaining({ x0: 0, y0: 0, x1: 1, y1: 1 })]);
    }
  });

  it('draws precision in steps, over the share of positives', () => {
    const curves = [{ name: 'm', curve: precisionRecallCurve([0, 1, 0, 0], [0.2, 0.7, 0.3, 0.1]) }];
    const figure = precisionRecallPlot({ ...words, curves });
    expect(figure.data[0]!.line).toMatchObject({ shape: 'hv' });
    expect(shapes(figure)).toEqual([expect.objectContaining({ y0: 0.25, y1: 0.25 })]);
  });

  it('counts epochs from 1, whatever was thinned out, and marks the one that was kept', () => {
    const history = { train: [0.9, 0.5], validation: [0.8, 0.6] };
    const figure = lossPlot({ ...words, history, bestEpoch: 2 });
    expect(figure.data.map(({ name, x }) => [name, x])).toEqual([
      ['training', [1, 2]],
      ['validation', [1, 2]],
    ]);
    expect(shapes(figure)).toEqual([expect.objectContaining({ x0: 2, x1: 2 })]);
    const long = lossPlot({ ...words, history: { train: score } }).data[0]!.x as number[];
    expect([long[0], long[long.length - 1]]).toEqual([1, n]);
  });

  it('draws a learning curve with bands of one deviation', () => {
    const figure = learningCurvePlot({ ...words, curve });
    expect(figure.data.map((trace) => (trace.y as number[])[0])).toEqual(
      [0.5, 0.7, 0.6, 0.5, 0.7, 0.6].map((v) => expect.closeTo(v, 12)),
    );
    expect(figure.layout.yaxis).toMatchObject({ title: { text: 'brierScore (lower is better)' } });
  });
});

describe('residualPlot', () => {
  it('draws truth minus prediction, and of many rows those spread over all residuals', () => {
    const target = { label: 'Mass', unit: 'g' };
    const few = residualPlot({ ...words, yTrue: [5, 1], yPred: [4, 3], target, group: ['b', 'a'] });
    expect(few.data.map(({ name, x, y: up }) => [name, x, up])).toEqual([
      ['a', [3], [-2]],
      ['b', [4], [1]],
    ]);
    expect(few.layout.meta).toBeUndefined();
    const many = residualPlot({ ...words, yTrue: y, yPred: score, target });
    const drawn = many.data[0]!.y as number[];
    const all = y.map((v, i) => v - score[i]!);
    expect(drawn).toHaveLength(2000);
    expect([drawn[0], drawn[1999]]).toEqual([Math.min(...all), Math.max(...all)]);
    expect(many.layout.meta).toEqual({ subtitle: '2000 of 20000 rows, evenly spaced by residual' });
    expect(Number(many.layout.height)).toBeGreaterThan(Number(few.layout.height) - 25);
  });
});

describe('silhouettePlot', () => {
  it('stacks the clusters, the best point first, each as tall as it has points', () => {
    const figure = silhouettePlot({ ...words, silhouettes: [0.1, 0.7, -0.1], labels: [0, 0, 1] });
    expect(figure.data.map(({ name, x, y: up }) => [name, x, up])).toEqual([
      ['0', [0.7, 0.1], [0, 1]],
      ['1', [-0.1], [3]],
    ]);
    expect(shapes(figure).map(({ x0 }) => x0)).toEqual([0, expect.closeTo(0.7 / 3, 12)]);
  });
});

describe('decisionRegions', () => {
  it('colours the ground by what is predicted there, and the points alike', async () => {
    const figure = await decisionRegions({ ...words, ...axes, ...grid, steps: 4 });
    const [ground, zero, one] = figure.data;
    expect(ground!.z).toEqual(Array(4).fill([0, 0, 1, 1]));
    expect(ground!.x).toEqual(
      [-0.05, 1 / 3 - 0.05 / 3, 2 / 3 + 0.05 / 3, 1.05].map((v) => expect.closeTo(v, 9)),
    );
    expect([zero!.x, one!.x]).toEqual([[0], [1, 0]]);
    const colors = (ground!.colorscale as [number, string][]).map(([, color]) => color);
    expect(new Set(colors).size).toBe(2);
  });

  it('keeps a class its colour where the points lack the ones before it', async () => {
    const figure = await decisionRegions({
      ...words,
      ...axes,
      X: grid.X,
      y: [1, 1, 1],
      predict: async (g) => grid.predict(g),
    });
    expect(figure.data[1]!.marker).toMatchObject({ color: '#D55E00', symbol: 'diamond' });
  });

  it.each([
    ['three features', { X: Matrix.zeros(3, 3) }, 'SHAPE_MISMATCH'],
    ['no rows', { X: Matrix.zeros(0, 2), y: [] }, 'EMPTY'],
    ['unequal lengths', { y: [1] }, 'SHAPE_MISMATCH'],
    [
      'NaN',
      {
        X: Matrix.from([
          [0, Number.NaN],
          [1, 1],
          [0, 1],
        ]),
      },
      'NOT_FINITE',
    ],
    ['one step', { steps: 1 }, 'OUT_OF_RANGE'],
    ['a model that answers too little', { predict: () => [1] }, 'SHAPE_MISMATCH'],
  ])('refuses %s', async (_, over, code) => {
    await expect(decisionRegions({ ...words, ...axes, ...grid, ...over } as never)).rejects.toThrow(
      code,
    );
  });
});

describe('boxesOnImage', () => {
  it('places boxes at pixel edges, on the axes of their own scene', () => {
    const figure = boxesOnImage({ ...words, scenes: [scene, scene] });
    expect(shapes(figure)).toHaveLength(4);
    expect(shapes(figure)[0]).toMatchObject({
      xref: 'x',
      x0: 1.5,
      x1: 5.5,
      y0: 2.5,
      y1: 7.5,
      line: { dash: 'solid' },
    });
    expect(shapes(figure)[3]).toMatchObject({
      xref: 'x2',
      yref: 'y2',
      line: { dash: 'dash' },
    });
  });

  it('writes the words of a box beside the captions, on its own scene', () => {
    const figure = boxesOnImage({ ...words, scenes: [scene, scene] });
    const said = figure.layout.annotations as readonly JsonObject[];
    expect(said.map(({ text }) => text)).toEqual(['a scene', 'a scene', '7, 0.9', '7, 0.9']);
    expect(said[3]).toMatchObject({ xref: 'x2', yref: 'y2', x: 1.5, y: 2.5, yanchor: 'bottom' });
  });

  it('makes a large image smaller by means, and the boxes with it', () => {
    const pixels = Matrix.from(
      Array.from({ length: 101 }, (_, i) => Array.from({ length: 100 }, () => i % 2)),
    );
    const figure = boxesOnImage({ ...words, scenes: [{ ...scene, pixels }] });
    const z = figure.data[0]!.z as number[][];
    expect([z.length, z[0]!.length]).toEqual([50, 50]);
    expect(z[0]![0]).toBe(0.5);
    expect(shapes(figure)[0]).toMatchObject({ x0: 0.5, x1: 2.5, y0: 1, y1: 3.5 });
    expect(figure.layout.meta).toEqual({ subtitle: expect.stringContaining('2 × 2') });
  });

  it.each([
    ['no scene', { scenes: [] }, 'EMPTY'],
    [
      'a negative width',
      { scenes: [{ ...scene, truth: [{ box: [0, 0, -1, 1] }] }] },
      'OUT_OF_RANGE',
    ],
    [
      '501 boxes',
      { scenes: [{ ...scene, detections: Array(500).fill(scene.truth[0]) }] },
      'TOO_MANY_POINTS',
    ],
  ])('refuses %s', (_, over, code) => {
    expect(() => boxesOnImage({ ...words, ...over } as never)).toThrow(code);
  });
});

describe('refusals of the others', () => {
  it.each([
    [
      'losses of other lengths',
      () => lossPlot({ ...words, history: { train: [1, 2], validation: [1] } }),
      'SHAPE_MISMATCH',
    ],
    [
      'a loss that is NaN',
      () => lossPlot({ ...words, history: { train: [Number.NaN] } }),
      'NOT_FINITE',
    ],
    [
      'half a cluster',
      () => elbowPlot({ ...words, clusters: [1.5], inertia: [1] }),
      'OUT_OF_RANGE',
    ],
    ['no curves', () => rocPlot({ ...words, curves: [] }), 'EMPTY'],
    [
      'silhouettes of other points',
      () => silhouettePlot({ ...words, silhouettes: [1], labels: [] }),
      'SHAPE_MISMATCH',
    ],
    [
      'residuals of nothing',
      () => residualPlot({ ...words, yTrue: [], yPred: [], target: { label: 'y', unit: null } }),
      'EMPTY',
    ],
  ])('%s', (_, build, code) => {
    expect(build).toThrow(code);
  });
});
