import {
  GaussianNaiveBayes,
  GradientBoostingClassifier,
  GradientBoostingRegressor,
  KNeighborsClassifier,
  LinearRegression,
  LogisticRegression,
  MajorityClassifier,
  MeanRegressor,
  MedianRegressor,
  MultinomialNaiveBayes,
  Ridge,
  SeasonalNaive,
  StratifiedClassifier,
} from 'mle-kit';
import { expect, it } from 'vitest';
import * as models from '../../src/models/index.js';
import { type ClassifierTraits, classifierContract } from './classifier.js';
import { estimatorContract } from './estimator.js';

const estimators = {
  LinearRegression: () => new LinearRegression(),
  'LinearRegression without intercept': () => new LinearRegression({ fitIntercept: false }),
  MeanRegressor: () => new MeanRegressor(),
  MedianRegressor: () => new MedianRegressor(),
  Ridge: () => new Ridge(),
  'Ridge without penalty': () => new Ridge({ alpha: 0 }),
  SeasonalNaive: () => new SeasonalNaive(),
};
for (const [name, make] of Object.entries(estimators)) estimatorContract(name, make);

/** NaN is a missing value to it. */
const boosting = () => new GradientBoostingRegressor({ trees: 10, minimumRows: 5 });
estimatorContract('GradientBoostingRegressor', boosting, { missing: true });

const classifiers: readonly (readonly [string, () => models.Classifier, ClassifierTraits?])[] = [
  [
    'GradientBoostingClassifier',
    () => new GradientBoostingClassifier({ trees: 10, minimumRows: 5 }),
    { missing: true },
  ],
  ['GaussianNaiveBayes', () => new GaussianNaiveBayes(), { oneClass: true }],
  ['KNeighborsClassifier', () => new KNeighborsClassifier(), { oneClass: true }],
  ['LogisticRegression', () => new LogisticRegression()],
  ['MajorityClassifier', () => new MajorityClassifier(), { oneClass: true }],
  ['MultinomialNaiveBayes', () => new MultinomialNaiveBayes(), { oneClass: true }],
  ['StratifiedClassifier', () => new StratifiedClassifier(), { oneClass: true }],
];
for (const [name, make, traits] of classifiers) classifierContract(name, make, traits);

/** Models that neither predict numbers nor classes: their own tests hold them to their promises. */
const others: readonly unknown[] = [
  models.DBSCAN,
  models.KMeans,
  models.NearestCentroid,
  models.PCA,
];

it('runs on every model of the library that has a fit', () => {
  const classes = Object.values(models).filter(
    (value) => typeof value === 'function' && typeof value.prototype?.fit === 'function',
  );
  const tested = new Set([
    ...Object.values(estimators).map((make) => make().constructor),
    GradientBoostingRegressor,
    ...classifiers.map(([, make]) => make().constructor),
    ...others,
  ]);
  expect(classes.filter((value) => !tested.has(value as never))).toEqual([]);
});
