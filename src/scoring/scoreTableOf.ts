import { type ColumnInput, MlError, Table } from '../core/index.js';
import type { Label } from '../metrics/index.js';
import type { ModelBundle } from '../registry/index.js';

/**
 * The kept columns of a table, then `prediction`, then what the model says of its probabilities:
 * `probability` of the positive class, or `probability_CLASS` of each class where none is the positive one.
 *
 * @throws MlError what the bundle's pipeline and model refuse.
 */
export async function scoreTableOf(
  bundle: ModelBundle,
  table: Table,
  keep: readonly string[] | null,
): Promise<Table> {
  const inputs = bundle.input.columns.map(({ name }) => name);
  const { predictions, probabilities } = await bundle.predictWithProbabilities(
    table.select(inputs),
  );
  const kept = keep === null ? table : table.select(keep);
  const columns: [string, ColumnInput][] = kept.columns.map((column) => [column.name, column]);
  const values = Array.from(predictions as ArrayLike<Label>);
  columns.push([
    'prediction',
    typeof values[0] === 'number' ? Float64Array.from(values as number[]) : values,
  ]);
  for (const [name, j] of probabilityColumns(bundle)) {
    if (probabilities === null) break;
    const { data, rows, columns: width } = probabilities;
    const column = new Float64Array(rows);
    for (let i = 0; i < rows; i++) column[i] = data[i * width + j]!;
    columns.push([name, column]);
  }
  return Table.from(columns);
}

/** Name and class number of each column of probabilities. */
function probabilityColumns({ output }: ModelBundle): [string, number][] {
  if (output.kind !== 'classification') return [];
  const { classes, positiveClass } = output;
  return positiveClass === undefined
    ? classes.map((label, j) => [`probability_${String(label)}`, j])
    : [['probability', classes.indexOf(positiveClass)]];
}

/**
 * Looks at the first rows before any work is done.
 *
 * @throws MlError WRONG_COLUMNS when the bundle's columns are missing or of another kind;
 *   UNKNOWN_COLUMN when one to keep is missing; DUPLICATE_NAME when one has the name of what is added.
 */
export function checkColumns(
  where: string,
  bundle: ModelBundle,
  table: Table,
  keep: readonly string[] | null,
): void {
  const faults = bundle.input.columns.flatMap(({ name, kind }) => {
    if (!table.has(name)) return [`${JSON.stringify(name)} (${kind}) is missing`];
    const got = table.column(name).kind;
    return got === kind ? [] : [`${JSON.stringify(name)} is ${got}, not ${kind}`];
  });
  if (faults.length > 0) {
    throw new MlError(
      'WRONG_COLUMNS',
      `${where}: the input does not fit the model: ${faults.join('; ')}.`,
    );
  }
  const kept = keep === null ? table.columnNames : table.select(keep).columnNames;
  const added = ['prediction', ...probabilityColumns(bundle).map(([name]) => name)];
  const taken = kept.filter((name) => added.includes(name));
  if (taken.length === 0) return;
  throw new MlError(
    'DUPLICATE_NAME',
    `${where}: the input has ${taken.map((name) => JSON.stringify(name)).join(' and ')}, which is what ` +
      'the output calls its own. Leave it out: keep the other columns only.',
  );
}
