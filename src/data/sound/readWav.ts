import { type PathOrBytes, readBytes } from '../readBytes.js';
import { parseWav, type WavInfo } from './parseWav.js';

/** A sound as numbers. */
export interface Sound {
  /** Samples of each channel in a second, in Hz. */
  readonly sampleRate: number;
  /** One array a channel, all of one length; samples lie in [−1, 1], where 1 is as loud as can be. */
  readonly channels: readonly Float32Array[];
  readonly durationSeconds: number;
}

/**
 * Reads a WAV file: whole numbers of 8 to 32 bits, floats, A-law and µ-law.
 *
 * Whole numbers are divided by 2^(bits − 1), so −32768 becomes −1 and 0 stays 0; floats are taken
 * as they are.
 *
 * @param source a path, or the bytes of such a file.
 * @throws MlError FILE_NOT_FOUND | EMPTY | INVALID_ARGUMENT (a folder) | PARSE_ERROR (no WAV, or one that
 *   lies about its length) | UNSUPPORTED (an encoding)
 *
 * Cost: O(samples) time and memory; wavefile does the decoding. Agrees with: scipy.io.wavfile.read
 * (test/golden/readWav.json).
 *
 * @example
 * const [, train] = await datasetPaths('spoken-digits');
 * (await readWav(train)).channels.length; // 1
 */
export async function readWav(source: PathOrBytes): Promise<Sound> {
  const { bytes, shown } = await readBytes('readWav', source);
  const info = await parseWav('readWav', shown, bytes.length, async (offset, length) =>
    bytes.subarray(offset, offset + length),
  );
  const { sampleRate, durationSeconds } = info;
  return { sampleRate, channels: await decode(bytes, info), durationSeconds };
}

async function decode(bytes: Buffer, info: WavInfo): Promise<Float32Array[]> {
  const { channelCount, sampleCount, encoding } = info;
  if (sampleCount === 0) return Array.from({ length: channelCount }, () => new Float32Array(0));
  const wav = new (await loadWaveFile())();
  wav.fromBuffer(bytes);
  let bits = info.bitsPerSample;
  if (encoding === 'a-law' || encoding === 'mu-law') {
    if (encoding === 'a-law') wav.fromALaw('16');
    else wav.fromMuLaw('16');
    bits = 16;
  }
  const scale = encoding === 'float' ? 1 : 2 ** (bits - 1);
  // Samples of 8 bits alone are stored without a sign: 128 is silence.
  const silence = encoding === 'pcm' && bits === 8 ? 128 : 0;
  const all = wav.getSamples(true, Float64Array) as unknown as Float64Array;
  return Array.from({ length: channelCount }, (_, channel) =>
    Float32Array.from(
      { length: sampleCount },
      (_, i) => (all[i * channelCount + channel]! - silence) / scale,
    ),
  );
}

/** A CommonJS package: some loaders give its exports by name, others as the default. */
async function loadWaveFile(): Promise<typeof import('wavefile').WaveFile> {
  const loaded = (await import('wavefile')) as typeof import('wavefile') & {
    readonly default?: typeof import('wavefile');
  };
  return (loaded.default ?? loaded).WaveFile;
}
