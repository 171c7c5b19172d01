import {
  type Classifier,
  createRandom,
  type FittedClassifier,
  fittedFromState,
  Matrix,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';

/** What a classifier is and is not held to. */
export interface ClassifierTraits {
  /** Whether it learns from one class only. Default false: it refuses. */
  readonly oneClass?: boolean;
  /** Whether it predicts the class of the largest probability. Default true. */
  readonly argmax?: boolean;
  /** Whether NaN is a missing value to it. Default false: it refuses. */
  readonly missing?: boolean;
}

/**
 * What every classifier of the library must do, whatever it learns. Call it inside a test file:
 * `classifierContract('LogisticRegression', () => new LogisticRegression())`. Features are ≥ 0.
 */
export function classifierContract(
  name: string,
  make: () => Classifier,
  traits: ClassifierTraits = {},
): void {
  const { oneClass = false, argmax = true, missing = false } = traits;
  const rng = createRandom(7);
  const codes = Array.from({ length: 60 }, (_, i) => (i * 7) % 3);
  const rows = codes.map((k) => [k, 2 - k, 1].map((mean) => Math.abs(rng.normal(2 * mean, 0.8))));
  const words = ['bee', 'Ant', 'cow'];

  describe.each([
    ['two numbers', codes.map((k) => (k === 2 ? -3 : 40)), [-3, 40]],
    ['three texts', codes.map((k) => words[k]!), ['Ant', 'bee', 'cow']],
  ] as const)(`${name} keeps the contract of classifiers on %s`, (_, labels, classes) => {
    const data = () => ({ X: Matrix.from(rows), y: [...labels] });
    const fit = (): FittedClassifier => make().fit(Matrix.from(rows), [...labels]);

    it('names the classes in order, in its state, too', () => {
      expect(fit().classes).toEqual(classes);
      expect((fit().state as { classes?: unknown }).classes).toEqual(classes);
    });

    it('learns the same from the same data, by the same object and by a new one', () => {
      const { X, y } = data();
      const estimator = make();
      const first = estimator.fit(X, y).state;
      estimator.fit(Matrix.from([...rows].reverse()), y); // refitting forgets
      expect(estimator.fit(X, y).state).toEqual(first);
      expect(make().fit(X, y).state).toEqual(first);
    });

    it('changes neither its input nor itself', () => {
      const { X, y } = data();
      const estimator = make();
      const before = JSON.stringify(estimator);
      const fitted = estimator.fit(X, y);
      fitted.predict(X);
      fitted.predictProbability(X);
      expect(X.toRows()).toEqual(rows);
      expect(y).toEqual(labels);
      expect(JSON.stringify(estimator)).toBe(before);
    });

    it('freezes its options and its state', () => {
      expect(Object.isFrozen(make().options)).toBe(true);
      const { state } = fit();
      expect(Object.isFrozen(state)).toBe(true);
      for (const value of Object.values(state)) expect(Object.isFrozen(value)).toBe(true);
    });

    it('keeps no reference to the data: changing them later changes nothing', () => {
      const { X, y } = data();
      const fitted: FittedClassifier = make().fit(X, y);
      const probe = Matrix.from(rows);
      const before = fitted.predictProbability(probe).toRows();
      X.data.fill(0);
      y.fill(classes[0]!);
      expect(fitted.predictProbability(probe).toRows()).toEqual(before);
    });

    it('predicts a part of the rows as it does among all, bit for bit', () => {
      const fitted = fit();
      const X = Matrix.from(rows);
      const all = fitted.predict(X);
      const chances = fitted.predictProbability(X).toRows();
      const some = [31, 2, 2, 17];
      expect(fitted.predict(X.selectRows(some))).toEqual(some.map((i) => all[i]));
      expect(fitted.predictProbability(X.selectRows(some)).toRows()).toEqual(
        some.map((i) => chances[i]),
      );
      expect(fitted.predictProbability(X.selectRows([5])).toRows()).toEqual([chances[5]]);
    });

    it('predicts nothing for no rows', () => {
      const probability = fit().predictProbability(Matrix.zeros(0, 3));
      expect(fit().predict(Matrix.zeros(0, 3))).toEqual([]);
      expect([probability.rows, probability.columns]).toEqual([0, classes.length]);
    });

    it('gives probabilities from 0 to 1 that add up to 1, the largest to the prediction', () => {
      const fitted = fit();
      const X = Matrix.from(rows);
      const predicted = fitted.predict(X);
      const probabilities = fitted.predictProbability(X);
      if (fitted.labelsOf) expect(fitted.labelsOf(probabilities)).toEqual(predicted);
      probabilities.toRows().forEach((row, i) => {
        expect(row.every((p) => p >= 0 && p <= 1)).toBe(true);
        expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        if (argmax) expect(classes[row.indexOf(Math.max(...row))]).toBe(predicted[i]);
      });
    });

    it('has a state that survives JSON bit for bit', () => {
      const fitted = fit();
      const X = Matrix.from(rows);
      const text = JSON.stringify(fitted.state);
      const restored = fittedFromState<FittedClassifier>(JSON.parse(text));
      expect(restored.state).toEqual(fitted.state);
      expect(restored.constructor).toBe(fitted.constructor);
      expect(JSON.stringify(restored.state)).toBe(text);
      expect(restored.predict(X)).toEqual(fitted.predict(X));
      expect(restored.predictProbability(X)).toEqual(fitted.predictProbability(X));
    });

    it('refuses a stored state with a field missing', () => {
      const { state } = fit();
      for (const field of Object.keys(state)) {
        if (field === 'kind') continue;
        const { [field]: _, ...rest } = state as unknown as Record<string, unknown>;
        expect(() => fittedFromState(rest), field).toThrow('INVALID_STATE');
      }
    });

    it('refuses what it cannot learn from, and says where', () => {
      const { X, y } = data();
      const damaged = (value: number) => {
        const copy = Matrix.from(rows);
        copy.data[4] = value;
        return copy;
      };
      const where = new RegExp(`^${make().constructor.name}\\.fit: `);
      const other = typeof y[0] === 'number' ? 'x' : 1;
      const withLabel = (label: unknown) => y.map((old, i) => (i === 3 ? label : old)) as number[];
      const refusals: [() => unknown, string][] = [
        [() => make().fit(damaged(Number.POSITIVE_INFINITY), y), 'NOT_FINITE'],
        [() => make().fit(X, withLabel(Number.NaN)), 'NOT_FINITE'],
        [() => make().fit(X, withLabel(null)), 'MISSING_VALUE'],
        [() => make().fit(X, withLabel(other)), 'WRONG_KIND'],
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
      const fitted = fit();
      for (const method of ['predict', 'predictProbability'] as const) {
        const where = new RegExp(`^${make().constructor.name}\\.${method}: `);
        expect(() => fitted[method](Matrix.zeros(2, 4))).toThrow('SHAPE_MISMATCH');
        expect(() => fitted[method](Matrix.zeros(2, 2))).toThrow(where);
        if (missing) continue;
        expect(() => fitted[method](Matrix.from([[1, Number.NaN, 2]]))).toThrow('NOT_FINITE');
        expect(() => fitted[method](Matrix.from([[1, Number.NaN, 2]]))).toThrow(where);
      }
    });

    it(oneClass ? 'learns from one class' : 'refuses one class only', () => {
      const one = () => make().fit(Matrix.from(rows.slice(0, 9)), new Array(9).fill('x'));
      if (oneClass) expect(one().predict(Matrix.from(rows.slice(0, 2)))).toEqual(['x', 'x']);
      else expect(one).toThrow('INVALID_ARGUMENT');
    });
  });
}
