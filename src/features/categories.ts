import { describeKnown, MlError } from '../core/index.js';
import { missingLabel } from './badValue.js';
import type { FeatureColumn } from './inputs.js';
import { labelAt, type ProgramBuilder, type Slot } from './programBuilder.js';
import { type FieldReader, invalid, listOf, scalar } from './readState.js';
import type { InputColumn, StoredInputs } from './transformer.js';

/** A value that stands for a group: a text, a whole or other number, or a truth value. */
export type Category = string | number | boolean;

/** What stands in the codes of a block for a category that was not learned. */
export const UNSEEN = -1;
/** And for a missing value, until what fills gaps is put there, or it is refused. */
const MISSING = -2;

/**
 * The distinct values of a column in rising order: numbers by size, texts by code unit, false
 * before true.
 *
 * @throws MlError MISSING_VALUE | NOT_FINITE (an infinite number is no category).
 */
export function learnCategories(where: string, column: FeatureColumn): readonly Category[] {
  const seen = new Set<Category>();
  for (let i = 0; i < column.values.length; i++) {
    const value = column.values[i]!;
    if (value === null || Number.isNaN(value)) throw missingLabel(where, column.name, `row ${i}`);
    seen.add(value);
  }
  for (const value of seen) assertCategory(where, column.name, value);
  return [...seen].sort((a, b) => (a < b ? -1 : 1));
}

/** A lookup from category to its place. */
export function indexOf(categories: readonly Category[]): ReadonlyMap<Category, number> {
  return new Map(categories.map((category, code) => [category, code]));
}

/** The place of each value of a column among the categories, or `UNSEEN`. */
export function encodeColumn(
  where: string,
  column: FeatureColumn,
  index: ReadonlyMap<Category, number>,
): Int32Array {
  return Int32Array.from(column.values as ArrayLike<Category | null>, (value, i) => {
    if (value === null || Number.isNaN(value)) throw missingLabel(where, column.name, `row ${i}`);
    return index.get(value) ?? UNSEEN;
  });
}

/** Adds an operation that looks up the codes of a block: a new array of them, or `UNSEEN`. */
export function compileCodes(
  where: string,
  program: ProgramBuilder,
  slot: Slot,
  index: ReadonlyMap<Category, number>,
): Int32Array {
  const codes = new Int32Array(program.blockRows);
  const { name } = slot;
  if (slot.kind === 'number') {
    program.add((count, start) => {
      const { values, stride, offset } = slot.region;
      for (let i = 0, p = offset + slot.column; i < count; i++, p += stride) {
        const value = values[p]!;
        if (Number.isNaN(value)) throw missingLabel(where, name, program.place(start + i));
        codes[i] = index.get(value) ?? UNSEEN;
      }
    });
  } else {
    const { fill } = slot;
    const placesOf = placesByTexts(index);
    program.add((count, start) => {
      const { values, coded, offset } = slot.labels;
      if (coded !== null) {
        const places = placesOf(coded.texts);
        for (let i = 0; i < count; i++) codes[i] = places[coded.codes[offset + i]!] ?? MISSING;
      } else {
        for (let i = 0; i < count; i++) {
          const value = values[offset + i]!;
          codes[i] = value === null ? MISSING : (index.get(value) ?? UNSEEN);
        }
      }
      for (let i = 0; i < count; i++) {
        if (codes[i] !== MISSING) continue;
        if (fill === null) throw missingLabel(where, name, program.place(start + i));
        codes[i] = index.get(fill) ?? UNSEEN;
      }
    });
  }
  return codes;
}

/** The place of each of a list of texts among the categories, or `UNSEEN`: looked up once for a list. */
function placesByTexts(
  index: ReadonlyMap<Category, number>,
): (texts: readonly string[]) => Int32Array {
  const known = new WeakMap<readonly string[], Int32Array>();
  return (texts) => {
    let places = known.get(texts);
    if (places === undefined) {
      places = Int32Array.from(texts, (text) => index.get(text) ?? UNSEEN);
      known.set(texts, places);
    }
    return places;
  };
}

/** Adds an operation that refuses codes of categories that were not learned. */
export function compileRefusal(
  where: string,
  program: ProgramBuilder,
  slot: Slot,
  codes: Int32Array,
  categories: readonly Category[],
): void {
  program.add((count, start) => {
    for (let i = 0; i < count; i++) {
      if (codes[i] !== UNSEEN) continue;
      const value =
        slot.kind === 'number'
          ? slot.region.values[slot.region.offset + i * slot.region.stride + slot.column]!
          : labelAt(slot, i)!;
      throw unseenCategory(where, slot.name, value, program.place(start + i), categories);
    }
  });
}

/** Refuses a category that was not learned. */
export function unseenCategory(
  where: string,
  name: string,
  value: Category,
  place: string,
  categories: readonly Category[],
): MlError {
  const shown = typeof value === 'string' ? value.slice(0, 64) : value;
  return new MlError(
    'UNKNOWN_CATEGORY',
    `${where}: column ${JSON.stringify(name)} holds ${JSON.stringify(shown)} in ${place}, which ` +
      `is not among the ${categories.length} categories that were learned. ` +
      describeKnown('Value', String(shown), categories.slice(0, 100).map(String)),
    { hint: 'Correct the value, or say what unseen categories become by the option `unseen`.' },
  );
}

/** Reads the categories of every input from a state: distinct, and of the kind of their column. */
export function categoriesOf(inputs: StoredInputs): FieldReader<readonly (readonly Category[])[]> {
  const count = typeof inputs === 'number' ? inputs : (inputs?.length ?? 0);
  return (value, path) => {
    const lists = listOf(listOf(scalar), count)(value, path);
    lists.forEach((list, j) => {
      const column: InputColumn | undefined = typeof inputs === 'number' ? undefined : inputs[j];
      const kind = column?.kind ?? 'number';
      const fits = list.length > 0 && list.every((category) => typeof category === kind);
      if (!fits || new Set(list).size < list.length) {
        throw invalid(`${path}[${j}]`, list, `a list of distinct ${kind}s`);
      }
    });
    return lists;
  };
}

/** Refuses what cannot be a category. */
function assertCategory(where: string, name: string, value: Category): void {
  if (typeof value !== 'number' || Number.isFinite(value)) return;
  throw new MlError(
    'NOT_FINITE',
    `${where}: column ${JSON.stringify(name)} holds ${value}, which cannot be a category.`,
  );
}
