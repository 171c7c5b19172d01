import {
  assertAbove,
  assertFinite,
  assertKnownOptions,
  assertSameLength,
  MlError,
  type Vector,
} from '../core/index.js';
import { argsort, firstAtLeast } from '../math/index.js';

/** What has happened: when each event became known, its value, and on demand whose it is. */
export interface RecentEvents {
  /** (n,) when it became known, in any unit, in any order. */
  readonly at: ArrayLike<number>;
  /** (n,) finite values. */
  readonly value: ArrayLike<number>;
  /** (n,) whose event it is: an airport, a customer. Default: all belong together. */
  readonly key?: ArrayLike<string>;
}

/** When is asked, and about whom. */
export interface RecentMoments {
  /** (m,) in the unit of the events, in any order. */
  readonly at: ArrayLike<number>;
  /** (m,) given if, and only if, the events have one. A key without events has no recent ones. */
  readonly key?: ArrayLike<string>;
}

/** How far back `recentMeans` looks. */
export interface RecentOptions {
  /** Above 0, in the unit of the times. */
  readonly window: number;
}

/** What was known at each moment. */
export interface RecentMeans {
  /** (m,) mean value of the events in the window; NaN where there were none. */
  readonly mean: Vector;
  /** (m,) how many there were. */
  readonly count: Vector;
}

/**
 * What the last hours looked like, as of each moment: mean and count of the events that became
 * known in [moment − window, moment). A feature about the recent past that cannot look ahead.
 *
 * The end is open: an event of the very same minute may have come a second too late, so it does not
 * count. `at` of an event must be when its value was *known*, which is later than when it began.
 *
 * @param events  n of them, in any order.
 * @param moments m of them, in any order.
 * @param options `window`, required.
 * @returns `mean` and `count`, (m,) each, in the order of the moments.
 * @throws MlError SHAPE_MISMATCH | NOT_FINITE | OUT_OF_RANGE; INVALID_ARGUMENT when only one of
 *   both has keys.
 *
 * Cost: O(n + m log n) time, about 50 n bytes. Sums are running ones: exact for whole numbers below
 * 2⁵³ in total, and to about 1e-16 of the sum of all magnitudes otherwise. Inputs are not changed.
 * Agrees with: pandas.DataFrame.rolling(window, closed='left') by group (test/golden/recentMeans.json).
 *
 * @example recentMeans({ at: [1, 4, 5], value: [10, 20, 99] }, { at: [5, 9] }, { window: 4 }); // { mean: Float64Array(2) [ 15, 99 ], count: Float64Array(2) [ 2, 1 ] }
 */
export function recentMeans(
  events: RecentEvents,
  moments: RecentMoments,
  options: RecentOptions,
): RecentMeans {
  const where = 'recentMeans';
  assertKnownOptions(where, options, ['window']);
  assertAbove(where, 'window', options.window, 0);
  check(where, events, moments);
  const { places, starts, at, sums } = sortedPast(events);
  const m = moments.at.length;
  const mean = new Float64Array(m).fill(Number.NaN);
  const count = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    const place = places.get(moments.key === undefined ? '' : moments.key[i]!);
    if (place === undefined) continue;
    const now = moments.at[i]!;
    const [from, to] = [starts[place]!, starts[place + 1]!];
    const end = firstAtLeast(at, now, from, to);
    const start = firstAtLeast(at, now - options.window, from, end);
    if (end === start) continue;
    count[i] = end - start;
    mean[i] = (sums[end + place]! - sums[start + place]!) / (end - start);
  }
  return { mean, count };
}

function check(where: string, events: RecentEvents, moments: RecentMoments): void {
  assertSameLength(where, 'events.at', events.at.length, 'events.value', events.value.length);
  assertFinite(where, 'events.at', events.at);
  assertFinite(where, 'events.value', events.value);
  assertFinite(where, 'moments.at', moments.at);
  for (const [name, { at, key }] of Object.entries({ events, moments })) {
    if (key) assertSameLength(where, `${name}.at`, at.length, `${name}.key`, key.length);
  }
  if ((events.key === undefined) === (moments.key === undefined)) return;
  const [has, lacks] = events.key ? ['events', 'moments'] : ['moments', 'events'];
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: ${has} have keys and ${lacks} have none. Give both a key, or neither.`,
  );
}

/**
 * The events by key, and by time within a key: those of key number p are from starts[p] up to
 * starts[p + 1]. Their running sums begin at 0 for each key, so a key has one sum more than events:
 * that of all before event k stands at k + p.
 */
function sortedPast({ at, value, key }: RecentEvents) {
  const n = at.length;
  const places = new Map<string, number>();
  const codes = new Uint32Array(n);
  if (key === undefined) places.set('', 0);
  else {
    for (let i = 0; i < n; i++) {
      const place = places.get(key[i]!) ?? places.size;
      places.set(key[i]!, place);
      codes[i] = place;
    }
  }
  const starts = new Uint32Array(places.size + 1);
  for (const code of codes) starts[code + 1]! += 1;
  for (let p = 0; p < places.size; p++) starts[p + 1]! += starts[p]!;
  const next = starts.slice();
  const times = new Float64Array(n);
  const sums = new Float64Array(n + places.size);
  for (const i of argsort(at)) {
    const code = codes[i]!;
    const k = next[code]!++;
    times[k] = at[i]!;
    sums[k + code + 1] = sums[k + code]! + value[i]!;
  }
  return { places, starts, at: times, sums };
}
