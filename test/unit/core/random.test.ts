import fc from 'fast-check';
import { createRandom } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';

interface Case {
  readonly seed: number;
  readonly uniform: number[];
  readonly small: number[];
  readonly large: number[];
  readonly rejecting: number[];
  readonly normal: number[];
  readonly permutation: number[];
  readonly forkByText: number;
  readonly forkByNumber: number;
}

const golden = loadGolden<Case>('seededRandom');
const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

function draw<T>(count: number, next: () => T): T[] {
  return Array.from({ length: count }, next);
}

describe('createRandom', () => {
  it.each(golden.cases)(`draws as ${golden.reference} from seed $seed`, (c) => {
    const fresh = () => createRandom(c.seed);
    let rng = fresh();
    expect(draw(5, () => rng.uniform())).toEqual(c.uniform);
    rng = fresh();
    expect(draw(10, () => rng.integer(-3, 4))).toEqual(c.small);
    rng = fresh();
    expect(draw(5, () => rng.integer(0, 2 ** 40))).toEqual(c.large);
    rng = fresh();
    expect(draw(10, () => rng.integer(0, 3 * 2 ** 30))).toEqual(c.rejecting);
    rng = fresh();
    draw(5, () => rng.normal()).forEach((value, i) => {
      expect(value).toBeCloseTo(c.normal[i]!, 13);
    });
    expect([...fresh().permutation(8)]).toEqual(c.permutation);
    expect(fresh().shuffle([0, 1, 2, 3, 4, 5, 6, 7])).toEqual(c.permutation);
    expect(fresh().fork('folds').uniform()).toBe(c.forkByText);
    expect(fresh().fork(3).uniform()).toBe(c.forkByNumber);
  });

  it('spreads uniform numbers evenly and normal ones as they should', () => {
    const rng = createRandom(11);
    const n = 100_000;
    const bins = new Array<number>(10).fill(0);
    let sum = 0;
    let squares = 0;
    let beyond = 0;
    for (let i = 0; i < n; i++) {
      bins[Math.floor(rng.uniform() * 10)]! += 1;
      const z = rng.normal();
      sum += z;
      squares += z * z;
      if (Math.abs(z) > 1.959964) beyond++;
    }
    for (const count of bins) expect(Math.abs(count - n / 10)).toBeLessThan(400);
    expect(Math.abs(sum / n)).toBeLessThan(0.012);
    expect(Math.abs(squares / n - 1)).toBeLessThan(0.02);
    expect(Math.abs(beyond / n - 0.05)).toBeLessThan(0.003);
  });

  it('keeps uniform and integer numbers in their range, the upper end left out', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: -1000, max: 1000 }), (seed, low) => {
        const rng = createRandom(seed);
        const high = low + 1 + rng.integer(0, 5);
        const u = rng.uniform(low, high);
        const k = rng.integer(low, high);
        expect(u >= low && u < high).toBe(true);
        expect(k >= low && k < high && Number.isInteger(k)).toBe(true);
      }),
    );
  });

  it('leaves out the upper end also where rounding would reach it', () => {
    const rng = createRandom(1);
    const high = 1 + Number.EPSILON;
    expect(draw(50, () => rng.uniform(1, high)).every((value) => value === 1)).toBe(true);
    expect(rng.uniform(2, 2)).toBe(2);
  });

  it('shuffles into the same items, and leaves the given ones alone', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer()), (seed, items) => {
        const before = [...items];
        const shuffled = createRandom(seed).shuffle(items);
        expect(items).toEqual(before);
        const byValue = (a: number, b: number) => a - b;
        expect([...shuffled].sort(byValue)).toEqual(before.sort(byValue));
      }),
    );
  });

  it('makes every order of three items equally often', () => {
    const rng = createRandom(5);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = rng.permutation(3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  it('gives forks streams of their own, whatever was drawn before', () => {
    const rng = createRandom(1);
    const early = rng.fork('a').uniform();
    rng.uniform();
    rng.normal();
    expect(rng.fork('a').uniform()).toBe(early);
    expect(rng.fork('b').uniform()).not.toBe(early);
    expect(rng.fork('3').uniform()).not.toBe(rng.fork(3).uniform());
    expect(rng.fork('a').fork('a').uniform()).not.toBe(early);
    expect(createRandom(2).fork('a').uniform()).not.toBe(early);
  });

  it.each([[-1], [0.5], [Number.NaN], [2 ** 53]])('refuses the seed %s', (seed) => {
    expect(() => createRandom(seed)).toThrow('OUT_OF_RANGE');
  });

  it.each([
    ['an empty range of integers', () => createRandom(1).integer(3, 3)],
    ['a fraction as a bound', () => createRandom(1).integer(0, 1.5)],
    ['a range wider than 2⁵³', () => createRandom(1).integer(-(2 ** 53 - 1), 2 ** 53 - 1)],
    ['a range turned around', () => createRandom(1).uniform(2, 1)],
    ['an endless range', () => createRandom(1).uniform(0, Number.POSITIVE_INFINITY)],
    ['a negative deviation', () => createRandom(1).normal(0, -1)],
    ['a permutation of −1', () => createRandom(1).permutation(-1)],
  ])('refuses %s', (_, refusal) => {
    expect(refusal).toThrow('OUT_OF_RANGE');
  });
});

describe('Random.choice', () => {
  it('draws one item', () => {
    expect(['a', 'b']).toContain(createRandom(1).choice(['a', 'b']));
  });

  it('draws without replacement unless told otherwise', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 10 }), (seed, count) => {
        const items = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        const weights = items.map((i) => i + 1);
        const plain = createRandom(seed).choice(items, count);
        const weighted = createRandom(seed).choice(items, count, { weights });
        for (const drawn of [plain, weighted]) expect(new Set(drawn).size).toBe(count);
      }),
    );
  });

  it.each([[true], [false]])('draws in proportion to weights (replace: %s)', (replace) => {
    const rng = createRandom(9);
    const counts = [0, 0, 0];
    for (let i = 0; i < 6000; i++) {
      counts[rng.choice([0, 1, 2], 1, { replace, weights: [1, 0, 3] })[0]!]! += 1;
    }
    expect(counts[1]).toBe(0);
    expect(Math.abs(counts[2]! - 4500)).toBeLessThan(150);
  });

  it.each([
    ['more than there are', () => createRandom(1).choice([1, 2], 3), 'OUT_OF_RANGE'],
    [
      'more than have a weight',
      () => createRandom(1).choice([1, 2], 2, { weights: [1, 0] }),
      'OUT_OF_RANGE',
    ],
    ['from nothing', () => createRandom(1).choice([]), 'EMPTY'],
    ['a negative weight', () => createRandom(1).choice([1], 1, { weights: [-1] }), 'OUT_OF_RANGE'],
    ['no weight at all', () => createRandom(1).choice([1], 1, { weights: [0] }), 'OUT_OF_RANGE'],
    ['too few weights', () => createRandom(1).choice([1, 2], 1, { weights: [1] }), 'SHAPE'],
  ])('refuses to draw %s', (_, refusal, code) => {
    expect(refusal).toThrow(code);
  });
});
