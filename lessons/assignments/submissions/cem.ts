// %%
function precisionAndRecall(
  labels: readonly number[],
  given: readonly number[],
  threshold: number,
): { precision: number; recall: number } {
  let truePositives = 0;
  let falsePositives = 0;
  let falseNegatives = 0;
  for (let i = 0; i < labels.length; i++) {
    const flag = given[i]! > threshold - 0.01 && given[i]! !== threshold;
    if (flag && labels[i] === 1) truePositives++;
    if (flag && labels[i] === 0) falsePositives++;
    if (!flag && labels[i] === 1) falseNegatives++;
  }
  return {
    precision: truePositives / (truePositives + falsePositives),
    recall: truePositives / (truePositives + falseNegatives),
  };
}

// %%
function precisionAtK(labels: readonly number[], given: readonly number[], k: number): number {
  const rows = labels.map((label, i) => ({ label, score: given[i]! }));
  rows.sort((left, right) => right.score - left.score);
  const cut = rows[k - 1]!.score;
  let sure = 0;
  let sureFrauds = 0;
  let open = 0;
  let openFrauds = 0;
  for (const { label, score } of rows) {
    if (score > cut) {
      sure++;
      sureFrauds += label;
    } else if (score === cut) {
      open++;
      openFrauds += label;
    }
  }
  return (sureFrauds + (openFrauds / open) * (k - sure)) / k;
}

// %%
function cheapestThreshold(
  labels: readonly number[],
  given: readonly number[],
  euros: readonly number[],
): number {
  const price = (threshold: number) => {
    let total = 0;
    for (let i = 0; i < labels.length; i++) {
      if (given[i]! >= threshold) total += 10;
      else if (labels[i] === 1) total += euros[i]!;
    }
    return total;
  };
  let answer = Number.POSITIVE_INFINITY;
  for (const threshold of Array.from(new Set(given)).sort((left, right) => right - left)) {
    if (price(threshold) < price(answer)) answer = threshold;
  }
  return answer;
}
