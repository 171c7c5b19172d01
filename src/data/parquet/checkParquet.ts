import { open } from 'node:fs/promises';
import { isDiskFull, MlError } from '../../core/index.js';
import { assertFile } from '../assertFile.js';

/** What a Parquet file begins with, and what its end, after the footer's length, is. */
export const MAGIC = 'PAR1';

/**
 * Refuses what is no whole Parquet file, by its first and last bytes.
 *
 * @returns its bytes.
 * @throws MlError FILE_NOT_FOUND | INVALID_ARGUMENT (a folder) | EMPTY | PARSE_ERROR
 */
export async function checkParquet(where: string, path: string): Promise<number> {
  const size = await assertFile(where, path);
  const [first, last] = [Buffer.alloc(4), Buffer.alloc(8)];
  const file = await open(path);
  try {
    await file.read(first, 0, 4, 0);
    await file.read(last, 0, 8, Math.max(0, size - 8));
  } finally {
    await file.close();
  }
  if (first.toString('latin1') !== MAGIC) {
    throw new MlError(
      'PARSE_ERROR',
      `${where}: ${path} is no Parquet file: it does not begin with "${MAGIC}".`,
    );
  }
  const footer = last.readUInt32LE(0);
  if (size < 12 || last.toString('latin1', 4) !== MAGIC || footer + 12 > size) {
    throw new MlError(
      'PARSE_ERROR',
      `${where}: ${path} is cut off: after ${size} bytes its end, which says what is in it, has not ` +
        'come. Fetch it again.',
    );
  }
  return size;
}

/** What the database said of a file, as an `MlError` that names the file. */
export function parquetError(where: string, path: string, cause: unknown): unknown {
  const said = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!;
  // What a value raised in the query (`selectColumn`) is whole already, but for what stands before it.
  const raised = said.indexOf(`${where}: column`);
  if (raised > 0) return new MlError('OUT_OF_RANGE', said.slice(raised), { cause });
  if (cause instanceof MlError) return cause;
  if (isDiskFull(cause)) {
    return new MlError(
      'STORAGE_FAILED',
      `${where}: the disk is full. ${said} Make room and try again.`,
      { cause },
    );
  }
  if (said.startsWith('IO Error: Could not write')) {
    return new MlError('STORAGE_FAILED', `${where}: the system refuses to write. ${said}`, {
      cause,
    });
  }
  return new MlError('PARSE_ERROR', `${where}: ${path} cannot be read. ${said}`, { cause });
}
