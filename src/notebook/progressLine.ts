import type { ProgressFields } from '../core/index.js';

const CELLS = 20;

/**
 * What a bar shows: name, bar and share if the total is known, facts.
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
