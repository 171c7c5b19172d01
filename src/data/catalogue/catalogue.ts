import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type ColumnKind, describeKnown, MlError } from '../../core/index.js';
import type { CsvOptions } from '../csv/csvOptions.js';

/** The data sets of the course; a catalogue of your own may hold others. */
export type DatasetName =
  | 'airports'
  | 'birdstrikes'
  | 'cases'
  | 'declarations'
  | 'digit-scenes'
  | 'digits'
  | 'flights'
  | 'penguins'
  | 'roles'
  | 'same-model'
  | 'same-service'
  | 'spoken-digits'
  | 'weather';

/** How the files of a data set make a table. */
export type DatasetFormat = 'csv' | 'parquet' | 'declarations';

/** A name on the web: of a source, of a licence. */
export interface Reference {
  readonly title: string;
  readonly url: string;
}

/** What is known about one column. */
export interface ColumnCard {
  readonly name: string;
  readonly kind: ColumnKind;
  /** The unit of its numbers; null where there is none. */
  readonly unit: string | null;
  readonly description: string;
}

/** One file of a data set, and the bytes that it must have. */
export interface DatasetFile {
  /** The path in the package or folder that it lies in, with `/`. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What the catalogue says about one data set. */
export interface DatasetCard {
  readonly title: string;
  /** What one row is. */
  readonly row: string;
  readonly sources: readonly Reference[];
  /** The licence, as the source states it. */
  readonly licence: Reference;
  /** The npm package that the files lie in; without it, the catalogue's own folder. */
  readonly package?: string;
  /**
   * How the files make a table: `csv` and `parquet` are the first file, read as such;
   * `declarations` are one HTML file a language. Default `csv`.
   */
  readonly format?: DatasetFormat;
  /** Its files; those after the first are what the table speaks of, such as sounds. */
  readonly files: readonly DatasetFile[];
  readonly rows: number;
  /** How `readCsv` is to read it, beyond the kinds of its columns. */
  readonly reader?: Pick<CsvOptions, 'delimiter' | 'missing' | 'decimal' | 'dates'>;
  readonly columns: readonly ColumnCard[];
  readonly flaws: readonly string[];
  readonly notFor: readonly string[];
}

/** The catalogue: every data set that can be loaded by name, and the folder that it was found in. */
export interface Catalogue {
  readonly folder: string;
  readonly datasets: ReadonlyMap<string, DatasetCard>;
}

/**
 * The catalogue of data sets that holds here: `catalog.json` in the folder `MLE_DATASETS`, else in
 * `datasets/` of the nearest folder above the working directory that has it.
 *
 * @throws MlError FILE_NOT_FOUND when there is none; INVALID_STATE when it is damaged.
 *
 * @example [...catalogue().datasets.keys()].includes('penguins'); // true
 */
export function catalogue(): Catalogue {
  const folder = findDatasets();
  const path = join(folder, 'catalog.json');
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw damaged(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
  const datasets = isRecord(content) ? content.datasets : undefined;
  if (!isRecord(datasets)) throw damaged(path, 'it has no object "datasets"');
  for (const [name, card] of Object.entries(datasets)) {
    const fault = faultOf(card);
    if (fault !== undefined) throw damaged(path, `the entry ${JSON.stringify(name)} ${fault}`);
  }
  return { folder, datasets: new Map(Object.entries(datasets as Record<string, DatasetCard>)) };
}

/**
 * What the catalogue says about a data set: source, licence, columns with their units, flaws.
 *
 * @throws MlError UNKNOWN_DATASET, with the known names.
 *
 * @example describeDataset('penguins').rows; // 344
 */
export function describeDataset(name: DatasetName | (string & {})): DatasetCard {
  return cardOf('describeDataset', name, catalogue());
}

/** The card of this name. @throws MlError UNKNOWN_DATASET */
export function cardOf(where: string, name: string, { datasets }: Catalogue): DatasetCard {
  const card = datasets.get(name);
  if (card !== undefined) return card;
  throw new MlError(
    'UNKNOWN_DATASET',
    `${where}: there is no data set ${JSON.stringify(name)}. ` +
      describeKnown('Data set', String(name), [...datasets.keys()]),
  );
}

function findDatasets(): string {
  const chosen = process.env.MLE_DATASETS;
  if (chosen) {
    const folder = resolve(chosen);
    if (existsSync(join(folder, 'catalog.json'))) return folder;
    throw new MlError(
      'FILE_NOT_FOUND',
      `catalogue: MLE_DATASETS is ${JSON.stringify(chosen)}, but ${folder} has no catalog.json. ` +
        'Point it to a folder that has one, or unset it.',
    );
  }
  for (let at = process.cwd(); ; at = dirname(at)) {
    const folder = join(at, 'datasets');
    if (existsSync(join(folder, 'catalog.json'))) return folder;
    if (dirname(at) === at) break;
  }
  throw new MlError(
    'FILE_NOT_FOUND',
    `catalogue: neither ${process.cwd()} nor a folder above it has datasets/catalog.json. ` +
      'Work inside the course, or set MLE_DATASETS to the folder of the catalogue.',
  );
}

/** What is wrong with an entry, so far as loading it needs to know. */
function faultOf(card: unknown): string | undefined {
  if (!isRecord(card)) return 'is no object';
  if (typeof card.title !== 'string') return 'has no text "title"';
  if (!Array.isArray(card.columns)) return 'has no list "columns"';
  if (!['csv', 'parquet', 'declarations', undefined].includes(card.format as DatasetFormat)) {
    return `has an unknown format ${JSON.stringify(card.format)}`;
  }
  if (!Array.isArray(card.files) || card.files.length === 0) return 'has no list "files"';
  for (const entry of card.files) {
    if (!isRecord(entry) || typeof entry.file !== 'string' || typeof entry.sha256 !== 'string') {
      return 'has a file without path or checksum';
    }
    if (/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(entry.file)) {
      return 'has a file outside its folder';
    }
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function damaged(path: string, what: string, cause?: unknown): MlError {
  return new MlError(
    'INVALID_STATE',
    `catalogue: ${path} is damaged: ${what}. Restore it: git checkout -- datasets/catalog.json`,
    cause === undefined ? {} : { cause },
  );
}
