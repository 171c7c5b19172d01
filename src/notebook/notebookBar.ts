import type { Progress, ProgressFields } from '../core/index.js';
import { emitNamed } from './channel.js';
import { escapeHtml } from './html.js';
import { progressLine } from './progressLine.js';

/** How often the line changes at most: more often nobody can read it. */
const REDRAW_MS = 100;

let shown = 0;

/** A line of a notebook that updates and is emptied at the end, so that nothing of it is stored. */
export function notebookBar(): Progress {
  shown += 1;
  const name = `mle-progress-${shown}`;
  const write = (line: string, update: boolean) => {
    const html = line === '' ? '' : `<code>${escapeHtml(line)}</code>`;
    emitNamed(name, { 'text/plain': line, 'text/html': html }, update);
  };
  let total: number | undefined;
  let label = '';
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    start(units: number | undefined, task: string): void {
      total = units;
      label = task;
      drawn = performance.now();
      write(progressLine(label, 0, total, {}), false);
    },
    advance(done: number, fields: ProgressFields = {}): void {
      const now = performance.now();
      if (now - drawn < REDRAW_MS && done !== total) return;
      drawn = now;
      write(progressLine(label, done, total, fields), true);
    },
    finish: () => write('', true),
  };
}
