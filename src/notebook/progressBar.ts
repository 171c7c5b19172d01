import { type Progress, type ProgressFields, silentProgress } from '../core/index.js';
import { inNotebook } from './channel.js';
import { notebookBar } from './notebookBar.js';
import { type ProgressStream, terminalBar } from './terminalBar.js';

/** Choices of `progressBar`. */
export interface ProgressBarOptions {
  /** Where the bar stands outside notebooks. Default `process.stderr`. */
  readonly stream?: ProgressStream;
  /** Where the stream is no terminal but a log: a line each so many milliseconds. Default 0: none. */
  readonly logEveryMs?: number;
}

/**
 * A bar for tasks that take a while: in a terminal one line that goes when the task is over, in a
 * notebook one line that updates and is emptied then. So nothing of it is stored.
 *
 * Silent where nobody watches: in a pipe unless `logEveryMs` says otherwise, and where notebooks
 * are built or checked (`MLE_PROGRESS=off`).
 *
 * @returns a `Progress` for whatever takes one; it can be used again, for one task after the other.
 *
 * @example
 * const counting = progressBar();
 * counting.start(10, 'counting');
 * counting.advance(3, { loss: 0.25 });
 * counting.finish(); // undefined
 */
export function progressBar(options: ProgressBarOptions = {}): Progress {
  const { stream = process.stderr, logEveryMs = 0 } = options;
  let view = silentProgress;
  return Object.freeze({
    start(total: number | undefined, label: string): void {
      // Asked each time anew: a bar may be made in one cell and used in the next.
      if (process.env.MLE_PROGRESS === 'off') view = silentProgress;
      else view = inNotebook() ? notebookBar() : terminalBar(stream, logEveryMs);
      view.start(total, label);
    },
    advance: (done: number, fields?: ProgressFields) => view.advance(done, fields),
    finish: () => view.finish(),
  });
}
