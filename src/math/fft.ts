import { assertInteger, assertNotEmpty, assertSameLength, type Vector } from '../core/index.js';

/** Complex numbers as two vectors of one length. */
export interface Spectrum {
  readonly real: Vector;
  readonly imaginary: Vector;
}

/** A Fourier transform of one size, whose tables are made once and used often. */
export interface FourierTransform {
  readonly size: number;
  /** Replaces (real, imaginary), each (size,), by their transform. */
  transform(real: Float64Array, imaginary: Float64Array): void;
}

/**
 * A discrete Fourier transform of `size` points: X[k] = Σ x[t] · exp(−2πi k t / size).
 *
 * Powers of two by halving; any other size as a convolution of a power of two.
 *
 * @param size points, from 1 to 2²⁶.
 * @throws MlError OUT_OF_RANGE
 *
 * Cost: O(n log n) for every n. An object is not for two callers at once: it has buffers.
 * Source: Cooley & Tukey (1965), Mathematics of Computation 19; Bluestein (1970), IEEE Transactions
 * on Audio and Electroacoustics 18(4).
 * Agrees with: numpy.fft.fft (test/golden/fft.json).
 *
 * @example createFourierTransform(8).size; // 8
 */
export function createFourierTransform(size: number): FourierTransform {
  assertInteger('createFourierTransform', 'size', size, 1, 2 ** 26);
  return (size & (size - 1)) === 0 ? powerOfTwo(size) : anySize(size);
}

/**
 * The discrete Fourier transform: how much of each frequency is in a signal.
 *
 * @param real      (n,) the signal, n ≥ 1.
 * @param imaginary (n,) its imaginary part. Default: zeros.
 * @returns (n,) complex amplitudes; entry k belongs to k cycles in n points.
 * @throws MlError EMPTY | SHAPE_MISMATCH | OUT_OF_RANGE
 *
 * Cost, source, agreement: as `createFourierTransform`. Inputs are not changed.
 *
 * @example fft([1, 0, -1, 0]).real; // Float64Array(4) [ 0, 2, 0, 2 ]
 */
export function fft(real: ArrayLike<number>, imaginary?: ArrayLike<number>): Spectrum {
  assertNotEmpty('fft', 'real', real.length);
  if (imaginary) assertSameLength('fft', 'real', real.length, 'imaginary', imaginary.length);
  const result = {
    real: Float64Array.from(real),
    imaginary: imaginary ? Float64Array.from(imaginary) : new Float64Array(real.length),
  };
  createFourierTransform(real.length).transform(result.real, result.imaginary);
  return result;
}

/**
 * The inverse: the signal that has this spectrum. x[t] = Σ X[k] · exp(2πi k t / n) / n.
 *
 * @throws MlError EMPTY | SHAPE_MISMATCH | OUT_OF_RANGE
 * @example inverseFft(fft([3, 1, 2])).real.map(Math.round); // Float64Array(3) [ 3, 1, 2 ]
 */
export function inverseFft({ real, imaginary }: Spectrum): Spectrum {
  // With both parts exchanged, forward and inverse are the same but for the factor n.
  const swapped = fft(imaginary, real);
  const n = real.length;
  return {
    real: swapped.imaginary.map((value) => value / n),
    imaginary: swapped.real.map((value) => value / n),
  };
}

function powerOfTwo(size: number): FourierTransform {
  const half = size >> 1;
  const cosines = new Float64Array(half);
  const sines = new Float64Array(half);
  for (let k = 0; k < half; k++) {
    cosines[k] = Math.cos((2 * Math.PI * k) / size);
    sines[k] = -Math.sin((2 * Math.PI * k) / size);
  }
  const reversed = bitReversed(size);
  return {
    size,
    transform(real, imaginary) {
      for (let i = 0; i < size; i++) {
        const j = reversed[i]!;
        if (j <= i) continue;
        swap(real, i, j);
        swap(imaginary, i, j);
      }
      // Transforms of `width` points become ones of twice as many.
      for (let width = 1; width < size; width *= 2) {
        const step = half / width;
        for (let start = 0; start < size; start += 2 * width) {
          for (let k = 0, t = 0; k < width; k++, t += step) {
            const a = start + k;
            const b = a + width;
            const re = real[b]! * cosines[t]! - imaginary[b]! * sines[t]!;
            const im = real[b]! * sines[t]! + imaginary[b]! * cosines[t]!;
            real[b] = real[a]! - re;
            imaginary[b] = imaginary[a]! - im;
            real[a]! += re;
            imaginary[a]! += im;
          }
        }
      }
    },
  };
}

/** Bluestein: kt = (k² + t² − (k − t)²) / 2 turns the sum into a convolution with a chirp. */
function anySize(size: number): FourierTransform {
  let padded = 1;
  while (padded < 2 * size - 1) padded *= 2;
  const inner = powerOfTwo(padded);
  const cosines = new Float64Array(size); // exp(−πi t² / size)
  const sines = new Float64Array(size);
  const chirpRe = new Float64Array(padded);
  const chirpIm = new Float64Array(padded);
  for (let t = 0; t < size; t++) {
    // t² grows beyond what a cosine takes precisely; the angle repeats after 2 · size.
    const angle = (Math.PI * Number((BigInt(t) * BigInt(t)) % BigInt(2 * size))) / size;
    cosines[t] = Math.cos(angle);
    sines[t] = -Math.sin(angle);
    chirpRe[t] = cosines[t]!;
    chirpIm[t] = -sines[t]!;
    if (t > 0) {
      chirpRe[padded - t] = cosines[t]!;
      chirpIm[padded - t] = -sines[t]!;
    }
  }
  inner.transform(chirpRe, chirpIm);
  const re = new Float64Array(padded);
  const im = new Float64Array(padded);
  return {
    size,
    transform(real, imaginary) {
      re.fill(0);
      im.fill(0);
      for (let t = 0; t < size; t++) {
        re[t] = real[t]! * cosines[t]! - imaginary[t]! * sines[t]!;
        im[t] = real[t]! * sines[t]! + imaginary[t]! * cosines[t]!;
      }
      inner.transform(re, im);
      for (let k = 0; k < padded; k++) {
        const product = re[k]! * chirpRe[k]! - im[k]! * chirpIm[k]!;
        // Exchanged parts: the second transform is then the inverse one.
        re[k] = re[k]! * chirpIm[k]! + im[k]! * chirpRe[k]!;
        im[k] = product;
      }
      inner.transform(re, im);
      for (let k = 0; k < size; k++) {
        const a = im[k]! / padded;
        const b = re[k]! / padded;
        real[k] = a * cosines[k]! - b * sines[k]!;
        imaginary[k] = a * sines[k]! + b * cosines[k]!;
      }
    },
  };
}

/** The numbers 0 to size − 1, each with its bits in reverse. */
function bitReversed(size: number): Uint32Array {
  const reversed = new Uint32Array(size);
  for (let i = 1; i < size; i++) {
    reversed[i] = (reversed[i >> 1]! >> 1) | (i & 1 ? size >> 1 : 0);
  }
  return reversed;
}

function swap(values: Float64Array, i: number, j: number): void {
  const value = values[i]!;
  values[i] = values[j]!;
  values[j] = value;
}
