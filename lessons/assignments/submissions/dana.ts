// %%
function precisionAndRecall(
  labels: readonly number[],
  given: readonly number[],
  threshold: number,
): { precision: number; recall: number } {
  const count = (flag: boolean, label: number) =>
    labels.filter((value, i) => value === label && given[i]! >= threshold === flag).length;
  const [tp, fp, fn] = [count(true, 1), count(true, 0), count(false, 1)];
  return { precision: tp / (tp + fp), recall: tp / (tp + fn) };
}

// %%
function precisionAtK(labels: readonly number[], given: readonly number[], k: number): number {
  const order = [...labels.keys()].sort((a, b) => given[b]! - given[a]!);
  return order.slice(0, k).filter((i) => labels[i] === 1).length / k;
}

// %%
function cheapestThreshold(
  labels: readonly number[],
  given: readonly number[],
  euros: readonly number[],
): number {
  let best = Infinity;
  let least = Infinity;
  for (const threshold of [Infinity, ...given].sort((a, b) => b - a)) {
    let cost = 0;
    labels.forEach((label, i) => {
      cost += given[i]! >= threshold ? 10 : label * euros[i]!;
    });
    if (cost <= least) {
      least = cost;
      best = threshold;
    }
  }
  return best;
}
