import { MlError } from './errors.js';
import { assertInteger } from './guards.js';
import { keepShape } from './keepShape.js';
import type { Vector } from './vector.js';

/**
 * A table of numbers without names: row-major, one `Float64Array` for all of it.
 *
 * Cell (i, j) is `data[i * columns + j]`. A matrix may have no rows, but a row never lacks a
 * column. `data` is open for fast loops; whoever receives a matrix as an argument only reads it.
 *
 * @example Matrix.from([[1, 2], [3, 4]]).at(1, 0); // 3
 */
export class Matrix {
  /** Rows, one after the other. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;

  /** Takes `data` as it is, without a copy: `Matrix.from` copies. */
  constructor(data: Float64Array, rows: number, columns: number) {
    assertInteger('Matrix', 'rows', rows, 0);
    assertInteger('Matrix', 'columns', columns, 0);
    if (data.length !== rows * columns) {
      throw new MlError(
        'SHAPE_MISMATCH',
        `Matrix: ${rows} × ${columns} needs ${rows * columns} numbers, but data has ${data.length}.`,
      );
    }
    this.data = data;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * A matrix from nested arrays, which are copied.
   *
   * @throws MlError SHAPE_MISMATCH when a row is longer or shorter than the first.
   * @example Matrix.from([[1, 2, 3]]).columns; // 3
   */
  static from(rows: readonly ArrayLike<number>[]): Matrix {
    const columns = rows[0]?.length ?? 0;
    const data = new Float64Array(rows.length * columns);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (row.length !== columns) {
        throw new MlError(
          'SHAPE_MISMATCH',
          `Matrix.from: row 0 has ${columns} numbers but row ${i} has ${row.length}. ` +
            'Every row needs one number per column.',
        );
      }
      data.set(row, i * columns);
    }
    return new Matrix(data, rows.length, columns);
  }

  /**
   * A matrix from columns of one length, which are copied.
   *
   * @throws MlError SHAPE_MISMATCH when a column is longer or shorter than the first.
   * @example Matrix.fromColumns([[1, 2], [3, 4]]).toRows(); // [ [ 1, 3 ], [ 2, 4 ] ]
   */
  static fromColumns(columns: readonly ArrayLike<number>[]): Matrix {
    const rows = columns[0]?.length ?? 0;
    const width = columns.length;
    const data = new Float64Array(rows * width);
    for (let j = 0; j < width; j++) {
      const column = columns[j]!;
      if (column.length !== rows) {
        throw new MlError(
          'SHAPE_MISMATCH',
          `Matrix.fromColumns: column 0 has ${rows} numbers but column ${j} has ${column.length}. ` +
            'Every column needs one number per row.',
        );
      }
      for (let i = 0; i < rows; i++) data[i * width + j] = column[i]!;
    }
    return new Matrix(data, rows, width);
  }

  /** A matrix of zeros. */
  static zeros(rows: number, columns: number): Matrix {
    return new Matrix(new Float64Array(rows * columns), rows, columns);
  }

  /** The cell in row `i` and column `j`, both counted from 0. */
  at(i: number, j: number): number {
    assertInteger('Matrix.at', 'row', i, 0, this.rows - 1);
    assertInteger('Matrix.at', 'column', j, 0, this.columns - 1);
    return this.data[i * this.columns + j]!;
  }

  /** A copy of row `i`, (columns,). */
  row(i: number): Vector {
    assertInteger('Matrix.row', 'row', i, 0, this.rows - 1);
    return this.data.slice(i * this.columns, (i + 1) * this.columns);
  }

  /** A copy of column `j`, (rows,). */
  column(j: number): Vector {
    assertInteger('Matrix.column', 'column', j, 0, this.columns - 1);
    const values = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++) values[i] = this.data[i * this.columns + j]!;
    return values;
  }

  /**
   * The rows of these numbers, in this order; a row may come twice.
   *
   * @throws MlError OUT_OF_RANGE for a row that does not exist.
   * @example Matrix.from([[1], [2], [3]]).selectRows([2, 0]).toRows(); // [ [ 3 ], [ 1 ] ]
   */
  selectRows(indices: ArrayLike<number>): Matrix {
    const { columns, data } = this;
    const selected = new Float64Array(indices.length * columns);
    for (let k = 0; k < indices.length; k++) {
      const i = indices[k]!;
      assertInteger('Matrix.selectRows', `indices[${k}]`, i, 0, this.rows - 1);
      const from = i * columns;
      const to = k * columns;
      for (let j = 0; j < columns; j++) selected[to + j] = data[from + j]!;
    }
    return new Matrix(selected, indices.length, columns);
  }

  /** Nested arrays, for reading and printing; loops use `data`. */
  toRows(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => [...this.row(i)]);
  }
}

keepShape(Matrix.zeros(0, 0));
