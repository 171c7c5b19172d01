import { Matrix } from '../core/index.js';
import { type Features, type Predictor, predictBoth } from '../features/index.js';
import type { ModelBundle, OutputDescription, RegisteredModel } from '../registry/index.js';
import { type Answer, type Answers, answerAt, finiteAnswers } from './answers.js';
import { exampleRecords } from './exampleRecords.js';
import { type BatchLimits, MicroBatcher } from './microBatcher.js';
import { type PlainRecord, RecordReader } from './recordReader.js';
import { RecordScanner } from './recordScanner.js';

type MaybePromise<T> = T | Promise<T>;

/** How many times a new version answers its example before it answers others: the compiler learns. */
const WARM_UPS = 200;
const AUTO_BATCH: BatchLimits = { size: 64, waitMs: 2 };

/** Told of each batch that is computed together. */
export type OnBatch = (rows: number) => void;

/**
 * One version, ready to answer: its bundle, the reader of its records, and its own batches.
 *
 * It is let go by `retire` after the last answer that is still computed.
 */
export class ServedModel {
  readonly name: string;
  readonly version: number;
  readonly bundle: ModelBundle;
  readonly output: OutputDescription;
  readonly reader: RecordReader;
  readonly scanner: RecordScanner;
  /** Records that look like its training data, and fit its schema. */
  readonly examples: Readonly<Record<string, PlainRecord>>;
  readonly #nullable: readonly string[];
  readonly #model: Predictor;
  readonly #onBatch: OnBatch;
  #batcher: MicroBatcher<PlainRecord, Answer> | null = null;
  #computesAtOnce = false;
  #computing = 0;
  #retired = false;

  private constructor({ name, version, bundle }: RegisteredModel, onBatch: OnBatch) {
    this.name = name;
    this.version = version;
    this.bundle = bundle;
    this.output = bundle.output;
    this.reader = new RecordReader(bundle.input);
    this.scanner = new RecordScanner(bundle.input, bundle.pipeline.inputs);
    this.examples = exampleRecords(bundle);
    this.#nullable = bundle.input.columns.filter((one) => one.nullable).map((one) => one.name);
    this.#model = bundle.pipeline.model;
    this.#onBatch = onBatch;
  }

  /**
   * A version that has answered its own examples, so that it can, and is quick at it.
   *
   * @throws what the model throws for records like those it was trained on.
   */
  static async warm(
    registered: RegisteredModel,
    batch: 'auto' | BatchLimits,
    onBatch: OnBatch,
  ): Promise<ServedModel> {
    const served = new ServedModel(registered, () => {});
    const examples = Object.values(served.examples);
    let asynchronous = false;
    for (let i = 0; i < (examples.length > 0 ? WARM_UPS : 0); i++) {
      const answer = served.#compute(examples[i % examples.length]!);
      asynchronous ||= answer instanceof Promise;
      await answer;
      if (asynchronous && i >= examples.length) break;
    }
    if (examples.length > 0) await served.predictMany(examples);
    const limits = batch === 'auto' ? (asynchronous ? AUTO_BATCH : null) : batch;
    const ready = new ServedModel(registered, onBatch);
    ready.#computesAtOnce = examples.length > 0 && !asynchronous;
    if (limits !== null && limits.size > 1) {
      ready.#batcher = new MicroBatcher(async (records) => {
        const answers = await ready.#together(records);
        return records.map((_, row) => answerAt(answers, row));
      }, limits);
    }
    return ready;
  }

  /** Rows that wait for their batch. */
  get waiting(): number {
    return this.#batcher?.waiting ?? 0;
  }

  /** Whether a newer version has taken its place. */
  get retired(): boolean {
    return this.#retired;
  }

  /** Whether it computes without a promise. */
  get computesAtOnce(): boolean {
    return this.#computesAtOnce;
  }

  /** Whether single records wait for others, to be computed together. */
  get gathers(): boolean {
    return this.#batcher !== null;
  }

  /** One record → its answer; at once, where the model computes at once. */
  predictOne(record: PlainRecord): MaybePromise<Answer> {
    if (this.#batcher !== null) return this.#track(this.#batcher.add(record));
    this.#onBatch(1);
    const answer = this.#compute(record);
    return answer instanceof Promise ? this.#track(answer) : answer;
  }

  /** n records → n answers, computed together. */
  predictMany(records: readonly PlainRecord[]): Promise<Answers> {
    return this.#track(this.#together(records));
  }

  /** n scanned records → n answers; null where it refuses one, and `predictMany` will tell why. */
  predictScanned(X: Features): Answers | null {
    try {
      const features = this.bundle.pipeline.transform(X);
      const [labels, matrix] = predictBoth(this.#model, features);
      if (labels instanceof Promise || matrix instanceof Promise) return null;
      const answers = finiteAnswers(labels, matrix);
      this.#onBatch(features.rows);
      return answers;
    } catch {
      return null;
    }
  }

  /** The features that the model is given for a record. */
  featuresOf(record: PlainRecord): ArrayLike<number> {
    return this.bundle.pipeline.transformRecord(this.#complete(record));
  }

  /** Lets it go when nothing is computed any more. */
  retire(): void {
    this.#retired = true;
    if (this.#computing === 0) this.bundle.dispose();
  }

  /** Features are made once, for the label and its probabilities. */
  #compute(record: PlainRecord): MaybePromise<Answer> {
    const features = this.featuresOf(record);
    const X = new Matrix(features as Float64Array, 1, features.length);
    const [labels, matrix] = predictBoth(this.#model, X);
    if (labels instanceof Promise || matrix instanceof Promise) {
      return Promise.all([labels, matrix]).then(([found, rows]) =>
        answerAt(finiteAnswers(found, rows), 0),
      );
    }
    return answerAt(finiteAnswers(labels, matrix), 0);
  }

  async #together(records: readonly PlainRecord[]): Promise<Answers> {
    this.#onBatch(records.length);
    const table = this.bundle.toTable(records);
    const { predictions, probabilities } = await this.bundle.predictWithProbabilities(table);
    return finiteAnswers(predictions, probabilities);
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#computing++;
    try {
      return await work;
    } finally {
      this.#computing--;
      if (this.#retired && this.#computing === 0) this.bundle.dispose();
    }
  }

  /** The record with null for what it may leave out. */
  #complete(record: PlainRecord): PlainRecord {
    let complete = record;
    for (const name of this.#nullable) {
      if (Object.hasOwn(record, name)) continue;
      if (complete === record) complete = { ...record };
      Object.defineProperty(complete, name, { value: null, enumerable: true });
    }
    return complete;
  }
}
