export { codesOf, columnOfCodes } from './codedColumn.js';
export type { CodedTexts } from './codeTexts.js';
export { codeTexts, MOST_TEXTS } from './codeTexts.js';
export type {
  BooleanColumn,
  Cell,
  Column,
  ColumnInput,
  ColumnKind,
  DateColumn,
  NumberColumn,
  PlainValues,
  StringColumn,
  TableRow,
  TypedValues,
} from './column.js';
export { isMissing } from './column.js';
export { endWithUs } from './endWithUs.js';
export type { ErrorCode, MlErrorOptions } from './errors.js';
export { ERROR_CODES, MlError } from './errors.js';
export { freePorts } from './freePorts.js';
export {
  assertAbove,
  assertAtLeast,
  assertBetween,
  assertBinary,
  assertColumns,
  assertFinite,
  assertFiniteMatrix,
  assertInteger,
  assertKnownOptions,
  assertNotEmpty,
  assertOneOf,
  assertSameLength,
} from './guards.js';
export { LAST_MOMENT, LONGEST_TIMER } from './limits.js';
export { Matrix } from './matrix.js';
export type { Progress, ProgressFields } from './progress.js';
export { formatDuration, remainingMs, silentProgress } from './progress.js';
export type { ChoiceOptions, Random } from './random.js';
export { createRandom } from './random.js';
export { cannotWrite, isDiskFull, replaceFile, syncFolder } from './replaceFile.js';
export { shortNumber } from './shortNumber.js';
export { describeKnown, nearNames } from './suggest.js';
export type { ColumnInputs } from './table.js';
export { Table } from './table.js';
export type { ReadonlyVector, Vector } from './vector.js';
