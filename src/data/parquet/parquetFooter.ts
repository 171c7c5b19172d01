import type { FileHandle } from 'node:fs/promises';
import { MAGIC } from './checkParquet.js';
import { decodeStruct, encodeStruct, loadThrift, type RawStruct, typedStruct } from './thrift.js';

/*
 * What a Parquet file says of itself at its end, as it stands there: what is not named here is handed on
 * untouched, in types that no JavaScript value would hold exactly. Fields are known by their numbers in
 * https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift.
 */

/** What every file begins and ends with. */
export const MAGIC_BYTES: Uint8Array = new TextEncoder().encode(MAGIC);

/** A column as `SELECT *` sees it; one of lists or structs has several leaves, and each of these is a chunk in every group. */
export interface FooterColumn {
  readonly name: string;
  /** Its part of the schema, itself first. */
  readonly schema: readonly RawStruct[];
  /** The number of its first leaf, and how many it has. */
  readonly leaf: number;
  readonly leaves: number;
  /** How the least and largest values of each leaf are found. */
  readonly orders: readonly RawStruct[];
}

export interface FooterGroup {
  readonly rows: number;
  /** One of each leaf. */
  readonly chunks: readonly RawStruct[];
}

export interface Footer {
  readonly columns: readonly FooterColumn[];
  readonly groups: readonly FooterGroup[];
}

/** Reads the footer of a file that `checkParquet` has let pass. */
export async function readFooter(file: FileHandle): Promise<Footer> {
  const { size } = await file.stat();
  const length = new DataView((await read(file, size - 8, 4)).buffer).getUint32(0, true);
  await loadThrift();
  const footer = decodeStruct(await read(file, size - 8 - length, length));
  const {
    field_2: schema,
    field_4: groups,
    field_7: orders = [],
  } = footer as Record<string, readonly RawStruct[]>;
  return {
    columns: columnsOf(schema!, orders),
    groups: groups!.map(({ field_1, field_3 }) => ({
      rows: Number(field_3),
      chunks: field_1 as readonly RawStruct[],
    })),
  };
}

/** The schema lists a tree from the root on, each before its children. */
function columnsOf(schema: readonly RawStruct[], orders: readonly RawStruct[]): FooterColumn[] {
  const columns: FooterColumn[] = [];
  let leaf = 0;
  for (let at = 1; at < schema.length; ) {
    let [end, leaves] = [at, 0];
    for (let open = 1; open > 0; open--, end++) {
      const children = (schema[end]!.field_5 as number | undefined) ?? 0;
      open += children;
      if (children === 0) leaves++;
    }
    columns.push({
      name: new TextDecoder().decode(schema[at]!.field_4 as Uint8Array),
      schema: schema.slice(at, end),
      leaf,
      leaves,
      orders: orders.slice(leaf, leaf + leaves),
    });
    leaf += leaves;
    at = end;
  }
  return columns;
}

/** Where the bytes of a chunk lie; undefined where they lie in another file, or cannot be read without a key. */
export function placeOf(
  chunk: RawStruct,
): { readonly start: number; readonly bytes: number } | undefined {
  const {
    field_1: elsewhere,
    field_3: meta,
    field_8: encrypted,
  } = chunk as Record<string, RawStruct>;
  if (elsewhere !== undefined || encrypted !== undefined || meta === undefined) return undefined;
  const places = PAGES.map((field) => meta[field] as bigint | undefined);
  // Zero stands for "none", as nothing begins where the file does.
  const starts = places.filter((place) => place !== undefined && place > 0n).map(Number);
  return { start: Math.min(...starts), bytes: Number(meta.field_7) };
}

/** Where its first page of data, of an index and of a dictionary is. */
const PAGES = ['field_9', 'field_10', 'field_11'];

/** The chunk once its bytes lie so much further on. What stands apart from them, such as page indexes, it no longer names. */
export function movedChunk({ field_3 }: RawStruct, by: number): RawStruct {
  const meta = field_3 as RawStruct;
  const moved = (place: unknown) =>
    typeof place === 'bigint' && place > 0n ? place + BigInt(by) : undefined;
  const statistics = meta.field_12 as RawStruct | undefined;
  return {
    field_2: 0n,
    field_3: inOrder({
      ...meta,
      field_9: moved(meta.field_9),
      field_10: moved(meta.field_10),
      field_11: moved(meta.field_11),
      // Its first two are of no stated order; programs that write them mean different ones.
      field_12: statistics && inOrder({ ...statistics, field_1: undefined, field_2: undefined }),
      field_14: undefined,
      field_15: undefined,
      field_17: undefined,
    }),
  };
}

/** The end of a file, for whom `loadThrift` was awaited: its footer, the footer's length, and what every such file ends with. */
export function footerBytes(
  columns: readonly FooterColumn[],
  groups: readonly FooterGroup[],
): Uint8Array {
  const root: RawStruct = { field_4: 'schema', field_5: columns.length };
  const orders = columns.flatMap(({ orders }) => orders);
  const leaves = columns.reduce((sum, column) => sum + column.leaves, 0);
  const footer = encodeStruct({
    field_1: 1,
    field_2: [root, ...columns.flatMap(({ schema }) => schema.map(writableElement))],
    field_3: BigInt(groups.reduce((sum, { rows }) => sum + rows, 0)),
    field_4: groups.map(({ rows, chunks }) => ({
      field_1: chunks,
      field_2: sumOf(chunks, 'field_6'),
      field_3: BigInt(rows),
      field_6: sumOf(chunks, 'field_7'),
    })),
    field_6: 'mle-kit',
    // Without an order nobody may go by the statistics, and one of some leaves says nothing of the others.
    field_7: orders.length === leaves ? orders : undefined,
  });
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, footer.length, true);
  return Buffer.concat([footer, length, MAGIC_BYTES]);
}

function sumOf(chunks: readonly RawStruct[], field: 'field_6' | 'field_7'): bigint {
  return chunks.reduce((sum, { field_3 }) => sum + ((field_3 as RawStruct)[field] as bigint), 0n);
}

/** Numbers are written as 32 bits; two kinds of column have one of 8. */
function writableElement(element: RawStruct): RawStruct {
  const { field_10: type } = element as { field_10?: Record<string, RawStruct> };
  if (type?.field_10 !== undefined) {
    const { field_1: bits, field_2: signed } = type.field_10 as {
      field_1: number;
      field_2: boolean;
    };
    const integer = typedStruct([
      [1, BYTE, bits],
      [2, signed ? TRUE : FALSE, signed],
    ]);
    return { ...element, field_10: { field_10: integer } };
  }
  if (type?.field_16?.field_1 !== undefined) {
    const variant = typedStruct([[1, BYTE, type.field_16.field_1 as number]]);
    return { ...element, field_10: { field_16: variant } };
  }
  return element;
}

const [TRUE, FALSE, BYTE] = [1, 2, 3];

/** Fields are written in the order of their numbers. */
function inOrder(struct: RawStruct): RawStruct {
  const number = (name: string) => Number(name.slice('field_'.length));
  return Object.fromEntries(Object.entries(struct).sort(([a], [b]) => number(a) - number(b)));
}

/** So many bytes, all of them. */
async function read(file: FileHandle, start: number, bytes: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(bytes);
  for (let done = 0; done < bytes; ) {
    const { bytesRead } = await file.read(buffer, done, bytes - done, start + done);
    if (bytesRead === 0) throw new Error(`Of ${bytes} bytes at ${start} only ${done} are there.`);
    done += bytesRead;
  }
  return buffer;
}
