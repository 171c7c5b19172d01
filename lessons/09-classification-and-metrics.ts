// ---
// title: "09 · Classification and metrics: what a threshold costs"
// minutes: 60
// needs: [00-start-here, 05-clean-and-transform, 08-linear-regression]
// objectives:
//   - turn a weighted sum into a chance, from scratch, and say what its weights mean
//   - compute every metric of a yes or no by hand, and say which question each one answers
//   - tell a good ranking from honest chances, and show that a model can have one without the other
//   - choose a threshold from two prices instead of from habit
//   - say how many people a threshold needs, and what more of them are worth, with an interval
// ---

// %% [markdown]
// ## 9.0 Who may fly on?
//
// You sit in the operations room of an airport. A pilot reports: *we hit a bird, medium size, on the
// climb, 160 knots.* The next flight of this aircraft leaves in forty minutes. Call the crew that
// inspects it, or let it fly?
//
// An inspection costs two mechanics an hour. A damaged aircraft that flies on costs a diversion,
// passengers in hotels, and a repair far from home. Say that one such *miss* costs as much as 20
// inspections. (We made this price up, and we shall change it. In the real world every struck
// aircraft is inspected, and the data card forbids these data for safety decisions. What you learn
// here is the arithmetic, which is the same for fraud, for spam, and for X-rays.)
//
// **Guess first.** *Of 100 damaged aircraft, how many would you let fly to spare an inspection?* And
// above which chance of damage would you call the crew?
//
// Call from a chance of: ____, and let fly:

// %%
import { predict, reveal } from 'mle-kit';

predict('9.0', {
  question: 'Of 100 damaged aircraft, how many fly on where inspections are bought most cheaply?',
  guess: undefined, // a number, or an interval such as [0, 5]
});

// %% [markdown]
// ## 9.1 What is known when the phone rings
//
// Chapter 05 asked of each column what it knew at the moment of prediction. The pilot's call tells
// five things. The species is found at the inspection, the bills come weeks later: both stay out.
//
// The label is the word in the damage column. `None` is a word there, "no damage"; everything else
// counts as damage, the two unexplained codes included.

// %%
import { loadDataset, mean, show, type Table } from 'mle-kit';

const reports = await loadDataset('birdstrikes');
const strikes = reports
  .rename({
    'Phase of flight': 'phase',
    'Wildlife Size': 'size',
    'Time of day': 'time_of_day',
    'Aircraft Airline Operator': 'operator',
    'Speed IAS in knots': 'speed_kn',
  })
  .with(
    'damaged',
    Float64Array.from(reports.string('Effect Amount of damage'), (word) =>
      word === 'None' ? 0 : 1,
    ),
  );
show(strikes.select(['phase', 'size', 'time_of_day', 'operator', 'speed_kn', 'damaged']), {
  rows: 5,
});

// %% [markdown]
// We learn from the strikes before the year 2000 and are judged by those from 2000 on, as somebody
// would be who had deployed the model on New Year's Eve.

// %%
const newYear2000 = Date.UTC(2000, 0, 1);
const past = strikes.filter((strike) => Number(strike['Flight Date']) < newYear2000);
const later = strikes.filter((strike) => Number(strike['Flight Date']) >= newYear2000);
const truth = later.number('damaged');
const percent = (share: number, digits = 1) => `${(100 * share).toFixed(digits)}%`;
for (const [name, part] of Object.entries({ past, later })) {
  console.log(name, part.rowCount, 'strikes,', percent(mean(part.number('damaged'))), 'damaged');
}

// %% [markdown]
// ## 9.2 From a weighted sum to a chance
//
// Chapter 00 fitted a line to zeros and ones, and got chances below 0. The repair is one function.
// Keep the weighted sum $z$, but send it through the *logistic* curve
//
// $$p = \frac{1}{1 + e^{-z}}, \qquad \text{so that}\qquad z = \ln \frac{p}{1-p}.$$
//
// Whatever $z$ is, $p$ lies between 0 and 1. Read backwards: the model adds up *log odds*. Odds of 1
// to 9 are a chance of 10%; a weight of 0.7 doubles the odds, since $e^{0.7} \approx 2$.
//
// To fit it, we descend as in chapter 08. The loss is no longer the squared miss but the *log loss*,
// $-\ln$ of the chance given to what happened; section 9.5 returns to it. Its gradient is an old
// friend: the average of (miss × column), where the miss is now $p - y$.

// %%
const logistic = (z: number) => 1 / (1 + Math.exp(-z));
type Columns = readonly ArrayLike<number>[];
const chanceOf = (w: readonly number[], columns: Columns, i: number) =>
  logistic(columns.reduce((z, column, j) => z + w[j]! * column[i]!, 0));
function descendLogistic(
  columns: Columns,
  y: ArrayLike<number>,
  rate: number,
  steps: number,
): number[] {
  let w = columns.map(() => 0);
  for (let step = 0; step < steps; step++) {
    const miss = Float64Array.from(y, (yes, i) => chanceOf(w, columns, i) - yes);
    w = w.map(
      (weight, j) =>
        weight - (rate * miss.reduce((sum, m, i) => sum + m * columns[j]![i]!, 0)) / y.length,
    );
  }
  return w;
}

// %% [markdown]
// Start with the bird's size alone: a column of ones for the constant, one for "Medium", one for
// "Large". **Guess first:** which chance will the model give to a large bird? You could also simply
// count in how many of their strikes there was damage. Will the model say something cleverer?

// %%
import { LogisticRegression, Matrix } from 'mle-kit';

const sizeIs = (size: string) =>
  Float64Array.from(past.string('size'), (one) => (one === size ? 1 : 0));
const dummies = [new Float64Array(past.rowCount).fill(1), sizeIs('Medium'), sizeIs('Large')];
const y = past.number('damaged');
const byDescent = descendLogistic(dummies, y, 4, 400);
const library = new LogisticRegression({ alpha: 0 }).fit(Matrix.fromColumns(dummies.slice(1)), y);
console.log('descent', byDescent.map((w) => w.toFixed(4)).join('  '));
console.log(
  'library',
  [...library.state.intercepts, ...library.state.weights].map((w) => w.toFixed(4)).join('  '),
);

// %%
const [constant, medium, large] = byDescent as [number, number, number];
const counted = (size: string) => mean(past.filter((one) => one.size === size).number('damaged'));
for (const [size, z] of [
  ['Small', constant],
  ['Medium', constant + medium],
  ['Large', constant + large],
] as const) {
  console.log(
    size.padEnd(7),
    'model',
    percent(logistic(z), 2),
    '  counted',
    percent(counted(size), 2),
  );
}

// %% [markdown]
// With one word to go by, the model *is* counting. Its worth begins where counting ends: with five
// columns there are more combinations than strikes, and adding log odds lends each combination what
// its parts have learned.
//
// Now all five, in the pipeline of chapter 05. (The library's `alpha` of 1 is ridge's price on large
// weights, which an operator with three strikes needs.)

// %%
import {
  type ColumnPart,
  ColumnTransformer,
  OneHotEncoder,
  Pipeline,
  SimpleImputer,
  StandardScaler,
} from 'mle-kit';

const words = ['phase', 'size', 'time_of_day', 'operator'];
const speedSteps = [
  new SimpleImputer({ strategy: 'median', addIndicator: true }),
  new StandardScaler(),
];
const parts: ColumnPart[] = [
  { columns: words, steps: [new OneHotEncoder({ unseen: 'zeros' })] },
  { columns: ['speed_kn'], steps: speedSteps },
];
const learn = (rows: Table) =>
  new Pipeline({ steps: [new ColumnTransformer({ parts })], model: new LogisticRegression() }).fit(
    rows,
    rows.number('damaged'),
  );
const model = learn(past);
const risks = model.predictProbability(later).column(1);
console.log(
  `the first three risks: ${Array.from(risks.slice(0, 3), (p) => percent(p)).join(', ')}`,
);

// %% [markdown]
// ## 9.3 Ten birds, one threshold
//
// A metric that you have computed once by hand cannot fool you later. Here are ten real strikes from
// 2000 on, four of them with damage. (We picked them so that their risks are well spread; damage is
// far more common among them than in truth.)

// %%
const wantedRisk = [0.62, 0.55, 0.35, 0.21, 0.14, 0.11, 0.06, 0.04, 0.03, 0.02];
const wantedDamage = [1, 0, 1, 0, 1, 0, 0, 1, 0, 0];
const ten = wantedRisk.map((risk, k) => {
  const far = risks.map((p, i) => (truth[i] === wantedDamage[k] ? Math.abs(p - risk) : 1));
  return far.indexOf(Math.min(...far));
});
const tenRisks = ten.map((i) => Math.round(100 * risks[i]!) / 100);
const tenTruth = ten.map((i) => truth[i]!);
show(later.take(ten).select(['size', 'phase', 'operator', 'damaged']).with('risk', tenRisks));

// %% [markdown]
// A risk is not yet a decision. We need a *threshold*: from there upwards, call the crew. Nearly
// every library takes 0.5 unless told otherwise, so we begin there. Every strike then falls into one
// of four boxes, and the four counts are the **confusion matrix**.
//
// Cover the output, and count with your finger: at 0.5, how many damaged aircraft are inspected?

// %%
const callsAt = (scores: ArrayLike<number>, threshold: number) =>
  Array.from(scores, (score) => (score >= threshold ? 1 : 0));
const tenCalls = callsAt(tenRisks, 0.5);
const count = (damaged: number, inspected: number) =>
  tenTruth.filter((yes, i) => yes === damaged && tenCalls[i] === inspected).length;
const hit = count(1, 1);
const miss = count(1, 0);
const vain = count(0, 1);
const spared = count(0, 0);
console.log(`damaged:   ${hit} inspected (true positive),  ${miss} flew on (false negative)`);
console.log(`undamaged: ${vain} inspected (false positive), ${spared} flew on (true negative)`);

// %% [markdown]
// From these four counts come four numbers. Each answers another person's question:
//
// - **accuracy**, *how often are we right?* (hit + spared) / all. The question of a visitor.
// - **precision**, *when we call the crew, is there something?* hit / (hit + vain). The crew's question.
// - **recall**, *of the damaged aircraft, how many do we find?* hit / (hit + miss). The passenger's.
// - **F1**, 2 · precision · recall / (precision + recall): one number for both, wanted by those who
//   were not told the prices.

// %%
import { accuracy, confusionMatrix, f1Score, precision, recall } from 'mle-kit';

const found = hit / (hit + miss);
const trusted = hit / (hit + vain);
const byHand = [(hit + spared) / 10, trusted, found, (2 * trusted * found) / (trusted + found)];
type Metric = (labels: number[], calls: number[]) => number;
const metrics: Record<string, Metric> = { accuracy, precision, recall, f1Score };
Object.entries(metrics).forEach(([name, metric], k) => {
  const same = metric(tenTruth, tenCalls);
  console.log(name.padEnd(10), 'by hand', byHand[k]!.toFixed(4), '  library', same.toFixed(4));
});
show(confusionMatrix(tenTruth, tenCalls, { labels: [1, 0] }).counts);

// %% [markdown]
// Now all the strikes from 2000 on, still at 0.5, and beside the model a sign on the wall that says
// "let it fly" to everybody. **Guess first:** by how much is the model more accurate?

// %%
predict('9.3', {
  question: 'By how many points is the model more accurate than the sign?',
  unit: 'points',
  guess: undefined, // a number such as 10, or an interval such as [5, 15]
});

// %%
const halfCalls = callsAt(risks, 0.5);
const sign = truth.map(() => 0);
console.log(
  'the sign   accuracy',
  percent(accuracy(truth, sign)),
  ' recall',
  percent(recall(truth, sign)),
);
console.log(
  'the model  accuracy',
  percent(accuracy(truth, halfCalls)),
  ' recall',
  percent(recall(truth, halfCalls)),
);
console.log('           precision', percent(precision(truth, halfCalls)));
reveal('9.3', 100 * (accuracy(truth, halfCalls) - accuracy(truth, sign)));

// %% [markdown]
// The accuracies can hardly be told apart, and the model finds about one damaged aircraft in seven.
// Where one class is rare, accuracy is the share of the other class with some decoration. Ask the
// library for the sign's *precision* and it refuses: nobody was called, and 0/0 is no number.

// %%
try {
  console.log(precision(truth, sign));
} catch (error) {
  console.log((error as Error).message);
}

// %% [markdown]
// ## 9.4 All thresholds at once: is the order right?
//
// Forget the threshold for a moment. Sort the ten birds by risk. A perfect model has all damaged
// ones on top. How far is ours from that? Two answers.
//
// **AUC.** Pair every damaged aircraft with every undamaged one. In what share of pairs has the
// damaged one the higher risk? (A tie counts half.) With four and six there are 24 pairs.
//
// **Average precision.** Walk down the list. At each damaged aircraft note the precision so far;
// take the mean of the notes.

// %%
import { averagePrecision, rocAuc } from 'mle-kit';

const risksOf = (label: number) => tenRisks.filter((_, i) => tenTruth[i] === label);
const pairs = risksOf(1).flatMap((d) => risksOf(0).map((u) => (d > u ? 1 : d === u ? 0.5 : 0)));
const ranked = tenRisks.map((_, i) => i).sort((a, b) => tenRisks[b]! - tenRisks[a]!);
const notes = ranked.flatMap((bird, rank) =>
  tenTruth[bird] === 1 ? [mean(ranked.slice(0, rank + 1).map((i) => tenTruth[i]!))] : [],
);
console.log(`pairs won: ${pairs.length * mean(pairs)} of ${pairs.length}`);
console.log('AUC', mean(pairs).toFixed(4), '  library', rocAuc(tenTruth, tenRisks).toFixed(4));
console.log(
  'AP ',
  mean(notes).toFixed(4),
  '  library',
  averagePrecision(tenTruth, tenRisks).toFixed(4),
);

// %% [markdown]
// Both come from a curve. Lower the threshold from 1 to 0 and write down, at every stop, two rates:
//
// - the **ROC curve** sets recall against the *false alarm rate* (vain / all undamaged). The area
//   under it is the AUC.
// - the **precision-recall curve** sets precision against recall. Its area is the average precision.
//
// For ten birds that is ten stops. `rocCurve` and `precisionRecallCurve` do the walking from then on.

// %%
import { precisionRecallCurve, rocCurve } from 'mle-kit';

const stopsOfTen = ranked.map((bird) => callsAt(tenRisks, tenRisks[bird]!));
const recalls = stopsOfTen.map((calls) => recall(tenTruth, calls));
const alarms = stopsOfTen.map(
  (calls) => calls.filter((call, i) => call && !tenTruth[i]).length / 6,
);
const precisions = stopsOfTen.map((calls) => precision(tenTruth, calls));
const tenRoc = rocCurve(tenTruth, tenRisks, { dropIntermediate: false });
const tenPr = precisionRecallCurve(tenTruth, tenRisks);
const row = (values: ArrayLike<number>) => Array.from(values, (v) => v.toFixed(2)).join(' ');
console.log('recall      stop by stop', row(recalls));
console.log('        the library', row(tenRoc.truePositiveRate));
console.log('false alarm stop by stop', row(alarms));
console.log('        the library', row(tenRoc.falsePositiveRate));
console.log('precision   stop by stop', row(precisions));
console.log('        the library', row(tenPr.precision.slice().reverse()));

// %% [markdown]
// The library adds one stop of its own at the beginning, where nobody is called yet. Now all strikes
// from 2000 on.

// %%
import { combine, line } from 'mle-kit';

const roc = rocCurve(truth, risks);
const pr = precisionRecallCurve(truth, risks);
const auc = rocAuc(truth, risks);
const ap = averagePrecision(truth, risks);
const every = (values: ArrayLike<number>, step: number) =>
  Array.from(values).filter((_, i) => i % step === 0);
const base = mean(truth);
const shares = { xRange: [0, 1], yRange: [0, 1] } as const;
const rocFigure = line({
  ...shares,
  series: [
    { name: 'the model', x: roc.falsePositiveRate, y: roc.truePositiveRate },
    { name: 'chance', x: [0, 1], y: [0, 1] },
  ],
  title: `ROC: area ${auc.toFixed(2)}`,
  xTitle: { label: 'False alarms among the undamaged', unit: null },
  yTitle: { label: 'Recall', unit: null },
  altText: `The curve stays above the diagonal of chance with an area of ${auc.toFixed(2)}.`,
});

// %%
const prFigure = line({
  ...shares,
  series: [
    { name: 'the model', x: every(pr.recall, 4), y: every(pr.precision, 4) },
    { name: 'chance', x: [0, 1], y: [base, base] },
  ],
  title: `Precision and recall: average precision ${ap.toFixed(2)}`,
  xTitle: { label: 'Recall', unit: null },
  yTitle: { label: 'Precision', unit: null },
  altText: `Precision falls towards ${base.toFixed(2)}, the share of damage, as recall rises.`,
});
show(
  combine([rocFigure, prFigure], {
    title: 'One model, two portraits',
    altText:
      `The same risks give an area of ${auc.toFixed(2)} under the ROC curve, far above the 0.5 of ` +
      `chance, but an average precision of only ${ap.toFixed(2)}, where chance has ${base.toFixed(2)}.`,
  }),
);

// %% [markdown]
// The left portrait flatters. The undamaged are a crowd: a false alarm rate of 10% sounds modest, and
// is nearly as many aircraft as were damaged at all. The right one shows what the crew will feel. Show
// both, and beside each the value of chance: 0.5 on the left, but on the right the share of damage.
//
// Neither curve is a decision. They say what can be had, and not what it costs.
//
// ## 9.5 Is a chance a chance?
//
// AUC and AP look at the *order* only. Halve all risks, and nothing changes. But to weigh a risk
// against a price we must be able to trust the number itself: of the aircraft with a risk of 30%,
// are 30 in 100 damaged? Then the model is **calibrated**. Two scores punish a number that is wrong:
//
// - **Brier score**: the mean of $(p - y)^2$.
// - **log loss**: the mean of $-\ln$(the chance given to what happened). It punishes a sure mistake
//   without limit.
//
// Both are *proper*: nobody improves them on average by saying something else than they believe.

// %%
import { brierScore, logLoss } from 'mle-kit';

const brier = mean(tenRisks.map((p, i) => (p - tenTruth[i]!) ** 2));
const logs = mean(tenRisks.map((p, i) => -Math.log(tenTruth[i] === 1 ? p : 1 - p)));
console.log('Brier   ', brier.toFixed(4), '  library', brierScore(tenTruth, tenRisks).toFixed(4));
console.log('log loss', logs.toFixed(4), '  library', logLoss(tenTruth, tenRisks).toFixed(4));
const worst = Math.max(...tenRisks.map((p, i) => -Math.log(tenTruth[i] === 1 ? p : 1 - p)));
console.log(`one bird alone brings ${percent(worst / (10 * logs), 0)} of the log loss`);

// %% [markdown]
// Which bird? The damaged one that the model had all but waved through.
//
// Are the chances honest? Sort the birds by risk, cut them into equal bins, and compare in each bin
// what was promised with what came. That is the **calibration curve**; with ten birds, two bins of five.

// %%
import { calibrationCurve } from 'mle-kit';

const halves = [ranked.slice(5), ranked.slice(0, 5)]; // the calm half, the risky half
const promises = halves.map((birds) => mean(birds.map((i) => tenRisks[i]!)));
const cameTrue = halves.map((birds) => mean(birds.map((i) => tenTruth[i]!)));
const tenCurve = calibrationCurve(tenTruth, tenRisks, { bins: 2, strategy: 'quantile' });
console.log('promised  by hand', row(promises), '  library', row(tenCurve.predicted));
console.log('came      by hand', row(cameTrue), '  library', row(tenCurve.observed));

// %% [markdown]
// Ten picked birds show how it is done, and nothing else. With thousands we can afford ten bins.
// We draw a second model beside ours. It follows a popular piece of advice: *the classes are
// unbalanced, so balance them*. It has learned from every past strike with damage and from
// equally many without. **Guess first:** is it better or worse, by AUC? By Brier score?

// %%
import { createRandom } from 'mle-kit';

const lots = createRandom(9);
const keep = mean(y) / (1 - mean(y));
const balanced = learn(past.filter((strike) => strike.damaged === 1 || lots.uniform() < keep));
const balancedRisks = balanced.predictProbability(later).column(1);
for (const [name, p] of [
  ['ours', risks],
  ['balanced', balancedRisks],
] as const) {
  const scores = [rocAuc(truth, p), brierScore(truth, p), logLoss(truth, p)].map((s) =>
    s.toFixed(3),
  );
  console.log(`${name.padEnd(9)} AUC ${scores[0]}   Brier ${scores[1]}   log loss ${scores[2]}`);
}
console.log(
  `always ${percent(mean(y))}: Brier ${brierScore(
    truth,
    truth.map(() => mean(y)),
  ).toFixed(3)}`,
);

// %%
const bins = { bins: 10, strategy: 'quantile' } as const;
const ours = calibrationCurve(truth, risks, bins);
const theirs = calibrationCurve(truth, balancedRisks, bins);
const top = (curve: typeof ours) =>
  [curve.predicted, curve.observed].map((side) => percent(side[side.length - 1]!, 0));
show(
  line({
    ...shares,
    series: [
      { name: 'ours', x: ours.predicted, y: ours.observed },
      { name: 'balanced', x: theirs.predicted, y: theirs.observed },
      { name: 'promise kept', x: [0, 1], y: [0, 1] },
    ],
    title: 'What was promised, and what came',
    xTitle: { label: 'Promised: mean risk in the bin', unit: null },
    yTitle: { label: 'Came: share damaged', unit: null },
    altText:
      `Our model keeps its promises: the riskiest tenth was promised ${top(ours).join(' and had ')} damage. ` +
      `The balanced model promised its riskiest tenth ${top(theirs).join(', and only ')} came.`,
  }),
);

// %% [markdown]
// The order of the balanced model is about as good as ours, and its numbers are no chances any more:
// it lives in a world where every second strike does damage. By Brier score it is worse than always
// saying the share of the past. It can be repaired (quiz question 5 hints at how), but the lesson is:
// **balancing is no repair of a model, it is a hidden choice of threshold.** Choose it openly instead.
//
// ## 9.6 What a threshold costs
//
// Now the prices. The *bill* of a threshold, counted in inspections: one for every crew that is
// called, and 20 for every damaged aircraft that flies on.

// %%
function bill(labels: ArrayLike<number>, calls: ArrayLike<number>, missPrice = 20): number {
  return Array.from(labels).reduce(
    (sum, damaged, i) => sum + (calls[i] ? 1 : damaged * missPrice),
    0,
  );
}
const tenBills = [0.5, 0.05].map((t) => bill(tenTruth, callsAt(tenRisks, t)));
console.log(`ten birds at 0.5: ${tenBills[0]} inspections' worth; at 0.05: ${tenBills[1]}`);

// %% [markdown]
// Check the first with your finger: two crews called, three misses. And the second?
//
// **Guess first.** For all strikes from 2000 on, sort from dear to cheap: *nobody* is inspected;
// *everybody* is; the *model at 0.5*.

// %%
const policies = {
  'inspect nobody': sign,
  'model at 0.5': halfCalls,
  'inspect everybody': truth.map(() => 1),
  'model at 0.05': callsAt(risks, 0.05),
};
const inEnglish = (value: number) => Math.round(value).toLocaleString('en');
for (const [name, calls] of Object.entries(policies)) {
  const missed = 1 - recall(truth, calls);
  console.log(
    name.padEnd(18),
    inEnglish(bill(truth, calls)).padStart(6),
    `  ${percent(missed, 0)} of the damaged fly on`,
  );
}
reveal('9.0', 100 * (1 - recall(truth, policies['model at 0.05'])));

// %% [markdown]
// At 0.5 the model is far dearer than a rule that needs no model: inspect everybody. With the *same
// risks*, cut elsewhere, it beats the rule. Months go into models, and then a default decides.
//
// Why 0.05? Take one aircraft with a chance of damage $p$. Inspecting costs 1. Letting it fly costs
// 20 with chance $p$, so on average $20p$. Inspect when that is more:
//
// $$p \ge \frac{\text{price of an inspection}}{\text{price of a miss}} = \frac{1}{20} = 0.05.$$
//
// No search, no tuning, no F1. Two prices give the threshold, *if* the chances are honest. (0.5 is
// right when a miss costs two inspections.) This is why section 9.5 came first.
//
// Move the slider, and watch the two rows. In the first row stands the answer to the question that
// you were asked at the beginning. (On paper it stands at 0.05.)

// %%
import { heatMap, slider } from 'mle-kit';

const matrixAt = (threshold: number) => {
  const calls = callsAt(risks, threshold);
  const values = confusionMatrix(truth, calls, { labels: [1, 0], normalize: 'true' }).counts;
  return heatMap({
    rows: ['damage', 'none'],
    columns: ['inspected', 'flew on'],
    values: new Matrix(
      values.data.map((share) => 100 * share),
      2,
      2,
    ),
    range: [0, 100],
    decimals: 0,
    title: `From ${threshold}: ${inEnglish(bill(truth, calls))} inspections' worth`,
    xTitle: { label: 'Of 100 such aircraft', unit: null },
    yTitle: { label: 'In truth', unit: null },
    altText: `At ${threshold} of 100 damaged aircraft ${(100 * values.at(0, 1)).toFixed(0)} fly on.`,
  });
};

// %%
const stops = [0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7];
const letFly = (threshold: number) =>
  (100 * (1 - recall(truth, callsAt(risks, threshold)))).toFixed(0);
show(
  slider(stops.map(matrixAt), {
    name: 'Threshold',
    labels: stops.map(String),
    start: stops.indexOf(0.05),
    altText:
      `From threshold 0.01 to 0.05 to 0.5, of 100 damaged aircraft ${letFly(0.01)}, ${letFly(0.05)} ` +
      `and ${letFly(0.5)} fly on, while ever fewer undamaged ones are inspected.`,
  }),
);

// %% [markdown]
// Three of its places side by side:

// %%
show(
  combine([0.02, 0.05, 0.5].map(matrixAt), {
    columns: 3,
    title: 'Careful, priced, and by default',
    altText:
      `Of 100 damaged aircraft, ${letFly(0.02)} fly on at threshold 0.02, ${letFly(0.05)} at 0.05 ` +
      `and ${letFly(0.5)} at 0.5, where the bill is twice that of 0.05.`,
  }),
);

// %% [markdown]
// Who pays 20 today may pay 10 or 100 tomorrow. Here are the bills for three prices, each as a share
// of what *inspect everybody* costs; below 100% the model earns its keep. Under them the staff: how
// many of 100 aircraft a threshold sends to the crews. **Guess first:** for which of the three prices
// does the model save the most?

// %%
const grid = Array.from({ length: 61 }, (_, k) => 0.01 * 60 ** (k / 60)); // 0.01 to 0.6
const relative = (missPrice: number) =>
  grid.map((t) => (100 * bill(truth, callsAt(risks, t), missPrice)) / truth.length);
const prices = [10, 20, 100];
const curves = prices.map(relative);
const staff = grid.map((t) => 100 * mean(callsAt(risks, t)));
const at = (values: readonly number[], t: number) =>
  values[grid.findIndex((g) => g >= t)]!.toFixed(0);
const lowest = curves.map((curve) => Math.min(...curve).toFixed(0));
for (const [k, price] of prices.entries()) {
  const atFormula = at(curves[k]!, 1 / price);
  console.log(`a miss costs ${price}: at 1/${price} ${atFormula}%, at best ${lowest[k]}%`);
}

// %%
const inPercent = grid.map((t) => 100 * t);
const thresholdAxis = {
  xTitle: { label: 'Threshold', unit: '%' },
  xLog: true,
  xRange: [1, 60],
} as const;
const formulas = prices.map(
  (price) => ({ axis: 'x', at: 100 / price, label: `1/${price}` }) as const,
);
const costFigure = line({
  ...thresholdAxis,
  series: prices.map((price, k) => ({
    name: `a miss costs ${price}`,
    x: inPercent.filter((_, i) => curves[k]![i]! <= 250), // dearer ones leave the picture
    y: curves[k]!.filter((cost) => cost <= 250),
  })),
  title: 'The bill, with 100 for inspecting everybody (drawn up to 250)',
  yTitle: { label: 'Bill', unit: '% of inspecting all' },
  yRange: [0, 250],
  referenceLines: [{ axis: 'y', at: 100 }, ...formulas],
  altText:
    `For prices 10 and 20 the valley lies near one divided by the price; for 100 the whole curve ` +
    `lies above 100. Lowest at ${lowest.join(', ')}%.`,
});

// %%
const staffFigure = line({
  ...thresholdAxis,
  series: [{ name: 'inspected', x: inPercent, y: staff }],
  title: 'The staff that it takes',
  yTitle: { label: 'Inspected', unit: 'of 100 aircraft' },
  yRange: [0, 105],
  referenceLines: formulas,
  altText: `The lower the threshold, the more inspections: ${at(staff, 0.2)} of 100 at 20%.`,
});

// %%
show(
  combine([costFigure, staffFigure], {
    columns: 1,
    sharedX: true,
    title: 'Three prices of a miss, three thresholds, three sizes of staff',
    altText:
      `If a miss costs 10, 20 or 100 inspections, the threshold 1/price inspects ` +
      `${prices.map((price) => at(staff, 1 / price)).join(', ')} of 100 aircraft and costs ` +
      `${prices.map((price, k) => at(curves[k]!, 1 / price)).join(', ')}% of inspecting everybody.`,
  }),
);

// %% [markdown]
// Read two things in it. For 10 and 20 the valley lies near 1/price, as the formula says; for 100 no
// threshold drawn is as cheap as inspecting everybody. And the two valleys are flat: a threshold off by
// a third costs little, off by a factor of ten a lot.
//
// What is the model worth, then? Compare it, at 1/price, with the better of the two rules that need no
// model: inspect everybody, or nobody.

// Chance may have lent a hand, so with each saving comes its 95% interval: `bootstrapDifference`
// draws the strikes anew, with replacement, 300 times, and bills both policies on the same ones.

// %%
import { bootstrapDifference } from 'mle-kit';

const everybody = policies['inspect everybody'];
function savingAt(price: number): string {
  const rule = bill(truth, sign, price) < truth.length ? sign : everybody;
  const modelCalls = callsAt(risks, 1 / price);
  const perHundred = (labels: ArrayLike<number>, calls: ArrayLike<number>) =>
    (100 * bill(labels, calls, price)) / bill(truth, rule, price);
  const options = { random: createRandom(price), repeats: 300 };
  const saving = bootstrapDifference(perHundred, truth, rule, modelCalls, options);
  const [mid, low, high] = [saving.estimate, saving.low, saving.high].map((x) => x.toFixed(0));
  return `saves ${mid}% (${low} to ${high}) of "inspect ${rule === sign ? 'nobody' : 'everybody'}"`;
}

// %%
for (const price of [3, 5, 10, 20, 50, 100]) {
  console.log(`a miss costs ${String(price).padStart(3)}: the model ${savingAt(price)}`);
}

// %% [markdown]
// The model is worth the most where the two rules cost about the same, which is where nobody knows
// what to do. As a miss becomes dearer its worth shrinks. At 20 the interval has come close to zero; in
// the last two lines it holds zero, and the best estimate is a *loss*: the formula sends nearly
// everybody to the crews, and among the few whom it spares are the wrong ones.

// %%
const pick = (values: ArrayLike<number>, rows: number[]) => rows.map((i) => values[i]!);
const calmest = Array.from(risks.keys()).filter((i) => risks[i]! < 1 / 100);
const hurt = pick(truth, calmest).reduce((sum, one) => sum + one, 0);
console.log(
  `below 1%: ${calmest.length} aircraft, promised ${percent(mean(pick(risks, calmest)))} damage`,
);
console.log(`came: ${hurt} damaged. ${calmest.length} inspections spared, ${hurt * 100} paid`);

// %% [markdown]
// A handful of strikes, so do not read much into their share. But that is the point: at the far end
// there are few rows to learn from and few to check against, and a dear miss sends you just there. A
// model earns its keep where the decision is open. Where it is not, a rule is cheaper and safer.
//
// The lower picture belongs to somebody else: the head of the crews. A threshold is a staffing plan.
// If there are not enough mechanics, the queue chooses the threshold, and nobody has computed it.
//
// ## 9.7 What goes wrong in production
//
// **The threshold is inherited, the model is replaced.** The balanced model looks as good by AUC, so
// it is swapped in on Friday. The 0.05 stays in a configuration file.

// %%
const swapped = callsAt(balancedRisks, 0.05);
console.log(
  `inspected: before ${percent(mean(policies['model at 0.05']))}, after ${percent(mean(swapped))}`,
);
console.log(
  `the bill:  before ${inEnglish(bill(truth, policies['model at 0.05']))}, after ${inEnglish(bill(truth, swapped))}`,
);

// %% [markdown]
// No error, no falling AUC; there is merely a queue at the hangar. A threshold belongs to *one* model
// and travels with it, in the same file.
//
// **The threshold was picked on the rows that judge it.** Take the cheapest of our 61 thresholds on
// one half of the later strikes and send the bill for the other half, many times over.

// %%
const dice = createRandom(2000);
const perStrike = (rows: number[], t: number) =>
  bill(pick(truth, rows), callsAt(pick(risks, rows), t)) / rows.length;
function tryLuck(): { promised: number; came: number; formula: number } {
  const side = truth.map(() => dice.integer(0, 2));
  const [one, other] = [0, 1].map((s) => Array.from(side.keys()).filter((i) => side[i] === s));
  const bills = grid.map((t) => perStrike(one!, t));
  const promised = Math.min(...bills);
  const cheapest = grid[bills.indexOf(promised)]!;
  return { promised, came: perStrike(other!, cheapest), formula: perStrike(other!, 1 / 20) };
}

// %%
const lures = Array.from({ length: 100 }, tryLuck);
for (const name of ['promised', 'came', 'formula'] as const) {
  const average = mean(lures.map((lure) => lure[name]));
  console.log(name.padEnd(9), average.toFixed(3), 'inspections a strike');
}

// %% [markdown]
// The search promises more than it keeps: the best of 61 is partly the luckiest. What came is about
// what the formula gives without looking at a single label. If you must search, do it on rows that
// are not the test, and keep a test for the bill.
//
// **The world has another share of damage.** Recall and the ROC curve describe each class by itself,
// so they survive when damage becomes rarer. Precision does not, and neither do the chances. Among our
// operators the shares differ widely. Five of the largest:

// %%
const fiveOperators = [
  'MILITARY',
  'BUSINESS',
  'AMERICAN AIRLINES',
  'SOUTHWEST AIRLINES',
  'DELTA AIR LINES',
];
for (const name of fiveOperators) {
  const own = Array.from(truth.keys()).filter((i) => later.string('operator')[i] === name);
  const labels = own.map((i) => truth[i]!);
  const promised = mean(own.map((i) => risks[i]!));
  console.log(
    name.padEnd(20),
    String(own.length).padStart(4),
    'strikes: promised',
    percent(promised).padStart(6),
    ' came',
    percent(mean(labels)).padStart(6),
  );
}

// %% [markdown]
// On the whole the chances were honest; group by group they are less so. Measured by its size, the
// worst promise is again at the calm end, where it matters most when a miss is dear. Calibration has to be
// looked at where decisions fall, and again and again: chapter 18 does so on a calendar.
//
// ## 9.8 Exercises

// %%
import { type BootstrapResult, bootstrapInterval, check, equals, answerQuiz, quiz } from 'mle-kit';

// %% [markdown]
// **Exercise 9.1** (warm-up) Precision and recall from truth and calls, without the library. What is
// 0/0, return as `null`: a number that does not exist must not look like one.

// %% tags=["exercise"]
type Two = { precision: number | null; recall: number | null };
function myTwo(labels: ArrayLike<number>, calls: ArrayLike<number>): Two {
  // solution
  let hits = 0;
  let called = 0;
  let damaged = 0;
  for (let i = 0; i < labels.length; i++) {
    hits += labels[i]! * calls[i]!;
    called += calls[i]!;
    damaged += labels[i]!;
  }
  return { precision: called ? hits / called : null, recall: damaged ? hits / damaged : null };
}

// %% tags=["check"]
await check(
  '9.1',
  myTwo,
  {
    'three calls, two of them right, four damaged': (myTwo) => {
      const two = myTwo([1, 1, 1, 1, 0], [1, 1, 0, 0, 1]);
      return equals([two.precision ?? -1, two.recall ?? -1], [2 / 3, 1 / 2]);
    },
    'the sign on the wall has recall 0 and no precision': (myTwo) => {
      const two = myTwo(truth, sign);
      return (two.precision === null && two.recall === 0) || `came ${JSON.stringify(two)}`;
    },
    'where nothing is damaged there is no recall': (myTwo) => {
      const two = myTwo([0, 0], [1, 0]);
      return (two.precision === 0 && two.recall === null) || `came ${JSON.stringify(two)}`;
    },
    'it agrees with the library': (myTwo) => {
      const two = myTwo(truth, halfCalls);
      const library2 = [precision(truth, halfCalls), recall(truth, halfCalls)];
      return equals([two.precision ?? -1, two.recall ?? -1], library2);
    },
  },
  {
    hints: [
      'Three counts suffice: hits, calls, damaged aircraft.',
      'Labels and calls are 0 or 1, so their product is 1 only for a hit.',
      'precision is hits / called, recall hits / damaged; null where the lower number is 0.',
    ],
    mistakes: [
      {
        says: 'you exchanged the two: precision divides by the calls, recall by the damaged.',
        answer: (labels, calls) => ({
          precision: recall(labels, calls),
          recall: precision(labels, calls),
        }),
      },
      {
        says: 'you returned 0 where there is nothing to divide by: null says that nobody can know.',
        answer: (labels, calls) => {
          const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
          const hits = sum(Array.from(labels, (label, i) => label * calls[i]!));
          const [called, damaged] = [sum(Array.from(calls)), sum(Array.from(labels))];
          return { precision: called ? hits / called : 0, recall: damaged ? hits / damaged : 0 };
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* the two share their upper number and differ in the lower one. The
// crew divides by its calls, the passenger by the damage that there was. A dashboard that shows 0 or 1
// for 0/0 will one day celebrate a model that does nothing.
//
// **Exercise 9.2** Inspections are not perfect either: of the damage that is there, a crew finds only
// a share `finds`. And an aircraft whose damage they overlooked flies on, as a miss. Return the
// threshold from which an inspection pays.

// %% tags=["exercise"]
function breakEven(inspectionPrice: number, missPrice: number, finds: number): number {
  // solution
  // Inspecting costs inspectionPrice + p (1 − finds) missPrice, flying costs p missPrice.
  return inspectionPrice / (finds * missPrice);
}

// %% tags=["check"]
await check(
  '9.2',
  breakEven,
  {
    'a perfect crew gives the 1/20 from above': (breakEven) => equals(breakEven(1, 20, 1), 0.05),
    'a crew that finds half pays only from twice the chance': (breakEven) =>
      equals(breakEven(1, 20, 0.5), 0.1),
    'at the threshold both choices cost the same': (breakEven) => {
      const p = breakEven(3, 50, 0.8);
      return equals(3 + p * 0.2 * 50, p * 50);
    },
  },
  {
    hints: [
      'Write down what inspecting an aircraft with chance p costs on average: two terms.',
      'The second term is p · (1 − finds) · missPrice. Letting it fly costs p · missPrice.',
      'Set both equal and solve for p: the difference of the right sides is p · finds · missPrice.',
    ],
    mistakes: [
      {
        says: 'you left out what the crew overlooks: an inspection that finds half is worth half.',
        answer: (inspectionPrice, missPrice) => inspectionPrice / missPrice,
      },
      {
        says: 'you divided by what the crew overlooks: what it finds is what you pay for.',
        answer: (inspectionPrice, missPrice, finds) => inspectionPrice / ((1 - finds) * missPrice),
      },
      {
        says: 'you have it upside down: a threshold lies between 0 and 1.',
        answer: (inspectionPrice, missPrice, finds) => (finds * missPrice) / inspectionPrice,
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* a worse test should be used *less*. Intuition says the opposite, "we
// overlook half, so let us look more often", and buys hours that find little. Above 1 the formula
// gives an answer, too: then an inspection never pays.
//
// **Exercise 9.3** Sabotage. Change the risks so that the AUC stays as it is to the last digit and
// every number is still between 0 and 1, but the bill at threshold 0.05 rises by at least half.

// %% tags=["exercise"]
function spoil(p: number): number {
  // solution
  return p ** 3;
}

// %% tags=["check"]
const spoiled = (change: typeof spoil) => Float64Array.from(risks, (p) => change(p));
await check(
  '9.3',
  spoil,
  {
    'every number is still a chance': (spoil) =>
      spoiled(spoil).every((p) => p >= 0 && p <= 1) || 'some lie outside 0 to 1',
    'the AUC has not moved': (spoil) => equals(rocAuc(truth, spoiled(spoil)), auc, 1e-12),
    'the bill at 0.05 is at least half as much again': (spoil) => {
      const ratio = bill(truth, callsAt(spoiled(spoil), 0.05)) / bill(truth, callsAt(risks, 0.05));
      return ratio >= 1.5 || `it is ${ratio.toFixed(2)} times the old one`;
    },
  },
  {
    hints: [
      'AUC sees the order only: any function that always rises leaves it alone.',
      'Inspecting everybody would cost too little more. Which side makes the bill explode?',
      'Press the risks down, so that damaged aircraft slip below 0.05: p / 10, or a power of p.',
    ],
    mistakes: [
      { says: 'you changed nothing: order and numbers are as before.', answer: (p) => p },
      {
        says: 'you turned the order around: the function has to rise, so that the ranking stays.',
        answer: (p) => 1 - p,
      },
      {
        says: 'you lifted the risks: inspecting too many costs little. Look at the other side of 0.05.',
        answer: (p) => Math.sqrt(p),
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* "the AUC is unchanged" is no permission to deploy. Ask for the Brier
// score and for the bill. The damage is also easily undone once it is seen: whatever always rises can
// be bent back with a calibration curve, and the order was never lost.
//
// **Exercise 9.4** (hard) One crew works at this airport. It can inspect 10% of the struck aircraft,
// and takes those with the highest risk.

// %%
const byRisk = Array.from(risks.keys()).sort((a, b) => risks[b]! - risks[a]!);
const crewSize = Math.floor(truth.length / 10);
const damageTotal = truth.reduce((sum, one) => sum + one, 0);
const firstCrew = pick(truth, byRisk.slice(0, crewSize)).reduce((sum, one) => sum + one, 0);
console.log(`the crew inspects ${crewSize} of ${truth.length} aircraft`);
console.log(
  `and finds ${firstCrew} of ${damageTotal} damaged ones, ${percent(firstCrew / damageTotal)}`,
);

// %% [markdown]
// The head of the crews asks for a second one of the same size: *what is it worth?* She wants one
// number, **inspections saved per 1,000 strikes** (20 for each damaged aircraft that only the second
// crew finds, less what its own inspections cost), with a 95% interval from 500 resamples.
//
// Every resample is another season: in each one both crews take their tenths anew. Round a tenth down.
// `bootstrapInterval(metric, truth, risks, options)` draws the seasons and calls
// `metric(labels, scores)`; return what it returns.

// %% tags=["exercise"]
type Numbers = ArrayLike<number>;
function secondCrew(
  labels: Numbers,
  scores: Numbers,
  missPrice: number,
  seed: number,
): BootstrapResult {
  // solution
  const worth = (season: Numbers, chances: Numbers): number => {
    const tenth = Math.floor(season.length / 10);
    const order = Array.from({ length: season.length }, (_, i) => i);
    order.sort((a, b) => chances[b]! - chances[a]!);
    let moreFound = 0;
    for (const i of order.slice(tenth, 2 * tenth)) moreFound += season[i]!;
    return (1000 * (missPrice * moreFound - tenth)) / season.length;
  };
  return bootstrapInterval(worth, labels, scores, { random: createRandom(seed), repeats: 500 });
}

// %% tags=["check"]
const toyScores = Float64Array.from({ length: 100 }, (_, i) => 1 - i / 100);
const toyLabels = toyScores.map((score) => (score > 0.8 ? 1 : 0)); // the first 20 are damaged
await check(
  '9.4',
  secondCrew,
  {
    'ten more found of 100, each worth 20, for ten inspections: 1,900': (secondCrew) =>
      equals(secondCrew(toyLabels, toyScores, 20, 1).estimate, 1900),
    'where the second crew finds nothing, it costs 100 inspections': (secondCrew) =>
      equals(
        secondCrew(
          toyScores.map((score) => (score > 0.9 ? 1 : 0)),
          toyScores,
          20,
          1,
        ).estimate,
        -100,
      ),
    'the interval comes from 500 seasons and holds the estimate': (secondCrew) => {
      const { estimate, low, high, values } = secondCrew(truth, risks, 20, 1);
      return (values.length === 500 && low < estimate && estimate < high) || `${low} to ${high}`;
    },
    'each season is ranked anew': (secondCrew) => {
      const { low, high } = secondCrew(toyLabels, toyScores, 20, 1);
      return (high === 1900 && low < 1900) || `on the toy the interval is ${low} to ${high}`;
    },
  },
  {
    hints: [
      'Write a metric for one season first: sort its rows by score, cut out places 10% to 20%.',
      'Worth of a season: missPrice · (damaged in those places) − (number of places), per 1,000 rows.',
      'return bootstrapInterval(metric, labels, scores, { random: createRandom(seed), repeats: 500 }).',
    ],
    mistakes: [
      {
        says: 'you took the first crew’s tenth: what it finds is found already.',
        answer: (labels, scores, missPrice, seed) => {
          const worth = (season: Numbers, chances: Numbers): number => {
            const tenth = Math.floor(season.length / 10);
            const order = Array.from({ length: season.length }, (_, i) => i);
            order.sort((a, b) => chances[b]! - chances[a]!);
            const found = order.slice(0, tenth).reduce((sum, i) => sum + season[i]!, 0);
            return (1000 * (missPrice * found - tenth)) / season.length;
          };
          return bootstrapInterval(worth, labels, scores, {
            random: createRandom(seed),
            repeats: 500,
          });
        },
      },
      {
        says: 'you took the top fifth: that is what both crews find, the second only adds its own tenth.',
        answer: (labels, scores, missPrice, seed) => {
          const worth = (season: Numbers, chances: Numbers): number => {
            const fifth = 2 * Math.floor(season.length / 10);
            const order = Array.from({ length: season.length }, (_, i) => i);
            order.sort((a, b) => chances[b]! - chances[a]!);
            const found = order.slice(0, fifth).reduce((sum, i) => sum + season[i]!, 0);
            return (1000 * (missPrice * found - fifth)) / season.length;
          };
          return bootstrapInterval(worth, labels, scores, {
            random: createRandom(seed),
            repeats: 500,
          });
        },
      },
    ],
  },
);

// %% [markdown]
// Now write the sentence for the head of the crews, before you read on. *Our rubric:* it names the
// price that was assumed; it gives the interval and not only the number; it says whether zero lies
// outside; it says what the interval does not cover; and what would change your mind.
//
// Here is a second way to the interval, to compare yours with. It keeps the calls as they were made
// and compares two bills on the same resampled strikes.

// %%
const withCrews = (crews: number) => {
  const calls = truth.map(() => 0);
  for (const i of byRisk.slice(0, crews * crewSize)) calls[i] = 1;
  return calls;
};
const per1000 = (labels: Numbers, calls: Numbers) => (1000 * bill(labels, calls)) / labels.length;
const saved = bootstrapDifference(per1000, truth, withCrews(1), withCrews(2), {
  random: createRandom(9),
  repeats: 500,
});
const [worth2, low2, high2] = [saved.estimate, saved.low, saved.high].map(inEnglish);
console.log(
  `a second crew saves ${worth2} inspections per 1,000 strikes, 95%: ${low2} to ${high2}`,
);

// %%
const onlySecond = pick(truth, byRisk.slice(crewSize, 2 * crewSize)).filter((one) => one === 1);
const zeroAt = (crewSize / onlySecond.length).toFixed(1);
console.log(`it is worth nothing if a miss costs as little as ${zeroAt} inspections`);

// %%
for (let crew = 1; crew <= 8; crew++) {
  const place = byRisk.slice((crew - 1) * crewSize, crew * crewSize);
  const more = pick(truth, place).reduce((sum, one) => sum + one, 0);
  const gain = inEnglish(20 * more - crewSize).padStart(6);
  const least = percent(risks[place[crewSize - 1]!]!);
  console.log(
    `crew ${crew} finds ${String(more).padStart(3)}, net ${gain}; its calmest call has ${least}`,
  );
}

// %% [markdown]
// *What the solution tells you:* our sentence would be: "If a miss costs as much as 20 inspections, a
// second crew saves the number above, and chance in these strikes leaves the range above, which lies
// far from zero. The range knows nothing of next year's traffic, of crews that overlook damage, or of
// a wrong price; below the price that we printed, the crew is not worth its wages."
//
// Look at the last column, too. Single lines of it are noisy, but crews stop paying about where the
// calmest call comes down to 5%: the staffing plan and the threshold are one decision, seen from two
// offices.
//
// ## 9.9 Quiz

// %%
const pickBest = (values: readonly number[]) =>
  values.map((value) => value === Math.max(...values));
const at05 = policies['model at 0.05'];
const twice = { sampleWeight: truth.map((damaged) => (damaged ? 2 : 1)) }; // damage twice as common
const oddsTimes = (factor: number) => (p: number) => (factor * p) / (factor * p + 1 - p);

// %%
quiz('9', [
  {
    question:
      'Damage becomes twice as common, the model stays. Which moves most at threshold 0.05?',
    options: ['Recall', 'Precision', 'AUC'],
    answer: () =>
      pickBest([
        Math.abs(recall(truth, at05, twice) - recall(truth, at05)),
        Math.abs(precision(truth, at05, twice) - precision(truth, at05)),
        Math.abs(rocAuc(truth, risks, twice) - auc),
      ]),
    why: 'Recall and AUC look at each class by itself. Precision mixes them, so it depends on the place.',
  },
  {
    question: 'Which of these thresholds has the best F1?',
    options: ['0.05', '0.2', '0.5'],
    answer: () => pickBest([0.05, 0.2, 0.5].map((t) => f1Score(truth, callsAt(risks, t)))),
    why: 'And which is the cheapest? Not the same one. F1 has prices built in that nobody told it.',
  },
  {
    question: 'The price of a miss doubles to 40, the threshold stays at 0.05. The bill',
    options: ['doubles', 'rises by less than half', 'stays'],
    answer: () => {
      const ratio = bill(truth, at05, 40) / bill(truth, at05, 20);
      return ratio >= 2 ? 0 : ratio > 1.001 ? 1 : 2;
    },
    why: 'Only the misses become dearer, and at 0.05 few are left. Most of the bill is inspections.',
  },
  {
    question: 'How many of the tenth with the highest risk were damaged?',
    options: ['About one in ten', 'About four in ten', 'About nine in ten'],
    answer: () => {
      const share = firstCrew / crewSize;
      return share < 0.25 ? 0 : share < 0.65 ? 1 : 2;
    },
    why: 'Most calls of the best crew are in vain, as promised: section 9.5 has shown what risk that tenth had.',
  },
  {
    question: 'What repairs the chances of the balanced model (Brier within 0.005 of ours)?',
    options: [
      'Taking the same amount from every risk',
      'Multiplying the odds by the share of undamaged strikes that were kept',
      'Nothing does',
    ],
    answer: () => {
      const shift = mean(balancedRisks) - mean(y);
      const lower = balancedRisks.map((p) => Math.max(0, p - shift));
      const bent = balancedRisks.map(oddsTimes(keep));
      const ours = brierScore(truth, risks);
      const repaired = [lower, bent].findIndex((p) => brierScore(truth, p) < ours + 0.005);
      return repaired < 0 ? 2 : repaired;
    },
    why: 'Leaving out undamaged strikes multiplied the odds of damage. What multiplied them can divide them.',
  },
]);

// %%
answerQuiz('9', ''); // your letters in order, such as 'a b c a b'; a dash leaves one out

// %% [markdown]
// ## 9.10 What you can do now
//
// - *Turn a sum into a chance:* the logistic curve; weights add log odds; the gradient is miss ×
//   column. With one word the model counted, and your descent agreed with the library.
// - *Compute every metric by hand:* four boxes, two rates for two offices, pairs for the AUC, notes
//   for average precision, two scores for the honesty of chances.
// - *Tell ranking from honesty:* the balanced model ranked as well and promised nonsense.
// - *Choose a threshold:* price of an inspection over price of a miss, where the chances are honest.
// - *Price the staff:* a threshold is a staffing plan; a second crew has a worth and an interval.
//
// And your guess from the beginning: how many of 100 damaged aircraft would you let fly? Compare it
// with the slider at 0.5, where nobody had chosen anything. Whoever does not set the threshold has
// answered the question all the same.
//
// **Further reading**
//
// - T. Fawcett, *An introduction to ROC analysis*, Pattern Recognition Letters 27 (2006).
// - C. Elkan, *The Foundations of Cost-Sensitive Learning*, IJCAI 2001: the threshold from prices, and
//   what balancing does to it.
// - G. W. Brier, *Verification of Forecasts Expressed in Terms of Probability*, Monthly Weather
//   Review 78 (1950): three pages from a weather bureau that had the same problem.
// - T. Saito and M. Rehmsmeier, *The Precision-Recall Plot Is More Informative than the ROC Plot When
//   Evaluating Binary Classifiers on Imbalanced Datasets*, PLOS ONE 10 (2015).
