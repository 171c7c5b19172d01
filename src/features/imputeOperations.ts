import { badNumber } from './badValue.js';
import {
  type LabelSlot,
  labelAt,
  type NumberSlot,
  type ProgramBuilder,
  type Slot,
} from './programBuilder.js';

const WHERE = 'SimpleImputer.transform';

/** Adds a column of numbers with its gaps filled. */
export function fillNumbers(program: ProgramBuilder, slot: NumberSlot, fill: number): NumberSlot {
  const target = program.numbers([slot.name])[0]!;
  program.add((count, start) => {
    const { values: x, offset, stride } = slot.region;
    const { values: out, offset: begin, stride: step } = target.region;
    const from = offset + slot.column;
    for (let i = 0; i < count; i++) {
      const value = x[from + i * stride]!;
      if (value - value === 0) out[begin + i * step] = value;
      else if (Number.isNaN(value)) out[begin + i * step] = fill;
      else throw badNumber(WHERE, slot.name, value, program.place(start + i));
    }
  });
  return target;
}

/** The same column of texts or truth values, with its gaps filled where it is read. */
export function fillLabels(slot: LabelSlot, fill: string | boolean): LabelSlot {
  return { ...slot, fill: slot.fill ?? fill };
}

/** Adds a column that is 1 where the value is missing, else 0. */
export function indicate(program: ProgramBuilder, slot: Slot): NumberSlot {
  const target = program.numbers([`missingindicator_${slot.name}`])[0]!;
  if (slot.kind === 'number') {
    program.map(WHERE, slot, target, (x, from, stride, out, to, step, count) => {
      for (let i = 0; i < count; i++) {
        out[to + i * step] = Number.isNaN(x[from + i * stride]!) ? 1 : 0;
      }
    });
    return target;
  }
  const { region } = target;
  program.add((count) => {
    for (let i = 0, p = region.offset; i < count; i++, p += region.stride) {
      region.values[p] = labelAt(slot, i) === null ? 1 : 0;
    }
  });
  return target;
}
