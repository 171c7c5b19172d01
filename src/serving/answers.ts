import type { Matrix } from '../core/index.js';
import type { Label } from '../metrics/index.js';
import { bodyFault } from './requestFault.js';

/** What a model says of n records. */
export interface Answers {
  /** (n,) */
  readonly labels: ArrayLike<Label>;
  /** (n, classes) in the order of the output's classes; null where the model gives none. */
  readonly probabilities: Matrix | null;
}

/** What it says of one of them. */
export interface Answer {
  readonly label: Label;
  /** (classes,) */
  readonly probabilities: ArrayLike<number> | null;
}

/** @throws RequestFault where the numbers of a valid record are so large that no answer is left */
export function finiteAnswers(labels: ArrayLike<unknown>, probabilities: Matrix | null): Answers {
  assertFiniteNumbers(labels);
  if (probabilities !== null) assertFiniteNumbers(probabilities.data);
  return { labels: labels as ArrayLike<Label>, probabilities };
}

/** The answer to one record. */
export function answerAt({ labels, probabilities }: Answers, row: number): Answer {
  return { label: labels[row]!, probabilities: probabilities?.row(row) ?? null };
}

function assertFiniteNumbers(values: ArrayLike<unknown>): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== 'number' || Number.isFinite(value)) continue;
    throw bodyFault(
      'prediction_not_finite',
      'The model has no finite answer for these values; they are far from all it has learned.',
    );
  }
}
