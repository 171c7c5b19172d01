import { type Column, type Matrix, Table } from '../core/index.js';
import type { Label } from '../metrics/index.js';
import type { ModelBundle, WithProbabilities } from '../registry/index.js';

/**
 * The kept columns of a table, then `prediction`, then what the model says of its probabilities:
 * `probability` of the positive class, or `probability_CLASS` of each class where none is the positive one.
 *
 * The model is asked by the block of rows: what it makes on the way stays small however long the table is, and its
 * loops are called often enough for V8 to keep what it compiled of them.
 *
 * @throws MlError what the bundle's pipeline and model refuse.
 */
export async function scoreTableOf(
  bundle: ModelBundle,
  table: Table,
  keep: readonly string[] | null,
): Promise<Table> {
  const needed = table.select(bundle.input.columns.map(({ name }) => name));
  const probabilities = probabilityColumns(bundle).map(([name, j]) => {
    return { name, j, values: new Float64Array(table.rowCount) };
  });
  let predictions: Float64Array | Label[] = [];
  let hasProbabilities = true;
  for (let start = 0; start < table.rowCount; start += BLOCK_ROWS) {
    const found = await scoreBlock(bundle, needed, start);
    if (start === 0 && typeof found.predictions[0] === 'number') {
      predictions = new Float64Array(table.rowCount);
    }
    copyLabels(found.predictions, predictions as Label[], start);
    hasProbabilities = found.probabilities !== null;
    if (found.probabilities === null) continue;
    for (const { j, values } of probabilities) copyColumn(found.probabilities, j, values, start);
  }
  const kept = keep === null ? table : table.select(keep);
  const columns = [...kept.columns, predictionColumn(predictions)];
  if (hasProbabilities) {
    for (const { name, values } of probabilities) columns.push({ name, kind: 'number', values });
  }
  return Table.of(columns);
}

/** Rows that the model is given at once. */
const BLOCK_ROWS = 4096;

async function scoreBlock(
  bundle: ModelBundle,
  table: Table,
  start: number,
): Promise<WithProbabilities> {
  try {
    return await bundle.predictWithProbabilities(table.slice(start, start + BLOCK_ROWS));
  } catch (cause) {
    // Of all rows it fails, too, and says which of them it is.
    if (table.rowCount > BLOCK_ROWS) await bundle.predictWithProbabilities(table);
    throw cause;
  }
}

function predictionColumn(predictions: Float64Array | Label[]): Column {
  return predictions instanceof Float64Array
    ? { name: 'prediction', kind: 'number', values: predictions }
    : Table.from({ prediction: predictions }).column('prediction');
}

function copyLabels(labels: ArrayLike<Label>, target: Label[], start: number): void {
  for (let i = 0; i < labels.length; i++) target[start + i] = labels[i]!;
}

function copyColumn(
  { data, rows, columns }: Matrix,
  j: number,
  target: Float64Array,
  start: number,
): void {
  for (let i = 0; i < rows; i++) target[start + i] = data[i * columns + j]!;
}

/** Name and class number of each column of probabilities. */
export function probabilityColumns({ output }: ModelBundle): [string, number][] {
  if (output.kind !== 'classification') return [];
  const { classes, positiveClass } = output;
  return positiveClass === undefined
    ? classes.map((label, j) => [`probability_${String(label)}`, j])
    : [['probability', classes.indexOf(positiveClass)]];
}
