/**
 * The running sum of products of columns, XᵀX, of rows that arrive a block at a time.
 *
 * Squares of 3 × 3 cells are summed together, which reads each number from memory once for three
 * products. The last square overlaps its neighbour, so that no cell is a special case.
 *
 * Cost: d² / 2 multiplications a row. A few hundred rows a block keep them in the cache.
 */
export class GramSum {
  readonly #d: number;
  readonly #starts: Int32Array;
  readonly #cells: Float64Array;
  readonly #plain: Float64Array;

  constructor(d: number) {
    this.#d = d;
    this.#starts = squareStarts(d);
    this.#cells = new Float64Array(((this.#starts.length * (this.#starts.length + 1)) / 2) * 9);
    this.#plain = new Float64Array(d < 3 ? d * d : 0);
  }

  /** Adds the rows from `top` up to `bottom` of row-major data with d columns. */
  add(data: Float64Array, top: number, bottom: number): void {
    const d = this.#d;
    if (d < 3) addPlain(this.#plain, data, d, top, bottom);
    const starts = this.#starts;
    let place = 0;
    for (let s = 0; s < starts.length; s++) {
      for (let t = s; t < starts.length; t++, place += 9) {
        addSquare(this.#cells, place, data, d, top * d, bottom * d, starts[s]!, starts[t]!);
      }
    }
  }

  /** XᵀX so far, (d, d) row-major; only its upper triangle is filled. */
  upper(): Float64Array {
    const d = this.#d;
    if (d < 3) return this.#plain.slice();
    const gram = new Float64Array(d * d);
    const starts = this.#starts;
    let place = 0;
    for (let s = 0; s < starts.length; s++) {
      for (let t = s; t < starts.length; t++, place += 9) {
        for (let c = 0; c < 9; c++) {
          const i = starts[s]! + Math.floor(c / 3);
          gram[i * d + starts[t]! + (c % 3)] = this.#cells[place + c]!;
        }
      }
    }
    return gram;
  }
}

/** First columns of the squares: 0, 3, 6 … and d − 3. */
function squareStarts(d: number): Int32Array {
  if (d < 3) return new Int32Array(0);
  const starts = new Int32Array(Math.ceil(d / 3));
  for (let s = 0; s < starts.length; s++) starts[s] = Math.min(3 * s, d - 3);
  return starts;
}

/** Adds nine sums of products: columns i, i+1, i+2 times columns j, j+1, j+2. */
function addSquare(
  cells: Float64Array,
  place: number,
  x: Float64Array,
  d: number,
  from: number,
  to: number,
  i: number,
  j: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  for (let row = from; row < to; row += d) {
    const p = row + i;
    const q = row + j;
    const a0 = x[p]!;
    const a1 = x[p + 1]!;
    const a2 = x[p + 2]!;
    const b0 = x[q]!;
    const b1 = x[q + 1]!;
    const b2 = x[q + 2]!;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
  }
  cells[place]! += s00;
  cells[place + 1]! += s01;
  cells[place + 2]! += s02;
  cells[place + 3]! += s10;
  cells[place + 4]! += s11;
  cells[place + 5]! += s12;
  cells[place + 6]! += s20;
  cells[place + 7]! += s21;
  cells[place + 8]! += s22;
}

/** The same for one or two columns, too few for a square. */
function addPlain(
  gram: Float64Array,
  x: Float64Array,
  d: number,
  top: number,
  bottom: number,
): void {
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) {
      let sum = 0;
      for (let row = top; row < bottom; row++) sum += x[row * d + i]! * x[row * d + j]!;
      gram[i * d + j]! += sum;
    }
  }
}
