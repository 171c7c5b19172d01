import { describe, expect, it } from 'vitest';
import { Matrix } from '../../../src/core/index.js';
import { melSpectrogram } from '../../../src/features/index.js';
import { combine, type Figure, type JsonObject, spectrogram } from '../../../src/plot/index.js';

const options = {
  values: Matrix.from([
    [1, 2, 3],
    [4, 5, 6],
  ]),
  valueTitle: { label: 'Energy', unit: 'dB' },
  sampleRate: 8000,
  hopLength: 80,
  title: 'The word "four"',
  altText: 'Two bands of pitch sound for a third of a second, and fall towards the end.',
};
const draw = (over?: object): Figure => spectrogram({ ...options, ...over });
const trace = (over?: object) => draw(over).data[0] as JsonObject;

describe('spectrogram', () => {
  it('runs time to the right in seconds and frequency up, one row a band', () => {
    expect(trace().x).toEqual([0, 0.01]);
    expect(trace().z).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(trace({ scale: 'linear' }).y).toEqual([0, 2000, 4000]);
    expect(draw().layout).toMatchObject({
      xaxis: { title: { text: 'Time (s)' } },
      yaxis: { title: { text: 'Frequency (Hz)' } },
    });
    expect(trace().colorbar).toMatchObject({ title: { text: 'Energy (dB)' } });
  });

  it('puts a tone of 1,000 Hz at 1,000 Hz', () => {
    const tone = Float64Array.from({ length: 8000 }, (_, t) => Math.sin((2 * Math.PI * t) / 8));
    const values = melSpectrogram(tone, {
      sampleRate: 8000,
      fftSize: 512,
      hopLength: 128,
      mels: 40,
    });
    const { y, z, text } = trace({ values, hopLength: 128 });
    const loud = (z as number[][]).map((row) => row[30]!);
    const band = loud.indexOf(Math.max(...loud));
    const step = (y as number[])[1]! - (y as number[])[0]!;
    expect(Math.abs((y as number[])[band]! - 15)).toBeLessThan(step); // 15 mels are 1,000 Hz
    const hertz = Number((text as string[][])[band]![0]!.replace(',', ''));
    expect(Math.abs(hertz - 1000)).toBeLessThan(60);
  });

  it('writes round frequencies where they stand in mels', () => {
    const { ticktext, tickvals } = draw().layout.yaxis as JsonObject;
    expect(ticktext).toEqual(['0', '200', '500', '1,000', '2,000', '4,000']);
    expect((tickvals as number[])[3]).toBeCloseTo(15, 12);
  });

  it('joins neighbours to their mean above 5,000 cells, and says so', () => {
    const values = Matrix.from(
      Array.from({ length: 1001 }, (_, t) => Array.from({ length: 128 }, (_, b) => t + 1000 * b)),
    );
    const figure = draw({ values });
    const { x, y, z } = figure.data[0] as { x: number[]; y: number[]; z: number[][] };
    const found = /mean of (\d+) × (\d+) \(frames × bands\)/.exec(
      JSON.stringify(figure.layout.meta),
    );
    const [frames, bands] = [Number(found?.[1]), Number(found?.[2])];
    expect(x).toHaveLength(Math.ceil(1001 / frames));
    expect(y).toHaveLength(Math.ceil(128 / bands));
    expect(x.length * y.length).toBeLessThanOrEqual(5000);
    expect(x.length * y.length).toBeGreaterThan(4000);
    const mean = (n: number) => (n - 1) / 2;
    expect(z[0]![0]).toBe(Number((mean(frames) + 1000 * mean(bands)).toPrecision(4)));
    expect(x[0]).toBeCloseTo(mean(frames) * 0.01, 12);
    expect(JSON.stringify(draw().layout)).not.toMatch('mean of');
  });

  it('gives a last block that is smaller its own mean', () => {
    const values = new Matrix(new Float64Array(5003).fill(7), 5003, 1);
    const [row] = trace({ values }).z as number[][];
    expect(new Set(row)).toEqual(new Set([7]));
  });

  it('colours from the least to the greatest, or as asked, and holds silence', () => {
    const ends = (over?: object) => [trace(over).zmin, trace(over).zmax];
    expect(ends()).toEqual([1, 6]);
    expect(ends({ range: [-80, 0] })).toEqual([-80, 0]);
    expect(ends({ values: Matrix.zeros(2, 3) })).toEqual([-0.5, 0.5]);
  });

  it('is plain JSON, leaves its input alone, and loses only its colour bar beside others', () => {
    const before = [...options.values.data];
    const figure = draw();
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect([...options.values.data]).toEqual(before);
    const both = combine([figure, figure], options);
    expect(both.data.map((each) => each.showscale)).toEqual([false, false]);
    expect(JSON.stringify(both.layout.annotations)).toMatch('white 1 to dark 6 dB');
  });

  it.each([
    ['no frames', { values: Matrix.zeros(0, 3) }, 'EMPTY'],
    ['no bands', { values: Matrix.zeros(3, 0) }, 'EMPTY'],
    ['a NaN', { values: Matrix.from([[Number.NaN]]) }, 'NOT_FINITE'],
    ['a rate of zero', { sampleRate: 0 }, 'OUT_OF_RANGE'],
    ['half a sample', { hopLength: 0.5 }, 'OUT_OF_RANGE'],
    ['frequencies above half the rate', { fMax: 5000 }, 'OUT_OF_RANGE'],
    ['frequencies that do not ascend', { fMin: 4000, fMax: 4000 }, 'OUT_OF_RANGE'],
    ['a range that does not ascend', { range: [0, 0] }, 'OUT_OF_RANGE'],
    ['another scale', { scale: 'bark' }, 'INVALID_ARGUMENT'],
    ['numbers without a name', { valueTitle: { label: '', unit: 'dB' } }, 'INVALID_ARGUMENT'],
    ['an empty unit', { valueTitle: { label: 'Energy', unit: '' } }, 'null for none'],
    ['an alt text that names it', { altText: 'Spectrogram of the word four' }, 'INVALID_ARGUMENT'],
    ['no title', { title: '' }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, over, code) => {
    expect(() => draw(over)).toThrow(code);
  });
});
