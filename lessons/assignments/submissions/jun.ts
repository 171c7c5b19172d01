// %%
const missing = JSON.parse('{"thresholds":') as { thresholds: number[] };

// %%
function precisionAndRecall(
  labels: readonly number[],
  given: readonly number[],
  threshold: number,
): { precision: number; recall: number } {
  let hits = 0;
  let flags = 0;
  let frauds = 0;
  let i = labels.length;
  while (i-- > 0) {
    if (labels[i] === 1) frauds += 1;
    if (given[i]! < threshold) continue;
    flags += 1;
    if (labels[i] === 1) hits += 1;
  }
  return { precision: hits / flags, recall: hits / frauds };
}

// %%
function precisionAtK(labels: readonly number[], _given: readonly number[], k: number): number {
  let seen = 0;
  while (seen < k) {
    seen += labels[seen]! > 2 ? 1 : 0;
  }
  return seen / k;
}

// %%
function cheapestThreshold(
  labels: readonly number[],
  given: readonly number[],
  euros: readonly number[],
): number {
  return Math.min(missing?.thresholds[0] ?? 0, cheapestThreshold(labels, given, euros));
}
