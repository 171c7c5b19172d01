import { type Column, createRandom, Matrix, type Random, type Table } from '../core/index.js';
import { categoryBucket, type ReferenceColumn, type ReferenceProfile } from '../explore/index.js';
import { normalCdf, normalQuantile, sortNumbers } from '../math/index.js';
import { rocAuc } from '../metrics/index.js';
import { GradientBoostingClassifier } from '../models/index.js';
import type { JointDrift } from './driftTypes.js';

const FOLDS = 5;
/** Fewer rows on a side say nothing. */
const FEWEST_ROWS = 50;
/** Category names up to here get numbers of their own, beyond it they share buckets. */
const MOST_NAMES = 100;

/** The joint test, or a sentence why it could not be done. */
export type JointTest =
  | { readonly found: Omit<JointDrift, 'adjustedPValue' | 'drifted'>; readonly note: string }
  | { readonly found: null; readonly note: string };

/**
 * Can a classifier tell old rows from new? It sees what no single column shows: a changed relation
 * between two of them.
 *
 * Five folds, each with its part of both sides. Boosted trees learn on folds 1 to k and are judged
 * on fold k + 1, so that every judgement is of rows that no step before has seen. Without drift
 * each fold's AUC is then a Mann–Whitney statistic with mean 1/2 and known variance, none of them
 * correlated; ordinary cross-validation would not do, for its folds lean on each other and the
 * true deviation is about 1.4 times the one that independence gives.
 *
 * Cost: four fits of 30 trees on at most 2 · jointRows rows.
 */
export function jointTest(
  reference: ReferenceProfile,
  columns: readonly ReferenceColumn[],
  current: Table,
  options: { readonly alpha: number; readonly jointRows: number; readonly seed: number },
): JointTest {
  const random = createRandom(options.seed).fork('joint');
  const usable = columns.filter(
    ({ name, kind, count }) =>
      kind !== 'date' && count > 0 && current.has(name) && fits(current.column(name), kind),
  );
  const old = pick(reference.sampleRows, options.jointRows, random);
  const now = pick(current.rowCount, options.jointRows, random);
  if (usable.length === 0) return { found: null, note: 'No joint test: no column to compare.' };
  if (reference.sampleRows === 0) {
    const note =
      'No joint test: the reference profile keeps no rows. Make it with sampleRows to have one.';
    return { found: null, note };
  }
  if (old.length < FEWEST_ROWS || now.length < FEWEST_ROWS) {
    const note = `No joint test: ${old.length} old and ${now.length} new rows, and ${FEWEST_ROWS} of each are needed.`;
    return { found: null, note };
  }
  const X = encode(usable, old, current, now);
  const found = judge(X, old.length, now.length, options.alpha, random);
  const note = `Gradient boosting told ${old.length} old from ${now.length} new rows, in ${FOLDS} folds of which each is judged by a model of those before it.`;
  return { found, note };
}

function fits(column: Column, kind: ReferenceColumn['kind']): boolean {
  return column.kind === kind;
}

function pick(rows: number, most: number, random: Random): number[] {
  const order = [...random.permutation(rows)];
  return order.slice(0, most);
}

/** Old rows, then new ones: numbers as they are, truth values as 0 and 1, texts by their place. */
function encode(
  columns: readonly ReferenceColumn[],
  old: readonly number[],
  current: Table,
  now: readonly number[],
): Matrix {
  const X = Matrix.zeros(old.length + now.length, columns.length);
  columns.forEach((column, j) => {
    const { values } = current.column(column.name);
    const cells = [...old.map((i) => column.sample[i]!), ...now.map((i) => values[i]!)];
    const code = coder(cells);
    cells.forEach((cell, i) => {
      X.data[i * columns.length + j] = code(cell);
    });
  });
  return X;
}

type Cell = number | string | boolean | null;

function coder(cells: readonly Cell[]): (cell: Cell) => number {
  const texts = [...new Set(cells.filter((cell) => typeof cell === 'string'))].sort();
  const places = new Map(texts.map((text, place) => [text, place]));
  return (cell) => {
    if (typeof cell === 'string') {
      return places.size <= MOST_NAMES ? places.get(cell)! : categoryBucket(cell);
    }
    if (cell === null || !Number.isFinite(Number(cell))) return Number.NaN;
    return Number(cell);
  };
}

function judge(
  X: Matrix,
  old: number,
  now: number,
  alpha: number,
  random: Random,
): Omit<JointDrift, 'adjustedPValue' | 'drifted'> {
  // pick has already put the rows in random order, so each FOLDS-th row is a random part.
  const fold = (row: number) => (row < old ? row : row - old) % FOLDS;
  const rows = random.permutation(old + now);
  let areas = 0;
  let variance = 0;
  for (let k = 1; k < FOLDS; k++) {
    const train = rows.filter((row) => fold(row) < k);
    const test = rows.filter((row) => fold(row) === k);
    const isNew = (row: number) => (row < old ? 0 : 1);
    const minimumRows = Math.max(5, Math.min(20, Math.floor(train.length / 20)));
    const model = new GradientBoostingClassifier({ trees: 30, leaves: 8, minimumRows }).fit(
      X.selectRows(train),
      Array.from(train, isNew),
    );
    const scores = model.predictProbability(X.selectRows(test)).column(1);
    const labels = Array.from(test, isNew);
    areas += rocAuc(labels, scores);
    variance += nullVariance(labels, scores);
  }
  const parts = FOLDS - 1;
  const area = areas / parts;
  const deviation = Math.sqrt(variance) / parts;
  const reach = normalQuantile(1 - alpha / 2) * deviation;
  return {
    rocAuc: area,
    nullInterval: [Math.max(0, 0.5 - reach), Math.min(1, 0.5 + reach)],
    // One-sided: an AUC below one half is chance, never drift.
    pValue: deviation === 0 ? 1 : normalCdf((0.5 - area) / deviation),
    referenceRows: old,
    currentRows: now,
  };
}

/** Variance of the Mann–Whitney share of pairs without drift, ties included. */
function nullVariance(labels: readonly number[], scores: ArrayLike<number>): number {
  const total = labels.length;
  const ones = labels.reduce((sum, label) => sum + label, 0);
  const sorted = sortNumbers(scores);
  let ties = 0;
  for (let start = 0; start < total; ) {
    let end = start + 1;
    while (end < total && sorted[end] === sorted[start]) end++;
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  return (total + 1 - ties / (total * (total - 1))) / (12 * ones * (total - ones));
}
