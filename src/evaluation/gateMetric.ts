import { assertBetween, assertKnownOptions, assertOneOf, MlError } from '../core/index.js';
import { type Costs, checkCosts } from './thresholdCosts.js';

/** What a decision to ship may rest on: a proper score, or a cost. Lower is better in each. */
export type GateMetric =
  | 'brierScore'
  | 'logLoss'
  | 'meanSquaredError'
  | 'meanAbsoluteError'
  | PinballMetric
  | CostMetric;

/** The quantile that is predicted: "the delay that 90% of flights stay below". */
export interface PinballMetric {
  readonly name: 'meanPinballLoss';
  /** In (0, 1). */
  readonly alpha: number;
}

/** What alarms cost a row, for two classes. */
export interface CostMetric extends Costs {
  readonly name: 'cost';
  /** An alarm is given from this probability on. Default: the best for true probabilities. */
  readonly threshold?: number;
}

/** The same with all that was left to a default, as it is stored. */
export type StoredMetric =
  | { readonly name: 'brierScore' | 'logLoss' | 'meanSquaredError' | 'meanAbsoluteError' }
  | PinballMetric
  | (Required<CostMetric> & Costs);

const PROPER = ['brierScore', 'logLoss', 'meanSquaredError', 'meanAbsoluteError'];
const CLASSIFYING = ['brierScore', 'logLoss', 'cost'];

const AT_ONE_THRESHOLD =
  'it counts answers at one threshold and is blind to how sure they are, so that it passes a ' +
  'lucky model and stops an honest one; and it prices a miss like a false alarm';
const ORDER_ONLY =
  'it sees the order of the rows only, and not whether the probabilities are right';

/** Why the others are refused. */
const REFUSED: Readonly<Record<string, string>> = {
  accuracy: AT_ONE_THRESHOLD,
  balancedAccuracy: AT_ONE_THRESHOLD,
  cohenKappa: AT_ONE_THRESHOLD,
  f1Score: AT_ONE_THRESHOLD,
  fBetaScore: AT_ONE_THRESHOLD,
  matthewsCorrelation: AT_ONE_THRESHOLD,
  precision: AT_ONE_THRESHOLD,
  recall: AT_ONE_THRESHOLD,
  rocAuc: ORDER_ONLY,
  averagePrecision: ORDER_ONLY,
  r2Score: 'it ranks models as meanSquaredError does, which is a mean over rows: take that',
  rootMeanSquaredError:
    'it ranks models as meanSquaredError does, which is a mean over rows: take that',
  medianAbsoluteError: 'half of all rows may be as wrong as they like: take meanAbsoluteError',
};

/** The metric of a gate, checked and complete. @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE */
export function checkGateMetric(where: string, metric: GateMetric): StoredMetric {
  const name: string = typeof metric === 'string' ? metric : String(metric?.name);
  const why = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
  if (why !== undefined) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: ${name} alone cannot decide what ships: ${why}. Judge by a proper score ` +
        `(${PROPER.join(', ')}, meanPinballLoss) or by a cost, and report ${name} beside it.`,
    );
  }
  assertOneOf(where, 'the metric', name, [...PROPER, 'meanPinballLoss', 'cost']);
  if (name === 'meanPinballLoss') {
    const { alpha } = metric as PinballMetric;
    assertKnownOptions(where, metric as PinballMetric, ['name', 'alpha']);
    assertBetween(where, 'alpha', alpha, Number.EPSILON, 1 - Number.EPSILON);
    return { name, alpha };
  }
  if (name !== 'cost') return { name } as StoredMetric;
  const cost = metric as CostMetric;
  checkCosts(where, cost, ['name', 'threshold']);
  const { missCost, falseAlarmCost, hitCost = 0 } = cost;
  // An alarm pays where p · missCost exceeds p · hitCost + (1 − p) · falseAlarmCost.
  const saved = Math.max(0, missCost - hitCost);
  if (falseAlarmCost + saved === 0) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: neither a miss nor a false alarm costs anything, so every model is as good. ` +
        'Give missCost and falseAlarmCost above 0.',
    );
  }
  const threshold = cost.threshold ?? falseAlarmCost / (falseAlarmCost + saved);
  assertBetween(where, 'threshold', threshold, 0, 1);
  return { name, missCost, falseAlarmCost, hitCost, threshold };
}

/** Whether the metric judges probabilities of classes, and no numbers. */
export function judgesClasses(metric: StoredMetric): boolean {
  return CLASSIFYING.includes(metric.name);
}
