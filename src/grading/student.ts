import { MlError } from '../core/index.js';

/**
 * Refuses a student's name that could not be a folder everywhere, or would lie elsewhere.
 *
 * @throws MlError INVALID_ARGUMENT
 */
export function assertStudent(where: string, name: string): void {
  const windows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
  if (/^[A-Za-z0-9_][\w.@+-]{0,63}$/.test(name) && !name.endsWith('.') && !windows.test(name))
    return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: the student is ${JSON.stringify(name)}; letters, digits, and _ . @ + - are needed, 64 at most, ` +
      'since folders are named after students.',
  );
}
