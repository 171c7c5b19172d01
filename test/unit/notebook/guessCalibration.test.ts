import { describe, expect, it } from 'vitest';
import { calibrationText, guessCalibration } from '../../../src/notebook/guessCalibration.js';

const guesses = (count: number, held: number, confidence = 0.8) =>
  Array.from({ length: count }, (_, i) => ({ confidence, held: i < held }));

describe('guessCalibration', () => {
  it('agrees with four guesses worked by hand', () => {
    const { count, stated, held, brier, deviations } = guessCalibration([
      { confidence: 0.9, held: true },
      { confidence: 0.5, held: true },
      { confidence: 0.5, held: false },
      { confidence: 0.7, held: false },
    ]);
    expect([count, held]).toEqual([4, 0.5]);
    expect(stated).toBeCloseTo(0.65, 12);
    expect(brier).toBeCloseTo((0.01 + 0.25 + 0.25 + 0.49) / 4, 12);
    expect(deviations).toBeCloseTo((2 - 2.6) / Math.sqrt(0.09 + 0.25 + 0.25 + 0.21), 12);
  });

  it('refuses nothing', () => {
    expect(() => guessCalibration([])).toThrow('EMPTY');
  });
});

describe('calibrationText', () => {
  it('is silent without a stated confidence', () => {
    expect(calibrationText([{ confidence: null, held: true }])).toBeUndefined();
    expect(calibrationText([{ confidence: 0.8, held: null }])).toBeUndefined();
  });

  it('does not judge from few guesses', () => {
    expect(calibrationText(guesses(1, 1))).toContain('1 guess with a confidence, 80% on average');
    expect(calibrationText(guesses(4, 0))).toContain('From 5 guesses on');
  });

  it.each([
    [20, 8, 0.8, 'too sure'],
    [20, 15, 0.8, 'as right as you thought'],
    [20, 20, 0.5, 'knew more than you claimed'],
  ])('of %i guesses %i held at %f: %s', (count, held, confidence, words) => {
    expect(calibrationText(guesses(count, held, confidence))).toContain(words);
  });
});
