import { MlError } from '../core/index.js';
import type { ClassTotals } from './rankPositives.js';

/** Throws UNDEFINED_METRIC when no row is positive: recall would be 0/0. */
export function requirePositives(where: string, totals: ClassTotals): void {
  if (totals.positives > 0) return;
  throw missing(where, 1, 'the true positive rate (recall)');
}

/** Throws UNDEFINED_METRIC when no row is negative: the false positive rate would be 0/0. */
export function requireNegatives(where: string, totals: ClassTotals): void {
  if (totals.negatives > 0) return;
  throw missing(where, 0, 'the false positive rate');
}

function missing(where: string, label: number, rate: string): MlError {
  return new MlError(
    'UNDEFINED_METRIC',
    `${where}: no row with any weight has the label ${label}, so ${rate} is 0/0. ` +
      'Check the label encoding, or stratify the split.',
  );
}
