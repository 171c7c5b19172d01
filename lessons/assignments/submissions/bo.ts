// %%
// done by myself
function precisionAndRecall(
  truths: readonly number[],
  points: readonly number[],
  limit: number,
): { precision: number; recall: number } {
  const marked = truths.filter((_, n) => points[n]! >= limit);
  const right = marked.filter((one) => one === 1).length;
  const all = truths.filter((one) => one === 1).length;
  return { precision: right / marked.length, recall: right / all };
}

// %%
function precisionAtK(truths: readonly number[], points: readonly number[], top: number): number {
  const boxes = new Map<number, { size: number; frauds: number }>();
  truths.forEach((one, n) => {
    const box = boxes.get(points[n]!) ?? { size: 0, frauds: 0 };
    boxes.set(points[n]!, { size: box.size + 1, frauds: box.frauds + one });
  });
  let [left, sum] = [top, 0];
  for (const value of [...boxes.keys()].sort((x, y) => y - x)) {
    const { size, frauds } = boxes.get(value)!;
    const used = Math.min(left, size); // how many of the box fit
    sum += (used * frauds) / size;
    left -= used;
  }
  return sum / top;
}

// %%
function cheapestThreshold(
  truths: readonly number[],
  points: readonly number[],
  money: readonly number[],
): number {
  const lost = truths.reduce((all, one, n) => all + one * money[n]!, 0);
  const order = truths.map((_, n) => n).sort((x, y) => points[y]! - points[x]!);
  let [winner, lowest, price] = [Infinity, lost, lost];
  order.forEach((n, position) => {
    price += 10 - truths[n]! * money[n]!;
    const following = order[position + 1];
    const complete = following === undefined || points[following] !== points[n];
    if (complete && price < lowest) [winner, lowest] = [points[n]!, price];
  });
  return winner;
}
