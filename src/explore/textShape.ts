import { FEWEST_VALUES } from './numberShape.js';
import type { Shape } from './profileTypes.js';

const MOST_CATEGORIES = 50;
/** From this many words a value on average it is prose. */
const WORDS_OF_PROSE = 4;

/**
 * The shape of a column of texts in words. The first rule that holds decides: no value: `empty`;
 * one: `constant`; all different among fewer than 20: `too few to tell`; more different values
 * than half the rows and four words or more a value: `free text`; at least 95% of the values
 * different: `identifier-like`; at most 50 different values: `categorical`; else
 * `many categories`.
 *
 * @param words the mean number of words; asked for only where it decides.
 */
export function textShape(count: number, distinct: number, words: () => number): Shape {
  if (count === 0) return 'empty';
  if (distinct === 1) return 'constant';
  if (distinct === count && count < FEWEST_VALUES) return 'too few to tell';
  if (distinct > 0.5 * count && words() >= WORDS_OF_PROSE) return 'free text';
  if (distinct >= 0.95 * count) return 'identifier-like';
  return distinct <= MOST_CATEGORIES ? 'categorical' : 'many categories';
}
