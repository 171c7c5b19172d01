import { catalogue } from './catalogue.js';
import { verifiedFiles } from './datasetFile.js';

/** Whether one data set's files are there and unchanged. */
export interface DatasetCheck {
  readonly name: string;
  readonly ok: boolean;
  /** What is wrong, and what mends it; null when nothing is. */
  readonly fault: string | null;
}

/**
 * Compares every file of the catalogue with its checksum, without reading tables from it.
 *
 * @throws MlError FILE_NOT_FOUND | INVALID_STATE when the catalogue itself is missing or damaged.
 *
 * @example (await verifyCatalogue()).every((check) => check.ok); // true
 */
export async function verifyCatalogue(): Promise<DatasetCheck[]> {
  const known = catalogue();
  const checks: DatasetCheck[] = [];
  for (const [name, card] of known.datasets) {
    try {
      await verifiedFiles('verifyCatalogue', name, card, known);
      checks.push({ name, ok: true, fault: null });
    } catch (error) {
      checks.push({
        name,
        ok: false,
        fault: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return checks;
}
