import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeZonesAt, utcFromLocal } from '../../../src/data/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

type Airport = readonly [number, number, string, string];
interface Case {
  readonly name: string;
  readonly zone?: string;
  readonly local?: string;
  readonly utc?: string;
  readonly days?: readonly string[];
  readonly airports?: Readonly<Record<string, Airport>>;
}
const golden = loadGolden<Case>('timeZones');
const clocks = golden.cases.filter(({ zone }) => zone !== undefined);
const { airports, days } = golden.cases.find((one) => one.airports !== undefined)!;

const wall = (text: string) => Date.parse(`${text}Z`);
const shown = (moment: number) => `${new Date(moment).toISOString().slice(0, 16)}Z`;
const HOUR = 3_600_000;

describe('utcFromLocal', () => {
  it('agrees with Chicago’s noon worked by hand: six hours behind in winter, five in summer', () => {
    const noons = [Date.UTC(2001, 0, 15, 12), Date.UTC(2001, 6, 1, 12)];
    const utc = utcFromLocal(noons, 'America/Chicago');
    expect([...utc]).toEqual([noons[0]! + 6 * HOUR, noons[1]! + 5 * HOUR]);
  });

  it.each(clocks)(`agrees with ${golden.reference}: $name`, ({ zone, local, utc }) => {
    expect(shown(utcFromLocal([wall(local!)], zone!)[0]!)).toBe(utc);
  });

  it('refuses a clock beyond all calendars', () => {
    expect(() => utcFromLocal([0, 9e15], 'UTC')).toThrow(
      /local\[1\] is 9000000000000000.*OUT_OF_RANGE/,
    );
    expect(utcFromLocal([8.63e15], 'UTC')[0]).toBe(8.63e15);
  });

  it('takes a zone for each clock, and leaves missing ones missing', () => {
    const noon = Date.UTC(2001, 4, 1, 12);
    const zones = ['America/New_York', 'America/Phoenix', 'America/Phoenix'];
    const utc = utcFromLocal([noon, noon, Number.NaN], zones);
    expect([...utc]).toEqual([noon + 4 * HOUR, noon + 7 * HOUR, Number.NaN]);
  });

  it('gives a moment at which that zone shows that clock, but in the hour that is left out', () => {
    const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata'];
    const minutes = fc.integer({ min: 0, max: 366 * 24 * 60 });
    const clockAt = (moment: number, timeZone: string) =>
      new Date(moment).toLocaleString('sv-SE', { timeZone }).slice(0, 16).replace(' ', 'T');
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const moment = Date.UTC(2001, 0, 1) + 60_000 * minute;
        const local = wall(clockAt(moment, zone));
        const [utc] = utcFromLocal([local], zone);
        expect(clockAt(utc!, zone)).toBe(clockAt(moment, zone));
        expect(utc!).toBeLessThanOrEqual(moment); // of two moments, the earlier
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a zone that is none', () => utcFromLocal([0], 'America/Gotham'), 'INVALID_ARGUMENT'],
    [
      'a missing zone, for which Intl would take this machine’s',
      () => utcFromLocal([0], [undefined as unknown as string]),
      'INVALID_ARGUMENT',
    ],
    ['an infinite clock', () => utcFromLocal([Infinity], 'UTC'), 'NOT_FINITE'],
    ['a zone short', () => utcFromLocal([0, 0], ['UTC']), 'SHAPE_MISMATCH'],
  ])('refuses %s', (_, call, code) => {
    expect(call).toThrow(code);
  });
});

describe('timeZonesAt', () => {
  it('knows Chicago, Phoenix and Honolulu', async () => {
    const zones = await timeZonesAt([41.98, 33.43, 21.32], [-87.9, -112.01, -157.92]);
    expect(zones).toEqual(['America/Chicago', 'America/Phoenix', 'Pacific/Honolulu']);
  });

  /** Northern Indiana kept no summer time before 2006; the reference gives it New York's. */
  const INDIANA = ['ANQ', 'BMG', 'FWA', 'IND', 'LAF', 'RID', 'SMD'];
  /** Near a border, simplified borders err: here is every place where they do. */
  const BORDERS = 'CFT CVN ENV GAM HUL MBG PSG PWD RKW SNP WRG'.split(' ');

  it(`gives airports the clock of ${golden.reference}, in winter and summer, but near borders`, async () => {
    const all = Object.values(airports!);
    expect(all.length).toBeGreaterThan(1000);
    const zones = await timeZonesAt(
      all.map(([latitude]) => latitude),
      all.map(([, longitude]) => longitude),
    );
    const differing = Object.entries(airports!).filter(([, [, , ...expected]], i) =>
      days!.some((day, k) => shown(utcFromLocal([wall(day)], zones[i]!)[0]!) !== expected[k]),
    );
    expect(differing.map(([iata]) => iata).sort()).toEqual([...INDIANA, ...BORDERS].sort());
  });

  it.each([
    ['exchanged coordinates', [-157.92], [21.32], 'OUT_OF_RANGE'],
    ['a missing one', [Number.NaN], [21.32], 'OUT_OF_RANGE'],
    ['a longitude short', [1, 2], [1], 'SHAPE_MISMATCH'],
  ])('refuses %s', async (_, latitudes, longitudes, code) => {
    await expect(timeZonesAt(latitudes, longitudes)).rejects.toThrow(code);
  });
});
