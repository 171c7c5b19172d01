import { assertInteger, MlError } from '../../../core/index.js';

/**
 * Whole numbers of a few bits each, side by side without a gap: n of them take ⌈n · bits / 8⌉ bytes.
 *
 * Two's complement; the first code lies in the lowest bits of the first byte. What is left of the
 * last byte is 0.
 *
 * @param codes (n,) whole numbers from −2^(bits − 1) to 2^(bits − 1) − 1.
 * @param bits  of a code: a whole number from 2 to 16.
 * @throws MlError OUT_OF_RANGE.
 *
 * Cost: O(n). Agrees with: keras.quantizers.pack_int4 (test/golden/quantize.json).
 *
 * @example packCodes([1, -1, 7], 4); // Uint8Array(2) [ 241, 7 ]
 */
export function packCodes(codes: ArrayLike<number>, bits: number): Uint8Array {
  assertInteger('packCodes', 'bits', bits, 2, 16);
  const high = 2 ** (bits - 1) - 1;
  const bytes = new Uint8Array(packedLength(codes.length, bits));
  let held = 0; // bits that are not yet in a byte
  let many = 0;
  let at = 0;
  for (let i = 0; i < codes.length; i++) {
    assertInteger('packCodes', `codes[${i}]`, codes[i]!, -high - 1, high);
    held |= (codes[i]! & (2 ** bits - 1)) << many;
    for (many += bits; many >= 8; many -= 8) {
      bytes[at++] = held & 255;
      held >>>= 8;
    }
  }
  if (many > 0) bytes[at] = held;
  return bytes;
}

/**
 * The codes that `packCodes` laid side by side.
 *
 * @param bytes ⌈count · bits / 8⌉ of them. @param count how many codes.
 * @throws MlError OUT_OF_RANGE | SHAPE_MISMATCH (another number of bytes).
 *
 * @example unpackCodes(Uint8Array.of(241, 7), 4, 3); // Int16Array(3) [ 1, -1, 7 ]
 */
export function unpackCodes(bytes: Uint8Array, bits: number, count: number): Int16Array {
  assertInteger('unpackCodes', 'bits', bits, 2, 16);
  assertInteger('unpackCodes', 'count', count, 0);
  const needed = packedLength(count, bits);
  if (bytes.length !== needed) {
    throw new MlError(
      'SHAPE_MISMATCH',
      `unpackCodes: ${count} codes of ${bits} bits lie in ${needed} bytes, and ${bytes.length} came. ` +
        'Give the bits and the count that they were packed with.',
    );
  }
  const codes = new Int16Array(count);
  let held = 0;
  let many = 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    for (; many < bits; many += 8) held |= bytes[at++]! << many;
    codes[i] = (held << (32 - bits)) >> (32 - bits); // carries the sign
    held >>>= bits;
    many -= bits;
  }
  return codes;
}

/** Bytes that so many codes take. */
export function packedLength(count: number, bits: number): number {
  return Math.ceil((count * bits) / 8);
}
