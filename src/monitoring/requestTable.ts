import { type Cell, type ColumnInput, MlError, Table } from '../core/index.js';
import { type LoggedRequest, REDACTED } from './loggedRequest.js';

/**
 * Logged requests as a table, a row for each answer that a client got: when, by which version, the
 * columns of the raw record, the prediction, and its probabilities.
 *
 * Columns: `at` (date), `id`, `version`, those of the input by their own names, `prediction`, and
 * `probability` of the second class of two, or `probability_0`, `probability_1` … of several. A
 * column that is redacted somewhere is left out, and so are answers of a shadow.
 *
 * @param lines as `readRequestLog` gives them.
 * @throws MlError EMPTY without a line that was answered; WRONG_KIND when a column has values of two
 *   kinds, or lists or objects; DUPLICATE_NAME when the input has one of the other names.
 *
 * Cost: O(lines · columns).
 *
 * @example
 * const said = { at: '2015-01-01T00:00:00.000Z', id: 'a', row: 0, model: 'rain', version: 1, role: 'live', input: { wind: 3 }, prediction: 1, probabilities: [0.25, 0.75], features: null };
 * requestTable([said]).columnNames; // [ 'at', 'id', 'version', 'wind', 'prediction', 'probability' ]
 */
export function requestTable(lines: readonly LoggedRequest[]): Table {
  const answered = lines.filter(({ role }) => role !== 'shadow');
  if (answered.length === 0) {
    throw new MlError(
      'EMPTY',
      `requestTable: none of ${lines.length} lines is an answer that a client got. ` +
        'Has anybody called the service, and is this its log?',
    );
  }
  const columns: (readonly [string, ColumnInput])[] = [
    ['at', { kind: 'date', values: answered.map(({ at }) => new Date(at)) }],
    ['id', answered.map(({ id }) => id)],
    ['version', Float64Array.from(answered, ({ version }) => version)],
    ...inputColumns(answered),
    [
      'prediction',
      cellColumn(
        'prediction',
        answered.map(({ prediction }) => prediction),
      ),
    ],
    ...probabilityColumns(answered),
  ];
  return Table.from(columns);
}

function inputColumns(lines: readonly LoggedRequest[]): (readonly [string, ColumnInput])[] {
  const names = [...new Set(lines.flatMap(({ input }) => Object.keys(input)))];
  return names.flatMap((name) => {
    const values = lines.map(
      ({ input }) => (Object.hasOwn(input, name) ? input[name] : null) ?? null,
    );
    return values.includes(REDACTED) ? [] : [[name, cellColumn(name, values)] as const];
  });
}

function probabilityColumns(lines: readonly LoggedRequest[]): (readonly [string, ColumnInput])[] {
  const count =
    lines.find(({ probabilities }) => probabilities !== null)?.probabilities?.length ?? 0;
  const of = (k: number) =>
    Float64Array.from(lines, ({ probabilities }) => probabilities?.[k] ?? Number.NaN);
  if (count === 2) return [['probability', of(1)]];
  return Array.from({ length: count }, (_, k) => [`probability_${k}`, of(k)] as const);
}

function cellColumn(name: string, values: readonly unknown[]): ColumnInput {
  const kinds = [...new Set(values.filter((value) => value !== null).map((value) => typeof value))];
  const [kind = 'number'] = kinds;
  if (kinds.length <= 1 && (kind === 'number' || kind === 'string' || kind === 'boolean')) {
    return { kind, values: values as Cell[] } as ColumnInput;
  }
  throw new MlError(
    'WRONG_KIND',
    `requestTable: column ${JSON.stringify(name)} holds ${kinds.join(' and ')}, and a column has one ` +
      'kind: number, string or boolean. Were these lines written by versions with different inputs? ' +
      'Then make a table of each: lines.filter(({ version }) => version === 2).',
  );
}
