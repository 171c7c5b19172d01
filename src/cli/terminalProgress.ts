import type { Progress, ProgressFields } from '../core/index.js';
import type { Terminal } from './terminal.js';

/**
 * Progress as lines on the error stream, at most one each `everyMs`, so that a log of it stays short.
 */
export function terminalProgress(terminal: Terminal, everyMs = 1000): Progress {
  let total: number | undefined;
  let told = 0;
  const tell = (done: number, fields: ProgressFields): void => {
    const share = total ? ` of ${count(total)} (${Math.floor((100 * done) / total)}%)` : '';
    const facts = Object.entries(fields).map(([name, value]) =>
      typeof value === 'number' ? `${count(value)} ${name}` : `${value} ${name}`,
    );
    terminal.err(`${[`${count(done)}${share} rows`, ...facts].join(', ')}\n`);
  };
  return {
    start(known) {
      total = known;
      told = performance.now();
    },
    advance(done, fields = {}) {
      if (performance.now() - told < everyMs) return;
      told = performance.now();
      tell(done, fields);
    },
    finish() {},
  };
}

/** `1,234,567` in every locale. */
function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}
