export type {
  Cell,
  Column,
  ColumnInput,
  ColumnInputs,
  ColumnKind,
  ErrorCode,
  MlErrorOptions,
  Progress,
  ProgressFields,
  Random,
  ReadonlyVector,
  TableRow,
  Vector,
} from './core/index.js';
export { createRandom, ERROR_CODES, Matrix, MlError, silentProgress, Table } from './core/index.js';
