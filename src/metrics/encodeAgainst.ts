import { assertSameLength, MlError } from '../core/index.js';
import { encodeLabels, type Label, placesOf, showLabel } from './labels.js';

/** The column of each row's true class, for a matrix with one column per class. */
export function encodeAgainst<L extends Label>(
  where: string,
  yTrue: ArrayLike<L>,
  columns: number,
  wanted: readonly L[] | undefined,
): Int32Array {
  const { labels, codes } = encodeLabels(where, 'yTrue', yTrue);
  if (wanted === undefined) {
    if (labels.length === columns) return codes;
    throw new MlError(
      'SHAPE_MISMATCH',
      `${where}: yTrue has ${labels.length} ${labels.length === 1 ? 'class' : 'classes'} but there are ${columns} columns, one per ` +
        'class. Say which class each column stands for by the option `labels`.',
    );
  }
  assertSameLength(where, 'labels', wanted.length, 'the row of columns', columns);
  const columnOf = new Int32Array(labels.length).fill(-1);
  placesOf(where, wanted, labels).forEach((code, column) => {
    columnOf[code] = column; // nowhere, when the code is −1: a class without rows
  });
  const lost = columnOf.indexOf(-1);
  if (lost >= 0) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: yTrue has the class ${showLabel(labels[lost])}, which is not among the labels ` +
        `${wanted.map(showLabel).join(', ')}. Every true class needs a column.`,
    );
  }
  return codes.map((code) => columnOf[code]!);
}
