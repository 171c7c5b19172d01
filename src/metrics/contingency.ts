import { assertSameLength } from '../core/index.js';
import { encodeLabels, type Label } from './labels.js';

/** How often each pair of clusters meets: the cells that are not 0, and both margins. */
export interface Contingency {
  readonly n: number;
  /** (m,) rows in the cell; with the cluster on either side. */
  readonly cells: Float64Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly firstSizes: Float64Array;
  readonly secondSizes: Float64Array;
}

/** Compares two clusterings; their labels may be of different kinds. */
export function contingency(
  where: string,
  labelsTrue: ArrayLike<Label>,
  labelsPred: ArrayLike<Label>,
): Contingency {
  assertSameLength(where, 'labelsTrue', labelsTrue.length, 'labelsPred', labelsPred.length);
  const a = encodeLabels(where, 'labelsTrue', labelsTrue);
  const b = encodeLabels(where, 'labelsPred', labelsPred);
  const width = b.labels.length;
  const firstSizes = new Float64Array(a.labels.length);
  const secondSizes = new Float64Array(width);
  const counts = new Map<number, number>();
  for (let r = 0; r < a.codes.length; r++) {
    const i = a.codes[r]!;
    const j = b.codes[r]!;
    firstSizes[i] = firstSizes[i]! + 1;
    secondSizes[j] = secondSizes[j]! + 1;
    const key = i * width + j;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const keys = [...counts.keys()].sort((x, y) => x - y);
  return {
    n: a.codes.length,
    cells: Float64Array.from(keys, (key) => counts.get(key)!),
    first: Int32Array.from(keys, (key) => Math.floor(key / width)),
    second: Int32Array.from(keys, (key) => key % width),
    firstSizes,
    secondSizes,
  };
}
