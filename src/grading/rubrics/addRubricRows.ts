import { readFile, writeFile } from 'node:fs/promises';
import { replaceFile, type Table, type TableRow } from '../../core/index.js';
import { delimiterOf, readTexts } from '../gradebooks/readTexts.js';
import type { ClassMarks } from '../reports/classMarks.js';
import { rubricTable } from './rubricTable.js';

const KEY = ['student', 'exercise', 'line'];

/**
 * Adds to a `rubric.csv` that is there the rows that it lacks, of who handed in late for instance.
 * Every byte that stands there stays: a person may have worked on it, and moved its columns.
 *
 * @returns how many rows; 0 for a file that cannot be read, which `mergeRubric` refuses in words.
 * @throws MlError as `replaceFile`.
 */
export async function addRubricRows(file: string, all: ClassMarks): Promise<number> {
  const text = await readFile(file, 'utf8');
  const table = await readTexts(file).catch(() => null);
  if (table === null || !KEY.every((name) => table.has(name))) return 0;
  const known = new Set(Array.from(table.rows(), keyOf));
  const missing = Array.from(rubricTable(all).rows()).filter((row) => !known.has(keyOf(row)));
  if (missing.length === 0) return 0;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = missing.map((row) => `${lineOf(row, table, delimiterOf(text))}${end}`);
  const added = `${text.endsWith('\n') ? '' : end}${lines.join('')}`;
  const bytes = Buffer.concat([await readFile(file), Buffer.from(added)]);
  await replaceFile('writeClassReports', file, (temporary) => writeFile(temporary, bytes));
  return missing.length;
}

/** A row in the order of the file's columns. */
function lineOf(row: TableRow, { columnNames }: Table, delimiter: string): string {
  const fields = columnNames.map((name) => {
    const value = row[name] ?? '';
    const text = Number.isNaN(value) ? '' : String(value);
    const plain = !/["\r\n]|^\s|\s$/.test(text) && !text.includes(delimiter);
    return plain ? text : `"${text.replaceAll('"', '""')}"`;
  });
  return fields.join(delimiter);
}

function keyOf(row: TableRow): string {
  return JSON.stringify(KEY.map((name) => String(row[name] ?? '').trim()));
}
