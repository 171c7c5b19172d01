import { setTimeout as sleep } from 'node:timers/promises';
import type { NotebookPage } from './notebookPage.js';

/** Pieces overlap by this much, so that a line cut by one edge is whole in the next. */
const OVERLAP = 40;

/**
 * Photographs a notebook from top to bottom, a window's height at a time.
 *
 * @param start of the files' names: the pieces are `<start>-01.png`, `<start>-02.png`, …
 * @returns the files.
 */
export async function photographWhole(view: NotebookPage, start: string): Promise<string[]> {
  const scroller = view.page.locator('.jp-Notebook .jp-WindowedPanel-outer').first();
  await sleep(1000); // formulas are set and pictures drawn after the cells are there
  const height = await scroller.evaluate((element) => element.clientHeight as number);
  const files: string[] = [];
  for (let top = 0, end = false; !end; top += height - OVERLAP) {
    end = await scroller.evaluate((element, y) => {
      element.scrollTop = y;
      return element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
    }, top);
    await sleep(300);
    const path = `${start}-${String(files.length + 1).padStart(2, '0')}.png`;
    await scroller.screenshot({ path });
    files.push(path);
  }
  return files;
}
