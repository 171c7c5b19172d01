import type { DuckDBDataChunk } from '@duckdb/node-api';

/*
 * Numbers go between JavaScript and DuckDB by the block: one by one, as the classes of its client take
 * and give them, they cost some 50 ns each. The client's own native functions can do it; they are loaded
 * with the first database.
 */

type Native = typeof import('@duckdb/node-bindings');
let native: Native | undefined;

/** To be awaited once, before the others are called. */
export async function loadDoubleBlocks(): Promise<void> {
  native ??= (await import('@duckdb/node-bindings')).default;
}

/** Whether a column of a chunk is of doubles. */
export function isOfDoubles(chunk: DuckDBDataChunk, column: number): boolean {
  const { data_chunk_get_vector, vector_get_column_type, get_type_id, Type } = native!;
  const vector = data_chunk_get_vector(chunk.chunk, column);
  return get_type_id(vector_get_column_type(vector)) === Type.DOUBLE;
}

/**
 * The numbers of a column of doubles of a chunk, to be copied before the next chunk is fetched; undefined
 * where some are NULL.
 */
export function readDoubles(chunk: DuckDBDataChunk, column: number): Float64Array | undefined {
  const rows = chunk.rowCount;
  const vector = native!.data_chunk_get_vector(chunk.chunk, column);
  if (native!.vector_get_validity(vector, maskBytes(rows))) return undefined;
  const { buffer, byteOffset } = native!.vector_get_data(vector, 8 * rows);
  return new Float64Array(buffer, byteOffset, rows);
}

/** Fills a column of doubles of a chunk with `count` of these numbers, from `start` on; NaN becomes NULL. */
export function writeDoubles(
  chunk: DuckDBDataChunk,
  column: number,
  values: Float64Array,
  start: number,
  count: number,
): void {
  const { buffer, byteOffset } = values;
  const vector = native!.data_chunk_get_vector(chunk.chunk, column);
  native!.copy_data_to_vector(vector, 0, buffer as ArrayBuffer, byteOffset + 8 * start, 8 * count);
  let valid: Uint8Array<ArrayBuffer> | undefined;
  for (let k = 0; k < count; k++) {
    if (!Number.isNaN(values[start + k]!)) continue;
    valid ??= new Uint8Array(maskBytes(count)).fill(255);
    valid[k >> 3]! &= ~(1 << (k & 7));
  }
  if (valid === undefined) return;
  native!.vector_ensure_validity_writable(vector);
  native!.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.byteLength);
}

/** Of the bits that say which rows are not NULL: 64 to a word. */
function maskBytes(rows: number): number {
  return 8 * Math.ceil(rows / 64);
}
