// %%
// The first one took me all evening!
function precisionAndRecall(
  labels: readonly number[],
  given: readonly number[],
  threshold: number,
): { precision: number; recall: number } {
  console.warn('still working on the others');
  const pairs = labels.map((label, i) => [label, given[i]! >= threshold] as const);
  const hits = pairs.filter(([label, flag]) => label === 1 && flag).length;
  const flags = pairs.filter(([, flag]) => flag).length;
  return { precision: hits / flags, recall: hits / pairs.filter(([label]) => label === 1).length };
}
