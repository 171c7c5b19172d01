import { MlError } from '../../core/index.js';
import { FaultList } from '../faultList.js';
import type { ParsedKind } from './cellParsers.js';
import { csvShape } from './csvShape.js';
import { type CellRules, cellValue } from './kindJudge.js';
import type { OpenCsv } from './openCsv.js';
import { placeText } from './readCall.js';

interface Misfit {
  readonly row: number;
  readonly text: string;
}

/** Tells each value that is not of the kind declared, with its line; goes over the file twice more. */
export async function misfitError(
  csv: OpenCsv,
  columns: readonly number[],
  rules: CellRules,
): Promise<MlError> {
  const { where, shown, path, settings, names } = csv;
  const found = await misfitsOf(csv, columns, rules);
  const wanted = new Set(found.flatMap(({ misfits }) => misfits.map(({ row }) => row)));
  const lines = new Map<number, number>();
  await csvShape(where, path, shown, settings, (row, line) => {
    if (wanted.has(row)) lines.set(row, line);
  });
  const parts = found.map(({ column, misfits, count }) => {
    const kind = settings.columns.get(names[column]!);
    const list = misfits.map(({ row, text }) => `\n  line ${lines.get(row)}: ${clip(text)}`);
    const rest = count > misfits.length ? `\n  and ${count - misfits.length} more` : '';
    const are = `${count} value${count === 1 ? ' is no' : 's are no'} ${kind}`;
    return `column ${JSON.stringify(names[column])}: ${are}${list.join('')}${rest}`;
  });
  return new MlError(
    'PARSE_ERROR',
    `${where}: ${shown} does not fit the declared columns.\n${parts.join('\n')}\n` +
      'Mend these values, declare the column a string, or list what stands for missing: ' +
      "{ missing: ['', 'NA'] }.",
  );
}

async function misfitsOf(
  { connection, source, settings, names, shape }: OpenCsv,
  columns: readonly number[],
  rules: CellRules,
): Promise<{ readonly column: number; readonly misfits: Misfit[]; count: number }[]> {
  const found = columns.map((column) => ({ column, misfits: [] as Misfit[], count: 0 }));
  const result = await connection.stream(
    `SELECT ${columns.map((i) => placeText(i, shape))} FROM ${source}`,
  );
  let first = 0;
  for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
    for (const [k, each] of found.entries()) {
      const kind = settings.columns.get(names[each.column]!) as ParsedKind;
      for (const [i, text] of (chunk.getColumnValues(k) as (string | null)[]).entries()) {
        if (text === null || cellValue(text, kind, rules) !== undefined) continue;
        if (each.count++ < FaultList.MOST) each.misfits.push({ row: first + i, text });
      }
    }
    first += chunk.rowCount;
  }
  return found;
}

function clip(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 79)}…` : value);
}
