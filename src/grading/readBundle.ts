import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { MlError } from '../core/index.js';
import type { AssignmentBundle } from './assignmentBundle.js';
import { libraryVersion } from './libraryVersion.js';

/** A bundle, and what tells it from every other. */
export interface ReadBundle {
  readonly bundle: AssignmentBundle;
  /** Of the file's text. */
  readonly sha256: string;
}

/**
 * Reads the grading bundle that `buildAssignment` wrote.
 *
 * @throws MlError FILE_NOT_FOUND | INVALID_STATE when it is no bundle | CHECKSUM_MISMATCH when its
 *   script was changed | UNSUPPORTED when it needs another version of this library.
 */
export function readBundle(file: string): ReadBundle {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new MlError('FILE_NOT_FOUND', `the bundle ${file} cannot be read.`, { cause });
  }
  const bundle = bundleIn(text);
  if (bundle === null) {
    throw new MlError(
      'INVALID_STATE',
      `${file} is no grading bundle; "mle assignment build" writes one, NAME.bundle.json.`,
    );
  }
  if (hashOf(bundle.source) !== bundle.sha256) {
    throw new MlError(
      'CHECKSUM_MISMATCH',
      `the script in the bundle ${file} is not the one that it was built from. Build it again.`,
    );
  }
  if (bundle.libraryVersion !== libraryVersion) {
    throw new MlError(
      'UNSUPPORTED',
      `the bundle ${file} was built with mle-kit ${bundle.libraryVersion}, and this is ${libraryVersion}. ` +
        'Marks may differ between versions: grade with the former, or build it again for all.',
    );
  }
  return { bundle, sha256: hashOf(text) };
}

/** SHA-256 of a text, in hexadecimal digits. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function bundleIn(text: string): AssignmentBundle | null {
  try {
    const bundle = JSON.parse(text) as AssignmentBundle | null;
    return bundle?.kind === 'mle-assignment/1' ? bundle : null;
  } catch {
    return null;
  }
}
