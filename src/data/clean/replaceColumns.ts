import { type ColumnInput, Table } from '../../core/index.js';

/** Above this a new table is cheaper than one `with` after the other, each of which copies the list. */
const FEW = 16;

/** The table with these columns replaced, or added at the end. */
export function replaceColumns(table: Table, columns: ReadonlyMap<string, ColumnInput>): Table {
  if (columns.size <= FEW) {
    let replaced = table;
    for (const [name, column] of columns) replaced = replaced.with(name, column);
    return replaced;
  }
  const all = new Map<string, ColumnInput>(table.columns.map((column) => [column.name, column]));
  for (const [name, column] of columns) all.set(name, column);
  return Table.from(all);
}
