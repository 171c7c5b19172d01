import {
  accuracy,
  adjustedRandIndex,
  bootstrapDifference,
  bootstrapInterval,
  daviesBouldin,
  meanAbsoluteError,
  meanPinballLoss,
  meanSquaredError,
  medianAbsoluteError,
  normalizedMutualInformation,
  r2Score,
  rootMeanSquaredError,
  silhouetteSamples,
  silhouetteScore,
} from 'mle-kit';
import { createRandom, Matrix } from '../../../src/core/index.js';
import { says } from './says.js';

const points = Matrix.from([[0], [1], [2]]);

says('numbers', {
  'meanAbsoluteError: yTrue has 2 entries but yPred has 1.': () => meanAbsoluteError([1, 2], [1]),
  'meanAbsoluteError: yTrue is empty, and at least one entry is needed.': () =>
    meanAbsoluteError([], []),
  'meanAbsoluteError: yTrue[1] is NaN, and every value must be a finite number.': () =>
    meanAbsoluteError([1, Number.NaN], [1, 2]),
  'meanAbsoluteError: yPred[1] is Infinity, and every value must be a finite number.': () =>
    meanAbsoluteError([1, 2], [1, Number.POSITIVE_INFINITY]),
  'meanSquaredError: yTrue has 2 entries but yPred has 1.': () => meanSquaredError([1, 2], [1]),
  'rootMeanSquaredError: yTrue has 2 entries but yPred has 1.': () =>
    rootMeanSquaredError([1, 2], [1]),
  'medianAbsoluteError: yTrue has 2 entries but yPred has 1.': () =>
    medianAbsoluteError([1, 2], [1]),
  'meanPinballLoss: yTrue has 2 entries but yPred has 1.': () => meanPinballLoss([1, 2], [1]),
  'meanPinballLoss: alpha is 1.1, and it must lie between 0 and 1. [OUT_OF_RANGE]': () =>
    meanPinballLoss([1], [1], { alpha: 1.1 }),
  'r2Score: yTrue has 2 entries but yPred has 1.': () => r2Score([1, 2], [1]),
  'r2Score: there is one row only, so there is no spread to explain and R² is undefined. Use meanAbsoluteError here, or score more rows at a time. [UNDEFINED_METRIC]':
    () => r2Score([1], [1]),
  'r2Score: all 2 true values are equal, so there is no spread to explain and R² is undefined. Use meanAbsoluteError here, or score more rows at a time. [UNDEFINED_METRIC]':
    () => r2Score([3, 3], [1, 2]),
});

says('clusters', {
  'silhouetteScore: X has 3 entries but labels has 2.': () => silhouetteScore(points, [0, 1]),
  'silhouetteScore: X is empty, and at least one entry is needed.': () =>
    silhouetteScore(Matrix.zeros(0, 2), []),
  'silhouetteScore: X has NaN in row 1, column 0 (counted from 0), and every value must be a finite number.':
    () => silhouetteScore(Matrix.from([[0], [Number.NaN], [1]]), [0, 0, 1]),
  'silhouetteScore: labels[2] is null, and every row needs a label. Drop rows without one. [MISSING_VALUE]':
    () => silhouetteScore(points, [0, 0, null as never]),
  'silhouetteScore: 3 points in 1 cluster, and the score is defined from 2 clusters to one fewer than there are points. Choose another number of clusters. [UNDEFINED_METRIC]':
    () => silhouetteScore(points, [0, 0, 0]),
  'silhouetteSamples: 3 points in 3 clusters, and the score is defined from 2 clusters to one fewer than there are points. Choose another number of clusters. [UNDEFINED_METRIC]':
    () => silhouetteSamples(points, [0, 1, 2]),
  'daviesBouldin: 3 points in 3 clusters, and the score is defined from 2 clusters to one fewer than there are points. Choose another number of clusters. [UNDEFINED_METRIC]':
    () => daviesBouldin(points, [0, 1, 2]),
  'adjustedRandIndex: labelsTrue has 2 entries but labelsPred has 1.': () =>
    adjustedRandIndex([0, 1], [0]),
  'adjustedRandIndex: labelsTrue is empty, and at least one entry is needed.': () =>
    adjustedRandIndex([], []),
  'adjustedRandIndex: labelsTrue[1] is NaN, and every label must be a finite number or a text. Drop rows without a label. [NOT_FINITE]':
    () => adjustedRandIndex([0, Number.NaN], [0, 1]),
  'adjustedRandIndex: labelsPred[1] is NaN, and every label must be a finite number or a text. Drop rows without a label. [NOT_FINITE]':
    () => adjustedRandIndex([0, 1], [0, Number.NaN]),
  'normalizedMutualInformation: labelsTrue has 2 entries but labelsPred has 1.': () =>
    normalizedMutualInformation([0, 1], [0]),
  'normalizedMutualInformation: average is "mean". Did you mean "min" or "max"? Choices: "arithmetic", "geometric", "min", "max". [INVALID_ARGUMENT]':
    () => normalizedMutualInformation([0], [0], { average: 'mean' as never }),
});

says('bootstrap', {
  'bootstrapInterval: yTrue is empty, and at least one entry is needed.': () =>
    bootstrapInterval(accuracy, [], [], { random: createRandom(7) }),
  'bootstrapInterval: yTrue has 1 entry but yPred has 2.': () =>
    bootstrapInterval(accuracy, [1], [1, 0], { random: createRandom(7) }),
  'bootstrapInterval: repeats is 1, and it must be a whole number from 2. [OUT_OF_RANGE]': () =>
    bootstrapInterval(accuracy, [1], [1], { random: createRandom(7), repeats: 1 }),
  'bootstrapInterval: level is 0, and it must be a finite number above 0. [OUT_OF_RANGE]': () =>
    bootstrapInterval(accuracy, [1], [1], { random: createRandom(7), level: 0 }),
  'bootstrapInterval: level is 1, and it must lie between 0 and 0.9999999999999998. [OUT_OF_RANGE]':
    () => bootstrapInterval(accuracy, [1], [1], { random: createRandom(7), level: 1 }),
  'bootstrapInterval: the metric answered NaN, and an interval needs finite numbers. [NOT_FINITE]':
    () => bootstrapInterval(() => Number.NaN, [1], [1], { random: createRandom(7) }),
  'bootstrapDifference: yTrue has 1 entry but yPredB has 2.': () =>
    bootstrapDifference(accuracy, [1], [1], [1, 0], { random: createRandom(7) }),
});
