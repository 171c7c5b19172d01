import { formatDuration, type Progress, remainingMs } from '../core/index.js';

/** Tells rows, rows per second and the time left; rows of an earlier run count as done, not as speed. */
export class ScoreProgress {
  /** Rows that are done, those of an earlier run included. */
  rows = 0;
  #earlier = 0;
  readonly #begun = performance.now();

  constructor(
    private readonly progress: Progress,
    private readonly total: number | undefined,
  ) {
    progress.start(total, 'scoreTable');
  }

  get elapsedMs(): number {
    return performance.now() - this.#begun;
  }

  /** Of this run. */
  get rowsPerSecond(): number {
    return Math.round((this.rows - this.#earlier) / (Math.max(1, this.elapsedMs) / 1000));
  }

  /** Rows that an earlier run has done. */
  skip(rows: number): void {
    this.#earlier += rows;
    this.rows += rows;
    this.progress.advance(this.#shown(), { 'rows per second': this.rowsPerSecond });
  }

  add(rows: number): void {
    this.rows += rows;
    const now = this.rows - this.#earlier;
    const left =
      this.total === undefined
        ? undefined
        : remainingMs(now, Math.max(now, this.total - this.#earlier), this.elapsedMs);
    this.progress.advance(this.#shown(), {
      'rows per second': this.rowsPerSecond,
      ...(left === undefined ? {} : { left: formatDuration(left) }),
    });
  }

  finish(): void {
    this.progress.finish();
  }

  /** A CSV file's rows are estimated by its lines, so they may turn out to be more. */
  #shown(): number {
    return this.total === undefined ? this.rows : Math.min(this.rows, this.total);
  }
}
