import { MlError } from '../core/index.js';
import { type BundleRecord, RECORD_FIELDS, readRecord } from './bundleRecord.js';
import { damaged, type HashedFile } from './hashedFile.js';
import { type OutputDescription, readOutput } from './outputDescription.js';
import { isPlainObject } from './plainJson.js';

/** What a file of a version holds. */
export type FileRole = 'pipeline' | 'schema' | 'reference' | 'card' | 'buffer';

/** One file of a version. */
export interface VersionFile extends HashedFile {
  readonly role: FileRole;
  /** The name of the buffer; empty for the others, of which there is one each. */
  readonly name: string;
}

/** All that is known of a version without loading its model: plain JSON. */
export interface VersionManifest extends BundleRecord {
  readonly kind: 'modelVersion';
  readonly format: 1;
  /** Of the model. */
  readonly name: string;
  /** When it was published, ISO in UTC. */
  readonly createdAt: string;
  /** The `kind` of the model's state: `'logisticRegression'`. */
  readonly modelKind: string;
  readonly output: OutputDescription;
  readonly files: readonly VersionFile[];
}

const SINGLE: readonly FileRole[] = ['pipeline', 'schema', 'reference', 'card'];

/** The manifest, checked: its hash says that it is unchanged, not that a fair version wrote it. */
export function readManifest(where: string, path: string, state: unknown): VersionManifest {
  const given = isPlainObject(state) ? state : {};
  if (given.kind !== 'modelVersion') throw damaged(where, path, 'it describes no version');
  if (given.format !== 1) {
    throw new MlError(
      'UNSUPPORTED',
      `${where}: ${path} is of format ${JSON.stringify(given.format)}, and this version reads ` +
        'format 1. Install the version of mle-kit that wrote it.',
    );
  }
  const { name, createdAt, modelKind, output, files } = given;
  if (
    [name, createdAt, modelKind].some((text) => typeof text !== 'string') ||
    !Array.isArray(files) ||
    !files.every(isFile) ||
    SINGLE.some((role) => files.filter((file) => file.role === role).length !== 1)
  ) {
    throw damaged(where, path, 'fields are missing or of another form');
  }
  const record = RECORD_FIELDS.map((field) => [field, given[field]] as const);
  try {
    return Object.freeze({
      kind: 'modelVersion',
      format: 1,
      name: name as string,
      createdAt: createdAt as string,
      modelKind: modelKind as string,
      output: readOutput(where, output),
      files: Object.freeze(files as VersionFile[]),
      ...readRecord(where, Object.fromEntries(record)),
    });
  } catch (cause) {
    if (!(cause instanceof MlError)) throw cause;
    throw damaged(where, path, cause.message);
  }
}

function isFile(value: unknown): value is VersionFile {
  const { role, name, file, sha256, bytes } = Object(value) as Partial<VersionFile>;
  return (
    (role === 'buffer' || SINGLE.includes(role as FileRole)) &&
    typeof name === 'string' &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    // The hash and an ending: no name from a file ever leads out of the folder.
    [`${sha256}.json`, `${sha256}.md`, `${sha256}.bin`].includes(file as string) &&
    Number.isSafeInteger(bytes) &&
    (bytes as number) >= 0
  );
}
