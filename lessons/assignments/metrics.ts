// ---
// title: "Assignment · Metrics: what a detector of fraud is worth"
// minutes: 90
// ---

// %% [markdown]
// A bank asks you what its new detector of fraud is worth. It gave you a sample of payments: for
// each the truth (1 is fraud), the score of the detector, and the amount in euros. The bank's
// numbers differ for each of you, so compare ideas with your neighbours, not digits.
//
// Write functions, not numbers: they are tried on payments that you have not seen, too. Run the
// tests below each exercise as often as you wish. They are not all that your work is tried on.

// %%
interface MetricsData {
  readonly bank: string;
  readonly budget: number;
  readonly truth: readonly number[];
  readonly scores: readonly number[];
  readonly amounts: readonly number[];
}

// %% tags=["assignment"]
import { defineAssignment } from 'mle-kit/grading';

const work = await defineAssignment<MetricsData>('metrics', {
  seed: 'this phrase is public: build with --seed and a phrase of your own',
  data: (random) => {
    const truth = Array.from({ length: 400 }, () => (random.uniform() < 0.1 ? 1 : 0));
    return {
      bank: random.choice(['Harbour Bank', 'Hill Savings', 'Lakeside Credit', 'Old Mill Trust']),
      budget: random.integer(20, 41),
      truth,
      // One decimal: many payments share a score, as with detectors that count rules.
      scores: truth.map((label) => Math.round(10 * random.normal(3 + 1.5 * label, 1)) / 10),
      amounts: truth.map(() => Math.round(Math.exp(random.normal(4, 1)))),
    };
  },
});

// %%
const { truth, amounts, budget } = work.data;
const frauds = truth.filter((label) => label === 1).length;
const total = amounts.reduce((sum, amount) => sum + amount, 0);
console.log(`${truth.length} payments of ${total} euros, ${frauds} of them fraud`);
console.log(`${budget} payments may be looked at`);

// %% [markdown]
// ## Counting
//
// **Exercise metrics.1** A payment is flagged when its score is *at least* the threshold. Return
// precision and recall of the flags. Where nothing is flagged there is no precision: return NaN.

// %% tags=["exercise"]
function precisionAndRecall(
  labels: readonly number[],
  given: readonly number[],
  threshold: number,
): { precision: number; recall: number } {
  // solution
  let [hits, flagged, wanted] = [0, 0, 0];
  labels.forEach((label, i) => {
    const flag = given[i]! >= threshold;
    wanted += label;
    if (flag) flagged += 1;
    if (flag && label === 1) hits += 1;
  });
  return { precision: hits / flagged, recall: hits / wanted };
}

// %% tags=["visible"]
import { equals } from 'mle-kit';
import { visible } from 'mle-kit/grading';

await visible(
  'metrics.1',
  precisionAndRecall,
  {
    'two flags, one right, of two frauds': (answer) =>
      equals(answer([1, 0, 1], [3, 2, 1], 2), { precision: 0.5, recall: 0.5 }),
    'no flag, no precision': (answer) =>
      equals(answer([1, 0], [1, 1], 5), { precision: Number.NaN, recall: 0 }),
  },
  {
    hints: [
      'Three counts are enough: flags, frauds, and flags that are frauds.',
      'Precision divides by the flags, recall by the frauds.',
      'In JavaScript 0 / 0 is NaN, so the last case needs no code of its own.',
    ],
  },
);

// %% tags=["hidden"]
import { hidden, wrongAnswer } from 'mle-kit/grading';

hidden(work, 'metrics.1', precisionAndRecall, {
  test: 'the sample at thresholds from low to high',
  points: 2,
  // The half step lies between scores, so that ties at the threshold are the next test's.
  inputs: (random, data) =>
    random.choice([25, 30, 35, 40, 45], 3).map((tenths) => ({
      ...data,
      threshold: tenths / 10 + 0.05,
    })),
  call: (answer, input) => answer(input.truth, input.scores, input.threshold),
});

hidden(work, 'metrics.1', precisionAndRecall, {
  test: 'scores equal to the threshold are flagged',
  points: 1,
  inputs: (random) =>
    [1, 2, 3].map((threshold) => ({
      labels: [...Array.from({ length: 17 }, () => random.integer(0, 2)), 0, 1, 1],
      given: [...Array.from({ length: 18 }, () => random.integer(0, 5)), threshold, threshold],
      threshold,
    })),
  call: (answer, { labels, given, threshold }) => answer(labels, given, threshold),
});

hidden(work, 'metrics.1', precisionAndRecall, {
  test: 'where nothing is flagged precision is NaN',
  points: 1,
  inputs: (random) => [
    { labels: [1, 0, 1], given: [0, 1, 2], threshold: random.integer(3, 9) },
    { labels: [0, 1], given: [-3, -2], threshold: random.integer(-1, 9) },
  ],
  call: (answer, { labels, given, threshold }) => answer(labels, given, threshold),
});

wrongAnswer(work, 'metrics.1', precisionAndRecall, {
  says: 'flags only what is above the threshold',
  answer: (labels, given, threshold) =>
    precisionAndRecall(
      labels,
      given.map((score) => (score === threshold ? threshold - 1 : score)),
      threshold,
    ),
  loses: 1,
});

wrongAnswer(work, 'metrics.1', precisionAndRecall, {
  says: 'calls an empty precision 0',
  answer: (labels, given, threshold) => {
    const { precision, recall } = precisionAndRecall(labels, given, threshold);
    return { precision: Number.isNaN(precision) ? 0 : precision, recall };
  },
  loses: 1,
});

wrongAnswer(work, 'metrics.1', precisionAndRecall, {
  says: 'swaps the two',
  answer: (labels, given, threshold) => {
    const { precision, recall } = precisionAndRecall(labels, given, threshold);
    return { precision: recall, recall: precision };
  },
  loses: 4,
});

// %% [markdown]
// ## A ranking for a small team
//
// {{bank}} has people to look at {{budget}} payments a day, the most suspicious first. What share
// of these is fraud?
//
// **Exercise metrics.2** Return the precision among the `k` highest scores. Where several payments
// share the score of the last place, which of them is looked at is chance: return the *expected*
// precision, with each of them equally likely to be taken.

// %% tags=["exercise"]
function precisionAtK(labels: readonly number[], given: readonly number[], k: number): number {
  // solution
  const last = [...given].sort((a, b) => b - a)[k - 1]!;
  const above = labels.filter((_, i) => given[i]! > last);
  const tied = labels.filter((_, i) => given[i] === last);
  const sum = (list: readonly number[]) => list.reduce((total, label) => total + label, 0);
  return (sum(above) + ((k - above.length) * sum(tied)) / tied.length) / k;
}

// %% tags=["visible"]
await visible(
  'metrics.2',
  precisionAtK,
  {
    'no ties: the best two hold one fraud': (answer) =>
      equals(answer([1, 0, 1], [9, 8, 7], 2), 0.5),
    'all tied: the share of frauds': (answer) =>
      equals(answer([1, 0, 0, 0], [5, 5, 5, 5], 2), 0.25),
  },
  {
    hints: [
      'Which payments are looked at for sure, and which only perhaps?',
      'Those above the score of place k are sure; the free places go to the tied ones.',
      'Each free place holds, on average, the share of frauds among the tied.',
    ],
  },
);

// %% tags=["hidden"]
hidden(work, 'metrics.2', precisionAtK, {
  test: 'scores that all differ',
  points: 1,
  inputs: (random) =>
    [3, 5, 8].map((k) => ({
      labels: Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 1 : 0)),
      given: random.shuffle(Array.from({ length: 12 }, (_, i) => i)),
      k,
    })),
  call: (answer, { labels, given, k }) => answer(labels, given, k),
});

hidden(work, 'metrics.2', precisionAtK, {
  test: 'ties at the last place share what is free',
  points: 2,
  inputs: (random) =>
    [2, 3, 4].map((k) => ({
      labels: [1, ...random.shuffle([1, 0, 0]), 0, 1],
      given: [9, 5, 5, 5, 5, 1],
      k,
    })),
  call: (answer, { labels, given, k }) => answer(labels, given, k),
});

hidden(work, 'metrics.2', precisionAtK, {
  test: 'it is right, and leaves its arguments as they were',
  points: 1,
  inputs: (random) => [
    {
      labels: random.shuffle([0, 1, 1, 0, 1, 0, 0, 0]),
      given: [3, 1, 4, 8, 5, 9, 2, 6],
      k: random.integer(3, 6),
    },
  ],
  call: (answer, { labels, given, k }) => [answer(labels, given, k), labels, given],
});

wrongAnswer(work, 'metrics.2', precisionAtK, {
  says: 'takes tied payments in the order of the file',
  answer: (labels, given, k) => {
    const order = labels.map((_, i) => i).sort((a, b) => given[b]! - given[a]! || a - b);
    return order.slice(0, k).reduce((sum, i) => sum + labels[i]!, 0) / k;
  },
  loses: 2,
});

wrongAnswer(work, 'metrics.2', precisionAtK, {
  says: "sorts the caller's scores",
  answer: (labels, given, k) => {
    const result = precisionAtK(labels, given, k);
    (given as number[]).sort((a, b) => b - a);
    return result;
  },
  loses: 1,
});

wrongAnswer(work, 'metrics.2', precisionAtK, {
  says: 'gives the share of frauds in all',
  answer: (labels) => labels.reduce((sum, label) => sum + label, 0) / labels.length,
  loses: 4,
});

// %% [markdown]
// ## What it costs
//
// Looking at a payment costs 10 euros. A fraud that nobody looked at costs its amount.
//
// **Exercise metrics.3** Return the threshold of least cost: one of the scores, or `Infinity` when
// looking at nothing is cheapest. Where several cost the same, return the highest of them: the
// team has less work.

// %% tags=["exercise"]
function cheapestThreshold(
  labels: readonly number[],
  given: readonly number[],
  euros: readonly number[],
): number {
  // solution
  const costOf = (threshold: number) =>
    labels.reduce((sum, label, i) => {
      return sum + (given[i]! >= threshold ? 10 : label * euros[i]!);
    }, 0);
  const candidates = [Infinity, ...[...new Set(given)].sort((a, b) => b - a)];
  let [best, least] = [Infinity, Infinity];
  for (const threshold of candidates) {
    const cost = costOf(threshold);
    if (cost >= least) continue;
    [best, least] = [threshold, cost];
  }
  return best;
}

// %% tags=["visible"]
await visible(
  'metrics.3',
  cheapestThreshold,
  {
    'a large fraud is worth a look': (answer) => equals(answer([1, 0], [2, 1], [500, 500]), 2),
    'a small one is not': (answer) => equals(answer([1, 0], [2, 1], [5, 5]), Infinity),
  },
  {
    hints: [
      'Write the cost of one threshold first.',
      'Only the scores themselves, and Infinity, can be better than their neighbours.',
      'Go through the candidates from high to low and keep the first of the least cost.',
    ],
  },
);

// %% tags=["hidden"]
hidden(work, 'metrics.3', cheapestThreshold, {
  test: 'the sample, and halves of it',
  points: 2,
  inputs: (random, data) => {
    const half = random.permutation(data.truth.length).slice(0, data.truth.length / 2);
    const pick = (list: readonly number[]) => Array.from(half, (i) => list[i]!);
    return [
      { labels: data.truth, given: data.scores, euros: data.amounts },
      { labels: pick(data.truth), given: pick(data.scores), euros: pick(data.amounts) },
    ];
  },
  call: (answer, { labels, given, euros }) => answer(labels, given, euros),
});

hidden(work, 'metrics.3', cheapestThreshold, {
  test: 'where no look is worth its price',
  points: 1,
  inputs: (random) => [
    { labels: [0, 0, 1], given: [3, 2, 1], euros: [99, 99, random.integer(1, 10)] },
    { labels: [0, 0], given: [1, 2], euros: [random.integer(1, 99), 5] },
  ],
  call: (answer, { labels, given, euros }) => answer(labels, given, euros),
});

hidden(work, 'metrics.3', cheapestThreshold, {
  test: 'of equal costs the least work',
  points: 1,
  inputs: (random) =>
    random.shuffle([5, 6, 7, 8]).map((top) => ({
      labels: [1, 1, 0],
      given: [top, top - 1, 1],
      euros: [300, 10, 50],
    })),
  call: (answer, { labels, given, euros }) => answer(labels, given, euros),
});

wrongAnswer(work, 'metrics.3', cheapestThreshold, {
  says: 'always looks at something',
  answer: (labels, given, euros) => {
    const best = cheapestThreshold(labels, given, euros);
    return Number.isFinite(best) ? best : Math.max(...given);
  },
  loses: 1,
});

wrongAnswer(work, 'metrics.3', cheapestThreshold, {
  says: 'forgets the amounts',
  answer: (labels, given) =>
    cheapestThreshold(
      labels,
      given,
      labels.map(() => 1),
    ),
  loses: 3,
});

wrongAnswer(work, 'metrics.3', cheapestThreshold, {
  says: 'takes the lowest of equal costs',
  answer: (labels, given, euros) => {
    // A cent less for each look turns ties around, and nothing else.
    const dearer = euros.map((amount, i) => amount + (labels[i] === 1 ? 0.001 : 0));
    return cheapestThreshold(labels, given, dearer);
  },
  loses: 1,
});

// %% [markdown] tags=["instructor"]
// For the instructor: most marks are lost in metrics.2 on ties, and in metrics.3 on Infinity. Ask
// in class what precision at k means for a team that works through a list in the order of the file.
