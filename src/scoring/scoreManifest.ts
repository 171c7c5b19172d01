import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { MlError, replaceFile } from '../core/index.js';
import { hashFile } from './hashFile.js';
import type { ShardRecord } from './shardStore.js';

/** A file as a manifest names it. */
export interface ManifestFile {
  /** Without its folder: the manifest lies beside the output. */
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** What closes a job: written last, beside the output, as `OUTPUT.manifest.json`. */
export interface ScoreManifest {
  readonly kind: 'scoreManifest';
  readonly format: 1;
  readonly input: ManifestFile;
  readonly output: ManifestFile;
  /** Of the bundle: its state as JSON, then its buffers. */
  readonly modelSha256: string;
  /** Rows and hash of each shard, in order; their rows add up to those of input and output. */
  readonly shards: readonly { readonly rows: number; readonly sha256: string }[];
}

/** Where the manifest of an output lies. */
export function manifestPath(output: string): string {
  return `${output}.manifest.json`;
}

export async function writeManifest(output: string, manifest: ScoreManifest): Promise<void> {
  await replaceFile('scoreTable', manifestPath(output), (temporary) =>
    writeFile(temporary, `${JSON.stringify(manifest, null, 2)}\n`),
  );
}

/** Facts of the output that was just written. */
export async function outputFacts(
  output: string,
  records: readonly ShardRecord[],
  signal: AbortSignal | undefined,
): Promise<ManifestFile> {
  const { bytes, sha256 } = await hashFile(output, signal);
  const rows = records.reduce((sum, record) => sum + record.rows, 0);
  return { file: basename(output), rows, bytes, sha256 };
}

/**
 * The manifest of a scored file, after the file's bytes were compared with it.
 *
 * @param output the path that `scoreTable` wrote to.
 * @throws MlError FILE_NOT_FOUND when the job is not closed; INVALID_STATE when the manifest is none;
 *   CHECKSUM_MISMATCH when the file is not the one that it names.
 *
 * @example await verifyScores('no/such.csv').catch((error) => error.code); // 'FILE_NOT_FOUND'
 */
export async function verifyScores(output: string): Promise<ScoreManifest> {
  const where = 'verifyScores';
  const path = manifestPath(output);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new MlError(
      'FILE_NOT_FOUND',
      `${where}: ${path} is not there, so the job that writes ${output} is not done. Call scoreTable again.`,
      { cause },
    );
  });
  const manifest = parse(where, path, text);
  const facts = await hashFile(output).catch(() => undefined);
  if (facts?.sha256 === manifest.output.sha256) return manifest;
  throw new MlError(
    'CHECKSUM_MISMATCH',
    `${where}: ${output} ${facts ? `has the hash ${facts.sha256}` : 'is not there'}, and its manifest ` +
      `names ${manifest.output.sha256}. Score again.`,
  );
}

function parse(where: string, path: string, text: string): ScoreManifest {
  let manifest: ScoreManifest | undefined;
  try {
    manifest = JSON.parse(text) as ScoreManifest;
  } catch {
    // told below
  }
  if (manifest?.kind === 'scoreManifest' && manifest.format === 1) return manifest;
  throw new MlError('INVALID_STATE', `${where}: ${path} is no manifest of format 1. Score again.`);
}
