import {
  assertAbove,
  assertBetween,
  assertInteger,
  assertNotEmpty,
  assertSameLength,
  Matrix,
  MlError,
  type Random,
  type Vector,
} from '../core/index.js';
import { quantileOfSorted, sortNumbers } from '../math/index.js';
import type { Label } from './labels.js';

/** What a bootstrap resamples: one entry, or one matrix row, per row of data. */
export type Rows = ArrayLike<Label> | Matrix;

/** How a bootstrap draws. */
export interface BootstrapOptions {
  /** Where chance comes from. */
  readonly random: Random;
  /** Resamples, ≥ 2. Default 1000; ends of a 99% interval want more. */
  readonly repeats?: number;
  /** Share of such intervals that should hold the true value, in (0, 1). Default 0.95. */
  readonly level?: number;
}

/** A value with the range that chance in the choice of rows leaves open. */
export interface BootstrapResult {
  /** The value on the rows as they are. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /** (repeats,) the resampled values, ascending. */
  readonly values: Vector;
  /** Resamples that were drawn again because the value was undefined on them. */
  readonly redrawn: number;
}

/** What a metric throws when rows lack a class. */
const FOR_WANT_OF_A_CLASS: ReadonlySet<string> = new Set(['UNDEFINED_METRIC', 'SHAPE_MISMATCH']);

/** Draws rows with replacement, `repeats` times, and takes the percentiles of the value. */
export function bootstrap(
  where: string,
  columns: Readonly<Record<string, Rows>>,
  scoreOf: (columns: readonly Rows[]) => number,
  options: BootstrapOptions,
): BootstrapResult {
  const { random, repeats = 1000, level = 0.95 } = options;
  assertInteger(where, 'repeats', repeats, 2);
  assertAbove(where, 'level', level, 0);
  assertBetween(where, 'level', level, 0, 1 - Number.EPSILON);
  const [firstName, ...otherNames] = Object.keys(columns);
  const rows = Object.values(columns);
  const n = lengthOf(rows[0]!);
  for (const name of otherNames) {
    assertSameLength(where, firstName!, n, name, lengthOf(columns[name]!));
  }
  assertNotEmpty(where, firstName!, n);

  const estimate = finite(where, scoreOf(rows));
  const values = new Float64Array(repeats);
  const drawn = new Int32Array(n);
  let redrawn = 0;
  for (let b = 0; b < repeats; ) {
    for (let i = 0; i < n; i++) drawn[i] = random.integer(0, n);
    try {
      values[b] = finite(where, scoreOf(rows.map((column) => take(column, drawn))));
      b++;
    } catch (error) {
      // A resample may lack a class altogether, and so have fewer classes than the matrix columns: no
      // other shape can be wrong that was right on all rows. Other faults are the caller's to see.
      if (!(error instanceof MlError) || !FOR_WANT_OF_A_CLASS.has(error.code)) throw error;
      redrawn++;
      if (redrawn > 10 * repeats) throw mostlyUndefined(where, n, error);
    }
  }
  const sorted = sortNumbers(values);
  return {
    estimate,
    low: quantileOfSorted(sorted, (1 - level) / 2),
    high: quantileOfSorted(sorted, (1 + level) / 2),
    level,
    values: sorted,
    redrawn,
  };
}

function lengthOf(column: Rows): number {
  return column instanceof Matrix ? column.rows : column.length;
}

function take(column: Rows, rows: Int32Array): Rows {
  if (column instanceof Matrix) return column.selectRows(rows);
  if (typeof column[0] === 'string') return Array.from(rows, (row) => column[row]!);
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = column[rows[i]!] as number;
  return taken;
}

function finite(where: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new MlError(
    'NOT_FINITE',
    `${where}: the metric answered ${value}, and an interval needs finite numbers.`,
  );
}

function mostlyUndefined(where: string, n: number, cause: MlError): MlError {
  return new MlError(
    'UNDEFINED_METRIC',
    `${where}: on more than ten of eleven resamples of the ${n} rows the metric is undefined. ` +
      'Score more rows of the rare class.',
    { cause },
  );
}
