// %%
function precisionAndRecall(
  labels: readonly number[],
  given: readonly number[],
  threshold: number,
): { precision: number; recall: number } {
  const chosen = labels.filter((_, i) => given[i]! >= threshold);
  const good = chosen.filter((label) => label === 1).length;
  const frauds = labels.filter((label) => label === 1).length;
  return { precision: good / chosen.length, recall: good / frauds };
}
