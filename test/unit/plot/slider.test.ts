import {
  combine,
  type Figure,
  heatMap,
  type JsonObject,
  line,
  Matrix,
  radar,
  slider,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';

const words = {
  rows: ['damaged', 'whole'],
  columns: ['inspected', 'flew on'],
  xTitle: { label: 'Decision', unit: null },
  yTitle: { label: 'Truth', unit: null },
  altText: 'Most damaged aircraft are inspected.',
};
const at = (title: string, found: number): Figure =>
  heatMap({
    ...words,
    values: Matrix.from([
      [found, 10 - found],
      [3, 7],
    ]),
    title,
  });
const options = { name: 'Threshold', labels: ['0.1', '0.5'], altText: 'Found falls from 9 to 4.' };
const pair = () => [at('Low', 9), at('High <b>', 4)];

describe('slider', () => {
  it('shows the traces of one figure at a time', () => {
    const figure = slider(pair(), { ...options, start: 1 });
    expect(figure.data.map(({ visible }) => visible)).toEqual([false, true]);
    expect(figure.title).toBe('High <b>');
    expect(figure.altText).toBe(options.altText);
  });

  it('moves titles, shapes and visibility together, a step for each figure', () => {
    const [control] = slider(pair(), options).layout.sliders as unknown as [
      { active: number; steps: { label: string; method: string; args: JsonObject[] }[] },
    ];
    expect(control.active).toBe(0);
    expect(control.steps.map(({ label }) => label)).toEqual(['0.1', '0.5']);
    expect(control.steps.map(({ args }) => args[0])).toEqual([
      { visible: [true, false] },
      { visible: [false, true] },
    ]);
    expect(control.steps[1]!.args[1]).toEqual({ 'title.text': 'High &lt;b&gt;', shapes: [] });
  });

  it('keeps the picture and makes room for the slider below it', () => {
    const plain = at('Low', 9).layout as unknown as { height: number; margin: { b: number } };
    const moved = slider(pair(), options).layout as unknown as typeof plain;
    expect(moved.height - plain.height).toBe(moved.margin.b - plain.margin.b);
    expect(moved.height).toBeGreaterThan(plain.height);
  });

  it('is plain JSON, the same for the same input, and leaves its input alone', () => {
    const figures = pair();
    const before = JSON.stringify(figures);
    const once = slider(figures, options);
    expect(JSON.parse(JSON.stringify(once))).toEqual(once);
    expect(slider(figures, options)).toEqual(once);
    expect(JSON.stringify(figures)).toBe(before);
  });

  it('refuses what it cannot show', () => {
    const low = at('Low', 9);
    const spider = radar({
      axes: ['a', 'b', 'c'],
      series: [{ name: 'one', values: [1, 2, 3] }],
      max: 3,
      title: 'Three',
      altText: 'The third is the largest of the three.',
    });
    const one = { ...options, labels: ['0.1'] };
    expect(() => slider([], { ...options, labels: [] })).toThrow('EMPTY');
    expect(() => slider([low], options)).toThrow('SHAPE_MISMATCH');
    expect(() => slider([low], { ...one, start: 1 })).toThrow('OUT_OF_RANGE');
    expect(() => slider([low], { ...one, altText: 'Heat map' })).toThrow('INVALID_ARGUMENT');
    expect(() => slider([slider([low], one)], one)).toThrow('already');
    expect(() =>
      slider([combine([low, low], { title: 'Two', altText: words.altText })], one),
    ).toThrow('combined');
    expect(() => slider([spider], one)).toThrow('no x and y axes');
    expect(() => combine([slider([low], one)], { title: 'One', altText: words.altText })).toThrow(
      'has a slider',
    );
  });

  it('counts the points of all figures together', () => {
    const many = Array.from({ length: 3000 }, (_, i) => i);
    const curve = line({
      ...words,
      series: [{ name: 'one', x: many, y: many }],
      title: 'Long',
    });
    expect(() => slider([curve, curve], options)).toThrow('TOO_MANY_POINTS');
  });
});
