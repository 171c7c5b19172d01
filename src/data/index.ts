export type {
  Catalogue,
  ColumnCard,
  DatasetCard,
  DatasetName,
  Reference,
} from './catalogue/catalogue.js';
export { catalogue, describeDataset } from './catalogue/catalogue.js';
export { loadDataset } from './catalogue/loadDataset.js';
export type { DatasetCheck } from './catalogue/verifyCatalogue.js';
export { verifyCatalogue } from './catalogue/verifyCatalogue.js';
export type {
  Cleaned,
  CleaningChange,
  CleaningReport,
  CleaningStep,
  CoerceOptions,
  DropDuplicatesOptions,
  FlagOutliersOptions,
  Imputation,
  ImputationStatistic,
  ImputeOptions,
  NamedStep,
  NormalizeTextOptions,
  OnInvalid,
  ParseDatesOptions,
  ValueChange,
} from './clean/index.js';
export {
  clean,
  coerceTypes,
  describeReport,
  dropDuplicates,
  flagOutliers,
  imputeMissing,
  normalizeText,
  parseDates,
} from './clean/index.js';
export type { CsvOptions, DateStyle } from './csv/csvOptions.js';
export { readCsv } from './csv/readCsv.js';
export type { WriteCsvOptions } from './csv/writeCsv.js';
export { writeCsv } from './csv/writeCsv.js';
export type { ParquetInfo } from './parquet/parquetInfo.js';
export { parquetInfo } from './parquet/parquetInfo.js';
export { readParquet } from './parquet/readParquet.js';
export type { ParquetOptions, ScanParquetOptions } from './parquet/scanParquet.js';
export { scanParquet } from './parquet/scanParquet.js';
export { writeParquet } from './parquet/writeParquet.js';
export type {
  BooleanRules,
  ColumnRules,
  DateRules,
  ForeignKey,
  InferOptions,
  JsonSchema,
  NumberRules,
  PlainValue,
  Schema,
  SchemaColumn,
  SchemaColumns,
  SchemaFailure,
  SchemaOptions,
  SchemaRule,
  StringRules,
  ValidateOptions,
} from './schema/index.js';
export {
  assertValid,
  defineSchema,
  describeFailures,
  inferSchema,
  schemaFromState,
  selectFromSchema,
  toJsonSchema,
  validate,
  validateRecord,
} from './schema/index.js';
export type { KFoldOptions } from './split/kFold.js';
export { kFold } from './split/kFold.js';
export type { Keys } from './split/rowsByKey.js';
export type { SplitIndices, SplitOptions } from './split/splitIndices.js';
export { splitIndices } from './split/splitIndices.js';
export type { Labelled, Split } from './split/trainTestSplit.js';
export { trainTestSplit } from './split/trainTestSplit.js';
export { query } from './sql/query.js';
export { readSql } from './sql/readSql.js';
export type { SqlParameters, SqlValue } from './sql/runQuery.js';
export { writeSql } from './sql/writeSql.js';
