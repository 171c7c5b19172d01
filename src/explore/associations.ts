import {
  assertInteger,
  assertKnownOptions,
  assertOneOf,
  type Column,
  Matrix,
  MlError,
  type Table,
} from '../core/index.js';
import { contingency } from './contingency.js';
import { correlationRatio } from './correlationRatio.js';
import { cramersVOf } from './cramersV.js';
import { codesOf, type Label } from './pairs.js';
import { pearson } from './pearson.js';
import { spearman } from './spearman.js';

/** What one cell of the matrix of associations measures. */
export type AssociationMeasure = 'pearson' | 'spearman' | 'cramersV' | 'correlationRatio';

export interface AssociationsOptions {
  /** Between two columns of numbers. Default 'pearson'. */
  readonly numbers?: 'pearson' | 'spearman';
  /** Text columns with more categories than this are left out. Default 50. */
  readonly mostCategories?: number;
  /** Whether Cramér's V is corrected for chance. Default true. */
  readonly biasCorrected?: boolean;
}

/** How strongly every two columns of a table go together. */
export interface Associations {
  /** (k,) the columns that were compared, in the order of the table. */
  readonly names: readonly string[];
  /** (k, k) symmetric; 1 with itself; NaN where it is undefined (constant, too few rows). */
  readonly values: Matrix;
  /** (k, k) which measure each cell is. */
  readonly measures: readonly (readonly AssociationMeasure[])[];
  /** Columns that were not compared, and why. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * The association of every two columns by the measure that suits their kinds: numbers and dates
 * by correlation (−1 to 1), categories by Cramér's V (0 to 1), a category with a number by the
 * correlation ratio (0 to 1). Measures of different kinds do not compare: a V of 0.3 is not a
 * correlation of 0.3.
 *
 * @param table   each pair uses the rows in which both values are there.
 * @param options which correlation, how many categories at most, which V.
 * @returns the matrix with its names, its measures, and what was left out.
 * @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE for options; NOT_FINITE for an infinite value.
 *
 * Cost: O(k² n), for 'spearman' O(k² n log n).
 *
 * @example associations(Table.from({ x: [1, 2, 3], y: [3, 2, 1] })).values.at(0, 1); // -1
 */
export function associations(table: Table, options: AssociationsOptions = {}): Associations {
  const where = 'associations';
  assertKnownOptions(where, options, ['numbers', 'mostCategories', 'biasCorrected']);
  const { numbers = 'pearson', mostCategories = 50, biasCorrected = true } = options;
  assertOneOf(where, 'numbers', numbers, ['pearson', 'spearman']);
  assertInteger(where, 'mostCategories', mostCategories, 2);

  const leftOut: { readonly name: string; readonly reason: string }[] = [];
  const compared = table.columns.filter((column) => {
    if (isNumeric(column)) return true;
    const { count } = codesOf(column.values as readonly Label[]);
    if (count <= mostCategories) return true;
    leftOut.push({
      name: column.name,
      reason: `${count} categories, more than ${mostCategories}: almost anything would seem related`,
    });
    return false;
  });
  const k = compared.length;
  const values = Matrix.zeros(k, k);
  const measures = compared.map((a) => compared.map((b) => measureFor(a, b, numbers)));
  compared.forEach((a, i) => {
    values.data[i * k + i] = 1;
    for (let j = i + 1; j < k; j++) {
      const value = association(a, compared[j]!, measures[i]![j]!, biasCorrected);
      values.data[i * k + j] = value;
      values.data[j * k + i] = value;
    }
  });
  return { names: compared.map((column) => column.name), values, measures, leftOut };
}

function isNumeric(column: Column): boolean {
  return column.kind === 'number' || column.kind === 'date';
}

function measureFor(a: Column, b: Column, numbers: 'pearson' | 'spearman'): AssociationMeasure {
  if (isNumeric(a) !== isNumeric(b)) return 'correlationRatio';
  return isNumeric(a) ? numbers : 'cramersV';
}

/** NaN where the measure is undefined for these two columns. */
function association(
  a: Column,
  b: Column,
  measure: AssociationMeasure,
  biasCorrected: boolean,
): number {
  try {
    if (measure === 'pearson') return pearson(numbersOf(a), numbersOf(b));
    if (measure === 'spearman') return spearman(numbersOf(a), numbersOf(b));
    if (measure === 'correlationRatio') {
      const [category, number] = isNumeric(b) ? [a, b] : [b, a];
      return correlationRatio(category.values as readonly Label[], numbersOf(number));
    }
    const counts = contingency('associations', codesOf(a.values), codesOf(b.values));
    if (counts.rows < 2 || counts.columns < 2) return Number.NaN;
    return cramersVOf(counts, biasCorrected);
  } catch (error) {
    const undefinedHere =
      error instanceof MlError && (error.code === 'UNDEFINED_METRIC' || error.code === 'EMPTY');
    if (undefinedHere) return Number.NaN;
    throw error;
  }
}

function numbersOf(column: Column): ArrayLike<number> {
  return column.values as ArrayLike<number>;
}
