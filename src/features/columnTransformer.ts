import {
  assertKnownOptions,
  assertNotEmpty,
  describeKnown,
  Matrix,
  MlError,
  Table,
} from '../core/index.js';
import { assertSteps } from './assertSteps.js';
import { fitChain } from './chain.js';
import { FittedColumnTransformer, type FittedPart } from './fittedColumnTransformer.js';
import { toTable } from './inputs.js';
import { toMatrix } from './program.js';
import type { Features, FitTransformed, InputColumn, Targets, Transformer } from './transformer.js';

/** Columns and the steps that they go through. */
export interface ColumnPart {
  /** The names of the columns, at least one. */
  readonly columns: readonly string[];
  /** The transformers, in order; an empty list passes the columns on. */
  readonly steps: readonly Transformer[];
  /** What the names of the results begin with. Default: nothing. */
  readonly prefix?: string;
}

/** Choices of a `ColumnTransformer`. */
export interface ColumnTransformerOptions {
  /** Which columns go through which steps; their results stand side by side in this order. */
  readonly parts: readonly ColumnPart[];
}

/**
 * Sends columns through steps of their own and puts the results side by side: numbers are imputed
 * and scaled, texts become columns of 0 and 1.
 *
 * Columns are chosen by name, so a target or an identifier never slips in; what no part names is
 * left out. A part without steps passes its columns on (true as 1). A column may be in several
 * parts: give one of them a `prefix` then. A part must end in numbers, and none may be missing.
 *
 * Cost: that of the steps.
 * Agrees with: sklearn.compose.ColumnTransformer with remainder='drop' (test/golden/pipeline.json).
 *
 * @example new ColumnTransformer({ parts: [{ columns: ['x'], steps: [new StandardScaler()] }, { columns: ['ok'], steps: [] }] }).fit(Table.from({ x: [1, 3], ok: [true, false] })).transform(Table.from({ x: [5], ok: [true] })).toRows(); // [ [ 3, 1 ] ]
 */
export class ColumnTransformer implements Transformer<FittedColumnTransformer> {
  readonly options: ColumnTransformerOptions;

  constructor(options: ColumnTransformerOptions) {
    assertKnownOptions('ColumnTransformer', options ?? {}, ['parts']);
    const parts: readonly ColumnPart[] | undefined = options?.parts;
    if (!Array.isArray(parts)) {
      throw new MlError(
        'INVALID_ARGUMENT',
        'ColumnTransformer: parts is needed, a list of { columns: [names], steps: [transformers] }.',
      );
    }
    assertNotEmpty('ColumnTransformer', 'parts', parts.length);
    this.options = Object.freeze({ parts: Object.freeze(parts.map(checkPart)) });
  }

  /**
   * Learns every part.
   *
   * @throws MlError EMPTY; UNKNOWN_COLUMN, naming every one; DUPLICATE_NAME when two parts make a
   *   column of one name; WRONG_KIND when a part does not end in numbers; and what the steps throw.
   */
  fit(X: Features, y?: Targets): FittedColumnTransformer {
    return this.#fitParts(X, y).fitted;
  }

  /** Learns, and transforms the training rows as the steps say (target encoders out of fold). */
  fitTransform(
    X: Features,
    y?: Targets,
  ): FitTransformed<FittedColumnTransformer> & { readonly transformed: Matrix } {
    const { fitted, transformed } = this.#fitParts(X, y);
    const blocks = transformed.map((part) => toMatrix('ColumnTransformer.fitTransform', part));
    return { fitted, transformed: sideBySide(blocks) };
  }

  #fitParts(X: Features, y: Targets | undefined) {
    const where = 'ColumnTransformer.fit';
    const { parts } = this.options;
    const table = asTable(where, X);
    assertNotEmpty(where, 'X', table.rowCount);
    assertThere(
      where,
      table,
      parts.flatMap(({ columns }) => columns),
    );
    const inputs = new Map<string, InputColumn>();
    const transformed: Features[] = [];
    const fitted = parts.map(({ columns, steps, prefix = '' }): FittedPart => {
      const chosen = table.select(columns);
      for (const { name, kind } of chosen.columns) {
        if (kind === 'date') throw dateColumn(where, name);
        inputs.set(name, { name, kind });
      }
      const chain = fitChain(steps, chosen, y);
      transformed.push(chain.transformed);
      return { columns, prefix, steps: chain.steps };
    });
    const stored = X instanceof Matrix ? X.columns : [...inputs.values()];
    return { fitted: new FittedColumnTransformer(stored, fitted), transformed };
  }
}

function checkPart(part: ColumnPart, k: number): ColumnPart {
  const where = `ColumnTransformer: parts[${k}]`;
  assertKnownOptions(where, part ?? {}, ['columns', 'steps', 'prefix']);
  const { columns, steps, prefix = '' } = part ?? {};
  const named = Array.isArray(columns) && columns.every((name) => typeof name === 'string');
  if (!named || typeof prefix !== 'string') {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: columns must be a list of names, and prefix, if given, a text.`,
    );
  }
  assertNotEmpty(where, 'columns', columns.length);
  assertSteps(where, steps);
  return Object.freeze({
    columns: Object.freeze([...columns]),
    steps: Object.freeze([...steps]),
    prefix,
  });
}

function asTable(where: string, X: Features): Table {
  if (X instanceof Table) return X;
  if (X instanceof Matrix) {
    return toTable(
      X,
      Array.from({ length: X.columns }, (_, j) => `x${j}`),
    );
  }
  throw new MlError('WRONG_KIND', `${where}: X is ${typeof X}, and a Table is needed.`);
}

function assertThere(where: string, table: Table, names: readonly string[]): void {
  const lost = [...new Set(names)].filter((name) => !table.has(name));
  if (lost.length === 0) return;
  const shown = lost.map((name) => JSON.stringify(name)).join(', ');
  throw new MlError(
    'UNKNOWN_COLUMN',
    `${where}: the table has no column ${shown}. ` +
      describeKnown('Column', lost[0]!, table.columnNames),
  );
}

function dateColumn(where: string, name: string): MlError {
  return new MlError(
    'WRONG_KIND',
    `${where}: column ${JSON.stringify(name)} is of kind date, and transformers take numbers, texts ` +
      'and truth values. Make numbers of it first: the hour, the weekday, days since a date.',
  );
}

function sideBySide(blocks: readonly Matrix[]): Matrix {
  const rows = blocks[0]!.rows;
  const width = blocks.reduce((sum, block) => sum + block.columns, 0);
  const result = Matrix.zeros(rows, width);
  let from = 0;
  for (const { data, columns } of blocks) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        result.data[i * width + from + j] = data[i * columns + j]!;
      }
    }
    from += columns;
  }
  return result;
}
