import {
  assertAbove,
  assertBetween,
  assertInteger,
  assertKnownOptions,
  assertOneOf,
} from '../core/index.js';
import { ADJUSTMENTS } from './adjustPValues.js';
import type { DriftOptions } from './driftTypes.js';

export type DriftSettings = Required<Omit<DriftOptions, 'columns' | 'prediction'>> &
  Pick<DriftOptions, 'columns' | 'prediction'>;

const DEFAULTS = Object.freeze({
  alpha: 0.05,
  adjustment: 'holm',
  largeSample: 5000,
  distance: 0.1,
  joint: true,
  jointRows: 1000,
  seed: 0,
});

/** The names of all options. */
export const DRIFT_OPTIONS: readonly string[] = [...Object.keys(DEFAULTS), 'columns', 'prediction'];

/** The options, checked, with the defaults where nothing is said. */
export function driftSettings(where: string, options: DriftOptions): DriftSettings {
  assertKnownOptions(where, options, DRIFT_OPTIONS);
  const settings: DriftSettings = { ...(DEFAULTS as DriftSettings), ...options };
  assertBetween(where, 'alpha', settings.alpha, 1e-12, 1 - 1e-12);
  assertOneOf(where, 'adjustment', settings.adjustment, ADJUSTMENTS);
  assertInteger(where, 'largeSample', settings.largeSample, 1);
  assertAbove(where, 'distance', settings.distance, 0);
  assertInteger(where, 'jointRows', settings.jointRows, 50);
  assertInteger(where, 'seed', settings.seed, 0);
  return settings;
}
