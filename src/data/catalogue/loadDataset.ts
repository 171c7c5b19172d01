import type { Table } from '../../core/index.js';
import { readCsv } from '../csv/readCsv.js';
import { readParquet } from '../parquet/readParquet.js';
import { cardOf, catalogue, type DatasetName } from './catalogue.js';
import { verifiedFiles } from './datasetFile.js';
import { readDeclarations } from './readDeclarations.js';

/**
 * A data set of the catalogue as a `Table`, its bytes checked and its columns of the stated kinds.
 *
 * Sounds have a row each that says where they lie; `loadSounds` brings them. `flights` has three
 * million rows: `datasetPaths` gives the path of its file to `readParquet` and `scanParquet`.
 *
 * @param name one of the catalogue: see `catalogue()`, and `describeDataset(name)` for its card.
 * @throws MlError UNKNOWN_DATASET; FILE_NOT_FOUND; CHECKSUM_MISMATCH when a file was changed;
 *   each says which file and what mends it.
 *
 * @example (await loadDataset('penguins')).rowCount; // 344
 */
export async function loadDataset(name: DatasetName | (string & {})): Promise<Table> {
  const known = catalogue();
  const card = cardOf('loadDataset', name, known);
  const paths = await verifiedFiles('loadDataset', name, card, known);
  if (card.format === 'parquet') {
    return readParquet(paths[0]!, { columns: card.columns.map((column) => column.name) });
  }
  if (card.format === 'declarations') return readDeclarations(paths);
  const columns = Object.fromEntries(card.columns.map((column) => [column.name, column.kind]));
  return readCsv(paths[0]!, { ...card.reader, columns });
}
