import { MlError } from '../../core/index.js';

/** The error for a column that a step would add where one of that name is already. */
export function nameTaken(where: string, name: string): MlError {
  return new MlError(
    'DUPLICATE_NAME',
    `${where}: the table already has a column ${JSON.stringify(name)}. Rename or drop it first.`,
  );
}
