import { type Dirent, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { MlError } from '../core/index.js';
import { UNREADABLE } from './readSubmission.js';

/** Where somebody's work lies. */
export interface FoundSubmission {
  /** As the folder or file is called; with its ending where that is of no notebook. */
  readonly student: string;
  /** Relative to the folder of all submissions, with forward slashes. */
  readonly file: string;
  /** Why there is nothing to read; null when there is. */
  readonly fault: string | null;
}

const NOTEBOOK = /\.(ipynb|ts)$/i;
/** The fault of a file that is something else: an archive, a document, a notebook renamed. */
export const NO_NOTEBOOK = 'it is no notebook and no script';

/**
 * Finds what was handed in, in the order of names. No link is followed. What else lies there is found,
 * too, and has its fault: somebody may have meant it.
 *
 *     <student>.ipynb | <student>.ts
 *     <student>/<assignment>.ipynb             or the only notebook or script there, whatever its name
 *     submitted/<student>/<assignment>/…       as nbgrader has it; given its course folder, or `submitted`
 *
 * @param assignment its name.
 * @throws MlError FILE_NOT_FOUND.
 */
export function findSubmissions(folder: string, assignment: string): FoundSubmission[] {
  const top = list(folder);
  if (top === null) {
    throw new MlError('FILE_NOT_FOUND', `there is no folder ${folder} with submissions.`);
  }
  const within = top.some((entry) => entry.name === 'submitted' && entry.isDirectory());
  const base = within ? 'submitted' : '';
  const entries = within ? (list(join(folder, base)) ?? []) : top;
  return entries.flatMap((entry) => {
    const path = base === '' ? entry.name : `${base}/${entry.name}`;
    if (entry.isDirectory()) return [inFolder(folder, path, entry.name, assignment)];
    const { name, ext } = parse(entry.name);
    if (NOTEBOOK.test(ext)) return [{ student: name, file: path, fault: null }];
    const linked = 'it is a symbolic link, and those are never followed';
    const fault = entry.isSymbolicLink() ? linked : NO_NOTEBOOK;
    return [{ student: entry.name, file: path, fault }];
  });
}

function inFolder(
  root: string,
  path: string,
  student: string,
  assignment: string,
): FoundSubmission {
  const entries = list(join(root, path));
  if (entries === null) return { student, file: path, fault: `${UNREADABLE} (a folder)` };
  if (entries.some((entry) => entry.name === assignment && entry.isDirectory())) {
    return inFolder(root, `${path}/${assignment}`, student, assignment);
  }
  const works = entries.filter(({ name }) => NOTEBOOK.test(name)).map(({ name }) => name);
  const named = ['ipynb', 'ts']
    .map((ending) => `${assignment}.${ending}`.toLowerCase())
    .flatMap((called) => works.find((name) => name.toLowerCase() === called) ?? [])[0];
  const chosen = named ?? (works.length === 1 ? works[0] : undefined);
  if (chosen !== undefined) return { student, file: `${path}/${chosen}`, fault: null };
  const fault =
    works.length === 0
      ? 'the folder holds no notebook and no script'
      : `the folder holds ${works.slice(0, 5).join(', ')}${works.length > 5 ? ' and more' : ''}, and none is called ${assignment}.ipynb`;
  return { student, file: path, fault };
}

/** What lies in a folder, but for hidden things; null when it cannot be read. */
function list(folder: string): Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.') && !name.endsWith('.d.ts'))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return null;
  }
}
