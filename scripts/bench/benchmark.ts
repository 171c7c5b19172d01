/** One row of the table: the project against a peer, on the same data, in one run. */
export interface Benchmark {
  /** What is done, with its size. */
  readonly title: string;
  /** Whom we compare with; its work is `preparePeer`, or else `scripts/bench/peers/<name>.py`. */
  readonly peer: string;
  /** What is measured. Default milliseconds. */
  readonly unit?: 'ms' | 'MB';
  /** The ratio of amounts, project / peer, that we promise: at most this. */
  readonly atMost: number;
  /** Threads that each of the two may use. */
  readonly threads: number;
  /** Largest relative difference of the two answers. */
  readonly tolerance: number;
  /** Writes the data into a folder that the peer reads, too; returns the work to be measured. */
  prepare(folder: string): Promise<Work> | Work;
  /** The work of a peer that is written in TypeScript, on the data that `prepare` has written. */
  preparePeer?(folder: string): Promise<Work> | Work;
}

/** Does the work once; a few numbers of its result show that both did the same. */
export type Work = () => Promise<ArrayLike<number> | Run> | ArrayLike<number> | Run;

/** What one run took, and the numbers that show what was computed. */
export interface Run {
  readonly amount: number;
  readonly answer: ArrayLike<number>;
}

/** Who does the work of one side. */
export interface Runner {
  run(): Promise<Run>;
  stop(): void;
}
