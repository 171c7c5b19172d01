import { MlError } from '../core/index.js';
import { schemaFromState } from '../data/index.js';
import { fittedPipelineFromState, type PipelineState } from '../features/index.js';
import { RECORD_FIELDS } from './bundleRecord.js';
import { type BundleParts, ModelBundle } from './modelBundle.js';
import { type Buffers, type ModelReaders, readModel } from './modelReaders.js';
import { isPlainObject } from './plainJson.js';

/**
 * The bundle that a stored state describes: it predicts the same, bit for bit.
 *
 * @param state   what `bundle.state` was, after any number of journeys through JSON.
 * @param buffers what `bundle.buffers` was; nothing for the light models.
 * @param readers readers of models that are not light, by the kind of their state:
 *   `neuralReaders` from mle-kit/neural.
 * @throws MlError UNKNOWN_KIND when it says to be something else, or nobody can read its model;
 *   UNSUPPORTED when it was written by a later version; INVALID_STATE when it is damaged.
 *
 * @example
 * const step = { kind: 'standardScaler', inputs: [{ name: 'wind', kind: 'number' }], mean: [5], scale: [2] };
 * const pipeline = { kind: 'pipeline', steps: [step], model: { kind: 'ridge', weights: [3], intercept: 1 } };
 * const input = defineSchema({ wind: { kind: 'number', unit: 'm/s' } });
 * const state = { kind: 'modelBundle', format: 1, pipeline, input, output: { kind: 'regression', name: 'waves', unit: 'm' }, reference: referenceProfile(Table.from({ wind: [3, 5, 7] })) };
 * (await modelBundleFromState(state)).predictRecord({ wind: 7 }); // 4
 */
export async function modelBundleFromState(
  state: unknown,
  buffers: Buffers = {},
  readers: ModelReaders = {},
): Promise<ModelBundle> {
  const where = 'modelBundleFromState';
  const given = isPlainObject(state) ? state : {};
  const { kind, format, pipeline, input, output, reference } = given;
  if (kind !== 'modelBundle') {
    throw new MlError(
      'UNKNOWN_KIND',
      `${where}: the state has the kind ${JSON.stringify(kind)}, and "modelBundle" is needed.`,
    );
  }
  if (format !== 1) {
    throw new MlError(
      'UNSUPPORTED',
      `${where}: the bundle is of format ${JSON.stringify(format)}, and this version reads format 1. ` +
        'Install the version of mle-kit that wrote it.',
    );
  }
  const modelState = (Object(pipeline) as Partial<PipelineState>).model;
  const model = await readModel(where, modelState, buffers, readers);
  const record = RECORD_FIELDS.map((field) => [field, given[field]] as const);
  try {
    return new ModelBundle({
      ...Object.fromEntries(record.filter(([, value]) => value !== undefined)),
      pipeline: fittedPipelineFromState(pipeline, () => model),
      input: schemaFromState(input),
      output,
      reference,
    } as BundleParts);
  } catch (cause) {
    (model as { readonly dispose?: () => void }).dispose?.(); // nobody else will ever hold it
    if (!(cause instanceof MlError) || KEPT.includes(cause.code)) throw cause;
    throw new MlError(
      'INVALID_STATE',
      `${where}: the stored bundle is damaged: ${cause.message}.`,
      {
        cause,
      },
    );
  }
}

/** Codes that say it all already. */
const KEPT: readonly string[] = ['UNKNOWN_KIND', 'INVALID_STATE', 'UNSUPPORTED'];
