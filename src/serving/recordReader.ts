import { recordChecker, type Schema, type SchemaFailure, validateRecord } from '../data/index.js';
import { bodyFault, type FaultDetail, RequestFault } from './requestFault.js';

/** A record that fits the schema. */
export type PlainRecord = Readonly<Record<string, unknown>>;

/** A list of hostile rows would otherwise be answered by a longer list of faults. */
const MOST_FAULTS = 100;
const MOST_SHOWN_KEYS = 50;

/** FastAPI's words for the rules of a schema. */
const TYPE_OF_RULE: Readonly<Partial<Record<SchemaFailure['rule'], string>>> = {
  record: 'model_attributes_type',
  missingColumn: 'missing',
  unknownColumn: 'extra_forbidden',
  finite: 'finite_number',
  integer: 'int_from_float',
  allowed: 'literal_error',
  pattern: 'string_pattern_mismatch',
};
const TYPE_OF_KIND = {
  number: 'float_type',
  string: 'string_type',
  boolean: 'bool_type',
  date: 'datetime_type',
} as const;

/**
 * Reads records from requests by the schema of a model: each fits it as it is, or everything that is
 * wrong with it is told at once. Nothing is converted, nothing is left out.
 */
export class RecordReader {
  readonly #fits: (record: unknown) => boolean;

  constructor(readonly schema: Schema) {
    this.#fits = recordChecker(schema);
  }

  /** One record. @param loc where it stands. @throws RequestFault 422 */
  read(value: unknown, loc: readonly (string | number)[]): PlainRecord {
    if (this.#fits(value)) return value as PlainRecord;
    throw new RequestFault(422, this.#details(value, loc));
  }

  /** One to `mostRows` records. @throws RequestFault 422, or 413 where they are too many */
  readMany(
    values: unknown,
    loc: readonly (string | number)[],
    mostRows: number,
  ): readonly PlainRecord[] {
    if (!Array.isArray(values)) {
      throw bodyFault('list_type', 'A list of records is needed.', { loc });
    }
    assertRowCount(values.length, mostRows, loc);
    if (values.every(this.#fits)) return values as PlainRecord[];
    const details: FaultDetail[] = [];
    for (let row = 0; row < values.length && details.length < MOST_FAULTS; row++) {
      if (!this.#fits(values[row])) details.push(...this.#details(values[row], [...loc, row]));
    }
    throw new RequestFault(422, details.slice(0, MOST_FAULTS));
  }

  #details(value: unknown, loc: readonly (string | number)[]): FaultDetail[] {
    return validateRecord(value, this.schema).map((failure) => ({
      loc: failure.column === '' ? loc : [...loc, failure.column],
      msg: failure.message,
      type: this.#typeOf(failure),
      input: failure.rule === 'missingColumn' ? shown(value) : (failure.samples[0] ?? null),
    }));
  }

  #typeOf({ rule, column, samples }: SchemaFailure): string {
    const rules = this.schema.columns.find(({ name }) => name === column);
    if (rules !== undefined && (rule === 'kind' || rule === 'nullable')) {
      return TYPE_OF_KIND[rules.kind];
    }
    if (rule === 'range' && rules !== undefined && 'range' in rules) {
      const [low] = rules.range ?? [null];
      const below = low !== null && low !== undefined && samples[0]! < low;
      return below ? 'greater_than_equal' : 'less_than_equal';
    }
    return TYPE_OF_RULE[rule] ?? 'value_error';
  }
}

/** Refuses an empty list, and one that is longer than the service takes. @throws RequestFault 422 | 413 */
export function assertRowCount(
  rows: number,
  mostRows: number,
  loc: readonly (string | number)[],
): void {
  if (rows === 0)
    throw bodyFault('too_short', 'There are no rows; at least one is needed.', { loc });
  assertMostRows(rows, mostRows, loc);
}

/** Refuses a list that is longer than the service takes. @throws RequestFault 413 */
export function assertMostRows(
  rows: number,
  mostRows: number,
  loc: readonly (string | number)[],
): void {
  if (rows <= mostRows) return;
  throw bodyFault('too_long', `There are ${rows} rows, and one request has at most ${mostRows}.`, {
    loc,
    statusCode: 413,
  });
}

/** What came, where a value was missing in it: flat, and no more of it than is worth showing. */
function shown(value: unknown): unknown {
  const entries = Object.entries(Object(value) as object).slice(0, MOST_SHOWN_KEYS);
  return Object.fromEntries(
    entries.map(([key, item]) => {
      if (typeof item === 'string') return [key, item.slice(0, 80)];
      if (typeof item === 'number') return [key, Number.isFinite(item) ? item : String(item)];
      return [key, typeof item === 'object' && item !== null ? '…' : item];
    }),
  );
}
