import { describe, expect, it } from 'vitest';
import { loadDataset, Matrix } from '../../../src/index.js';
import { LogisticRegression } from '../../../src/models/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface SameModelCase {
  readonly library: string;
  readonly setting: string;
  readonly weights: readonly number[];
  readonly intercept: number;
  readonly probability: readonly number[];
}

const golden = loadGolden<SameModelCase>('sameModel');
const caseOf = (library: string, setting: string) => {
  const found = golden.cases.find((each) => each.library === library && each.setting === setting);
  if (found === undefined) throw new Error(`no case of ${library}, ${setting}`);
  return found;
};
const strikes = await loadDataset('birdstrikes');
const isSize = (size: string) =>
  strikes.string('Wildlife Size').map((value) => (value === size ? 1 : 0));
const X = Matrix.fromColumns([isSize('Large'), isSize('Medium')]);
const y = strikes.string('Effect Amount of damage').map((word) => (word === 'None' ? 0 : 1));
const kinds = Matrix.from([
  [1, 0],
  [0, 1],
  [0, 0],
]);
const fit = (alpha: number) => new LogisticRegression({ alpha }).fit(X, y);
const gap = (a: ArrayLike<number>, b: readonly number[]) =>
  Math.max(...b.map((value, i) => Math.abs(value - a[i]!)));

describe(`the same model in ${golden.reference}`, () => {
  it.each([
    ['scikit-learn', 'optimum', 0, 1e-8],
    ['scikit-learn', 'defaults', 1, 5e-3], // L-BFGS stops before the optimum
    ['Keras', 'optimum', 0, 1e-5], // 32-bit numbers
    ['PyTorch', 'optimum', 0, 1e-8],
  ])('is ours, too: %s, %s', (library, setting, alpha, tolerance) => {
    const { weights, intercept, probability } = caseOf(library, setting);
    const model = fit(alpha);
    const learned = [...model.state.weights, ...model.state.intercepts];
    expect(gap(learned, [...weights, intercept])).toBeLessThan(tolerance);
    expect(gap(model.predictProbability(kinds).column(1), probability)).toBeLessThan(tolerance);
  });

  it('is far from the optimum where Keras was told nothing', () => {
    expect(caseOf('Keras', 'defaults').probability[2]).toBeGreaterThan(0.2);
  });

  it('is read by NumPy from our JSON to the last digits', () => {
    const { probability } = caseOf('NumPy', 'reads our JSON');
    expect(gap(fit(0).predictProbability(kinds).column(1), probability)).toBeLessThan(1e-14);
  });
});
