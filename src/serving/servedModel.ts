import { setImmediate as nextTurn } from 'node:timers/promises';
import { Matrix } from '../core/index.js';
import { type Features, type Predictor, predictBoth } from '../features/index.js';
import type { ModelBundle, OutputDescription, RegisteredModel } from '../registry/index.js';
import { type Answer, type Answers, answerAt, finiteAnswers } from './answers.js';
import { exampleRecords, madeUpRecords } from './exampleRecords.js';
import { type BatchLimits, MicroBatcher } from './microBatcher.js';
import { type PlainRecord, RecordReader } from './recordReader.js';
import { RecordScanner } from './recordScanner.js';
import { faultOf } from './requestFault.js';

type MaybePromise<T> = T | Promise<T>;

/** How many times a new version answers its examples before it answers others: the compiler learns. */
const WARM_UPS = 200;
/** A slow model gains little by it, so beyond this each example is answered only once. */
const WARM_UP_MS = 50;
/** The version before it goes on answering meanwhile, so it gets its turn after as long. */
const TURN_MS = 2;
const AUTO_BATCH: BatchLimits = { size: 64, waitMs: 2 };

/** What a version is there for. */
export type Role = 'live' | 'canary' | 'shadow';

/** Told of each batch that is computed together. */
export type OnBatch = (rows: number) => void;

/**
 * One version, ready to answer: its bundle, the reader of its records, and its own batches.
 *
 * It is let go by `retire` after the last answer that is still computed.
 */
export class ServedModel {
  /** Its place, also when a newer version has taken it: what was asked before is answered in that role. */
  readonly role: Role;
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

  private constructor({ name, version, bundle }: RegisteredModel, role: Role, onBatch: OnBatch) {
    this.role = role;
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
   * A version that has answered its own examples, so that it can, and is quick at it. Where no
   * example fits its schema, made-up records stand in, and it may refuse them, but not fail.
   *
   * @throws what the model throws for records like those it was trained on.
   */
  static async warm(
    registered: RegisteredModel,
    role: Role,
    batch: 'auto' | BatchLimits,
    onBatch: OnBatch,
  ): Promise<ServedModel> {
    const computes = await new ServedModel(registered, role, () => {}).#warmUp();
    const limits = batch === 'auto' ? (computes === 'later' ? AUTO_BATCH : null) : batch;
    const ready = new ServedModel(registered, role, onBatch);
    ready.#computesAtOnce = computes === 'at once';
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

  /** @returns how it computes, as far as it has answered anything */
  async #warmUp(): Promise<'at once' | 'later' | 'unknown'> {
    const examples = Object.values(this.examples);
    const madeUp = examples.length === 0;
    const probes = madeUp ? Object.values(madeUpRecords(this.bundle)) : examples;
    let computes: 'at once' | 'later' | 'unknown' = 'unknown';
    let [spentMs, turnMs] = [0, 0];
    for (let i = 0; i < WARM_UPS; i++) {
      if (i >= probes.length && (computes !== 'at once' || spentMs > WARM_UP_MS)) break;
      const begin = performance.now();
      try {
        const answer = this.#compute(probes[i % probes.length]!);
        computes = answer instanceof Promise ? 'later' : 'at once';
        await answer;
      } catch (cause) {
        // That it refuses what no client could send says nothing of it.
        if (!madeUp || faultOf(cause) === undefined) throw cause;
      }
      const tookMs = performance.now() - begin;
      spentMs += tookMs;
      turnMs += tookMs;
      if (turnMs < TURN_MS) continue;
      await nextTurn();
      turnMs = 0;
    }
    if (!madeUp) await this.predictMany(examples);
    return computes;
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
