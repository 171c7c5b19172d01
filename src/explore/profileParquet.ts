import { existsSync } from 'node:fs';
import { type ColumnKind, MlError } from '../core/index.js';
import { plainPath, readSql, sqlMilliseconds } from '../data/index.js';
import { type AskColumn, parquetNumbers } from './parquetNumbers.js';
import { type ProfileSettings, profileSettings } from './profileSettings.js';
import type {
  BooleanProfile,
  ColumnProfile,
  Profile,
  ProfileOptions,
  StringProfile,
} from './profileTypes.js';
import { describeBooleans } from './textProfile.js';
import { textShape } from './textShape.js';

/**
 * The profile of a Parquet file that need not become a table: the same numbers as
 * `profile(table)`, worked out by DuckDB, a column at a time.
 *
 * Each column is read once, while the others stay on disk: DuckDB gives its different values and how
 * often each comes, which is all that is needed. Memory grows with the different values of one column
 * (some 50 bytes each), never with the table.
 *
 * @param path    a Parquet file, or several by a pattern (`flights-*.parquet`).
 * @param options as for `profile`.
 * @returns plain JSON, see `Profile`. Numbers agree with `profile` to 1e-9; of equally frequent
 *   texts the first by code point comes first.
 * @throws MlError FILE_NOT_FOUND | QUERY_FAILED (no Parquet file) | UNSUPPORTED (a list or struct
 *   column) | OUT_OF_RANGE | INVALID_ARGUMENT for options.
 *
 * @example (await profileParquet('node_modules/vega-datasets/data/flights-3m.parquet')).columns[1].median; // -1
 */
export async function profileParquet(path: string, options: ProfileOptions = {}): Promise<Profile> {
  const settings = profileSettings('profileParquet', options);
  if (!/[*?[]/.test(path) && !existsSync(path)) {
    throw new MlError(
      'FILE_NOT_FOUND',
      `profileParquet: there is no file ${path}. Check the name, and the folder that it starts from.`,
    );
  }
  // A file of that very name is meant, though it may look like a pattern.
  const files = [existsSync(path) ? plainPath(path) : path];
  const head = await readSql(':memory:', `SELECT * FROM ${ROWS} LIMIT 0`, files);
  const counted = await readSql(':memory:', `SELECT count(*) AS n FROM ${ROWS}`, files);
  const columns: ColumnProfile[] = [];
  for (const { name, kind } of head.columns) {
    const data = `SELECT ${tableValue(name, kind)} AS x FROM ${ROWS}`;
    const ask: AskColumn = (select, also) =>
      readSql(
        ':memory:',
        `WITH data AS (${data})${also ? `, ${also}` : ''} SELECT ${select}`,
        files,
      );
    columns.push(await columnProfile(name, kind, ask, settings));
  }
  return { kind: 'profile', rowCount: counted.number('n')[0]!, columns };
}

/** As the files have them: a folder called `name=value` is no column. */
const ROWS = 'read_parquet(?, hive_partitioning = false)';

function columnProfile(
  name: string,
  kind: ColumnKind,
  ask: AskColumn,
  settings: ProfileSettings,
): Promise<ColumnProfile> {
  if (kind === 'string') return parquetTexts(name, ask, settings);
  if (kind === 'boolean') return parquetBooleans(name, ask, settings);
  return parquetNumbers(name, kind, ask, settings);
}

/** A column as a table would hold it: numbers as doubles, times as milliseconds since 1970. */
function tableValue(name: string, kind: ColumnKind): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  if (kind === 'number') return `CAST(${column} AS DOUBLE) + 0`; // −0 becomes 0
  if (kind === 'date') return sqlMilliseconds(column);
  return kind === 'string' ? `CAST(${column} AS VARCHAR)` : column;
}

async function parquetTexts(
  name: string,
  ask: AskColumn,
  settings: ProfileSettings,
): Promise<StringProfile> {
  const found = await ask(
    `* FROM (SELECT sum(times) AS "all", coalesce(sum(times) FILTER (x IS NOT NULL), 0) AS present,
       count(x) AS "distinct", sum(times * (length(x) - length(replace(x, ' ', '')) + 1)) AS words
       FROM groups)
     LEFT JOIN (SELECT * FROM groups WHERE x IS NOT NULL
       ORDER BY times DESC, x LIMIT ${settings.mostFrequent}) ON true
     ORDER BY times DESC, x`,
    'groups AS MATERIALIZED (SELECT x, count(*) AS times FROM data GROUP BY x)',
  );
  const number = (column: string) => found.number(column)[0]!;
  const [count, distinct] = [number('present'), number('distinct')];
  const times = found.number('times');
  const top = found
    .string('x')
    .flatMap((value, k) => (value === null ? [] : [{ value, count: times[k]! }]));
  return {
    name,
    kind: 'string',
    count,
    missing: (number('all') || 0) - count,
    distinct,
    shape: textShape(count, distinct, () => number('words') / count),
    mostFrequent: top,
  };
}

async function parquetBooleans(
  name: string,
  ask: AskColumn,
  settings: ProfileSettings,
): Promise<BooleanProfile> {
  const counted = await ask(
    'count(*) AS "all", count(*) FILTER (x) AS yes, count(*) FILTER (NOT x) AS no FROM data',
  );
  const number = (column: string) => counted.number(column)[0]!;
  return describeBooleans(name, number('all'), number('yes'), number('no'), settings);
}
