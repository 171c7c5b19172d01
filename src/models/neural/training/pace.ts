import { formatDuration, MlError, remainingMs } from '../../../core/index.js';
import type { TrainingJob } from './job.js';

/** How long training may hold the thread before it lets timers, signals and pictures in. */
const HOLD_MS = 30;
/** How often whoever watches is told. */
const TELL_MS = 100;

/** Tells how far training has come, and lets others have the thread now and then. */
export class Pace {
  readonly #job: TrainingJob;
  readonly #batches: number;
  readonly #first: number;
  readonly #start = performance.now();
  #rows = 0;
  #held = performance.now();
  #told = 0;

  /** @param done epochs that an earlier run did. */
  constructor(job: TrainingJob, done: number) {
    this.#job = job;
    this.#batches = Math.ceil(job.train.count / job.batchSize);
    this.#first = done * this.#batches;
    job.progress.start(job.epochs * this.#batches, job.where.replace(/\.fit$/, ''));
  }

  /** After each batch. @throws MlError ABORTED when the signal says so. */
  async advance(
    epoch: number,
    batch: number,
    rows: number,
    loss: number,
    metric: number,
  ): Promise<void> {
    const now = performance.now();
    this.#rows += rows;
    const last = batch === this.#batches;
    if (now - this.#told >= TELL_MS || (last && epoch === this.#job.epochs)) {
      this.#told = now;
      this.#tell(epoch, batch, loss, metric, now - this.#start);
    }
    if (now - this.#held >= HOLD_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#held = performance.now();
    }
    if (this.#job.signal?.aborted) {
      throw new MlError(
        'ABORTED',
        `${this.#job.where}: stopped from outside in epoch ${epoch}, after batch ${batch} of ${this.#batches}.`,
        { cause: this.#job.signal.reason },
      );
    }
  }

  finish(): void {
    this.#job.progress.finish();
  }

  #tell(epoch: number, batch: number, loss: number, metric: number, elapsedMs: number): void {
    const { epochs, progress, metric: shown } = this.#job;
    const done = (epoch - 1) * this.#batches + batch;
    const left = remainingMs(done - this.#first, epochs * this.#batches - this.#first, elapsedMs);
    progress.advance(done, {
      epoch: `${epoch}/${epochs}`,
      loss: Number(loss.toPrecision(4)),
      [shown.name]: Number(metric.toPrecision(4)),
      'examples/s': Math.round((this.#rows / elapsedMs) * 1000),
      ...(left === undefined ? {} : { left: formatDuration(left) }),
    });
  }
}
