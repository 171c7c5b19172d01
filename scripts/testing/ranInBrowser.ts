import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Notebook, parseNotebook } from 'mle-kit/course';

/** Where the browser's test leaves the chapters that ran there without a fault, outputs and all. */
export const ranFolder = (root: string): string => join(root, 'build', 'test', 'chapters');

/** Takes away what an earlier test left: its chapters may have changed since. */
export function forgetRan(root: string): void {
  rmSync(ranFolder(root), { recursive: true, force: true });
}

/** A chapter as it ran in the browser; undefined when it did not, or not without a fault. */
export function ranInBrowser(root: string, slug: string): Notebook | undefined {
  const file = join(ranFolder(root), `${slug}.ipynb`);
  return existsSync(file) ? parseNotebook(readFileSync(file, 'utf8'), file) : undefined;
}
