import { describe, expect, it } from 'vitest';
import {
  damageVersion,
  fillDisk,
  killPublishers,
  noSmallDisk,
  racePublishers,
} from '../faults/registry.js';

/** The full numbers are those of `npm run test:soak`. */
describe('a registry survives, in short', () => {
  it('20 kills at random moments of publishing 8 MB', async () => {
    const { inside } = await killPublishers(20, 6);
    expect(inside, 'kills that hit the middle of a publish').toBeGreaterThan(4);
  }, 240_000);

  it('8 processes that publish 10 versions each, at once', async () => {
    await racePublishers(8, 10);
  }, 120_000);

  it('every byte of the header flipped, 1,000 random bits, and truncations', async () => {
    await damageVersion(1000, 1000, 7);
  }, 120_000);

  it('a full disk: a typed error, and the version in production is still served', (context) => {
    const reason = noSmallDisk();
    if (reason !== undefined) context.skip(reason);
    expect(fillDisk()).toEqual({
      typed: true,
      message: expect.stringMatching(/the disk is full.*STORAGE_FAILED/),
      moved: 'STORAGE_FAILED',
      live: { version: 1, bytes: 8 * 2 ** 20 },
      versions: [1, 2, 3, 4],
      faults: [],
      after: 5,
    });
  }, 60_000);
});
