import { cardOf, catalogue, type DatasetName } from './catalogue.js';
import { verifiedFiles } from './datasetFile.js';

/**
 * Where the files of a data set lie, after their bytes were compared with the catalogue: for
 * readers that want a path, such as `readParquet` for some columns of a large file.
 *
 * @returns a path for each of the card's `files`, in their order.
 * @throws MlError UNKNOWN_DATASET | FILE_NOT_FOUND | CHECKSUM_MISMATCH
 *
 * Cost: one pass over the bytes, some 15 ms for the 13 MB of `flights`.
 *
 * @example
 * const [flights] = await datasetPaths('flights');
 * (await parquetInfo(flights)).rows; // 3000000
 */
export async function datasetPaths(name: DatasetName | (string & {})): Promise<string[]> {
  const known = catalogue();
  return verifiedFiles('datasetPaths', name, cardOf('datasetPaths', name, known), known);
}
