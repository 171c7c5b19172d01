import { assertSameLength, Matrix, type Table, type Vector } from '../../core/index.js';
import type { Keys } from './rowsByKey.js';
import { type SplitOptions, splitRows } from './splitIndices.js';

/** Features and target of a supervised task, a row each. */
export interface Labelled {
  readonly X: Matrix;
  readonly y: ArrayLike<number>;
}

/** The two parts of a divided whole. */
export interface Split<T> {
  readonly train: T;
  readonly test: T;
}

/**
 * Divides a table, or features and target, into a part to learn from and a part to be judged by.
 *
 * Rows keep their order within each part. Sizes, strata, groups and times are as in
 * `splitIndices`; for a table `stratifyBy`, `groupBy` and `timeBy` are names of its columns.
 * Split first: whatever is learned from data, a mean or a scale, is learned from `train` alone.
 *
 * @param data a `Table`, or `{ X, y }` of as many rows each.
 * @throws MlError as `splitIndices`; UNKNOWN_COLUMN; SHAPE_MISMATCH when X and y differ in rows.
 *
 * Agrees with: sklearn.model_selection.train_test_split in its promises, not in its drawing.
 *
 * @example trainTestSplit(Table.from({ x: [1, 2, 3, 4, 5] }), { seed: 7 }).test.rowCount; // 1
 */
export function trainTestSplit(table: Table, options?: SplitOptions<string>): Split<Table>;
export function trainTestSplit(
  data: Labelled,
  options?: SplitOptions,
): Split<{ readonly X: Matrix; readonly y: Vector }>;
export function trainTestSplit(
  data: Table | Labelled,
  options: SplitOptions<string> | SplitOptions = {},
): Split<Table> | Split<{ readonly X: Matrix; readonly y: Vector }> {
  if ('X' in data) {
    const { X, y } = data;
    assertSameLength('trainTestSplit', 'X', X.rows, 'y', y.length);
    const parts = splitRows('trainTestSplit', X.rows, options as SplitOptions);
    const part = (rows: Int32Array) => ({ X: takeRows(X, rows), y: takeValues(y, rows) });
    return { train: part(parts.train), test: part(parts.test) };
  }
  const named = withColumns(data, options as SplitOptions<string>);
  const { train, test } = splitRows('trainTestSplit', data.rowCount, named);
  return { train: data.take(train), test: data.take(test) };
}

function withColumns(table: Table, options: SplitOptions<string>): SplitOptions {
  const { stratifyBy, groupBy, timeBy, ...rest } = options;
  const keys = (name: string): Keys => table.column(name).values;
  return {
    ...rest,
    ...(stratifyBy !== undefined && { stratifyBy: keys(stratifyBy) }),
    ...(groupBy !== undefined && { groupBy: keys(groupBy) }),
    ...(timeBy !== undefined && { timeBy: keys(timeBy) }),
  };
}

function takeRows(X: Matrix, rows: Int32Array): Matrix {
  const data = new Float64Array(rows.length * X.columns);
  rows.forEach((row, i) => {
    data.set(X.data.subarray(row * X.columns, (row + 1) * X.columns), i * X.columns);
  });
  return new Matrix(data, rows.length, X.columns);
}

function takeValues(values: ArrayLike<number>, rows: Int32Array): Vector {
  return Float64Array.from(rows, (row) => values[row]!);
}
