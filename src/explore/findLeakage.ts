import { assertKnownOptions, assertOneOf, MlError, type Table } from '../core/index.js';
import { type ColumnScore, columnScore } from './columnScore.js';

/** What `findLeakage` reads of a schema: when each column is known. `defineSchema` makes one. */
export interface KnownAtSchema {
  readonly columns: readonly { readonly name: string; readonly knownAt?: string }[];
  /** The moments in order of time. */
  readonly moments: readonly string[];
}

export interface FindLeakageOptions {
  /**
   * The moment of the prediction: what is known then may be used. Default: just before the moment
   * at which the target is known.
   */
  readonly at?: string;
}

/** A column that is known only after the prediction. */
export interface Leak {
  readonly column: string;
  readonly knownAt: string;
}

/** What one column alone tells of the target: a hint where to look, never a verdict. */
export interface LeakageSuggestion extends ColumnScore {
  readonly column: string;
  /** What the schema says, whatever the score says. */
  readonly known: 'in time' | 'too late' | 'not stated';
}

/** What must not be used for a prediction, what nobody has stated yet, and where to look. */
export interface LeakageReport {
  readonly target: string;
  /** The last moment whose columns may be used; null when the target is known from the first. */
  readonly predictedAt: string | null;
  /** The verdicts: columns that the schema says are known too late, in the order of the table. */
  readonly leaks: readonly Leak[];
  /** Columns of which the schema does not say when they are known: ask someone who knows. */
  readonly notStated: readonly string[];
  /** All columns by their single-column score, highest first. */
  readonly suggestions: readonly LeakageSuggestion[];
}

/**
 * Which columns are known only after the prediction, and so must not go into the model.
 *
 * The schema decides, by the moment at which each column is known; no statistic can. A column
 * filled in after the fact may tell little on its own, and an honest one a lot, so a search for
 * columns that are "too good" accuses the innocent and acquits the guilty. The scores are
 * suggestions: where one surprises, ask when the column is filled in, and state it in the schema.
 *
 * Scores: the area under the ROC curve for a target of two values (categories by their rate in
 * the other four fifths of the rows; a missing value is a value), else rank correlation,
 * correlation ratio or Cramér's V. Rows without a target are left out.
 *
 * @param table  the data, with the target in it.
 * @param schema when each column is known (`defineSchema` with `moments` and `knownAt`).
 * @param target the column that is to be predicted.
 * @throws MlError UNKNOWN_COLUMN; INVALID_ARGUMENT when the moment of the prediction is not one of
 *   the schema's, or neither `at` nor the target's `knownAt` is stated.
 *
 * Cost: O(columns · n log n).
 *
 * @example findLeakage(Table.from({ y: [0, 1], bill: [0, 9] }), { moments: ['before', 'after'], columns: [{ name: 'y', knownAt: 'after' }, { name: 'bill', knownAt: 'after' }] }, 'y').leaks; // [ { column: 'bill', knownAt: 'after' } ]
 */
export function findLeakage(
  table: Table,
  schema: KnownAtSchema,
  target: string,
  options: FindLeakageOptions = {},
): LeakageReport {
  assertKnownOptions('findLeakage', options, ['at']);
  const targetColumn = table.column(target);
  const knownAt = new Map(schema.columns.map((column) => [column.name, column.knownAt]));
  const last = lastMoment(schema, target, knownAt.get(target), options.at);

  const leaks: Leak[] = [];
  const notStated: string[] = [];
  const suggestions: LeakageSuggestion[] = [];
  for (const column of table.columns) {
    if (column.name === target) continue;
    const moment = knownAt.get(column.name);
    const known = moment === undefined ? 'not stated' : late(moment) ? 'too late' : 'in time';
    if (moment === undefined) notStated.push(column.name);
    else if (known === 'too late') leaks.push({ column: column.name, knownAt: moment });
    const score = columnScore(column, targetColumn);
    if (score !== null) suggestions.push({ column: column.name, ...score, known });
  }
  suggestions.sort((a, b) => b.score - a.score);
  return { target, predictedAt: schema.moments[last] ?? null, leaks, notStated, suggestions };

  function late(moment: string): boolean {
    assertOneOf('findLeakage', 'knownAt', moment, schema.moments);
    return schema.moments.indexOf(moment) > last;
  }
}

/** The number of the last moment whose columns may be used; −1 for none. */
function lastMoment(
  schema: KnownAtSchema,
  target: string,
  targetKnownAt: string | undefined,
  at: string | undefined,
): number {
  if (at !== undefined) {
    assertOneOf('findLeakage', 'at', at, schema.moments);
    return schema.moments.indexOf(at);
  }
  if (targetKnownAt === undefined) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `findLeakage: the schema does not say when ${JSON.stringify(target)} is known, so the moment ` +
        'of the prediction is open. State knownAt for it, or give the option `at`.',
    );
  }
  assertOneOf('findLeakage', 'knownAt', targetKnownAt, schema.moments);
  return schema.moments.indexOf(targetKnownAt) - 1;
}
