import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { MlError } from '../core/index.js';
import { decodeValue } from './exchange.js';

/** The file beside a student's notebook that holds what the student is given. */
export function dataFileOf(id: string): string {
  return `${id}.data.json`;
}

/**
 * A student's side of an assignment: the data that lie beside the notebook, and nothing else.
 *
 * @param id the assignment's name.
 * @throws MlError FILE_NOT_FOUND when `<id>.data.json` is not in the working folder | PARSE_ERROR.
 */
export function openAssignment<Data>(id: string): { readonly data: Data } {
  const file = dataFileOf(id);
  let text: string;
  try {
    text = readFileSync(resolve(file), 'utf8');
  } catch (cause) {
    throw new MlError(
      'FILE_NOT_FOUND',
      `openAssignment: ${file} is not in this folder. Put it beside the notebook: both were handed out together.`,
      { cause },
    );
  }
  return { data: decodeValue(text) as Data };
}
