import { assertAbove, assertInteger, MlError, type Table } from '../core/index.js';

/** How rows are cut into windows. */
export interface WindowOptions {
  /** How long a window is: in rows, or in days where `time` names a column. */
  readonly window: number;
  /** How far one window begins after the one before. Default: `window`, so that none overlap. */
  readonly step?: number;
  /** A date column, by which rows are ordered and windows measured. Default: the order of rows. */
  readonly time?: string;
}

/** One window: (start, end] in milliseconds since 1970, or [start, end) in row numbers. */
export interface Window {
  readonly start: number;
  readonly end: number;
  readonly rows: Table;
}

const DAY_MS = 86_400_000;
const MOST_WINDOWS = 100_000;

/**
 * Windows over rows, oldest first. The newest one ends with the newest row, so that the present is
 * always whole; what is left over at the beginning is not used.
 *
 * @returns also how many rows have no time; they are in no window.
 */
export function windowsOf(
  where: string,
  table: Table,
  { window, step = window, time }: WindowOptions,
): { readonly windows: readonly Window[]; readonly untimed: number } {
  if (table.rowCount === 0) throw new MlError('EMPTY', `${where}: there is no row to look at.`);
  if (time === undefined) {
    assertInteger(where, 'window', window, 1);
    assertInteger(where, 'step', step, 1);
    assertNotTooMany(where, (table.rowCount - window) / step, `${step} rows`);
    const windows: Window[] = [];
    for (let end = table.rowCount; end >= window; end -= step) {
      windows.push({ start: end - window, end, rows: table.slice(end - window, end) });
    }
    return { windows: windows.reverse(), untimed: 0 };
  }
  assertAbove(where, 'window', window, 0);
  assertAbove(where, 'step', step, 0);
  return timedWindows(where, table, window * DAY_MS, step * DAY_MS, time);
}

/** @throws MlError LIMIT_EXCEEDED */
function assertNotTooMany(where: string, windows: number, step: string): void {
  if (windows < MOST_WINDOWS) return;
  throw new MlError(
    'LIMIT_EXCEEDED',
    `${where}: a step of ${step} makes more than ${MOST_WINDOWS} windows. Take a longer one.`,
  );
}

function timedWindows(
  where: string,
  table: Table,
  window: number,
  step: number,
  time: string,
): { readonly windows: readonly Window[]; readonly untimed: number } {
  const { kind, values } = table.column(time);
  if (kind !== 'date') {
    throw new MlError(
      'WRONG_KIND',
      `${where}: column ${JSON.stringify(time)} is of kind ${kind}, and windows are measured on dates. ` +
        'parseDates makes dates of texts.',
    );
  }
  const at = values as ArrayLike<number>;
  const order: number[] = [];
  for (let i = 0; i < at.length; i++) if (!Number.isNaN(at[i])) order.push(i);
  order.sort((a, b) => at[a]! - at[b]! || a - b);
  const untimed = table.rowCount - order.length;
  if (order.length === 0) throw new MlError('EMPTY', `${where}: no row has a time.`);
  const first = at[order[0]!]!;
  const last = at[order[order.length - 1]!]!;
  assertNotTooMany(where, (last - first) / step, `${step / DAY_MS} days`);
  /** How many rows are not after this time. */
  const upTo = (bound: number) => {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (at[order[middle]!]! <= bound) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const windows: Window[] = [];
  // A window that begins before the first row is whole if the row before could have been in it.
  for (let k = 0; last - k * step - window >= first - Math.min(step, DAY_MS); k++) {
    const end = last - k * step;
    const start = end - window;
    windows.push({ start, end, rows: table.take(order.slice(upTo(start), upTo(end))) });
  }
  return { windows: windows.reverse(), untimed };
}
