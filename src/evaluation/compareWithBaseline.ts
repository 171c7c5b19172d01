import {
  assertFinite,
  assertFiniteMatrix,
  assertSameLength,
  createRandom,
  type Matrix,
  MlError,
  type Vector,
} from '../core/index.js';
import type { Features } from '../features/index.js';
import { encodeLabels, type Label } from '../metrics/index.js';
import { type BaselineComparison, type ContenderScore, judge } from './baselineComparison.js';
import { type Baselines, type CompareOptions, checkOptions, present } from './compareOptions.js';
import { type Contender, type Contest, constantPrediction, predictionOf } from './contender.js';
import { differenceIntervals } from './differenceIntervals.js';
import { checkGateMetric, type GateMetric, judgesClasses } from './gateMetric.js';
import { checkKnownInTime } from './knownInTime.js';
import { checkExamples, type Examples } from './model.js';
import { classLosses, valueLosses } from './rowLosses.js';

/**
 * The shipping gate: a custom model that is not better than its baselines beyond chance does not
 * ship.
 *
 * Every contender learns from the training rows (or has learned already, or follows a rule), and
 * is judged on the same test rows. For each baseline, the interval of the paired difference of
 * losses comes from a bootstrap of the test rows; all of it must lie below −minimumGain. To be
 * shipped the model must beat each of three, so no correction is due for their number. It is due
 * for the number of candidates: the best of many is lucky. Each interval is widened to the level
 * 1 − (1 − level) / candidatesTried (Bonferroni: right without the predictions of the losers, on
 * the safe side where candidates resemble each other). A model that is no better than a baseline
 * so passes in at most about (1 − level) / 2 of all cases, however many were tried.
 *
 * The test covers chance in the test rows: not a shift of the world, nor the luck of one training.
 *
 * @param custom    `{ name, model | fitted | rule | predictions }`.
 * @param baselines `naive` (default: the best constant), `expert`, `incumbent`; the last two a
 *   contender, or `{ absent: why }`.
 * @param data      `train` and `test`, each `X` (matrix or table) and `y`.
 * @param metric    a proper score (`'brierScore'`, `'logLoss'`, `'meanSquaredError'`,
 *   `'meanAbsoluteError'`, `{ name: 'meanPinballLoss', alpha }`), or `{ name: 'cost', … }`.
 * @param options   `knownAt` (required), `candidatesTried` (1), `level` (0.95), `minimumGain` (0),
 *   `groups`, `positiveLabel`, `seed` (0) or `random`.
 * @returns scores, differences, verdict and reason: plain JSON. Fewer than 30 test rows (or groups)
 *   never ship.
 * @throws MlError INVALID_ARGUMENT (accuracy and its like, with the reason; a missing `knownAt`) |
 *   SCHEMA_VIOLATION (a feature that is known too late) | SHAPE_MISMATCH | EMPTY | OUT_OF_RANGE |
 *   NOT_FINITE | UNSUPPORTED (no probabilities), and what the models throw.
 *
 * Cost: one fit for each model, and at least 2,000 resamples of at most 5,000 units.
 * Source: Berger (1982), Multiparameter Hypothesis Testing and Acceptance Sampling, Technometrics
 * 24(4), for the test against all baselines at once; Hesterberg (2015) for the interval.
 *
 * @example
 * const rows = Array.from({ length: 40 }, (_, i) => [i % 2]);
 * const part = { X: Matrix.from(rows), y: rows.map(([side]) => side) };
 * const none = { absent: 'an example' };
 * const found = await compareWithBaseline({ name: 'logistic', model: new LogisticRegression() }, { expert: none, incumbent: none }, { train: part, test: part }, 'brierScore', { knownAt: { unchecked: 'an example' } });
 * found.verdict; // 'ship'
 */
export async function compareWithBaseline<X extends Features>(
  custom: Contender<X>,
  baselines: Baselines<X>,
  data: { readonly train: Examples<X>; readonly test: Examples<X> },
  metric: GateMetric,
  options: CompareOptions,
): Promise<BaselineComparison> {
  const where = 'compareWithBaseline';
  const stored = checkGateMetric(where, metric);
  const { candidatesTried, level, minimumGain, knownAt } = checkOptions(where, options);
  checkExamples(`${where}, train`, data.train);
  const rows = checkExamples(`${where}, test`, data.test);
  const units = unitsOf(where, rows, options.groups);
  const { roles, absent } = present(where, baselines as Baselines);
  const classes = judgesClasses(stored) ? classesOf(where, data, stored.name, options) : [];
  const contest: Contest = { where, metric: stored, ...data, classes };

  const { predicted, fitted } = await predictionOf(custom as Contender, contest);
  const knownInTime = checkKnownInTime(where, knownAt, data.test.X, fitted);
  const own = lossesOf(contest, custom.name, predicted);
  const scores: ContenderScore[] = [{ role: 'custom', name: custom.name, score: mean(own) }];
  const columns: Vector[] = [];
  for (const { role, contender } of roles) {
    const theirs =
      contender === null
        ? constantPrediction(contest)
        : (await predictionOf(contender, contest)).predicted;
    const name = contender?.name ?? 'the best constant';
    const losses = lossesOf(contest, name, theirs);
    scores.push({ role, name, score: mean(losses) });
    columns.push(own.map((loss, i) => loss - losses[i]!));
  }
  const random = options.random ?? createRandom(options.seed ?? 0);
  const tail = (1 - level) / 2 / candidatesTried;
  const { intervals, repeats } =
    units.length < 2
      ? { intervals: columns.map((column) => alone(mean(column))), repeats: 0 }
      : differenceIntervals(columns, units, tail, random);
  const found = {
    kind: 'baselineComparison' as const,
    metric: stored,
    rows: { train: data.train.y.length, test: rows },
    units: units.length,
    scores,
    differences: roles.map(({ role, contender }, i) => {
      const { mean: difference, low, high } = intervals[i]!;
      const name = contender?.name ?? 'the best constant';
      return { role, name, difference, low, high, beaten: high < -minimumGain };
    }),
    absent,
    knownInTime,
    level,
    candidatesTried,
    intervalLevel: 1 - (1 - level) / candidatesTried,
    repeats,
    minimumGain,
  };
  return { ...found, ...judge(found) };
}

/** All classes of both parts, the positive one last where there are two. */
function classesOf(
  where: string,
  data: { readonly train: Examples; readonly test: Examples },
  metric: string,
  { positiveLabel }: CompareOptions,
): readonly Label[] {
  const both = [...Array.from(data.train.y), ...Array.from(data.test.y)];
  const { labels } = encodeLabels(where, 'y', both);
  if (labels.length < 2 || (metric === 'cost' && labels.length > 2)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: y has ${labels.length === 1 ? 'one class' : `${labels.length} classes`}, and ` +
        `${metric} needs ${metric === 'cost' ? 'two' : 'two at least'}.`,
    );
  }
  if (positiveLabel === undefined) return labels;
  if (labels.length === 2 && labels.includes(positiveLabel)) {
    return labels[1] === positiveLabel ? labels : [...labels].reverse();
  }
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: positiveLabel is ${JSON.stringify(positiveLabel)}, and it must be one of two ` +
      `classes. The classes are ${labels.map((label) => JSON.stringify(label)).join(', ')}.`,
  );
}

function lossesOf({ where, metric, test, classes }: Contest, name: string, p: Matrix): Vector {
  const here = `${where}: ${name}`;
  if (classes.length === 0) {
    assertFinite(where, 'test.y', test.y as ArrayLike<number>);
    assertFinite(here, 'the predictions', p.data);
    return valueLosses(metric, test.y as ArrayLike<number>, p.data);
  }
  assertFiniteMatrix(here, 'the probabilities', p);
  for (let i = 0; i < p.rows; i++) {
    const row = p.row(i);
    const sum = row.reduce((total, value) => total + value, 0);
    if (row.every((value) => value >= 0 && value <= 1) && Math.abs(sum - 1) <= 1e-6) continue;
    throw new MlError(
      'OUT_OF_RANGE',
      `${here}: row ${i} has the probabilities ${[...row].join(', ')}, which must lie between 0 ` +
        'and 1 and add up to 1. Give probabilities, not scores or labels.',
    );
  }
  const own = Int32Array.from(test.y, (label) => classes.indexOf(label));
  return classLosses(metric, own, p);
}

/** The rows of each group, or each row alone. */
function unitsOf(where: string, rows: number, groups: ArrayLike<Label> | undefined): number[][] {
  if (groups === undefined) return Array.from({ length: rows }, (_, i) => [i]);
  assertSameLength(where, 'the test rows', rows, 'groups', groups.length);
  const { labels, codes } = encodeLabels(where, 'groups', groups);
  const units: number[][] = labels.map(() => []);
  codes.forEach((code, row) => {
    units[code]!.push(row);
  });
  return units;
}

function mean(values: Vector): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** One unit has no spread to see. */
function alone(value: number) {
  return { mean: value, low: value, high: value };
}
