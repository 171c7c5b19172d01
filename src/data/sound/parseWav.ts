import { MlError } from '../../core/index.js';

/** How the samples of a WAV file are stored. */
export type WavEncoding = 'pcm' | 'float' | 'a-law' | 'mu-law';

/** What the header of a WAV file says. */
export interface WavInfo {
  readonly bytes: number;
  /** Samples of each channel in a second, in Hz. */
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly bitsPerSample: number;
  readonly encoding: WavEncoding;
  /** Samples of each channel. */
  readonly sampleCount: number;
  readonly durationSeconds: number;
}

const ENCODINGS: Readonly<Record<number, WavEncoding>> = {
  1: 'pcm',
  3: 'float',
  6: 'a-law',
  7: 'mu-law',
};
const BITS: Readonly<Record<WavEncoding, readonly number[]>> = {
  pcm: [8, 16, 24, 32],
  float: [32, 64],
  'a-law': [8],
  'mu-law': [8],
};
/** The format number that says: the true one stands further on. */
const EXTENSIBLE = 0xfffe;

/**
 * Reads the header of a WAV file and holds it against the file's own length: a player skips over
 * a lie, a model would learn from silence.
 *
 * @param size the bytes that there are.
 * @param read gives `length` bytes from `offset` on, or fewer at the end.
 * @throws MlError PARSE_ERROR | UNSUPPORTED
 *
 * Source: Microsoft & IBM (1991), Multimedia Programming Interface and Data Specifications 1.0.
 */
export async function parseWav(
  where: string,
  shown: string,
  size: number,
  read: (offset: number, length: number) => Promise<Buffer>,
): Promise<WavInfo> {
  const fail = (what: string): MlError => new MlError('PARSE_ERROR', `${where}: ${shown} ${what}`);
  const head = await read(0, 12);
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') {
    throw fail('is no WAV file: it does not begin with "RIFF" and "WAVE".');
  }
  const stated = head.readUInt32LE(4) + 8;
  if (stated > size) {
    throw fail(
      `says that it has ${stated} bytes, and has ${size}: it is cut off, or its length is a lie.`,
    );
  }
  if (stated < size - 1) {
    throw fail(`says that it has ${stated} bytes, and has ${size}: its length is a lie.`);
  }
  let format: ReturnType<typeof parseFormat> | undefined;
  for (let at = 12; at + 8 <= stated; ) {
    const chunk = await read(at, 8);
    const [id, length] = [chunk.toString('latin1', 0, 4), chunk.readUInt32LE(4)];
    if (at + 8 + length > stated) {
      const room = stated - at - 8;
      throw fail(`says that its part "${id}" has ${length} bytes, and there is room for ${room}.`);
    }
    if (id === 'fmt ') format = parseFormat(await read(at + 8, length), fail, where, shown);
    if (id === 'data') {
      if (format === undefined) throw fail('has samples before it says of what form they are.');
      const { blockBytes, ...rest } = format;
      if (length % blockBytes !== 0) {
        throw fail(
          `has ${length} bytes of samples, no multiple of the ${blockBytes} that each moment takes.`,
        );
      }
      const sampleCount = length / blockBytes;
      return { bytes: size, ...rest, sampleCount, durationSeconds: sampleCount / rest.sampleRate };
    }
    at += 8 + length + (length % 2);
  }
  throw fail('has no samples: it ends before they begin.');
}

function parseFormat(bytes: Buffer, fail: (what: string) => MlError, where: string, shown: string) {
  if (bytes.length < 16)
    throw fail(`has a format of ${bytes.length} bytes, and 16 at least are needed.`);
  const first = bytes.readUInt16LE(0);
  const number = first === EXTENSIBLE && bytes.length >= 26 ? bytes.readUInt16LE(24) : first;
  const channelCount = bytes.readUInt16LE(2);
  const sampleRate = bytes.readUInt32LE(4);
  const blockBytes = bytes.readUInt16LE(12);
  const bitsPerSample = bytes.readUInt16LE(14);
  const encoding = ENCODINGS[number];
  if (encoding === undefined || !BITS[encoding].includes(bitsPerSample)) {
    throw new MlError(
      'UNSUPPORTED',
      `${where}: ${shown} is encoded as format ${number} with ${bitsPerSample} bits. ` +
        'Read are whole numbers of 8, 16, 24 and 32 bits, floats, A-law and µ-law: save it again as one of these.',
    );
  }
  if (channelCount === 0 || sampleRate === 0 || blockBytes !== (channelCount * bitsPerSample) / 8) {
    throw fail(
      `contradicts itself: ${channelCount} channels of ${bitsPerSample} bits at ${sampleRate} Hz, ` +
        `${blockBytes} bytes a moment.`,
    );
  }
  return { sampleRate, channelCount, bitsPerSample, encoding, blockBytes };
}
