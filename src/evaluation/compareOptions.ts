import {
  assertAbove,
  assertAtLeast,
  assertBetween,
  assertInteger,
  assertKnownOptions,
  MlError,
  type Random,
} from '../core/index.js';
import type { Features } from '../features/index.js';
import type { Label } from '../metrics/index.js';
import type { BaselineRole } from './baselineComparison.js';
import type { Contender } from './contender.js';
import { assertKnownAt, assertReason, type KnownAt } from './knownInTime.js';

/** A baseline that does not exist, with the reason in words: "nobody predicts this today". */
export interface Absent {
  readonly absent: string;
}

/** The three whom a custom model must beat. */
export interface Baselines<X extends Features = Features> {
  /** Who ignores the features. Default: the best constant of the training rows. */
  readonly naive?: Contender<X>;
  /** What somebody who knows the matter would say without a model. */
  readonly expert: Contender<X> | Absent;
  /** What is in production today. */
  readonly incumbent: Contender<X> | Absent;
}

/** How `compareWithBaseline` judges. */
export interface CompareOptions {
  /** When columns are known and when is predicted, or `{ unchecked: why }`. */
  readonly knownAt: KnownAt;
  /**
   * How many models were looked at on these test rows before this one was chosen, itself included:
   * 1 to 100. What was tried on other rows (cross-validation of the training part) does not count.
   * Default 1.
   */
  readonly candidatesTried?: number;
  /** Share of intervals that should hold the true difference, in (0, 1). Default 0.95. */
  readonly level?: number;
  /** How much better the model must be to be worth its keep, in units of the metric, ≥ 0. Default 0. */
  readonly minimumGain?: number;
  /** (test rows,) rows with the same value (a day, a patient) are drawn together. Default: each alone. */
  readonly groups?: ArrayLike<Label>;
  /** Of two classes, the one whose probability a number tells. Default: the second, sorted. */
  readonly positiveLabel?: Label;
  /** The seed of the bootstrap. Default 0. */
  readonly seed?: number;
  /** A stream to draw from, instead of `seed`. */
  readonly random?: Random;
}

const KNOWN = [
  'knownAt',
  'candidatesTried',
  'level',
  'minimumGain',
  'groups',
  'positiveLabel',
  'seed',
  'random',
];

/** The options, checked and complete. */
export function checkOptions(where: string, options: CompareOptions) {
  assertKnownOptions(where, options ?? {}, KNOWN);
  const { candidatesTried = 1, level = 0.95, minimumGain = 0, knownAt } = options ?? {};
  assertInteger(where, 'candidatesTried', candidatesTried, 1);
  if (candidatesTried > 100) {
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: ${candidatesTried} candidates were tried on these test rows, and beyond 100 luck ` +
        'cannot be told from skill. Choose one by cross-validation of the training part, then ' +
        'judge that one on rows that nobody has looked at.',
    );
  }
  assertAbove(where, 'level', level, 0);
  assertBetween(where, 'level', level, 0, 0.9999);
  assertAtLeast(where, 'minimumGain', minimumGain, 0);
  assertKnownAt(where, knownAt);
  return { candidatesTried, level, minimumGain, knownAt };
}

/** Who is there, and who is not. */
export function present(where: string, baselines: Baselines) {
  assertKnownOptions(where, baselines, ['naive', 'expert', 'incumbent']);
  const roles: { role: BaselineRole; contender: Contender | null }[] = [
    { role: 'naive', contender: baselines.naive ?? null },
  ];
  const absent: { role: BaselineRole; reason: string }[] = [];
  for (const role of ['expert', 'incumbent'] as const) {
    const given = baselines[role];
    if (given === undefined || given === null) {
      throw new MlError(
        'INVALID_ARGUMENT',
        `${where}: the baseline ${role} is missing. Give { name, model | fitted | rule | ` +
          'predictions }, or { absent: why } in words.',
      );
    }
    if ('absent' in given) {
      assertReason(where, `${role}.absent`, given.absent);
      absent.push({ role, reason: given.absent });
    } else {
      roles.push({ role, contender: given });
    }
  }
  return { roles, absent };
}
