import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { lessonCells } from '../course/index.js';

/** A larger notebook is nobody's work, and is not read. */
export const LARGEST_MB = 20;

/** With more cells it is nobody's work, and is not run. */
const MOST_CELLS = 2000;
/** How a fault begins that need not be the student's. */
export const UNREADABLE = 'it cannot be read';

/** What was handed in, as far as it can be read. */
export interface ReadSubmission {
  /** Of the bytes; empty where they were not read. */
  readonly sha256: string;
  /** The code of each cell that has any. */
  readonly cells: readonly string[];
  /** Why there is nothing to run; null when all is well. */
  readonly fault: string | null;
}

/**
 * Reads a notebook (`.ipynb`, format 4) or a script, which anyone may have written.
 *
 * Code alone is taken. Outputs, ids, tags and all other metadata mean nothing to a grader, so
 * nothing is won by changing them. A link is never followed.
 *
 * @example readSubmission('no/such.ipynb').fault; // 'it cannot be read (ENOENT)'
 */
export function readSubmission(path: string): ReadSubmission {
  const none = (fault: string, sha256 = ''): ReadSubmission => ({ sha256, cells: [], fault });
  let bytes: Buffer;
  try {
    const found = lstatSync(path);
    if (found.isSymbolicLink()) return none('it is a symbolic link, and those are never followed');
    if (!found.isFile()) return none('it is no file');
    if (found.size > LARGEST_MB * 2 ** 20) {
      return none(`it is larger than ${LARGEST_MB} MB, and is not read`);
    }
    bytes = readNoLink(path);
  } catch (cause) {
    return none(`${UNREADABLE} (${(cause as NodeJS.ErrnoException).code})`);
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length === 0) return none('it is empty', sha256);
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
  const cells = /\.ipynb$/i.test(path) ? notebookCode(text) : scriptCode(text);
  if (typeof cells === 'string') return none(cells, sha256);
  const code = cells.filter((cell) => cell.trim() !== '');
  if (code.length > MOST_CELLS) {
    return none(`it has more than ${MOST_CELLS} cells, and is not run`, sha256);
  }
  return code.length === 0
    ? none('it holds no code', sha256)
    : { sha256, cells: code, fault: null };
}

/** As much as there was when it was opened, should somebody write to it meanwhile. */
function readNoLink(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const bytes = Buffer.alloc(Math.min(fstatSync(file).size, LARGEST_MB * 2 ** 20));
    let at = 0;
    for (let read = 1; read > 0 && at < bytes.length; at += read) {
      read = readSync(file, bytes, at, bytes.length - at, null);
    }
    return bytes.subarray(0, at);
  } finally {
    closeSync(file);
  }
}

/** The code cells of a notebook; a text says why there are none. */
function notebookCode(text: string): string[] | string {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch {
    return 'it is not JSON: truncated, or no notebook';
  }
  const { cells } = Object(notebook) as { cells?: unknown };
  if (!Array.isArray(cells)) return 'it is no Jupyter notebook of format 4';
  return cells.flatMap((cell: unknown) => {
    const { cell_type, source } = Object(cell) as { cell_type?: unknown; source?: unknown };
    if (cell_type !== 'code') return [];
    const lines: unknown[] = Array.isArray(source) ? source : [source];
    return lines.every((line) => typeof line === 'string') ? [lines.join('')] : [];
  });
}

/** The code of a percent script, or of any other as one cell. */
function scriptCode(text: string): string[] {
  const first = /^\/\/ %%(?: |$)/m.exec(text)?.index ?? text.length;
  const cells = lessonCells(text).filter(({ kind }) => kind === 'code');
  return [text.slice(0, first), ...cells.map((cell) => cell.text)];
}
