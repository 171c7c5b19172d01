import { createRequire } from 'node:module';
import type { Progress, ProgressFields } from '../core/index.js';
import { progressLine } from './progressLine.js';

/** A terminal, as far as a bar needs it; `process.stderr` is one. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** One line of a terminal that goes when the task is over; of a log, a line each `logEveryMs`. */
export function terminalBar(stream: ProgressStream, logEveryMs: number): Progress {
  let label = '';
  let total: number | undefined;
  const bar = new (cliProgress().SingleBar)({
    stream: stream as NodeJS.WritableStream,
    format: (_options, { value }, fields: ProgressFields) =>
      progressLine(label, value, total, fields),
    clearOnComplete: true,
    linewrap: true, // cut to the terminal's width, with no mode of the terminal changed
    gracefulExit: false, // nothing to restore, so Ctrl-C stays with whoever listens
    noTTYOutput: logEveryMs > 0,
    notTTYSchedule: logEveryMs,
  });
  return {
    start(units: number | undefined, task: string): void {
      label = task;
      total = units;
      bar.start(units ?? 0, 0, {});
    },
    advance: (done: number, fields: ProgressFields = {}) => bar.update(done, fields),
    finish: () => bar.stop(),
  };
}

/** Loaded with the first bar that is drawn, and at once: a bar cannot wait for an `import()`. */
function cliProgress(): typeof import('cli-progress') {
  return createRequire(import.meta.url)('cli-progress');
}
