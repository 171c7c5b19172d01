import { MlError } from '../core/index.js';
import { FittedPipeline, type Predictor } from './fittedPipeline.js';
import { fittedTransformerFromState } from './fittedTransformerFromState.js';
import { describeValue, invalid, listOf } from './readState.js';

/**
 * The fitted pipeline that a stored state describes: the same function, bit for bit.
 *
 * @param state     what `fitted.state` was, after any number of journeys through JSON.
 * @param readModel what makes a model of its state: `fittedFromState` for those of this library.
 *   Needed exactly where the pipeline ends in a model.
 * @throws MlError UNKNOWN_KIND, with the kinds that are known; INVALID_STATE when a field is missing
 *   or of another form, or a model is asked for and not there; INVALID_ARGUMENT when there is a
 *   model and no `readModel`.
 *
 * @example fittedPipelineFromState({ kind: 'pipeline', steps: [{ kind: 'standardScaler', inputs: 1, mean: [2], scale: [4] }], model: null }).transformRecord({ x0: 10 }); // Float64Array(1) [ 2 ]
 */
export function fittedPipelineFromState(state: unknown): FittedPipeline<undefined>;
export function fittedPipelineFromState<P extends Predictor>(
  state: unknown,
  readModel: (state: unknown) => P,
): FittedPipeline<P>;
export function fittedPipelineFromState(
  state: unknown,
  readModel?: (state: unknown) => Predictor,
): FittedPipeline<Predictor | undefined> {
  const where = 'fittedPipelineFromState';
  const { kind, steps, model } = Object(state) as Record<string, unknown>;
  if (kind !== 'pipeline') {
    throw new MlError(
      'UNKNOWN_KIND',
      `${where}: the state's kind is ${describeValue(kind)}. Kinds: "pipeline". ` +
        'fittedTransformerFromState reads single transformers, fittedFromState models.',
    );
  }
  const fitted = listOf(fittedTransformerFromState)(steps, "Pipeline: the stored state's steps");
  if (fitted.length === 0) throw invalid("Pipeline: the stored state's steps", steps, 'a step');
  if (model === null && readModel === undefined) return new FittedPipeline(fitted, undefined);
  if (typeof model !== 'object' || model === null) {
    throw invalid("Pipeline: the stored state's model", model, 'the state of a model');
  }
  if (readModel === undefined) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: the pipeline ends in a model of kind ${describeValue((model as { kind?: unknown }).kind)}, ` +
        'and nothing was given that reads it. Call fittedPipelineFromState(state, fittedFromState).',
    );
  }
  return new FittedPipeline(fitted, readModel(model));
}
