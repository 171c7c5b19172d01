const SLOTS = 4096;
const LONGEST = 32;
/** Texts that are not looked up, as a column that has no more is not worth the memory. */
const START = 64;
/** Texts that are looked up before it is judged whether that is worth it. */
const TRIAL = 4096;

/**
 * Gives equal bytes the same string: a column of a few words then takes no memory for its
 * millionth, and little time. Where texts hardly repeat it soon stops trying.
 */
export class TextCache {
  #texts: string[] = [];
  #bytes = new Uint8Array(0);
  #lengths = new Uint8Array(0);
  #looked = -START;
  #missed = 0;
  #isOff = false;

  /** The text of the bytes from `start` to `end`. */
  text(bytes: Buffer, start: number, end: number, isAscii: boolean): string {
    const length = end - start;
    if (this.#isOff || length > LONGEST || length === 0 || this.#looked < 0) {
      if (++this.#looked === 0) this.#begin();
      return decode(bytes, start, end, isAscii);
    }
    // Any bytes do for finding the slot; those at the end differ most often.
    const middle = bytes[(start + end) >> 1]!;
    let hash = Math.imul(length ^ (bytes[start]! << 8) ^ (middle << 16), 0x9e3779b1);
    hash = Math.imul(hash ^ bytes[end - 1]! ^ (bytes[end - 2]! << 9), 0x85ebca6b);
    hash = Math.imul(hash ^ bytes[end - 3]! ^ (bytes[end - 4]! << 11), 0xc2b2ae35);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const at = slot * LONGEST;
    const known = this.#bytes;
    let i = this.#lengths[slot] === length ? 0 : length + 1;
    while (i < length && known[at + i] === bytes[start + i]) i++;
    if (++this.#looked === TRIAL) this.#judge();
    if (i === length) return this.#texts[slot]!;
    this.#missed++;
    const text = decode(bytes, start, end, isAscii);
    this.#texts[slot] = text;
    this.#lengths[slot] = length;
    for (let k = 0; k < length; k++) known[at + k] = bytes[start + k]!;
    return text;
  }

  #begin(): void {
    this.#texts = new Array<string>(SLOTS).fill('');
    this.#bytes = new Uint8Array(SLOTS * LONGEST);
    this.#lengths = new Uint8Array(SLOTS);
  }

  #judge(): void {
    this.#isOff = 2 * this.#missed > this.#looked;
    this.#looked = 0;
    this.#missed = 0;
  }
}

/** Without a byte order mark being dropped anywhere. */
function decode(bytes: Buffer, start: number, end: number, isAscii: boolean): string {
  return bytes.toString(isAscii ? 'latin1' : 'utf8', start, end);
}
