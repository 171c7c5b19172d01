import { describeKnown, MlError } from '../core/index.js';
import type { Predictor } from '../features/index.js';
import { fittedFromState } from '../models/index.js';

/** Raw bytes of a model beside its JSON, by name: the weights of a neural network. */
export type Buffers = Readonly<Record<string, Uint8Array>>;

/** What makes a fitted model of its stored state, and of its buffers where it has some. */
export type ModelReader = (state: unknown, buffers: Buffers) => Predictor | Promise<Predictor>;

/** Readers by the `kind` of the state; the light models of this library need none. */
export type ModelReaders = Readonly<Record<string, ModelReader>>;

/** The fitted model that a state describes. @throws MlError UNKNOWN_KIND, and what the reader throws */
export async function readModel(
  where: string,
  state: unknown,
  buffers: Buffers,
  readers: ModelReaders,
): Promise<Predictor> {
  const kind = String((Object(state) as { kind?: unknown }).kind);
  if (Object.hasOwn(readers, kind)) return (readers[kind] as ModelReader)(state, buffers);
  try {
    return fittedFromState(state);
  } catch (cause) {
    if (!(cause instanceof MlError) || cause.code !== 'UNKNOWN_KIND') throw cause;
    throw new MlError(
      'UNKNOWN_KIND',
      `${where}: the model is of kind ${JSON.stringify(kind)}, which is no light model and has no ` +
        `reader. ${describeKnown('Reader', kind, Object.keys(readers))} Neural networks are read ` +
        'by { readers: neuralReaders } from mle-kit/neural.',
      { cause },
    );
  }
}
