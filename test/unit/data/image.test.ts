import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Image, imageInfo, readImage, writeImage } from '../../../src/data/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-image-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

interface Case extends Image {
  readonly name: string;
  readonly file: string;
  /** By how much a value may differ: decoders of JPEG round differently. */
  readonly tolerance: number;
}
const golden = loadGolden<Case>('readImage');

describe('readImage', () => {
  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, async (given) => {
    const image = await readImage(Buffer.from(given.file, 'base64'));
    expect([image.height, image.width, image.channels]).toEqual([
      given.height,
      given.width,
      given.channels,
    ]);
    expect(image.data.length).toBe(given.data.length);
    const difference = image.data.map((value, i) => Math.abs(value - given.data[i]!));
    expect(Math.max(...difference)).toBeLessThanOrEqual(given.tolerance);
  });

  it('reads back any image that was written', async () => {
    const anyImage = fc
      .tuple(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 4 }),
      )
      .chain(([height, width, channels]) => {
        const length = height * width * channels;
        return fc
          .uint8Array({ minLength: length, maxLength: length })
          .map((data) => ({ height, width, channels, data }));
      });
    await fc.assert(
      fc.asyncProperty(anyImage, async (image) => {
        await writeImage(image, at('any.png'));
        const back = await readImage(at('any.png'));
        expect({ ...back, data: [...back.data] }).toEqual({ ...image, data: [...image.data] });
      }),
      { numRuns: 50 },
    );
  });

  it('reads a file again after it was replaced', async () => {
    const pixel = (value: number) => ({
      height: 1,
      width: 1,
      channels: 1,
      data: Uint8Array.of(value),
    });
    await writeImage(pixel(1), at('pixel.png'));
    expect([...(await readImage(at('pixel.png'))).data]).toEqual([1]);
    await writeImage(pixel(2), at('pixel.png'));
    expect([...(await readImage(at('pixel.png'))).data]).toEqual([2]);
  });
});

describe('readImage refuses', () => {
  it.each(golden.cases)('$name cut off anywhere', async ({ file }) => {
    const whole = Buffer.from(file, 'base64');
    for (const share of [0.2, 0.5, 0.8, 0.95]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      await expect(readImage(cut)).rejects.toThrow(/is damaged or cut off.*PARSE_ERROR/s);
    }
  });

  it('a file cut off, by its name', async () => {
    const data = new Uint8Array(64 * 64).map((_, i) => i % 251);
    await writeImage({ height: 64, width: 64, channels: 1, data }, at('whole.png'));
    const whole = readFileSync(at('whole.png'));
    writeFileSync(at('cut.png'), whole.subarray(0, whole.length - 30));
    await expect(readImage(at('cut.png'))).rejects.toThrow(/cut\.png is damaged or cut off/);
  });

  it.each([
    ['a text', 'no picture', 'neither PNG nor JPEG'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'neither PNG nor JPEG'],
    ['an empty file', '', 'EMPTY'],
  ])('%s', async (_, content, message) => {
    writeFileSync(at('bad.png'), content);
    await expect(readImage(at('bad.png'))).rejects.toThrow(message);
    await expect(imageInfo(at('bad.png'))).rejects.toThrow(message);
  });

  it('a folder, and a file that is not there', async () => {
    mkdirSync(at('sub'), { recursive: true });
    await expect(readImage(at('sub'))).rejects.toThrow('is a folder');
    await expect(readImage(at('nope.png'))).rejects.toThrow('FILE_NOT_FOUND');
  });
});

describe('imageInfo', () => {
  it.each(golden.cases)('tells the size of $name', async ({ file, name, height, width }) => {
    const bytes = Buffer.from(file, 'base64');
    const info = await imageInfo(bytes);
    expect(info.format).toBe(name.slice(0, name.indexOf(' ')).toLowerCase());
    expect(info.bytes).toBe(bytes.length);
    const stored = name.includes('turned') ? [width, height] : [height, width];
    expect([info.height, info.width]).toEqual(stored);
  });
});

describe('writeImage', () => {
  it('refuses data of another length, and leaves nothing behind', async () => {
    const before = readdirSync(folder);
    const short = { height: 2, width: 2, channels: 3, data: new Uint8Array(4) };
    await expect(writeImage(short, at('short.png'))).rejects.toThrow('need 12. [SHAPE_MISMATCH]');
    await expect(writeImage({ ...short, channels: 5 }, at('x.png'))).rejects.toThrow(
      'OUT_OF_RANGE',
    );
    const dot = { height: 1, width: 1, channels: 1, data: new Uint8Array(1) };
    await expect(writeImage(dot, at('no/x.png'))).rejects.toThrow('FILE_NOT_FOUND');
    expect(readdirSync(folder)).toEqual(before);
  });
});
