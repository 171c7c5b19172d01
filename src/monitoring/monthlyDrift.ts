import { assertInteger, assertKnownOptions, MlError, type Table } from '../core/index.js';
import { kolmogorovSmirnov } from './kolmogorovSmirnov.js';

/** How `monthlyDrift` compares. */
export interface MonthlyDriftOptions {
  /** The date column, by which rows are put into months (UTC). */
  readonly time: string;
  /** Number columns to compare. Default: all of the reference. */
  readonly columns?: readonly string[];
  /** Months with fewer rows are not compared. Default 20. */
  readonly minimumRows?: number;
}

/** One month against the same month of other years. */
export interface MonthGap {
  readonly year: number;
  /** From 1 to 12. */
  readonly month: number;
  readonly rowCount: number;
  /** The largest distance of the two distribution functions over the columns, from 0 to 1. */
  readonly gap: number;
  /** The column that it is found in. */
  readonly column: string;
}

/** Months against the same months of a reference, with a limit that the reference sets: plain JSON. */
export interface MonthlyDrift {
  readonly kind: 'monthlyDrift';
  /** Each month of the reference against its own other years, oldest first. */
  readonly home: readonly MonthGap[];
  /** The largest gap at home: what exceeds it rings. */
  readonly limit: number;
  /** Chance that a month like the n at home rings: 1 / (n + 1). Of two years, a pair of months counts once. */
  readonly falseAlarmRate: number;
  readonly months: readonly (MonthGap & { readonly rings: boolean })[];
  readonly alarms: number;
  /** `falseAlarmRate` times the months compared. */
  readonly expectedFalseAlarms: number;
}

/**
 * Drift by the month, with false alarms at a stated rate although days come in spells.
 *
 * A test's p-value counts every row as a draw of its own. A month of weather, of sales or of traffic
 * holds far fewer, so that such tests ring again and again at home. Here no test is asked. Each month
 * is held against the same calendar month of the reference, so that no season rings; and the gap
 * that rings is one that no month of the reference shows against its own other years. If a month is
 * like those n, it is the strangest of all n + 1 with chance 1 / (n + 1), however its days hang
 * together. That holds as far as years are alike: a slow change of climate does count as drift.
 *
 * @param reference Rows of two years or more.
 * @param rows The months in question. Rows without a date, and missing values, are left out.
 * @throws MlError EMPTY when `rows` have no month of the reference, or a column no value in a month;
 *   UNKNOWN_COLUMN; WRONG_KIND (no date column, no number column); INVALID_ARGUMENT (the reference
 *   has one year only); OUT_OF_RANGE for `minimumRows`.
 *
 * Cost: a Kolmogorov–Smirnov distance for each month and column.
 * Source: the rank argument of conformal prediction, Vovk, Gammerman & Shafer (2005), Algorithmic
 *   Learning in a Random World, §2.2.
 *
 * @example
 * const days = Array.from({ length: 1096 }, (_, i) => new Date(Date.UTC(2012, 0, 1 + i)));
 * const reference = Table.from({ day: days, x: days.map((_, i) => i % 7) });
 * const rows = Table.from({ day: days.slice(0, 31), x: days.slice(0, 31).map((_, i) => i % 7 + 5) });
 * const { months, falseAlarmRate } = monthlyDrift(reference, rows, { time: 'day' });
 * [months[0].rings, falseAlarmRate === 1 / 37]; // [ true, true ]
 */
export function monthlyDrift(
  reference: Table,
  rows: Table,
  options: MonthlyDriftOptions,
): MonthlyDrift {
  const where = 'monthlyDrift';
  assertKnownOptions(where, options, ['time', 'columns', 'minimumRows']);
  const { time, minimumRows = 20 } = options;
  assertInteger(where, 'minimumRows', minimumRows, 1);
  const columns = options.columns ?? numberColumns(where, reference);
  const then = monthsOf(where, reference, time, minimumRows);
  const home = then.flatMap((own) => gapOf(own, others(then, own), columns));
  if (home.length === 0) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: no month of the reference has the same month of another year beside it, so nothing tells ` +
        `how far months differ by themselves. Give two years or more, with ${minimumRows} rows a month.`,
    );
  }
  const limit = Math.max(...home.map(({ gap }) => gap));
  const months = monthsOf(where, rows, time, minimumRows)
    .flatMap((own) =>
      gapOf(
        own,
        then.filter(({ month }) => month === own.month),
        columns,
      ),
    )
    .map((found) => ({ ...found, rings: found.gap > limit }));
  if (months.length === 0) {
    throw new MlError(
      'EMPTY',
      `${where}: the rows have no month that the reference has, too, with ${minimumRows} rows at least.`,
    );
  }
  const falseAlarmRate = 1 / (differentGaps(home) + 1);
  return {
    kind: 'monthlyDrift',
    home,
    limit,
    falseAlarmRate,
    months,
    alarms: months.filter(({ rings }) => rings).length,
    expectedFalseAlarms: falseAlarmRate * months.length,
  };
}

/** Two years have one gap between them, seen from both sides; three have three. */
function differentGaps(home: readonly MonthGap[]): number {
  const years = new Map<number, number>();
  for (const { month } of home) years.set(month, (years.get(month) ?? 0) + 1);
  return [...years.values()].reduce((sum, count) => sum + (count === 2 ? 1 : count), 0);
}

interface Month {
  readonly year: number;
  readonly month: number;
  readonly rows: Table;
}

function monthsOf(where: string, table: Table, time: string, minimumRows: number): Month[] {
  const { kind } = table.column(time);
  if (kind !== 'date') {
    throw new MlError(
      'WRONG_KIND',
      `${where}: column ${JSON.stringify(time)} is of kind ${kind}, and months need dates. ` +
        'parseDates makes dates of texts.',
    );
  }
  const byMonth = new Map<number, number[]>();
  table.date(time).forEach((date, i) => {
    if (date === null) return;
    const key = date.getUTCFullYear() * 12 + date.getUTCMonth();
    const rows = byMonth.get(key);
    if (rows === undefined) byMonth.set(key, [i]);
    else rows.push(i);
  });
  return [...byMonth]
    .filter(([, rows]) => rows.length >= minimumRows)
    .sort(([a], [b]) => a - b)
    .map(([key, rows]) => ({
      year: Math.floor(key / 12),
      month: (key % 12) + 1,
      rows: table.take(rows),
    }));
}

/** The same month of other years. */
function others(months: readonly Month[], own: Month): Month[] {
  return months.filter(({ year, month }) => month === own.month && year !== own.year);
}

/** None where there is nothing to compare with. */
function gapOf(
  { year, month, rows }: Month,
  same: readonly Month[],
  columns: readonly string[],
): MonthGap[] {
  if (same.length === 0) return [];
  let [gap, column] = [-1, ''];
  for (const name of columns) {
    const then = Float64Array.from(same.flatMap((other) => [...other.rows.number(name)]));
    const { statistic } = kolmogorovSmirnov(then, rows.number(name), { method: 'asymptotic' });
    if (statistic > gap) [gap, column] = [statistic, name];
  }
  return [{ year, month, rowCount: rows.rowCount, gap, column }];
}

function numberColumns(where: string, table: Table): string[] {
  const names = table.columns.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  if (names.length > 0) return names;
  throw new MlError('WRONG_KIND', `${where}: the reference has no number column to compare.`);
}
