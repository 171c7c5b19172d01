/** One row of the table: the project against a peer, on the same data, in one run. */
export interface Benchmark {
  /** What is done, with its size. */
  readonly title: string;
  /** Whom we compare with; its work is `scripts/bench/peers/<name>.py`. */
  readonly peer: string;
  /** The ratio of times, project / peer, that we promise: at most this. */
  readonly atMost: number;
  /** Threads that each of the two may use. */
  readonly threads: number;
  /** Largest relative difference of the two answers. */
  readonly tolerance: number;
  /** Writes the data into a folder that the peer reads, too; returns the work to be timed. */
  prepare(folder: string): Promise<Work> | Work;
}

/** Does the work once; a few numbers of its result show that both did the same. */
export type Work = () => Promise<ArrayLike<number>> | ArrayLike<number>;
