/** Short facts shown beside a bar: `{ loss: 0.31, epoch: 4 }`. */
export type ProgressFields = Readonly<Record<string, string | number>>;

/**
 * Whoever shows how far a long task has come: notebook and cli supply one, core has no output.
 *
 * A task calls `start` once, `advance` with the count that is done so far (not the step), and
 * `finish` at the end, also when it fails.
 */
export interface Progress {
  /** @param total how many units there are; undefined when it is not known. */
  start(total: number | undefined, label: string): void;
  /** @param done how many units are done by now, from 0 to total. */
  advance(done: number, fields?: ProgressFields): void;
  finish(): void;
}

/** The default: says nothing. */
export const silentProgress: Progress = Object.freeze({
  start(): void {},
  advance(): void {},
  finish(): void {},
});

/**
 * How long a task will still take, if it goes on as fast as until now.
 *
 * @param done      units done, from 0 to total.
 * @param total     units in all.
 * @param elapsedMs milliseconds since the start.
 * @returns milliseconds left; undefined while nothing is done, as there is no speed yet.
 *
 * @example remainingMs(25, 100, 1000); // 3000
 */
export function remainingMs(done: number, total: number, elapsedMs: number): number | undefined {
  if (!(done > 0) || !(elapsedMs >= 0)) return undefined;
  return Math.max(0, ((total - done) / done) * elapsedMs);
}

/**
 * A time span as people say it: two units at most.
 *
 * @example formatDuration(83000); // '1 min 23 s'
 */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
