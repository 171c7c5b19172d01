import { MlError } from '../core/index.js';

/** Refuses a number that is missing or infinite, or a result that overflowed. */
export function badNumber(where: string, name: string, value: number, place: string): MlError {
  const column = `column ${JSON.stringify(name)}`;
  if (Number.isNaN(value)) {
    return new MlError(
      'MISSING_VALUE',
      `${where}: ${column} has no value in ${place}. Fill it first, for instance with a SimpleImputer.`,
    );
  }
  if (Number.isFinite(value)) {
    return new MlError(
      'NOT_FINITE',
      `${where}: ${column} is ${value} in ${place}, and the result is too large for a number. ` +
        'Check the unit of the value.',
    );
  }
  return new MlError(
    'NOT_FINITE',
    `${where}: ${column} is ${value} in ${place}, and every number must be finite.`,
  );
}

/** Refuses a missing text, truth value or category. */
export function missingLabel(where: string, name: string, place: string): MlError {
  return badNumber(where, name, Number.NaN, place);
}
