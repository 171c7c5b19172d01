import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { MlError } from '../core/index.js';
import { namesIn, writeSynced } from './storage.js';

/** A file that is called by the SHA-256 of its bytes. */
export interface HashedFile {
  /** `<sha256>.json`, `.md` or `.bin`. */
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** No header is larger; the bulk of a model lies in files whose size the header states. */
const LARGEST_HEADER = 16 * 2 ** 20;

/** The SHA-256 of bytes as 64 hexadecimal digits. */
export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Writes bytes under their own hash; what is there already has the same bytes. */
export async function writeHashed(
  folder: string,
  bytes: Uint8Array | string,
  ending: 'json' | 'md' | 'bin',
): Promise<HashedFile> {
  const sha256 = sha256Of(bytes);
  const file = `${sha256}.${ending}`;
  try {
    await writeSynced(join(folder, file), bytes);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  return { file, sha256, bytes: Buffer.byteLength(bytes) };
}

/**
 * The bytes of a file, in memory of their own, after size and hash were compared.
 *
 * @throws MlError CHECKSUM_MISMATCH when it is missing, of another size, or has other bytes.
 */
export async function readHashed(
  where: string,
  folder: string,
  { file, sha256, bytes }: HashedFile,
): Promise<Uint8Array> {
  const content = await readExactly(where, join(folder, file), bytes);
  if (sha256Of(content) === sha256) return content;
  throw damaged(where, join(folder, file), 'its bytes have another SHA-256 than its name');
}

/** Writes the one file of a folder that vouches for all others: `<prefix>.<sha256>.json`. */
export async function writeHeader(folder: string, prefix: string, state: unknown): Promise<string> {
  const text = JSON.stringify(state, null, 2);
  const sha256 = sha256Of(text);
  await writeSynced(join(folder, `${prefix}.${sha256}.json`), text);
  return sha256;
}

/** The header of a folder with its hash. @throws MlError CHECKSUM_MISMATCH as `readHashed` */
export async function readHeader(
  where: string,
  folder: string,
  prefix: string,
): Promise<{ readonly sha256: string; readonly state: unknown }> {
  const form = new RegExp(`^${prefix}\\.([0-9a-f]{64})\\.json$`);
  const names = (await namesIn(folder)).filter((name) => form.test(name));
  const file = names[0];
  if (file === undefined || names.length > 1) {
    throw damaged(where, folder, `it has ${names.length} files called ${prefix}.<sha256>.json`);
  }
  const sha256 = form.exec(file)![1]!;
  const content = await readExactly(where, join(folder, file), undefined);
  if (sha256Of(content) !== sha256) {
    throw damaged(where, join(folder, file), 'its bytes have another SHA-256 than its name');
  }
  return { sha256, state: parseJson(where, join(folder, file), content) };
}

/** What JSON says. @throws MlError CHECKSUM_MISMATCH when it is none: its hash is right, and still */
export function parseJson(where: string, path: string, content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)) as unknown;
  } catch {
    throw damaged(where, path, 'it is not JSON');
  }
}

/** What is stored is not what was written. */
export function damaged(where: string, path: string, what: string): MlError {
  return new MlError(
    'CHECKSUM_MISMATCH',
    `${where}: ${path} is damaged: ${what}. Other versions are untouched: roll back, or publish again.`,
  );
}

async function readExactly(
  where: string,
  path: string,
  bytes: number | undefined,
): Promise<Uint8Array> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, 'r');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw damaged(where, path, 'the file is missing');
    throw cause;
  }
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw damaged(where, path, 'it is no file');
    const { size } = stats;
    if (size !== (bytes ?? size) || (bytes === undefined && size > LARGEST_HEADER)) {
      const needed = bytes ?? `at most ${LARGEST_HEADER}`;
      throw damaged(where, path, `it has ${size} bytes instead of ${needed}`);
    }
    const content = new Uint8Array(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await file.read(content, filled, size - filled);
      if (bytesRead === 0) throw damaged(where, path, 'it ended early');
      filled += bytesRead;
    }
    return content;
  } finally {
    await file.close();
  }
}
