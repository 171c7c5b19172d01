import { assertInteger, type ColumnKind, Table } from '../../core/index.js';
import { ColumnBuilder, cellRules } from './columnBuilder.js';
import { assertFits, csvColumns } from './csvColumns.js';
import { type CsvInput, csvBlocks, csvInput } from './csvInput.js';
import { type CsvOptions, resolveCsvOptions } from './csvOptions.js';

/** How `scanCsv` reads, and how much at a time. */
export interface ScanCsvOptions extends CsvOptions {
  /** Rows of each table but the last, at least 1. Default 16,384. */
  readonly chunkRows?: number;
}

/**
 * Reads a CSV file by the chunk, in order, so that a file larger than memory can be gone through.
 *
 * All chunks together are what `readCsv` gives, kinds included: where a kind is not declared, a
 * first pass finds it out, and whatever is wrong with the file is told before the first chunk. A file
 * with a header only yields nothing.
 *
 * @param pathOrText as in `readCsv`.
 * @param options    as in `readCsv`, and `chunkRows`.
 * @throws MlError as `readCsv`; OUT_OF_RANGE (chunkRows).
 *
 * Cost: two passes over the file; memory for one chunk, however long the file is.
 *
 * @example
 * const sizes = [];
 * for await (const table of scanCsv('x\n1\n2\n3\n', { chunkRows: 2 })) sizes.push(table.rowCount);
 * sizes; // [ 2, 1 ]
 */
export async function* scanCsv(
  pathOrText: string,
  options: ScanCsvOptions = {},
): AsyncGenerator<Table, void, undefined> {
  const { chunkRows = 16_384, ...rest } = options;
  assertInteger('scanCsv', 'chunkRows', chunkRows, 1);
  const input = await csvInput('scanCsv', pathOrText, resolveCsvOptions('scanCsv', rest));
  const { names, builders } = await csvColumns(input, false);
  yield* chunks(
    input,
    names,
    builders.map((builder) => builder.kind),
    chunkRows,
  );
}

async function* chunks(
  input: CsvInput,
  names: readonly string[],
  kinds: readonly ColumnKind[],
  chunkRows: number,
): AsyncGenerator<Table, void, undefined> {
  const rules = cellRules(input.settings);
  const builders = kinds.map((kind) => new ColumnBuilder(kind, rules, true));
  let rows = 0;
  const release = (): Table => {
    assertFits(input, { names, builders });
    rows = 0;
    return Table.from(names.map((name, i) => [name, builders[i]!.release()] as const));
  };
  for await (const block of csvBlocks(input)) {
    for (let first = 0; first < block.rows; ) {
      const count = Math.min(block.rows - first, chunkRows - rows);
      builders.forEach((builder, column) => {
        builder.take(block, column, first, count, 0);
      });
      first += count;
      rows += count;
      if (rows === chunkRows) yield release();
    }
  }
  if (rows > 0) yield release();
}
