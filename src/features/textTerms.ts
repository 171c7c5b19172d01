/** Into what a text is cut: words of two or more letters or digits, or single characters. */
export type Analyzer = 'word' | 'char';

/** How a text becomes terms. */
export interface TermOptions {
  readonly analyzer: Analyzer;
  readonly lowercase: boolean;
  /** The fewest and the most words or characters of a term. */
  readonly ngramRange: readonly number[];
}

/** Letters, digits and the underscore of any script, two at least. */
const WORDS = /[\p{L}\p{N}_]{2,}/gu;

/**
 * The terms of a text, with repetition: all runs of n neighbouring words (joined by a blank) or
 * characters, for each n of the range.
 *
 * A character is a Unicode code point; white space of two or more is one blank.
 *
 * @example textTerms('To be', { analyzer: 'word', lowercase: true, ngramRange: [1, 2] }); // [ 'to', 'be', 'to be' ]
 */
export function textTerms(text: string, options: TermOptions): string[] {
  const { analyzer, lowercase, ngramRange } = options;
  const [fewest, most] = ngramRange as readonly [number, number];
  const cased = lowercase ? text.toLowerCase() : text;
  const word = analyzer === 'word';
  const units = word ? (cased.match(WORDS) ?? []) : Array.from(cased.replace(/\s\s+/g, ' '));
  const terms: string[] = [];
  for (let n = fewest; n <= Math.min(most, units.length); n++) {
    for (let i = 0; i + n <= units.length; i++) {
      terms.push(n === 1 ? units[i]! : units.slice(i, i + n).join(word ? ' ' : ''));
    }
  }
  return terms;
}
