import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { MlError } from '../core/index.js';
import { type ParquetInfo, parquetInfo } from '../data/index.js';
import { ModelBundle } from '../registry/index.js';
import { checkColumns } from './checkColumns.js';
import { type FileFacts, hashFile } from './hashFile.js';
import { joinShards } from './joinShards.js';
import { runHere } from './runHere.js';
import { runOnQueue } from './runOnQueue.js';
import { runOnThreads } from './runOnThreads.js';
import { manifestPath, outputFacts, type ScoreManifest, writeManifest } from './scoreManifest.js';
import { resolveScoreOptions, type ScoreOptions, type ScoreSettings } from './scoreOptions.js';
import { ScoreProgress } from './scoreProgress.js';
import { scoreShards } from './scoreShards.js';
import type { ShardRunner } from './shardRunner.js';
import { ShardStore } from './shardStore.js';
import { stopped, throwIfStopped } from './stopped.js';
import { hashBundle, storeBundle } from './storedBundle.js';

/** What `scoreTable` did. */
export interface ScoreReport {
  readonly rows: number;
  readonly shards: number;
  /** Shards that an earlier call, which was stopped, had done. */
  readonly resumedShards: number;
  /** Of this call. */
  readonly rowsPerSecond: number;
  readonly elapsedMs: number;
  /** The path of the manifest. */
  readonly manifestFile: string;
  readonly manifest: ScoreManifest;
}

/**
 * Scores a file of any size: each row of the input, in its order, with `prediction` and, where the
 * model gives probabilities, `probability` (of the positive class) or `probability_CLASS`.
 *
 * The input is cut into shards of `shardRows` rows, which are computed here, on threads (`workers`) or
 * by other machines (`queue`), and written to `OUTPUT.parts`; in the end they become the output, by one
 * rename, and a manifest with row counts and SHA-256 hashes closes the job. Whoever is stopped or
 * killed costs a shard's time and no row: the same call goes on with the shards that are left. A shard
 * that fails at every attempt does not end the others; it is listed in `OUTPUT.parts/dead-letters.json`,
 * which the error names, and no output is written.
 *
 * @param bundle what `registry.get(…)` gives as `bundle`.
 * @param input  a `.csv` or `.parquet` file with the columns that the bundle needs.
 * @param output a `.csv` or `.parquet` file; one that is there is replaced.
 * @param options `keep` (all columns), `shardRows` (65,536), `workers` (0), `queue`, `attempts` (3),
 *   `csv`, `signal`, `progress`.
 * @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE; FILE_NOT_FOUND; EMPTY (no rows); WRONG_COLUMNS |
 *   UNKNOWN_COLUMN | DUPLICATE_NAME, before any work; INCOMPLETE when shards failed, or the input changed
 *   meanwhile; ABORTED; REQUEST_FAILED when Redis is away too long; and what `scanCsv` and `scanParquet` refuse.
 *
 * From Parquet to Parquet the columns to keep stay as they are, in their types, whatever these are: they go
 * straight to the output, and only the columns that the bundle needs are decoded.
 *
 * Cost: one pass over the input for its hash, one to read it (CSV: see `scanCsv`), one over the shards to join
 * them (from Parquet to Parquet also over the columns to keep, as bytes: see `pasteParquet`); memory for a few
 * shards, however long the file is. On disk, until it is done, the predictions twice, and what is kept, too, unless it is from Parquet to Parquet.
 *
 * @example
 * const X = Table.from({ wind: [2, 3, 8, 9] });
 * const pipeline = new Pipeline({ steps: [new StandardScaler()], model: new Ridge({ alpha: 0 }) }).fit(X, [0, 1, 6, 7]);
 * const input = defineSchema({ wind: { kind: 'number', unit: 'm/s' } });
 * const bundle = new ModelBundle({ pipeline, input, output: { kind: 'regression', name: 'waves', unit: 'm' }, reference: referenceProfile(X) });
 * const folder = process.env.TEMP ?? '/tmp';
 * await writeCsv(X, `${folder}/mle-days.csv`);
 * const { rows, shards } = await scoreTable(bundle, `${folder}/mle-days.csv`, `${folder}/mle-waves.csv`, { shardRows: 3 });
 * [rows, shards]; // [ 4, 2 ]
 */
export async function scoreTable(
  bundle: ModelBundle,
  input: string,
  output: string,
  options: ScoreOptions = {},
): Promise<ScoreReport> {
  const where = 'scoreTable';
  const settings = resolveScoreOptions(where, input, output, options);
  if (!(bundle instanceof ModelBundle)) {
    throw new MlError(
      'WRONG_KIND',
      `${where}: a ModelBundle is needed: (await registry.get(…)).bundle.`,
    );
  }
  throwIfStopped(where, settings.signal);
  const facts = await inputFacts(where, settings);
  if (facts.columns !== undefined) checkColumns(where, bundle, facts.columns, settings);
  const modelSha256 = hashBundle(storeBundle(bundle));
  const store = new ShardStore(`${settings.output}.parts`, settings.outputFormat);
  await store.open({
    format: 2,
    inputSha256: facts.sha256,
    modelSha256,
    outputFormat: settings.outputFormat,
    keep: settings.keep,
    shardRows: settings.shardRows,
    reading: JSON.stringify(settings.csv),
  });
  const progress = new ScoreProgress(settings.progress, facts.rows);
  try {
    const runner = await runnerFor(where, bundle, store, settings);
    const { records, resumed } = await scoreShards(
      where,
      bundle,
      settings,
      store,
      runner,
      progress,
    ).finally(() => runner.close());
    const assertSame = () => assertUnchanged(where, settings.input, facts);
    await joinShards(where, store, records, settings, assertSame);
    const written = await outputFacts(settings.output, records, settings.signal);
    const manifest: ScoreManifest = {
      kind: 'scoreManifest',
      format: 1,
      input: {
        file: basename(settings.input),
        rows: written.rows,
        bytes: facts.bytes,
        sha256: facts.sha256,
      },
      output: written,
      modelSha256,
      shards: records.map(({ rows, sha256 }) => ({ rows, sha256 })),
    };
    await writeManifest(settings.output, manifest);
    await store.remove();
    const { rowsPerSecond, elapsedMs } = progress;
    return {
      rows: written.rows,
      shards: records.length,
      resumedShards: resumed,
      rowsPerSecond,
      elapsedMs,
      manifestFile: manifestPath(settings.output),
      manifest,
    };
  } catch (cause) {
    throw settings.signal?.aborted ? stopped(where) : cause;
  } finally {
    progress.finish();
  }
}

async function runnerFor(
  where: string,
  bundle: ModelBundle,
  store: ShardStore,
  settings: ScoreSettings,
): Promise<ShardRunner> {
  const { queue, workers } = settings;
  if (queue !== undefined) return runOnQueue(where, bundle, store, { ...settings, queue });
  if (workers > 0) return runOnThreads(bundle, store, settings);
  return runHere(bundle, store, settings);
}

interface InputFacts extends FileFacts {
  readonly modifiedMs: number;
  /** About, of a CSV file. */
  readonly rows: number;
  /** Of a Parquet file. */
  readonly columns?: ParquetInfo['columns'];
}

async function inputFacts(
  where: string,
  { input, inputFormat, signal }: ScoreSettings,
): Promise<InputFacts> {
  const found = await stat(input).catch(() => undefined);
  if (!found?.isFile()) {
    throw new MlError('FILE_NOT_FOUND', `${where}: there is no file ${input}.`);
  }
  try {
    const modifiedMs = found.mtimeMs;
    if (inputFormat === 'csv') {
      let lines = 0;
      const facts = await hashFile(input, signal, (piece) => {
        for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++;
      });
      return { ...facts, modifiedMs, rows: Math.max(1, lines - 1) }; // about
    }
    const info = await parquetInfo(input); // takes milliseconds: what is no Parquet file is not hashed
    const facts = await hashFile(input, signal);
    return { ...facts, modifiedMs, rows: info.rows, columns: info.columns };
  } catch (cause) {
    throw signal?.aborted ? stopped(where) : cause;
  }
}

/** What was hashed must be what was read. */
async function assertUnchanged(where: string, input: string, facts: InputFacts): Promise<void> {
  const now = await stat(input).catch(() => undefined);
  if (now?.mtimeMs === facts.modifiedMs && now.size === facts.bytes) return;
  throw new MlError(
    'INCOMPLETE',
    `${where}: ${input} changed while it was read. Score again when it is whole.`,
  );
}
