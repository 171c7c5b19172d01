import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Matrix } from '../../../src/core/index.js';
import { imageGrid, type JsonObject } from '../../../src/plot/index.js';

const pixels = Matrix.from([
  [0, 4],
  [16, 0],
]);
const wide = Matrix.from([[1, 2, 3, 4]]);
const options = {
  images: [
    { pixels, caption: 'a stroke' },
    { pixels: wide, caption: 'a line\nof four' },
  ],
  title: 'What the model reads',
  altText: 'Ink lies lower left in the first of the two.',
};
const draw = (over?: object) => imageGrid({ ...options, ...over });
const axis = (figure: { readonly layout: JsonObject }, name: string) =>
  figure.layout[name] as { readonly domain: readonly [number, number]; readonly range: unknown };

describe('imageGrid', () => {
  it('draws each image with its own axes, the first row at the top', () => {
    const figure = draw();
    expect(figure.data.map(({ z, xaxis, yaxis }) => [z, xaxis, yaxis])).toEqual([
      [pixels.toRows(), 'x', 'y'],
      [wide.toRows(), 'x2', 'y2'],
    ]);
    expect(axis(figure, 'yaxis').range).toEqual([1.5, -0.5]);
    expect(axis(figure, 'xaxis2').range).toEqual([-0.5, 3.5]);
  });

  it('gives all images one scale, from white at the lowest to black at the highest', () => {
    for (const trace of draw().data) {
      expect([trace.zmin, trace.zmax]).toEqual([0, 16]);
      expect(trace.colorscale).toEqual([
        [0, '#ffffff'],
        [1, '#000000'],
      ]);
    }
  });

  it('turns the scale where white is the higher value, as for brightness', () => {
    const [trace] = draw({ white: 255, black: 0 }).data;
    expect([trace!.zmin, trace!.zmax]).toEqual([0, 255]);
    expect(trace!.colorscale).toEqual([
      [0, '#000000'],
      [1, '#ffffff'],
    ]);
  });

  it('draws one shade all over as white', () => {
    const [trace] = draw({ images: [{ pixels: Matrix.zeros(2, 2), caption: 'nothing' }] }).data;
    expect([trace!.zmin, trace!.zmax]).toEqual([0, 1]);
  });

  it('keeps pixels square and images apart, whatever their sizes', () => {
    const size = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(size, size), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 10 }),
        (sizes, columns) => {
          const images = sizes.map(([h, w]) => ({ pixels: Matrix.zeros(h, w), caption: 'x' }));
          const figure = draw({ images, columns });
          const { width, height, margin } = figure.layout as {
            readonly width: number;
            readonly height: number;
            readonly margin: { readonly [side in 'l' | 'r' | 't' | 'b']: number };
          };
          const across = width - margin.l - margin.r;
          const down = height - margin.t - margin.b;
          const boxes = sizes.map((_, i) => {
            const n = i === 0 ? '' : i + 1;
            return [axis(figure, `xaxis${n}`).domain, axis(figure, `yaxis${n}`).domain] as const;
          });
          boxes.forEach(([x, y], i) => {
            const [h, w] = sizes[i]!;
            const pixel = ((x[1] - x[0]) * across) / w;
            expect(Math.abs(((y[1] - y[0]) * down) / h - pixel)).toBeLessThan(1 / h);
            expect(Math.min(...x, ...y)).toBeGreaterThanOrEqual(0);
            expect(Math.max(...x, ...y)).toBeLessThanOrEqual(1 + 1e-12);
            for (const [otherX, otherY] of boxes.slice(i + 1)) {
              const besides = otherX[0] >= x[1] || otherX[1] <= x[0];
              expect(besides || otherY[1] < y[0]).toBe(true);
            }
          });
        },
      ),
    );
  });

  it('sets captions beneath, line by line, as they are written', () => {
    const caption = 'a < b\n$5';
    const [one, two] = draw({ images: [{ pixels, caption }, options.images[1]] }).layout
      .annotations as readonly JsonObject[];
    expect(one).toMatchObject({ text: 'a &lt; b<br>&#36;5', yanchor: 'top' });
    expect(two!.text).toBe('a line<br>of four');
    const long = { pixels, caption: 'word '.repeat(30).trim() };
    const many = draw({ images: [long], columns: 5 }).layout.annotations as readonly JsonObject[];
    expect(String(many[0]!.text).split('<br>').length).toBeGreaterThan(5);
  });

  it('begins a new row after so many columns, in a taller picture', () => {
    const images = Array.from({ length: 10 }, () => options.images[0]!);
    const rowsOf = (columns?: number) => {
      const { layout } = draw({ images, ...(columns === undefined ? {} : { columns }) });
      const tops = images.map((_, i) => axis({ layout }, `yaxis${i === 0 ? '' : i + 1}`).domain[1]);
      return new Set(tops).size;
    };
    expect([rowsOf(), rowsOf(10), rowsOf(4)]).toEqual([2, 1, 3]);
    expect(Number(draw({ images }).layout.height)).toBeGreaterThan(
      Number(draw({ images, columns: 10 }).layout.height),
    );
  });

  it('keeps a single image from filling the page', () => {
    const height = (rows: number, columns: number) =>
      Number(
        draw({ images: [{ pixels: Matrix.zeros(rows, columns), caption: 'x' }] }).layout.height,
      );
    expect(height(8, 8)).toBeLessThan(400);
    expect(height(40, 1)).toBe(height(8, 8));
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(draw()))).toEqual(draw());
  });

  it.each([
    ['no image', { images: [] }, 'EMPTY'],
    [
      'an image without pixels',
      { images: [{ pixels: Matrix.zeros(0, 3), caption: 'a' }] },
      'EMPTY',
    ],
    [
      'a pixel that is no number',
      { images: [{ pixels: Matrix.from([[Number.NaN]]), caption: 'a' }] },
      'NOT_FINITE',
    ],
    ['an empty caption', { images: [{ pixels, caption: ' ' }] }, 'INVALID_ARGUMENT'],
    ['white that is black', { white: 3, black: 3 }, 'OUT_OF_RANGE'],
    ['an infinite white', { white: Infinity }, 'NOT_FINITE'],
    ['eleven columns', { columns: 11 }, 'OUT_OF_RANGE'],
    ['an empty title', { title: '' }, 'INVALID_ARGUMENT'],
    ['an alt text that names the picture', { altText: 'Image of two digits.' }, 'INVALID_ARGUMENT'],
    [
      'more pixels than a figure carries',
      { images: [{ pixels: Matrix.zeros(80, 80), caption: 'a' }] },
      'TOO_MANY_POINTS',
    ],
  ])('refuses %s', (_, over, code) => {
    expect(() => draw(over)).toThrow(code);
  });
});
