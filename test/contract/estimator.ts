import { createRandom, type Estimator, type Fitted, fittedFromState, Matrix } from 'mle-kit';
import { describe, expect, it } from 'vitest';

/**
 * What every estimator of the library must do, whatever it learns. Call it inside a test file:
 * `estimatorContract('Ridge', () => new Ridge())`.
 */
export function estimatorContract(
  name: string,
  make: () => Estimator,
  {
    missing = false,
  }: { /** Whether NaN is a missing value to it. */ readonly missing?: boolean } = {},
): void {
  describe(`${name} keeps the contract of estimators`, () => {
    const rng = createRandom(7);
    const rows = Array.from({ length: 40 }, () => [rng.normal(), rng.normal(), rng.uniform()]);
    const targets = rows.map((row) => 3 * row[0]! - row[1]! + rng.normal(10, 0.1));
    const data = () => ({ X: Matrix.from(rows), y: [...targets] });

    it('learns the same from the same data, by the same object and by a new one', () => {
      const { X, y } = data();
      const estimator = make();
      const first = estimator.fit(X, y).state;
      estimator.fit(Matrix.from([...rows].reverse()), y); // refitting forgets
      expect(estimator.fit(X, y).state).toEqual(first);
      expect(make().fit(X, y).state).toEqual(first);
    });

    it('learns the same from an array and from a typed array', () => {
      const { X, y } = data();
      expect(make().fit(X, Float64Array.from(y)).state).toEqual(make().fit(X, y).state);
    });

    it('changes neither its input nor itself', () => {
      const { X, y } = data();
      const estimator = make();
      const before = JSON.stringify(estimator);
      estimator.fit(X, y).predict(X);
      expect(X.toRows()).toEqual(rows);
      expect(y).toEqual(targets);
      expect(JSON.stringify(estimator)).toBe(before);
    });

    it('freezes its options and its state', () => {
      const { X, y } = data();
      expect(Object.isFrozen(make().options)).toBe(true);
      const { state } = make().fit(X, y);
      expect(Object.isFrozen(state)).toBe(true);
      for (const value of Object.values(state)) expect(Object.isFrozen(value)).toBe(true);
    });

    it('keeps no reference to the data: changing them later changes nothing', () => {
      const { X, y } = data();
      const fitted = make().fit(X, y);
      const probe = Matrix.from(rows);
      const before = [...fitted.predict(probe)];
      X.data.fill(0);
      y.fill(0);
      expect([...fitted.predict(probe)]).toEqual(before);
    });

    it('predicts a part of the rows as it does among all, bit for bit', () => {
      const { X, y } = data();
      const fitted = make().fit(X, y);
      const all = fitted.predict(X);
      const some = [31, 2, 2, 17];
      expect([...fitted.predict(X.selectRows(some))]).toEqual(some.map((i) => all[i]));
      expect([...fitted.predict(X.selectRows([5]))]).toEqual([all[5]]);
    });

    it('predicts nothing for no rows', () => {
      const { X, y } = data();
      expect(make().fit(X, y).predict(Matrix.zeros(0, 3)).length).toBe(0);
    });

    it('returns finite predictions in a Float64Array', () => {
      const { X, y } = data();
      const predicted = make().fit(X, y).predict(X);
      expect(predicted).toBeInstanceOf(Float64Array);
      expect(predicted.every(Number.isFinite)).toBe(true);
    });

    it('has a state that survives JSON bit for bit', () => {
      const { X, y } = data();
      const fitted = make().fit(X, y);
      const text = JSON.stringify(fitted.state);
      const restored = fittedFromState<Fitted>(JSON.parse(text));
      expect(restored.state).toEqual(fitted.state);
      expect(restored.constructor).toBe(fitted.constructor);
      expect(JSON.stringify(restored.state)).toBe(text);
      const bits = (values: Float64Array) => new BigUint64Array(values.slice().buffer);
      expect(bits(restored.predict(X))).toEqual(bits(fitted.predict(X)));
    });

    it('refuses what it cannot learn from, and says where', () => {
      const { X, y } = data();
      const damaged = (value: number) => {
        const copy = Matrix.from(rows);
        copy.data[4] = value;
        return copy;
      };
      const where = new RegExp(`^${make().constructor.name}\\.fit: `);
      const refusals: [() => unknown, string][] = [
        [() => make().fit(damaged(Number.POSITIVE_INFINITY), y), 'NOT_FINITE'],
        [
          () =>
            make().fit(
              X,
              y.map((value, i) => (i === 3 ? Number.NaN : value)),
            ),
          'NOT_FINITE',
        ],
        [() => make().fit(Matrix.zeros(0, 3), []), 'EMPTY'],
        [() => make().fit(X, y.slice(1)), 'SHAPE_MISMATCH'],
      ];
      if (!missing) refusals.push([() => make().fit(damaged(Number.NaN), y), 'NOT_FINITE']);
      for (const [refusal, code] of refusals) {
        expect(refusal).toThrow(where);
        expect(refusal).toThrow(code);
      }
    });

    it('refuses to predict from another count of columns, or from NaN', () => {
      const { X, y } = data();
      const fitted = make().fit(X, y);
      const where = new RegExp(`^${make().constructor.name}\\.predict: `);
      expect(() => fitted.predict(Matrix.zeros(2, 4))).toThrow('SHAPE_MISMATCH');
      expect(() => fitted.predict(Matrix.zeros(2, 2))).toThrow(where);
      if (missing) return;
      expect(() => fitted.predict(Matrix.from([[1, Number.NaN, 2]]))).toThrow('NOT_FINITE');
      expect(() => fitted.predict(Matrix.from([[1, Number.NaN, 2]]))).toThrow(where);
    });
  });
}
