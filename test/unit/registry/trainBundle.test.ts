import fc from 'fast-check';
import {
  accuracy,
  createRandom,
  hashTable,
  modelBundleFromState,
  Table,
  type TrainOptions,
  trainBundle,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';

const random = createRandom(4);
const wind = Array.from({ length: 300 }, () => random.uniform(0, 20));
const sky = wind.map((_, i) => (i % 3 === 0 ? 'grey' : 'blue'));
const wet = wind.map((w, i) =>
  w + (sky[i] === 'grey' ? 4 : 0) + 3 * random.normal() > 12 ? 1 : 0,
);
const days = Table.from({
  day: wind.map((_, i) => new Date(Date.UTC(2015, 0, 1 + i))),
  id: wind.map((_, i) => `day ${i}`),
  wind: wind.map((w, i) => (i % 20 === 7 ? Number.NaN : w)),
  sky: sky.map((s, i) => (i % 50 === 9 ? null : s)),
  calm: wind.map((w) => w < 3),
  week: wind.map((_, i) => `week ${Math.floor(i / 7)}`),
  wet,
  rain: wind.map((w, i) => w * wet[i]! + random.uniform()),
});
const options: TrainOptions = {
  target: 'wet',
  dataset: 'invented days',
  features: ['wind', 'sky', 'calm'],
};

describe('trainBundle', () => {
  it('learns from what it may, and is judged by rows that it has not seen', async () => {
    const { bundle, comparison, rows, skipped } = await trainBundle(days, options);
    expect(rows).toEqual({ train: 240, test: 60, withoutTarget: 0 });
    expect(skipped).toEqual([]);
    expect(bundle.output).toEqual({
      kind: 'classification',
      name: 'wet',
      classes: [0, 1],
      positiveClass: 1,
    });
    expect(comparison).toMatchObject({
      verdict: 'ship',
      rows: { train: 240, test: 60 },
      units: 60,
    });
    expect(bundle.metrics.accuracy!.estimate).toBeGreaterThan(0.75);
    expect(bundle.comparison).toEqual(comparison);
  });

  it('reads every column that it can when none are named, and says what it leaves out and why', async () => {
    const { features, skipped } = await trainBundle(days, {
      target: 'wet',
      dataset: 'd',
      groupBy: 'week',
    });
    expect(features).toEqual(['wind', 'sky', 'calm', 'rain']);
    expect(skipped).toEqual([
      'day: a date',
      'id: 300 different texts',
      'week: the target, or decides the split',
      'wet: the target, or decides the split',
    ]);
  });

  it('is judged by the last rows where a time is named, and by whole groups where one is', async () => {
    const timed = await trainBundle(days, { ...options, timeBy: 'day' });
    const early = days.slice(0, 240);
    expect(timed.bundle.dataset).toEqual({
      name: 'invented days',
      sha256: hashTable(early),
      rows: 240,
    });
    const late = days.slice(240);
    const said = (await timed.bundle.predict(
      late.select(['wind', 'sky', 'calm']),
    )) as ArrayLike<number>;
    expect(timed.bundle.metrics.accuracy!.estimate).toBe(accuracy(late.number('wet'), said));
    const grouped = await trainBundle(days, { ...options, groupBy: 'week' });
    expect(grouped.comparison.units).toBeLessThan(12);
    expect(grouped.comparison.verdict).toBe('do not ship'); // fewer than thirty weeks
  });

  it('predicts numbers where the target has more than two', async () => {
    const { bundle, comparison } = await trainBundle(days, {
      ...options,
      target: 'rain',
      model: 'boosting',
    });
    expect(bundle.output).toEqual({ kind: 'regression', name: 'rain' });
    expect(comparison.metric.name).toBe('meanSquaredError');
    expect(Object.keys(bundle.metrics)).toEqual(['meanAbsoluteError']);
  });

  it('predicts names of classes, and leaves out rows without one', async () => {
    const { bundle, rows } = await trainBundle(days, {
      ...options,
      target: 'sky',
      features: ['wind', 'rain'],
      positive: 'grey',
    });
    expect(bundle.output).toMatchObject({ classes: ['blue', 'grey'], positiveClass: 'grey' });
    expect(rows.withoutTarget).toBe(6);
  });

  it('asks for what is in production to be beaten', async () => {
    const { bundle } = await trainBundle(days, options);
    const again = await trainBundle(days, { ...options, incumbent: { name: 'rain@1', bundle } });
    const found = again.comparison.differences.find(({ role }) => role === 'incumbent');
    expect(found).toMatchObject({ name: 'rain@1', difference: 0, beaten: false });
    expect(again.comparison.verdict).toBe('do not ship');
    const other = await trainBundle(days, {
      ...options,
      target: 'rain',
      incumbent: { name: 'rain@1', bundle },
    });
    expect(other.comparison.absent).toContainEqual({
      role: 'incumbent',
      reason: 'rain@1 predicts something else, or from other columns',
    });
  });

  it('is served as it was trained: gaps, a sky that it has never seen, and a journey as text', async () => {
    const { bundle } = await trainBundle(days, options);
    const back = await modelBundleFromState(JSON.parse(JSON.stringify(bundle.state)));
    const record = fc.record({
      wind: fc.option(fc.double({ min: -5, max: 60, noNaN: true })),
      sky: fc.option(fc.constantFrom('grey', 'blue', 'green')),
      calm: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(record, async (one) => {
        const chances = await bundle.predictRecordProbabilities(one);
        expect(await back.predictRecordProbabilities(one)).toEqual(chances);
        expect(chances[0]! + chances[1]!).toBeCloseTo(1, 12);
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same bundle for the same seed, and another split for another', async () => {
    const [a, b, c] = [
      await trainBundle(days, options),
      await trainBundle(days, options),
      await trainBundle(days, { ...options, seed: 1 }),
    ];
    expect(b.bundle.state).toEqual(a.bundle.state);
    expect(c.bundle.dataset!.sha256).not.toBe(a.bundle.dataset!.sha256);
  });

  it.each([
    ['a target that is not there', { target: 'snow' }, 'UNKNOWN_COLUMN'],
    ['a feature that is not there', { features: ['wnd'] }, /"wind".*UNKNOWN_COLUMN/],
    ['the target as a feature', { features: ['wind', 'wet'] }, 'INVALID_ARGUMENT'],
    ['a date as a feature', { features: ['day'] }, 'WRONG_KIND'],
    ['a date as the target', { target: 'day' }, 'WRONG_KIND'],
    ['a model that is none', { model: 'magic' }, 'INVALID_ARGUMENT'],
    ['a seed below zero', { seed: -1 }, 'OUT_OF_RANGE'],
    ['an option that is not there', { speed: 1 }, 'INVALID_ARGUMENT'],
  ])('refuses %s', async (_, wrong, said) => {
    await expect(trainBundle(days, { ...options, ...wrong } as TrainOptions)).rejects.toThrow(said);
  });

  it('refuses a table whose target is missing throughout', async () => {
    const none = days.with('wet', new Float64Array(300).fill(Number.NaN));
    await expect(trainBundle(none, options)).rejects.toThrow('EMPTY');
  });
});
