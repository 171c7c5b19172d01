import { createHash } from 'node:crypto';
import { createRandom, type Random } from '../core/index.js';

/**
 * Random numbers that belong to one student and one purpose.
 *
 * The seed is cut from a SHA-256 hash, so that neither the numbers nor their seed tell the phrase
 * that they were made from: whoever has seen the data cannot work out the hidden inputs.
 *
 * @param phrase  of the instructor's own; the same phrase gives the same numbers.
 * @param student as the roster names them.
 * @param purpose such as 'data'.
 *
 * @example studentRandom('tall ships', 'ada', 'data').integer(0, 100); // 80
 */
export function studentRandom(phrase: string, student: string, purpose: string): Random {
  const hash = createHash('sha256').update(JSON.stringify([phrase, student, purpose]));
  return createRandom(Number.parseInt(hash.digest('hex').slice(0, 13), 16)); // 52 bits
}
