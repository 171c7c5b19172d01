import { assertFinite, assertKnownOptions, assertOneOf, type Table } from '../core/index.js';
import {
  type BehaviourOptions,
  type BehaviourReport,
  CHANGE_OPTIONS,
  judgeChange,
  type Predict,
} from './behaviour.js';

/** How `directionTest` is judged. */
export interface DirectionOptions extends BehaviourOptions {
  /** Which way the prediction may move; it may also stay. */
  readonly expect: 'increase' | 'decrease';
  /** How far it may move the wrong way, ≥ 0. Default 0. */
  readonly tolerance?: number;
}

/**
 * Directional expectation test (DIR): change what has a known sign, and the prediction must not move
 * the other way.
 *
 * With `expect: 'increase'` a row breaks the expectation when before − after > tolerance, with
 * `'decrease'` when after − before > tolerance. A prediction that stays is no breach. What has a sign
 * is said by somebody who knows the matter; the data often cannot tell.
 *
 * @param predict rows → (n,) finite numbers, such as chances; may return a promise.
 * @param rows    the rows to be tried: leave out those that cannot be changed this way.
 * @param change  gives the same rows with the change: a faster aircraft, a bigger bird.
 * @param options `expect` (required), `tolerance` (0), `allowedShare` (0), `examples` (3).
 * @returns how many rows break it, and the worst of them.
 * @throws MlError EMPTY | SHAPE_MISMATCH (the change adds or drops rows, or predictions are too few) |
 *   NOT_FINITE (a prediction is no finite number) | INVALID_ARGUMENT (the change changes nothing, an
 *   unknown option or direction) | OUT_OF_RANGE.
 *
 * Cost: two predictions of n rows. Inputs are not changed.
 * Source: Ribeiro, Wu, Guestrin & Singh (2020), Beyond Accuracy: Behavioral Testing of NLP Models
 * with CheckList, ACL.
 * Agrees with: NumPy on predictions of scikit-learn (test/golden/behaviour.json).
 *
 * @example
 * const chance = (rows) => rows.number('speed').map((speed) => (speed > 250 ? 0.1 : speed / 1000));
 * const faster = (rows) => rows.with('speed', rows.number('speed').map((speed) => speed + 50));
 * (await directionTest(chance, Table.from({ speed: [100, 150, 220] }), faster, { expect: 'increase' })).broken; // 1
 */
export async function directionTest(
  predict: Predict,
  rows: Table,
  change: (rows: Table) => Table,
  options: DirectionOptions,
): Promise<BehaviourReport> {
  const where = 'directionTest';
  assertKnownOptions(where, options, [...CHANGE_OPTIONS, 'expect']);
  const { expect } = options;
  assertOneOf(where, 'expect', expect, ['increase', 'decrease']);
  const sense = expect === 'increase' ? 1 : -1;
  const tried = { predict, rows, change };
  return judgeChange(where, 'direction', tried, options, (asked, tolerance) => {
    const [before, after] = [asked.before, asked.after] as [ArrayLike<number>, ArrayLike<number>];
    assertFinite(where, 'predictions', before);
    assertFinite(where, 'predictions after the change', after);
    return Array.from(before, (was, i) => {
      const wrongWay = sense * (was - after[i]!);
      return wrongWay > tolerance ? wrongWay : 0;
    });
  });
}
