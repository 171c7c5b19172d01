import {
  assertInteger,
  assertKnownOptions,
  assertOneOf,
  describeKnown,
  MlError,
  type Table,
} from '../core/index.js';
import { defineSchema, type Schema, type Split, trainTestSplit } from '../data/index.js';
import { type BaselineComparison, compareWithBaseline } from '../evaluation/index.js';
import { referenceProfile } from '../explore/index.js';
import { type FittedPipeline, Pipeline, type Predictor } from '../features/index.js';
import type { Label } from '../metrics/index.js';
import { hashTable } from './hashTable.js';
import { ModelBundle } from './modelBundle.js';
import { labelsOf, predictionTask } from './predictionTask.js';
import { chooseFeatures, tabularSteps } from './tabularPipeline.js';

/** What `trainBundle` learns, from what, and how it is judged. */
export interface TrainOptions {
  /** The column to predict. Numbers of more than two values are predicted as numbers, else classes. */
  readonly target: string;
  /** What the data are called in the record. */
  readonly dataset: string;
  /** Default: all numbers, truth values, and texts of at most 50 values. */
  readonly features?: readonly string[];
  /** `linear` (default): logistic regression or ridge; `boosting`: trees. */
  readonly model?: 'linear' | 'boosting';
  /** The class that an alarm is about. Default: none; 1 of 0 and 1. */
  readonly positive?: Label;
  /** The share of rows to be judged by. Default 0.2. */
  readonly testShare?: number;
  /** Judged by the last rows by this column. Default: by a random part. */
  readonly timeBy?: string;
  /** Rows with one value of this stay together, in the split and in the gate's intervals. */
  readonly groupBy?: string;
  /** Decides the random part. Default 0. */
  readonly seed?: number;
  /** What is in production: the gate asks whether it is beaten. */
  readonly incumbent?: { readonly name: string; readonly bundle: ModelBundle };
}

/** A bundle ready for `ModelRegistry.publish`, with what it rests on. */
export interface TrainedBundle {
  readonly bundle: ModelBundle;
  readonly comparison: BaselineComparison;
  readonly features: readonly string[];
  /** Columns that were left out, each with its reason. */
  readonly skipped: readonly string[];
  readonly rows: { readonly train: number; readonly test: number; readonly withoutTarget: number };
}

/**
 * A first model of a table, and what it is worth: split, prepared, trained, compared with the best
 * constant and with what is in production, and put into a bundle with its record.
 *
 * What is judged is what is published: the model learned from the training rows alone. Nobody has
 * said when each column is known, and the record says so; leave out what is known too late
 * (`features`).
 *
 * @throws MlError UNKNOWN_COLUMN; WRONG_KIND (a date as target or feature); EMPTY (no row has a
 *   target, no feature is left); INVALID_ARGUMENT for options; and what splitting and training refuse.
 *
 * Cost: one fit, and the bootstrap of the comparison.
 *
 * @example
 * const table = Table.from({ wind: Array.from({ length: 200 }, (_, i) => i % 20), wet: Array.from({ length: 200 }, (_, i) => (i % 20 > 9 ? 1 : 0)) });
 * (await trainBundle(table, { target: 'wet', dataset: 'an example' })).comparison.verdict; // 'ship'
 */
export async function trainBundle(table: Table, options: TrainOptions): Promise<TrainedBundle> {
  const where = 'trainBundle';
  const settings = readOptions(where, options);
  const { target, timeBy, groupBy, seed, model } = settings;
  if (!table.has(target)) {
    throw new MlError(
      'UNKNOWN_COLUMN',
      `${where}: there is no column ${JSON.stringify(target)} to predict. ${describeKnown('Column', target, table.columnNames)}`,
    );
  }
  const known = table.dropMissing([target]);
  if (known.rowCount === 0) {
    throw new MlError('EMPTY', `${where}: no row has a value in ${JSON.stringify(target)}.`);
  }
  const keys = [timeBy, groupBy].filter((name) => name !== undefined);
  const { features, skipped } = chooseFeatures(where, known, [target, ...keys], settings.features);
  const parts = split(known, settings);
  const task = predictionTask(where, known, target);
  const y = { train: task.answers(parts.train), test: task.answers(parts.test) };
  const steps = [tabularSteps(parts.train, features)];
  const pipeline = new Pipeline({ steps, model: task.learner(model, seed) }).fit(
    parts.train.select(features),
    y.train as Float64Array,
  ) as FittedPipeline<Predictor>;

  const comparison = await compareWithBaseline(
    { name: `${model} model`, fitted: pipeline },
    {
      expert: { absent: 'none was given: the model was trained by a command' },
      incumbent: incumbentOf(settings.incumbent, parts.test, target),
    },
    { train: { X: parts.train, y: y.train }, test: { X: parts.test, y: y.test } },
    task.metric,
    {
      knownAt: { unchecked: 'nobody said when each column is known' },
      seed,
      ...(groupBy === undefined ? {} : { groups: labelsOf(parts.test, groupBy) }),
    },
  );
  const train = parts.train.select(features);
  const bundle = new ModelBundle({
    pipeline,
    input: schemaOf(train),
    output: task.output(pipeline, settings.positive),
    reference: referenceProfile(train, { sampleRows: Math.min(1000, train.rowCount), seed }),
    comparison,
    metrics: task.measure(y.test, pipeline.predict(parts.test.select(features)), seed),
    dataset: {
      name: settings.dataset,
      sha256: hashTable(parts.train),
      rows: parts.train.rowCount,
    },
    seeds: { split: seed },
  });
  const withoutTarget = table.rowCount - known.rowCount;
  const rows = { train: parts.train.rowCount, test: parts.test.rowCount, withoutTarget };
  return { bundle, comparison, features, skipped, rows };
}

function readOptions(where: string, options: TrainOptions) {
  const defaults = { model: 'linear', testShare: 0.2, seed: 0 } as const;
  const others = ['target', 'dataset', 'features', 'positive', 'timeBy', 'groupBy', 'incumbent'];
  assertKnownOptions(where, options, [...others, ...Object.keys(defaults)]);
  const settings = { ...defaults, ...options };
  assertOneOf(where, 'model', settings.model, ['linear', 'boosting']);
  assertInteger(where, 'seed', settings.seed, 0);
  return settings;
}

function split(table: Table, settings: ReturnType<typeof readOptions>): Split<Table> {
  const { testShare, timeBy, groupBy, seed } = settings;
  if (timeBy !== undefined) return trainTestSplit(table, { testShare, timeBy });
  return trainTestSplit(table, { testShare, seed, ...(groupBy === undefined ? {} : { groupBy }) });
}

function incumbentOf(incumbent: TrainOptions['incumbent'], test: Table, target: string) {
  if (incumbent === undefined) return { absent: 'nothing is in production' };
  const { name, bundle } = incumbent;
  const fits =
    bundle.output.name === target && bundle.input.columns.every((column) => test.has(column.name));
  if (!fits) return { absent: `${name} predicts something else, or from other columns` };
  return { name, fitted: bundle.pipeline };
}

function schemaOf(train: Table): Schema {
  return defineSchema(
    train.columns.map(({ name, kind, values }) => {
      const nullable = Array.from(values as ArrayLike<unknown>).some(
        (value) => value === null || Number.isNaN(value),
      );
      return [name, { kind, nullable }] as const;
    }),
  );
}
