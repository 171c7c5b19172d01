import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A short hash of texts; undefined counts as an empty one. */
export function fingerprint(...texts) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text?.length ?? 0}:${text ?? ''}\n`);
  return hash.digest('hex').slice(0, 32);
}

/** A file's text, or undefined where there is none. */
export function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Every file below a folder whose name passes, sorted, so that the order never depends on the disk. */
export function filesBelow(folder, passes, skip = new Set(['node_modules', 'dist'])) {
  const found = [];
  const visit = (current) => {
    for (const entry of readdirSync(current, { withFileTypes: true })) {
      if (skip.has(entry.name)) continue;
      const path = join(current, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (passes(entry.name)) found.push(path);
    }
  };
  visit(folder);
  return found.sort();
}

/** The content of many files as one hash: names count, modification times do not. */
export function fingerprintFiles(root, files) {
  return fingerprint(
    ...files.flatMap((file) => [relative(root, file).split(sep).join('/'), textOf(file)]),
  );
}
