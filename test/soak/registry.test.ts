import { describe, expect, it } from 'vitest';
import { damageVersion, killPublishers, racePublishers } from '../faults/registry.js';

const MINUTE = 60_000;

describe('a registry survives', () => {
  it(
    '200 kills at random moments of publishing 8 MB',
    async () => {
      const { inside } = await killPublishers(200, 60);
      expect(inside, 'kills that hit the middle of a publish').toBeGreaterThan(40);
    },
    90 * MINUTE,
  );

  it(
    '8 processes that publish 50 versions each, at once',
    async () => {
      await racePublishers(8, 50);
    },
    10 * MINUTE,
  );

  it(
    'every byte of the header flipped, 1,000 random bits of 8 MB, and truncations',
    async () => {
      await damageVersion(8 * 2 ** 20, 1000, 70);
    },
    20 * MINUTE,
  );
});
