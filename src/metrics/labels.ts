import { assertNotEmpty, assertSameLength, MlError } from '../core/index.js';

/** The name of a class: a number or a text, one kind throughout. */
export type Label = number | string;

/** Two columns of labels as codes into one list of classes. */
export interface EncodedPair<L extends Label> {
  /** The classes: numbers ascending, texts by their code units (as scikit-learn sorts them). */
  readonly labels: readonly L[];
  /** (n,) place of each true label in `labels`. */
  readonly truth: Int32Array;
  /** (n,) place of each predicted label in `labels`. */
  readonly predicted: Int32Array;
}

/** Checks both columns and turns their labels into codes; n ≥ 1. */
export function encodePair<L extends Label>(
  where: string,
  yTrue: ArrayLike<L>,
  yPred: ArrayLike<L>,
  names: readonly [string, string] = ['yTrue', 'yPred'],
): EncodedPair<L> {
  assertSameLength(where, names[0], yTrue.length, names[1], yPred.length);
  assertNotEmpty(where, names[0], yTrue.length);
  const kind = typeof yTrue[0];
  const seen = new Map<L, number>();
  collect(where, names[0], yTrue, kind, seen);
  collect(where, names[1], yPred, kind, seen);
  const labels = [...seen.keys()].sort(byLabel);
  labels.forEach((label, code) => {
    seen.set(label, code);
  });
  return { labels, truth: encode(yTrue, seen), predicted: encode(yPred, seen) };
}

/**
 * Checks one column of labels and turns it into codes; n ≥ 1.
 *
 * @example encodeLabels('fit', 'y', ['b', 'a', 'b']).codes; // Int32Array(3) [ 1, 0, 1 ]
 */
export function encodeLabels<L extends Label>(
  where: string,
  name: string,
  values: ArrayLike<L>,
): { readonly labels: readonly L[]; readonly codes: Int32Array } {
  assertNotEmpty(where, name, values.length);
  const seen = new Map<L, number>();
  collect(where, name, values, typeof values[0], seen);
  const labels = [...seen.keys()].sort(byLabel);
  labels.forEach((label, code) => {
    seen.set(label, code);
  });
  return { labels, codes: encode(values, seen) };
}

/** The places in `labels` of the ones that were asked for; refuses unknown kinds and doubles. */
export function placesOf<L extends Label>(
  where: string,
  wanted: readonly Label[],
  labels: readonly L[],
): Int32Array {
  assertNotEmpty(where, 'labels', wanted.length);
  if (new Set(wanted).size < wanted.length) {
    throw new MlError(
      'DUPLICATE_NAME',
      `${where}: a class comes twice in labels. Name each class once.`,
    );
  }
  return Int32Array.from(wanted, (label) => (labels as readonly Label[]).indexOf(label));
}

/** How a label looks in a message. */
export function showLabel(label: unknown): string {
  return typeof label === 'string' ? JSON.stringify(label) : String(label);
}

function collect<L extends Label>(
  where: string,
  name: string,
  values: ArrayLike<L>,
  kind: string,
  seen: Map<L, number>,
): void {
  for (let i = 0; i < values.length; i++) {
    const label = values[i]!;
    if (seen.has(label)) continue;
    const fits =
      kind === 'number' ? Number.isFinite(label) : kind === 'string' && typeof label === kind;
    if (!fits) refuse(where, `${name}[${i}]`, label);
    seen.set(label, 0);
  }
}

function refuse(where: string, place: string, label: unknown): never {
  if (label === null || label === undefined) {
    throw new MlError(
      'MISSING_VALUE',
      `${where}: ${place} is ${label}, and every row needs a label. Drop rows without one.`,
    );
  }
  if (typeof label === 'number' && !Number.isFinite(label)) {
    throw new MlError(
      'NOT_FINITE',
      `${where}: ${place} is ${label}, and every label must be a finite number or a text. ` +
        'Drop rows without a label.',
    );
  }
  throw new MlError(
    'WRONG_KIND',
    `${where}: ${place} is ${showLabel(label)} (${typeof label}), and all labels must be numbers, ` +
      'or all texts. Encode truth and prediction in the same way.',
  );
}

/** Orders distinct labels: numbers ascending, texts by their code units. */
export function byLabel(a: Label, b: Label): number {
  return a < b ? -1 : 1;
}

function encode<L extends Label>(values: ArrayLike<L>, codes: ReadonlyMap<L, number>): Int32Array {
  const encoded = new Int32Array(values.length);
  for (let i = 0; i < encoded.length; i++) encoded[i] = codes.get(values[i]!)!;
  return encoded;
}
