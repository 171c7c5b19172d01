import { type ErrorCode, MlError } from '../core/index.js';

/** What the command ends with, so that scripts can trust it. */
export const EXIT = {
  /** Done. */
  done: 0,
  /** Looked, and the answer is no: faults, a gate that refuses, a task that failed. */
  refused: 1,
  /** The call itself is wrong: an unknown command, option or value. */
  usage: 2,
  /** What was named is not there. */
  notFound: 3,
  /** The disk refuses, or what it holds is damaged. */
  storage: 4,
  /** The data have drifted: a finding, and no failure to look. */
  drifted: 5,
  /** A mistake of this program. */
  bug: 70,
} as const;

const BY_CODE: Readonly<Partial<Record<ErrorCode, number>>> = {
  INVALID_ARGUMENT: EXIT.usage,
  OUT_OF_RANGE: EXIT.usage,
  FILE_NOT_FOUND: EXIT.notFound,
  UNKNOWN_DATASET: EXIT.notFound,
  UNKNOWN_MODEL: EXIT.notFound,
  UNKNOWN_VERSION: EXIT.notFound,
  CHECKSUM_MISMATCH: EXIT.storage,
  INVALID_STATE: EXIT.storage,
  STORAGE_FAILED: EXIT.storage,
};

/** The exit code of an error. */
export function exitCodeOf(cause: unknown): number {
  if (!(cause instanceof MlError)) return EXIT.bug;
  return BY_CODE[cause.code] ?? EXIT.refused;
}

/** The end of every help text. */
export const EXIT_HELP = `
Exit codes: ${EXIT.done} done; ${EXIT.refused} the answer is no (faults, a gate that refuses, a task that failed); \
${EXIT.usage} wrong
call; ${EXIT.notFound} not found; ${EXIT.storage} the disk refuses or holds damaged files; ${EXIT.drifted} the data have drifted; ${EXIT.bug} a
mistake of this program.`;
