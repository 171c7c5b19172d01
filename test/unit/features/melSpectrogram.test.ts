import { describe, expect, it } from 'vitest';
import { Matrix } from '../../../src/core/index.js';
import { MelSpectrogram, melSpectrogram } from '../../../src/features/index.js';
import { hertzToMel, melToHertz } from '../../../src/features/melFilters.js';
import { loadGolden } from '../../golden/loadGolden.js';
import { expectClose } from './expectClose.js';

interface Case {
  readonly name: string;
  readonly options: { readonly sampleRate: number; readonly mels: number };
  readonly signal: number[];
  readonly mel: number[][];
}

const golden = loadGolden<Case>('melSpectrogram');
const small = { sampleRate: 8000, fftSize: 256, mels: 8 };

function tone(hertz: number, samples = 1600): Float64Array {
  return Float64Array.from({ length: samples }, (_, t) =>
    Math.sin((2 * Math.PI * hertz * t) / 8000),
  );
}

describe('melSpectrogram', () => {
  it.each(golden.cases)(`agrees with ${golden.reference}: $name`, ({ options, signal, mel }) => {
    const energies = melSpectrogram(signal, { ...options, decibels: false });
    expectClose(energies.toRows(), mel, 1e-11);
    const decibels = mel.map((row) => row.map((value) => 10 * Math.log10(Math.max(1e-10, value))));
    expectClose(melSpectrogram(signal, options).toRows(), decibels, 1e-9);
  });

  it('is loudest in the band of a pure tone, and higher for a higher tone', () => {
    const loudest = (hertz: number) => {
      const middle = melSpectrogram(tone(hertz), small).row(10);
      return middle.indexOf(Math.max(...middle));
    };
    expect(loudest(300)).toBeLessThan(loudest(1500));
    expect(loudest(1500)).toBeLessThan(loudest(3500));
  });

  it('gains 6 decibels when a signal is twice as loud', () => {
    const quiet = melSpectrogram(tone(1000), small).at(8, 3);
    const loud = melSpectrogram(
      tone(1000).map((value) => 2 * value),
      small,
    ).at(8, 3);
    expect(loud - quiet).toBeCloseTo(20 * Math.log10(2), 9);
  });

  it('calls silence −100 decibels', () => {
    expect(new Set(melSpectrogram(new Float64Array(500), small).data)).toEqual(new Set([-100]));
  });

  it('counts mels as Slaney does: 15 at 1,000 Hz, 27 more at 6,400 Hz, there and back', () => {
    expect(hertzToMel(1000)).toBe(15);
    expect(hertzToMel(6400)).toBeCloseTo(42, 12);
    for (const hertz of [0, 440, 999, 1000, 1001, 8000]) {
      expect(melToHertz(hertzToMel(hertz))).toBeCloseTo(hertz, 9);
    }
  });

  it.each([
    ['silence of no length', () => melSpectrogram([], small), 'EMPTY'],
    ['a gap', () => melSpectrogram([0, Number.NaN], small), 'NOT_FINITE'],
    [
      'a signal beyond numbers',
      () =>
        melSpectrogram(
          tone(500).map((v) => v * 1e200),
          small,
        ),
      /NOT_FINITE/,
    ],
    [
      'more bands than it can tell apart',
      () => melSpectrogram(tone(500), { ...small, mels: 200 }),
      /fewer mels.*INVALID_ARGUMENT/,
    ],
    [
      'a frequency above half the rate',
      () => melSpectrogram(tone(500), { ...small, fMax: 4001 }),
      'OUT_OF_RANGE',
    ],
    [
      'an empty band',
      () => melSpectrogram(tone(500), { ...small, fMin: 500, fMax: 500 }),
      'OUT_OF_RANGE',
    ],
    ['no sample rate', () => melSpectrogram(tone(500), {} as never), 'OUT_OF_RANGE'],
    [
      'no such option',
      () => melSpectrogram(tone(500), { ...small, window: 'hann' } as never),
      'INVALID_ARGUMENT',
    ],
  ])('refuses %s', (_, attempt, code) => {
    expect(attempt).toThrow(code);
  });
});

describe('MelSpectrogram', () => {
  it('lays out frame after frame, each as melSpectrogram says', () => {
    const clips = Matrix.from([tone(300, 800), tone(2000, 800)]);
    const fitted = new MelSpectrogram(small).fit(clips);
    const rows = fitted.transform(clips);
    expect(rows.row(1)).toEqual(melSpectrogram(tone(2000, 800), small).data);
    expect(fitted.outputNames.slice(0, 9)).toEqual([
      ...Array.from({ length: 8 }, (_, m) => `frame0_mel${m}`),
      'frame1_mel0',
    ]);
  });

  it('refuses clips of another length, and options that cannot be when it is made', () => {
    const fitted = new MelSpectrogram(small).fit(Matrix.zeros(1, 800));
    expect(() => fitted.transform(Matrix.zeros(1, 801))).toThrow('SHAPE_MISMATCH');
    expect(() => new MelSpectrogram({ ...small, mels: 200 })).toThrow('INVALID_ARGUMENT');
  });
});
