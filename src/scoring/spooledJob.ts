import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MlError, replaceFile, type Table } from '../core/index.js';
import { readParquet, writeParquet } from '../data/index.js';
import type { ModelBundle } from '../registry/index.js';
import type { ScoreFormat } from './scoreOptions.js';
import { numbered } from './shardStore.js';
import { hashBundle, restoreBundle, type StoredBundle } from './storedBundle.js';

/** What a queue carries of a shard: plain JSON. The rest lies in the folder, which all machines see. */
export interface QueuedShard {
  readonly folder: string;
  readonly shard: number;
  readonly outputFormat: ScoreFormat;
  readonly keep: readonly string[] | null;
  readonly modelSha256: string;
}

/** Puts the model where workers find it. */
export async function spoolBundle(folder: string, stored: StoredBundle): Promise<void> {
  const buffers = join(folder, 'model');
  await mkdir(buffers, { recursive: true });
  const names = Object.keys(stored.buffers).sort();
  for (const [i, name] of names.entries()) {
    await replaceFile('scoreTable', join(buffers, `${i}.bin`), (temporary) =>
      writeFile(temporary, stored.buffers[name]!),
    );
  }
  const text = JSON.stringify({ state: stored.state, names });
  await replaceFile('scoreTable', join(buffers, 'model.json'), (temporary) =>
    writeFile(temporary, text),
  );
}

/** The model of a job, compared with its hash. @throws MlError FILE_NOT_FOUND | CHECKSUM_MISMATCH */
export async function openSpooledBundle({
  folder,
  modelSha256,
}: QueuedShard): Promise<ModelBundle> {
  const where = 'startScoringWorker';
  const text = await readFile(join(folder, 'model', 'model.json'), 'utf8').catch((cause) => {
    throw new MlError(
      'FILE_NOT_FOUND',
      `${where}: ${folder} is not there. Workers need the folder of the output at the same path.`,
      { cause },
    );
  });
  const { state, names } = JSON.parse(text) as { state: StoredBundle['state']; names: string[] };
  const buffers: Record<string, Uint8Array> = {};
  for (const [i, name] of names.entries()) {
    buffers[name] = await readFile(join(folder, 'model', `${i}.bin`));
  }
  const stored = { state, buffers };
  if (hashBundle(stored) === modelSha256) return restoreBundle(stored);
  throw new MlError(
    'CHECKSUM_MISMATCH',
    `${where}: the model in ${folder} is not that of the job.`,
  );
}

/** Puts the rows of a shard where workers find them. */
export async function spoolShard(folder: string, shard: number, table: Table): Promise<void> {
  await mkdir(join(folder, 'spool'), { recursive: true });
  await writeParquet(table, spooled(folder, shard));
}

export function readSpooled({ folder, shard }: QueuedShard): Promise<Table> {
  return readParquet(spooled(folder, shard));
}

export async function removeSpooled(folder: string, shard: number): Promise<void> {
  await rm(spooled(folder, shard), { force: true });
}

function spooled(folder: string, shard: number): string {
  return join(folder, 'spool', `${numbered(shard)}.parquet`);
}
