import { MlError } from '../core/index.js';

/** A model as it is named on the command line. */
export interface ModelReference {
  readonly name: string;
  /** What stands behind the @: a number or an alias. */
  readonly version: string | undefined;
}

/**
 * `NAME`, `NAME@3` or `NAME@production`.
 *
 * @throws MlError INVALID_ARGUMENT when there is nothing before or behind the @.
 *
 * @example modelReference('rain@3'); // { name: 'rain', version: '3' }
 */
export function modelReference(text: string): ModelReference {
  const at = text.indexOf('@');
  if (at < 0) return { name: text, version: undefined };
  const [name, version] = [text.slice(0, at), text.slice(at + 1)];
  if (name !== '' && version !== '') return { name, version };
  throw new MlError(
    'INVALID_ARGUMENT',
    `the model is ${JSON.stringify(text)}, and NAME, NAME@VERSION or NAME@ALIAS is needed.`,
  );
}

/** As `modelReference`, where a version must be said. @throws MlError INVALID_ARGUMENT */
export function modelVersion(text: string): { readonly name: string; readonly version: string } {
  const { name, version } = modelReference(text);
  if (version !== undefined) return { name, version };
  throw new MlError(
    'INVALID_ARGUMENT',
    `${JSON.stringify(text)} says no version; name one: ${text}@1, or an alias: ${text}@staging.`,
  );
}
