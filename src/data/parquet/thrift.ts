/*
 * The encoding of the structs in a Parquet file, by those who keep it: https://github.com/hyparam/hyparquet. Loaded
 * with the first file that needs it.
 */

/** A struct of parquet.thrift: its fields by their numbers, as `field_1`. */
export type RawStruct = Readonly<Record<string, unknown>>;

let reader: typeof import('hyparquet/src/thrift.js') | undefined;
let writer: typeof import('hyparquet-writer/src/thrift.js') | undefined;
let bytes: typeof import('hyparquet-writer/src/bytewriter.js') | undefined;

/** To be awaited once, before the others are called. */
export async function loadThrift(): Promise<void> {
  reader ??= await import('hyparquet/src/thrift.js');
  writer ??= await import('hyparquet-writer/src/thrift.js');
  bytes ??= await import('hyparquet-writer/src/bytewriter.js');
}

/** The struct that these bytes begin with. */
export function decodeStruct({ buffer, byteOffset, byteLength }: Uint8Array): RawStruct {
  const view = new DataView(buffer, byteOffset, byteLength);
  return reader!.deserializeTCompactProtocol({ view, offset: 0 });
}

/** A struct as bytes. Whole numbers are written as 32 bits, bigints as 64. */
export function encodeStruct(struct: RawStruct): Uint8Array {
  const out = new bytes!.ByteWriter();
  writer!.serializeTCompactProtocol(out, struct);
  return out.getBytes();
}

/** A struct with fields of types that its values do not show. */
export function typedStruct(
  fields: readonly (readonly [number: number, type: number, value: number | boolean])[],
): object {
  return new writer!.ThriftStruct(fields.map(([number, type, value]) => [number, type, value]));
}
