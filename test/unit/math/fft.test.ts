import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFourierTransform, fft, inverseFft } from '../../../src/math/fft.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface Case {
  readonly name: string;
  readonly real: number[];
  readonly imaginary: number[];
  readonly re: number[];
  readonly im: number[];
}

const golden = loadGolden<Case>('fft');

describe('fft', () => {
  it('finds one cycle in four points, worked by hand', () => {
    const { real, imaginary } = fft([0, 1, 0, -1]);
    [0, 0, 0, 0].forEach((value, k) => {
      expect(real[k]).toBeCloseTo(value, 15);
    });
    [0, -2, 0, 2].forEach((value, k) => {
      expect(imaginary[k]).toBeCloseTo(value, 15);
    });
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, (given) => {
    const { real, imaginary } = fft(given.real, given.imaginary);
    given.re.forEach((value, k) => {
      expect(real[k]).toBeCloseTo(value, 11);
    });
    given.im.forEach((value, k) => {
      expect(imaginary[k]).toBeCloseTo(value, 11);
    });
  });

  it('keeps energy, and inverseFft leads back, for every size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 70 }),
        (signal) => {
          const spectrum = fft(signal);
          const energy = (values: ArrayLike<number>) =>
            Array.from(values).reduce((sum, value) => sum + value * value, 0);
          const total = (energy(spectrum.real) + energy(spectrum.imaginary)) / signal.length;
          expect(Math.abs(total - energy(signal))).toBeLessThan(1e-9 * (1 + energy(signal)));
          const back = inverseFft(spectrum);
          signal.forEach((value, t) => {
            expect(back.real[t]).toBeCloseTo(value, 9);
            expect(back.imaginary[t]).toBeCloseTo(0, 9);
          });
        },
      ),
    );
  });

  it('is precise for a long prime size', () => {
    const n = 10007;
    const { real } = fft(
      Float64Array.from({ length: n }, (_, t) => Math.cos((2 * Math.PI * ((5 * t) % n)) / n)),
    );
    expect(real[5]).toBeCloseTo(n / 2, 10);
    const elsewhere = real.map((value, k) => (k === 5 || k === n - 5 ? 0 : Math.abs(value)));
    expect(Math.max(...elsewhere)).toBeLessThan(1e-11);
  });

  it('changes no input, and a transform may be used again', () => {
    const signal = [1, 2, 3];
    const imaginary = [4, 5, 6];
    fft(signal, imaginary);
    expect([signal, imaginary]).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const transform = createFourierTransform(3);
    const first = [Float64Array.from(signal), new Float64Array(3)] as const;
    const second = [Float64Array.from(signal), new Float64Array(3)] as const;
    transform.transform(...first);
    transform.transform(...second);
    expect(second).toEqual(first);
  });

  it.each([
    ['no points', () => fft([]), 'EMPTY'],
    ['parts of different length', () => fft([1, 2], [1]), 'SHAPE_MISMATCH'],
    ['a size of 0', () => createFourierTransform(0), 'OUT_OF_RANGE'],
    ['a size and a half', () => createFourierTransform(1.5), 'OUT_OF_RANGE'],
  ])('refuses %s', (_, attempt, code) => {
    expect(attempt).toThrow(code);
  });
});
