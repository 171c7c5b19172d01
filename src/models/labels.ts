import { MlError } from '../core/index.js';
import { encodeLabels as encode, type Label } from '../metrics/index.js';

export type { Label };

/** A column of labels as codes into the list of its classes. */
export interface EncodedLabels<L extends Label> {
  /** Numbers ascending, texts by their code units (as scikit-learn sorts them). */
  readonly classes: readonly L[];
  /** (n,) place of each label in `classes`. */
  readonly codes: Int32Array;
}

/** Checks labels and turns them into codes. */
export function encodeLabels<L extends Label>(where: string, y: ArrayLike<L>): EncodedLabels<L> {
  const { labels, codes } = encode(where, 'y', y);
  return { classes: labels, codes };
}

/** Throws INVALID_ARGUMENT when there is one class only: nothing could be told apart. */
export function assertSeveralClasses(where: string, classes: readonly Label[]): void {
  if (classes.length > 1) return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: every label is ${JSON.stringify(classes[0])}, and two classes at least are needed. ` +
      'Check the filter or the split before this call; MajorityClassifier learns from one class.',
  );
}

/** Rows of each class, (classes,). */
export function countClasses(codes: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (let i = 0; i < codes.length; i++) counts[codes[i]!]! += 1;
  return counts;
}
