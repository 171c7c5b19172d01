import { assertInteger, assertKnownOptions, Table } from '../core/index.js';
import { type ReferenceProfile, referenceProfile } from '../explore/index.js';
import { compareWithProfile } from './driftReport.js';
import { DRIFT_OPTIONS, driftSettings } from './driftSettings.js';
import type { DriftOptions, DriftReport } from './driftTypes.js';
import { type WindowOptions, windowsOf } from './windows.js';

/** How `rollingDrift` cuts and compares. */
export interface RollingOptions extends WindowOptions, DriftOptions {
  /** Windows with fewer rows get no report. Default 20. */
  readonly minimumRows?: number;
  /** Whether each report has a joint test. Default false here. */
  readonly joint?: boolean;
}

/** One window with its report. */
export interface DriftWindow {
  /** Milliseconds since 1970: after `start`, up to `end`. Without `time` row numbers: from, before. */
  readonly start: number;
  readonly end: number;
  readonly rowCount: number;
  /** Null where there are too few rows. */
  readonly report: DriftReport | null;
}

/** Drift window by window, oldest first: plain JSON. */
export interface RollingDrift {
  readonly kind: 'rollingDrift';
  readonly windows: readonly DriftWindow[];
  /** How many windows were compared, and how many of them rang. */
  readonly compared: number;
  readonly alarms: number;
  /** How many would ring without any drift, at most on average: α times those compared. */
  readonly expectedFalseAlarms: number;
  /** Rows without a time, which are in no window. */
  readonly untimed: number;
}

/**
 * Drift over time: a report for each window of a request log.
 *
 * The newest window ends with the newest row. α holds for each report: among 52 weeks two or three
 * ring without any drift at 0.05, which `expectedFalseAlarms` says beside the count of alarms.
 * Overlapping windows share rows, so their alarms come in groups.
 *
 * @param reference as in `driftReport`. @param rows the log as a table.
 * @param options `window` and `step`: rows, or days where `time` names a date column; the rest as
 *   in `driftReport`. The time column itself is not compared.
 * @throws MlError EMPTY | UNKNOWN_COLUMN | WRONG_KIND (`time` is no date column) | OUT_OF_RANGE |
 *   LIMIT_EXCEEDED (over 100,000 windows) | INVALID_ARGUMENT
 *
 * Cost: the reference is profiled once; then a report a window.
 *
 * @example
 * const days = Array.from({ length: 60 }, (_, day) => day);
 * const log = Table.from({ x: [...days, ...days.map((day) => day + 30)] });
 * rollingDrift(Table.from({ x: days }), log, { window: 60 }).windows.map(({ report }) => report.drifted); // [ false, true ]
 */
export function rollingDrift(
  reference: Table | ReferenceProfile,
  rows: Table,
  options: RollingOptions,
): RollingDrift {
  const where = 'rollingDrift';
  assertKnownOptions(where, options, [...DRIFT_OPTIONS, 'window', 'step', 'time', 'minimumRows']);
  const { window, step, time, minimumRows = 20, ...drift } = options;
  assertInteger(where, 'minimumRows', minimumRows, 1);
  const settings = driftSettings(where, { joint: false, ...drift });
  const profile =
    reference instanceof Table
      ? referenceProfile(reference, {
          sampleRows: settings.joint ? settings.jointRows : 0,
          seed: settings.seed,
        })
      : reference;
  const compared = {
    ...profile,
    columns: profile.columns.filter(({ name }) => name !== time),
  };
  const cut = windowsOf(where, rows, {
    window,
    ...(step === undefined ? {} : { step }),
    ...(time === undefined ? {} : { time }),
  });
  const windows = cut.windows.map(
    (each): DriftWindow => ({
      start: each.start,
      end: each.end,
      rowCount: each.rows.rowCount,
      report:
        each.rows.rowCount < minimumRows
          ? null
          : compareWithProfile(where, compared, each.rows, settings),
    }),
  );
  const reports = windows.flatMap(({ report }) => report ?? []);
  return {
    kind: 'rollingDrift',
    windows,
    compared: reports.length,
    alarms: reports.filter(({ drifted }) => drifted).length,
    expectedFalseAlarms: settings.alpha * reports.length,
    untimed: cut.untimed,
  };
}
