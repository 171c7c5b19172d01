import type { Progress, ProgressFields } from '../core/index.js';
import { emitNamed, inNotebook } from './channel.js';
import { escapeHtml } from './html.js';

/** A terminal, as far as a bar needs it; `process.stderr` is one. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Choices of `progressBar`. */
export interface ProgressBarOptions {
  /** Where the bar stands outside notebooks; said nothing to unless it is a terminal. Default `process.stderr`. */
  readonly stream?: ProgressStream;
}

/** How often the line changes at most: more often nobody can read it. */
const REDRAW_MS = 100;
const CELLS = 20;

let shown = 0;

/**
 * A bar for tasks that take a while: in a terminal one line that goes when the task is over, in a
 * notebook one line that updates and is emptied then. So nothing of it is stored.
 *
 * Silent where nobody watches: in a pipe, and where notebooks are built or checked
 * (`MLE_PROGRESS=off`).
 *
 * @returns a `Progress` for whatever takes one; it can be used again, for one task after the other.
 *
 * @example
 * const counting = progressBar();
 * counting.start(10, 'counting');
 * counting.advance(3, { loss: 0.25 });
 * counting.finish(); // undefined
 */
export function progressBar({ stream = process.stderr }: ProgressBarOptions = {}): Progress {
  const draw = lineWriter(stream);
  let total: number | undefined;
  let label = '';
  let drawn = Number.NEGATIVE_INFINITY;
  return Object.freeze({
    start(units: number | undefined, name: string): void {
      total = units;
      label = name;
      drawn = performance.now();
      draw.begin(progressLine(label, 0, total, {}));
    },
    advance(done: number, fields: ProgressFields = {}): void {
      const now = performance.now();
      if (now - drawn < REDRAW_MS && done !== total) return;
      drawn = now;
      draw.change(progressLine(label, done, total, fields));
    },
    finish(): void {
      draw.end();
    },
  });
}

/**
 * The line itself: name, bar and share if the total is known, facts.
 *
 * @example progressLine('fit', 5, 10, { loss: 0.25 }); // 'fit ━━━━━━━━━━────────── 50% · loss 0.25'
 */
export function progressLine(
  label: string,
  done: number,
  total: number | undefined,
  fields: ProgressFields,
): string {
  const share = total === undefined ? undefined : total > 0 ? Math.min(1, done / total) : 1;
  const full = Math.floor(CELLS * (share ?? 0));
  const bar =
    share === undefined
      ? String(done)
      : `${'━'.repeat(full)}${'─'.repeat(CELLS - full)} ${Math.floor(100 * share)}%`;
  const facts = Object.entries(fields).map(([name, value]) => ` · ${name} ${value}`);
  return `${label} ${bar}${facts.join('')}`;
}

interface LineWriter {
  begin(line: string): void;
  change(line: string): void;
  end(): void;
}

function lineWriter(stream: ProgressStream): LineWriter {
  const silent = () => process.env.MLE_PROGRESS === 'off';
  let name = '';
  /** In a notebook or in a terminal, each time anew: a bar may be made in one cell and used in the next. */
  const write = (line: string, update: boolean) => {
    if (silent()) return;
    if (inNotebook()) {
      const html = line === '' ? '' : `<code>${escapeHtml(line)}</code>`;
      emitNamed(name, { 'text/plain': line, 'text/html': html }, update);
    } else if (stream.isTTY) {
      stream.write(`\r\u001b[K${line.slice(0, (stream.columns ?? 80) - 1)}`);
    }
  };
  return {
    begin(line) {
      shown += 1;
      name = `mle-progress-${shown}`;
      write(line, false);
    },
    change: (line) => write(line, true),
    end: () => write('', true),
  };
}
