import { MlError } from '../core/index.js';

/** The names, frozen. @throws MlError DUPLICATE_NAME when two columns of a result share one. */
export function uniqueNames(
  where: string,
  names: readonly string[],
  fix: string,
): readonly string[] {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      throw new MlError(
        'DUPLICATE_NAME',
        `${where}: two columns of the result would be called ${JSON.stringify(name)}. ${fix}`,
      );
    }
    seen.add(name);
  }
  return Object.freeze([...names]);
}
