import * as library from 'mle-kit';
import { LinearRegression, MeanRegressor, Ridge } from 'mle-kit';
import { expect, it } from 'vitest';
import { estimatorContract } from './estimator.js';

const estimators = {
  LinearRegression: () => new LinearRegression(),
  'LinearRegression without intercept': () => new LinearRegression({ fitIntercept: false }),
  MeanRegressor: () => new MeanRegressor(),
  Ridge: () => new Ridge(),
  'Ridge without penalty': () => new Ridge({ alpha: 0 }),
};

for (const [name, make] of Object.entries(estimators)) estimatorContract(name, make);

it('runs on every class of the library that has a fit', () => {
  const classes = Object.values(library).filter(
    (value) => typeof value === 'function' && typeof value.prototype?.fit === 'function',
  );
  const tested = new Set(Object.values(estimators).map((make) => make().constructor));
  expect(classes.filter((value) => !tested.has(value as never))).toEqual([]);
});
