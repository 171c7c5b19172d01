import { join } from 'node:path';
import {
  ColumnTransformer,
  datasetPaths,
  defineSchema,
  LogisticRegression,
  ModelBundle,
  Pipeline,
  readSql,
  referenceProfile,
  StandardScaler,
  type Table,
  TargetEncoder,
  writeParquet,
} from 'mle-kit';
import { scoreTable } from 'mle-kit/scoring';

const TRAINING_ROWS = 20_000;
const ROWS = Number(process.env.MLE_BENCH_ROWS ?? 3_000_000);

/**
 * How likely a flight is late by more than 15 minutes, from its distance and the late shares of its two
 * airports; the training rows go to train.parquet.
 */
export async function flightBundle(folder: string): Promise<ModelBundle> {
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

/** Scores a file by two workers. */
export async function scoreFlights(
  bundle: ModelBundle,
  input: string,
  output: string,
): Promise<void> {
  await scoreTable(bundle, input, output, { workers: 2 });
}

/** The rows of a scored file, and the mean of its probabilities. */
export async function summaryOfScores(path: string): Promise<number[]> {
  const sql = 'SELECT count(*) AS n, avg(probability) AS mean FROM read_parquet($path)';
  const found = await readSql(':memory:', sql, { path });
  return [found.number('n')[0]!, found.number('mean')[0]!];
}

/** The first flights of the file, also as `<name>.parquet`. */
async function firstFlights(folder: string, rows: number, name: string): Promise<Table> {
  const [path] = await datasetPaths('flights');
  const sql = `SELECT * FROM read_parquet($path) LIMIT ${rows}`;
  const table = await readSql(':memory:', sql, { path: path! });
  await writeParquet(table, join(folder, `${name}.parquet`));
  return table;
}
