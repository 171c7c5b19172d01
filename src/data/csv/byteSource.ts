import { type FileHandle, open } from 'node:fs/promises';

/** Bytes that are read once, from the beginning. */
export interface ByteSource {
  /** How many there are in all. */
  readonly size: number;
  /** Puts the next bytes into `target` from `offset` on; returns how many, 0 at the end. */
  read(target: Buffer, offset: number): Promise<number>;
  close(): Promise<void>;
}

/** The bytes of a file. */
export async function fileBytes(path: string): Promise<ByteSource> {
  const file: FileHandle = await open(path);
  const { size } = await file.stat();
  return {
    size,
    read: async (target, offset) => {
      const { bytesRead } = await file.read(target, offset, target.length - offset, null);
      return bytesRead;
    },
    close: () => file.close(),
  };
}

/** The bytes of a text in UTF-8. */
export function textBytes(text: string): ByteSource {
  const bytes = Buffer.from(text, 'utf8');
  let at = 0;
  return {
    size: bytes.length,
    read: async (target, offset) => {
      const count = bytes.copy(target, offset, at);
      at += count;
      return count;
    },
    close: async () => {},
  };
}
