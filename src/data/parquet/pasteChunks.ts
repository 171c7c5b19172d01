import { open } from 'node:fs/promises';
import { ChunkWriter, type PlacedChunk } from './chunkWriter.js';
import { type Footer, type FooterColumn, placeOf, readFooter } from './parquetFooter.js';
import { type CountedFile, regroupRows } from './regroupRows.js';

/**
 * Puts columns of a Parquet file beside those of others where the former can go over as the bytes that they are: the file's
 * groups of rows stay, and only what goes beside them is written anew, in groups of the same rows.
 *
 * @param names  columns of the file.
 * @param beside files whose rows together are as many as those of the file.
 * @param added  their columns.
 * @param leastRows of a group, on average: smaller ones are better made larger, as each costs its readers about as
 *   much as some hundred rows.
 * @returns whether it was done: groups may be too small to be kept, or their bytes lie elsewhere.
 */
export async function pasteChunks(
  path: string,
  names: readonly string[],
  beside: readonly CountedFile[],
  added: readonly string[],
  target: string,
  leastRows = 16_384,
): Promise<boolean> {
  const input = await open(path);
  try {
    const footer = await readFooter(input);
    const kept = names.map((name) => footer.columns.find((column) => column.name === name));
    if (
      !canCopy(footer, leastRows) ||
      kept.includes(undefined) ||
      added.includes('file_row_number')
    ) {
      return false;
    }
    await ChunkWriter.write(target, async (writer) => {
      const columns = kept as readonly FooterColumn[];
      let all = columns;
      let g = 0;
      const sizes = footer.groups.map(({ rows }) => rows);
      for await (const part of regroupRows(beside, added, sizes, target)) {
        const { rows, chunks } = footer.groups[g++]!;
        const placed: PlacedChunk[] = columns
          .flatMap(({ leaf, leaves }) => chunks.slice(leaf, leaf + leaves))
          .map((chunk) => ({ file: input, chunk }));
        const file = await open(part);
        try {
          const { columns: others, groups } = await readFooter(file);
          if (groups.length !== 1 || groups[0]!.rows !== rows) {
            throw new Error(`Group ${g - 1} of ${rows} rows became ${groups.length} groups.`);
          }
          placed.push(...groups[0]!.chunks.map((chunk) => ({ file, chunk })));
          await writer.add(rows, placed);
          all = [...columns, ...others];
        } finally {
          await file.close();
        }
      }
      await writer.finish(all);
    });
    return true;
  } finally {
    await input.close();
  }
}

function canCopy({ columns, groups }: Footer, leastRows: number): boolean {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (groups.length > 1 && rows < groups.length * leastRows) return false;
  if (new Set(columns.map(({ name }) => name)).size < columns.length) return false;
  return groups.every(
    ({ rows, chunks }) => rows > 0 && chunks.every((chunk) => placeOf(chunk) !== undefined),
  );
}
