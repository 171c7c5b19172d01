import { assertBetween, assertInteger, assertKnownOptions } from '../core/index.js';
import type { ProfileOptions } from './profileTypes.js';

export type ProfileSettings = Required<ProfileOptions>;

const DEFAULTS: ProfileSettings = Object.freeze({
  quantiles: Object.freeze([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]),
  mostFrequent: 5,
});

/** The options, checked, with the defaults where nothing is said. */
export function profileSettings(where: string, options: ProfileOptions): ProfileSettings {
  assertKnownOptions(where, options, Object.keys(DEFAULTS));
  const settings = { ...DEFAULTS, ...options };
  settings.quantiles.forEach((probability, k) => {
    assertBetween(where, `quantiles[${k}]`, probability, 0, 1);
  });
  assertInteger(where, 'mostFrequent', settings.mostFrequent, 1);
  return settings;
}
