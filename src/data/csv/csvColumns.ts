import { type ColumnKind, MlError } from '../../core/index.js';
import { ColumnBuilder, cellRules } from './columnBuilder.js';
import { type CsvInput, csvBlocks } from './csvInput.js';

/** The columns of a file after one pass over it. */
export interface CsvColumns {
  readonly names: readonly string[];
  readonly builders: readonly ColumnBuilder[];
  readonly rows: number;
}

/**
 * Goes through a file once and builds its columns, or, unless `keeps`, only finds out their kinds.
 *
 * @param wanted which columns, with their kinds where these are known; all, as declared, by default.
 * @throws MlError as `csvBlocks`; PARSE_ERROR for values that do not fit what is declared.
 */
export async function csvColumns(
  input: CsvInput,
  keeps: boolean,
  wanted?: ReadonlyMap<string, ColumnKind>,
): Promise<CsvColumns> {
  const rules = cellRules(input.settings);
  const kinds = wanted ?? input.settings.columns;
  let names: readonly string[] = [];
  let builders: (ColumnBuilder | undefined)[] | undefined;
  let rows = 0;
  for await (const block of csvBlocks(input)) {
    names = block.names;
    builders ??= names.map((name) =>
      wanted === undefined || wanted.has(name)
        ? new ColumnBuilder(kinds.get(name), rules, keeps)
        : undefined,
    );
    for (let column = 0; column < builders.length; column++) {
      const builder = builders[column];
      if (builder) builder.take(block, column, 0, block.rows, rows === 0 ? block.rowsHint : 0);
    }
    rows += block.rows;
  }
  const built = names
    .map((name, i) => ({ name, builder: builders?.[i] }))
    .filter((each): each is { name: string; builder: ColumnBuilder } => each.builder !== undefined);
  for (const { builder } of built) builder.finish();
  const result = {
    names: built.map(({ name }) => name),
    builders: built.map(({ builder }) => builder),
    rows,
  };
  assertFits(input, result);
  return result;
}

/** @throws MlError PARSE_ERROR, telling each value that is not of the kind declared, with its line */
export function assertFits(
  { where, shown }: CsvInput,
  { names, builders }: Omit<CsvColumns, 'rows'>,
): void {
  const parts = builders.flatMap(({ declared, misfits, misfitCount }, i) => {
    if (misfitCount === 0) return [];
    const list = misfits.map(({ line, text }) => `\n  line ${line}: ${clip(text)}`);
    const rest = misfitCount > misfits.length ? `\n  and ${misfitCount - misfits.length} more` : '';
    const are = `${misfitCount} value${misfitCount === 1 ? ' is no' : 's are no'} ${declared}`;
    return [`column ${JSON.stringify(names[i])}: ${are}${list.join('')}${rest}`];
  });
  if (parts.length === 0) return;
  throw new MlError(
    'PARSE_ERROR',
    `${where}: ${shown} does not fit the declared columns.\n${parts.join('\n')}\n` +
      'Mend these values, declare the column a string, or list what stands for missing: ' +
      "{ missing: ['', 'NA'] }.",
  );
}

function clip(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 79)}…` : value);
}
