import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { MlError, replaceFile } from '../core/index.js';
import { joinParquet, pasteParquet } from '../data/index.js';
import type { ScoreSettings } from './scoreOptions.js';
import type { ShardRecord, ShardStore } from './shardStore.js';
import { throwIfStopped } from './stopped.js';

/**
 * Writes the shards in their order as one file, which appears whole or not at all, and only if the input
 * is still what was scored.
 *
 * From Parquet to Parquet the shards hold predictions alone, and the columns to keep go straight from the
 * input to the output. A CSV file's go through the shards: only the one pass that counts its lines and
 * fields knows that what is read is what lies there, and a second one would need all of that again.
 */
export async function joinShards(
  where: string,
  store: ShardStore,
  records: readonly ShardRecord[],
  { input, inputFormat, output, outputFormat, keep, signal }: ScoreSettings,
  assertUnchanged: () => Promise<void>,
): Promise<void> {
  const paths = records.map((record) => store.path(record));
  throwIfStopped(where, signal);
  await replaceFile(where, output, async (temporary) => {
    if (outputFormat === 'csv') await joinCsv(where, paths, temporary, signal);
    else if (inputFormat === 'csv' || keep?.length === 0)
      await joinParquet(paths, temporary, signal);
    else await pasteParquet(input, keep, paths, temporary, signal);
    await assertUnchanged();
  });
}

async function joinCsv(
  where: string,
  paths: readonly string[],
  target: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const file = await open(target, 'wx');
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
