import type { DuckDBConnection } from '@duckdb/node-api';
import { MOST_TEXTS } from '../../core/index.js';
import { sqlName, sqlWholeText } from './duckdb.js';

/** Texts of a column by their numbers. */
export interface NumberedTexts {
  /** SQL for the number of a row's text, a double; NaN where it is missing. */
  readonly code: string;
  readonly texts: readonly string[];
}

/**
 * Numbers the texts of columns that have few of them: rows then travel as numbers, and each text once.
 *
 * @param source what to select from.
 * @param names  columns of texts in it that hardly have many: all their distinct ones are collected.
 * @returns by the column's name; columns that have too many, or none, are left out.
 *
 * Cost: one pass over these columns.
 */
export async function enumerateTexts(
  connection: DuckDBConnection,
  source: string,
  names: readonly string[],
): Promise<Map<string, NumberedTexts>> {
  const numbered = new Map<string, NumberedTexts>();
  if (names.length === 0) return numbered;
  const lists = names.map((name, i) => `list(DISTINCT ${sqlName(name)}) AS texts${i}`);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE distinct_texts AS SELECT ${lists.join(', ')} FROM ${source}`,
  );
  for (const [i, name] of names.entries()) {
    const found = await connection.runAndReadAll(
      `SELECT ${sqlWholeText('text')} FROM (SELECT unnest(texts${i}) AS text FROM distinct_texts) ` +
        `WHERE text IS NOT NULL ORDER BY text LIMIT ${MOST_TEXTS + 1}`,
    );
    const texts = found.getColumns()[0] as string[] | undefined;
    if (texts === undefined || texts.length === 0 || texts.length > MOST_TEXTS) continue;
    const type = `texts${i}`;
    await connection.run(`DROP TYPE IF EXISTS ${type}`);
    await connection.run(
      `CREATE TEMP TYPE ${type} AS ENUM (SELECT text FROM (SELECT unnest(texts${i}) AS text ` +
        'FROM distinct_texts) WHERE text IS NOT NULL ORDER BY text)',
    );
    numbered.set(name, {
      code: `coalesce(enum_code(${sqlName(name)}::${type})::DOUBLE, 'nan'::DOUBLE)`,
      texts,
    });
  }
  return numbered;
}
