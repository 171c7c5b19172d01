import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../../core/index.js';
import { hashOf } from '../neuralState.js';

/** A raw buffer of a stored record. */
export interface PartEntry {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What is stored: plain JSON, and by name the buffers that belong to it. */
export interface StoredRecord {
  readonly record: unknown;
  readonly parts: Readonly<Record<string, PartEntry>>;
}

/**
 * Stores a record as `<name>.json` and each of its buffers as `<name>.<part>.<hash>.bin`.
 *
 * Buffers are written first, under names that no older file has; the JSON is renamed into place
 * last, and then older buffers go. Killed at any moment, it leaves the old record whole or the new
 * one.
 *
 * @param directory made if it is not there.
 */
export async function writeParts(
  where: string,
  directory: string,
  name: string,
  record: unknown,
  buffers: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const parts: Record<string, PartEntry> = {};
  for (const [part, bytes] of Object.entries(buffers)) {
    const sha256 = hashOf(bytes);
    const file = `${name}.${part}.${sha256.slice(0, 16)}.bin`;
    parts[part] = { file, bytes: bytes.length, sha256 };
    await replaceFile(where, join(directory, file), (temporary) => writeFile(temporary, bytes));
  }
  const stored: StoredRecord = { record, parts };
  await replaceFile(where, join(directory, `${name}.json`), (temporary) =>
    writeFile(temporary, `${JSON.stringify(stored)}\n`),
  );
  const current = new Set(Object.values(parts).map(({ file }) => file));
  for (const file of await readdir(directory)) {
    const isOld = file.startsWith(`${name}.`) && file.endsWith('.bin') && !current.has(file);
    if (isOld) await rm(join(directory, file), { force: true });
  }
}
