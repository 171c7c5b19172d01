import { RECORD_FIELDS } from './bundleRecord.js';
import {
  damaged,
  parseJson,
  readHashed,
  readHeader,
  writeHashed,
  writeHeader,
} from './hashedFile.js';
import type { ModelBundle } from './modelBundle.js';
import { modelBundleFromState } from './modelBundleFromState.js';
import { modelCard } from './modelCard.js';
import type { ModelReaders } from './modelReaders.js';
import { plainJson } from './plainJson.js';
import {
  type FileRole,
  readManifest,
  type VersionFile,
  type VersionManifest,
} from './versionManifest.js';

const HEADER = 'manifest';

/** Writes all files of a version into an empty folder; the manifest, which names the others, last. */
export async function writeVersion(
  where: string,
  folder: string,
  name: string,
  bundle: ModelBundle,
): Promise<void> {
  const { state } = bundle;
  const { pipeline, input, output, reference } = state;
  const files: VersionFile[] = [];
  const add = async (
    role: FileRole,
    content: Uint8Array | string,
    ending: 'json' | 'md' | 'bin',
    named = '',
  ) => {
    files.push({ role, name: named, ...(await writeHashed(folder, content, ending)) });
  };
  await add('pipeline', json(where, 'the pipeline', pipeline), 'json');
  await add('schema', json(where, 'the schema', { input, output }), 'json');
  await add('reference', json(where, 'the reference', reference), 'json');
  for (const [key, bytes] of Object.entries(bundle.buffers)) {
    await add('buffer', new Uint8Array(bytes), 'bin', key); // a copy: it may change while we wait
  }
  const about = {
    kind: 'modelVersion' as const,
    format: 1 as const,
    name,
    createdAt: new Date().toISOString(),
    modelKind: pipeline.model?.kind ?? '',
    output,
    ...bundle.record,
  };
  await add('card', modelCard({ ...about, input }), 'md');
  const manifest: VersionManifest = { ...about, files };
  await writeHeader(folder, HEADER, manifest);
}

/** The manifest of a version with its hash. @throws MlError CHECKSUM_MISMATCH | UNSUPPORTED */
export async function readVersionManifest(
  where: string,
  folder: string,
  name: string,
  pinned?: string,
): Promise<{ readonly sha256: string; readonly manifest: VersionManifest }> {
  const { sha256, state } = await readHeader(where, folder, HEADER);
  const manifest = readManifest(where, folder, state);
  if (manifest.name !== name) {
    throw damaged(where, folder, `it was published as ${JSON.stringify(manifest.name)}`);
  }
  if (pinned !== undefined && pinned !== sha256) {
    throw damaged(where, folder, 'it is another version than the one that was promoted');
  }
  return { sha256, manifest };
}

/** Reads every file and compares its hash. @throws MlError CHECKSUM_MISMATCH */
export async function verifyFiles(
  where: string,
  folder: string,
  manifest: VersionManifest,
): Promise<number> {
  let bytes = 0;
  for (const file of manifest.files) bytes += (await readHashed(where, folder, file)).length;
  return bytes;
}

/** The bundle of a version, each byte of it compared with its hash. */
export async function readBundle(
  where: string,
  folder: string,
  manifest: VersionManifest,
  readers: ModelReaders,
): Promise<ModelBundle> {
  const parse = async (role: FileRole): Promise<unknown> =>
    parseJson(where, folder, await readRole(where, folder, manifest, role));
  const { input, output } = Object(await parse('schema')) as Record<string, unknown>;
  const buffers: [string, Uint8Array][] = [];
  for (const file of manifest.files) {
    if (file.role === 'buffer') buffers.push([file.name, await readHashed(where, folder, file)]);
  }
  const state = {
    kind: 'modelBundle',
    format: 1,
    pipeline: await parse('pipeline'),
    input,
    output,
    reference: await parse('reference'),
    ...Object.fromEntries(RECORD_FIELDS.map((field) => [field, manifest[field]])),
  };
  return modelBundleFromState(state, Object.fromEntries(buffers), readers);
}

/** The model card. @throws MlError CHECKSUM_MISMATCH */
export async function readCard(
  where: string,
  folder: string,
  manifest: VersionManifest,
): Promise<string> {
  return new TextDecoder().decode(await readRole(where, folder, manifest, 'card'));
}

/** A file of which there is one. */
function readRole(
  where: string,
  folder: string,
  manifest: VersionManifest,
  role: FileRole,
): Promise<Uint8Array> {
  return readHashed(where, folder, manifest.files.find((file) => file.role === role)!);
}

function json(where: string, what: string, state: unknown): string {
  return JSON.stringify(plainJson(where, what, state));
}
