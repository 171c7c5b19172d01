import { type Matrix, MlError, type Table } from '../core/index.js';
import type { Schema } from '../data/index.js';
import type { BaselineComparison } from '../evaluation/index.js';
import { type ReferenceProfile, referenceProfileFromState } from '../explore/index.js';
import {
  type FittedPipeline,
  type PipelineState,
  type Predictor,
  type ProbabilityPredictor,
  predictBoth,
} from '../features/index.js';
import type { Label } from '../metrics/index.js';
import {
  type BundleRecord,
  type DatasetRecord,
  type MetricInterval,
  RECORD_FIELDS,
  readRecord,
} from './bundleRecord.js';
import type { Buffers } from './modelReaders.js';
import { type OutputDescription, readOutput } from './outputDescription.js';
import { recordsToTable } from './recordsToTable.js';

/** What a `ModelBundle` is made of. */
export interface BundleParts extends Partial<BundleRecord> {
  /** From raw records to predictions. */
  readonly pipeline: FittedPipeline<Predictor>;
  /** What a record must be: exactly the columns that the pipeline needs. */
  readonly input: Schema;
  /** What is answered. */
  readonly output: OutputDescription;
  /** Of the training data, every input column included: drift is measured against it. */
  readonly reference: ReferenceProfile;
}

/** All of a bundle but the raw bytes of its model: plain JSON. */
export interface ModelBundleState extends BundleRecord {
  readonly kind: 'modelBundle';
  readonly format: 1;
  readonly pipeline: PipelineState;
  readonly input: Schema;
  readonly output: OutputDescription;
  readonly reference: ReferenceProfile;
}

/** Predictions with the probabilities behind them. */
export interface WithProbabilities {
  /** (n,) labels, or numbers in the output's unit. */
  readonly predictions: ArrayLike<Label>;
  /** (n, classes) in the order of the output's classes; null where the model gives none. */
  readonly probabilities: Matrix | null;
}

/** A value, or a promise of it where the model computes asynchronously. */
type MaybePromise<T> = T | Promise<T>;

type PlainRecord = Readonly<Record<string, unknown>>;

/**
 * What is trained is what is served: the pipeline with its model, what a record must be, what is
 * answered, the profile of the training data, and where all of it comes from.
 *
 * It never changes. `state` is plain JSON and `buffers` are raw bytes, so a bundle is stored as
 * data, never as code; `modelBundleFromState` reads it back, and it predicts the same to the bit.
 *
 * Predictions come at once from the light models, as a promise from neural networks: `await` serves
 * both. Nothing is checked against the ranges of `input` here: `validate` and `validateRecord` do
 * that where data comes in.
 *
 * @example
 * const X = Table.from({ wind: [2, 3, 8, 9] });
 * const pipeline = new Pipeline({ steps: [new StandardScaler()], model: new LogisticRegression() }).fit(X, ['dry', 'dry', 'rain', 'rain']);
 * const input = defineSchema({ wind: { kind: 'number', unit: 'm/s', range: [0, 90] } });
 * const output = { kind: 'classification', name: 'weather', classes: ['dry', 'rain'], positiveClass: 'rain' };
 * const bundle = new ModelBundle({ pipeline, input, output, reference: referenceProfile(X) });
 * bundle.predictRecord({ wind: 7 }); // 'rain'
 */
export class ModelBundle {
  readonly pipeline: FittedPipeline<Predictor>;
  readonly input: Schema;
  readonly output: OutputDescription;
  readonly reference: ReferenceProfile;
  readonly metrics: Readonly<Record<string, MetricInterval>>;
  readonly comparison: BaselineComparison | null;
  readonly dataset: DatasetRecord | null;
  readonly codeRevision: string | null;
  readonly seeds: Readonly<Record<string, number>>;
  readonly libraries: Readonly<Record<string, string>>;
  readonly notes: string;
  /** The columns that a record may leave out. */
  readonly #nullable: readonly string[];

  /**
   * @throws MlError WRONG_COLUMNS when `input` and the pipeline do not agree in columns or kinds, or
   *   the reference lacks some; UNKNOWN_KIND | INVALID_STATE when the reference is none; INVALID_ARGUMENT when the output's classes are not the model's, or a part is not as said.
   */
  constructor(parts: BundleParts) {
    const where = 'ModelBundle';
    const { pipeline, input, output, reference, ...record } = parts;
    assertSameColumns(where, pipeline, input);
    this.pipeline = pipeline;
    this.input = input;
    this.output = readOutput(where, output);
    assertSameClasses(where, pipeline.model, this.output);
    this.reference = readReference(where, reference, input);
    const read = readRecord(where, record);
    this.metrics = read.metrics;
    this.comparison = read.comparison;
    this.dataset = read.dataset;
    this.codeRevision = read.codeRevision;
    this.seeds = read.seeds;
    this.libraries = read.libraries;
    this.notes = read.notes;
    this.#nullable = input.columns.filter((column) => column.nullable).map(({ name }) => name);
    Object.freeze(this);
  }

  /** All but the raw bytes: plain JSON. */
  get state(): ModelBundleState {
    const { pipeline, input, output, reference } = this;
    const state = pipeline.state;
    return {
      kind: 'modelBundle',
      format: 1,
      pipeline: state,
      input,
      output,
      reference,
      ...this.record,
    };
  }

  /** The raw bytes of the model, by name; none for the light models. */
  get buffers(): Buffers {
    return (this.pipeline.model as { readonly buffers?: Buffers }).buffers ?? {};
  }

  /** Where it comes from and what is known of it. */
  get record(): BundleRecord {
    const fields = RECORD_FIELDS.map((field) => [field, this[field]]);
    return Object.fromEntries(fields) as unknown as BundleRecord;
  }

  /** The same model with other words about it. @throws MlError INVALID_ARGUMENT */
  withRecord(changes: Partial<BundleRecord>): ModelBundle {
    const { pipeline, input, output, reference } = this;
    return new ModelBundle({ ...this.record, ...changes, pipeline, input, output, reference });
  }

  /** X (n, columns) → n predictions. @throws MlError WRONG_COLUMNS, and what steps and model refuse */
  predict(table: Table): MaybePromise<ArrayLike<Label>> {
    return this.pipeline.predict(table) as MaybePromise<ArrayLike<Label>>;
  }

  /**
   * X (n, columns) → (n, classes), in the order of the output's classes.
   *
   * @throws MlError UNSUPPORTED when the model gives no probabilities; and as `predict`.
   */
  predictProbabilities(table: Table): MaybePromise<Matrix> {
    return this.#probabilistic('predictProbabilities').predictProbability(table);
  }

  /** X (n, columns) → both, with the pipeline run once. @throws MlError as `predict` */
  predictWithProbabilities(table: Table): MaybePromise<WithProbabilities> {
    const features = this.pipeline.transform(table);
    const [labels, probabilities] = predictBoth(this.pipeline.model, features);
    const predictions = labels as MaybePromise<ArrayLike<Label>>;
    if (!(predictions instanceof Promise) && !(probabilities instanceof Promise)) {
      return { predictions, probabilities };
    }
    return Promise.all([predictions, probabilities]).then(([found, matrix]) => ({
      predictions: found,
      probabilities: matrix,
    }));
  }

  /** One record → its prediction, the same bits as its row of a table. @throws MlError as `predict` */
  predictRecord(record: PlainRecord): MaybePromise<Label> {
    return this.pipeline.predictRecord(this.#complete(record)) as MaybePromise<Label>;
  }

  /** n records → n predictions, in one go. @throws MlError as `predict`, naming the record */
  predictRecords(records: readonly PlainRecord[]): MaybePromise<ArrayLike<Label>> {
    return this.predict(this.toTable(records));
  }

  /** One record → (classes,). @throws MlError as `predictProbabilities` */
  predictRecordProbabilities(record: PlainRecord): MaybePromise<Float64Array> {
    const pipeline = this.#probabilistic('predictRecordProbabilities');
    return pipeline.predictProbabilityRecord(this.#complete(record));
  }

  /**
   * Records as a table of the input's columns: a batch for `predict` and its like. Null, and a
   * nullable value that is left out, are missing.
   *
   * @throws MlError WRONG_COLUMNS, naming the first record that is not as `input` says.
   */
  toTable(records: readonly PlainRecord[]): Table {
    return recordsToTable('ModelBundle.toTable', records, this.input);
  }

  /** Frees what the model holds outside of JavaScript's memory; nothing for the light models. */
  dispose(): void {
    (this.pipeline.model as { readonly dispose?: () => void }).dispose?.();
  }

  #probabilistic(method: string): FittedPipeline<ProbabilityPredictor> {
    if (givesProbabilities(this.pipeline.model)) {
      return this.pipeline as FittedPipeline<ProbabilityPredictor>;
    }
    throw new MlError(
      'UNSUPPORTED',
      `ModelBundle.${method}: a model of kind ${JSON.stringify(this.pipeline.model.state.kind)} ` +
        'gives no probabilities. Call predict, or train a classifier.',
    );
  }

  /** The record with null for the nullable columns that it leaves out. */
  #complete(record: PlainRecord): PlainRecord {
    if (this.#nullable.length === 0 || typeof record !== 'object' || record === null) return record;
    const absent = this.#nullable.filter(
      (name) => !Object.hasOwn(record, name) || record[name] === undefined,
    );
    if (absent.length === 0) return record;
    return { ...record, ...Object.fromEntries(absent.map((name) => [name, null])) };
  }
}

function givesProbabilities(model: Predictor): model is ProbabilityPredictor {
  return typeof (model as Partial<ProbabilityPredictor>).predictProbability === 'function';
}

function assertSameColumns(
  where: string,
  pipeline: FittedPipeline<Predictor>,
  input: Schema,
): void {
  if (typeof pipeline?.model?.predict !== 'function' || !Array.isArray(input?.columns)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: a fitted pipeline that ends in a model, and a schema of its input, are needed.`,
    );
  }
  const needed = pipeline.inputs.map(({ name, kind }) => `${JSON.stringify(name)} (${kind})`);
  const described = input.columns.map(({ name, kind }) => `${JSON.stringify(name)} (${kind})`);
  const missing = needed.filter((column) => !described.includes(column));
  const unused = described.filter((column) => !needed.includes(column));
  if (missing.length === 0 && unused.length === 0) return;
  const faults = [
    ...(missing.length > 0 ? [`the pipeline needs ${missing.join(', ')}, which input lacks`] : []),
    ...(unused.length > 0
      ? [`input has ${unused.join(', ')}, which the pipeline never reads`]
      : []),
  ];
  throw new MlError(
    'WRONG_COLUMNS',
    `${where}: ${faults.join('; ')}. Fit the pipeline on the same columns: table.select([…]), ` +
      'or selectFromSchema.',
  );
}

function assertSameClasses(where: string, model: Predictor, output: OutputDescription): void {
  const { classes } = model as { readonly classes?: readonly Label[] };
  if (classes === undefined) return;
  const said = output.kind === 'classification' ? output.classes : [];
  if (said.length === classes.length && said.every((label, i) => label === classes[i])) return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: the model tells the classes ${JSON.stringify(classes)}, and the output ` +
      `${output.kind === 'classification' ? JSON.stringify(said) : 'is described as a number'}. ` +
      'Take the classes from the model, in its order: they name the columns of probabilities.',
  );
}

function readReference(where: string, given: unknown, input: Schema): ReferenceProfile {
  const reference = referenceProfileFromState(given);
  const missing = input.columns.filter(
    ({ name, kind }) => !reference.columns.some((one) => one.name === name && one.kind === kind),
  );
  if (missing.length === 0) return reference;
  const named = missing.map(({ name, kind }) => `${JSON.stringify(name)} (${kind})`);
  throw new MlError(
    'WRONG_COLUMNS',
    `${where}: the reference profile lacks ${named.join(', ')}. ` +
      'Profile the table that the pipeline was fitted on: referenceProfile(train).',
  );
}
