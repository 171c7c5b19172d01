import { type FileHandle, open } from 'node:fs/promises';
import { ChunkWriter } from './chunkWriter.js';
import {
  type Footer,
  type FooterColumn,
  type FooterGroup,
  placeOf,
  readFooter,
} from './parquetFooter.js';
import { type CountedFile, regroupRows } from './regroupRows.js';

interface PasteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Of a group, on average; smaller ones are better made larger, as each costs its readers about as much as some hundred rows. */
  readonly leastRows?: number;
}

/**
 * Puts columns of a Parquet file beside those of others where the former can go over as the bytes that they are: the file's
 * groups of rows stay, and only what goes beside them is written anew, in groups of the same rows.
 *
 * @param names  columns of the file.
 * @param beside files whose rows together are as many as those of the file.
 * @param added  their columns.
 * @returns whether it was done: groups may be too small to be kept, or their bytes lie elsewhere.
 */
export async function pasteChunks(
  path: string,
  names: readonly string[],
  beside: readonly CountedFile[],
  added: readonly string[],
  target: string,
  { signal, leastRows = 16_384 }: PasteOptions = {},
): Promise<boolean> {
  const input = await open(path);
  try {
    const footer = await readFooter(input);
    const columns = columnsOf(footer, names);
    const rows = beside.reduce((sum, file) => sum + file.rows, 0);
    if (columns === undefined || !canCopy(footer, rows, leastRows)) return false;
    if (added.includes('file_row_number')) return false; // the name by which rows are found
    const sizes = footer.groups.map((group) => group.rows);
    await ChunkWriter.write(target, async (writer) => {
      let others: readonly FooterColumn[] = [];
      let g = 0;
      for await (const part of regroupRows(beside, added, sizes, target)) {
        signal?.throwIfAborted();
        others = await addGroup(writer, input, columns, footer.groups[g++]!, part);
      }
      await writer.finish([...columns, ...others]);
    });
    return true;
  } finally {
    await input.close();
  }
}

/** Undefined where a name is not, or not only, that of one column: SQL may call columns otherwise. */
function columnsOf({ columns }: Footer, names: readonly string[]): FooterColumn[] | undefined {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const found = names.flatMap((name) => byName.get(name) ?? []);
  return byName.size === columns.length && found.length === names.length ? found : undefined;
}

function canCopy({ groups }: Footer, rows: number, leastRows: number): boolean {
  if (groups.length === 0) return false; // nothing would tell the columns of the others
  if (groups.reduce((sum, group) => sum + group.rows, 0) !== rows) return false;
  if (groups.length > 1 && rows < groups.length * leastRows) return false;
  return groups.every(
    (group) => group.rows > 0 && group.chunks.every((chunk) => placeOf(chunk) !== undefined),
  );
}

/** Adds columns of a group of the input, and all columns of a file of its rows. @returns the latter's. */
async function addGroup(
  writer: ChunkWriter,
  input: FileHandle,
  columns: readonly FooterColumn[],
  { rows, chunks }: FooterGroup,
  part: string,
): Promise<readonly FooterColumn[]> {
  const file = await open(part);
  try {
    const { columns: others, groups } = await readFooter(file);
    const [group] = groups;
    if (groups.length !== 1 || group?.rows !== rows) {
      throw new Error(`${rows} rows became ${groups.length} groups, and one was to be.`);
    }
    const kept = columns.flatMap(({ leaf, leaves }) => chunks.slice(leaf, leaf + leaves));
    await writer.add(rows, [
      ...kept.map((chunk) => ({ file: input, chunk })),
      ...group.chunks.map((chunk) => ({ file, chunk })),
    ]);
    return others;
  } finally {
    await file.close();
  }
}
