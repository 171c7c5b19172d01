import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { MlError, replaceFile } from '../core/index.js';
import { joinParquet } from '../data/index.js';
import type { ShardRecord, ShardStore } from './shardStore.js';
import { throwIfStopped } from './stopped.js';

/** Writes the shards in their order as one file, which appears whole or not at all. */
export async function joinShards(
  where: string,
  store: ShardStore,
  records: readonly ShardRecord[],
  output: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const paths = records.map((record) => store.path(record));
  throwIfStopped(where, signal);
  if (store.outputFormat === 'parquet') return joinParquet(paths, output);
  await replaceFile(where, output, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      for (const [i, path] of paths.entries()) {
        throwIfStopped(where, signal);
        const start = i === 0 ? 0 : await headerBytes(where, path);
        for await (const piece of createReadStream(path, { start, highWaterMark: 2 ** 20 })) {
          await file.writeFile(piece as Buffer);
        }
      }
    } finally {
      await file.close();
    }
  });
}

/** Bytes of the first record of a CSV file; a line break in quotes does not end it. */
async function headerBytes(where: string, path: string): Promise<number> {
  let quoted = false;
  let before = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let i = 0; i < piece.length; i++) {
      if (piece[i] === QUOTE) quoted = !quoted;
      else if (piece[i] === NEWLINE && !quoted) return before + i + 1;
    }
    before += piece.length;
  }
  throw new MlError('INVALID_STATE', `${where}: ${path} has no header, and each shard has one.`);
}

const [QUOTE, NEWLINE] = [34, 10];
