import type { PathOrBytes } from '../readBytes.js';
import { imageError, openImage } from './openImage.js';

/** What the header of an image says. */
export interface ImageInfo {
  readonly format: 'png' | 'jpeg';
  readonly bytes: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly bitsPerChannel: number;
}

/**
 * Size and form of a PNG or JPEG image, without decoding its pixels.
 *
 * Height and width are as stored: a camera's note on which side is up is not obeyed here.
 *
 * @param source a path, or the bytes of such a file.
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder) | PARSE_ERROR (neither PNG nor JPEG, no header)
 *
 * @example
 * const path = `${process.env.TEMP ?? '/tmp'}/mle-info.png`;
 * await writeImage({ height: 1, width: 2, channels: 1, data: Uint8Array.of(0, 255) }, path);
 * (await imageInfo(path)).width; // 2
 */
export async function imageInfo(source: PathOrBytes): Promise<ImageInfo> {
  const opened = await openImage('imageInfo', source);
  try {
    const { width, height, channels, depth, bitsPerSample } = await opened.sharp.metadata();
    const bits = bitsPerSample ?? (depth === 'ushort' ? 16 : 8);
    const { format, bytes } = opened;
    return { format, bytes, height, width, channels, bitsPerChannel: bits };
  } catch (cause) {
    throw imageError('imageInfo', opened, cause);
  }
}
