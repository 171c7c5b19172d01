import { Matrix, MlError, type Vector } from '../core/index.js';
import { Program } from './program.js';
import type { Features, FittedTransformer, InputColumn, TransformerState } from './transformer.js';

/** A fitted model at the end of a pipeline: every fitted model of this library has this form. */
export interface Predictor {
  /** All that it learned, plain JSON. */
  readonly state: { readonly kind: string };
  /** X (n, d) → n predictions, or a promise of them. */
  predict(X: Matrix): ArrayLike<unknown> | Promise<ArrayLike<unknown>>;
}

/** A fitted classifier that says how likely each class is. */
export interface ProbabilityPredictor extends Predictor {
  /** X (n, d) → (n, classes), or a promise of it. */
  predictProbability(X: Matrix): Matrix | Promise<Matrix>;
  /** (n, classes) what `predictProbability` gave → n predictions, where the one tells the other. */
  labelsOf?(probabilities: Matrix): ArrayLike<unknown>;
}

/** The probabilities of one row. */
export type Probabilities<P extends ProbabilityPredictor> =
  ReturnType<P['predictProbability']> extends Promise<unknown> ? Promise<Vector> : Vector;

/** What a model predicts for one row. */
export type Prediction<P extends Predictor> = One<ReturnType<P['predict']>>;

type One<R> =
  R extends Promise<infer Awaited>
    ? Promise<One<Awaited>>
    : R extends ArrayLike<infer Item>
      ? Item
      : never;

/** All that `Pipeline.fit` learned. */
export interface PipelineState {
  readonly kind: 'pipeline';
  readonly steps: readonly TransformerState[];
  /** The model's own state; null without a model. */
  readonly model: { readonly kind: string } | null;
}

/**
 * A `Pipeline` that has learned: from a table, or from one plain record, to numbers and to
 * predictions.
 *
 * The steps are compiled into one flat list of operations on columns. A table runs through it in
 * blocks of rows, a record as a block of one row; so both give the same bits, and what is served
 * is what was tested.
 *
 * A table may have more columns than needed, in any order. A record must have exactly the needed
 * ones: numbers, texts or truth values, null where a value is missing.
 */
export class FittedPipeline<M extends Predictor | undefined = undefined> {
  readonly state: PipelineState;
  /** The columns that it needs, with their kinds. */
  readonly inputs: readonly InputColumn[];
  /** The names of the columns that the steps make, and the model reads. */
  readonly outputNames: readonly string[];
  /** The fitted steps. */
  readonly steps: readonly FittedTransformer[];
  /** The fitted model, if there is one. */
  readonly model: M;
  readonly #record: Program;
  #table: Program | undefined;

  /** @throws MlError EMPTY without steps; INVALID_STATE when the steps do not fit together */
  constructor(steps: readonly FittedTransformer[], model: M) {
    const first = steps[0];
    const last = steps[steps.length - 1];
    if (first === undefined || last === undefined) {
      throw new MlError('EMPTY', 'Pipeline: steps is empty, and at least one is needed.');
    }
    this.steps = Object.freeze([...steps]);
    this.model = model;
    this.inputs = first.inputs;
    this.outputNames = last.outputNames;
    this.state = Object.freeze({
      kind: 'pipeline',
      steps: Object.freeze(steps.map((step) => step.state)),
      model: model?.state ?? null,
    });
    this.#record = new Program('Pipeline.transformRecord', this.inputs, this.steps, 'record');
  }

  /**
   * X (n, inputs) → (n, outputNames).
   *
   * @throws MlError WRONG_COLUMNS with all failures at once; and what the steps refuse.
   */
  transform(X: Features): Matrix {
    this.#table ??= new Program('Pipeline.transform', this.inputs, this.steps, 'table');
    return this.#table.transform(X);
  }

  /**
   * One record → (outputNames,), the same bits as its row of a table.
   *
   * @throws MlError WRONG_COLUMNS when columns are missing, unknown or of another kind: all at
   *   once, in the message and as a list of `ColumnFailure`s in `cause`; and what the steps refuse.
   */
  transformRecord(record: Readonly<Record<string, unknown>>): Vector {
    return this.#record.transformRecord(record);
  }

  /** X (n, inputs) → n predictions of the model. @throws MlError as `transform`, and the model's */
  predict<P extends Predictor>(this: FittedPipeline<P>, X: Features): ReturnType<P['predict']> {
    return modelOf(this).predict(this.transform(X)) as ReturnType<P['predict']>;
  }

  /** One record → its prediction, the same bits as its row of a table. @throws MlError as `transformRecord` */
  predictRecord<P extends Predictor>(
    this: FittedPipeline<P>,
    record: Readonly<Record<string, unknown>>,
  ): Prediction<P> {
    const predicted = modelOf(this).predict(this.#oneRow(record));
    const first =
      predicted instanceof Promise ? predicted.then((values) => values[0]) : predicted[0];
    return first as Prediction<P>;
  }

  /** X (n, inputs) → (n, classes), where the model is a classifier. @throws MlError as `predict` */
  predictProbability<P extends ProbabilityPredictor>(
    this: FittedPipeline<P>,
    X: Features,
  ): ReturnType<P['predictProbability']> {
    const matrix = modelOf(this).predictProbability(this.transform(X));
    return matrix as ReturnType<P['predictProbability']>;
  }

  /** One record → (classes,), the same bits as its row of a table. @throws MlError as `transformRecord` */
  predictProbabilityRecord<P extends ProbabilityPredictor>(
    this: FittedPipeline<P>,
    record: Readonly<Record<string, unknown>>,
  ): Probabilities<P> {
    const matrix = modelOf(this).predictProbability(this.#oneRow(record));
    const row = matrix instanceof Promise ? matrix.then((one) => one.row(0)) : matrix.row(0);
    return row as Probabilities<P>;
  }

  #oneRow(record: Readonly<Record<string, unknown>>): Matrix {
    const features = this.transformRecord(record);
    return new Matrix(features, 1, features.length);
  }
}

/** For callers whose compiler did not look. */
function modelOf<P extends Predictor>(pipeline: { readonly model: P | undefined }): P {
  if (pipeline.model !== undefined) return pipeline.model;
  throw new MlError(
    'UNSUPPORTED',
    'Pipeline.predict: this pipeline has no model, it only transforms. ' +
      'Give one: new Pipeline({ steps, model }).',
  );
}
