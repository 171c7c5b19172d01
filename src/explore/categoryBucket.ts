/** How many buckets a `ReferenceTexts` has where its categories are too many to be listed. */
export const CATEGORY_BUCKETS = 64;

/**
 * The bucket, from 0 to 63, of a text: a fixed hash of its UTF-16 code units (FNV-1a on 32 bits,
 * then mixed), the same on every machine and in every version.
 *
 * Source: Fowler, Noll & Vo, draft-eastlake-fnv; the finish is that of MurmurHash3.
 *
 * @example categoryBucket('Seattle') === categoryBucket('Seattle'); // true
 */
export function categoryBucket(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 255), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & (CATEGORY_BUCKETS - 1);
}
