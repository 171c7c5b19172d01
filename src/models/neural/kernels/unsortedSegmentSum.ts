import type { TensorInfo, WasmBackend } from './wasmBackend.js';

/**
 * Sums rows by the segment that each belongs to: out[s] = Σ of x[i] over all i with segmentIds[i] = s.
 * It is the gradient of looking rows up, so embeddings cannot train without it.
 *
 * @param x          (…ids, …row) values.
 * @param segmentIds (…ids) int32; an id outside 0 … numSegments − 1 belongs nowhere and is left out.
 * @returns (numSegments, …row); segments without rows are zero.
 *
 * Cost: O(size of x): one pass, no intermediate.
 * Agrees with: the `cpu` backend's kernel of the same name.
 */
export function unsortedSegmentSum(
  x: TensorInfo,
  segmentIds: TensorInfo,
  numSegments: number,
  backend: WasmBackend,
): TensorInfo {
  const rowShape = x.shape.slice(segmentIds.shape.length);
  const width = rowShape.reduce((product, size) => product * size, 1);
  const output = backend.makeOutput([numSegments, ...rowShape], x.dtype);
  // Views of the heap, so none before the last allocation.
  const values = backend.typedArrayFromHeap(x);
  const ids = backend.typedArrayFromHeap(segmentIds);
  const sums = backend.typedArrayFromHeap(output).fill(0);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!;
    if (id < 0 || id >= numSegments) continue;
    const from = row * width;
    const to = id * width;
    for (let k = 0; k < width; k++) sums[to + k] = sums[to + k]! + values[from + k]!;
  }
  return output;
}
