import { describe, expect, it } from 'vitest';
import { createRandom, Matrix, type Random } from '../../../src/core/index.js';
import { judge } from '../../../src/evaluation/baselineComparison.js';
import { differenceIntervals, expandedTail } from '../../../src/evaluation/differenceIntervals.js';
import {
  type BaselineComparison,
  type Baselines,
  type CompareOptions,
  compareWithBaseline,
} from '../../../src/evaluation/index.js';
import { logLoss } from '../../../src/metrics/index.js';
import { LogisticRegression } from '../../../src/models/index.js';

/*
 * A gate is read at the moment it refuses: each sentence is compared whole, with its numbers and
 * signs. And each bound is tried on both of its sides.
 */

const none = { absent: 'nobody does this today' };
const nobody: Baselines = { expert: none, incumbent: none };
const options: CompareOptions = { knownAt: { unchecked: 'made-up numbers' } };
const part = (y: readonly unknown[]) => ({ X: Matrix.zeros(y.length, 1), y: y as number[] });
const twelve = [0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1];

/** Compares predictions of the same rows that were learned from. */
function compare(
  y: readonly unknown[],
  predictions: ArrayLike<number> | Matrix,
  over: object = {},
  metric: unknown = 'brierScore',
  baselines: object = nobody,
): Promise<BaselineComparison> {
  const custom = { name: 'mine', predictions };
  const data = { train: part(y), test: part(y) };
  const all = { ...options, ...over };
  return compareWithBaseline(custom, baselines as Baselines, data, metric as never, all);
}

const messageOf = async (refused: Promise<unknown>): Promise<string> =>
  refused.then(
    () => 'it was not refused',
    (cause: Error) => cause.message,
  );

describe('the reason of a verdict', () => {
  const against = (over: object) => ({
    role: 'naive' as const,
    name: 'the best constant',
    difference: -0.123456,
    low: -0.2,
    high: -0.05,
    beaten: true,
    ...over,
  });
  const found = (over: object) =>
    judge({
      scores: [{ role: 'custom', name: 'mine', score: 0.1 }],
      metric: { name: 'brierScore' },
      units: 30,
      candidatesTried: 1,
      minimumGain: 0,
      differences: [against({})],
      ...over,
    } as never);

  it('to ship names all that was beaten, by how much, and at least by how much', () => {
    expect(found({})).toEqual({
      verdict: 'ship',
      reason:
        'By brierScore, where lower is better, mine beats the best constant (naive) by 0.123, ' +
        'at least 0.05: beyond chance on 30 test rows or groups.',
    });
    const two = [against({}), against({ role: 'expert', name: 'rule', difference: -2, high: -1 })];
    expect(found({ differences: two, candidatesTried: 7 }).reason).toBe(
      'By brierScore, where lower is better, mine beats the best constant (naive) by 0.123, ' +
        'at least 0.05; rule (expert) by 2, at least 1: beyond chance on 30 test rows or groups ' +
        '(the widest of 7 tried, so that luck is paid for).',
    );
  });

  it('not to ship tells what is worse from what is not surely better, and names only those', () => {
    const lucky = against({ high: 0.004, beaten: false });
    const worse = against({ role: 'expert', name: 'rule', difference: 0, low: -0.01, high: 0.01 });
    const all = [lucky, { ...worse, beaten: false }, against({ role: 'incumbent', name: 'v1' })];
    expect(found({ differences: all })).toEqual({
      verdict: 'do not ship',
      reason:
        'By brierScore, where lower is better, mine is not better beyond chance than the best ' +
        'constant (naive): the difference is −0.123, from −0.2 to 0.004; it is not better than ' +
        'rule (expert): the difference is 0, from −0.01 to 0.01.',
    });
    expect(found({ differences: [lucky], minimumGain: 0.02, candidatesTried: 3 }).reason).toBe(
      'By brierScore, where lower is better, mine is not better beyond chance than the best ' +
        'constant (naive): the difference is −0.123, from −0.2 to 0.004, where a gain of 0.02 is ' +
        'asked (the widest of 3 tried, so that luck is paid for).',
    );
  });

  it('of too few rows says so, and 30 are not too few', () => {
    expect(found({ units: 29 })).toEqual({
      verdict: 'do not ship',
      reason:
        'The test part has 29 rows or groups, and fewer than 30 cannot tell skill from luck. ' +
        'Judge mine on more of them.',
    });
    expect(found({ units: 30 }).verdict).toBe('ship');
  });
});

describe('what is drawn', () => {
  const p = twelve.map((y, i) => 0.5 + (y - 0.5) * (i % 3) * 0.4);

  it('has one unit no spread to see, and two some', async () => {
    const one = await compare(twelve, p, { groups: twelve.map(() => 'a day') });
    const { difference, low, high } = one.differences[0]!;
    expect([one.units, one.repeats, low, high]).toEqual([1, 0, difference, difference]);
    expect(difference).toBeCloseTo(one.scores[0]!.score - one.scores[1]!.score, 12);
    const two = await compare(twelve, p, { groups: twelve.map((_, i) => i % 2) });
    expect(two.units).toBe(2);
    expect(two.repeats).toBeGreaterThanOrEqual(2000);
  });

  it('are groups, whole: each row twice in a group of two is each row alone', async () => {
    const twice = [...twelve, ...twelve];
    const groups = twice.map((_, i) => i % 12);
    const alone = await compare(twelve, p);
    const grouped = await compare(twice, [...p, ...p], { groups });
    const { low, high, difference } = grouped.differences[0]!;
    expect(low).toBeCloseTo(alone.differences[0]!.low, 12);
    expect(high).toBeCloseTo(alone.differences[0]!.high, 12);
    expect(difference).toBeCloseTo(alone.differences[0]!.difference, 12);
  });

  /** Draws the first unit always, and counts what is asked of it. */
  function counting() {
    const asked = { integers: 0, most: 0, permutations: 0 };
    const source = createRandom(1);
    const random = {
      integer: (_: number, end: number) => {
        asked.integers++;
        asked.most = Math.max(asked.most, end);
        return 0;
      },
      permutation: (n: number) => {
        asked.permutations++;
        return source.permutation(n);
      },
    };
    return { asked, random: random as unknown as Random };
  }
  const alone = (n: number) => Array.from({ length: n }, (_, i) => [i]);

  it('are at most 5,000 bundles, and as many units as there are below', () => {
    for (const [units, most, permutations] of [
      [5000, 5000, 0],
      [5001, 5000, 1],
    ] as const) {
      const { asked, random } = counting();
      const column = new Float64Array(units).fill(1);
      const { repeats } = differenceIntervals([column], alone(units), 0.025, random);
      expect(asked).toEqual({ integers: repeats * most, most, permutations });
    }
  });

  it('often enough that ten resamples lie beyond the end, and 2,000 times at least', () => {
    const column = new Float64Array(40).fill(1);
    const repeats = (tail: number) =>
      differenceIntervals([column], alone(40), tail, counting().random).repeats;
    expect(repeats(0.025)).toBe(2000);
    expect(repeats(0.0025)).toBe(Math.ceil(10 / expandedTail(0.0025, 40)));
    expect(repeats(0.0025)).toBeGreaterThan(4000);
  });
});

describe('what is given as predictions', () => {
  const three = ['a', 'b', 'c', 'a'];
  const rows = (...given: number[][]) => Matrix.from(given);
  const sure = rows([1, 0, 0], [0, 1, 0], [0.2, 0.2, 0.6], [1, 0, 0]);

  it('may be a matrix with a column a class, and the Brier score adds up all of them', async () => {
    const found = await compare(three, sure);
    expect(found.scores[0]!.score).toBeCloseTo((0.04 + 0.04 + 0.16) / 4, 12);
    expect(found.scores[1]).toMatchObject({ role: 'naive', name: 'the best constant' });
    expect(found.scores[1]!.score).toBeCloseTo(1 - (0.25 + 0.0625 + 0.0625), 12); // Gini
  });

  it('may be a matrix of one column where numbers are judged', async () => {
    const found = await compare([1, 2, 4], rows([1], [2], [3]), {}, 'meanSquaredError');
    expect(found.scores[0]!.score).toBeCloseTo(1 / 3, 12);
  });

  it('costs as much as the metric says where it is sure and right', async () => {
    const found = await compare([0, 1], [0, 1], {}, 'logLoss');
    expect(found.scores[0]!.score).toBe(logLoss([0, 1], [0, 1]));
    expect(found.scores[0]!.score).toBeGreaterThan(0);
  });

  it('tells the chance of the label that was named, whichever it is', async () => {
    const y = ['damage', 'none', 'damage'];
    const brier = async (positiveLabel: string, p: number[]) =>
      (await compare(y, p, { positiveLabel })).scores[0]!.score;
    expect(await brier('damage', [1, 0, 1])).toBe(0);
    expect(await brier('none', [0, 1, 0])).toBe(0);
  });

  it('by cases is what was right for such cases, by name; a case that is new keeps the constant', async () => {
    const X = (...sides: number[]) => Matrix.from(sides.map((side) => [side]));
    const expert = { name: 'size', rule: ([s]: Float64Array) => ['small', 'large', 'huge'][s!]! };
    const found = await compareWithBaseline(
      { name: 'mine', predictions: [0, 1, 0.5] },
      { expert, incumbent: none },
      {
        train: { X: X(0, 0, 1, 1, 1), y: [0, 0, 1, 1, 0] },
        test: { X: X(0, 1, 2), y: [0, 1, 1] },
      },
      'brierScore',
      options,
    );
    // small: never; large: 2 of 3; huge is new: 2 of 5
    expect(found.scores[2]!.score).toBeCloseTo((0 + (1 / 3) ** 2 + (3 / 5) ** 2) / 3, 12);
  });

  it.each([
    [
      'too few rows of a matrix',
      rows([1, 0, 0]),
      'compareWithBaseline: mine: the test rows has 4 entries but predictions has 1.',
    ],
    [
      'a column too few',
      rows([1, 0], [1, 0], [1, 0], [1, 0]),
      'compareWithBaseline: mine: the classes has 3 entries but a prediction has 2.',
    ],
    [
      'too few numbers',
      [0.5],
      'compareWithBaseline: mine: the test rows has 4 entries but predictions has 1.',
    ],
    [
      'one number a row for three classes',
      [0, 1, 0, 1],
      'compareWithBaseline: mine: one number a row tells the probability of one of two classes, ' +
        'and there are 3. Give a matrix with a column for each: a, b, c. [SHAPE_MISMATCH]',
    ],
    [
      'a chance below 0 that the others make up for',
      rows([0.6, 0.6, -0.2], [0, 1, 0], [0, 0, 1], [1, 0, 0]),
      'compareWithBaseline: mine: row 0 has the probabilities 0.6, 0.6, -0.2, which must lie ' +
        'between 0 and 1 and add up to 1. Give probabilities, not scores or labels. [OUT_OF_RANGE]',
    ],
    [
      'a chance above 1, however little',
      rows([1, 0, 0], [0, 1 + 5e-7, 0], [0, 0, 1], [1, 0, 0]),
      'compareWithBaseline: mine: row 1 has the probabilities 0, 1.0000005, 0, which must lie',
    ],
    [
      'chances that add up to more than 1',
      rows([0.5, 0.6, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]),
      'compareWithBaseline: mine: row 0 has the probabilities 0.5, 0.6, 0, which must lie',
    ],
    [
      'a chance that is no number',
      rows([Number.NaN, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]),
      'compareWithBaseline: mine: the probabilities',
    ],
  ])('is refused with %s', async (_, given, said) => {
    expect(await messageOf(compare(three, given))).toContain(said);
  });

  it('is refused where numbers are none, on either side', async () => {
    const judged = (y: number[], p: number[]) => messageOf(compare(y, p, {}, 'meanSquaredError'));
    expect(await judged([1, Number.NaN], [1, 2])).toContain('compareWithBaseline: test.y[1]');
    expect(await judged([1, 2], [1, Number.NaN])).toContain(
      'compareWithBaseline: mine: the predictions[1]',
    );
  });
});

describe('the words of a refusal', () => {
  const AT_ONE_THRESHOLD =
    'it counts answers at one threshold and is blind to how sure they are, so that it passes a ' +
    'lucky model and stops an honest one; and it prices a miss like a false alarm';
  const ORDER_ONLY =
    'it sees the order of the rows only, and not whether the probabilities are right';
  const RANKS = 'it ranks models as meanSquaredError does, which is a mean over rows: take that';
  it.each([
    ['accuracy', AT_ONE_THRESHOLD],
    ['f1Score', AT_ONE_THRESHOLD],
    ['rocAuc', ORDER_ONLY],
    ['averagePrecision', ORDER_ONLY],
    ['r2Score', RANKS],
    ['rootMeanSquaredError', RANKS],
    [
      'medianAbsoluteError',
      'half of all rows may be as wrong as they like: take meanAbsoluteError',
    ],
  ])('%s is told why it cannot decide', async (metric, why) => {
    expect(await messageOf(compare(twelve, twelve, {}, metric))).toBe(
      `compareWithBaseline: ${metric} alone cannot decide what ships: ${why}. Judge by a proper ` +
        'score (brierScore, logLoss, meanSquaredError, meanAbsoluteError, meanPinballLoss) or by ' +
        `a cost, and report ${metric} beside it. [INVALID_ARGUMENT]`,
    );
  });

  const cost = (over: object) => ({ name: 'cost', missCost: 1, falseAlarmCost: 1, ...over });
  it.each([
    ['no metric', undefined, 'compareWithBaseline: the metric is "undefined"'],
    ['the quantile 1', { name: 'meanPinballLoss', alpha: 1 }, 'compareWithBaseline: alpha is 1'],
    ['a threshold below 0', cost({ threshold: -0.1 }), 'compareWithBaseline: threshold is -0.1'],
    [
      'costs of nothing',
      cost({ missCost: 0, falseAlarmCost: 0 }),
      'compareWithBaseline: neither a miss nor a false alarm costs anything, so every model is ' +
        'as good. Give missCost and falseAlarmCost above 0. [INVALID_ARGUMENT]',
    ],
  ])('%s as the metric', async (_, metric, said) => {
    const data = { train: part(twelve), test: part(twelve) };
    const custom = { name: 'mine', predictions: twelve };
    const ran = compareWithBaseline(custom, nobody, data, metric as never, options);
    expect(await messageOf(ran)).toContain(said);
  });

  it('a hundred candidates are the most that can be paid for', async () => {
    const tried = (candidatesTried: number) => compare(twelve, twelve, { candidatesTried });
    expect((await tried(100)).intervalLevel).toBeCloseTo(0.9995, 12);
    expect(await messageOf(tried(101))).toBe(
      'compareWithBaseline: 101 candidates were tried on these test rows, and beyond 100 luck ' +
        'cannot be told from skill. Choose one by cross-validation of the training part, then ' +
        'judge that one on rows that nobody has looked at. [OUT_OF_RANGE]',
    );
  });

  it.each([
    [{ candidatesTried: 1.5 }, 'compareWithBaseline: candidatesTried is 1.5'],
    [{ level: 0 }, 'compareWithBaseline: level is 0'],
    [{ level: 1 }, 'compareWithBaseline: level is 1'],
    [{ minimumGain: -1 }, 'compareWithBaseline: minimumGain is -1'],
    [{ groups: ['a'] }, 'compareWithBaseline: the test rows has 12 entries but groups has 1.'],
    [{ groups: twelve.map(() => null) }, 'compareWithBaseline: groups'],
    [
      { positiveLabel: 2 },
      'compareWithBaseline: positiveLabel is 2, and it must be one of two classes. The classes ' +
        'are 0, 1. [INVALID_ARGUMENT]',
    ],
  ])('%o names the option', async (over, said) => {
    expect(await messageOf(compare(twelve, twelve, over))).toContain(said);
  });

  it('a label of three cannot be the positive one', async () => {
    const sure = Matrix.from([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(await messageOf(compare(['a', 'b', 'c'], sure, { positiveLabel: 'b' }))).toBe(
      'compareWithBaseline: positiveLabel is "b", and it must be one of two classes. The classes ' +
        'are "a", "b", "c". [INVALID_ARGUMENT]',
    );
  });

  it('too few classes, and too many for a cost', async () => {
    expect(await messageOf(compare([1, 1], [1, 1]))).toBe(
      'compareWithBaseline: y has one class, and brierScore needs two at least. [INVALID_ARGUMENT]',
    );
    expect(await messageOf(compare([0, 1, 2], [0, 1, 0], {}, cost({})))).toBe(
      'compareWithBaseline: y has 3 classes, and cost needs two. [INVALID_ARGUMENT]',
    );
    expect(await messageOf(compare([null, 1], [1, 1]))).toContain('compareWithBaseline: y');
  });

  it('a baseline that is missing, or null', async () => {
    for (const incumbent of [undefined, null]) {
      const baselines = { expert: none, incumbent };
      expect(await messageOf(compare(twelve, twelve, {}, 'brierScore', baselines))).toBe(
        'compareWithBaseline: the baseline incumbent is missing. Give { name, model | fitted | ' +
          'rule | predictions }, or { absent: why } in words. [INVALID_ARGUMENT]',
      );
    }
  });

  it('a rule that answers numbers beside cases', async () => {
    const answers = ['big', 0.5, 'big'];
    const expert = { name: 'thumb', rule: (_: unknown, i: number) => answers[i % 3]! };
    const baselines = { expert, incumbent: none };
    expect(await messageOf(compare(twelve, twelve, {}, 'brierScore', baselines))).toBe(
      'compareWithBaseline: thumb: the rule answers 0.5 beside texts or truth values. It must ' +
        'answer numbers throughout, or cases throughout. [WRONG_KIND]',
    );
  });

  it('rows of which part they are', async () => {
    const wrong = { X: Matrix.zeros(2, 1), y: [1] };
    const run = (data: object) =>
      messageOf(
        compareWithBaseline(
          { name: 'mine', model: new LogisticRegression() },
          nobody,
          data as never,
          'brierScore',
          options,
        ),
      );
    expect(await run({ train: wrong, test: part(twelve) })).toContain('compareWithBaseline, train');
    expect(await run({ train: part(twelve), test: wrong })).toContain('compareWithBaseline, test');
  });
});
