import { type Cell, MlError } from '../../core/index.js';

/**
 * A record of JSON as a row: numbers, texts, booleans and null stay; an object inside becomes
 * columns called `outer.inner`, if allowed.
 *
 * @param place where the record stands, for messages.
 * @throws MlError WRONG_KIND (no object, a list inside, an object inside where it is not allowed) |
 *   DUPLICATE_NAME
 */
export function flattenRecord(
  where: string,
  place: string,
  record: unknown,
  flatten: boolean,
): Record<string, Cell> {
  if (!isRecord(record)) {
    throw new MlError(
      'WRONG_KIND',
      `${where}: ${place} is ${nameOf(record)}, and a row must be an object: { "column": value, … }.`,
    );
  }
  const row: [string, Cell][] = [];
  const names = new Set<string>();
  const take = (object: Record<string, unknown>, prefix: string): void => {
    for (const [key, value] of Object.entries(object)) {
      const name = prefix + key;
      if (isRecord(value) && flatten) {
        take(value, `${name}.`);
        continue;
      }
      if (typeof value === 'object' && value !== null) throw nested(where, place, name, value);
      if (names.has(name)) {
        throw new MlError(
          'DUPLICATE_NAME',
          `${where}: ${place} gives ${JSON.stringify(name)} twice, once as it is and once from an object inside.`,
        );
      }
      names.add(name);
      row.push([name, value as Cell]);
    }
  };
  take(record, '');
  return Object.fromEntries(row);
}

function nested(where: string, place: string, name: string, value: object): MlError {
  const remedy = Array.isArray(value)
    ? 'Take its parts before, or leave it out.'
    : 'Pass { flatten: true } for columns called "outer.inner".';
  return new MlError(
    'WRONG_KIND',
    `${where}: ${place} holds ${nameOf(value)} in ${JSON.stringify(name)}, and a cell is a number, ` +
      `a text, true, false or null. ${remedy}`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value)
    ? 'a list'
    : typeof value === 'object'
      ? 'an object'
      : `a ${typeof value}`;
}
