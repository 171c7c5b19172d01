import { assertSameLength, MlError } from '../../core/index.js';

/**
 * Time zones of places: what stands between a local clock and a comparison.
 *
 * @param latitudes  (n,) degrees north, −90 to 90.
 * @param longitudes (n,) degrees east, −180 to 180; west is negative.
 * @returns (n,) IANA names, such as `'America/Chicago'`: for `utcFromLocal`.
 * @throws MlError SHAPE_MISMATCH | OUT_OF_RANGE
 *
 * Cost: microseconds a place, after 70 KB have been loaded.
 * Its borders are simplified: near one, the neighbour's zone may come. Of 1,404 US airports that a
 * second source knows, that happens at eleven (test/golden/timeZones.json): look at the zones that
 * come, and give those places theirs by hand.
 * Source: the package @photostructure/tz-lookup, made of OpenStreetMap's borders.
 *
 * @example await timeZonesAt([41.98], [-87.9]); // [ 'America/Chicago' ]
 */
export async function timeZonesAt(
  latitudes: ArrayLike<number>,
  longitudes: ArrayLike<number>,
): Promise<string[]> {
  const where = 'timeZonesAt';
  const n = latitudes.length;
  assertSameLength(where, 'latitudes', n, 'longitudes', longitudes.length);
  const { default: lookUp } = await import('@photostructure/tz-lookup');
  return Array.from({ length: n }, (_, i) => {
    const [latitude, longitude] = [latitudes[i]!, longitudes[i]!];
    if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return lookUp(latitude, longitude);
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: place ${i} is ${latitude}° north, ${longitude}° east. Latitudes go from −90 to 90, ` +
        'longitudes from −180 to 180; were the two exchanged?',
    );
  });
}
