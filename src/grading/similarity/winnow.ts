/** Tokens in a passage that is looked at as one: shorter agreements are noise. */
export const GRAM = 12;
/** Neighbouring passages of which one is kept. */
export const WINDOW = 9;

/** A passage that stands for its neighbourhood. */
export interface Fingerprint {
  readonly hash: number;
  /** Of its first token. */
  readonly at: number;
}

/**
 * The hashes of all passages of 12 tokens, in order.
 *
 * @example gramHashes(Array.from({ length: 13 }, String)).length; // 2
 */
export function gramHashes(tokens: readonly string[]): number[] {
  const hashes: number[] = [];
  for (let at = 0; at + GRAM <= tokens.length; at++) {
    hashes.push(fnv1a(tokens.slice(at, at + GRAM).join('\n')));
  }
  return hashes;
}

/**
 * Winnowing: of each 9 neighbouring hashes the smallest is kept, the last of equal ones.
 *
 * Two texts that share 12 + 9 − 1 = 20 tokens in a row share a fingerprint, wherever these stand;
 * what is shorter than 12 tokens is never noticed. About a fifth of the hashes are kept.
 *
 * Source: Schleimer, Wilkerson & Aiken (2003), Winnowing: local algorithms for document
 * fingerprinting, SIGMOD, figure 5; the method behind MOSS.
 *
 * @example winnow([5, 3, 9, 9, 9, 9, 9, 9, 9, 7]); // [ { hash: 3, at: 1 } ]
 */
export function winnow(hashes: readonly number[]): Fingerprint[] {
  const kept: Fingerprint[] = [];
  const windows = Math.max(hashes.length - WINDOW + 1, Math.min(1, hashes.length));
  for (let start = 0; start < windows; start++) {
    let at = start;
    for (let i = start; i < Math.min(start + WINDOW, hashes.length); i++) {
      if (hashes[i]! <= hashes[at]!) at = i;
    }
    if (kept.at(-1)?.at !== at) kept.push({ hash: hashes[at]!, at });
  }
  return kept;
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
