import { assertAtLeast } from '../../core/index.js';

/** What a submission may use. */
export interface Limits {
  /**
   * Of processor time, for one input of a hidden test, and for each cell while the notebook runs;
   * four times as much by the clock. Default 10.
   */
  readonly seconds: number;
  /** By the clock, for the whole submission, starts after a fall included. Default 300. */
  readonly totalSeconds: number;
  /** Of a process; all of them together may have half as much again. Default 1024. */
  readonly memoryMb: number;
  /** Processes and threads together; Node itself has about a dozen. Default 64. */
  readonly processes: number;
  /** What it prints, and what it answers. Default 8. */
  readonly outputMb: number;
  /** What it may write to its folder, which is kept in memory. Default 64. */
  readonly diskMb: number;
}

const DEFAULTS: Limits = {
  seconds: 10,
  totalSeconds: 300,
  memoryMb: 1024,
  processes: 64,
  outputMb: 8,
  diskMb: 64,
};

/** @throws MlError OUT_OF_RANGE for what Node could not even start with. */
export function limitsFrom(given: Partial<Limits> = {}): Limits {
  const limits = { ...DEFAULTS, ...given };
  assertAtLeast('limits', 'seconds', limits.seconds, 0.1);
  assertAtLeast('limits', 'totalSeconds', limits.totalSeconds, limits.seconds);
  assertAtLeast('limits', 'memoryMb', limits.memoryMb, 256);
  assertAtLeast('limits', 'processes', limits.processes, 24);
  assertAtLeast('limits', 'outputMb', limits.outputMb, 0.01);
  assertAtLeast('limits', 'diskMb', limits.diskMb, 1);
  return limits;
}
