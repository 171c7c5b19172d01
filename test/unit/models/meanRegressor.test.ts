import { Matrix, MeanRegressor, r2Score } from 'mle-kit';
import { describe, expect, it } from 'vitest';

describe('MeanRegressor', () => {
  it('answers the mean whatever it is asked', () => {
    const model = new MeanRegressor().fit(Matrix.from([[1], [2], [3]]), [1, 2, 6]);
    expect([...model.predict(Matrix.from([[100], [-100]]))]).toEqual([3, 3]);
  });

  it('has an R² of 0 on its own training data', () => {
    const X = Matrix.from([[1], [2], [3], [4]]);
    const y = [2, 3, 5, 9];
    expect(r2Score(y, new MeanRegressor().fit(X, y).predict(X))).toBe(0);
  });

  it('works without any column', () => {
    const X = Matrix.zeros(2, 0);
    expect(new MeanRegressor().fit(X, [1, 2]).predict(X)[0]).toBe(1.5);
  });

  it('learns from targets whose sum no number can hold', () => {
    const fitted = new MeanRegressor().fit(Matrix.zeros(2, 1), [1e308, 1.5e308]);
    expect(fitted.state.mean).toBe(1.25e308);
  });

  it('refuses any option', () => {
    expect(() => new MeanRegressor({ strategy: 'median' } as never)).toThrow('INVALID_ARGUMENT');
  });
});
