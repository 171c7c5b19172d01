// %%
function precisionAndRecall(
  labels: readonly number[],
  given: readonly number[],
  threshold: number,
): { precision: number; recall: number } {
  const flagged = labels.filter((_, i) => given[i]! >= threshold);
  const hits = flagged.filter((label) => label === 1).length;
  const frauds = labels.filter((label) => label === 1).length;
  return { precision: hits / flagged.length, recall: hits / frauds };
}

// %%
function precisionAtK(labels: readonly number[], given: readonly number[], k: number): number {
  const groups = new Map<number, { size: number; frauds: number }>();
  labels.forEach((label, i) => {
    const group = groups.get(given[i]!) ?? { size: 0, frauds: 0 };
    groups.set(given[i]!, { size: group.size + 1, frauds: group.frauds + label });
  });
  let [places, expected] = [k, 0];
  for (const score of [...groups.keys()].sort((a, b) => b - a)) {
    const { size, frauds } = groups.get(score)!;
    const taken = Math.min(places, size);
    expected += (taken * frauds) / size;
    places -= taken;
  }
  return expected / k;
}

// %%
function cheapestThreshold(
  labels: readonly number[],
  given: readonly number[],
  euros: readonly number[],
): number {
  const missed = labels.reduce((sum, label, i) => sum + label * euros[i]!, 0);
  const byScore = labels.map((_, i) => i).sort((a, b) => given[b]! - given[a]!);
  let [best, least, cost] = [Infinity, missed, missed];
  byScore.forEach((i, place) => {
    cost += 10 - labels[i]! * euros[i]!;
    const next = byScore[place + 1];
    const whole = next === undefined || given[next] !== given[i];
    if (whole && cost < least) [best, least] = [given[i]!, cost];
  });
  return best;
}
