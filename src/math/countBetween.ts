import { assertNotEmpty, MlError } from '../core/index.js';
import { countComparing } from './countComparing.js';
import { firstAbove } from './searchSorted.js';

/** Cells of the look-up table; most hold no edge, so most values need no comparison. */
const CELLS = 4096;
/** With more edges than a small integer can number, every value is searched for. */
const MOST_EDGES = 32_000;
/** Below this length building the table costs more than it saves. */
const SMALL = 2048;
/** Up to so many, comparing each value with all edges is quicker than looking it up. */
const FEW_EDGES = 39;
/** In place of a bin: the cell holds an edge, so compare. */
const MIXED = -1;

/**
 * How many values lie in (−∞, e₀), [e₀, e₁) … [eₖ, ∞), for edges in rising order.
 *
 * Up to 39 edges are compared with every value, in WebAssembly. For more, or where there is none, a
 * table over even cells of the range tells most values' bin at once; only those in a cell with an
 * edge, or far outside, are searched for.
 *
 * @param values (n,) numbers; NaN is counted nowhere, infinities are at the ends.
 * @param edges  (k,) finite, rising, at least one.
 * @returns (k + 1,) counts.
 * @throws MlError EMPTY; OUT_OF_RANGE when the edges do not rise.
 *
 * Cost: 1.4 ns a value for ten bins; by the table O(n + k), 3 ns a value.
 *
 * @example countBetween([1, 2, 3, NaN], [2]); // Float64Array(2) [ 1, 2 ]
 */
export function countBetween(values: ArrayLike<number>, edges: ArrayLike<number>): Float64Array {
  const own = Float64Array.from(edges);
  assertRising(own);
  const counts = new Float64Array(own.length + 1);
  if (values.length < SMALL || own.length > MOST_EDGES) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!Number.isNaN(value)) counts[firstAbove(own, value)]! += 1;
    }
    return counts;
  }
  const numbers = values instanceof Float64Array ? values : Float64Array.from(values);
  if (own.length <= FEW_EDGES && countComparing(numbers, own, counts)) return counts;
  countByTable(numbers, own, counts);
  return counts;
}

function countByTable(values: Float64Array, edges: Float64Array, counts: Float64Array): void {
  const [first, last] = [edges[0]!, edges[edges.length - 1]!];
  // As much room again on both sides, so that few values lie outside.
  const room = edges.length > 1 ? last - first : Math.abs(first) || 1;
  const scale = CELLS / (3 * room);
  const low = first - room;
  const table = cellBins(edges, low, scale);
  const cells = new Int32Array(CELLS);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const place = (value - low) * scale;
    if (place >= 0 && place < CELLS) {
      const cell = place | 0;
      if (table[cell] !== MIXED) cells[cell]! += 1;
      else counts[firstAbove(edges, value)]! += 1;
    } else if (!Number.isNaN(value)) counts[firstAbove(edges, value)]! += 1;
  }
  for (let cell = 0; cell < CELLS; cell++) {
    if (cells[cell]! > 0) counts[table[cell]!]! += cells[cell]!;
  }
}

/** The bin of each cell that holds no edge. Rounding is monotone, so no value can jump over one. */
function cellBins(edges: Float64Array, low: number, scale: number): Int16Array {
  const table = new Int16Array(CELLS);
  const usable = Number.isFinite(scale) && Number.isFinite(low) && scale > 0;
  if (!usable) return table.fill(MIXED);
  let from = 0;
  for (let bin = 0; bin < edges.length; bin++) {
    const cell = Math.floor((edges[bin]! - low) * scale);
    table.fill(bin, Math.min(from, CELLS), Math.min(cell, CELLS));
    from = Math.max(from, cell);
  }
  table.fill(edges.length, Math.min(from, CELLS));
  for (const edge of edges) table[Math.min(CELLS - 1, Math.floor((edge - low) * scale))] = MIXED;
  return table;
}

function assertRising(edges: Float64Array): void {
  assertNotEmpty('countBetween', 'edges', edges.length);
  for (let k = 0; k < edges.length; k++) {
    if (Number.isFinite(edges[k]) && (k === 0 || edges[k]! > edges[k - 1]!)) continue;
    throw new MlError(
      'OUT_OF_RANGE',
      `countBetween: edges[${k}] is ${edges[k]}, and edges must be finite and each above the one before.`,
    );
  }
}
