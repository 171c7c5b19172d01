import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { MlError, type Table } from '../core/index.js';

const FORMATS = ['.csv', '.parquet', '.json', '.jsonl', '.ndjson'];

/** Whether a text names a file of a format that is read, and no model. */
export function isTableFile(text: string): boolean {
  return FORMATS.includes(extname(text).toLowerCase());
}

/**
 * A file as a table, by the end of its name: CSV, Parquet, JSON. A request log (JSON lines of a
 * service) becomes the raw records with their predictions, full files included.
 *
 * @throws MlError INVALID_ARGUMENT (another format), and what the readers refuse.
 */
export async function readTableFile(path: string): Promise<Table> {
  const { readCsv, readJson, readParquet } = await import('../data/index.js');
  const format = extname(path).toLowerCase();
  if (format === '.csv') return readCsv(path);
  if (format === '.parquet') return readParquet(path);
  if (!FORMATS.includes(format)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${JSON.stringify(path)} is of no format that is read. Give a file that ends in ${FORMATS.join(', ')}.`,
    );
  }
  const { isLoggedRequest, readRequestLog, requestTable } = await import('../monitoring/index.js');
  if (format === '.json' || !isLoggedRequest(await firstValue(path))) return readJson(path);
  return requestTable(await readRequestLog(path));
}

/** The first line, where it is JSON; what is wrong with it, the reader tells. */
async function firstValue(path: string): Promise<unknown> {
  const input = createReadStream(path, 'utf8');
  try {
    for await (const line of createInterface({ input })) return JSON.parse(line);
  } catch {
    return undefined;
  } finally {
    input.destroy();
  }
  return undefined;
}
