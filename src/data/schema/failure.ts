import { type PlainValue, plainValue } from './plainValue.js';
import type { ValueRuleName } from './valueRules.js';

/** What can be broken: by a table as a whole, by a column, by a value. */
export type SchemaRule =
  | 'record'
  | 'missingColumn'
  | 'unknownColumn'
  | 'kind'
  | 'nullable'
  | ValueRuleName
  | 'unique'
  | 'foreignKey';

/** One rule that one column breaks: plain data, so that it can be logged and sent. */
export interface SchemaFailure {
  /** The column; `''` where the record as a whole is at fault. */
  readonly column: string;
  readonly rule: SchemaRule;
  /** What is wrong and what is needed, in words. */
  readonly message: string;
  /** The numbers of the first 20 rows concerned, from 0; empty for a record or a whole column. */
  readonly rows: readonly number[];
  /** How many values break the rule; every row where the column as a whole does. */
  readonly count: number;
  /** Up to five different values that break it, as they came first. */
  readonly samples: readonly PlainValue[];
}

const MOST_ROWS = 20;
const MOST_SAMPLES = 5;

/** Counts the rows that break one rule, and keeps the first of them. */
export class FailureTally {
  readonly rows: number[] = [];
  count = 0;
  readonly #samples = new Set<unknown>();

  /** One row more; `value` is left out where it says nothing. */
  add(row: number, value?: unknown): void {
    this.count++;
    if (this.rows.length < MOST_ROWS) this.rows.push(row);
    if (value !== undefined && this.#samples.size < MOST_SAMPLES) this.#samples.add(value);
  }

  /** The failure; `isDate` where the values are milliseconds. */
  toFailure(column: string, rule: SchemaRule, message: string, isDate = false): SchemaFailure {
    const samples = [...this.#samples].map((value) =>
      plainValue(value, isDate ? 'date' : undefined),
    );
    return { column, rule, message, rows: this.rows, count: this.count, samples };
  }
}
