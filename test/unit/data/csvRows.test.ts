import { describe, expect, it } from 'vitest';
import { csvTables } from '../../../src/data/csv/csvTables.js';
import { type OpenCsv, openCsv } from '../../../src/data/csv/openCsv.js';
import { guessColumns, proveColumns } from '../../../src/data/csv/planColumns.js';

const text = (rows: number) => `a,b\n${'1,x\n'.repeat(rows)}`;

/** A file in which one row more was counted than DuckDB reads, as where it loses one. */
async function lossy<T>(
  rows: number,
  use: (csv: OpenCsv, sound: OpenCsv) => Promise<T>,
): Promise<T> {
  const csv = await openCsv('test', text(rows), {});
  try {
    return await use({ ...csv, shape: { ...csv.shape, rows: rows + 1 } }, csv);
  } finally {
    await csv.close();
  }
}

const refusal = (rows: number) => ({
  code: 'PARSE_ERROR',
  message: expect.stringContaining(
    `${rows + 1} rows by its line ends and quotes, but DuckDB reads ${rows}.`,
  ),
});

describe('a row that DuckDB loses', () => {
  it('is noticed in a short file', async () => {
    await lossy(3, (csv) => expect(guessColumns(csv)).rejects.toMatchObject(refusal(3)));
  });

  it.each([
    ['read whole', Number.POSITIVE_INFINITY],
    ['read piece by piece', 1000],
  ])('is noticed in a long file, %s', async (_, most) => {
    await lossy(5000, async (csv, sound) => {
      const plan = await guessColumns(sound);
      const tables = csvTables(csv, plan, most);
      const drain = async () => {
        for await (const table of tables) expect(table.columnNames).toEqual(['a', 'b']);
      };
      await expect(drain()).rejects.toMatchObject(refusal(5000));
    });
  });

  it('is noticed where every text has to be judged', async () => {
    await lossy(5000, async (csv, sound) => {
      const guess = await guessColumns(sound);
      await expect(proveColumns(csv, guess)).rejects.toMatchObject(refusal(5000));
    });
  });
});
