import { MlError, Table } from '../../core/index.js';
import { type Cleaned, type CleaningReport, cleaned } from './report.js';

/** One step of a cleaning: table in, table out, with a report where the step writes one. */
export type CleaningStep = (table: Table) => Cleaned | Table;

/** A step with the name under which the report tells of it. */
export type NamedStep = readonly [name: string, step: CleaningStep];

/**
 * A cleaning as a list that can be read: named steps, each given the table that the one before
 * left, with the reports of what each of them changed.
 *
 * A step is any function of a table; of one that returns a bare table the report tells the rows
 * and the columns that came and went.
 *
 * @param steps pairs of a name and a function, run in this order.
 * @returns the cleaned table, and one report per step under the step's name.
 * @throws MlError what a step throws, with the step's number and name before its message;
 *   DUPLICATE_NAME when two steps share a name; INVALID_ARGUMENT when one is no such pair.
 *
 * @example
 * const { table, reports } = clean(Table.from({ x: [1, 1, NaN] }), [
 *   ['once each', (t) => dropDuplicates(t)],
 *   ['fill x', (t) => imputeMissing(t, { x: 'median' })],
 * ]);
 * reports.map(({ step, changes }) => `${step}: ${changes[0].count}`); // [ 'once each: 1', 'fill x: 1' ]
 */
export function clean(
  table: Table,
  steps: readonly NamedStep[],
): { readonly table: Table; readonly reports: readonly CleaningReport[] } {
  assertSteps(steps);
  const reports: CleaningReport[] = [];
  let current = table;
  steps.forEach(([name, step], i) => {
    const result = run(step, current, `clean: step ${i + 1}, ${JSON.stringify(name)}`);
    const { table: next, report } = result instanceof Table ? compared(current, result) : result;
    reports.push({ ...report, step: name });
    current = next;
  });
  return { table: current, reports };
}

function run(step: CleaningStep, table: Table, where: string): Cleaned | Table {
  let result: Cleaned | Table;
  try {
    result = step(table);
  } catch (cause) {
    if (!(cause instanceof MlError)) throw cause;
    const message = cause.message.replace(` [${cause.code}]`, '');
    throw new MlError(cause.code, `${where}: ${message}`, {
      cause,
      ...(cause.hint === undefined ? {} : { hint: cause.hint }),
    });
  }
  if (result instanceof Table || result?.table instanceof Table) return result;
  throw new MlError('INVALID_ARGUMENT', `${where} returned neither a table nor { table, report }.`);
}

/** The report on a step that wrote none. */
function compared(before: Table, after: Table): Cleaned {
  const names = (list: readonly string[]): string =>
    `${list.slice(0, 10).join(', ')}${list.length > 10 ? ` and ${list.length - 10} more` : ''}`;
  const added = after.columnNames.filter((name) => !before.has(name));
  const dropped = before.columnNames.filter((name) => !after.has(name));
  const notes = [
    ...(added.length > 0 ? [`columns added: ${names(added)}`] : []),
    ...(dropped.length > 0 ? [`columns dropped: ${names(dropped)}`] : []),
    'the step reports no values',
  ];
  const gone = before.rowCount - after.rowCount;
  const rows = { column: '', what: 'gone', count: gone, rows: [], values: [] };
  return cleaned('', before, after, gone > 0 ? [rows] : [], notes);
}

function assertSteps(steps: readonly NamedStep[]): void {
  const names = new Set<string>();
  steps.forEach((pair, i) => {
    const [name, step] = Array.isArray(pair) ? pair : [];
    if (typeof name !== 'string' || typeof step !== 'function') {
      throw new MlError(
        'INVALID_ARGUMENT',
        `clean: step ${i + 1} is no pair ['name', (table) => …].`,
      );
    }
    if (names.has(name)) {
      throw new MlError(
        'DUPLICATE_NAME',
        `clean: two steps are called ${JSON.stringify(name)}; the report could not tell them apart.`,
      );
    }
    names.add(name);
  });
}
