import { type ColumnInput, Table } from '../core/index.js';
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
  columns.push(['prediction', predictions]);
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
export function probabilityColumns({ output }: ModelBundle): [string, number][] {
  if (output.kind !== 'classification') return [];
  const { classes, positiveClass } = output;
  return positiveClass === undefined
    ? classes.map((label, j) => [`probability_${String(label)}`, j])
    : [['probability', classes.indexOf(positiveClass)]];
}
