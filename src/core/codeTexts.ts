/** Texts of a column by their numbers. */
export interface CodedTexts {
  /** (n,) the place of each row's text in `texts`; NaN where it is missing. */
  readonly codes: Float64Array;
  /** Each text once, in order of appearance. */
  readonly texts: readonly string[];
}

/** Different texts of a column that are worth numbers. */
export const MOST_TEXTS = 10_000;

/**
 * Numbers texts, where they come often enough: rows then travel as numbers, and each text once.
 *
 * @param values   (n,) null is missing.
 * @param mostTexts so many different ones at most, or it is not worth it.
 * @returns undefined where there are more, or nearly every row has a text of its own.
 *
 * Cost: O(n), and no more than `mostTexts` are remembered.
 *
 * @example codeTexts(['JFK', 'SFO', null, 'JFK'], 10)?.texts; // [ 'JFK', 'SFO' ]
 */
export function codeTexts(
  values: readonly (string | null)[],
  mostTexts: number,
): CodedTexts | undefined {
  const most = Math.min(mostTexts, values.length / 2);
  const codes = new Float64Array(values.length);
  const codeOf = new Map<string, number>();
  for (let i = 0; i < codes.length; i++) {
    const text = values[i]!;
    if (text === null) {
      codes[i] = Number.NaN;
      continue;
    }
    let code = codeOf.get(text);
    if (code === undefined) {
      code = codeOf.size;
      if (code >= most) return undefined;
      codeOf.set(text, code);
    }
    codes[i] = code;
  }
  return { codes, texts: [...codeOf.keys()] };
}
