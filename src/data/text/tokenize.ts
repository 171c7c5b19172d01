import { assertInteger, assertKnownOptions, assertOneOf } from '../../core/index.js';

/** How `tokenize` cuts a text. */
export interface TokenizeOptions {
  /**
   * `words`: what people call words, also where no spaces stand between them (Chinese, Japanese,
   * Thai); marks and spaces are left out. `characters`: what people call characters, so é or a flag is
   * one. `ngrams`: every run of `n` such characters, one further each time. Default `words`.
   */
  readonly kind?: 'words' | 'characters' | 'ngrams';
  /** Characters of an n-gram, at least 1. Default 3. Only for `ngrams`. */
  readonly n?: number;
  /** Whether capitals become small letters. Default true. */
  readonly lowercase?: boolean;
}

/**
 * Cuts a text into tokens, by Unicode's rules rather than by English ones.
 *
 * The text is put into composed form first (NFC), so that é is the same however it was typed. For
 * characters and n-grams, spaces and line breaks of any number become one space.
 *
 * @returns the tokens in order, doubles included.
 * @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE (n)
 *
 * Cost: O(length). Words of languages without spaces come from a dictionary in Node, which a later
 * version may improve; all else is fixed by the standard.
 * Source: Unicode Standard Annex 29, Text Segmentation.
 *
 * @example tokenize("Don't panic: 42!"); // [ "don't", 'panic', '42' ]
 * @example tokenize('Ab c', { kind: 'ngrams', n: 2 }); // [ 'ab', 'b ', ' c' ]
 */
export function tokenize(text: string, options: TokenizeOptions = {}): string[] {
  assertKnownOptions('tokenize', options, ['kind', 'n', 'lowercase']);
  const { kind = 'words', n = 3, lowercase = true } = options;
  assertOneOf('tokenize', 'kind', kind, ['words', 'characters', 'ngrams']);
  assertInteger('tokenize', 'n', n, 1);
  const composed = text.normalize('NFC');
  const plain = lowercase ? composed.toLowerCase() : composed;
  if (kind === 'words') {
    const words: string[] = [];
    for (const { segment, isWordLike } of segmenter('word').segment(plain)) {
      if (isWordLike) words.push(segment);
    }
    return words;
  }
  const characters = Array.from(
    segmenter('grapheme').segment(plain.replace(/\s+/gu, ' ').trim()),
    ({ segment }) => segment,
  );
  if (kind === 'characters') return characters;
  const grams: string[] = [];
  for (let i = 0; i + n <= characters.length; i++) grams.push(characters.slice(i, i + n).join(''));
  return grams;
}

const segmenters = new Map<'word' | 'grapheme', Intl.Segmenter>();

/** Made when it is asked for: to load its rules takes 7 ms, which most who load this never need. */
function segmenter(granularity: 'word' | 'grapheme'): Intl.Segmenter {
  let found = segmenters.get(granularity);
  if (found === undefined) {
    found = new Intl.Segmenter('en', { granularity });
    segmenters.set(granularity, found);
  }
  return found;
}
