import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recentMeans } from '../../../src/features/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface Case {
  readonly name: string;
  readonly window: number;
  readonly at: readonly number[];
  readonly value: readonly number[];
  readonly key: readonly string[];
  readonly momentAt: readonly number[];
  readonly momentKey: readonly string[];
  readonly mean: readonly (number | null)[];
  readonly count: readonly number[];
}
const golden = loadGolden<Case>('recentMeans');

const events = {
  at: [60, 10, 30, 30, 45],
  value: [500, 1, 4, 7, 100],
  key: ['ORD', 'ATL', 'ATL', 'ATL', 'ORD'],
};

describe('recentMeans', () => {
  it('agrees with means worked by hand, by airport', () => {
    const moments = { at: [31, 40, 61, 61], key: ['ATL', 'ATL', 'ATL', 'ORD'] };
    const { mean, count } = recentMeans(events, moments, { window: 30 });
    expect([...mean]).toEqual([4, 4, Number.NaN, 300]); // (1+4+7)/3; 10 is still in [10, 40)
    expect([...count]).toEqual([3, 3, 0, 2]);
  });

  it('takes all together where there are no keys', () => {
    const { at, value } = events;
    const { mean, count } = recentMeans({ at, value }, { at: [50] }, { window: 20 });
    expect([...mean]).toEqual([37]); // 4, 7, 100
    expect([...count]).toEqual([3]);
  });

  it('does not count an event of the very same minute, and counts the oldest of the window', () => {
    const { count } = recentMeans({ at: [0, 10], value: [1, 1] }, { at: [10] }, { window: 10 });
    expect([...count]).toEqual([1]);
    expect(recentMeans({ at: [0, 10], value: [5, 9] }, { at: [10] }, { window: 10 }).mean[0]).toBe(
      5,
    );
  });

  it('knows nothing of a key without events, and nothing without events', () => {
    const { mean, count } = recentMeans(events, { at: [50], key: ['SFO'] }, { window: 99 });
    expect([mean[0], count[0]]).toEqual([Number.NaN, 0]);
    expect(recentMeans({ at: [], value: [] }, { at: [1] }, { window: 1 }).count[0]).toBe(0);
  });

  it('does not let one airport’s sums run into the next one’s', () => {
    const at = [1, 2, 3, 4];
    const own = { at, value: [1, 10, 100, 1000], key: ['A', 'B', 'A', 'B'] };
    const { mean } = recentMeans(own, { at: [9, 9], key: ['A', 'B'] }, { window: 9 });
    expect([...mean]).toEqual([50.5, 505]);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, (one) => {
    const past = { at: one.at, value: one.value, key: one.key };
    const { mean, count } = recentMeans(
      past,
      { at: one.momentAt, key: one.momentKey },
      { window: one.window },
    );
    expect([...count]).toEqual([...one.count]);
    one.mean.forEach((expected, i) => {
      if (expected === null) expect(mean[i]).toBeNaN();
      else expect(mean[i]).toBeCloseTo(expected, 10);
    });
  });

  const event = fc.record({
    at: fc.integer({ min: 0, max: 60 }),
    value: fc.integer({ min: -30, max: 900 }),
    key: fc.constantFrom('ATL', 'ORD'),
  });
  const question = fc.record({
    at: fc.integer({ min: 0, max: 70 }),
    key: fc.constantFrom('ATL', 'ORD', 'SFO'),
  });
  type Event = { at: number; value: number; key: string };
  const columns = (list: readonly Event[]) => ({
    at: list.map(({ at }) => at),
    value: list.map(({ value }) => value),
    key: list.map(({ key }) => key),
  });
  const ask = (list: readonly Event[], { at, key }: { at: number; key: string }, window = 25) => {
    const { mean, count } = recentMeans(columns(list), { at: [at], key: [key] }, { window });
    return [mean[0], count[0]];
  };

  it('gives no moment anything of what becomes known at it or later', () => {
    fc.assert(
      fc.property(fc.array(event), fc.array(event), question, (list, other, moment) => {
        const known = list.filter(({ at }) => at < moment.at);
        const another = other.map((one) => ({ ...one, at: one.at + moment.at }));
        const before = ask(list, moment);
        expect(ask(known, moment)).toEqual(before);
        expect(ask([...another, ...known], moment)).toEqual(before); // another future
      }),
    );
  });

  it('agrees with filtering and averaging, whatever the order of events and moments', () => {
    const moments = fc.array(question, { minLength: 1 });
    fc.assert(
      fc.property(
        fc.array(event),
        moments,
        fc.integer({ min: 1, max: 80 }),
        (list, asked, window) => {
          const found = recentMeans(
            columns(list),
            { at: asked.map(({ at }) => at), key: asked.map(({ key }) => key) },
            { window },
          );
          asked.forEach(({ at, key }, i) => {
            const own = list.filter((e) => e.key === key && e.at < at && e.at >= at - window);
            const sum = own.reduce((total, { value }) => total + value, 0);
            expect(found.count[i]).toBe(own.length);
            expect(found.mean[i]).toBe(own.length === 0 ? Number.NaN : sum / own.length);
          });
        },
      ),
    );
  });

  it('leaves its inputs as they were', () => {
    const copy = structuredClone(events);
    recentMeans(events, { at: [31], key: ['ATL'] }, { window: 30 });
    expect(events).toEqual(copy);
  });

  const { at, value, key } = events;
  it.each([
    [
      'a window of nothing',
      () => recentMeans(events, { at: [1], key: ['A'] }, { window: 0 }),
      'OUT_OF_RANGE',
    ],
    [
      'a value short',
      () => recentMeans({ at, value: [1] }, { at: [1] }, { window: 1 }),
      'SHAPE_MISMATCH',
    ],
    [
      'a key short',
      () => recentMeans({ at, value, key: ['A'] }, { at: [1], key: ['A'] }, { window: 1 }),
      'SHAPE_MISMATCH',
    ],
    [
      'a missing value',
      () => recentMeans({ at: [1], value: [Number.NaN] }, { at: [1] }, { window: 1 }),
      'NOT_FINITE',
    ],
    [
      'a moment that is none',
      () => recentMeans({ at: [1], value: [1] }, { at: [Number.NaN] }, { window: 1 }),
      'NOT_FINITE',
    ],
    [
      'keys on one side only',
      () => recentMeans({ at, value, key }, { at: [1] }, { window: 1 }),
      'INVALID_ARGUMENT',
    ],
    [
      'keys on the other side only',
      () => recentMeans({ at, value }, { at: [1], key: ['A'] }, { window: 1 }),
      'INVALID_ARGUMENT',
    ],
  ])('refuses %s', (_, call, code) => {
    expect(call).toThrow(code);
  });
});
