import { extname, resolve } from 'node:path';
import {
  assertInteger,
  assertKnownOptions,
  MlError,
  type Progress,
  silentProgress,
} from '../core/index.js';
import type { CsvOptions } from '../data/index.js';

/** How a queue is used. */
export interface QueueOptions {
  /** `redis://host:6379`, or `rediss://` with TLS. */
  readonly url: string;
  /** Name of the queue, the same for its workers. Default `'mle-scoring'`. */
  readonly name?: string;
  /** How long Redis may be away before the job ends (and can be gone on with). Default 5 minutes. */
  readonly patienceMs?: number;
}

/** How `scoreTable` works. */
export interface ScoreOptions {
  /** Columns of the input that the output has, too. Default: all, before the predictions. */
  readonly keep?: readonly string[];
  /** Rows of a shard: what is computed, lost or tried again as one. Default 65,536. */
  readonly shardRows?: number;
  /** Threads that compute; 0 computes here. Default 0. */
  readonly workers?: number;
  /** Shards are computed by whoever runs `startScoringWorker` (or `mle worker`) on this queue. */
  readonly queue?: QueueOptions;
  /** How often a shard is tried before it goes to the dead letters; once where its thread dies. Default 3. */
  readonly attempts?: number;
  /** How the CSV input is written, such as its missing values; kinds come from the bundle. */
  readonly csv?: CsvOptions;
  /** Stops the work; what is done is kept, and the same call goes on from there. */
  readonly signal?: AbortSignal;
  /** Told rows, rows per second and the time left. Default: nobody. */
  readonly progress?: Progress;
}

/** What a file is written in, by the end of its name. */
export type ScoreFormat = 'csv' | 'parquet';

/** `ScoreOptions`, checked, with every default in its place. */
export interface ScoreSettings {
  readonly input: string;
  readonly inputFormat: ScoreFormat;
  readonly output: string;
  readonly outputFormat: ScoreFormat;
  /** Null keeps all. */
  readonly keep: readonly string[] | null;
  /** Of these what each shard holds: none where the output takes them from the input itself. */
  readonly keepInShards: readonly string[] | null;
  readonly shardRows: number;
  readonly workers: number;
  readonly queue: Required<QueueOptions> | undefined;
  readonly attempts: number;
  readonly csv: CsvOptions;
  readonly signal: AbortSignal | undefined;
  readonly progress: Progress;
}

const OPTIONS = [
  'keep',
  'shardRows',
  'workers',
  'queue',
  'attempts',
  'csv',
  'signal',
  'progress',
] as const;

/** The name of the queue where none is said. */
export const QUEUE_NAME = 'mle-scoring';

/** Checks the call. @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE */
export function resolveScoreOptions(
  where: string,
  input: string,
  output: string,
  options: ScoreOptions,
): ScoreSettings {
  assertKnownOptions(where, options, OPTIONS);
  const { keep, shardRows = 65_536, workers = 0, queue, attempts = 3, csv = {} } = options;
  assertInteger(where, 'shardRows', shardRows, 1, 10_000_000);
  assertInteger(where, 'workers', workers, 0, 1024);
  assertInteger(where, 'attempts', attempts, 1, 100);
  const inputFormat = formatOf(where, 'input', input);
  const outputFormat = formatOf(where, 'output', output);
  if (resolve(input) === resolve(output)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: input and output are one file, ${input}. Write to another one.`,
    );
  }
  if (queue !== undefined && workers > 0) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: workers and queue are both given; threads compute here, a queue elsewhere. Give one of them.`,
    );
  }
  const kept = keep === undefined ? null : [...keep];
  return {
    input: resolve(input),
    inputFormat,
    output: resolve(output),
    outputFormat,
    keep: kept,
    keepInShards: inputFormat === 'parquet' && outputFormat === 'parquet' ? [] : kept,
    shardRows,
    workers,
    queue: queue && resolveQueue(where, queue),
    attempts,
    csv,
    signal: options.signal,
    progress: options.progress ?? silentProgress,
  };
}

/** A queue with its defaults. @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE */
export function resolveQueue(where: string, queue: QueueOptions): Required<QueueOptions> {
  assertKnownOptions(where, queue, ['url', 'name', 'patienceMs']);
  const { url, name = QUEUE_NAME, patienceMs = 300_000 } = queue;
  assertInteger(where, 'patienceMs', patienceMs, 0);
  if (typeof url !== 'string' || !/^rediss?:\/\/[^/]/.test(url)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: the queue's url is ${JSON.stringify(url)}, and redis://HOST:PORT is needed.`,
    );
  }
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(name)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: the queue's name is ${JSON.stringify(name)}; small letters, digits, _ and - are needed.`,
    );
  }
  return { url, name, patienceMs };
}

function formatOf(where: string, what: string, path: string): ScoreFormat {
  const end = typeof path === 'string' ? extname(path).toLowerCase() : '';
  if (end === '.csv') return 'csv';
  if (end === '.parquet') return 'parquet';
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: ${what} is ${JSON.stringify(path)}, and a path that ends in .csv or .parquet is needed.`,
  );
}
