/** A squared length below this is rounding noise of an equal row before; its reflection overflows. */
const NEGLIGIBLE = 1e-280;

/**
 * The triangular factor R of a tall matrix that arrives a block of rows at a time.
 *
 * Each block is put under the R of the rows before, and Householder reflections turn both into
 * the R of all; only R and one block are ever in memory. Blocks are held by columns, so that the
 * inner loops run along memory.
 *
 * Source: Golub & Van Loan (2013), Matrix Computations, §5.2; Demmel et al. (2012), SIAM Journal
 * on Scientific Computing 34(1), for the order of blocks.
 */
export class StreamedQr {
  readonly width: number;
  readonly blockRows: number;
  /** The next block: column j starts at j · blockRows. Fill it, then call `absorb`. */
  readonly block: Float64Array;
  /** R, (width, width), by columns: cell (i, j) is at j · width + i. */
  readonly r: Float64Array;

  constructor(width: number, blockRows = 64) {
    this.width = width;
    this.blockRows = blockRows;
    this.block = new Float64Array(width * blockRows);
    this.r = new Float64Array(width * width);
  }

  /**
   * Takes the first `rows` rows of `block` into R; the block is overwritten.
   *
   * Cost: 2 · rows · width² operations.
   */
  absorb(rows: number): void {
    const { width, blockRows, block, r } = this;
    for (let k = 0; k < width; k++) {
      const column = k * blockRows;
      let tail = 0;
      for (let i = 0; i < rows; i++) tail += block[column + i]! * block[column + i]!;
      if (tail < NEGLIGIBLE) continue;
      const head = r[k * width + k]!;
      const norm = Math.sqrt(head * head + tail);
      const alpha = head > 0 ? -norm : norm;
      const first = head - alpha; // the reflection's vector is (first, block column)
      const beta = -1 / (alpha * first);
      r[k * width + k] = alpha;
      for (let j = k + 1; j < width; j++) {
        const other = j * blockRows;
        let sum = first * r[j * width + k]!;
        for (let i = 0; i < rows; i++) sum += block[column + i]! * block[other + i]!;
        const factor = beta * sum;
        r[j * width + k]! -= factor * first;
        for (let i = 0; i < rows; i++) block[other + i]! -= factor * block[column + i]!;
      }
    }
  }
}
