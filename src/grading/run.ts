import type { Assignment } from './assignment.js';

/** For whom an assignment's script is run, and what it defined. One script is run at a time. */
export interface Run {
  readonly student: string;
  /** In place of the script's own phrase. */
  readonly phrase?: string | undefined;
  assignment?: Assignment<unknown>;
}

/** The library may be loaded twice in one process, and a script finds its run all the same. */
const KEY = Symbol.for('mle-kit.grading.run');

/** The run that is going on, if this process is one that runs assignments. */
export function currentRun(): Run | undefined {
  return (globalThis as unknown as Record<symbol, Run | undefined>)[KEY];
}

/** Begins a run; `undefined` ends it. */
export function setRun(run: Run | undefined): void {
  (globalThis as unknown as Record<symbol, Run | undefined>)[KEY] = run;
}
