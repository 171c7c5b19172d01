import type { Column } from '../core/index.js';
import { ranks } from '../math/index.js';
import { correlationRatio } from './correlationRatio.js';
import { cramersV } from './cramersV.js';
import { codesOf, type Label } from './pairs.js';
import { spearman } from './spearman.js';

/** How well one column alone ranks or explains the target. */
export interface ColumnScore {
  /**
   * 'AUC' for a target of two values (0.5 is chance), else one that is 0 by chance: '|spearman|',
   * 'correlationRatio' or 'cramersV'. 1 is perfect for all.
   */
  readonly measure: 'AUC' | '|spearman|' | 'correlationRatio' | 'cramersV';
  readonly score: number;
}

const FOLDS = 5;
/** The overall rate counts as much as this many rows in each category. */
const PRIOR_ROWS = 10;

/** The score of a column over rows where the target is there; null where it is undefined. */
export function columnScore(column: Column, target: Column): ColumnScore | null {
  const labels = target.values as ArrayLike<Label>;
  const { codes, count } = codesOf(labels);
  if (count < 2) return null;
  if (count === 2) return { measure: 'AUC', score: areaUnderCurve(column, codes) };
  try {
    if (isNumeric(column) && isNumeric(target)) {
      return { measure: '|spearman|', score: Math.abs(spearman(numbers(column), numbers(target))) };
    }
    if (isNumeric(column)) {
      return { measure: 'correlationRatio', score: correlationRatio(labels, numbers(column)) };
    }
    if (isNumeric(target)) {
      const categories = column.values as readonly Label[];
      return { measure: 'correlationRatio', score: correlationRatio(categories, numbers(target)) };
    }
    const score = cramersV(column.values as readonly Label[], labels, { biasCorrected: true });
    return { measure: 'cramersV', score };
  } catch {
    return null; // constant, or no row with both values
  }
}

/** AUC of ranking the rows by this column alone; at least one half, since numbers may rank either way. */
function areaUnderCurve(column: Column, codes: Int32Array): number {
  const values = isNumeric(column)
    ? missingLowest(numbers(column))
    : ratesOutOfFold(column.values as readonly Label[], codes);
  const kept: number[] = [];
  const positive: boolean[] = [];
  codes.forEach((code, i) => {
    if (code < 0) return;
    kept.push(values[i]!);
    positive.push(code === 1);
  });
  const places = ranks(kept);
  let ones = 0;
  let sum = 0;
  positive.forEach((is, k) => {
    if (!is) return;
    ones++;
    sum += places[k]!;
  });
  const area = (sum - (ones * (ones + 1)) / 2) / (ones * (kept.length - ones));
  // Rates have a direction of their own, and those of a column that says nothing fall below one half.
  return Math.max(area, isNumeric(column) ? 1 - area : 0.5);
}

/** A missing value ranks below all others: that it is missing may be what tells. */
function missingLowest(values: ArrayLike<number>): Float64Array {
  const finite = Float64Array.from(values, (value) => {
    if (value === Infinity) return Number.MAX_VALUE;
    return value === -Infinity ? -Number.MAX_VALUE / 2 : value;
  });
  return finite.map((value) => (Number.isNaN(value) ? -Number.MAX_VALUE : value));
}

/**
 * For each row the rate of class 1 among rows of its category in the other folds, drawn towards
 * the overall rate: a rate that counted the row itself would know its answer.
 */
function ratesOutOfFold(labels: ArrayLike<Label>, target: Int32Array): Float64Array {
  const { codes, count } = codesOf(labels);
  const size = new Float64Array((count + 1) * FOLDS); // the last category is "missing"
  const ones = new Float64Array((count + 1) * FOLDS);
  let rows = 0;
  let allOnes = 0;
  const place = (i: number, fold: number) => (codes[i]! < 0 ? count : codes[i]!) * FOLDS + fold;
  for (let i = 0; i < codes.length; i++) {
    if (target[i]! < 0) continue;
    size[place(i, i % FOLDS)]! += 1;
    ones[place(i, i % FOLDS)]! += target[i]!;
    rows++;
    allOnes += target[i]!;
  }
  const overall = allOnes / rows;
  return Float64Array.from(codes, (_, i) => {
    let others = PRIOR_ROWS;
    let otherOnes = PRIOR_ROWS * overall;
    for (let fold = 0; fold < FOLDS; fold++) {
      if (fold === i % FOLDS) continue;
      others += size[place(i, fold)]!;
      otherOnes += ones[place(i, fold)]!;
    }
    return otherOnes / others;
  });
}

function isNumeric(column: Column): boolean {
  return column.kind === 'number' || column.kind === 'date';
}

function numbers(column: Column): ArrayLike<number> {
  return column.values as ArrayLike<number>;
}
