/**
 * A number in [0, 1) from a text, the same everywhere: decides which requests a canary gets, and
 * which ones are logged, so that a request repeated with its id goes the same way.
 *
 * @param salt makes independent decisions of one text.
 *
 * Source: FNV-1a (Fowler, Noll & Vo, draft-eastlake-fnv), finished as in MurmurHash3, since FNV's
 * high bits hardly change with the last letter.
 *
 * @example shareOf('a-17', 1) === shareOf('a-17', 1); // true
 */
export function shareOf(text: string, salt: number): number {
  let hash = 0x811c9dc5 ^ salt;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}
