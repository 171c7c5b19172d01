/** What may be said of a column of any kind. */
interface CommonRules {
  /** Whether a value may be missing. Default false. */
  readonly nullable?: boolean;
  /** Whether no value may come twice; missing values do not count. Default false. */
  readonly unique?: boolean;
  /** The first moment at which the value is known: one of the schema's `moments`. */
  readonly knownAt?: string;
  /** What the column holds, in words. */
  readonly description?: string;
}

/** Rules for a column of numbers. Infinities are never valid; NaN in a table is missing. */
export interface NumberRules extends CommonRules {
  readonly kind: 'number';
  /** The unit of the numbers: `'mm'`, `'°C'`. */
  readonly unit?: string;
  /** The lowest and the highest value, both allowed; null is no bound. */
  readonly range?: readonly [number | null, number | null];
  /** Whether only whole numbers are valid. Default false. */
  readonly integer?: boolean;
  /** The only values that are valid. */
  readonly allowed?: readonly number[];
}

/** Rules for a column of texts. */
export interface StringRules extends CommonRules {
  readonly kind: 'string';
  /** The only texts that are valid. */
  readonly allowed?: readonly string[];
  /**
   * A regular expression (flag `u`) that the whole text must match: `'[A-Z]{3}'`. It will run on
   * texts from strangers: no repetition inside a repetition, such as `(a+)+`.
   */
  readonly pattern?: string;
}

/** Rules for a column of truth values. */
export interface BooleanRules extends CommonRules {
  readonly kind: 'boolean';
}

/** Rules for a column of points in time. */
export interface DateRules extends CommonRules {
  readonly kind: 'date';
  /**
   * The earliest and the latest moment as ISO texts, both allowed; null is no bound. A last day
   * without a time, such as `'2015-12-31'`, is valid up to its end (UTC).
   */
  readonly range?: readonly [string | null, string | null];
}

/** What must hold for the values of one column. */
export type ColumnRules = NumberRules | StringRules | BooleanRules | DateRules;

/** The rules of one column, with its name; `nullable` is always said. */
export type SchemaColumn = ColumnRules & { readonly name: string; readonly nullable: boolean };

/** Every value of `column` must be found in column `key` of the table called `table`. */
export interface ForeignKey {
  readonly column: string;
  readonly table: string;
  readonly key: string;
}

/** What a table, or a record, must be: frozen, plain JSON, made by `defineSchema`. */
export interface Schema {
  readonly kind: 'schema';
  /** In order; a list, so that no name is special and none changes its place. */
  readonly columns: readonly SchemaColumn[];
  /** The moments at which values become known, in order of time; empty where none are told. */
  readonly moments: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
}
