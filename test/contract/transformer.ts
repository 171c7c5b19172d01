import { describe, expect, it } from 'vitest';
import { type Cell, Matrix, Table } from '../../src/core/index.js';
import {
  type Features,
  type FittedTransformer,
  fittedTransformerFromState,
  type Transformer,
} from '../../src/features/index.js';

/** What a transformer is tested on, and which of the rules that have exceptions hold for it. */
export interface TransformerCase {
  readonly make: () => Transformer;
  /** At least 20 rows, the columns in the kinds that it takes, nothing missing. */
  readonly train: () => Features;
  /** Targets of the training rows, where it needs them. */
  readonly y?: () => number[];
  /** Rows that it has not seen, but may meet. */
  readonly test: () => Features;
  /** A missing value is refused (MISSING_VALUE), or filled. */
  readonly missing: 'refused' | 'filled';
  /** Whether it can go back, to the last digits. */
  readonly inverse?: true;
  /** What it learns depends on which rows share a fold, and so on the order of rows. */
  readonly folds?: true;
}

/** What every transformer of the library must do, whatever it learns. */
export function transformerContract(name: string, given: TransformerCase): void {
  const { make, train, test, missing } = given;
  const y = given.y ?? (() => undefined);
  const fit = () => make().fit(train(), y());

  describe(`${name} keeps the contract of transformers`, () => {
    it('learns the same from the same data, by the same object and by a new one', () => {
      const transformer = make();
      const first = transformer.fit(train(), y()).state;
      transformer.fit(takeRows(train(), [3, 1, 2]), y() && [1, 0, 1]); // refitting forgets
      expect(transformer.fit(train(), y()).state).toEqual(first);
      expect(fit().state).toEqual(first);
    });

    it.skipIf(given.folds)(
      'learns the same, to the last digits, from the same rows in another order',
      () => {
        const rows = order(train()).reverse();
        const reversed = make().fit(takeRows(train(), rows), y() && rows.map((i) => y()![i]!));
        expectNear(reversed.state, fit().state);
      },
    );

    it('learns nothing from rows that it is not given', () => {
      const half = order(train()).filter((i) => i % 2 === 0);
      const targets = y() && half.map((i) => y()![i]!);
      const fitted = make().fit(takeRows(train(), half), targets);
      const before = JSON.stringify(fitted.state);
      cells(fitted.transform(takeRows(train(), half)));
      cells(fitted.transform(takeRows(train(), half.slice(0, 1))));
      expect(JSON.stringify(fitted.state)).toBe(before);
      expect(make().fit(takeRows(train(), half), targets).state).toEqual(fitted.state);
    });

    it('changes neither its input nor itself, and keeps no reference to the data', () => {
      const X = train();
      const targets = y();
      const transformer = make();
      const before = JSON.stringify(transformer.options);
      const fitted = transformer.fit(X, targets);
      fitted.transform(X);
      expect(cells(X)).toEqual(cells(train()));
      expect(targets).toEqual(y());
      expect(JSON.stringify(transformer.options)).toBe(before);
      const probe = cells(fitted.transform(test()));
      if (X instanceof Matrix) X.data.fill(0);
      targets?.fill(0);
      expect(cells(fitted.transform(test()))).toEqual(probe);
    });

    it('freezes its options and its state, all the way down', () => {
      expectFrozen(make().options);
      expectFrozen(fit().state);
    });

    it('transforms some rows as it does among all, bit for bit, in any order', () => {
      const fitted = fit();
      const X = train();
      const all = cells(fitted.transform(X));
      const some = [17, 2, 2, 11, 0];
      expect(cells(fitted.transform(takeRows(X, some)))).toEqual(some.map((i) => all[i]));
      expect(cells(fitted.transform(takeRows(X, [5])))).toEqual([all[5]]);
    });

    it('transforms more rows than a block as it does one by one', () => {
      const fitted = fit();
      const many = Array.from({ length: 700 }, (_, i) => (i * 7) % 20);
      const all = cells(fitted.transform(takeRows(train(), many)));
      const twenty = cells(fitted.transform(takeRows(train(), order(train()).slice(0, 20))));
      expect(all).toEqual(many.map((i) => twenty[i]));
    });

    it('makes no rows of no rows', () => {
      const none = fit().transform(takeRows(test(), []));
      expect(none instanceof Matrix ? none.rows : none.rowCount).toBe(0);
      if (none instanceof Matrix) expect(none.columns).toBe(fit().outputNames.length);
    });

    it('makes the columns that it names, each name once, all cells finite', () => {
      const fitted = fit();
      const result = fitted.transform(test());
      const width = result instanceof Matrix ? result.columns : result.columnNames.length;
      expect(width).toBe(fitted.outputNames.length);
      expect(new Set(fitted.outputNames).size).toBe(width);
      for (const cell of cells(result).flat()) {
        if (typeof cell === 'number') expect(Number.isFinite(cell)).toBe(true);
      }
    });

    it('has a state that survives JSON bit for bit', () => {
      const fitted = fit();
      const text = JSON.stringify(fitted.state);
      const restored = fittedTransformerFromState(JSON.parse(text));
      expect(restored.constructor).toBe(fitted.constructor);
      expect(restored.state).toEqual(fitted.state);
      expect(JSON.stringify(restored.state)).toBe(text);
      expect(restored.outputNames).toEqual(fitted.outputNames);
      expect(restored.inputs).toEqual(fitted.inputs);
      expect(bits(restored, test())).toEqual(bits(fitted, test()));
    });

    it('refuses a state with any field missing or damaged', () => {
      const state = JSON.parse(JSON.stringify(fit().state));
      for (const field of Object.keys(state).filter((key) => key !== 'kind')) {
        for (const damage of [undefined, {}, 'x', -1, [null]]) {
          if (damage === 'x' && typeof state[field] === 'string') continue;
          if (damage === -1 && (typeof state[field] === 'number' || state[field] === null))
            continue;
          const attempt = () => fittedTransformerFromState({ ...state, [field]: damage });
          expect(attempt, `${field}: ${JSON.stringify(damage)}`).toThrow('INVALID_STATE');
        }
      }
    });

    it('refuses to learn from no rows, and from what is neither table nor matrix', () => {
      const where = new RegExp(`^${make().constructor.name}\\.fit: `);
      expect(() => make().fit(takeRows(train(), []), y() && [])).toThrow('EMPTY');
      expect(() => make().fit(takeRows(train(), []), y() && [])).toThrow(where);
      expect(() => make().fit({} as never, y())).toThrow(/WRONG_KIND|UNKNOWN_COLUMN/);
      expect(() => make().fit(null as never, y())).toThrow('WRONG_KIND');
    });

    it('refuses other columns than those it learned from', () => {
      const fitted = fit();
      const X = test();
      if (X instanceof Matrix) {
        expect(() => fitted.transform(Matrix.zeros(2, X.columns + 1))).toThrow('SHAPE_MISMATCH');
        expect(() => fitted.transform(Table.from({ other: [1] }))).toThrow('WRONG_COLUMNS');
      } else {
        const [first] = fitted.inputs;
        expect(() => fitted.transform(X.drop([first!.name]))).toThrow('WRONG_COLUMNS');
        const kind = first!.kind === 'number' ? 'x' : 1;
        const wrong = X.with(first!.name, new Array(X.rowCount).fill(kind));
        expect(() => fitted.transform(wrong)).toThrow('WRONG_COLUMNS');
        expect(cells(fitted.transform(X.with('more', new Array(X.rowCount).fill(1))))).toEqual(
          cells(fitted.transform(X)),
        );
        const turned = X.select([...X.columnNames].reverse());
        expect(cells(fitted.transform(turned))).toEqual(cells(fitted.transform(X)));
      }
    });

    it(`has missing values ${missing}, in fit and in transform`, () => {
      const fitted = fit();
      const holed = withHole(train(), fitted.inputs[0]!.name);
      if (missing === 'filled') {
        for (const cell of cells(fitted.transform(holed)).flat()) expect(cell).not.toBeNaN();
        expect(cells(fitted.transform(holed)).flat()).not.toContain(null);
        make().fit(holed, y());
      } else {
        expect(() => fitted.transform(holed)).toThrow(/row 4.*MISSING_VALUE/);
        expect(() => make().fit(holed, y())).toThrow(/row 4.*MISSING_VALUE/);
      }
    });

    if (given.inverse) {
      it('goes back to where it came from', () => {
        const fitted = fit() as FittedTransformer & { inverseTransform(Z: Matrix): Matrix };
        for (const X of [train(), test()] as Matrix[]) {
          const back = fitted.inverseTransform(fitted.transform(X) as Matrix);
          expectNear(cells(back), cells(X));
          const forth = fitted.transform(fitted.inverseTransform(X)) as Matrix;
          expectNear(cells(forth), cells(X));
        }
      });
    }
  });
}

/** The rows as nested arrays. */
export function cells(X: Features): unknown[][] {
  if (X instanceof Matrix) return X.toRows();
  return [...X.rows()].map((row) => Object.values(row));
}

function bits(fitted: FittedTransformer, X: Features): unknown {
  const result = fitted.transform(X);
  if (result instanceof Matrix) return new BigUint64Array(result.data.slice().buffer);
  return cells(result);
}

function takeRows(X: Features, rows: readonly number[]): Features {
  return X instanceof Matrix ? X.selectRows(rows) : X.take(rows);
}

function order(X: Features): number[] {
  return Array.from({ length: X instanceof Matrix ? X.rows : X.rowCount }, (_, i) => i);
}

/** The same with the value in row 4 of this column missing. */
function withHole(X: Features, name: string): Features {
  if (X instanceof Matrix) {
    const copy = new Matrix(X.data.slice(), X.rows, X.columns);
    copy.data[4 * X.columns] = Number.NaN;
    return copy;
  }
  const column = X.column(name);
  const values = Array.from<Cell, Cell>(column.values as ArrayLike<Cell>, (value, i) =>
    i === 4 ? null : value,
  );
  return X.with(name, { kind: column.kind, values });
}

function expectFrozen(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  // A transformer within a ColumnTransformer has frozen options of its own.
  const holder = 'fit' in value ? (value as Transformer).options : value;
  expect(Object.isFrozen(holder)).toBe(true);
  Object.values(holder).forEach(expectFrozen);
}

/** Equal, but for the last digits of numbers. */
function expectNear(actual: unknown, expected: unknown): void {
  if (typeof expected === 'number') {
    const distance = Math.abs((actual as number) - expected);
    expect(distance).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected)));
  } else if (typeof expected === 'object' && expected !== null) {
    expect(Object.keys(actual as object)).toEqual(Object.keys(expected));
    for (const [key, value] of Object.entries(expected)) {
      expectNear((actual as Record<string, unknown>)[key], value);
    }
  } else expect(actual).toEqual(expected);
}
