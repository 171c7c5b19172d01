import { type ColumnKind, describeKnown, MlError } from '../core/index.js';
import type { ModelBundle } from '../registry/index.js';
import type { ScoreSettings } from './scoreOptions.js';
import { probabilityColumns } from './scoreTableOf.js';

/** A column of the input; kind is null where no `Table` can hold it. */
interface InputColumn {
  readonly name: string;
  readonly kind: ColumnKind | null;
}

/**
 * Looks at the columns of the input before any work is done.
 *
 * @throws MlError WRONG_COLUMNS when the bundle's columns are missing or of another kind;
 *   UNKNOWN_COLUMN when one to keep is missing; DUPLICATE_NAME when one is named twice, or has the name of what is added.
 */
export function checkColumns(
  where: string,
  bundle: ModelBundle,
  columns: readonly InputColumn[],
  { keep, outputFormat }: ScoreSettings,
): void {
  const faults = bundle.input.columns.flatMap(({ name, kind }) => {
    const found = columns.find((column) => column.name === name);
    if (found === undefined) return [`${JSON.stringify(name)} (${kind}) is missing`];
    if (found.kind === kind) return [];
    return [`${JSON.stringify(name)} is ${found.kind ?? 'of lists or structs'}, not ${kind}`];
  });
  if (faults.length > 0) {
    throw new MlError(
      'WRONG_COLUMNS',
      `${where}: the input does not fit the model: ${faults.join('; ')}.`,
    );
  }
  const names = columns.map(({ name }) => name);
  if (keep !== null) checkKept(where, keep, names);
  // What reads Parquet may take names that differ in case only for one.
  const alike = (name: string) => (outputFormat === 'parquet' ? name.toLowerCase() : name);
  const added = ['prediction', ...probabilityColumns(bundle).map(([name]) => name)].map(alike);
  const taken = (keep ?? names).filter((name) => added.includes(alike(name)));
  if (taken.length === 0) return;
  throw new MlError(
    'DUPLICATE_NAME',
    `${where}: the input has ${taken.map((name) => JSON.stringify(name)).join(' and ')}, which is what ` +
      'the output calls its own. Leave it out: keep the other columns only.',
  );
}

function checkKept(where: string, keep: readonly string[], names: readonly string[]): void {
  keep.forEach((name, i) => {
    if (keep.indexOf(name) !== i) {
      throw new MlError(
        'DUPLICATE_NAME',
        `${where}: option keep names ${JSON.stringify(name)} twice.`,
      );
    }
    if (names.includes(name)) return;
    throw new MlError(
      'UNKNOWN_COLUMN',
      `${where}: the input has no column ${JSON.stringify(name)} to keep. ` +
        describeKnown('Column', String(name), names),
    );
  });
}
