export type { CsvOptions, DateStyle } from './csv/csvOptions.js';
export { readCsv } from './csv/readCsv.js';
export type { WriteCsvOptions } from './csv/writeCsv.js';
export { writeCsv } from './csv/writeCsv.js';
