import { assertSameLength, LAST_MOMENT, MlError, type Vector } from '../../core/index.js';

const DAY = 86_400_000;

/**
 * Moments in UTC from clocks on the wall, so that times of several places can be compared.
 *
 * A wall clock says one hour twice in autumn, and leaves one out in spring. What it says twice is
 * taken as the earlier moment; what it leaves out, as if it had not been put forward yet.
 *
 * @param local (n,) what the clock said, as milliseconds since 1970 as if it were UTC (a date
 *   column of a file without a zone); NaN where missing.
 * @param zones (n,) IANA names, or one for all.
 * @returns (n,) milliseconds since 1970 in UTC; NaN stays.
 * @throws MlError SHAPE_MISMATCH; INVALID_ARGUMENT for a zone that is none, or missing; NOT_FINITE for
 *   an infinite clock; OUT_OF_RANGE for one beyond all calendars.
 *
 * Cost: O(n), and a look into the zone's rules for each of its days; single moments are looked up
 * only on days on which the clock is changed.
 * Source: the rules of this Node's Intl, which know each year's own law.
 * Agrees with: Python's zoneinfo with fold=0 (test/golden/timeZones.json).
 *
 * @example new Date(utcFromLocal([Date.UTC(2001, 6, 1, 12)], 'America/Chicago')[0]).toISOString(); // '2001-07-01T17:00:00.000Z'
 */
export function utcFromLocal(local: ArrayLike<number>, zones: ArrayLike<string> | string): Vector {
  const where = 'utcFromLocal';
  if (typeof zones !== 'string') {
    assertSameLength(where, 'local', local.length, 'zones', zones.length);
  }
  const clocks = new Map<string, Clock>();
  const clockOf = (zone: string) => {
    let clock = clocks.get(zone);
    if (clock === undefined) {
      clock = new Clock(where, zone);
      clocks.set(zone, clock);
    }
    return clock;
  };
  const result = new Float64Array(local.length);
  for (let i = 0; i < local.length; i++) {
    const wall = local[i]!;
    const zone = typeof zones === 'string' ? zones : zones[i]!;
    if (Math.abs(wall) === Number.POSITIVE_INFINITY) throw infinite(where, i);
    if (Math.abs(wall) > LAST_DAY) throw beyond(where, i, wall);
    result[i] = Number.isNaN(wall) ? wall : clockOf(zone).utc(wall);
  }
  return result;
}

/** Two days before the last moment that a `Date` can hold, since the days around each are looked up. */
const LAST_DAY = LAST_MOMENT - 2 * DAY;

function beyond(where: string, row: number, wall: number): MlError {
  return new MlError(
    'OUT_OF_RANGE',
    `${where}: local[${row}] is ${wall}, and no calendar goes further than ${LAST_DAY} milliseconds from 1970.`,
  );
}

function infinite(where: string, row: number): MlError {
  return new MlError(
    'NOT_FINITE',
    `${where}: local[${row}] is infinite. Give milliseconds since 1970, or NaN where it is missing.`,
  );
}

/** The rules of a zone, each day of which is looked up once. */
class Clock {
  readonly #format: Intl.DateTimeFormat;
  /** By day of the wall clock: UTC minus local, or null where that changes within a day of it. */
  readonly #days = new Map<number, number | null>();

  constructor(where: string, zone: string) {
    try {
      // Intl takes undefined for this machine's own zone; as a text it is no zone.
      this.#format = new Intl.DateTimeFormat('en-US', {
        timeZone: String(zone),
        hourCycle: 'h23',
        ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
        ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
        era: 'short',
      });
    } catch {
      throw new MlError(
        'INVALID_ARGUMENT',
        `${where}: ${JSON.stringify(String(zone))} is no time zone. Give a name such as "America/Chicago".`,
      );
    }
  }

  utc(wall: number): number {
    const day = Math.floor(wall / DAY);
    let behind = this.#days.get(day);
    if (behind === undefined) {
      const before = this.#behind((day - 1) * DAY);
      behind = before === this.#behind((day + 2) * DAY) ? before : null;
      this.#days.set(day, behind);
    }
    if (behind !== null) return wall + behind;
    // The offset before a change gives the earlier of two moments, and carries on over a gap.
    const early = this.#behind(wall - DAY);
    const late = this.#behind(wall + DAY);
    return this.#behind(wall + early) === early ? wall + early : this.#fits(wall, early, late);
  }

  /** After the change if that moment shows this clock; in the gap, by the offset before it. */
  #fits(wall: number, early: number, late: number): number {
    return this.#behind(wall + late) === late ? wall + late : wall + early;
  }

  /** UTC minus local at a moment, in milliseconds. */
  #behind(moment: number): number {
    const second = Math.floor(moment / 1000) * 1000;
    const parts = new Map(
      this.#format.formatToParts(second).map(({ type, value }) => [type, value] as const),
    );
    const [year, month, day, hour, minute, seconds] = (
      ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
    ).map((name) => Number(parts.get(name)));
    const shown = parts.get('era') === 'BC' ? 1 - year! : year!;
    return second - Date.UTC(shown, month! - 1, day!, hour!, minute!, seconds!);
  }
}
