import type { Matrix } from '../core/index.js';
import { namedInputs } from './inputs.js';
import { compileSteps, Program, transformMatrix } from './program.js';
import type { NumberSlot, ProgramBuilder, Slot } from './programBuilder.js';
import { inputsOf, invalid, readState } from './readState.js';
import type {
  Features,
  FittedTransformer,
  InputColumn,
  StoredInputs,
  TransformerState,
} from './transformer.js';
import { uniqueNames } from './uniqueNames.js';

/** Columns and the fitted steps that they go through. */
export interface FittedPart {
  readonly columns: readonly string[];
  /** What the names of its results begin with. */
  readonly prefix: string;
  readonly steps: readonly FittedTransformer[];
}

/** A `FittedPart` as plain JSON. */
export interface PartState {
  readonly columns: readonly string[];
  readonly prefix: string;
  readonly steps: readonly TransformerState[];
}

/** All that `ColumnTransformer.fit` learned. */
export interface ColumnTransformerState {
  readonly kind: 'columnTransformer';
  /** Every column that a part reads. */
  readonly inputs: StoredInputs;
  readonly parts: readonly PartState[];
}

/** A `ColumnTransformer` that has learned. */
export class FittedColumnTransformer implements FittedTransformer<ColumnTransformerState> {
  readonly state: ColumnTransformerState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];
  readonly #parts: readonly FittedPart[];

  /** @throws MlError INVALID_STATE | DUPLICATE_NAME | WRONG_KIND when the parts do not fit together */
  constructor(inputs: StoredInputs, parts: readonly FittedPart[]) {
    const where = 'ColumnTransformer';
    this.#parts = parts;
    const state = parts.map(({ columns, prefix, steps }) =>
      Object.freeze({
        columns: Object.freeze([...columns]),
        prefix,
        steps: Object.freeze(steps.map((step) => step.state)),
      }),
    );
    this.state = readState<ColumnTransformerState>(
      where,
      { kind: 'columnTransformer', inputs, parts: state },
      { inputs: inputsOf('number', 'string', 'boolean'), parts: () => Object.freeze(state) },
    );
    this.inputs = namedInputs(this.state.inputs);
    this.outputNames = uniqueNames(
      where,
      parts.flatMap(({ columns, prefix, steps }) => {
        const names = steps.length === 0 ? columns : steps[steps.length - 1]!.outputNames;
        return names.map((name) => prefix + name);
      }),
      'Give one of the parts a prefix.',
    );
    new Program(where, this.inputs, [this], 'record'); // refuses parts that do not fit together
  }

  /** X (n, inputs) → (n, outputNames). @throws MlError WRONG_COLUMNS | SHAPE_MISMATCH, and what the steps throw */
  transform(X: Features): Matrix {
    return transformMatrix('ColumnTransformer.transform', this, X);
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    return this.#parts.flatMap((part) => compilePart(program, columns, part));
  }
}

function compilePart(
  program: ProgramBuilder,
  columns: readonly Slot[],
  { columns: names, prefix, steps }: FittedPart,
): NumberSlot[] {
  const where = 'ColumnTransformer.transform';
  const byName = new Map(columns.map((slot) => [slot.name, slot]));
  const chosen = names.map((name) => {
    const slot = byName.get(name);
    if (slot !== undefined) return slot;
    throw invalid(`${where}: a part's column`, name, 'one of the inputs');
  });
  const numbers = program.toNumbers(where, compileSteps(where, program, steps, chosen));
  return numbers.map((slot) => ({ ...slot, name: prefix + slot.name }));
}
