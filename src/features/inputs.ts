import {
  assertNotEmpty,
  assertSameLength,
  type BooleanColumn,
  Matrix,
  MlError,
  type NumberColumn,
  type StringColumn,
  Table,
} from '../core/index.js';
import { badNumber } from './badValue.js';
import type { Features, InputColumn, InputKind, StoredInputs, Targets } from './transformer.js';

/** A column as `fit` reads it: values for reading only. */
export type FeatureColumn = NumberColumn | StringColumn | BooleanColumn;

/**
 * The columns of X, checked for `fit`.
 *
 * @throws MlError EMPTY without rows or columns; WRONG_KIND, naming every column that is of
 *   another kind than `accepted`.
 */
export function readColumns(
  where: string,
  X: Features,
  accepted: readonly InputKind[],
): FeatureColumn[] {
  const columns = listColumns(where, X);
  assertNotEmpty(where, 'X', columns.length);
  assertNotEmpty(where, 'X', columns[0]!.values.length);
  const wrong = columns.filter(({ kind }) => !(accepted as readonly string[]).includes(kind));
  if (wrong.length === 0) return columns as FeatureColumn[];
  const named = wrong.map(({ name, kind }) => `${JSON.stringify(name)} is of kind ${kind}`);
  throw new MlError(
    'WRONG_KIND',
    `${where}: ${named.join(', ')}; it takes columns of kind ${accepted.join(' or ')}. ` +
      'Choose the columns with a ColumnTransformer or table.select, or encode them first.',
  );
}

/** As `readColumns`, for numbers of which none is missing: numbers for reading only. */
export function readNumbers(where: string, X: Features): NumberColumn[] {
  const columns = readColumns(where, X, ['number']) as NumberColumn[];
  for (const { name, values } of columns) {
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) throw badNumber(where, name, values[i]!, `row ${i}`);
    }
  }
  return columns;
}

/** The targets, checked to be there. @throws MlError INVALID_ARGUMENT | SHAPE_MISMATCH */
export function readTargets<Y extends Targets>(where: string, rows: number, y: Y | undefined): Y {
  if (y === undefined || y === null) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: y is missing, and the targets are needed. Call fit(X, y).`,
    );
  }
  assertSameLength(where, 'X', rows, 'y', y.length);
  return y;
}

/** What a state says of its inputs: the names of a table, the number of columns of a matrix. */
export function storeInputs(X: Features): StoredInputs {
  if (X instanceof Matrix) return X.columns;
  return X.columns.map(({ name, kind }) => ({ name, kind: kind as InputKind }));
}

/** The inputs of a state by name. */
export function namedInputs(stored: StoredInputs): readonly InputColumn[] {
  if (typeof stored !== 'number') return stored;
  const kind = 'number';
  return Object.freeze(
    Array.from({ length: stored }, (_, j) => Object.freeze({ name: `x${j}`, kind })),
  ) as readonly InputColumn[];
}

/** Rows of either form. */
export function rowsOf(X: Features): number {
  return X instanceof Matrix ? X.rows : X.rowCount;
}

/** A matrix as a table with these column names. */
export function toTable(X: Features, names: readonly string[]): Table {
  if (X instanceof Table) return X;
  return Table.from(names.map((name, j) => [name, X.column(j)] as const));
}

function listColumns(where: string, X: Features): Table['columns'] {
  if (X instanceof Table) return X.columns;
  if (X instanceof Matrix) {
    return Array.from({ length: X.columns }, (_, j) => ({
      name: `x${j}`,
      kind: 'number',
      values: X.column(j),
    }));
  }
  throw new MlError(
    'WRONG_KIND',
    `${where}: X is ${X === null ? 'null' : typeof X}, and a Table or a Matrix is needed. ` +
      'Table.from({…}) and Matrix.from([[…]]) make them.',
  );
}
