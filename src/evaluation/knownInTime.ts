import { assertOneOf, MlError, Table } from '../core/index.js';
import type { KnownAtSchema } from '../explore/index.js';
import type { Features } from '../features/index.js';
import type { Trained } from './model.js';

/** When columns are known, and when the prediction is made; or why nobody looked. */
export type KnownAt =
  | {
      readonly schema: KnownAtSchema;
      /** The moment of the prediction: one of the schema's. */
      readonly moment: string;
      /** What the custom model reads. Default: the inputs of its pipeline, else all columns of X. */
      readonly columns?: readonly string[];
    }
  | {
      /** Why the moments were not looked at, in words: it is stored with the verdict. */
      readonly unchecked: string;
    };

/** What was found, as it is stored. */
export interface KnownInTime {
  /** Null when nobody looked. */
  readonly moment: string | null;
  readonly columns: readonly string[];
  /** Why nobody looked; null when somebody did. */
  readonly unchecked: string | null;
}

/** Refuses what says neither when columns are known nor why nobody looked. @throws MlError INVALID_ARGUMENT */
export function assertKnownAt(where: string, knownAt: KnownAt | undefined): void {
  if (typeof knownAt !== 'object' || knownAt === null) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: knownAt is missing. Say { schema, moment }, so that no feature from the future ` +
        'ships, or { unchecked: why } in words.',
    );
  }
  if ('unchecked' in knownAt) assertReason(where, 'knownAt.unchecked', knownAt.unchecked);
  else assertOneOf(where, 'knownAt.moment', knownAt.moment, knownAt.schema.moments);
}

/**
 * Refuses a model that reads what is not known when it predicts.
 *
 * @throws MlError SCHEMA_VIOLATION, naming every column that is known too late, and every one of
 *   which the schema does not say when it is known; INVALID_ARGUMENT.
 */
export function checkKnownInTime(
  where: string,
  knownAt: KnownAt,
  X: Features,
  fitted: Trained | null,
): KnownInTime {
  if ('unchecked' in knownAt) return { moment: null, columns: [], unchecked: knownAt.unchecked };
  const { schema, moment } = knownAt;
  const columns = knownAt.columns ?? columnsOf(where, X, fitted);
  const moments = new Map(schema.columns.map((column) => [column.name, column.knownAt]));
  const faults = columns.flatMap((name) => {
    const known = moments.get(name);
    if (known === undefined) return [`${JSON.stringify(name)} (the schema does not say when)`];
    assertOneOf(where, `knownAt of ${name}`, known, schema.moments);
    return schema.moments.indexOf(known) > schema.moments.indexOf(moment)
      ? [`${JSON.stringify(name)} (${known})`]
      : [];
  });
  if (faults.length === 0) return { moment, columns: [...columns], unchecked: null };
  throw new MlError(
    'SCHEMA_VIOLATION',
    `${where}: the model reads what is not known ${JSON.stringify(moment)}, when it must predict: ` +
      `${faults.slice(0, 20).join(', ')}${faults.length > 20 ? ` and ${faults.length - 20} more` : ''}. ` +
      'Train it without these columns, or state in the schema when they are known.',
  );
}

/** Refuses a reason without words. */
export function assertReason(where: string, name: string, reason: unknown): void {
  if (typeof reason === 'string' && reason.trim() !== '') return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: ${name} is empty. Say why in words: it is stored with the verdict.`,
  );
}

function columnsOf(where: string, X: Features, fitted: Trained | null): readonly string[] {
  if (X instanceof Table) {
    const { inputs } = (fitted ?? {}) as { readonly inputs?: readonly { readonly name: string }[] };
    return inputs?.map(({ name }) => name) ?? X.columnNames;
  }
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: X is a matrix, whose columns have no names. Name what the model reads in ` +
      'knownAt.columns, or give a table and a pipeline.',
  );
}
