import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  ColumnTransformer,
  datasetPaths,
  defineSchema,
  LogisticRegression,
  ModelBundle,
  ModelRegistry,
  Pipeline,
  readParquet,
  readSql,
  referenceProfile,
  StandardScaler,
  type Table,
  TargetEncoder,
  writeParquet,
} from 'mle-kit';
import { peersPython, runPeer } from './startPeer.js';

const TRAINING_ROWS = 20_000;
const ROWS = Number(process.env.MLE_BENCH_ROWS ?? 3_000_000);

/**
 * How likely a flight is late by more than 15 minutes, from its distance and the late shares of its two
 * airports; the training rows go to train.parquet.
 */
async function flightBundle(folder: string): Promise<ModelBundle> {
  const flights = await firstFlights(folder, TRAINING_ROWS, 'train');
  const table = flights.select(['distance', 'origin', 'destination']);
  const y = Array.from(flights.number('delay'), (delay) => (delay > 15 ? 1 : 0));
  const steps = [
    new ColumnTransformer({
      parts: [
        { columns: ['distance'], steps: [] },
        { columns: ['origin', 'destination'], steps: [new TargetEncoder()] },
      ],
    }),
    new StandardScaler(),
  ];
  return new ModelBundle({
    pipeline: new Pipeline({ steps, model: new LogisticRegression() }).fit(table, y),
    input: defineSchema({
      distance: { kind: 'number' },
      origin: { kind: 'string' },
      destination: { kind: 'string' },
    }),
    output: {
      kind: 'classification',
      name: 'late',
      classes: [0, 1],
      positiveClass: 1,
    },
    reference: referenceProfile(table),
  });
}

/** The flights to be scored: all, or the first of them. @returns the path of a Parquet file. */
export async function flightsToScore(folder: string, rows = ROWS): Promise<string> {
  const [all] = await datasetPaths('flights');
  if (rows >= 3_000_000) return all!;
  await firstFlights(folder, rows, `first-${rows}`);
  return join(folder, `first-${rows}.parquet`);
}

/** What a job of `mle score` with two workers took. */
export interface ScoringJob {
  readonly ms: number;
  /** The most memory that it had at once. */
  readonly megabytes: number;
  readonly output: string;
}

/** A job for each call, in a process of its own, by the library as it is built. */
export async function scoringJobs(
  folder: string,
  input: string,
): Promise<() => Promise<ScoringJob>> {
  const directory = join(folder, 'registry');
  const registry = await ModelRegistry.open(directory);
  const version = await registry.publish(await flightBundle(folder), {
    name: 'late',
    metrics: { rocAuc: { estimate: 0.6, low: 0.5, high: 0.7, level: 0.95 } },
    dataset: { name: 'the first flights', sha256: '0'.repeat(64), rows: TRAINING_ROWS },
  });
  const output = join(folder, 'scores.parquet');
  const args = [
    ...['--import', `data:text/javascript,${encodeURIComponent(TELL_PEAK)}`, MLE],
    ...['score', `late@${version}`, input, output, '--registry', directory],
    ...['--workers', '2', '--json'],
  ];
  return async () => {
    const begin = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    const [code] = await once(child, 'close');
    const ms = performance.now() - begin;
    const peaks = [...told.matchAll(/peak (\d+) kB/g)].map(([, peak]) => Number(peak) / 1000);
    if (code !== 0 || peaks.length === 0) throw new Error(`bench: mle score failed.\n${told}`);
    return { ms, megabytes: Math.max(...peaks), output };
  };
}

/** Run in the job and in its threads, which share their memory. */
const TELL_PEAK =
  "process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS + ' kB'))";
const MLE = join(import.meta.dirname, '..', '..', 'src', 'bin', 'mle.js');

/**
 * The same by a Python script, in a process of its own with its model stored, as anybody starts such a job; it
 * leaves a file for each of its two processes, and neither hashes nor manifest.
 */
export async function peerJobs(
  folder: string,
): Promise<() => Promise<{ readonly ms: number; readonly outputs: readonly string[] }>> {
  const python = peersPython(join(import.meta.dirname, '..', '..'));
  const run = (mode: 'train' | 'score') => runPeer(python, 'score_flights.py', [folder, mode], 1);
  await run('train');
  const outputs = [0, 1].map((half) => join(folder, `peer-${half}.parquet`));
  return async () => ({ ms: await run('score'), outputs });
}

/** The rows of scored files, and the mean of their probabilities. */
export async function summaryOfScores(paths: readonly string[]): Promise<number[]> {
  let [rows, sum] = [0, 0];
  for (const path of paths) {
    const scored = await readParquet(path, { columns: ['probability'] });
    rows += scored.rowCount;
    for (const probability of scored.number('probability')) sum += probability;
  }
  return [rows, sum / rows];
}

/** The first flights of the file, also as `<name>.parquet`. */
async function firstFlights(folder: string, rows: number, name: string): Promise<Table> {
  const [path] = await datasetPaths('flights');
  const sql = `SELECT * FROM read_parquet($path) LIMIT ${rows}`;
  const table = await readSql(':memory:', sql, { path: path! });
  await writeParquet(table, join(folder, `${name}.parquet`));
  return table;
}
