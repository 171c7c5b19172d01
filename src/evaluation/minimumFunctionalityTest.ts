import { assertKnownOptions, MlError, type Table, type TableRow } from '../core/index.js';
import type { Label } from '../metrics/index.js';
import {
  BEHAVIOUR_OPTIONS,
  type BehaviourOptions,
  type BehaviourReport,
  behaviourReport,
  checkBehaviour,
  type Predict,
  predictionsFor,
} from './behaviour.js';

/**
 * Minimum functionality test (MFT): simple cases with an answer that nobody disputes, as unit tests
 * are for code.
 *
 * A row breaks the expectation when `holds` says false. The cases are written by hand or made from a
 * template, and are clear ones: what fails here is no matter of a threshold.
 *
 * @param predict rows → (n,) predictions, numbers or labels; may return a promise.
 * @param cases   the rows to be tried.
 * @param holds   whether a prediction will do for its row.
 * @param options `allowedShare` (0), `examples` (3).
 * @returns how many cases break it, and the first of them.
 * @throws MlError EMPTY | SHAPE_MISMATCH (too few predictions) | INVALID_ARGUMENT (an unknown option,
 *   `holds` answers something else than true or false) | OUT_OF_RANGE.
 *
 * Cost: one prediction of n rows. Inputs are not changed.
 * Source: Ribeiro, Wu, Guestrin & Singh (2020), Beyond Accuracy: Behavioral Testing of NLP Models
 * with CheckList, ACL.
 * Agrees with: NumPy on predictions of scikit-learn (test/golden/behaviour.json).
 *
 * @example
 * const cases = Table.from({ size: ['Large', 'Small'], speed: [250, 20] });
 * const chance = (rows) => rows.string('size').map((size) => (size === 'Large' ? 0.4 : 0.02));
 * (await minimumFunctionalityTest(chance, cases, (p, row) => (row.size === 'Large' ? p > 0.2 : p < 0.1))).passed; // true
 */
export async function minimumFunctionalityTest(
  predict: Predict,
  cases: Table,
  holds: (prediction: Label, row: TableRow, index: number) => boolean,
  options: BehaviourOptions = {},
): Promise<BehaviourReport> {
  const where = 'minimumFunctionalityTest';
  assertKnownOptions(where, options, BEHAVIOUR_OPTIONS);
  checkBehaviour(where, cases, options);
  const before = await predictionsFor(where, predict, cases);
  const badness = Array.from(before, (prediction, i) => {
    const verdict: unknown = holds(prediction, cases.row(i), i);
    if (typeof verdict === 'boolean') return verdict ? 0 : 1;
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: holds answered ${String(verdict)} for row ${i}, and it must answer true or false. ` +
        'Return a comparison: (chance, row) => chance > 0.2.',
    );
  });
  return behaviourReport('minimumFunctionality', cases, { before, badness }, options);
}
