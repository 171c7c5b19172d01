import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MlError } from '../../../core/index.js';
import { hashOf } from '../neuralState.js';
import type { PartEntry } from './writeParts.js';

/** What `writeParts` stored, checked. */
export interface ReadRecord {
  readonly record: unknown;
  readonly buffers: Readonly<Record<string, Uint8Array>>;
}

/**
 * Reads what `writeParts` stored.
 *
 * @returns undefined when there is no `<name>.json`.
 * @throws MlError INVALID_STATE (no JSON, or of another form) | FILE_NOT_FOUND (a buffer) |
 *   CHECKSUM_MISMATCH.
 */
export async function readParts(
  where: string,
  directory: string,
  name: string,
): Promise<ReadRecord | undefined> {
  const path = join(directory, `${name}.json`);
  const text = await readFile(path, 'utf8').catch((cause) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
    throw new MlError('INVALID_STATE', `${where}: ${path} cannot be read: ${cause.code}.`, {
      cause,
    });
  });
  if (text === undefined) return undefined;
  const { record, parts } = parse(where, path, name, text);
  const buffers: Record<string, Uint8Array> = {};
  for (const [part, entry] of Object.entries(parts)) {
    buffers[part] = await readBuffer(where, join(directory, entry.file), entry);
  }
  return { record, buffers };
}

async function readBuffer(where: string, path: string, entry: PartEntry): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause) => {
    throw new MlError(
      'FILE_NOT_FOUND',
      `${where}: ${path} is not there; the JSON beside it names it. Copy both, or save again.`,
      { cause },
    );
  });
  const sha256 = hashOf(bytes);
  if (bytes.length === entry.bytes && sha256 === entry.sha256) return new Uint8Array(bytes);
  throw new MlError(
    'CHECKSUM_MISMATCH',
    `${where}: ${path} has ${bytes.length} bytes with SHA-256 ${sha256}, and was stored with ` +
      `${entry.bytes} and ${entry.sha256}. It is damaged: save it again.`,
  );
}

function parse(
  where: string,
  path: string,
  name: string,
  text: string,
): { readonly record: unknown; readonly parts: Readonly<Record<string, PartEntry>> } {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch (cause) {
    throw new MlError('INVALID_STATE', `${where}: ${path} is no JSON. Save it again.`, { cause });
  }
  const { record, parts } = Object(stored) as { record?: unknown; parts?: unknown };
  const isPlain = typeof parts === 'object' && parts !== null && record !== undefined;
  if (isPlain && Object.values(parts).every((entry) => isPart(entry, name))) {
    return { record, parts: parts as Readonly<Record<string, PartEntry>> };
  }
  throw new MlError(
    'INVALID_STATE',
    `${where}: ${path} is not of the form that this library stores. Save it again.`,
  );
}

/** A file name of our own making only: none that leads to another folder. */
function isPart(entry: unknown, name: string): boolean {
  const { file, bytes, sha256 } = Object(entry) as Partial<PartEntry>;
  return (
    typeof file === 'string' &&
    /^[\w.-]+$/.test(file) &&
    file.startsWith(`${name}.`) &&
    Number.isSafeInteger(bytes) &&
    typeof sha256 === 'string'
  );
}
