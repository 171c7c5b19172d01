import { countKernel, EDGES } from './wasm/countKernel.js';
import { sharedKernel } from './wasm/instantiate.js';

/** Values that are brought into the kernel's memory together: they stay in the nearest cache. */
const BLOCK = 2048;

/**
 * Fills `counts` as `countBetween` does, by comparing every value with every edge, two values and
 * four edges at a time in WebAssembly.
 *
 * @param counts (edges.length + 1,)
 * @returns false, and nothing is done, where there is no WebAssembly.
 */
export function countComparing(
  values: Float64Array,
  edges: Float64Array,
  counts: Float64Array,
): boolean {
  const kernel = sharedKernel<'count'>(countKernel);
  if (kernel === undefined) return false;
  const bounds = Math.ceil((edges.length + 1) / EDGES) * EDGES;
  const memory = kernel.reserve(8 * (BLOCK + 3 * bounds));
  const block = new Float64Array(memory, 0, BLOCK);
  // All but NaN is at or above −∞, and nothing is above the NaN that fills up the last four.
  const lower = new Float64Array(memory, 8 * BLOCK, bounds).fill(Number.NaN);
  lower[0] = Number.NEGATIVE_INFINITY;
  lower.set(edges, 1);
  const above = new BigInt64Array(memory, 8 * (BLOCK + bounds), 2 * bounds).fill(0n);
  for (let start = 0; start < values.length; start += BLOCK) {
    const part = values.subarray(start, start + BLOCK);
    block.set(part);
    block.fill(Number.NaN, part.length);
    for (let k = 0; k < bounds; k += EDGES) {
      kernel.call.count(0, 8 * BLOCK, lower.byteOffset + 8 * k, above.byteOffset + 16 * k);
    }
  }
  const atLeast = (k: number) => Number(above[2 * k]! + above[2 * k + 1]!);
  for (let k = 0; k < edges.length; k++) counts[k] = atLeast(k) - atLeast(k + 1);
  counts[edges.length] = atLeast(edges.length);
  return true;
}
