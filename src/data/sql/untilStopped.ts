import type { DuckDBConnection } from '@duckdb/node-api';
import { MlError } from '../../core/index.js';

/** Runs `work`, whose queries go over this connection, and ends them when the signal fires. @throws MlError ABORTED */
export async function untilStopped<T>(
  where: string,
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const stop = () => connection.interrupt();
  signal?.addEventListener('abort', stop);
  try {
    signal?.throwIfAborted();
    const done = await work();
    signal?.throwIfAborted(); // DuckDB forgets an interrupt that comes between two queries
    return done;
  } catch (cause) {
    if (!signal?.aborted) throw cause;
    throw new MlError('ABORTED', `${where}: stopped from outside; nothing was written.`, { cause });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
