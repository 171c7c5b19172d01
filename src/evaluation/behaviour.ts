import {
  assertAtLeast,
  assertBetween,
  assertInteger,
  assertNotEmpty,
  assertSameLength,
  MlError,
  type Table,
  type TableRow,
} from '../core/index.js';
import type { Label } from '../metrics/index.js';

/** A model as behavioural tests see it: rows in, one prediction a row out, or a promise of them. */
export type Predict = (rows: Table) => ArrayLike<Label> | Promise<ArrayLike<Label>>;

/** How a behavioural test is judged. */
export interface BehaviourOptions {
  /** The share of rows that may break the expectation, 0 to 1. Default 0. */
  readonly allowedShare?: number;
  /** How many of the rows that break it are kept as examples. Default 3. */
  readonly examples?: number;
}

/** One row that breaks an expectation. */
export interface BehaviourExample {
  /** Its number in the table, counted from 0. */
  readonly row: number;
  /** The row as it was. */
  readonly record: TableRow;
  /** The cells that the test changed, with their new values; none where it changed nothing. */
  readonly changed: TableRow;
  /** What was predicted for the row as it was. */
  readonly prediction: Label;
  /** What was predicted for the changed row; null where nothing was changed. */
  readonly after: Label | null;
}

/** What a behavioural test found. */
export interface BehaviourReport {
  readonly kind: 'invariance' | 'direction' | 'minimumFunctionality';
  /** Rows that were tried. */
  readonly rows: number;
  /** Those that break the expectation. */
  readonly broken: number;
  /** broken / rows */
  readonly share: number;
  /** Whether the share is not above the allowed one. */
  readonly passed: boolean;
  /** The worst first; of equally bad ones the first in the table. */
  readonly examples: readonly BehaviourExample[];
}

/** The names of the options that every behavioural test has. */
export const BEHAVIOUR_OPTIONS = ['allowedShare', 'examples'] as const;

/** Of those that change rows, too. */
export const CHANGE_OPTIONS = [...BEHAVIOUR_OPTIONS, 'tolerance'] as const;

/** Throws OUT_OF_RANGE for options, EMPTY when there is no row to try. */
export function checkBehaviour(where: string, rows: Table, options: BehaviourOptions): void {
  assertBetween(where, 'allowedShare', options.allowedShare ?? 0, 0, 1);
  assertInteger(where, 'examples', options.examples ?? 3, 0);
  assertNotEmpty(where, 'rows', rows.rowCount);
}

/** The predictions of a model, one a row. @throws MlError SHAPE_MISMATCH */
export async function predictionsFor(
  where: string,
  predict: Predict,
  rows: Table,
): Promise<ArrayLike<Label>> {
  const predictions = await predict(rows);
  assertSameLength(where, 'rows', rows.rowCount, 'the predictions', predictions.length);
  return predictions;
}

/** Rows before and after a change, with what is predicted for each. */
interface ChangedRows {
  readonly changed: Table;
  readonly before: ArrayLike<Label>;
  readonly after: ArrayLike<Label>;
}

/** Rows, what is done to them, and who is asked before and after. */
export interface ChangeTried {
  readonly predict: Predict;
  readonly rows: Table;
  readonly change: (rows: Table) => Table;
}

/**
 * Changes the rows, asks the model twice, and reports on what `badnessOf` finds in the two answers.
 *
 * @throws MlError SHAPE_MISMATCH | INVALID_ARGUMENT (a change that changes nothing) | as `checkBehaviour`.
 */
export async function judgeChange(
  where: string,
  kind: BehaviourReport['kind'],
  { predict, rows, change }: ChangeTried,
  options: BehaviourOptions & { readonly tolerance?: number },
  badnessOf: (asked: ChangedRows, tolerance: number) => ArrayLike<number>,
): Promise<BehaviourReport> {
  const { tolerance = 0 } = options;
  assertAtLeast(where, 'tolerance', tolerance, 0);
  checkBehaviour(where, rows, options);
  const asked = await predictTwice(where, predict, rows, change);
  const badness = badnessOf(asked, tolerance);
  return behaviourReport(kind, rows, { ...asked, badness }, options);
}

async function predictTwice(
  where: string,
  predict: Predict,
  rows: Table,
  change: (rows: Table) => Table,
): Promise<ChangedRows> {
  const changed = change(rows);
  assertSameLength(where, 'rows', rows.rowCount, 'the changed table', changed.rowCount);
  if (columnsThatDiffer(rows, changed).length === 0) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: the change leaves every cell as it was, so the test could not fail. ` +
        "Return a new table: (rows) => rows.with('speed', …).",
    );
  }
  const before = await predictionsFor(where, predict, rows);
  return { changed, before, after: await predictionsFor(where, predict, changed) };
}

/** The report over all rows. @param badness (n,) 0 where the expectation holds, else how badly it is broken */
export function behaviourReport(
  kind: BehaviourReport['kind'],
  rows: Table,
  tried: { readonly before: ArrayLike<Label>; readonly badness: ArrayLike<number> } & Partial<
    Pick<ChangedRows, 'changed' | 'after'>
  >,
  { allowedShare = 0, examples = 3 }: BehaviourOptions,
): BehaviourReport {
  const { before, badness, changed, after } = tried;
  const broken: number[] = [];
  for (let i = 0; i < badness.length; i++) if (badness[i]! > 0) broken.push(i);
  const worst = [...broken].sort((a, b) => badness[b]! - badness[a]!).slice(0, examples);
  const differing = changed === undefined ? [] : columnsThatDiffer(rows, changed);
  const share = broken.length / rows.rowCount;
  return {
    kind,
    rows: rows.rowCount,
    broken: broken.length,
    share,
    passed: share <= allowedShare,
    examples: worst.map((row) => ({
      row,
      record: rows.row(row),
      changed: changed === undefined ? {} : cellsThatDiffer(rows, changed, row, differing),
      prediction: before[row]!,
      after: after?.[row] ?? null,
    })),
  };
}

function columnsThatDiffer(rows: Table, changed: Table): string[] {
  return changed.columnNames.filter((name) => {
    if (!rows.has(name)) return true;
    const [was, is] = [rows.column(name), changed.column(name)];
    if (was === is) return false;
    return Array.from<unknown>(is.values).some((value, i) => !Object.is(value, was.values[i]));
  });
}

function cellsThatDiffer(
  rows: Table,
  changed: Table,
  row: number,
  columns: readonly string[],
): TableRow {
  const [was, is] = [rows.row(row), changed.select(columns).row(row)];
  const cells = Object.entries(is).filter(([name, cell]) => {
    const old = was[name];
    return cell instanceof Date
      ? cell.getTime() !== (old as Date | null)?.getTime()
      : !Object.is(cell, old);
  });
  return Object.fromEntries(cells);
}
