import { assertColumns, Matrix, MlError } from '../core/index.js';
import { badNumber } from './badValue.js';
import type { NumberSlot, ProgramBuilder, Slot } from './programBuilder.js';

/** Adds (x − shift) / scale for each column, and returns the columns that it fills. */
export function compileScaling(
  where: string,
  program: ProgramBuilder,
  columns: readonly Slot[],
  shifts: readonly number[],
  scales: readonly number[],
): NumberSlot[] {
  const targets = program.numbers(columns.map(({ name }) => name));
  targets.forEach((target, j) => {
    const shift = shifts[j]!;
    const scale = scales[j]!;
    const source = columns[j] as NumberSlot;
    program.map(where, source, target, (x, from, stride, out, to, step, count) => {
      for (let i = 0; i < count; i++) out[to + i * step] = (x[from + i * stride]! - shift) / scale;
    });
  });
  return targets;
}

/** Each cell of Z through the function of its column: how scalers go back. */
export function mapCells(
  where: string,
  Z: Matrix,
  names: readonly string[],
  f: (z: number, j: number) => number,
): Matrix {
  if (!(Z instanceof Matrix)) {
    throw new MlError('WRONG_KIND', `${where}: a Matrix is needed, as transform returns it.`);
  }
  assertColumns(where, Z, names.length);
  const result = Matrix.zeros(Z.rows, Z.columns);
  for (let i = 0, p = 0; i < Z.rows; i++) {
    for (let j = 0; j < Z.columns; j++, p++) {
      const x = f(Z.data[p]!, j);
      if (!Number.isFinite(x)) throw badNumber(where, names[j]!, Z.data[p]!, `row ${i}`);
      result.data[p] = x;
    }
  }
  return result;
}

/** Refuses what was learned from a column when it is too large for a number. */
export function assertLearned(where: string, name: string, learned: number): number {
  if (Number.isFinite(learned)) return learned;
  throw new MlError(
    'OUT_OF_RANGE',
    `${where}: the values of column ${JSON.stringify(name)} are so large that their spread is no ` +
      'finite number. Check the unit, or clip them first.',
  );
}
