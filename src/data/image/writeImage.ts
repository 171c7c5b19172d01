import { writeFile } from 'node:fs/promises';
import { assertInteger, MlError, replaceFile } from '../../core/index.js';
import type { Image } from './readImage.js';

/**
 * Writes an image as a PNG file, which `readImage` reads back the same.
 *
 * The file appears whole or not at all; one that is there is replaced.
 *
 * @throws MlError OUT_OF_RANGE (a size) | SHAPE_MISMATCH (data of another length) | FILE_NOT_FOUND (no such folder)
 *
 * @example await writeImage({ height: 1, width: 1, channels: 3, data: Uint8Array.of(255, 0, 0) }, `${process.env.TEMP ?? '/tmp'}/red.png`); // undefined
 */
export async function writeImage(image: Image, path: string): Promise<void> {
  const { height, width, channels, data } = image;
  assertInteger('writeImage', 'height', height, 1, 16_383);
  assertInteger('writeImage', 'width', width, 1, 16_383);
  assertInteger('writeImage', 'channels', channels, 1, 4);
  if (data.length !== height * width * channels) {
    throw new MlError(
      'SHAPE_MISMATCH',
      `writeImage: data has ${data.length} values, and ${height} × ${width} pixels of ${channels} ` +
        `channels need ${height * width * channels}.`,
    );
  }
  const { default: sharp } = await import('sharp');
  const raw = { height, width, channels: channels as 1 | 2 | 3 | 4 };
  const png = await sharp(data, { raw })
    .toColourspace(channels < 3 ? 'b-w' : 'srgb')
    .png()
    .toBuffer();
  await replaceFile('writeImage', path, (temporary) => writeFile(temporary, png));
}
