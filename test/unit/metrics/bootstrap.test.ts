import {
  accuracy,
  bootstrapDifference,
  bootstrapInterval,
  brierScore,
  createRandom,
  logLoss,
  Matrix,
  meanAbsoluteError,
  rocAuc,
} from 'mle-kit';
import { describe, expect, it, vi } from 'vitest';
import { MlError } from '../../../src/core/index.js';

const random = () => createRandom(7);
const truth = Array.from({ length: 200 }, (_, i) => (i * 37) % 2);
const good = truth.map((y, i) => (i % 10 === 0 ? 1 - y : y)); // 90% right
const fair = truth.map((y, i) => (i % 5 === 0 ? 1 - y : y)); // 80% right

describe('bootstrapInterval', () => {
  it('of a share is near p ± 1.96 √(p (1 − p) / n)', () => {
    const { estimate, low, high } = bootstrapInterval(accuracy, truth, fair, {
      random: random(),
      repeats: 4000,
    });
    const half = 1.96 * Math.sqrt((0.8 * 0.2) / 200);
    expect(estimate).toBe(0.8);
    expect(Math.abs(low - (0.8 - half))).toBeLessThan(0.01);
    expect(Math.abs(high - (0.8 + half))).toBeLessThan(0.01);
  });
  it('covers the truth about as often as it says', () => {
    const source = createRandom(11);
    let covered = 0;
    for (let trial = 0; trial < 200; trial++) {
      const errors = Array.from({ length: 60 }, () => source.uniform());
      const { low, high } = bootstrapInterval(
        meanAbsoluteError,
        errors,
        errors.map(() => 0),
        { random: source, repeats: 200, level: 0.9 },
      );
      if (low <= 0.5 && 0.5 <= high) covered++;
    }
    expect(covered / 200).toBeGreaterThan(0.83);
    expect(covered / 200).toBeLessThan(0.96);
  });
  it('is the same for the same seed, wider for a higher level', () => {
    const at = (level: number) =>
      bootstrapInterval(accuracy, truth, good, { random: random(), repeats: 300, level });
    expect(at(0.9)).toEqual(at(0.9));
    expect(at(0.99).high - at(0.99).low).toBeGreaterThan(at(0.8).high - at(0.8).low);
    const { values } = at(0.9);
    expect([...values]).toEqual([...values].sort((a, b) => a - b));
  });
  it('takes texts and matrices of probabilities', () => {
    const options = { random: random(), repeats: 50 };
    const words = truth.map((y) => (y ? 'rain' : 'dry'));
    expect(bootstrapInterval(accuracy, words, words, options).low).toBe(1);
    const p = Matrix.from(good.map((y) => [0.9 - 0.8 * y, 0.1 + 0.8 * y]));
    const loss = (y: ArrayLike<string>, q: Matrix) => logLoss(y, q, { labels: ['dry', 'rain'] });
    const result = bootstrapInterval(loss, words, p, options);
    expect(result.estimate).toBeCloseTo(-(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1)), 12);
  });
  it('draws again where a resample has one class only, and says how often', () => {
    const y = [1, 0, 0, 0];
    const { redrawn, values } = bootstrapInterval(rocAuc, y, [0.9, 0.1, 0.2, 0.3], {
      random: random(),
      repeats: 100,
    });
    expect(redrawn).toBeGreaterThan(10);
    expect(values.length).toBe(100);
  });
  it('draws again where a resample lacks a class of the matrix, though no labels are named', () => {
    const y = [0, 0, 0, 0, 1];
    const p = Matrix.from(y.map((label) => [0.8 - 0.6 * label, 0.2 + 0.6 * label]));
    const { redrawn, estimate, low } = bootstrapInterval(logLoss, y, p, {
      random: random(),
      repeats: 100,
    });
    expect(redrawn).toBeGreaterThan(10);
    expect([estimate, low]).toEqual(
      [-Math.log(0.8), -Math.log(0.8)].map((x) => expect.closeTo(x, 12)),
    );
    const three = Matrix.from([[1, 0, 0], [1, 0, 0]]); // biome-ignore format: a matrix
    expect(() => bootstrapInterval(logLoss, [0, 1], three, { random: random() })).toThrow(
      'SHAPE_MISMATCH',
    );
  });
  it('draws a row for each row of each resample, and no more', () => {
    const source = random();
    const draws = vi.spyOn(source, 'integer');
    bootstrapInterval(accuracy, [1, 0, 1], [1, 1, 1], { random: source, repeats: 20 });
    expect(draws).toHaveBeenCalledTimes(3 * 20);
  });
});

describe('bootstrapDifference', () => {
  it('is exact where both miss together, and narrower than two intervals', () => {
    const options = { random: random(), repeats: 500 };
    const same = bootstrapDifference(accuracy, truth, good, good, options);
    expect([same.estimate, same.low, same.high, same.shareLarger]).toEqual([0, 0, 0, 0.5]);
    const { estimate, low, high } = bootstrapDifference(accuracy, truth, good, fair, options);
    expect(estimate).toBeCloseTo(0.1, 12);
    const alone = [good, fair].map((p) => bootstrapInterval(accuracy, truth, p, options));
    const sum = alone.reduce((width, r) => width + r.high - r.low, 0);
    expect(high - low).toBeLessThan(sum);
    expect(low).toBeGreaterThan(0);
  });
  it('turns its sign when the models change places', () => {
    const ab = bootstrapDifference(brierScore, truth, good, fair, { random: random() });
    const ba = bootstrapDifference(brierScore, truth, fair, good, { random: random() });
    expect(ba.estimate).toBe(-ab.estimate);
    expect(ba.low).toBeCloseTo(-ab.high, 12);
    expect(ba.shareLarger).toBeCloseTo(1 - ab.shareLarger, 12);
    expect(ab.shareLarger).toBe(0); // a loss: the better model never has the larger one
  });
});

describe('refusals', () => {
  it.each([
    ['one resample', { repeats: 1 }, 'OUT_OF_RANGE'],
    ['half a resample', { repeats: 10.5 }, 'OUT_OF_RANGE'],
    ['level 1', { level: 1 }, 'OUT_OF_RANGE'],
    ['level 0', { level: 0 }, 'OUT_OF_RANGE'],
  ])('%s', (_, options, code) => {
    const all = { random: random(), ...options };
    expect(() => bootstrapInterval(accuracy, truth, good, all)).toThrow(code);
    expect(() => bootstrapDifference(accuracy, truth, good, fair, all)).toThrow(code);
  });
  it('no rows, other lengths, and metrics that are undefined or infinite', () => {
    const options = { random: random(), repeats: 5 };
    expect(() => bootstrapInterval(accuracy, [], [], options)).toThrow('EMPTY');
    expect(() => bootstrapInterval(accuracy, [1], [1, 0], options)).toThrow('SHAPE_MISMATCH');
    expect(() => bootstrapDifference(accuracy, [1], [1], [1, 0], options)).toThrow('yPredB');
    expect(() => bootstrapInterval(rocAuc, [1, 1], [1, 2], options)).toThrow('UNDEFINED_METRIC');
    expect(() => bootstrapInterval(() => Number.NaN, [1], [1], options)).toThrow('NOT_FINITE');
  });
  describe('a metric that is defined on the rows, then fails', () => {
    /** The first call is for the estimate, the next `failures` calls are for resamples. */
    const failing = (failures: number, error: Error) => {
      let calls = 0;
      return () => {
        calls++;
        if (calls > 1 && calls <= 1 + failures) throw error;
        return calls;
      };
    };
    const run = (failures: number, error: Error) =>
      bootstrapInterval(failing(failures, error), [1], [1], { random: random(), repeats: 2 });
    const undefinedThere = new MlError('UNDEFINED_METRIC', 'only one class');

    it('is undefined on ten of eleven resamples: goes on', () => {
      expect(run(20, undefinedThere).redrawn).toBe(20);
    });
    it('is undefined on more: gives up, and says why', () => {
      const told = expect.objectContaining({
        message:
          'bootstrapInterval: on more than ten of eleven resamples of the 1 rows the metric is ' +
          'undefined. Score more rows of the rare class. [UNDEFINED_METRIC]',
        cause: undefinedThere,
      });
      expect(() => run(21, undefinedThere)).toThrow(told);
    });
    it.each([
      new TypeError('a slip'),
      new MlError('OUT_OF_RANGE', 'too large'),
    ])('for another reason: %s reaches the caller', (error) => {
      expect(() => run(1, error)).toThrow(error);
    });
  });
});
