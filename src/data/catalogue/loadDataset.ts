import type { Table } from '../../core/index.js';
import { readCsv } from '../csv/readCsv.js';
import { cardOf, catalogue, type DatasetName } from './catalogue.js';
import { verifiedFile } from './datasetFile.js';

/**
 * A data set of the catalogue as a `Table`, its bytes checked and its columns of the stated kinds.
 *
 * @param name one of the catalogue: see `catalogue()`, and `describeDataset(name)` for its card.
 * @throws MlError UNKNOWN_DATASET; FILE_NOT_FOUND; CHECKSUM_MISMATCH when the file was changed;
 *   each says which file and what mends it.
 *
 * @example (await loadDataset('penguins')).rowCount; // 344
 */
export async function loadDataset(name: DatasetName | (string & {})): Promise<Table> {
  const known = catalogue();
  const card = cardOf('loadDataset', name, known);
  const path = await verifiedFile('loadDataset', name, card, known);
  const columns = Object.fromEntries(card.columns.map((column) => [column.name, column.kind]));
  return readCsv(path, { ...card.reader, columns });
}
