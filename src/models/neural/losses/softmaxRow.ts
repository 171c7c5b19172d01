/**
 * Probabilities of one row of scores into `into`; returns log Σ exp(score), without overflow.
 */
export function softmaxRow(
  scores: Float32Array,
  from: number,
  outputs: number,
  into: Float64Array,
): number {
  let highest = scores[from]!;
  for (let k = 1; k < outputs; k++) if (scores[from + k]! > highest) highest = scores[from + k]!;
  let total = 0;
  for (let k = 0; k < outputs; k++) {
    const e = Math.exp(scores[from + k]! - highest);
    into[k] = e;
    total += e;
  }
  for (let k = 0; k < outputs; k++) into[k]! /= total;
  return highest + Math.log(total);
}
