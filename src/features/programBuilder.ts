import { type CodedTexts, MlError } from '../core/index.js';
import { badNumber, missingLabel } from './badValue.js';

/**
 * A fitted pipeline is compiled into a flat list of operations on columns. They run on a block of
 * rows at a time, so that what one writes is still in the cache when the next one reads it. One
 * record is a block of one row: the same operations run, and so the results are the same bits.
 */

/** Numbers of a block, `width` to a row: (i, j) is `values[offset + i * stride + j]`. Bound for each block. */
export interface Region {
  readonly width: number;
  values: Float64Array;
  offset: number;
  stride: number;
  /** Whether the block is known to hold zeros: new memory, which need not be cleared. */
  zeroed: boolean;
}

/** Texts or truth values of a block: row i is `values[offset + i]`, or that of `coded`. Bound for each block. */
export interface Labels {
  values: ArrayLike<string | boolean | null>;
  /** Texts that nobody has read yet, by their numbers: instead of values. */
  coded: CodedTexts | null;
  offset: number;
}

/** A column of numbers in a program. */
export interface NumberSlot {
  readonly name: string;
  readonly kind: 'number';
  readonly region: Region;
  /** Its place in the region. */
  readonly column: number;
}

/** A column of texts or truth values in a program; null is missing. */
export interface LabelSlot {
  readonly name: string;
  readonly kind: 'string' | 'boolean';
  readonly labels: Labels;
  /** What stands for a missing value, so that filling gaps copies nothing; null: nothing does. */
  readonly fill: string | boolean | null;
}

/** A column that operations read or fill. */
export type Slot = NumberSlot | LabelSlot;

/** Works on the first `count` rows of the block, which begins at row `start` of the input. */
export type Operation = (count: number, start: number) => void;

/**
 * One column into another: out[to + i · step] from x[from + i · stride], for i below `count`. A loop
 * and no function of a number, since V8 would allocate memory for each number that it returns.
 */
export type ColumnLoop = (
  x: Float64Array,
  from: number,
  stride: number,
  out: Float64Array,
  to: number,
  step: number,
  count: number,
) => void;

/** Where the columns `column`, `column + 1` … of the result are written. */
export interface Output {
  readonly region: Region;
  readonly column: number;
}

/** No numbers: what a region holds between runs, so that it keeps nobody's data. */
export const NONE: Float64Array = new Float64Array(0);

/** Collects the operations of a program, and the memory between them. */
export class ProgramBuilder {
  readonly operations: Operation[] = [];
  readonly #own = new Set<Region>();

  /**
   * @param blockRows how many rows an operation meets at most.
   * @param place     what an error calls a row: "row 3", or "the record".
   */
  constructor(
    readonly blockRows: number,
    readonly place: (row: number) => string,
  ) {}

  add(operation: Operation): void {
    this.operations.push(operation);
  }

  /** Room for results: one region of as many columns as names. */
  numbers(names: readonly string[]): NumberSlot[] {
    const width = names.length;
    const region: Region = { width, values: NONE, offset: 0, stride: width, zeroed: false };
    this.#own.add(region);
    return names.map((name, column) => ({ name, kind: 'number', region, column }));
  }

  /** Fills `target` from `source` by a loop. A result that is no finite number is an error. */
  map(where: string, source: NumberSlot, target: NumberSlot, loop: ColumnLoop): void {
    this.add((count, start) => {
      const { values, offset, stride } = source.region;
      const { values: out, offset: begin, stride: step } = target.region;
      const from = offset + source.column;
      const to = begin + target.column;
      loop(values, from, stride, out, to, step, count);
      for (let i = 0; i < count; i++) {
        const result = out[to + i * step]!;
        if (result - result === 0) continue; // ∞ − ∞ and NaN − NaN are NaN
        throw badNumber(where, source.name, values[from + i * stride]!, this.place(start + i));
      }
    });
  }

  /** Makes `count` rows of a region zero. */
  clear({ values, offset, stride, width, zeroed }: Region, count: number): void {
    if (zeroed) return;
    for (let i = 0, p = offset; i < count; i++, p += stride) {
      for (let k = 0; k < width; k++) values[p + k] = 0;
    }
  }

  /** The slots as numbers: a truth value becomes 1 or 0, a text cannot. */
  toNumbers(where: string, slots: readonly Slot[]): NumberSlot[] {
    return slots.map((slot) => {
      if (slot.kind === 'number') return slot;
      if (slot.kind === 'string') {
        throw new MlError(
          'WRONG_KIND',
          `${where}: column ${JSON.stringify(slot.name)} is still a text at the end. ` +
            'Encode it, for instance with a OneHotEncoder.',
        );
      }
      return this.#fromBoolean(where, slot);
    });
  }

  /**
   * Where the result's columns lie. A region whose columns follow one another in the result is
   * written there directly; any other column is copied at the end, and refused where missing.
   */
  outputs(where: string, slots: readonly NumberSlot[]): Output[] {
    const outputs: Output[] = [];
    const direct = new Set<Region>();
    for (let j = 0; j < slots.length; ) {
      const { region } = slots[j]!;
      const whole = this.#own.has(region) && !direct.has(region) && isWhole(slots, j, region);
      if (whole) {
        outputs.push({ region, column: j });
        direct.add(region);
        j += region.width;
      } else {
        const copy = this.numbers([slots[j]!.name])[0]!;
        this.map(where, slots[j]!, copy, copyColumn);
        direct.add(copy.region);
        outputs.push({ region: copy.region, column: j });
        j++;
      }
    }
    this.allocate(direct);
    return outputs;
  }

  /** Gives every region that is not written directly into the result its memory. */
  allocate(direct: ReadonlySet<Region> = new Set()): void {
    for (const region of this.#own) {
      if (!direct.has(region)) region.values = new Float64Array(this.blockRows * region.width);
    }
  }

  #fromBoolean(where: string, slot: LabelSlot): NumberSlot {
    const target = this.numbers([slot.name])[0]!;
    const { region } = target;
    this.add((count, start) => {
      for (let i = 0, q = region.offset; i < count; i++, q += region.stride) {
        const value = labelAt(slot, i);
        if (value === null) throw missingLabel(where, slot.name, this.place(start + i));
        region.values[q] = value === true ? 1 : 0;
      }
    });
    return target;
  }
}

/** The value of a slot in row i of the block; null is missing. */
export function labelAt({ labels, fill }: LabelSlot, i: number): string | boolean | null {
  const { values, coded, offset } = labels;
  if (coded === null) return values[offset + i] ?? fill;
  return coded.texts[coded.codes[offset + i]!] ?? fill;
}

const copyColumn: ColumnLoop = (x, from, stride, out, to, step, count) => {
  for (let i = 0; i < count; i++) out[to + i * step] = x[from + i * stride]!;
};

function isWhole(slots: readonly NumberSlot[], from: number, region: Region): boolean {
  for (let k = 0; k < region.width; k++) {
    const slot = slots[from + k];
    if (slot?.region !== region || slot.column !== k) return false;
  }
  return true;
}
