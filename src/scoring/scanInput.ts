import type { Table } from '../core/index.js';
import { scanCsv, scanParquet } from '../data/index.js';
import type { ModelBundle } from '../registry/index.js';
import type { ScoreSettings } from './scoreOptions.js';

/** The input by the shard, in order. Kinds that the bundle needs are declared, not guessed. */
export function scanInput(
  { input }: ModelBundle,
  settings: ScoreSettings,
): AsyncGenerator<Table, void, undefined> {
  const { keepInShards: keep, shardRows, csv } = settings;
  if (settings.inputFormat === 'parquet') {
    const needed = input.columns.map(({ name }) => name);
    const columns = keep === null ? {} : { columns: [...new Set([...keep, ...needed])] };
    return scanParquet(settings.input, { ...columns, chunkRows: shardRows });
  }
  const kinds = Object.fromEntries(input.columns.map(({ name, kind }) => [name, kind]));
  return scanCsv(settings.input, {
    ...csv,
    columns: { ...csv.columns, ...kinds },
    chunkRows: shardRows,
  });
}
