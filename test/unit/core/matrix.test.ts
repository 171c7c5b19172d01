import fc from 'fast-check';
import { Matrix } from 'mle-kit';
import { describe, expect, it } from 'vitest';

const matrix = Matrix.from([
  [1, 2, 3],
  [4, 5, 6],
]);

describe('Matrix', () => {
  it('holds rows one after the other', () => {
    expect([...matrix.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([matrix.rows, matrix.columns, matrix.at(1, 0)]).toEqual([2, 3, 4]);
    expect([...matrix.row(1)]).toEqual([4, 5, 6]);
    expect([...matrix.column(2)]).toEqual([3, 6]);
  });

  it('copies what it is given and what it gives', () => {
    const row = [1, 2];
    const copied = Matrix.from([row]);
    row[0] = 9;
    copied.row(0)[0] = 9;
    copied.column(0)[0] = 9;
    copied.selectRows([0]).data[0] = 9;
    expect(copied.at(0, 0)).toBe(1);
  });

  it('is the same from rows as from columns', () => {
    const rows = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([n, d]) =>
        fc.array(fc.array(fc.double(), { minLength: d, maxLength: d }), {
          minLength: n,
          maxLength: n,
        }),
      );
    fc.assert(
      fc.property(rows, (values) => {
        const fromRows = Matrix.from(values);
        const columns = values[0]!.map((_, j) => fromRows.column(j));
        expect(Matrix.fromColumns(columns)).toEqual(fromRows);
        expect(fromRows.toRows()).toEqual(values);
      }),
    );
  });

  it('may have no rows, or no columns', () => {
    expect(Matrix.from([]).rows).toBe(0);
    expect(Matrix.from([[], []])).toMatchObject({ rows: 2, columns: 0 });
    expect(Matrix.zeros(0, 3).columns).toBe(3);
  });

  it.each([
    ['ragged rows', () => Matrix.from([[1, 2], [3]]), /row 1.*SHAPE_MISMATCH/],
    ['ragged columns', () => Matrix.fromColumns([[1, 2], [3]]), /column 1.*SHAPE_MISMATCH/],
    ['data of another size', () => new Matrix(new Float64Array(5), 2, 3), 'SHAPE_MISMATCH'],
    ['a negative size', () => new Matrix(new Float64Array(6), -2, -3), 'OUT_OF_RANGE'],
    ['a row beyond the last', () => matrix.row(2), 'OUT_OF_RANGE'],
    ['a column below the first', () => matrix.column(-1), 'OUT_OF_RANGE'],
    ['a cell outside', () => matrix.at(0, 3), 'OUT_OF_RANGE'],
    ['a selected row that does not exist', () => matrix.selectRows([0, 2]), 'OUT_OF_RANGE'],
  ])('refuses %s', (_, refusal, code) => {
    expect(refusal).toThrow(code);
  });
});
