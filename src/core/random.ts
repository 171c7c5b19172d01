import { MlError } from './errors.js';
import { assertInteger, assertNotEmpty, assertSameLength } from './guards.js';

/** How `Random.choice` draws. */
export interface ChoiceOptions {
  /** Whether an item may come more than once. Default false. */
  readonly replace?: boolean;
  /** One weight ≥ 0 per item; an item is drawn in proportion to it. Default: all alike. */
  readonly weights?: ArrayLike<number>;
}

/** A stream of pseudo-random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** A number in [low, high), with 53 random bits. Default [0, 1). */
  uniform(low?: number, high?: number): number;
  /** A whole number from `low` to `high − 1`, each equally likely. */
  integer(low: number, high: number): number;
  /** A number from the normal distribution. Default: mean 0, deviation 1. */
  normal(mean?: number, deviation?: number): number;
  /** A new array with the same items in random order; the given one stays as it is. */
  shuffle<T>(items: ArrayLike<T>): T[];
  /** The numbers 0 to n − 1 in random order. */
  permutation(n: number): Int32Array;
  /** One item, each equally likely. */
  choice<T>(items: ArrayLike<T>): T;
  /** `count` items, in the order drawn. */
  choice<T>(items: ArrayLike<T>, count: number, options?: ChoiceOptions): T[];
  /**
   * A stream of its own for a part of the work. It depends on the seed and the label only, not on
   * how many numbers were drawn, so that one part's draws never shift another's. The same label
   * gives the same stream again.
   */
  fork(label: string | number): Random;
}

/**
 * A seeded stream of random numbers; the only source of chance in this library.
 *
 * Algorithm, so that it can be rebuilt elsewhere: xoshiro128** 1.1, whose four words are the low
 * and high halves of two outputs of SplitMix64 on the seed. `uniform` joins the upper 27 and 26
 * bits of two draws; `integer` rejects what would favour small numbers; `normal` is Marsaglia's
 * polar method; `shuffle` is Fisher and Yates' from the end.
 *
 * @param seed a whole number from 0 to 2⁵³ − 1.
 * @returns the stream.
 * @throws MlError OUT_OF_RANGE when the seed is no such number.
 *
 * Not for secrets: whoever sees some numbers can work out the next ones.
 * Source: Blackman & Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4).
 * Agrees with: scripts/golden/seededRandom.py, written from the papers (test/golden/seededRandom.json).
 *
 * @example createRandom(7).integer(0, 100); // 69
 */
export function createRandom(seed: number): Random {
  assertInteger('createRandom', 'seed', seed, 0);
  return new Xoshiro(BigInt(seed));
}

const MASK = 0xffffffffffffffffn;

class Xoshiro implements Random {
  readonly #seed: bigint;
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  /** The polar method makes two numbers at a time; this is the second. */
  #spare: number | undefined;

  constructor(seed: bigint) {
    this.#seed = seed;
    const first = splitMix(seed, 1n);
    const second = splitMix(seed, 2n);
    this.#a = Number(first & 0xffffffffn) | 0;
    this.#b = Number(first >> 32n) | 0;
    this.#c = Number(second & 0xffffffffn) | 0;
    this.#d = Number(second >> 32n) | 0;
  }

  /** 32 random bits as a whole number from 0 to 2³² − 1. */
  #next(): number {
    const b = this.#b;
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    this.#c ^= this.#a;
    this.#d ^= b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return scrambled >>> 0;
  }

  /** 53 random bits as a whole number from 0 to 2⁵³ − 1. */
  #next53(): number {
    const high = this.#next() >>> 5; // 27 bits
    const low = this.#next() >>> 6; // 26 bits
    return high * 67108864 + low;
  }

  uniform(low = 0, high = 1): number {
    if (!Number.isFinite(high - low) || low > high) throw badRange('uniform', low, high);
    const value = low + (high - low) * (this.#next53() / 9007199254740992);
    // Rounding may reach `high`, which is not part of the range.
    return value < high || low === high ? value : low;
  }

  integer(low: number, high: number): number {
    const range = high - low;
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || !(range > 0)) {
      throw badRange('integer', low, high);
    }
    if (!Number.isSafeInteger(range)) throw badRange('integer', low, high);
    const small = range <= 4294967296;
    const span = small ? 4294967296 : 9007199254740992;
    const limit = span - (span % range);
    for (;;) {
      const draw = small ? this.#next() : this.#next53();
      if (draw < limit) return low + (draw % range);
    }
  }

  normal(mean = 0, deviation = 1): number {
    if (!Number.isFinite(mean) || !(deviation >= 0 && deviation < Infinity)) {
      throw new MlError(
        'OUT_OF_RANGE',
        `Random.normal: mean ${mean} must be finite and deviation ${deviation} finite and at least 0.`,
      );
    }
    const spare = this.#spare;
    if (spare !== undefined) {
      this.#spare = undefined;
      return mean + deviation * spare;
    }
    for (;;) {
      const u = 2 * (this.#next53() / 9007199254740992) - 1;
      const v = 2 * (this.#next53() / 9007199254740992) - 1;
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue; // outside the unit circle: draw again
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spare = v * scale;
      return mean + deviation * (u * scale);
    }
  }

  shuffle<T>(items: ArrayLike<T>): T[] {
    const shuffled = Array.from(items);
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.integer(0, i + 1);
      const item = shuffled[i]!;
      shuffled[i] = shuffled[j]!;
      shuffled[j] = item;
    }
    return shuffled;
  }

  permutation(n: number): Int32Array {
    assertInteger('Random.permutation', 'n', n, 0, 2147483647);
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(0, i + 1);
      const item = order[i]!;
      order[i] = order[j]!;
      order[j] = item;
    }
    return order;
  }

  choice<T>(items: ArrayLike<T>): T;
  choice<T>(items: ArrayLike<T>, count: number, options?: ChoiceOptions): T[];
  choice<T>(items: ArrayLike<T>, count?: number, options: ChoiceOptions = {}): T | T[] {
    const { replace = false, weights } = options;
    if (count === undefined || count > 0) {
      assertNotEmpty('Random.choice', 'items', items.length);
    }
    if (count === undefined) return items[this.integer(0, items.length)]!;
    assertInteger('Random.choice', 'count', count, 0);
    if (weights) assertWeights(items.length, weights);
    const available = weights && !replace ? positives(weights) : items.length;
    if (!replace && count > available) {
      throw new MlError(
        'OUT_OF_RANGE',
        `Random.choice: ${count} items were asked for, but only ${available} can be drawn. ` +
          'Ask for fewer, or set replace: true.',
      );
    }
    const places = weights
      ? replace
        ? this.#weightedWithReplacement(weights, count)
        : this.#weightedWithoutReplacement(weights, count)
      : replace
        ? Array.from({ length: count }, () => this.integer(0, items.length))
        : this.#withoutReplacement(items.length, count);
    return places.map((place) => items[place]!);
  }

  fork(label: string | number): Random {
    const named = `${typeof label}:${label}`;
    return new Xoshiro(splitMix(this.#seed ^ hash(named), 3n));
  }

  /** The first `count` steps of a shuffle from the start. */
  #withoutReplacement(n: number, count: number): number[] {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i < count; i++) {
      const j = this.integer(i, n);
      const item = order[i]!;
      order[i] = order[j]!;
      order[j] = item;
    }
    return order.slice(0, count);
  }

  #weightedWithReplacement(weights: ArrayLike<number>, count: number): number[] {
    const sums = new Float64Array(weights.length);
    let total = 0;
    for (let i = 0; i < sums.length; i++) {
      total += weights[i]!;
      sums[i] = total;
    }
    return Array.from({ length: count }, () => firstAbove(sums, this.uniform(0, total)));
  }

  /** Efraimidis and Spirakis (2006): the largest of log(u) / weight are the sample, in order. */
  #weightedWithoutReplacement(weights: ArrayLike<number>, count: number): number[] {
    const keys: { readonly place: number; readonly key: number }[] = [];
    for (let place = 0; place < weights.length; place++) {
      const u = 1 - this.#next53() / 9007199254740992; // (0, 1]
      if (weights[place]! > 0) keys.push({ place, key: Math.log(u) / weights[place]! });
    }
    keys.sort((x, y) => y.key - x.key);
    return keys.slice(0, count).map((entry) => entry.place);
  }
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** The `step`-th output of SplitMix64 from this seed. */
function splitMix(seed: bigint, step: bigint): bigint {
  let z = (seed + step * 0x9e3779b97f4a7c15n) & MASK;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}

/** FNV-1a of the UTF-16 code units, low byte first, 64 bits. */
function hash(text: string): bigint {
  let value = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    value = ((value ^ BigInt(unit & 0xff)) * 0x100000001b3n) & MASK;
    value = ((value ^ BigInt(unit >> 8)) * 0x100000001b3n) & MASK;
  }
  return value;
}

/** The first place whose running sum lies above `target`. */
function firstAbove(sums: Float64Array, target: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

function positives(weights: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i]! > 0) count++;
  return count;
}

function assertWeights(items: number, weights: ArrayLike<number>): void {
  assertSameLength('Random.choice', 'items', items, 'weights', weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new MlError(
        'OUT_OF_RANGE',
        `Random.choice: weights[${i}] is ${weight}, and a weight must be finite and at least 0.`,
      );
    }
    total += weight;
  }
  if (items > 0 && !(total > 0 && total < Infinity)) {
    throw new MlError(
      'OUT_OF_RANGE',
      `Random.choice: the weights add up to ${total}, and the sum must be finite and above 0.`,
    );
  }
}

function badRange(method: string, low: number, high: number): MlError {
  const need = method === 'integer' ? 'whole numbers with low < high' : 'finite with low ≤ high';
  return new MlError(
    'OUT_OF_RANGE',
    `Random.${method}: low ${low} and high ${high} must be ${need}.`,
  );
}
