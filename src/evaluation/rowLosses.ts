import type { Matrix, Vector } from '../core/index.js';
import type { StoredMetric } from './gateMetric.js';

/** As far as log loss keeps probabilities from 0 and 1. */
const EPSILON = 2 ** -52;

/** What each row loses by probabilities (n, k), with the column of its class; their mean is the metric. */
export function classLosses(metric: StoredMetric, own: ArrayLike<number>, p: Matrix): Vector {
  const { data, columns: k } = p;
  return Float64Array.from({ length: p.rows }, (_, i) => {
    const column = own[i]!;
    if (metric.name === 'logLoss') {
      return -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, data[i * k + column]!)));
    }
    if (metric.name === 'cost') {
      const alarm = data[i * k + 1]! >= metric.threshold;
      if (column === 1) return alarm ? metric.hitCost : metric.missCost;
      return alarm ? metric.falseAlarmCost : 0;
    }
    let sum = 0;
    for (let j = 0; j < k; j++) sum += (data[i * k + j]! - (j === column ? 1 : 0)) ** 2;
    return k === 2 ? sum / 2 : sum;
  });
}

/** What each row loses by a predicted number; their mean is the metric. */
export function valueLosses(
  metric: StoredMetric,
  y: ArrayLike<number>,
  predicted: ArrayLike<number>,
): Vector {
  return Float64Array.from({ length: y.length }, (_, i) => {
    const above = y[i]! - predicted[i]!;
    if (metric.name === 'meanSquaredError') return above * above;
    if (metric.name === 'meanPinballLoss') {
      return above >= 0 ? metric.alpha * above : (metric.alpha - 1) * above;
    }
    return Math.abs(above);
  });
}
