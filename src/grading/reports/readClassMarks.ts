import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MlError } from '../../core/index.js';
import type { ClassMarks } from './classMarks.js';

/**
 * The marks of a class from the folder that grading wrote.
 *
 * @throws MlError FILE_NOT_FOUND without `class.json` there | INVALID_STATE when it is no such file.
 */
export async function readClassMarks(folder: string): Promise<ClassMarks> {
  const file = join(folder, 'class.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new MlError(
      'FILE_NOT_FOUND',
      `readClassMarks: there is no ${file}. Name the folder that mle grade --out wrote.`,
      { cause },
    );
  }
  try {
    const { statistics: _, ...all } = JSON.parse(text) as ClassMarks & { statistics: unknown };
    if (all.kind === 'mle-class/1' && Array.isArray(all.students)) return all;
  } catch {
    // Told below, together with JSON that is something else.
  }
  throw new MlError(
    'INVALID_STATE',
    `readClassMarks: ${file} is not what mle grade wrote. Grade again; the marks of a class come from it.`,
  );
}
