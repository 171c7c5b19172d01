import {
  type CodedTexts,
  type Column,
  codesOf,
  codeTexts,
  MOST_TEXTS,
  replaceFile,
  Table,
} from '../../core/index.js';
import { connectDuckDb, sqlName, sqlText } from '../sql/duckdb.js';
import { assertWhole, checkNames, loadTable } from '../sql/loadTable.js';

/**
 * Writes a table as a Parquet file that `readParquet` reads back the same, compressed by Zstandard.
 *
 * Numbers are doubles, dates time stamps without a zone (UTC), what is missing is NULL. The file
 * appears whole or not at all: it is written beside its place, then moved there.
 *
 * @param table at least one column; names that differ in more than their case.
 * @param path  the file; one that is there is replaced.
 * @throws MlError EMPTY (no columns) | DUPLICATE_NAME | INVALID_ARGUMENT (an empty column name, half a
 *   surrogate pair) | FILE_NOT_FOUND (no such folder).
 *
 * @example await writeParquet(Table.from({ mass: [3750, NaN] }), `${process.env.TEMP ?? '/tmp'}/mass.parquet`); // undefined
 */
export async function writeParquet(table: Table, path: string): Promise<void> {
  const where = 'writeParquet';
  checkNames(where, table.columns);
  const sent = table.columns.map((column, i) => sendLightly(where, column, `texts${i}`));
  await replaceFile(where, path, async (temporary) => {
    const { connection, close } = await connectDuckDb();
    try {
      for (const { variable, texts } of sent) {
        if (texts === undefined) continue;
        const list = Table.from({ text: { kind: 'string', values: texts } });
        await loadTable(where, connection, 'mle_texts', list, 'TEMP');
        await connection.run(
          `SET VARIABLE ${variable} = (SELECT list(text ORDER BY rowid) FROM mle_texts)`,
        );
        await connection.run('DROP TABLE mle_texts');
      }
      const light = { columns: sent.map(({ light }) => light), rowCount: table.rowCount };
      await loadTable(where, connection, 'mle_written', light, 'TEMP');
      const selected = sent.map(({ column, sql }) => `${sql} AS ${sqlName(column.name)}`);
      await connection.run(
        `COPY (SELECT ${selected.join(', ')} FROM mle_written) ` +
          `TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1)`,
      );
    } finally {
      close(); // what is TEMP goes with it
    }
  });
}

/** A column as it is sent to the database, and what makes it there what it is. */
interface Sent {
  readonly column: Column;
  readonly light: Column;
  readonly sql: string;
  /** Where its texts lie there. */
  readonly variable?: string;
  readonly texts?: readonly string[];
}

/** Numbers are handed over by the block, anything else one by one; so texts and dates go as numbers. */
function sendLightly(where: string, column: Column, variable: string): Sent {
  const name = sqlName(column.name);
  if (column.kind === 'date') {
    const light = { ...column, kind: 'number' } as const;
    return { column, light, sql: `make_timestamp_ms(floor(${name})::BIGINT)` };
  }
  const asItIs = { column, light: column, sql: name };
  const coded = codesOf(column) ?? codedHere(column);
  if (coded === undefined || coded.texts.length === 0) return asItIs;
  for (const text of coded.texts) assertWhole(where, column, text);
  return {
    column,
    light: { name: column.name, kind: 'number', values: coded.codes },
    sql: `getvariable('${variable}')[${name}::INTEGER + 1]`,
    variable,
    texts: coded.texts,
  };
}

function codedHere({ kind, values }: Column): CodedTexts | undefined {
  if (kind !== 'string' || values.length < WORTH_CODING) return undefined;
  return codeTexts(values, MOST_TEXTS);
}

/** Rows from which on it pays to send the texts by themselves. */
const WORTH_CODING = 4096;
