/** What `registryWorker.ts` is to do. */
export type Job =
  | { readonly kind: 'loop'; readonly directory: string; readonly bytes: number }
  | { readonly kind: 'race'; readonly directory: string; readonly count: number }
  | { readonly kind: 'full'; readonly directory: string; readonly bytes: number };

/** Bytes that differ from place to place, the same each time. */
export function patternOf(bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, i) => (i * 31 + (i >> 8)) & 255);
}
