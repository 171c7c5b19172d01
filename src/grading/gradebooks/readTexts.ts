import { readFile } from 'node:fs/promises';
import type { Table } from '../../core/index.js';
import { readCsv } from '../../data/index.js';

/**
 * A CSV file with every cell as the text that it is, `007` and `1.50` included, an empty one as null:
 * what goes back to where it came from must not change on its way. Where the header has semicolons
 * and no comma, they part the fields, as spreadsheets write in many countries.
 *
 * @param pathOrText as `readCsv` takes it.
 * @throws MlError as `readCsv`.
 *
 * @example (await readTexts('ID;name\n007;Ada\n')).row(0); // { ID: '007', name: 'Ada' }
 */
export async function readTexts(pathOrText: string): Promise<Table> {
  const text = pathOrText.includes('\n')
    ? pathOrText
    : await readFile(pathOrText, 'utf8').catch(() => '');
  const delimiter = delimiterOf(text);
  const { columnNames } = await readCsv(pathOrText, { delimiter });
  const columns = Object.fromEntries(columnNames.map((name) => [name, 'string'] as const));
  return readCsv(pathOrText, { delimiter, columns });
}

/** What parts the fields of a CSV text. */
export function delimiterOf(text: string): ',' | ';' {
  const [header = ''] = text.split('\n', 1);
  return header.includes(';') && !header.includes(',') ? ';' : ',';
}
