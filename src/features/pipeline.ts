import { assertKnownOptions, assertNotEmpty, type Matrix, MlError } from '../core/index.js';
import { assertSteps } from './assertSteps.js';
import { fitChain } from './chain.js';
import { FittedPipeline, type Predictor } from './fittedPipeline.js';
import { readTargets, rowsOf } from './inputs.js';
import { toMatrix } from './program.js';
import type { Features, Targets, Transformer } from './transformer.js';

/** A model that can learn: every estimator of this library has this form. */
export interface Learner {
  /** Learns from X (n, d) and y (n,); returns the fitted model or a promise of it. */
  fit(X: Matrix, y: ArrayLike<number | string>): Predictor | Promise<Predictor>;
}

/** What a `Pipeline` consists of. */
export interface PipelineOptions<L extends Learner | undefined> {
  /** The transformers, in order, at least one. */
  readonly steps: readonly Transformer[];
  /** What learns from their result. Default: nothing; the pipeline only transforms. */
  readonly model?: L;
}

/** What fitting gives: a promise of a pipeline where the model gives a promise. */
export type PipelineFit<L extends Learner | undefined> = L extends Learner
  ? ReturnType<L['fit']> extends Promise<infer P extends Predictor>
    ? Promise<FittedPipeline<P>>
    : FittedPipeline<Extract<ReturnType<L['fit']>, Predictor>>
  : FittedPipeline<undefined>;

/**
 * A chain from a raw table to numbers, and on to a prediction: fitted as one, saved as one, served
 * as one.
 *
 * Each step learns from what the steps before it made of the training rows, never from other rows.
 * Where a step transforms the rows that it learned from in its own way (`TargetEncoder`: out of
 * fold), the model learns from those. Begin with a `ColumnTransformer` where columns differ.
 *
 * Cost: that of the steps and the model.
 * Agrees with: sklearn.pipeline.Pipeline (test/golden/pipeline.json).
 *
 * @example new Pipeline({ steps: [new SimpleImputer(), new StandardScaler()] }).fit(Table.from({ x: [1, NaN, 3] })).transformRecord({ x: null }); // Float64Array(1) [ 0 ]
 */
export class Pipeline<L extends Learner | undefined = undefined> {
  readonly options: PipelineOptions<L>;

  constructor(options: PipelineOptions<L>) {
    assertKnownOptions('Pipeline', options ?? {}, ['steps', 'model']);
    const { steps, model } = options ?? {};
    assertSteps('Pipeline', steps);
    assertNotEmpty('Pipeline', 'steps', steps.length);
    if (model !== undefined && typeof model?.fit !== 'function') {
      throw new MlError('WRONG_KIND', 'Pipeline: model has no fit, so it is no estimator.');
    }
    this.options = Object.freeze({
      steps: Object.freeze([...steps]),
      ...(model === undefined ? {} : { model }),
    });
  }

  /**
   * Learns from X (n, columns), and y (n,) where a step or the model needs it; keeps neither.
   *
   * @throws MlError INVALID_ARGUMENT when y is missing; SHAPE_MISMATCH; and what the steps and the
   *   model throw.
   */
  fit(X: Features, y?: Targets): PipelineFit<L> {
    const { steps, model } = this.options;
    const chain = fitChain(steps, X, y);
    const finish = (fitted: Predictor | undefined) => new FittedPipeline(chain.steps, fitted);
    if (model === undefined) return finish(undefined) as PipelineFit<L>;
    const targets = readTargets('Pipeline.fit', rowsOf(X), y);
    const fitted = model.fit(toMatrix('Pipeline.fit', chain.transformed), targets);
    const result = fitted instanceof Promise ? fitted.then(finish) : finish(fitted);
    return result as PipelineFit<L>;
  }
}
