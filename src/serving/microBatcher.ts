/** When a batch is run. */
export interface BatchLimits {
  /** At most so many rows, from 1. */
  readonly size: number;
  /** The first row of a batch waits at most so long for others, in milliseconds. */
  readonly waitMs: number;
}

interface Waiting<I, O> {
  readonly item: I;
  readonly resolve: (output: O) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Gathers items that arrive close to each other into batches, for models that take many rows in
 * about the time of one.
 *
 * A batch starts when it is full, or when its first item has waited long enough; but one at a time,
 * so under load batches grow while the one before is computed. A batcher belongs to one version of a
 * model, so no batch is of two.
 */
export class MicroBatcher<I, O> {
  readonly #run: (items: readonly I[]) => Promise<readonly O[]>;
  readonly #limits: BatchLimits;
  #waiting: Waiting<I, O>[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  /** @param run items → as many outputs, in order. */
  constructor(run: (items: readonly I[]) => Promise<readonly O[]>, limits: BatchLimits) {
    this.#run = run;
    this.#limits = limits;
  }

  /** How many items wait for their batch. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** The output for one item. @throws what `run` throws for a batch of this item alone */
  add(item: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#waiting.length >= this.#limits.size) this.#start();
      else this.#timer ??= setTimeout(() => this.#start(), this.#limits.waitMs);
    });
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#running || this.#waiting.length === 0) return;
    const batch = this.#waiting.splice(0, this.#limits.size);
    this.#running = true;
    void this.#answer(batch).finally(() => {
      this.#running = false;
      this.#start(); // what came in the meantime has waited long enough
    });
  }

  async #answer(batch: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const outputs = await this.#run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, i) => {
        resolve(outputs[i]!);
      });
    } catch (cause) {
      const [first] = batch;
      if (batch.length === 1) first!.reject(cause);
      // One bad row must not fail its neighbours.
      else for (const one of batch) await this.#answer([one]);
    }
  }
}
