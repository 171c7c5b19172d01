import { shortNumber } from '../core/index.js';
import type { StoredMetric } from './gateMetric.js';
import type { KnownInTime } from './knownInTime.js';

/** The three whom a custom model must beat. */
export type BaselineRole = 'naive' | 'expert' | 'incumbent';

/** The mean loss of one contender on the test rows. */
export interface ContenderScore {
  readonly role: 'custom' | BaselineRole;
  readonly name: string;
  readonly score: number;
}

/** The custom model against one baseline, on the same rows. */
export interface BaselineDifference {
  readonly role: BaselineRole;
  readonly name: string;
  /** Mean loss of the custom model minus that of the baseline: below 0 is better. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Whether the whole interval lies below −minimumGain. */
  readonly beaten: boolean;
}

/** What `compareWithBaseline` found: plain JSON, as the registry stores it. */
export interface BaselineComparison {
  readonly kind: 'baselineComparison';
  readonly metric: StoredMetric;
  readonly rows: { readonly train: number; readonly test: number };
  /** What is drawn by the bootstrap: test rows, or groups of them. */
  readonly units: number;
  /** The custom model first. */
  readonly scores: readonly ContenderScore[];
  /** One for each baseline that there is. */
  readonly differences: readonly BaselineDifference[];
  /** Baselines that do not exist, with the reason. */
  readonly absent: readonly { readonly role: BaselineRole; readonly reason: string }[];
  readonly knownInTime: KnownInTime;
  readonly level: number;
  readonly candidatesTried: number;
  /** The level of each interval: 1 − (1 − level) / candidatesTried. */
  readonly intervalLevel: number;
  readonly repeats: number;
  readonly minimumGain: number;
  readonly verdict: 'ship' | 'do not ship';
  readonly reason: string;
}

/** Fewer test rows (or groups) than this never ship: no interval of so few can be trusted. */
export const LEAST_UNITS = 30;

/** The verdict with its reason in words. */
export function judge(
  found: Omit<BaselineComparison, 'verdict' | 'reason'>,
): Pick<BaselineComparison, 'verdict' | 'reason'> {
  const { differences, units, metric, candidatesTried, minimumGain } = found;
  const custom = found.scores[0]!.name;
  const luck =
    candidatesTried === 1
      ? ''
      : ` (the widest of ${candidatesTried} tried, so that luck is paid for)`;
  if (units < LEAST_UNITS) {
    return {
      verdict: 'do not ship',
      reason:
        `The test part has ${units} rows or groups, and fewer than ${LEAST_UNITS} cannot tell ` +
        `skill from luck. Judge ${custom} on more of them.`,
    };
  }
  const unbeaten = differences.filter(({ beaten }) => !beaten);
  if (unbeaten.length === 0) {
    const each = differences.map(
      ({ role, name, difference, high }) =>
        `${name} (${role}) by ${text(-difference)}, at least ${text(-high)}`,
    );
    return {
      verdict: 'ship',
      reason:
        `By ${metric.name}, where lower is better, ${custom} beats ${each.join('; ')}: beyond ` +
        `chance on ${units} test rows or groups${luck}.`,
    };
  }
  const each = unbeaten.map(({ role, name, difference, low, high }) => {
    const said = difference < 0 ? 'is not better beyond chance than' : 'is not better than';
    const bound = minimumGain === 0 ? '' : `, where a gain of ${text(minimumGain)} is asked`;
    return (
      `${said} ${name} (${role}): the difference is ${text(difference)}, from ${text(low)} to ` +
      `${text(high)}${bound}`
    );
  });
  return {
    verdict: 'do not ship',
    reason: `By ${metric.name}, where lower is better, ${custom} ${each.join('; it ')}${luck}.`,
  };
}

/** Three digits, with a true minus. */
function text(value: number): string {
  const digits = shortNumber(Math.abs(value), 3);
  return value < 0 ? `−${digits}` : digits;
}
