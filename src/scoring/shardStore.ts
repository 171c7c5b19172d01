import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MlError, replaceFile, type Table } from '../core/index.js';
import { bytesOfNumbers, isOfNumbers, writeCsv, writeParquet } from '../data/index.js';
import { type FileFacts, hashFile } from './hashFile.js';
import type { ScoreFormat } from './scoreOptions.js';
import { writePieces } from './writePieces.js';

/** A shard that is done: its file, by name and bytes. */
export interface ShardRecord {
  readonly shard: number;
  /** In the folder of the job. */
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** What the shards of a job must agree in, or they are none of it. */
export interface JobIdentity {
  readonly format: 2;
  readonly inputSha256: string;
  readonly modelSha256: string;
  readonly outputFormat: ScoreFormat;
  readonly keep: readonly string[] | null;
  readonly shardRows: number;
  /** Of the options that the input is read with. */
  readonly reading: string;
}

/** A shard that failed every time. */
export interface DeadLetter {
  readonly shard: number;
  /** The first row, from 0, and the number of rows. */
  readonly start: number;
  readonly rows: number;
  readonly attempts: number;
  readonly error: string;
}

/**
 * The folder `OUTPUT.parts` of a job: each shard's file, then a record that names it.
 *
 * The record is what counts, and it appears by a rename after its file is on the disk; so a shard is
 * done or not, whoever dies. A shard that is computed twice has one record, hence counts once.
 */
export class ShardStore {
  constructor(
    readonly folder: string,
    readonly outputFormat: ScoreFormat,
  ) {}

  /** Begins, or goes on where another run of the same job stopped; what belongs to another job goes. */
  async open(identity: JobIdentity): Promise<void> {
    const text = `${JSON.stringify(identity, null, 2)}\n`;
    const path = join(this.folder, 'job.json');
    const before = await readFile(path, 'utf8').catch(() => '');
    if (before !== text) {
      await rm(this.folder, { recursive: true, force: true });
      await mkdir(join(this.folder, 'shards'), { recursive: true });
      await replaceFile('scoreTable', path, (temporary) => writeFile(temporary, text));
      return;
    }
    const folder = join(this.folder, 'shards');
    for (const name of await readdir(folder)) {
      if (name.endsWith('.tmp')) await rm(join(folder, name), { force: true });
    }
    await rm(join(this.folder, 'dead-letters.json'), { force: true });
  }

  /** The record of a shard, if it is done and its file has the bytes that it says. */
  async done(shard: number): Promise<ShardRecord | undefined> {
    const text = await readFile(this.#record(shard), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as ShardRecord;
    } catch {
      return undefined;
    }
  }

  /** Whether the bytes of a shard are still those of its record; a damaged one is done again. */
  async sound(record: ShardRecord): Promise<boolean> {
    const facts = await hashFile(this.path(record)).catch(() => undefined);
    return facts?.sha256 === record.sha256;
  }

  /** Forgets a shard. */
  async forget(shard: number): Promise<void> {
    await rm(this.#record(shard), { force: true });
  }

  /** Writes a shard; one that is there already stays. */
  async write(shard: number, table: Table): Promise<ShardRecord> {
    const before = await this.done(shard);
    if (before !== undefined) return before;
    const file = `shards/${numbered(shard)}-${randomUUID().slice(0, 8)}.${this.outputFormat}`;
    const path = join(this.folder, file);
    const { bytes, sha256 } = await this.#writeFile(path, table);
    const record: ShardRecord = { shard, file, rows: table.rowCount, bytes, sha256 };
    await replaceFile('scoreTable', this.#record(shard), (temporary) =>
      writeFile(temporary, `${JSON.stringify(record)}\n`),
    );
    return record;
  }

  /** Lasts once the record of the shard does: until then nobody knows of it. */
  async #writeFile(path: string, table: Table): Promise<FileFacts> {
    if (this.outputFormat === 'parquet' && isOfNumbers(table)) {
      return writePieces('scoreTable', path, await bytesOfNumbers(table));
    }
    if (this.outputFormat === 'csv') await writeCsv(table, path);
    else await writeParquet(table, path);
    return hashFile(path);
  }

  path(record: ShardRecord): string {
    return join(this.folder, record.file);
  }

  /** Names the shards that failed. @returns the file that does. */
  async bury(letters: readonly DeadLetter[]): Promise<string> {
    const path = join(this.folder, 'dead-letters.json');
    await replaceFile('scoreTable', path, (temporary) =>
      writeFile(temporary, `${JSON.stringify(letters, null, 2)}\n`),
    );
    return path;
  }

  /** Takes the folder away when the output stands. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  #record(shard: number): string {
    return join(this.folder, 'shards', `${numbered(shard)}.json`);
  }
}

/** `0000042`: files in order of their names. */
export function numbered(shard: number): string {
  return String(shard).padStart(7, '0');
}

/** SHA-256 of a text. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The shards that failed, as the error that ends the job. */
export function deadLetterError(
  where: string,
  letters: readonly DeadLetter[],
  shards: number,
  file: string,
): MlError {
  const named = letters
    .slice(0, 5)
    .map(
      ({ shard, start, rows, error }) =>
        `\n  shard ${shard} (rows ${start} to ${start + rows - 1}): ${error}`,
    );
  const more = letters.length > 5 ? `\n  and ${letters.length - 5} more` : '';
  return new MlError(
    'INCOMPLETE',
    `${where}: ${letters.length} of ${shards} shards failed at every attempt, so no output was written. ` +
      `The dead-letter list is ${file}:${named.join('')}${more}\n` +
      'Mend the rows or the model; the same call goes on with what is left.',
  );
}
