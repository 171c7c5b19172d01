import { Matrix, MlError, Table, type Vector } from '../core/index.js';
import { eachBlock, inputSlot, rowsFor } from './bindInputs.js';
import { matchRecord } from './match.js';
import { labelAt, NONE, type Output, ProgramBuilder, type Slot } from './programBuilder.js';
import type { Features, FittedTransformer, InputColumn } from './transformer.js';

/** Numbers that a block may hold in its widest place: 256 KB, which stays in the cache. */
const BLOCK_NUMBERS = 32768;

/** What all programs have: slots to fill, and operations that fill the rest. */
interface Compiled {
  readonly builder: ProgramBuilder;
  readonly inputs: readonly Slot[];
  readonly slots: readonly Slot[];
}

/** A compiled chain of fitted transformers whose result is a matrix. */
export class Program {
  readonly #where: string;
  readonly #inputs: readonly InputColumn[];
  readonly #names: ReadonlySet<string>;
  readonly #compiled: Compiled;
  readonly #outputs: readonly Output[];
  readonly #width: number;

  /** @param form what it will be run on: a record needs memory for one row only. */
  constructor(
    where: string,
    inputs: readonly InputColumn[],
    steps: readonly FittedTransformer[],
    form: 'table' | 'record',
  ) {
    this.#where = where;
    this.#inputs = inputs;
    this.#names = new Set(inputs.map(({ name }) => name));
    this.#compiled = compile(where, inputs, steps, form);
    const { builder, slots } = this.#compiled;
    const numbers = builder.toNumbers(where, slots);
    this.#outputs = builder.outputs(where, numbers);
    this.#width = numbers.length;
  }

  /** X (n, inputs) → (n, width). */
  transform(X: Features): Matrix {
    const result = Matrix.zeros(rowsFor(this.#where, X, this.#inputs), this.#width);
    const { builder, inputs } = this.#compiled;
    try {
      eachBlock(this.#where, X, this.#inputs, inputs, builder.blockRows, (count, start) => {
        this.#bind(result.data, start * this.#width);
        for (const operation of builder.operations) operation(count, start);
      });
    } finally {
      this.#bind(NONE, 0);
    }
    return result;
  }

  /** One record → (width,), the same bits as its row in a table. */
  transformRecord(record: Readonly<Record<string, unknown>>): Vector {
    const { builder, inputs } = this.#compiled;
    matchRecord(this.#where, this.#inputs, this.#names, record);
    for (const slot of inputs) {
      const value = record[slot.name] as number | string | boolean | null;
      if (slot.kind === 'number')
        slot.region.values[0] = value === null ? Number.NaN : (value as number);
      else
        (slot.labels.values as (string | boolean | null)[])[0] = value as string | boolean | null;
    }
    const result = new Float64Array(this.#width);
    this.#bind(result, 0);
    try {
      for (const operation of builder.operations) operation(1, 0);
    } finally {
      this.#bind(NONE, 0);
    }
    return result;
  }

  /** Lets the last operations write into `values`, which from `offset` on holds rows of the result. */
  #bind(values: Float64Array, offset: number): void {
    for (const { region, column } of this.#outputs) {
      region.values = values;
      region.offset = offset + column;
      region.stride = this.#width;
      region.zeroed = true;
    }
  }
}

/** Runs one transformer on a table whose columns keep their kinds: table to table. */
export function transformTable(where: string, fitted: FittedTransformer, table: Table): Table {
  const rows = rowsFor(where, table, fitted.inputs);
  const { builder, inputs, slots } = compile(where, fitted.inputs, [fitted], 'table');
  builder.allocate();
  const columns = slots.map((slot) =>
    slot.kind === 'number' ? new Float64Array(rows) : new Array<string | boolean | null>(rows),
  );
  eachBlock(where, table, fitted.inputs, inputs, builder.blockRows, (count, start) => {
    for (const operation of builder.operations) operation(count, start);
    slots.forEach((slot, j) => {
      const target = columns[j]!;
      for (let i = 0; i < count; i++) target[start + i] = read(slot, i);
    });
  });
  return Table.from(
    slots.map(({ name, kind }, j) => [name, { kind, values: columns[j]! }] as const),
  );
}

/** Runs one transformer on X: what `transform` does where the result is a matrix. */
export function transformMatrix(where: string, fitted: FittedTransformer, X: Features): Matrix {
  return new Program(where, fitted.inputs, [fitted], 'table').transform(X);
}

/** Adds the operations of a chain: each step takes the columns that it was fitted on by name. */
export function compileSteps(
  where: string,
  builder: ProgramBuilder,
  steps: readonly FittedTransformer[],
  slots: readonly Slot[],
): readonly Slot[] {
  return steps.reduce((current, step) => {
    const byName = new Map(current.map((slot) => [slot.name, slot]));
    const picked = step.inputs.map(({ name, kind }) => {
      const slot = byName.get(name);
      if (slot !== undefined && slot.kind === kind) return slot;
      throw new MlError(
        'INVALID_STATE',
        `${where}: the step ${JSON.stringify(step.state.kind)} needs a ${kind} column ` +
          `${JSON.stringify(name)}, which the step before it does not make. ` +
          'The stored state is damaged: save the pipeline again.',
      );
    });
    return step.compile(builder, picked);
  }, slots);
}

function compile(
  where: string,
  columns: readonly InputColumn[],
  steps: readonly FittedTransformer[],
  form: 'table' | 'record',
): Compiled {
  const widest = Math.max(columns.length, ...steps.map((step) => step.outputNames.length));
  const rows = Math.max(1, Math.min(256, Math.floor(BLOCK_NUMBERS / widest)));
  const builder =
    form === 'table'
      ? new ProgramBuilder(rows, (row) => `row ${row}`)
      : new ProgramBuilder(1, () => 'the record');
  const inputs = columns.map(inputSlot);
  return { builder, inputs, slots: compileSteps(where, builder, steps, inputs) };
}

function read(slot: Slot, i: number): never {
  const value =
    slot.kind === 'number'
      ? slot.region.values[slot.region.offset + i * slot.region.stride + slot.column]
      : labelAt(slot, i);
  return value as never;
}

/** X as numbers: a matrix as it is, truth values as 1 and 0. @throws MlError WRONG_KIND | MISSING_VALUE | NOT_FINITE */
export function toMatrix(where: string, X: Features): Matrix {
  if (X instanceof Matrix) return X;
  const inputs = X.columns.map(({ name, kind }) => ({ name, kind }) as InputColumn);
  return new Program(where, inputs, [], 'table').transform(X);
}
