import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formatNotebook, type Notebook, parseNotebook } from 'mle-kit/course';

/**
 * Copies notebooks into a new folder `build/browser/…/notebooks`, where a browser may change them.
 * It lies inside the repository, so that cells find `mle-kit` and the data as they do at home.
 *
 * @param root of the repository.
 * @param edit what becomes of each notebook on the way; default: nothing.
 * @returns the folder that holds `notebooks/`; the caller deletes it.
 */
export function copyNotebooks(
  root: string,
  files: readonly string[],
  edit: (notebook: Notebook) => Notebook = (notebook) => notebook,
): string {
  const parent = join(root, 'build', 'browser');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'lab-'));
  mkdirSync(join(folder, 'notebooks'));
  const images = join(root, 'notebooks', 'images'); // that their prose shows
  if (existsSync(images)) cpSync(images, join(folder, 'notebooks', 'images'), { recursive: true });
  for (const file of files) {
    const notebook = edit(parseNotebook(readFileSync(file, 'utf8'), file));
    writeFileSync(join(folder, 'notebooks', basename(file)), formatNotebook(notebook));
  }
  return folder;
}

/** As it would be if nobody had run it. */
export function withoutOutputs(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === 'code' ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  return { ...notebook, cells };
}
