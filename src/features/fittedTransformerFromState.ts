import { describeKnown, MlError } from '../core/index.js';
import { type ColumnTransformerState, FittedColumnTransformer } from './fittedColumnTransformer.js';
import { FittedTfidfVectorizer, type TfidfVectorizerState } from './fittedTfidfVectorizer.js';
import { FittedKBinsDiscretizer, type KBinsDiscretizerState } from './kBinsDiscretizer.js';
import { FittedMelSpectrogram, type MelSpectrogramState } from './melSpectrogram.js';
import { FittedMinMaxScaler, type MinMaxScalerState } from './minMaxScaler.js';
import { FittedOneHotEncoder, type OneHotEncoderState } from './oneHotEncoder.js';
import { FittedOrdinalEncoder, type OrdinalEncoderState } from './ordinalEncoder.js';
import { FittedPolynomialFeatures, type PolynomialFeaturesState } from './polynomialFeatures.js';
import { describeValue, type FieldReader, invalid, listOf, text } from './readState.js';
import { FittedRobustScaler, type RobustScalerState } from './robustScaler.js';
import { FittedSimpleImputer, type SimpleImputerState } from './simpleImputer.js';
import { FittedStandardScaler, type StandardScalerState } from './standardScaler.js';
import { FittedTargetEncoder, type TargetEncoderState } from './targetEncoder.js';
import type { FittedTransformer } from './transformer.js';

/** Every state of a transformer that this library can read; `kind` tells them apart. */
export type KnownTransformerState =
  | ColumnTransformerState
  | KBinsDiscretizerState
  | MelSpectrogramState
  | MinMaxScalerState
  | OneHotEncoderState
  | OrdinalEncoderState
  | PolynomialFeaturesState
  | RobustScalerState
  | SimpleImputerState
  | StandardScalerState
  | TargetEncoderState
  | TfidfVectorizerState;

/** How deep one `ColumnTransformer` may stand in another. */
const DEEPEST = 8;

/** One reader per kind: the compiler asks for a line here when the list above grows. */
const readers: {
  readonly [K in KnownTransformerState['kind']]: (state: never, depth: number) => FittedTransformer;
} = {
  columnTransformer: readColumnTransformer,
  kBinsDiscretizer: (state: KBinsDiscretizerState) => new FittedKBinsDiscretizer(state),
  melSpectrogram: (state: MelSpectrogramState) => new FittedMelSpectrogram(state),
  minMaxScaler: (state: MinMaxScalerState) => new FittedMinMaxScaler(state),
  oneHotEncoder: (state: OneHotEncoderState) => new FittedOneHotEncoder(state),
  ordinalEncoder: (state: OrdinalEncoderState) => new FittedOrdinalEncoder(state),
  polynomialFeatures: (state: PolynomialFeaturesState) => new FittedPolynomialFeatures(state),
  robustScaler: (state: RobustScalerState) => new FittedRobustScaler(state),
  simpleImputer: (state: SimpleImputerState) => new FittedSimpleImputer(state),
  standardScaler: (state: StandardScalerState) => new FittedStandardScaler(state),
  targetEncoder: (state: TargetEncoderState) => new FittedTargetEncoder(state),
  tfidfVectorizer: (state: TfidfVectorizerState) => new FittedTfidfVectorizer(state),
};

/**
 * The fitted transformer that a stored state describes.
 *
 * @param state what `fitted.state` was, after any number of journeys through JSON.
 * @returns a transformer that gives the same, bit for bit.
 * @throws MlError UNKNOWN_KIND, with the kinds that are known; INVALID_STATE when a field is
 *   missing or of another form.
 *
 * @example fittedTransformerFromState({ kind: 'standardScaler', inputs: 1, mean: [2], scale: [4] }).outputNames; // [ 'x0' ]
 */
export function fittedTransformerFromState(state: unknown): FittedTransformer {
  return readTransformer(state, 0);
}

function readTransformer(state: unknown, depth: number): FittedTransformer {
  const kind: unknown =
    typeof state === 'object' && state !== null ? (state as { kind?: unknown }).kind : undefined;
  if (typeof kind === 'string' && Object.hasOwn(readers, kind)) {
    return readers[kind as KnownTransformerState['kind']](state as never, depth);
  }
  throw new MlError(
    'UNKNOWN_KIND',
    `fittedTransformerFromState: the state's kind is ${describeValue(kind)}. ` +
      describeKnown(
        'Kind',
        typeof kind === 'string' ? kind.slice(0, 60) : '',
        Object.keys(readers),
      ),
  );
}

function readColumnTransformer(state: ColumnTransformerState, depth: number): FittedTransformer {
  const path = "ColumnTransformer: the stored state's parts";
  if (depth >= DEEPEST) throw invalid(path, state.parts, `a nesting of at most ${DEEPEST}`);
  const step: FieldReader<FittedTransformer> = (value) => readTransformer(value, depth + 1);
  const parts = listOf((value, at) => {
    if (typeof value !== 'object' || value === null) throw invalid(at, value, 'a part');
    const { columns, prefix, steps } = value as Record<string, unknown>;
    return {
      columns: listOf(text)(columns, `${at}.columns`),
      prefix: text(prefix, `${at}.prefix`),
      steps: listOf(step)(steps, `${at}.steps`),
    };
  })(state.parts, path);
  return new FittedColumnTransformer(state.inputs, parts);
}
