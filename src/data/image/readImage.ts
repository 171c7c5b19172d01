import type { PathOrBytes } from '../readBytes.js';
import { imageError, openImage } from './openImage.js';

/** A picture as numbers. */
export interface Image {
  readonly height: number;
  readonly width: number;
  /** 1 grey, 2 grey and alpha, 3 red, green, blue, 4 and alpha. */
  readonly channels: number;
  /**
   * (height · width · channels) brightness from 0 to 255, row by row from the top: channel `c` of the
   * pixel in row `y`, column `x` is `data[(y * width + x) * channels + c]`.
   */
  readonly data: Uint8Array;
}

/**
 * Reads a PNG or JPEG image into numbers.
 *
 * Grey pictures keep one channel, palettes become colours, colours become sRGB, 16 bits become 8,
 * and a camera's note on which side is up is obeyed.
 *
 * @param source a path, or the bytes of such a file.
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder) | PARSE_ERROR (neither PNG nor JPEG,
 *   cut off, damaged)
 *
 * Cost: O(pixels) time and memory; libvips, by sharp, does the decoding. Agrees with: Pillow
 * (test/golden/readImage.json).
 *
 * @example
 * const path = `${process.env.TEMP ?? '/tmp'}/mle-read.png`;
 * await writeImage({ height: 1, width: 2, channels: 1, data: Uint8Array.of(0, 255) }, path);
 * (await readImage(path)).data; // Uint8Array(2) [ 0, 255 ]
 */
export async function readImage(source: PathOrBytes): Promise<Image> {
  const opened = await openImage('readImage', source);
  try {
    const { space } = await opened.sharp.metadata();
    const { data, info } = await opened.sharp
      .autoOrient()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { height, width, channels } = info;
    const isGrey = space === 'b-w' || space === 'grey16';
    if (!isGrey) return { height, width, channels, data: new Uint8Array(data) };
    // Asked for greys sharp would leave out alpha, so they come as colours, all three alike.
    const kept = channels === 4 ? [0, 3] : [0];
    const grey = new Uint8Array(height * width * kept.length);
    for (let i = 0, at = 0; i < data.length; i += channels) {
      for (const channel of kept) grey[at++] = data[i + channel]!;
    }
    return { height, width, channels: kept.length, data: grey };
  } catch (cause) {
    throw imageError('readImage', opened, cause);
  }
}
