import { describeKnown, MlError, Table } from '../core/index.js';
import { type ReferenceColumn, type ReferenceProfile, referenceProfile } from '../explore/index.js';
import { adjustPValues } from './adjustPValues.js';
import { compareColumn, type PendingColumn } from './compareColumn.js';
import { type DriftSettings, driftSettings } from './driftSettings.js';
import type {
  ColumnDrift,
  DriftOptions,
  DriftReport,
  DriftTest,
  JointDrift,
} from './driftTypes.js';
import { type JointTest, jointTest } from './jointTest.js';
import type { PendingTest } from './pendingTest.js';

/**
 * Do current data still look like those that the model learned from? Column by column, the
 * predictions, and all columns jointly.
 *
 * The comparison is chosen by kind and size, and says why. Below 5,000 values on the smaller side
 * tests: Kolmogorov–Smirnov for numbers, χ² for categories (numbers with at most ten different
 * values are categories, too), Fisher's for two of which one is rare. From 5,000 on distances, since
 * a test would ring for trifles there: Wasserstein in deviations, Jensen–Shannon in bits, from 0.1.
 * Shares of missing values are compared as categories. Dates are not compared. A column that is
 * gone, or of another kind, is drift.
 *
 * All p-values are adjusted together, by Holm unless told otherwise: without drift, a report rings
 * with chance α at most, however many columns there are. Measured: src/monitoring/FALSE-ALARMS.md.
 * The window must be comparable: a month held against a year rings for the season.
 *
 * @param reference the training data, or what `referenceProfile` kept of them. A table is first
 *   made such a profile, so both give the same report; only `jointRows` rows are kept for the joint
 *   test, for which a stored profile needs `sampleRows`.
 * @param current   the data now, with the same columns; further ones are listed, not compared.
 * @throws MlError EMPTY without rows on a side or without columns; UNKNOWN_COLUMN in `columns` or
 *   `prediction`; OUT_OF_RANGE | INVALID_ARGUMENT for options.
 *
 * Cost: a radix sort per number column, and four fits of 30 small trees for the joint test.
 *
 * @example driftReport(Table.from({ x: [1, 2, 3, 4, 5, 6] }), Table.from({ x: [1, 3, 2, 6, 5, 4] })).drifted; // false
 */
export function driftReport(
  reference: Table | ReferenceProfile,
  current: Table,
  options: DriftOptions = {},
): DriftReport {
  const where = 'driftReport';
  const settings = driftSettings(where, options);
  const { jointRows, seed } = settings;
  const profile =
    reference instanceof Table
      ? referenceProfile(reference, { sampleRows: settings.joint ? jointRows : 0, seed })
      : reference;
  return compareWithProfile(where, profile, current, settings);
}

/** The report against a profile, for callers that make many of them. */
export function compareWithProfile(
  where: string,
  profile: ReferenceProfile,
  current: Table,
  settings: DriftSettings,
): DriftReport {
  assertRows(where, profile, current);
  const chosen = chooseColumns(where, profile, settings);
  const compared = chosen.map((column) => {
    const now = current.has(column.name) ? current.column(column.name) : undefined;
    return compareColumn(column, now, profile.rowCount, settings.largeSample);
  });
  const joint: JointTest = settings.joint
    ? jointTest(
        profile,
        chosen.filter(({ name }) => name !== settings.prediction),
        current,
        settings,
      )
    : { found: null, note: 'No joint test: it was not asked for.' };
  return conclude(profile, current, compared, joint, settings);
}

function conclude(
  profile: ReferenceProfile,
  current: Table,
  compared: readonly PendingColumn[],
  joint: JointTest,
  settings: DriftSettings,
): DriftReport {
  const { alpha, adjustment } = settings;
  const tests = compared.flatMap(({ values, missing }) => [values, missing]);
  const pValues = [...tests, joint.found].flatMap((test) => test?.pValue ?? []);
  const adjusted = adjustPValues(pValues, adjustment);
  let next = 0;
  const judge = <T extends PendingTest>(test: T | null): (T & DriftTest) | null => {
    if (test === null) return null;
    const own = test.pValue === null ? null : adjusted[next++]!;
    const threshold = own === null ? settings.distance : alpha;
    const drifted = own === null ? test.statistic >= threshold : own <= threshold;
    return { ...test, adjustedPValue: own, threshold, drifted };
  };
  const judged = compared.map((column): ColumnDrift => {
    const values = judge(column.values);
    const missing = judge(column.missing);
    const drifted =
      column.change !== 'none' || (values?.drifted ?? false) || (missing?.drifted ?? false);
    return { ...column, values, missing, drifted };
  });
  const all = joint.found && judgeJoint(joint.found, adjusted[next]!, alpha);
  const driftedColumns = judged.filter(({ drifted }) => drifted).map(({ name }) => name);
  const known = new Set(profile.columns.map(({ name }) => name));
  return {
    kind: 'driftReport',
    alpha,
    adjustment,
    testCount: pValues.length,
    referenceRows: profile.rowCount,
    currentRows: current.rowCount,
    columns: judged.filter(({ name }) => name !== settings.prediction),
    prediction: judged.find(({ name }) => name === settings.prediction) ?? null,
    joint: all,
    jointNote: joint.note,
    unknownColumns: current.columnNames.filter((name) => !known.has(name)),
    driftedColumns,
    drifted: driftedColumns.length > 0 || (all?.drifted ?? false),
    summary: summarize(judged, driftedColumns, all),
  };
}

function judgeJoint(
  found: Omit<JointDrift, 'adjustedPValue' | 'drifted'>,
  adjustedPValue: number,
  alpha: number,
): JointDrift {
  return { ...found, adjustedPValue, drifted: adjustedPValue <= alpha };
}

function summarize(
  columns: readonly ColumnDrift[],
  drifted: readonly string[],
  joint: JointDrift | null,
): string {
  const named = drifted.slice(0, 5).map((name) => JSON.stringify(name));
  if (drifted.length > 5) named.push(`${drifted.length - 5} more`);
  const alone =
    drifted.length === 0
      ? `None of ${columns.length} ${columns.length === 1 ? 'column' : 'columns'} has drifted.`
      : `${drifted.length} of ${columns.length} ${columns.length === 1 ? 'column' : 'columns'} drifted: ${named.join(', ')}.`;
  if (joint === null) return alone;
  const area = joint.rocAuc.toFixed(3);
  return joint.drifted
    ? `${alone} Old and new rows can be told apart (AUC ${area}).`
    : `${alone} Old and new rows cannot be told apart (AUC ${area}).`;
}

function chooseColumns(
  where: string,
  profile: ReferenceProfile,
  { columns, prediction }: DriftSettings,
): readonly ReferenceColumn[] {
  const byName = new Map(profile.columns.map((column) => [column.name, column]));
  const names = columns === undefined ? [...byName.keys()] : [...columns];
  if (prediction !== undefined && !names.includes(prediction)) names.push(prediction);
  return [...new Set(names)].map((name) => {
    const column = byName.get(name);
    if (column !== undefined) return column;
    throw new MlError(
      'UNKNOWN_COLUMN',
      `${where}: the reference has no column ${JSON.stringify(name)}. ` +
        describeKnown('Column', String(name), [...byName.keys()]),
    );
  });
}

function assertRows(where: string, profile: ReferenceProfile, current: Table): void {
  const missing =
    profile.columns.length === 0
      ? 'the reference has no column'
      : profile.rowCount === 0
        ? 'the reference has no row'
        : current.rowCount === 0
          ? 'there is no current row'
          : undefined;
  if (missing === undefined) return;
  throw new MlError(
    'EMPTY',
    `${where}: ${missing}, so there is nothing to compare. Check the filters before this call.`,
  );
}
