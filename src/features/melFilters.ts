import { MlError } from '../core/index.js';

/** One triangular filter: its weights for the frequencies from `first` on. */
export interface MelFilter {
  readonly first: number;
  readonly weights: Float64Array;
}

/** What a filter bank is made for. */
export interface MelBankOptions {
  readonly sampleRate: number;
  readonly fftSize: number;
  readonly mels: number;
  readonly fMin: number;
  readonly fMax: number;
}

/** Up to 1,000 Hz (15 mels) the scale is linear, above it logarithmic: 27 mels for a factor of 6.4. */
const LINEAR = 200 / 3;
const LOG_STEP = Math.log(6.4) / 27;

/** Hertz to mels, by Slaney's scale. */
export function hertzToMel(hertz: number): number {
  return hertz < 1000 ? hertz / LINEAR : 15 + Math.log(hertz / 1000) / LOG_STEP;
}

/** Mels to hertz. */
export function melToHertz(mel: number): number {
  return mel < 15 ? mel * LINEAR : 1000 * Math.exp(LOG_STEP * (mel - 15));
}

/**
 * Triangles over the frequencies of an FFT, their corners equally spaced in mels, each of area 1
 * per hertz (2 / width high), so that wide ones do not count more.
 *
 * @throws MlError INVALID_ARGUMENT when a triangle falls between two frequencies and would be empty.
 *
 * Source: Slaney (1998), Auditory Toolbox, Interval Research Technical Report 1998-010.
 * Agrees with: librosa.filters.mel with its defaults (htk=False, norm='slaney').
 */
export function melFilters(where: string, options: MelBankOptions): MelFilter[] {
  const { sampleRate, fftSize, mels, fMin, fMax } = options;
  const low = hertzToMel(fMin);
  const step = (hertzToMel(fMax) - low) / (mels + 1);
  const corners = Array.from({ length: mels + 2 }, (_, m) => melToHertz(low + m * step));
  return Array.from({ length: mels }, (_, m) => {
    const [left, peak, right] = [corners[m]!, corners[m + 1]!, corners[m + 2]!];
    const weights: number[] = [];
    let first = 0;
    for (let k = 0; k <= fftSize / 2; k++) {
      const hertz = (k * sampleRate) / fftSize;
      const rise = (hertz - left) / (peak - left);
      const fall = (right - hertz) / (right - peak);
      const height = Math.min(rise, fall);
      if (height <= 0) continue;
      if (weights.length === 0) first = k;
      weights.push((height * 2) / (right - left));
    }
    if (weights.length === 0) throw emptyFilter(where, m, left, right, options);
    return { first, weights: Float64Array.from(weights) };
  });
}

function emptyFilter(
  where: string,
  m: number,
  left: number,
  right: number,
  { sampleRate, fftSize, mels }: MelBankOptions,
): MlError {
  return new MlError(
    'INVALID_ARGUMENT',
    `${where}: mel band ${m} of ${mels} (${left.toFixed(1)} to ${right.toFixed(1)} Hz) lies between ` +
      `two frequencies of the FFT, which are ${(sampleRate / fftSize).toFixed(1)} Hz apart. ` +
      'Take fewer mels or a larger fftSize.',
  );
}
