import type { Sharp } from 'sharp';
import { MlError } from '../../core/index.js';
import { type PathOrBytes, readBytes } from '../readBytes.js';

/** The formats that are read, by their first bytes. */
const SIGNATURES: readonly (readonly [format: 'png' | 'jpeg', bytes: readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
];

/** An image whose bytes are there, and not decoded yet. */
export interface OpenImage {
  readonly sharp: Sharp;
  readonly format: 'png' | 'jpeg';
  readonly bytes: number;
  readonly shown: string;
}

/** @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder) | PARSE_ERROR (neither PNG nor JPEG) */
export async function openImage(where: string, source: PathOrBytes): Promise<OpenImage> {
  const { bytes, shown } = await readBytes(where, source);
  const format = SIGNATURES.find(([, first]) => first.every((byte, i) => bytes[i] === byte))?.[0];
  if (format === undefined) {
    throw new MlError(
      'PARSE_ERROR',
      `${where}: ${shown} is neither PNG nor JPEG by its first bytes. Save it again as one of these.`,
    );
  }
  if (format === 'png') assertPngEnds(where, shown, bytes);
  const { default: sharp } = await import('sharp');
  return { sharp: sharp(bytes, { failOn: 'warning' }), format, bytes: bytes.length, shown };
}

/** The decoder is content once it has the pixels; a PNG is whole when its last part has come. */
function assertPngEnds(where: string, shown: string, bytes: Buffer): void {
  // A part is its length, its name, as many bytes, and four that check them.
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return;
  }
  throw new MlError(
    'PARSE_ERROR',
    `${where}: ${shown} is damaged or cut off: after ${bytes.length} bytes the end of a PNG has not come.`,
  );
}

/** What the decoder said, as an `MlError` that names the file. */
export function imageError(where: string, { shown, format }: OpenImage, cause: unknown): MlError {
  const said = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!;
  return new MlError(
    'PARSE_ERROR',
    `${where}: ${shown} is damaged or cut off: the decoder of ${format.toUpperCase()} says "${said}".`,
    { cause },
  );
}
