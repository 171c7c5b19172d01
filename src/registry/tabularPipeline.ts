import { describeKnown, MlError, type Table } from '../core/index.js';
import {
  type ColumnPart,
  ColumnTransformer,
  OneHotEncoder,
  SimpleImputer,
  StandardScaler,
} from '../features/index.js';

/** Texts of more different values than this look like identifiers. */
const MOST_CATEGORIES = 50;

/** Columns that a model may read, and those that it may not. */
export interface ChosenFeatures {
  readonly features: readonly string[];
  /** Left out, each with its reason. */
  readonly skipped: readonly string[];
}

/**
 * The columns to learn from: those that were asked for, or all that are numbers, truth values, or
 * texts of few different values.
 *
 * @throws MlError UNKNOWN_COLUMN | WRONG_KIND (a date is asked for) | EMPTY (none is left) |
 *   INVALID_ARGUMENT (one that may not be read is asked for)
 */
export function chooseFeatures(
  where: string,
  table: Table,
  not: readonly string[],
  asked: readonly string[] | undefined,
): ChosenFeatures {
  const skipped: string[] = [];
  const features = (asked ?? table.columnNames).filter((name) => {
    const reason = reasonAgainst(where, table, name, not, asked !== undefined);
    if (reason !== null) skipped.push(`${name}: ${reason}`);
    return reason === null;
  });
  if (features.length > 0) return { features, skipped };
  throw new MlError('EMPTY', `${where}: no column is left to learn from (${skipped.join('; ')}).`);
}

function reasonAgainst(
  where: string,
  table: Table,
  name: string,
  not: readonly string[],
  asked: boolean,
): string | null {
  if (!table.has(name)) {
    throw new MlError(
      'UNKNOWN_COLUMN',
      `${where}: there is no column ${JSON.stringify(name)}. ${describeKnown('Column', name, table.columnNames)}`,
    );
  }
  const { kind } = table.column(name);
  if (asked) {
    if (!not.includes(name) && kind !== 'date') return null;
    throw new MlError(
      kind === 'date' ? 'WRONG_KIND' : 'INVALID_ARGUMENT',
      `${where}: ${JSON.stringify(name)} cannot be a feature: it is ${kind === 'date' ? 'a date; make numbers of it' : 'the target, or decides the split'}.`,
    );
  }
  if (not.includes(name)) return 'the target, or decides the split';
  if (kind === 'date') return 'a date';
  if (kind !== 'string') return null;
  const different = new Set(table.string(name)).size;
  return different > MOST_CATEGORIES ? `${different} different texts` : null;
}

/**
 * The usual preparation of a table: gaps in numbers get the median, and numbers are scaled; texts
 * and truth values become columns of 0 and 1, a missing text being a category of its own.
 */
export function tabularSteps(table: Table, features: readonly string[]): ColumnTransformer {
  const of = (kind: string) => features.filter((name) => table.column(name).kind === kind);
  const oneHot = new OneHotEncoder({ unseen: 'zeros' });
  const parts: readonly ColumnPart[] = [
    {
      columns: of('number'),
      steps: [new SimpleImputer({ strategy: 'median' }), new StandardScaler()],
    },
    {
      columns: of('string'),
      steps: [new SimpleImputer({ strategy: 'constant', fillValue: 'missing' }), oneHot],
    },
    {
      columns: of('boolean'),
      steps: [new SimpleImputer({ strategy: 'mostFrequent' }), oneHot],
    },
  ];
  return new ColumnTransformer({ parts: parts.filter(({ columns }) => columns.length > 0) });
}
