import type { DuckDBConnection } from '@duckdb/node-api';
import { type ColumnKind, describeKnown, MlError } from '../../core/index.js';
import { parquetSource } from './parquetSource.js';

/** A column of a Parquet file, as DuckDB sees it. */
export interface ParquetColumn {
  readonly name: string;
  /** DuckDB's name of its type. */
  readonly type: string;
}

/** The columns of a file, in order, without reading its rows. */
export async function parquetColumns(
  connection: DuckDBConnection,
  path: string,
): Promise<ParquetColumn[]> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${parquetSource(path)}`);
  return described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** Those of these names, in their order. @throws MlError UNKNOWN_COLUMN | DUPLICATE_NAME | EMPTY */
export function chooseColumns(
  where: string,
  path: string,
  all: readonly ParquetColumn[],
  names: readonly string[] | undefined,
): readonly ParquetColumn[] {
  if (names === undefined) return all;
  if (names.length === 0) {
    throw new MlError(
      'EMPTY',
      `${where}: option columns is empty, and one name at least is needed.`,
    );
  }
  return names.map((name, i) => {
    if (names.indexOf(name) !== i) {
      throw new MlError(
        'DUPLICATE_NAME',
        `${where}: option columns names ${JSON.stringify(name)} twice.`,
      );
    }
    const column = all.find((each) => each.name === name);
    if (column !== undefined) return column;
    throw new MlError(
      'UNKNOWN_COLUMN',
      `${where}: ${path} has no column ${JSON.stringify(name)}. ` +
        describeKnown(
          'Column',
          String(name),
          all.map((each) => each.name),
        ),
    );
  });
}

/** A column and the kind that it becomes. */
export interface KnownColumn extends ParquetColumn {
  readonly kind: ColumnKind;
}
