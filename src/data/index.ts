export type {
  Catalogue,
  ColumnCard,
  DatasetCard,
  DatasetFile,
  DatasetFormat,
  DatasetName,
  Reference,
} from './catalogue/catalogue.js';
export { catalogue, describeDataset } from './catalogue/catalogue.js';
export { datasetPaths } from './catalogue/datasetPaths.js';
export { loadDataset } from './catalogue/loadDataset.js';
export type { Sounds } from './catalogue/loadSounds.js';
export { loadSounds } from './catalogue/loadSounds.js';
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
  correctValues,
  describeReport,
  dropDuplicates,
  flagOutliers,
  imputeMissing,
  normalizeText,
  parseDates,
} from './clean/index.js';
export type { CsvInfo } from './csv/csvInfo.js';
export { csvInfo } from './csv/csvInfo.js';
export type { CsvOptions, DateStyle } from './csv/csvOptions.js';
export { readCsv } from './csv/readCsv.js';
export type { ScanCsvOptions } from './csv/scanCsv.js';
export { scanCsv } from './csv/scanCsv.js';
export type { WriteCsvOptions } from './csv/writeCsv.js';
export { writeCsv } from './csv/writeCsv.js';
export type { Completeness } from './http/completeness.js';
export type { RequestFailure } from './http/fetchPage.js';
export type { HttpOptions, PageRule } from './http/httpOptions.js';
export type { HttpReport, HttpResult, PageReport } from './http/readHttp.js';
export { readHttp } from './http/readHttp.js';
export type { ImageInfo } from './image/imageInfo.js';
export { imageInfo } from './image/imageInfo.js';
export type { Image } from './image/readImage.js';
export { readImage } from './image/readImage.js';
export { writeImage } from './image/writeImage.js';
export { jsonFault } from './json/jsonFault.js';
export type { JsonOptions } from './json/readJson.js';
export { readJson } from './json/readJson.js';
export { bytesOfNumbers, isOfNumbers } from './parquet/bytesOfNumbers.js';
export { joinParquet } from './parquet/joinParquet.js';
export type { ParquetInfo } from './parquet/parquetInfo.js';
export { parquetInfo } from './parquet/parquetInfo.js';
export { pasteParquet } from './parquet/pasteParquet.js';
export { readParquet } from './parquet/readParquet.js';
export type { ParquetOptions, ScanParquetOptions } from './parquet/scanParquet.js';
export { scanParquet } from './parquet/scanParquet.js';
export { writeParquet } from './parquet/writeParquet.js';
export type { PathOrBytes } from './readBytes.js';
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
  recordChecker,
  schemaFromState,
  selectFromSchema,
  toJsonSchema,
  validate,
  validateRecord,
  valueRules,
} from './schema/index.js';
export type { WavEncoding, WavInfo } from './sound/parseWav.js';
export type { Sound } from './sound/readWav.js';
export { readWav } from './sound/readWav.js';
export { wavInfo } from './sound/wavInfo.js';
export type { KFoldOptions } from './split/kFold.js';
export { kFold } from './split/kFold.js';
export type { Keys } from './split/rowsByKey.js';
export type { SplitIndices, SplitOptions } from './split/splitIndices.js';
export { splitIndices } from './split/splitIndices.js';
export type { Labelled, Split } from './split/trainTestSplit.js';
export { trainTestSplit } from './split/trainTestSplit.js';
export { plainPath } from './sql/duckdb.js';
export { query } from './sql/query.js';
export { readSql } from './sql/readSql.js';
export type { SqlParameters, SqlValue } from './sql/runQuery.js';
export { sqlMilliseconds } from './sql/sqlMilliseconds.js';
export { writeSql } from './sql/writeSql.js';
export { readText } from './text/readText.js';
export { scanLines } from './text/scanLines.js';
export type { TokenizeOptions } from './text/tokenize.js';
export { tokenize } from './text/tokenize.js';
export { timeZonesAt } from './time/timeZonesAt.js';
export { utcFromLocal } from './time/utcFromLocal.js';
