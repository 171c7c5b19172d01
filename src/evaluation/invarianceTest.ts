import { assertKnownOptions, type Table } from '../core/index.js';
import {
  type BehaviourOptions,
  type BehaviourReport,
  CHANGE_OPTIONS,
  judgeChange,
  type Predict,
} from './behaviour.js';

/** How `invarianceTest` is judged. */
export interface InvarianceOptions extends BehaviourOptions {
  /** By how much a predicted number may move, ≥ 0. Default 0: not by a bit. */
  readonly tolerance?: number;
}

/**
 * Invariance test (INV): change what must not matter, and the prediction must not change.
 *
 * A row breaks the expectation when |after − before| > tolerance, or when one label becomes another.
 * No truth is needed, so it works on rows without labels. It tells that the model looks at something,
 * never that it looks at the right thing.
 *
 * @param predict rows → (n,) predictions, finite numbers or labels; may return a promise.
 * @param rows    the rows to be tried: leave out those to which the expectation does not apply.
 * @param change  gives the same rows with something changed that must not matter.
 * @param options `tolerance` (0), `allowedShare` (0), `examples` (3).
 * @returns how many rows break it, and the worst of them.
 * @throws MlError EMPTY | SHAPE_MISMATCH (the change adds or drops rows, or predictions are too few) |
 *   INVALID_ARGUMENT (the change changes nothing, an unknown option) | OUT_OF_RANGE.
 *
 * Cost: two predictions of n rows. Inputs are not changed.
 * Source: Ribeiro, Wu, Guestrin & Singh (2020), Beyond Accuracy: Behavioral Testing of NLP Models
 * with CheckList, ACL.
 * Agrees with: NumPy on predictions of scikit-learn (test/golden/behaviour.json).
 *
 * @example
 * const chance = (rows) => rows.number('speed').map((speed, i) => speed / 400 + (rows.number('gate')[i] > 9 ? 0.2 : 0));
 * const report = await invarianceTest(chance, Table.from({ speed: [100, 200], gate: [3, 12] }), (rows) => rows.with('gate', [5, 5]));
 * [report.share, report.examples[0].changed]; // [ 0.5, { gate: 5 } ]
 */
export async function invarianceTest(
  predict: Predict,
  rows: Table,
  change: (rows: Table) => Table,
  options: InvarianceOptions = {},
): Promise<BehaviourReport> {
  const where = 'invarianceTest';
  assertKnownOptions(where, options, CHANGE_OPTIONS);
  const tried = { predict, rows, change };
  return judgeChange(where, 'invariance', tried, options, ({ before, after }, tolerance) =>
    Array.from(before, (was, i) => {
      const is = after[i]!;
      if (typeof was !== 'number' || typeof is !== 'number') return was === is ? 0 : 1;
      if (Object.is(was, is)) return 0;
      const moved = Math.abs(is - was);
      return moved <= tolerance ? 0 : moved || 1; // NaN on one side is broken, too
    }),
  );
}
