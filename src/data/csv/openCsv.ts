import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { MlError } from '../../core/index.js';
import { connectDuckDb } from '../sql/duckdb.js';
import { checkFile } from './checkFile.js';
import { checkHeader, nameColumns } from './checkHeader.js';
import { type CsvOptions, type CsvSettings, resolveCsvOptions } from './csvOptions.js';
import { type CsvShape, csvShape } from './csvShape.js';
import { allTexts, readCall } from './readCall.js';

/** A sound CSV file that DuckDB is ready to read. */
export interface OpenCsv {
  readonly where: string;
  /** How messages call it. */
  readonly shown: string;
  readonly path: string;
  readonly settings: CsvSettings;
  readonly shape: CsvShape;
  readonly names: readonly string[];
  readonly connection: DuckDBConnection;
  /** What to select from: all rows in order, every cell a text, unquoted missing markers NULL. */
  readonly source: string;
  close(): Promise<void>;
}

/**
 * Opens a file, or a text, whose records are all whole. Whoever opens it closes it.
 *
 * @throws MlError INVALID_ARGUMENT | FILE_NOT_FOUND | EMPTY | DUPLICATE_NAME | UNKNOWN_COLUMN |
 *   LIMIT_EXCEEDED | PARSE_ERROR: another format, bytes that are not UTF-8, wrong field counts, broken quotes.
 */
export async function openCsv(
  where: string,
  pathOrText: string,
  options: CsvOptions,
): Promise<OpenCsv> {
  const settings = resolveCsvOptions(where, options);
  if (typeof pathOrText !== 'string' || pathOrText === '') {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: a path or a CSV text with line breaks is needed.`,
    );
  }
  if (!/[\r\n]/.test(pathOrText)) {
    const path = resolve(pathOrText);
    await checkFile(where, path, pathOrText);
    return openFile(where, path, pathOrText, settings, async () => {});
  }
  const folder = await mkdtemp(join(tmpdir(), 'mle-csv-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'text.csv');
    await writeFile(path, pathOrText);
    return await openFile(where, path, 'the text', settings, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

async function openFile(
  where: string,
  path: string,
  shown: string,
  settings: CsvSettings,
  remove: () => Promise<void>,
): Promise<OpenCsv> {
  const shape = await csvShape(where, path, shown, settings);
  assertSound(where, shown, settings, shape);
  const { connection, close } = await connectDuckDb();
  try {
    const header = await connection.runAndReadAll(
      `SELECT ${allTexts(shape)} FROM ${readCall(path, shape, settings, 'header')} LIMIT 1`,
    );
    const names = nameColumns(where, shown, header.getRows()[0] as string[]);
    checkHeader(where, shown, names, settings);
    const source = readCall(path, shape, settings, 'rows');
    return {
      ...{ where, shown, path, settings, shape, names, connection, source },
      close: async () => {
        close();
        await remove();
      },
    };
  } catch (cause) {
    close();
    throw csvError(where, shown, cause);
  }
}

function assertSound(
  where: string,
  shown: string,
  settings: CsvSettings,
  { fields, faults }: CsvShape,
): void {
  if (fields === 0 && faults.count === 0) {
    throw new MlError('EMPTY', `${where}: ${shown} has blank lines only, and a header is needed.`);
  }
  if (faults.count === 0) return;
  throw new MlError(
    'PARSE_ERROR',
    `${where}: ${shown} has ${faults.count} fault${faults.count === 1 ? '' : 's'}` +
      `${fields > 0 ? `; its header has ${fields} field${fields === 1 ? '' : 's'}` : ''}:${faults}\n` +
      `Mend these lines, or check the delimiter (${JSON.stringify(settings.delimiter)}): ` +
      'a field that contains it must stand in quotes.',
  );
}

/** Refuses what DuckDB read unless it is as many rows as were counted. @throws MlError PARSE_ERROR */
export function assertRows({ where, shown, shape }: OpenCsv, rows: number): void {
  if (rows === shape.rows) return;
  throw new MlError(
    'PARSE_ERROR',
    `${where}: ${shown} has ${shape.rows} rows by its line ends and quotes, but DuckDB reads ${rows}. ` +
      'Either the file changes while it is read, or one of the two misreads it; nothing is returned rather ' +
      'than wrong rows.',
  );
}

/** What the database said of a file, as an `MlError` that names the file. */
export function csvError(where: string, shown: string, cause: unknown): MlError {
  if (cause instanceof MlError) return cause;
  const said = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!;
  return new MlError('PARSE_ERROR', `${where}: ${shown} cannot be read. ${said}`, { cause });
}
