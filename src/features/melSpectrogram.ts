import { type Matrix, MlError } from '../core/index.js';
import { badNumber } from './badValue.js';
import { namedInputs, readNumbers, storeInputs } from './inputs.js';
import { type MelOptions, MelPlan, melOptions } from './melPlan.js';
import { transformMatrix } from './program.js';
import type { NumberSlot, ProgramBuilder, Slot } from './programBuilder.js';
import { boolean, inputsOf, integer, number, readState } from './readState.js';
import type {
  Features,
  FittedTransformer,
  InputColumn,
  StoredInputs,
  Transformer,
} from './transformer.js';

/** All that `MelSpectrogram.fit` learned: the length of a clip. */
export interface MelSpectrogramState extends MelOptions {
  readonly kind: 'melSpectrogram';
  readonly inputs: StoredInputs;
}

/**
 * Turns clips of sound, one a row, into rows of loudness by time and pitch.
 *
 * As `melSpectrogram`, which says what is computed: frame after frame, `mels` numbers each, called
 * `frame0_mel0`, `frame0_mel1` and so on. All clips have the length of the training clips; cut or
 * pad them first.
 *
 * Missing and infinite samples are refused, in `fit` and in `transform`.
 * Cost: O(fftSize log fftSize) a frame.
 * Agrees with: librosa.feature.melspectrogram and power_to_db, written again in NumPy
 * (test/golden/melSpectrogram.json).
 *
 * @example new MelSpectrogram({ sampleRate: 8000, fftSize: 256, mels: 8 }).fit(Matrix.zeros(1, 800)).outputNames.length; // 104
 */
export class MelSpectrogram implements Transformer<FittedMelSpectrogram> {
  readonly options: MelOptions;

  constructor(options: Pick<MelOptions, 'sampleRate'> & Partial<MelOptions>) {
    this.options = melOptions('MelSpectrogram', options);
    new MelPlan('MelSpectrogram', this.options); // refuses now what could not be computed later
  }

  /** Learns the length of the clips X (n, samples). @throws MlError EMPTY | WRONG_KIND | MISSING_VALUE | NOT_FINITE */
  fit(X: Features): FittedMelSpectrogram {
    readNumbers('MelSpectrogram.fit', X);
    return new FittedMelSpectrogram({
      kind: 'melSpectrogram',
      inputs: storeInputs(X),
      ...this.options,
    });
  }
}

/** A `MelSpectrogram` that has learned. */
export class FittedMelSpectrogram implements FittedTransformer<MelSpectrogramState> {
  readonly state: MelSpectrogramState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];
  readonly #plan: MelPlan;

  constructor(state: MelSpectrogramState) {
    const where = 'MelSpectrogram';
    this.state = readState(where, state, {
      inputs: inputsOf('number'),
      sampleRate: number,
      fftSize: integer(2),
      hopLength: integer(1),
      mels: integer(1),
      fMin: number,
      fMax: number,
      power: number,
      decibels: boolean,
    });
    const { kind: _, inputs, ...options } = this.state;
    try {
      this.#plan = new MelPlan(where, melOptions(where, options));
    } catch (cause) {
      if (!(cause instanceof MlError) || cause.code === 'INVALID_STATE') throw cause;
      const message = `${where}: the stored state has options that cannot be. Save the pipeline again.`;
      throw new MlError('INVALID_STATE', message, { cause });
    }
    this.inputs = namedInputs(inputs);
    const frames = this.#plan.frames(this.inputs.length);
    const { mels } = options;
    this.outputNames = Object.freeze(
      Array.from(
        { length: frames * mels },
        (__, k) => `frame${Math.floor(k / mels)}_mel${k % mels}`,
      ),
    );
  }

  /** X (n, samples) → (n, frames · mels). @throws MlError WRONG_COLUMNS | SHAPE_MISMATCH | WRONG_KIND | MISSING_VALUE | NOT_FINITE */
  transform(X: Features): Matrix {
    return transformMatrix('MelSpectrogram.transform', this, X);
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    const sources = columns as readonly NumberSlot[];
    const targets = program.numbers(this.outputNames);
    const { region } = targets[0]!;
    const clip = new Float64Array(sources.length);
    program.add((count, start) => {
      for (let i = 0, p = region.offset; i < count; i++, p += region.stride) {
        sources.forEach(({ name, region: { values, offset, stride }, column }, t) => {
          const sample = values[offset + i * stride + column]!;
          if (!Number.isFinite(sample)) {
            throw badNumber('MelSpectrogram.transform', name, sample, program.place(start + i));
          }
          clip[t] = sample;
        });
        this.#plan.run(clip, region.values, p);
      }
    });
    return targets;
  }
}
