import type { DuckDBDataChunk, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import {
  type ColumnInput,
  type ColumnKind,
  LAST_MOMENT,
  MlError,
  Table,
} from '../../core/index.js';
import { isOfDoubles, readDoubles } from './doubleBlocks.js';
import { knownKindOfType } from './kindOfType.js';

/** A column of a result: what it is called, and what it becomes. */
export interface ResultColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Gives the value of the text that the database sends in its place. */
  readonly parse?: ((sent: DuckDBValue) => number | boolean | null) | undefined;
  /** Of a column of texts, where the database sends their places in this list; NaN is missing. */
  readonly texts?: readonly string[] | undefined;
}

/**
 * The columns of a result, each with its kind.
 *
 * @throws MlError DUPLICATE_NAME | UNSUPPORTED
 */
export function resultColumns(where: string, result: DuckDBResult): ResultColumn[] {
  const types = result.columnTypes().map(String);
  const seen = new Set<string>();
  return result.columnNames().map((name, i) => {
    if (seen.has(name)) {
      throw new MlError(
        'DUPLICATE_NAME',
        `${where}: two columns of the result are called ${JSON.stringify(name)}. ` +
          'Give one another name in the query: … AS other_name.',
      );
    }
    seen.add(name);
    return { name, kind: knownKindOfType(where, name, types[i]!) };
  });
}

/** All rows of a result as a table. @throws MlError as `resultColumns`; OUT_OF_RANGE */
export async function collectTable(where: string, result: DuckDBResult): Promise<Table> {
  const columns = resultColumns(where, result);
  const builder = new TableBuilder(where, columns);
  for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
    builder.take(chunk);
  }
  return builder.finish();
}

/** Takes chunks of a result in order, and makes a table of them. */
export class TableBuilder {
  readonly #where: string;
  readonly #columns: readonly ResultColumn[];
  #values: (Float64Array | (string | boolean | null)[])[] = [];
  #rows = 0;
  #capacity = 0;
  readonly #atOnce: number;
  readonly #ofDoubles: boolean[] = [];

  /** @param rows how many each table has, where it is known: so much room is made at once. */
  constructor(where: string, columns: readonly ResultColumn[], rows = 0) {
    this.#where = where;
    this.#columns = columns;
    this.#atOnce = rows;
    this.#values = columns.map(({ kind, texts }) =>
      kind === 'number' || kind === 'date' || texts !== undefined ? new Float64Array(0) : [],
    );
  }

  get rowCount(): number {
    return this.#rows;
  }

  /**
   * Takes the rows of a chunk from `start` on, `most` at most.
   *
   * @returns how many were taken.
   */
  take(chunk: DuckDBDataChunk, start = 0, most: number = chunk.rowCount): number {
    const count = Math.min(most, chunk.rowCount - start);
    const end = this.#rows + count;
    if (end > this.#capacity) this.#grow(end);
    this.#columns.forEach(({ name, kind, parse }, i) => {
      const values = this.#values[i]!;
      let at = this.#rows;
      this.#ofDoubles[i] ??= values instanceof Float64Array && isOfDoubles(chunk, i);
      const doubles = this.#ofDoubles[i] ? readDoubles(chunk, i) : undefined;
      if (doubles !== undefined) {
        (values as Float64Array).set(doubles.subarray(start, start + count), at);
      } else if (values instanceof Float64Array) {
        const vector = chunk.getColumnVector(i);
        const toNumber = kind === 'date' ? millisecondsOf : numberOf;
        for (let k = start; at < end; k++, at++) {
          const value = parse ? parsed(vector.getItem(k), parse) : vector.getItem(k);
          values[at] = typeof value === 'number' ? value : toNumber(this.#where, name, value);
        }
      } else {
        const vector = chunk.getColumnVector(i);
        for (let k = start; at < end; k++, at++) {
          const value = parse ? parsed(vector.getItem(k), parse) : vector.getItem(k);
          values[at] =
            value === null || typeof value !== 'object' ? (value as string) : String(value);
        }
      }
    });
    this.#rows = end;
    return count;
  }

  /** The table of what was taken since the last call. */
  finish(): Table {
    const rows = this.#rows;
    const table = Table.from(
      this.#columns.map(({ name, kind, texts }, i): [string, ColumnInput] => {
        const values = this.#values[i]!;
        if (!(values instanceof Float64Array)) return [name, { kind, values }];
        const taken = values.subarray(0, rows);
        return [name, texts ? { codes: taken, texts } : { kind, values: taken }];
      }),
    );
    this.#clear();
    return table;
  }

  /** Of numbers the table has copies, so that their room serves the next. */
  #clear(): void {
    this.#rows = 0;
    this.#values = this.#values.map((values) => (values instanceof Float64Array ? values : []));
  }

  #grow(rows: number): void {
    this.#capacity = Math.max(rows, 2 * this.#capacity, this.#atOnce);
    this.#values = this.#values.map((values) => {
      if (!(values instanceof Float64Array)) return values;
      const longer = new Float64Array(this.#capacity);
      longer.set(values);
      return longer;
    });
  }
}

function parsed(
  sent: DuckDBValue,
  parse: NonNullable<ResultColumn['parse']>,
): number | boolean | null {
  return sent === null ? null : parse(sent);
}

function numberOf(where: string, name: string, value: DuckDBValue): number {
  if (value === null) return Number.NaN;
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: column ${JSON.stringify(name)} holds ${value}, which a double cannot hold exactly. ` +
        'If it is an identifier, make it a text (CAST(… AS VARCHAR)); if a quantity, CAST(… AS DOUBLE).',
    );
  }
  return (value as { toDouble(): number }).toDouble();
}

/** Milliseconds since 1970 of a day or time stamp; what is finer than a millisecond is cut off. */
function millisecondsOf(where: string, name: string, value: DuckDBValue): number {
  if (value === null) return Number.NaN;
  const moment = value as {
    readonly days?: number;
    readonly seconds?: bigint;
    readonly millis?: bigint;
    readonly micros?: bigint;
    readonly nanos?: bigint;
  };
  const ms =
    moment.days !== undefined
      ? moment.days * 86_400_000
      : moment.seconds !== undefined
        ? Number(moment.seconds) * 1000
        : moment.millis !== undefined
          ? Number(moment.millis)
          : moment.micros !== undefined
            ? Number(floorDivide(moment.micros, 1000n))
            : Number(floorDivide(moment.nanos ?? 0n, 1_000_000n));
  if (Math.abs(ms) <= LAST_MOMENT) return ms;
  throw new MlError(
    'OUT_OF_RANGE',
    `${where}: column ${JSON.stringify(name)} holds ${String(value)}, which is no date that JavaScript knows.`,
  );
}

/** Rounded down, also below zero, where `/` of bigints rounds up. */
function floorDivide(value: bigint, by: bigint): bigint {
  return (value - (((value % by) + by) % by)) / by;
}
