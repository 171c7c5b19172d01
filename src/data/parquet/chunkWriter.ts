import { type FileHandle, open } from 'node:fs/promises';
import {
  type FooterColumn,
  type FooterGroup,
  footerBytes,
  MAGIC_BYTES,
  movedChunk,
  placeOf,
} from './parquetFooter.js';
import type { RawStruct } from './thrift.js';

/** A chunk, and the file that it lies in. */
export interface PlacedChunk {
  readonly file: FileHandle;
  readonly chunk: RawStruct;
}

/** Writes a Parquet file of chunks that lie in others: their bytes are copied, and nothing is decoded. */
export class ChunkWriter {
  readonly #output: FileHandle;
  readonly #buffer = new Uint8Array(PIECE);
  readonly #groups: FooterGroup[] = [];
  #end = 0;

  private constructor(output: FileHandle) {
    this.#output = output;
  }

  /** Makes the file, which must not be there, fills it by `work`, and closes it. */
  static async write(path: string, work: (writer: ChunkWriter) => Promise<void>): Promise<void> {
    const output = await open(path, 'wx');
    try {
      const writer = new ChunkWriter(output);
      await writer.#append(MAGIC_BYTES);
      await work(writer);
    } finally {
      await output.close();
    }
  }

  /** Adds a group of rows: a chunk of each leaf of each column, in order. */
  async add(rows: number, placed: readonly PlacedChunk[]): Promise<void> {
    const chunks: RawStruct[] = [];
    for (const { file, chunk } of placed) chunks.push(await this.#copy(file, chunk));
    this.#groups.push({ rows, chunks });
  }

  /** Ends the file. */
  async finish(columns: readonly FooterColumn[]): Promise<void> {
    await this.#append(footerBytes(columns, this.#groups));
  }

  async #copy(file: FileHandle, chunk: RawStruct): Promise<RawStruct> {
    const { start, bytes } = placeOf(chunk)!;
    const by = this.#end - start;
    for (let done = 0; done < bytes; ) {
      const most = Math.min(PIECE, bytes - done);
      const { bytesRead } = await file.read(this.#buffer, 0, most, start + done);
      if (bytesRead === 0) throw new Error(`It ends inside a column, at byte ${start + done}.`);
      await this.#append(this.#buffer.subarray(0, bytesRead));
      done += bytesRead;
    }
    return movedChunk(chunk, by);
  }

  async #append(bytes: Uint8Array): Promise<void> {
    await this.#output.writeFile(bytes);
    this.#end += bytes.length;
  }
}

/** Bytes that are copied at a time. */
const PIECE = 2 ** 20;
