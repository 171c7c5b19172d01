/** Every code that an `MlError` may carry, in alphabetical order. Serving maps them to HTTP. */
export const ERROR_CODES = [
  /** Work was stopped from outside before it was done. */
  'ABORTED',
  /** A tensor backend was asked for by name and cannot be loaded here. */
  'BACKEND_UNAVAILABLE',
  /** A lesson's exercise was solved, and a check of it does not hold. */
  'CHECK_FAILED',
  /** A file's bytes are not the ones that a catalogue or a registry states. */
  'CHECKSUM_MISMATCH',
  /** Two columns (or other named things) share one name. */
  'DUPLICATE_NAME',
  /** No rows, no columns, or nothing left after filtering. */
  'EMPTY',
  /** A file or folder that was named is not there. */
  'FILE_NOT_FOUND',
  /** The shipping gate found no recorded comparison in which the model beats its baselines. */
  'GATE_REFUSED',
  /** What came is not all, or not each once, of what was promised. */
  'INCOMPLETE',
  /** An argument or option has a value outside its allowed set. */
  'INVALID_ARGUMENT',
  /** A stored state or bundle does not have the form that its kind requires. */
  'INVALID_STATE',
  /** A stated limit of pages, bytes or the like was reached before the end. */
  'LIMIT_EXCEEDED',
  /** A value is missing where every row needs one. */
  'MISSING_VALUE',
  /** A label is neither 0 nor 1. */
  'NOT_BINARY',
  /** An iteration ended before it had settled. */
  'NOT_CONVERGED',
  /** A number is NaN or infinite. */
  'NOT_FINITE',
  /** A number or index lies outside its stated range. */
  'OUT_OF_RANGE',
  /** A text cannot be read as what it is said to be. */
  'PARSE_ERROR',
  /** A database refuses a query, or fails in it. */
  'QUERY_FAILED',
  /** A server cannot be reached, does not answer in time, or answers with an error. */
  'REQUEST_FAILED',
  /** A table or record is not what its schema says. */
  'SCHEMA_VIOLATION',
  /** Two things that must agree in length or shape do not. */
  'SHAPE_MISMATCH',
  /** A system of equations has no unique solution. */
  'SINGULAR',
  /** A disk refuses to read or write: it is full, closed to us, or failing. */
  'STORAGE_FAILED',
  /** A picture was asked to carry more points than it may. */
  'TOO_MANY_POINTS',
  /** A metric's definition divides by zero for these values. */
  'UNDEFINED_METRIC',
  /** A category was not among those that were learned. */
  'UNKNOWN_CATEGORY',
  /** A table has no column of that name. */
  'UNKNOWN_COLUMN',
  /** The catalogue has no data set of that name. */
  'UNKNOWN_DATASET',
  /** A stored state has a `kind` that this library does not know. */
  'UNKNOWN_KIND',
  /** A registry has no model of that name. */
  'UNKNOWN_MODEL',
  /** A model has no version of that number, or no alias of that name. */
  'UNKNOWN_VERSION',
  /** The thing asked for exists but not on this platform or in this version. */
  'UNSUPPORTED',
  /** A table or record lacks columns, has unknown ones, or has some of another kind. */
  'WRONG_COLUMNS',
  /** A column or value is of another kind than the one needed. */
  'WRONG_KIND',
] as const;

/** One of `ERROR_CODES`: stable across versions, so programs may branch on it. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What an `MlError` may say beyond its message. */
export interface MlErrorOptions {
  /** The likely fix, shown on a line of its own. */
  readonly hint?: string;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/**
 * The one error class of the library: a message for people, a code for programs.
 *
 * The message says where, what arrived, what is needed and the likely fix, and ends in the code
 * in brackets. A longer remedy goes into `hint`.
 *
 * @param code    one of `ERROR_CODES`.
 * @param message one or more whole sentences; the code is appended.
 * @param options `hint` and `cause`.
 *
 * @example new MlError('EMPTY', 'mean: no values.').message; // 'mean: no values. [EMPTY]'
 */
export class MlError extends Error {
  readonly code: ErrorCode;
  // Declared only: a field of its own would be printed as `hint: undefined`.
  declare readonly hint?: string;

  static {
    Object.defineProperty(MlError.prototype, 'name', { value: 'MlError', configurable: true });
  }

  constructor(code: ErrorCode, message: string, options: MlErrorOptions = {}) {
    super(`${message} [${code}]`, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    if (options.hint !== undefined) this.hint = options.hint;
  }
}
