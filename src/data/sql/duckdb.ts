import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { loadDoubleBlocks } from './doubleBlocks.js';

/** A DuckDB of one's own, to be closed by whoever opened it. */
export interface OpenDuckDb {
  readonly connection: DuckDBConnection;
  close(): void;
}

/**
 * Opens a DuckDB in memory, or a database file.
 *
 * DuckDB is loaded here, when it is first needed. It keeps the order of rows and never fetches an
 * extension: what is not built in is an error, not a download. Of a file it keeps nothing for the next
 * query, since it takes one of equal size and time for unchanged. Its time zone is UTC. What does not fit into memory goes
 * to the system's folder for temporary files, never to the working directory.
 */
export async function openDuckDb(
  database = ':memory:',
  mode: 'READ_ONLY' | 'READ_WRITE' = 'READ_WRITE',
): Promise<OpenDuckDb> {
  const instance = await createInstance(database, mode);
  try {
    const connection = await connectTo(instance);
    return {
      connection,
      close: () => {
        connection.closeSync();
        instance.closeSync();
      },
    };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/**
 * A connection to the one DuckDB in memory that stays open: to open another takes longer than to read a
 * small file. Whoever uses it creates only what is TEMP, and so its own.
 */
export async function connectDuckDb(): Promise<OpenDuckDb> {
  if (shared === undefined) {
    shared = createInstance(':memory:', 'READ_WRITE');
    shared.catch(() => {
      shared = undefined;
    });
  }
  const connection = await connectTo(await shared);
  return { connection, close: () => connection.closeSync() };
}

let shared: Promise<DuckDBInstance> | undefined;

/** What a query says of a moment must not hang on where the machine stands. */
async function connectTo(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}

async function createInstance(
  database: string,
  mode: 'READ_ONLY' | 'READ_WRITE',
): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  await loadDoubleBlocks();
  return DuckDBInstance.create(database, {
    access_mode: database === ':memory:' ? 'AUTOMATIC' : mode,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    enable_external_file_cache: 'false',
    preserve_insertion_order: 'true',
    // Of its own: names of files in it are the same in each DuckDB, and one would read what another wrote.
    temp_directory: join(tmpdir(), `mle-duckdb-${randomUUID()}`),
  });
}

/** Runs `work` on a DuckDB of its own, in memory, and closes it afterwards. */
export async function withDuckDb<T>(work: Work<T>): Promise<T> {
  return closeAfter(await openDuckDb(), work);
}

/** Runs `work` on a connection to the one that stays open: see `connectDuckDb`. */
export async function withConnection<T>(work: Work<T>): Promise<T> {
  return closeAfter(await connectDuckDb(), work);
}

type Work<T> = (connection: DuckDBConnection) => Promise<T>;

async function closeAfter<T>({ connection, close }: OpenDuckDb, work: Work<T>): Promise<T> {
  try {
    return await work(connection);
  } finally {
    close();
  }
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A path that means this file only: DuckDB reads * ? [ in one as a pattern. */
export function plainPath(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

/** The same as an SQL literal. */
export function sqlPath(path: string): string {
  return sqlText(plainPath(path));
}

/** SQL for a text that comes whole to JavaScript: DuckDB's client drops a byte order mark at its start, so it gets another to drop. */
export function sqlWholeText(text: string): string {
  return `CASE WHEN starts_with(${text}, '\ufeff') THEN '\ufeff' || ${text} ELSE ${text} END`;
}
