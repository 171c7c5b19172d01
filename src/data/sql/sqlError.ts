import { MlError } from '../../core/index.js';

/** What the database said, as an `MlError`; one that is such already passes through. */
export function sqlError(where: string, cause: unknown): MlError {
  if (cause instanceof MlError) return cause;
  const said = (cause instanceof Error ? cause.message : String(cause)).trim();
  // A place in the query stands on lines of its own: "LINE 2: …" with a caret below it.
  return new MlError('QUERY_FAILED', `${where}: the database refuses this query. ${said}\n`, {
    cause,
  });
}
