import {
  accuracy,
  averagePrecision,
  balancedAccuracy,
  brierScore,
  calibrationCurve,
  classificationReport,
  cohenKappa,
  confusionMatrix,
  f1Score,
  fBetaScore,
  logLoss,
  matthewsCorrelation,
  precision,
  precisionRecallCurve,
  recall,
  rocAuc,
  rocCurve,
} from 'mle-kit';
import { Matrix } from '../../../src/core/index.js';
import { says } from './says.js';

const one = Matrix.from([[1], [1]]);
const many = Array.from({ length: 22 }, (_, i) => i);
const two = Matrix.from([[0.5, 0.5], [0.1, 0.9]]); // biome-ignore format: a matrix

says('labels', {
  'accuracy: yTrue has 2 entries but yPred has 1.': () => accuracy([1, 0], [1]),
  'accuracy: yTrue is empty, and at least one entry is needed.': () => accuracy([], []),
  'accuracy: yTrue[1] is NaN, and every label must be a finite number or a text. Drop rows without a label. [NOT_FINITE]':
    () => accuracy([1, Number.NaN], [1, 0]),
  'accuracy: yPred[1] is null, and every row needs a label. Drop rows without one. [MISSING_VALUE]':
    () => accuracy([1, 0], [1, null as never]),
  'accuracy: yTrue[0] is undefined, and every row needs a label. Drop rows without one. [MISSING_VALUE]':
    () => accuracy([undefined as never], [0]),
  'accuracy: yPred[1] is "0" (string), and all labels must be numbers, or all texts. Encode truth and prediction in the same way. [WRONG_KIND]':
    () => accuracy([1, 0], [1, '0' as never]),
  'accuracy: yTrue[0] is true (boolean), and all labels must be numbers, or all texts. Encode truth and prediction in the same way. [WRONG_KIND]':
    () => accuracy([true as never], [true as never]),
  'accuracy: yTrue has 2 entries but sampleWeight has 1.': () =>
    accuracy([1, 0], [1, 0], { sampleWeight: [1] }),
  'accuracy: sampleWeight[1] is -1, and a weight must be at least 0. [OUT_OF_RANGE]': () =>
    accuracy([1, 0], [1, 0], { sampleWeight: [2, -1] }),
  'accuracy: sampleWeight[1] is NaN, and every value must be a finite number.': () =>
    accuracy([1, 0], [1, 0], { sampleWeight: [2, Number.NaN] }),
  'accuracy: all 2 sample weights are 0, so the mean is 0/0. Give at least one row a weight. [UNDEFINED_METRIC]':
    () => accuracy([1, 0], [1, 0], { sampleWeight: [0, 0] }),
  'accuracy: the sample weights add up to more than a number can hold. Divide them all by their largest: only their ratios count. [OUT_OF_RANGE]':
    () => accuracy([1, 0], [1, 0], { sampleWeight: [1e308, 1e308] }),
});

says('classes', {
  "precision: there are 3 classes (0, 1, 2), and average 'binary' scores two. Choose average 'macro', 'micro', 'weighted', or null for one score per class. [INVALID_ARGUMENT]":
    () => precision([0, 1, 2], [0, 1, 2]),
  'precision: the positive class 1 is not among the labels "a", "b". Name the class to score by the option `positive`. [INVALID_ARGUMENT]':
    () => precision(['a', 'b'], ['a', 'b']),
  'precision: the positive class 1 is not among the labels 2, 3. Name the class to score by the option `positive`. [INVALID_ARGUMENT]':
    () => precision([2, 3], [2, 3]),
  'precision: the positive class 1 is not among the labels "a". Name the class to score by the option `positive`. [INVALID_ARGUMENT]':
    () => precision(['a'], ['a']),
  'precision: class 1 is never predicted, so the score is 0/0. Score more rows, or say what 0/0 shall be by the option `zeroDivision` (0 or 1). [UNDEFINED_METRIC]':
    () => precision([1, 1], [0, 0]),
  'precision: zeroDivision is "2". Choices: "throw", "0", "1". [INVALID_ARGUMENT]': () =>
    precision([1, 1], [0, 0], { zeroDivision: 2 as never }),
  'precision: average is "mean". Choices: "binary", "macro", "micro", "weighted". [INVALID_ARGUMENT]':
    () => precision([1, 1], [0, 0], { average: 'mean' as never }),
  'recall: class 1 has no true row, so the score is 0/0. Score more rows, or say what 0/0 shall be by the option `zeroDivision` (0 or 1). [UNDEFINED_METRIC]':
    () => recall([0, 0], [1, 1]),
  'precision: class 1 is never predicted': () => precision([1, 1], [0, 0], { labels: [0, 1] }),
  'precision: there are 22 classes (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19), and':
    () => precision(many, many),
  'confusionMatrix: none of the labels 99 is in yTrue. The labels of both columns are: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19. [':
    () => confusionMatrix(many, many, { labels: [99] }),
  'recall: class "a" has no true row, so the score is 0/0. Score more rows, or say what 0/0 shall be by the option `zeroDivision` (0 or 1). [UNDEFINED_METRIC]':
    () => recall(['b', 'b'], ['a', 'a'], { average: 'macro' }),
  'recall: the pot of all classes has no true row, so the score is 0/0. Score more rows, or say what 0/0 shall be by the option `zeroDivision` (0 or 1). [UNDEFINED_METRIC]':
    () => recall(['b', 'b'], ['a', 'a'], { average: 'micro', labels: ['a'] }),
  'precision: no true row has any of the classes, whose shares are the weights, so the score is 0/0. Score more rows, or say what 0/0 shall be by the option `zeroDivision` (0 or 1). [UNDEFINED_METRIC]':
    () => precision([1, 1], [2, 2], { average: 'weighted', labels: [2] }),
  'recall: labels is empty, and at least one entry is needed.': () =>
    recall([0, 1], [0, 1], { average: 'macro', labels: [] }),
  'recall: a class comes twice in labels. Name each class once. [DUPLICATE_NAME]': () =>
    recall([0, 1], [0, 1], { average: 'macro', labels: [0, 0] }),
  'recall: class 7 has no true row, so the score is 0/0. Score more rows, or say what 0/0 shall be by the option `zeroDivision` (0 or 1). [UNDEFINED_METRIC]':
    () => recall([0, 1], [0, 1], { average: 'macro', labels: [0, 7] }),
  'f1Score: class 1 is neither predicted nor true in any row, so the score is 0/0. Score more rows, or say what 0/0 shall be by the option `zeroDivision` (0 or 1). [UNDEFINED_METRIC]':
    () => f1Score([0, 0], [0, 0]),
  'fBetaScore: class 1 is neither predicted nor true in any row, so the score is 0/0. Score more rows, or say what 0/0 shall be by the option `zeroDivision` (0 or 1). [UNDEFINED_METRIC]':
    () => fBetaScore([0, 0], [0, 0], { beta: 2 }),
  'fBetaScore: beta is -1, and it must be a finite number of at least 0. [OUT_OF_RANGE]': () =>
    fBetaScore([0, 1], [0, 1], { beta: -1 }),
  'classificationReport: class 1 has no true row, so the score is 0/0. Score more rows, or say what 0/0 shall be by the option `zeroDivision` (0 or 1). [UNDEFINED_METRIC]':
    () => classificationReport([0, 0], [0, 1]),
  'balancedAccuracy: yTrue has one class only, so chance is already perfect and the adjusted value is 0/0. Score rows of several classes, or leave out `adjusted`. [UNDEFINED_METRIC]':
    () => balancedAccuracy([1, 1], [1, 0], { adjusted: true }),
  'matthewsCorrelation: truth or prediction has one class only, so the correlation is 0/0. Score more rows, or say what 0/0 shall be by the option `zeroDivision`. [UNDEFINED_METRIC]':
    () => matthewsCorrelation([1, 1], [1, 0]),
  'matthewsCorrelation: zeroDivision is "2". Choices: "throw", "0", "1". [INVALID_ARGUMENT]': () =>
    matthewsCorrelation([1, 1], [1, 0], { zeroDivision: 2 as never }),
  'cohenKappa: both columns have one and the same class only, so chance agrees perfectly and kappa is 0/0. Rate more rows, or say what 0/0 shall be by the option `zeroDivision`. [UNDEFINED_METRIC]':
    () => cohenKappa([1, 1], [1, 1]),
  'cohenKappa: first has 2 entries but second has 1.': () => cohenKappa([1, 0], [1]),
  'cohenKappa: first is empty, and at least one entry is needed.': () => cohenKappa([], []),
  'cohenKappa: second[1] is null, and every row needs a label.': () =>
    cohenKappa([1, 0], [1, null as never]),
  'cohenKappa: first has 2 entries but sampleWeight has 1.': () =>
    cohenKappa([1, 0], [1, 0], { sampleWeight: [1] }),
  'cohenKappa: a class comes twice in labels. Name each class once. [DUPLICATE_NAME]': () =>
    cohenKappa([1, 0], [1, 0], { labels: [1, 1] }),
  'cohenKappa: none of the labels "b", "c" is in first. The labels of both columns are: "a", "b". [INVALID_ARGUMENT]':
    () => cohenKappa(['a'], ['b'], { labels: ['b', 'c'] }),
  'cohenKappa: no row with any weight has one of the labels 0, 1 in both columns, so kappa is 0/0. Name more classes in `labels`, or say what 0/0 shall be by the option `zeroDivision`. [UNDEFINED_METRIC]':
    () => cohenKappa([0, 1], [2, 2], { labels: [0, 1] }),
  'cohenKappa: zeroDivision is "2". Choices: "throw", "0", "1". [INVALID_ARGUMENT]': () =>
    cohenKappa([1, 1], [1, 1], { zeroDivision: 2 as never }),
  'cohenKappa: weights is "cubic". Choices: "none", "linear", "quadratic". [INVALID_ARGUMENT]':
    () => cohenKappa([1, 1], [1, 1], { weights: 'cubic' as never }),
  'confusionMatrix: none of the labels "b", "c" is in yTrue. The labels of both columns are: "a", "b". [INVALID_ARGUMENT]':
    () => confusionMatrix(['a'], ['b'], { labels: ['b', 'c'] }),
  'confusionMatrix: labels is empty, and at least one entry is needed.': () =>
    confusionMatrix([0], [0], { labels: [] }),
  'confusionMatrix: normalize is "rows". Choices: "none", "true", "predicted", "all". [INVALID_ARGUMENT]':
    () => confusionMatrix([0], [0], { normalize: 'rows' as never }),
});

says('rankings', {
  'rocAuc: yTrue has 2 entries but yScore has 1.': () => rocAuc([1, 0], [1]),
  'rocAuc: yTrue is empty, and at least one entry is needed.': () => rocAuc([], []),
  'rocAuc: yTrue[1] is 2, and every label must be 0 or 1.': () => rocAuc([1, 2], [1, 2]),
  'rocAuc: yScore[0] is NaN, and every value must be a finite number.': () =>
    rocAuc([1, 0], [Number.NaN, 1]),
  'rocAuc: no row with any weight has the label 1, so the true positive rate (recall) is 0/0. Check the label encoding, or stratify the split. [UNDEFINED_METRIC]':
    () => rocAuc([0, 0], [1, 2]),
  'rocAuc: no row with any weight has the label 0, so the false positive rate is 0/0. Check the label encoding, or stratify the split. [UNDEFINED_METRIC]':
    () => rocAuc([1, 1], [1, 2]),
  'averagePrecision: no row with any weight has the label 1, so the true positive rate (recall) is 0/0. Check the label encoding, or stratify the split. [UNDEFINED_METRIC]':
    () => averagePrecision([0, 0], [1, 2]),
  'precisionRecallCurve: no row with any weight has the label 1, so the true positive rate (recall) is 0/0. Check the label encoding, or stratify the split. [UNDEFINED_METRIC]':
    () => precisionRecallCurve([0, 0], [1, 2]),
  'rocCurve: no row with any weight has the label 1, so the true positive rate (recall) is 0/0. Check the label encoding, or stratify the split. [UNDEFINED_METRIC]':
    () => rocCurve([0, 0], [1, 2]),
  'rocCurve: no row with any weight has the label 0, so the false positive rate is 0/0. Check the label encoding, or stratify the split. [UNDEFINED_METRIC]':
    () => rocCurve([1, 1], [1, 2]),
  'rocAuc: yScore has one column, so there is no rest to rank against. Give the scores of a two-class model as a plain column. [UNDEFINED_METRIC]':
    () => rocAuc([0, 0], one),
  'rocAuc: yTrue has 1 entry but yScore has 2.': () => rocAuc([0], two),
  'rocAuc: yTrue has 3 classes but there are 2 columns, one per class. Say which class each column stands for by the option `labels`. [SHAPE_MISMATCH]':
    () =>
      rocAuc(
        [0, 1, 2],
        Matrix.from([
          [0, 1],
          [1, 0],
          [1, 1],
        ]),
      ),
  'rocAuc: labels has 3 entries but the row of columns has 2.': () =>
    rocAuc([0, 1], two, { labels: [0, 1, 2] }),
  'rocAuc: yTrue[1] is "b" (string), and all labels must be numbers, or all texts. Encode truth and prediction in the same way. [WRONG_KIND]':
    () => rocAuc([0, 'b' as never], two),
  'rocAuc: yTrue has the class "c", which is not among the labels "a", "b". Every true class needs a column. [INVALID_ARGUMENT]':
    () => rocAuc(['a', 'c'], two, { labels: ['a', 'b'] }),
  'rocAuc: yTrue has the class "a", which is not among the labels "b", "c".': () =>
    rocAuc(['a', 'c'], two, { labels: ['b', 'c'] }),
  'rocAuc, column 0: no row with any weight has the label 0, so the false positive rate is 0/0. Check the label encoding, or stratify the split. [UNDEFINED_METRIC]':
    () => rocAuc([0, 0], two, { labels: [0, 1] }),
  'rocAuc: average is "mean". Choices: "macro", "weighted", "micro". [INVALID_ARGUMENT]': () =>
    rocAuc([0, 1], two, { average: 'mean' as never }),
  'rocAuc: yTrue has 2 entries but sampleWeight has 1.': () =>
    rocAuc([0, 1], two, { sampleWeight: [1] }),
  'rocAuc: yScore has NaN in row 1, column 0 (counted from 0), and every value must be a finite number.':
    () =>
      rocAuc(
        [0, 1],
        Matrix.from([
          [0, 1],
          [Number.NaN, 1],
        ]),
      ),
});

says('probabilities', {
  'logLoss: yTrue has 2 entries but yProb has 1.': () => logLoss([1, 0], [1]),
  'logLoss: yTrue is empty, and at least one entry is needed.': () => logLoss([], []),
  'logLoss: yTrue[1] is 2, and every label must be 0 or 1.': () => logLoss([1, 2], [1, 1]),
  'logLoss: yProb[1] is 1.5, and a probability lies between 0 and 1. Give probabilities, not scores or labels. [OUT_OF_RANGE]':
    () => logLoss([1, 0], [1, 1.5]),
  'logLoss: yProb[1] is NaN, and a probability lies between 0 and 1. Give probabilities, not scores or labels. [NOT_FINITE]':
    () => logLoss([1, 0], [1, Number.NaN]),
  'logLoss: yTrue has 1 entry but yProb has 2.': () => logLoss([0], two),
  'logLoss: yProb is a matrix of one column, and one per class is needed. Give the probabilities of 1 as a plain column, or those of all classes. [SHAPE_MISMATCH]':
    () => logLoss([0, 0], one),
  'logLoss: yTrue has 1 class but there are 2 columns, one per class. Say which class each column stands for by the option `labels`. [SHAPE_MISMATCH]':
    () => logLoss([0, 0], two),
  'logLoss: yProb in row 1, column 0 is 2, and a probability lies between 0 and 1. Give probabilities, not scores or labels. [OUT_OF_RANGE]':
    () =>
      logLoss(
        [0, 1],
        Matrix.from([
          [0.5, 0.5],
          [2, -1],
        ]),
      ),
  'logLoss: row 0 of yProb sums to 1.25, and the probabilities of all classes sum to 1. Apply softmax to scores first. [OUT_OF_RANGE]':
    () =>
      logLoss(
        [0, 1],
        Matrix.from([
          [0.5, 0.75],
          [0, 1],
        ]),
      ),
  'logLoss: all 2 sample weights are 0, so the mean is 0/0. Give at least one row a weight. [UNDEFINED_METRIC]':
    () => logLoss([1, 0], [1, 1], { sampleWeight: [0, 0] }),
  'brierScore: yTrue has 2 entries but yProb has 1.': () => brierScore([1, 0], [1]),
  'calibrationCurve: yTrue has 2 entries but yProb has 1.': () => calibrationCurve([1, 0], [1]),
  'calibrationCurve: yTrue is empty, and at least one entry is needed.': () =>
    calibrationCurve([], []),
  'calibrationCurve: yTrue[0] is 2, and every label must be 0 or 1.': () =>
    calibrationCurve([2], [1]),
  'calibrationCurve: yProb[0] is 2, and a probability lies between 0 and 1. Give probabilities, not scores or labels. [OUT_OF_RANGE]':
    () => calibrationCurve([1], [2]),
  'calibrationCurve: bins is 0, and it must be a whole number from 1 to 1000000. [OUT_OF_RANGE]':
    () => calibrationCurve([1], [1], { bins: 0 }),
  'calibrationCurve: bins is 1000001, and it must be a whole number from 1 to 1000000. [OUT_OF_RANGE]':
    () => calibrationCurve([1], [1], { bins: 1_000_001 }),
  'calibrationCurve: strategy is "even". Choices: "uniform", "quantile". [INVALID_ARGUMENT]': () =>
    calibrationCurve([1], [1], { strategy: 'even' as never }),
});
