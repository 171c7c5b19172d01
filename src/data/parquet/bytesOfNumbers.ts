import type { Table } from '../../core/index.js';
import { type FooterColumn, footerBytes, MAGIC_BYTES } from './parquetFooter.js';
import { encodeStruct, loadThrift, type RawStruct } from './thrift.js';

/**
 * A table of numbers alone as the bytes of a Parquet file: the numbers as they are, neither compressed nor looked
 * through, and made without a database, which takes longer to open than some million numbers to write. For files that
 * are soon read again.
 *
 * @param table columns of numbers, none of them missing: `isOfNumbers`. Its arrays are among the pieces.
 * @returns the file's bytes, piece by piece.
 */
export async function bytesOfNumbers(table: Table): Promise<readonly Uint8Array[]> {
  await loadThrift();
  const pieces: Uint8Array[] = [MAGIC_BYTES];
  let end = MAGIC_BYTES.length;
  const chunks = table.columns.map(({ name, values }) => {
    const { buffer, byteOffset, byteLength } = values as Float64Array;
    const header = pageHeader(values.length, byteLength);
    pieces.push(header, new Uint8Array(buffer, byteOffset, byteLength));
    const chunk = chunkOf(name, values.length, header.length + byteLength, end);
    end += header.length + byteLength;
    return chunk;
  });
  pieces.push(footerBytes(table.columns.map(columnOf), [{ rows: table.rowCount, chunks }]));
  return pieces;
}

/** Whether a table holds numbers alone, and none of them is missing. */
export function isOfNumbers({ columns }: Table): boolean {
  return columns.every(({ kind, values }) => {
    return kind === 'number' && !(values as Float64Array).includes(Number.NaN);
  });
}

// What the numbers mean is in parquet.thrift: see parquetFooter.ts.

const DOUBLE = 5;
const [REQUIRED, PLAIN, RLE, UNCOMPRESSED, DATA_PAGE] = [0, 0, 3, 0, 0];

function columnOf({ name }: { readonly name: string }, leaf: number): FooterColumn {
  const schema = [{ field_1: DOUBLE, field_3: REQUIRED, field_4: name }];
  return { name, schema, leaf, leaves: 1, orders: [] };
}

function chunkOf(name: string, rows: number, bytes: number, start: number): RawStruct {
  const meta: RawStruct = {
    field_1: DOUBLE,
    field_2: [PLAIN],
    field_3: [name],
    field_4: UNCOMPRESSED,
    field_5: BigInt(rows),
    field_6: BigInt(bytes),
    field_7: BigInt(bytes),
    field_9: BigInt(start),
  };
  return { field_2: 0n, field_3: meta };
}

/** All of a column is one page. */
function pageHeader(rows: number, bytes: number): Uint8Array {
  return encodeStruct({
    field_1: DATA_PAGE,
    field_2: bytes,
    field_3: bytes,
    field_5: { field_1: rows, field_2: PLAIN, field_3: RLE, field_4: RLE },
  });
}
