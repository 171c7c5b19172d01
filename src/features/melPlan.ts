import {
  assertAbove,
  assertAtLeast,
  assertBetween,
  assertFinite,
  assertInteger,
  assertKnownOptions,
  assertNotEmpty,
  Matrix,
  MlError,
} from '../core/index.js';
import { createFourierTransform, type FourierTransform } from '../math/index.js';
import { type MelFilter, melFilters } from './melFilters.js';

/** How sound becomes a mel spectrogram. */
export interface MelOptions {
  /** Samples a second. No default: a wrong one shifts every pitch. */
  readonly sampleRate: number;
  /** Samples of a frame. Default 2,048. */
  readonly fftSize: number;
  /** Samples from one frame to the next. Default: a quarter of `fftSize`. */
  readonly hopLength: number;
  /** Bands of pitch. Default 128. */
  readonly mels: number;
  /** The lowest frequency, in hertz. Default 0. */
  readonly fMin: number;
  /** The highest frequency, in hertz, at most half the sample rate. Default: that half. */
  readonly fMax: number;
  /** The exponent of the amplitude: 2 is energy, 1 magnitude. Default 2. */
  readonly power: number;
  /** Whether to return 10 · log₁₀ of it, at least −100. Default true. */
  readonly decibels: boolean;
}

/** The smallest value whose logarithm is taken. */
const FLOOR = 1e-10;

/** The options with their defaults, checked and frozen. @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE */
export function melOptions(
  where: string,
  options: Pick<MelOptions, 'sampleRate'> & Partial<MelOptions>,
): MelOptions {
  const known = ['sampleRate', 'fftSize', 'hopLength', 'mels', 'fMin', 'fMax', 'power', 'decibels'];
  assertKnownOptions(where, options, known);
  const { sampleRate, fftSize = 2048, mels = 128, fMin = 0, power = 2, decibels = true } = options;
  assertAbove(where, 'sampleRate', sampleRate, 0);
  assertInteger(where, 'fftSize', fftSize, 2, 2 ** 20);
  const { hopLength = Math.max(1, Math.floor(fftSize / 4)), fMax = sampleRate / 2 } = options;
  assertInteger(where, 'hopLength', hopLength, 1);
  assertInteger(where, 'mels', mels, 1, fftSize);
  assertAtLeast(where, 'fMin', fMin, 0);
  assertBetween(where, 'fMax', fMax, fMin, sampleRate / 2);
  assertAbove(where, 'fMax', fMax, fMin);
  assertAbove(where, 'power', power, 0);
  return Object.freeze({ sampleRate, fftSize, hopLength, mels, fMin, fMax, power, decibels });
}

/**
 * A spectrogram on the mel scale: how loud each band of pitch is in each moment, which is what a
 * picture of speech shows.
 *
 * The signal is padded by fftSize / 2 zeros at both ends and cut into frames that overlap; each is
 * faded in and out by a Hann window, and its Fourier amplitudes (to the power `power`) are summed
 * under triangles that are equally wide in mels (Slaney's scale, each of area 1). Then decibels.
 *
 * @param signal (samples,) finite numbers.
 * @returns (1 + floor(samples / hopLength), mels), one row a frame; dB against 1.
 * @throws MlError EMPTY | NOT_FINITE | OUT_OF_RANGE; INVALID_ARGUMENT for more mels than the FFT
 *   can tell apart.
 *
 * Cost: O(fftSize log fftSize) a frame.
 * Source: Davis & Mermelstein (1980), IEEE Transactions on Acoustics 28(4); Slaney (1998).
 * Agrees with: librosa.feature.melspectrogram (defaults), power_to_db(ref=1, top_db=None).
 *
 * @example melSpectrogram(new Float64Array(800), { sampleRate: 8000, fftSize: 256, mels: 8 }).at(0, 0); // -100
 */
export function melSpectrogram(
  signal: ArrayLike<number>,
  options: Pick<MelOptions, 'sampleRate'> & Partial<MelOptions>,
): Matrix {
  const where = 'melSpectrogram';
  const plan = new MelPlan(where, melOptions(where, options));
  assertNotEmpty(where, 'signal', signal.length);
  assertFinite(where, 'signal', signal);
  const result = Matrix.zeros(plan.frames(signal.length), plan.options.mels);
  plan.run(Float64Array.from(signal), result.data, 0);
  return result;
}

/** The tables and buffers of `melSpectrogram`, made once for many clips. */
export class MelPlan {
  readonly options: MelOptions;
  readonly #fourier: FourierTransform;
  readonly #filters: readonly MelFilter[];
  readonly #window: Float64Array;
  readonly #real: Float64Array;
  readonly #imaginary: Float64Array;

  constructor(where: string, options: MelOptions) {
    const { fftSize } = options;
    this.options = options;
    this.#fourier = createFourierTransform(fftSize);
    this.#filters = melFilters(where, options);
    this.#window = Float64Array.from(
      { length: fftSize },
      (_, t) => 0.5 - 0.5 * Math.cos((2 * Math.PI * t) / fftSize),
    );
    this.#real = new Float64Array(fftSize);
    this.#imaginary = new Float64Array(fftSize);
  }

  /** How many frames a signal of this length has. */
  frames(samples: number): number {
    const { fftSize, hopLength } = this.options;
    return 1 + Math.floor((samples - (fftSize % 2)) / hopLength);
  }

  /** Writes frames · mels numbers from `offset` on. */
  run(signal: Float64Array, out: Float64Array, offset: number): void {
    const { hopLength, mels } = this.options;
    const frames = this.frames(signal.length);
    for (let frame = 0; frame < frames; frame++) {
      this.#transform(signal, frame * hopLength);
      this.#sumBands(out, offset + frame * mels);
    }
  }

  /** The amplitudes, to the power, of the frame around sample `centre`, into `#real`. */
  #transform(signal: Float64Array, centre: number): void {
    const { fftSize, power } = this.options;
    const real = this.#real;
    const imaginary = this.#imaginary;
    const from = centre - Math.floor(fftSize / 2);
    for (let t = 0, s = from; t < fftSize; t++, s++) {
      real[t] = s >= 0 && s < signal.length ? signal[s]! * this.#window[t]! : 0;
    }
    imaginary.fill(0);
    this.#fourier.transform(real, imaginary);
    for (let k = 0; k <= fftSize / 2; k++) {
      const energy = real[k]! * real[k]! + imaginary[k]! * imaginary[k]!;
      real[k] = power === 2 ? energy : energy ** (power / 2);
    }
  }

  #sumBands(out: Float64Array, offset: number): void {
    this.#filters.forEach(({ first, weights }, m) => {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * this.#real[first + k]!;
      if (!Number.isFinite(sum)) throw tooLoud();
      out[offset + m] = this.options.decibels ? 10 * Math.log10(Math.max(FLOOR, sum)) : sum;
    });
  }
}

function tooLoud(): MlError {
  return new MlError(
    'NOT_FINITE',
    'melSpectrogram: the energy of a frame is too large for a number. Samples usually lie between −1 and 1.',
  );
}
