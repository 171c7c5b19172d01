// ---
// title: "05 · Clean and transform: what a column may know"
// minutes: 60
// needs: [00-start-here]
// objectives:
//   - divide the data before anything is learned from them, and say which steps may run earlier
//   - clean missing values, wrong types, doubles and outliers by a list that others can read
//   - show by measurement which leak costs nothing and which one ruins everything
//   - say of any column what it knew before, and what after, the moment of prediction
//   - build a feature pipeline that is fitted once, saved, loaded, and equal bit for bit
//   - test a cleaning step for leaks that no look at its code would find
// ---

// %% [markdown]
// ## 5.0 Too good, and nobody to blame
//
// A pilot calls the tower: we hit a bird. Must a mechanic stand ready at the next airport? You have
// ten thousand such reports, and for each of them it is known by now whether the aircraft was
// damaged. Your model ranks reports by risk. In the test it is excellent. In service it is hardly
// better than a coin.
//
// You read every line of its code again. There is no bug in it. What went wrong happened earlier, in
// a line that nobody looks at twice: somebody joined a table of averages.
//
// **Guess first.** We throw away the real outcomes and toss a coin for each report instead. Nothing
// can be learned from coins. Then comes the same join, before the data are divided. How well does
// the joined number rank the tosses of unseen reports, where 0.5 is chance and 1 is perfect?
//
// *Can one join made before the split predict coin tosses?*

// %%
import { predict, reveal } from 'mle-kit';

predict('5.0', {
  question: 'How well does the joined number rank coin tosses? 0.5 is chance, 1 is perfect.',
  guess: undefined, // a number such as 0.55, or an interval such as [0.5, 0.6]
});

// %% [markdown]
// ## 5.1 What arrived

// %%
import { datasetPaths, loadDataset, mean, readCsv, show, Table, type Vector } from 'mle-kit';

const arrived = await loadDataset('birdstrikes');
const target = 'Effect Amount of damage';
show(arrived.select(['Aircraft Make Model', 'Wildlife Size', 'Speed IAS in knots', target]), {
  rows: 4,
});

// %% [markdown]
// A row is one reported strike. Look at the last column: most strikes do no damage, and the word for
// that is `None`.
//
// Many readers take that word for a missing value, without being asked. Ours does so only when told.
// **Guess first:** how many of the 10,000 outcomes does this one option cost?

// %%
predict('5.1', {
  question: 'How many of the 10,000 outcomes are lost?',
  guess: undefined, // a number, or an interval such as [10, 500]
});

// %%
const [file] = await datasetPaths('birdstrikes');
const careless = await readCsv(file!, { missing: ['', 'None'] });
const lost = careless.string(target).filter((word) => word === null).length;
console.log(`${lost.toLocaleString('en')} outcomes are gone`);
reveal('5.1', lost);

// %% [markdown]
// And not at random: it takes all the harmless strikes and leaves the harmful ones. A model trained
// on the rest believes that every bird breaks something.
//
// So the first question about a missing value is not how to fill it, but whether it is one. The other
// way round happens here, too: some operators are called `UNKNOWN`. That word *is* a missing value.
//
// What should hold is written down once, as a **schema**, and checked by a machine. It also says of
// each column *when* it becomes known; we need that in section 5.6. (The moments are our judgement:
// the file does not state them. Who knows better changes a word here, and all that follows obeys.)

// %%
import { describeFailures, defineSchema, validate } from 'mle-kit';

const timeline = ['take-off', 'strike', 'inspection', 'bill'];
const word = (knownAt: string) => ({ kind: 'string' as const, knownAt });
const bill = { kind: 'number', unit: 'US$', knownAt: 'bill' } as const;
const schema = defineSchema(
  {
    airport: word('take-off'),
    aircraft: word('take-off'),
    damage: { ...word('inspection'), allowed: ['None', 'Minor', 'Medium', 'Substantial'] },
    date: { kind: 'date', knownAt: 'take-off' },
    operator: word('take-off'),
    state: word('take-off'),
    phase: word('strike'),
    size: { ...word('strike'), allowed: ['Small', 'Medium', 'Large'] },
    species: word('inspection'),
    time_of_day: word('strike'),
    cost_other: bill,
    cost_repair: bill,
    cost_total: bill,
    speed_kn: { kind: 'number', unit: 'kn', range: [1, 400], knownAt: 'strike' },
  },
  { moments: timeline },
);

// %%
const names = {
  'Airport Name': 'airport',
  'Aircraft Make Model': 'aircraft',
  [target]: 'damage',
  'Flight Date': 'date',
  'Aircraft Airline Operator': 'operator',
  'Origin State': 'state',
  'Phase of flight': 'phase',
  'Wildlife Size': 'size',
  'Wildlife Species': 'species',
  'Time of day': 'time_of_day',
  'Cost Other': 'cost_other',
  'Cost Repair': 'cost_repair',
  'Cost Total $': 'cost_total',
  'Speed IAS in knots': 'speed_kn',
};
const raw = arrived.rename(names);
console.log(describeFailures(validate(raw, schema)));

// %% [markdown]
// Three findings, each with its rows: some damage has a code that no document explains, the speed is
// often missing, and some speeds are 0. None of them stopped the file from being read.
//
// (We gave the columns short names, and the speed its unit. Chapter 00 showed why.)
//
// This file at least has the right *types*, since its publisher saw to that. Real post looks like
// the next table: three reports that we made up, as a small airfield in Bavaria might fax them.

// %%
import { coerceTypes, describeReport, parseDates } from 'mle-kit';

const fax = Table.from({
  day: ['19.10.1999', '24.10.1999', '31.11.1999'],
  speed: ['140', '127,5', '130 kt'],
});
try {
  coerceTypes(fax, { speed: 'number' }, { decimal: ',' });
} catch (error) {
  console.log(String(error));
}

// %% [markdown]
// The error names row and value, so that a person can decide. A reader that makes `130 kt` quietly
// missing, or takes `127,5` for 1275, decides too; it only does not tell. And the dates?

// %%
const read = parseDates(fax, 'day', 'DD.MM.YYYY', { invalid: 'missing' });
console.log(describeReport(read.report));

// %% [markdown]
// There is no 31 November. We asked for "missing" this time, and the report says whom it hit. That is
// the rule for everything in this chapter: **a step may change data, but never in silence.**
//
// ## 5.2 A list that can be read
//
// A cleaning is a list of named steps. `clean` runs them in order and collects what each one did.
// Before you run it: which of these three steps looks at one row at a time, and which needs others?

// %%
import { clean, correctValues, dropDuplicates, type CleaningStep } from 'mle-kit';

const misspelt = new Map([
  ['US AIRWAYS*', 'US AIRWAYS'],
  ['ALLEGHENYAIRLINES', 'ALLEGHENY AIRLINES'],
]);
const spell: CleaningStep = (t) =>
  correctValues(t, 'operator', (name) => misspelt.get(String(name)) ?? name, 'one spelling');
const ground: CleaningStep = (t) =>
  correctValues(
    t,
    'speed_kn',
    (kn, { phase }) => (kn === 0 && phase !== 'Parked' && phase !== 'Taxi' ? null : kn),
    'an aircraft in motion is not at 0 kn',
  );

// %%
const { table: reports, reports: whatWasDone } = clean(raw, [
  ['operators', spell],
  ['no flying at 0 kn', ground],
  ['each report once', (t) => dropDuplicates(t)],
]);
console.log(describeReport(whatWasDone));

// %% [markdown]
// Read it as its reviewer.
//
// - *Operators*: two spellings. Somebody had to know that the asterisk means nothing. (`UNKNOWN` we
//   leave as a word: "nobody noted it" is a kind of operator, too.)
// - *No flying at 0 kn*: a speed that cannot be is a missing value in disguise. We make it missing and
//   do not guess. Parked aircraft keep their 0: a rule that needs two columns, which no range states.
// - *Each report once*: rows that agree in every column. Were they two birds on one day? Nobody can
//   tell any more. We keep one.
//
// And **outliers**? Draw a fence around the middle half of the speeds, and look at who stands outside.

// %%
import { flagOutliers } from 'mle-kit';

const { table: fenced, report: fence } = flagOutliers(reports, 'speed_kn');
console.log(fence.changes[0]!.count, 'speeds', fence.changes[0]!.what);
const far = fenced.filter((row) => row.speed_kn_outlier === true);
for (const phase of ['Descent', 'Climb', 'Approach', 'Take-off run', 'Landing Roll']) {
  const [inPhase, out] = [fenced, far].map((t) => t.filter((row) => row.phase === phase).rowCount);
  console.log(phase.padEnd(13), `${out} of ${inPhase} outside`);
}

// %% [markdown]
// Nearly half of the descents stand outside the fence: there, aircraft *are* fast. Had we dropped the
// outliers as errors, we would have dropped the descents. An outlier is a question to somebody who
// knows; here the answer is "leave them". We flagged, looked, and go on with `reports` as it was.
//
// The damage codes B and C stay: somebody reported damage, and we do not know how much. For a yes or
// no that suffices.

// %%
const isDamaged = (t: Table) =>
  Float64Array.from(t.string('damage'), (word) => (word === 'None' ? 0 : 1));
const damaged = isDamaged(reports);
const strikes = reports.with('damaged', damaged);
console.log(`${strikes.rowCount} strikes, ${(100 * mean(damaged)).toFixed(1)}% with damage`);

// %% [markdown]
// ## 5.3 The split comes first
//
// A model that has seen the exam is not clever. So a part of the rows is set aside *before* anything
// is learned: the **test rows**. By hand it is a shuffle and a cut.

// %%
import { createRandom } from 'mle-kit';

function splitByHand(t: Table, testShare: number, seed: number): { train: Table; test: Table } {
  const order = createRandom(seed).permutation(t.rowCount);
  const size = Math.round(testShare * t.rowCount);
  return { test: t.take(order.slice(0, size)), train: t.take(order.slice(size)) };
}

const byHand = splitByHand(strikes, 0.25, 5);
console.log(`${byHand.train.rowCount} rows to learn from, ${byHand.test.rowCount} to be judged by`);

// %% [markdown]
// From here on we use the library's. It can do what a shuffle cannot: keep the share of damage equal
// in both parts (`stratifyBy`), keep what belongs together on one side (`groupBy`), or put the test
// rows after the training rows (`timeBy`). All agree on the sizes; see what they do to the target.

// %%
import { trainTestSplit } from 'mle-kit';

const percent = (t: Table) => `${(100 * mean(t.number('damaged'))).toFixed(1)}%`;
const halves = {
  'by hand': byHand,
  'at random': trainTestSplit(strikes, { testShare: 0.25, seed: 5 }),
  stratified: trainTestSplit(strikes, { testShare: 0.25, seed: 5, stratifyBy: 'damaged' }),
  'by time': trainTestSplit(strikes, { testShare: 0.25, timeBy: 'date' }),
};
for (const [name, { train, test }] of Object.entries(halves)) {
  console.log(
    `${name.padEnd(10)} ${train.rowCount} + ${test.rowCount} rows,`,
    percent(train),
    percent(test),
  );
}

// %% [markdown]
// In the last years a smaller share was damaged. A random split hides such a change; the split by
// time shows it. Chapter 00 split by time for that reason, and the capstone will. Here we split at
// random, because this chapter's fault is easiest to see when nothing else differs.
//
// Now the question that decides everything that follows: **which steps may run before the split?**
//
// | step | looks at | before the split? |
// |---|---|---|
// | rename, parse, mend a spelling | its own row | yes |
// | drop doubles | other rows | yes, it *must*: else twins sit on both sides |
// | fill with a median, scale | all rows | no: learn it from the training rows |
// | an average of the **target** | all rows and their outcomes | never |
//
// The third line is what textbooks warn of most. How much does it cost?
//
// ## 5.4 The leak that costs nothing
//
// The speed is missing in many reports. A median fills the gaps. By hand, it is
// two functions in one: *learn* a number, then *apply* it.

// %%
import { quantile, SimpleImputer } from 'mle-kit';

const { train: learnFrom, test: judgeBy } = halves['at random'];
const median = quantile(
  learnFrom.number('speed_kn').filter((kn) => !Number.isNaN(kn)),
  0.5,
);
const imputer = new SimpleImputer({ strategy: 'median' }).fit(learnFrom.select(['speed_kn']));
const gaps = judgeBy.filter((row) => Number.isNaN(row.speed_kn));
const filled = imputer.transform(gaps.select(['speed_kn'])).number('speed_kn');
console.log(`by hand ${median} kn, library ${imputer.state.fill[0]} kn`);
console.log(
  `${gaps.rowCount} gaps in the test rows, all filled:`,
  filled.every((kn) => kn === median),
);

// %% [markdown]
// `fit` saw training rows only; `transform` used what it learned on the others. Every transformer of
// this library has these two halves, and a **pipeline** strings them together.
//
// Ours turns words into columns of 0 and 1, fills and scales the speed, and ends in a model. (Which
// model is not the point here: a logistic regression, a weighted sum that ends in a probability;
// chapter 09 takes it apart.)

// %%
import { type ColumnPart, ColumnTransformer, LogisticRegression } from 'mle-kit';
import { OneHotEncoder, Pipeline, StandardScaler } from 'mle-kit';

const speedSteps = [
  new SimpleImputer({ strategy: 'median', addIndicator: true }),
  new StandardScaler(),
];
const plainParts: ColumnPart[] = [
  { columns: ['size', 'phase', 'time_of_day'], steps: [new OneHotEncoder({ unseen: 'zeros' })] },
  { columns: ['speed_kn'], steps: speedSteps },
];
const riskModel = (parts: ColumnPart[]) =>
  new Pipeline({ steps: [new ColumnTransformer({ parts })], model: new LogisticRegression() });

// %% [markdown]
// The score is the **AUC**: take one damaged and one undamaged strike at random; how likely does the
// model give the damaged one the higher risk? 0.5 is a coin, 1 is perfect. It does not matter how
// rare damage is.

// %%
import { rocAuc } from 'mle-kit';

type Parted = { train: Table; test: Table };
type Fitted = ReturnType<ReturnType<typeof riskModel>['fit']>;
const risks = (fitted: Fitted, t: Table) => fitted.predictProbability(t).column(1);
function aucOf(parts: ColumnPart[], { train, test }: Parted): number {
  const fitted = riskModel(parts).fit(train, train.number('damaged'));
  return rocAuc(test.number('damaged'), risks(fitted, test));
}
const divide = (t: Table, seed: number) => trainTestSplit(t, { testShare: 0.25, seed });
const plain = aucOf(plainParts, divide(strikes, 5));
console.log(`AUC ${plain.toFixed(3)} on strikes that the model has never seen`);

// %% [markdown]
// Now the sin: fill the gaps with the mean of *all* rows, test rows included, and divide afterwards.
// (The mean, because the median is the same number either way, and that would be too easy.) **Guess
// first:** by how much does the AUC rise, at most, in ten splits? Your guess: ____

// %%
import { imputeMissing } from 'mle-kit';

const wordsAnd = (...rest: ColumnPart[]) => [plainParts[0]!, ...rest];
const late = wordsAnd({ columns: ['speed_kn'], steps: [new StandardScaler()] });
const inside = wordsAnd({
  columns: ['speed_kn'],
  steps: [new SimpleImputer({ strategy: 'mean' }), new StandardScaler()],
});
const filledBefore = imputeMissing(strikes, { speed_kn: 'mean' }).table;
const seeds = Array.from({ length: 10 }, (_, seed) => seed);
const gains = seeds.map(
  (s) => aucOf(late, divide(filledBefore, s)) - aucOf(inside, divide(strikes, s)),
);
console.log(`the AUC moves by ${Math.max(...gains.map(Math.abs)).toFixed(5)} at most`);

// %% [markdown]
// Nothing. A mean of thousands of speeds hardly changes when some more come in, and it says nothing
// about who was damaged. With fifty rows, or one value far out, it could be otherwise: measure.
//
// So is the rule superfluous? We still learn inside the pipeline, for another reason: in service there
// is no table to take a median of. There is one pilot, and the number must have been kept. But be
// honest about the size of sins. Who treats all leaks alike stops looking at the one that kills.
//
// ## 5.5 The leak that ruins everything
//
// Some aircraft are more easily hurt, some airports have bigger birds, some operators report only
// what is broken. A colleague has a good idea: for each *fleet*, an aircraft type of one operator at
// one airport, look up how often it was damaged, and give the model that number. A table of averages,
// and one join.

// %%
const fleetOf = (t: Table) => {
  const [aircraft, airport, operator] = ['aircraft', 'airport', 'operator'].map((n) => t.string(n));
  return aircraft!.map((type, i) => `${type} | ${airport![i]} | ${operator![i]}`);
};
const fleet = fleetOf(strikes);

function meanByKey(keys: readonly string[], y: ArrayLike<number>): Vector {
  const seen = new Map<string, { sum: number; count: number }>();
  keys.forEach((key, i) => {
    const { sum, count } = seen.get(key) ?? { sum: 0, count: 0 };
    seen.set(key, { sum: sum + y[i]!, count: count + 1 });
  });
  return Float64Array.from(keys, (key) => seen.get(key)!.sum / seen.get(key)!.count); // the join
}

// %%
const joined = strikes.with('fleet', fleet).with('fleet_rate', meanByKey(fleet, damaged));
const { test: unseen } = divide(joined, 5);
const tooGood = rocAuc(unseen.number('damaged'), unseen.number('fleet_rate'));
console.log(`the joined column alone: AUC ${tooGood.toFixed(2)}`);
console.log(`the whole model without: AUC ${plain.toFixed(2)}`);

// %% [markdown]
// One number per fleet beats size, phase, daylight and speed together, by far. Champagne?
//
// The honest way learns the averages from the training rows alone. `TargetEncoder` does; told not to
// smooth, it computes our averages exactly.

// %%
import { TargetEncoder } from 'mle-kit';

const onAll = new TargetEncoder({ smooth: 0 }).fit(joined.select(['fleet']), damaged);
const same = onAll.transform(joined.select(['fleet'])).data;
const rates = joined.number('fleet_rate');
const furthest = Math.max(...same.map((rate, i) => Math.abs(rate - rates[i]!)));
console.log('by hand and library agree:', furthest < 1e-12);

// %%
function honestAuc({ train, test }: Parted): number {
  const encoder = new TargetEncoder().fit(train.select(['fleet']), train.number('damaged'));
  return rocAuc(test.number('damaged'), encoder.transform(test.select(['fleet'])).data);
}
const honest = honestAuc(divide(joined, 5));
console.log(`learned from the training rows only: AUC ${honest.toFixed(2)}`);

// %% [markdown]
// So much is left of it. Which of the two is the truth? Here the coins come in. Ours shall fall on
// "damaged" as often as the real outcomes do, so we shuffle these and deal them out again, to any
// strike. There is now nothing to know. Go back to your guess before you run the cell.

// %%
const tosses = Float64Array.from(createRandom(5).shuffle(damaged));
const tossed = joined.with('damaged', tosses).with('fleet_rate', meanByKey(fleet, tosses));
const { test: unseenTosses } = divide(tossed, 5);
const nonsense = rocAuc(unseenTosses.number('damaged'), unseenTosses.number('fleet_rate'));
const honestTosses = honestAuc(divide(tossed, 5));
console.log(`shuffled outcomes, joined before the split: AUC ${nonsense.toFixed(2)}`);
console.log(`shuffled outcomes, learned from training:   AUC ${honestTosses.toFixed(2)}`);
reveal('5.0', nonsense);

// %% [markdown]
// Yes: one join predicts what cannot be predicted. Nothing throws, the split is where it should be,
// and the test rows were never used for training. Look at the sizes of the fleets, and say why.

// %%
const sizes = new Map<string, number>();
for (const key of fleet) sizes.set(key, (sizes.get(key) ?? 0) + 1);
const rowsInFleetsOf = (most: number) => fleet.filter((key) => sizes.get(key)! <= most).length;
console.log(`${sizes.size} fleets for ${fleet.length} strikes`);
console.log(`${rowsInFleetsOf(1)} strikes are alone in their fleet`);
console.log(`${rowsInFleetsOf(3)} are in fleets of at most three`);

// %% [markdown]
// Whoever is alone in a fleet is its average: the column *is* the answer, under another name. With two
// in a fleet it is half of the answer. The finer the key, the more of the exam is in the question.
//
// That is **target leakage**. Compare it with the mean speed: there each row lent a tiny share of
// a harmless number; here a row lends itself its own outcome.
//
// One more trap lies *inside* training. Learn the averages from training rows, then look them up for
// these same rows: the test rows are untouched, and yet each training row holds a piece of its own
// answer. **Guess first:** does the test AUC of the whole model rise or fall?

// %%
function selfTaught({ train, test }: Parted): number {
  const encoder = new TargetEncoder().fit(train.select(['fleet']), train.number('damaged'));
  const look = (t: Table) => t.with('looked_up', encoder.transform(t.select(['fleet'])).data);
  const parts = [...plainParts, { columns: ['looked_up'], steps: [] }];
  return aucOf(parts, { train: look(train), test: look(test) });
}
const outOfFold = [...plainParts, { columns: ['fleet'], steps: [new TargetEncoder()] }];
const over = (score: (parted: Parted) => number) =>
  mean(seeds.map((seed) => score(divide(joined, seed)))).toFixed(3);
console.log(
  'without the fleet          ',
  over((parted) => aucOf(plainParts, parted)),
);
console.log('looked up for its own rows ', over(selfTaught));
console.log(
  'out of fold, by the pipeline',
  over((parted) => aucOf(outOfFold, parted)),
);

// %% [markdown]
// (Means of ten splits.) The model learned to trust a column that knew its answers, and then met rows
// for which it does not: worse than no column. The pipeline avoids it by *out-of-fold* encoding: each
// training row gets the average of the other four fifths. Then the fleet earns what it is worth, which
// is little.
//
// ## 5.6 What a column knew, and when
//
// "Trained on test rows" is a poor name for the fault. A better question is: **of all that went into
// this number, how much was known at the moment of prediction?** At the strike the pilot's own
// outcome is not known, and neither are those of later flights.
//
// We follow one column, the fleet's rate, through four stations. At each we ask, for the test rows:
// which reports was it made from?

// %%
import { splitIndices } from 'mle-kit';

const day = strikes.date('date').map(Number);
const members = new Map<string, number[]>();
for (const [i, key] of fleet.entries()) members.set(key, [...(members.get(key) ?? []), i]);

function knew(row: number, sources: readonly number[]): number[] {
  if (sources.length === 0) return [0, 0, 0, 1];
  const own = sources.includes(row) ? 1 : 0;
  const earlier = sources.filter((i) => day[i]! < day[row]!).length;
  return [earlier, own, sources.length - earlier - own, 0].map((n) => n / sources.length);
}
const random = splitIndices(fleet.length, { testShare: 0.25, seed: 5 });
const byTime = splitIndices(fleet.length, { testShare: 0.25, timeBy: day });

// %%
type Station = { name: string; rows: Int32Array; sees: (i: number, row: number) => boolean };
const [fromRandom, fromPast] = [random, byTime].map(({ train }) => new Set(train));
const stations: Station[] = [
  { name: 'joined before the split', rows: random.test, sees: () => true },
  { name: 'its own row left out', rows: random.test, sees: (i, row) => i !== row },
  { name: 'learned after a random split', rows: random.test, sees: (i) => fromRandom!.has(i) },
  { name: 'learned after a split by time', rows: byTime.test, sees: (i) => fromPast!.has(i) },
];
const sourcesOf = ({ sees }: Station, row: number) =>
  members.get(fleet[row]!)!.filter((i) => sees(i, row));
const knowledge = stations.map((station) => {
  const each = [...station.rows].map((row) => knew(row, sourcesOf(station, row)));
  return [0, 1, 2, 3].map((k) => mean(each.map((shares) => shares[k]!)));
});

// %% [markdown]
// Beside that, what each station scores: with the real outcomes (AUC), and with the shuffled ones
// (tosses). A fleet without a source gets the mean of all.

// %%
function scoreAt(station: Station, y: Vector): number {
  const all = mean(y);
  const rate = [...station.rows].map((row) => {
    const sources = sourcesOf(station, row);
    return sources.length === 0 ? all : mean(sources.map((i) => y[i]!));
  });
  return rocAuc(
    [...station.rows].map((row) => y[row]!),
    rate,
  );
}
const scores = stations.map((station) => [scoreAt(station, damaged), scoreAt(station, tosses)]);

// %%
import { heatMap, Matrix } from 'mle-kit';

const [join, , afterRandom] = knowledge;
const share = (value: number) => `${(100 * value).toFixed(0)}%`;
show(
  heatMap({
    rows: stations.map(({ name }) => name),
    columns: ['before', 'its own', 'after', 'nothing', 'AUC', 'tosses'],
    values: Matrix.from(knowledge.map((shares, k) => [...shares, ...scores[k]!])),
    range: [0, 1],
    title: 'What the fleet rate of a test row was made from',
    xTitle: {
      label: 'Share known before the strike, its own, known after; then scores',
      unit: null,
    },
    yTitle: { label: 'Station', unit: null },
    altText:
      `Joined before the split, ${share(join![1]!)} of what the column knows is the strike's own ` +
      `outcome: AUC ${scores[0]![0]!.toFixed(2)}, and ${scores[0]![1]!.toFixed(2)} on coin tosses. ` +
      `After a random split that is 0%, but ${share(afterRandom![2]!)} still comes from the future.`,
  }),
);

// %% [markdown]
// Read it row by row. The first station knows the row's own outcome, and its score on tosses gives it
// away. Without its own row the magic is gone at once: the rest lies around 0.5, by chance a little
// above or below.
//
// But look at the third row, the honest one of section 5.5: a large share of what it knows lies in
// the future of the strike. A random split never punishes that, because the test rows live in the
// same years. Only the last row is what a service could know; and there many fleets are new.
//
// ### Can statistics find it?
//
// Popular advice is to look for single columns that are too good. `findLeakage` computes those
// scores, but its verdict comes from the schema. **Guess first:** here are the size of the bird, known
// at once, and the repair bill, known weeks later. Which one scores higher?

// %%
import { findLeakage } from 'mle-kit';

const dated = defineSchema(
  [
    ...schema.columns.map(({ name, ...rules }) => [name, rules] as const),
    ['damaged', { kind: 'number', knownAt: 'inspection' }],
    ['fleet', { kind: 'string', knownAt: 'take-off' }],
    ['fleet_rate', { kind: 'number', knownAt: 'inspection' }], // made of inspections
  ],
  { moments: timeline },
);
const found = findLeakage(joined.drop(['damage']), dated, 'damaged');
show(
  Table.fromRows(found.suggestions.map(({ column, score, known }) => ({ column, score, known }))),
  {
    rows: 15,
    decimals: { score: 2 },
  },
);

// %% [markdown]
// The verdicts stand in the last column, and they do not follow the scores. The join is on top, so
// this search would have found it. But the bills are leaks as well, and look like poor features: most
// of them are 0, because nobody filled them in. The size of the bird looks suspicious, and is
// innocent. Drop what is "too good", and you drop the size and keep the bill.
//
// *When* a column is known stands in no column. Somebody has to ask, and write the answer down; that
// is what `knownAt` is for. A column made from others is known when the last of them is.
//
// ## 5.7 Fitted once, saved, loaded: the same function
//
// Now we build what will be served. The colleague's idea was not bad, only too fine: three averages,
// one per aircraft, one per airport, one per operator, have more rows behind each of them.

// %%
const inputs = ['size', 'phase', 'time_of_day', 'speed_kn', 'aircraft', 'airport', 'operator'];
const parts = [
  ...plainParts,
  {
    columns: ['aircraft', 'airport', 'operator'],
    steps: [new TargetEncoder(), new StandardScaler()],
  },
];
const { train, test } = divide(strikes, 5);
const pipeline = riskModel(parts).fit(train, train.number('damaged'));
console.log(`AUC ${rocAuc(test.number('damaged'), risks(pipeline, test)).toFixed(3)}`);
console.log(`${pipeline.inputs.length} columns in, ${pipeline.outputNames.length} features out`);

// %% [markdown]
// Better than with fleets, and honest, at least for strikes of the same years. All that it learned, medians, categories, averages, weights, is
// plain data. So it is saved as text.

// %%
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { fittedFromState, type FittedLogisticRegression, fittedPipelineFromState } from 'mle-kit';

const folder = mkdtempSync(joinPath(tmpdir(), 'strikes-'));
const saved = joinPath(folder, 'pipeline.json');
writeFileSync(saved, JSON.stringify(pipeline.state));
const loaded = fittedPipelineFromState(JSON.parse(readFileSync(saved, 'utf8')), (state) =>
  fittedFromState<FittedLogisticRegression<number>>(state),
);
rmSync(folder, { recursive: true });
console.log(`${JSON.stringify(pipeline.state).length} characters`);

// %% [markdown]
// Is it the same function? Not "about", but bit for bit: for the whole table, and for each row asked
// alone, as a pilot would. (A service that computes a table and a record by two pieces of code has two
// functions. Chapter 14 shows what that costs.)

// %%
const before = risks(pipeline, test);
const after = risks(loaded, test);
const oneByOne = [...test.select(inputs).rows()].map((row) => {
  const speed_kn = Number.isNaN(row.speed_kn) ? null : row.speed_kn; // JSON has no NaN
  return loaded.predictProbabilityRecord({ ...row, speed_kn })[1]!;
});
const differ = (a: Vector, b: ArrayLike<number>) =>
  a.filter((risk, i) => !Object.is(risk, b[i])).length;
console.log(`${before.length} test rows`);
console.log(`table before and after saving: ${differ(before, after)} differ`);
console.log(`table and single records:      ${differ(before, oneByOne)} differ`);

// %% [markdown]
// And what it cannot digest it refuses, with everything that is wrong at once:

// %%
const call = { size: 'Large', phase: 'Climb', time_of_day: 'Dusk', aircraft: 'B-737-300' };
try {
  loaded.transformRecord({ ...call, airport: 'NASHVILLE INTL', speed: 240 });
} catch (error) {
  console.log(String(error));
}

// %% [markdown]
// ## 5.8 What goes wrong in production
//
// **A word that training never saw.** An airship reports. Two answers are possible, and the caller of
// `OneHotEncoder` has to choose; there is no default. A refusal is right where words come from your own
// code, zeros where they come from the world.

// %%
const strict = new OneHotEncoder({ unseen: 'error' }).fit(train.select(['phase']));
try {
  strict.transform(Table.from({ phase: ['Hovering'] }));
} catch (error) {
  console.log(String(error));
}
const airship = { ...call, aircraft: 'AIRSHIP', airport: 'NASHVILLE INTL', operator: 'BUSINESS' };
const [, risk] = loaded.predictProbabilityRecord({ ...airship, phase: 'Hovering', speed_kn: null });
console.log(`zeros and averages instead: a risk of ${risk!.toFixed(2)}`);

// %% [markdown]
// **The gaps grow.** Filling gaps is harmless while there are few. Nobody tells you when that changes.

// %%
const years = strikes.date('date').map((moment) => moment!.getUTCFullYear());
const hasNoSpeed = strikes.number('speed_kn').map((kn) => (Number.isNaN(kn) ? 1 : 0));
for (const year of [1990, 1994, 1998, 2002]) {
  console.log(
    `${year}: speed missing in`,
    share(mean(hasNoSpeed.filter((_, i) => years[i] === year))),
  );
}

// %% [markdown]
// Same form, same column, another meaning of "usually known". The indicator column in our pipeline at
// least tells the model that a speed is made up. Watching such shares is chapter 18's work.
//
// **The join comes back at night.** A job recomputes the rates every night from the warehouse, with all
// outcomes known by then. Next month somebody retrains: the old strikes are joined with rates that
// contain their own outcomes. There is no split in sight, and it is the same fault. A table of averages
// needs a date in its key: the rate *as it was known on that day*.
//
// ## 5.9 Exercises

// %%
import { check, equals, answerQuiz, quiz, type TableRow } from 'mle-kit';

// %% [markdown]
// **Exercise 5.1** (warm-up) How many rows of `test` have an exact twin in `train`? (Rows are twins if
// they agree in every column.)

// %% tags=["exercise"]
function twinsAcross(parted: Parted): number {
  // solution
  const known = new Set([...parted.train.rows()].map((row) => JSON.stringify(row)));
  return [...parted.test.rows()].filter((row) => known.has(JSON.stringify(row))).length;
}

// %% tags=["check"]
const pairs = { train: Table.from({ x: [1, 2, 3] }), test: Table.from({ x: [3, 4, 3] }) };
await check(
  '5.1',
  twinsAcross,
  {
    'both 3s of a small table have their twin': (twinsAcross) => equals(twinsAcross(pairs), 2),
    'after "each report once" there are none': (twinsAcross) =>
      equals(twinsAcross(divide(strikes, 5)), 0),
    'before it there are some': (twinsAcross) => {
      const came = twinsAcross(trainTestSplit(raw, { testShare: 0.25, seed: 5 }));
      return (came > 0 && came < 48) || `came ${came}`;
    },
  },
  {
    hints: [
      'table.rows() gives the rows one by one; two rows are equal if their texts are.',
      'Put JSON.stringify(row) of every training row into a Set.',
      'Count the test rows for which known.has(JSON.stringify(row)).',
    ],
    mistakes: [
      {
        says: 'you compared rows as objects: two objects are never the same one. Compare their texts.',
        answer: () => 0,
      },
      {
        says: 'you counted each twin once: two equal rows in the test set are two rows with a twin.',
        answer: ({ train, test }) => {
          const known = new Set([...train.rows()].map((row) => JSON.stringify(row)));
          const asked = new Set([...test.rows()].map((row) => JSON.stringify(row)));
          return [...asked].filter((row) => known.has(row)).length;
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* here it is a handful, and no score would have told. In data that were
// copied together, such as photographs taken in bursts or patients with many visits, it is half of the
// test. Then dropping exact twins is not enough: keep together what belongs together, with `groupBy`.
//
// **Exercise 5.2** Learn on one table, apply to another: return a function that fills missing speeds
// with the median of the *training* rows' phase of flight; where training has no speed for a phase,
// with the median of all training rows.

// %% tags=["exercise"]
function learnFill(known: Table): (t: Table) => Vector {
  // solution
  const middle = (t: Table) => {
    const present = t.number('speed_kn').filter((kn) => !Number.isNaN(kn));
    return present.length === 0 ? undefined : quantile(present, 0.5);
  };
  const all = middle(known)!;
  const byPhase = new Map<unknown, number | undefined>();
  for (const phase of new Set(known.string('phase'))) {
    byPhase.set(phase, middle(known.filter((row) => row.phase === phase)));
  }
  return (t) => {
    const phases = t.string('phase');
    return t
      .number('speed_kn')
      .map((kn, i) => (Number.isNaN(kn) ? (byPhase.get(phases[i]) ?? all) : kn));
  };
}

// %% tags=["check"]
const small = Table.from({
  phase: ['Climb', 'Climb', 'Climb', 'Descent', 'Taxi'],
  speed_kn: [150, 170, 500, 200, Number.NaN],
});
const asked = Table.from({
  phase: ['Climb', 'Taxi', 'Parked', 'Climb'],
  speed_kn: [Number.NaN, Number.NaN, Number.NaN, 90],
});
await check(
  '5.2',
  learnFill,
  {
    'a climb gets 170, others the median of all, and what is known stays': (learnFill) =>
      equals(learnFill(small)(asked), [170, 185, 185, 90]),
    'what else is in the table asked changes nothing': (learnFill) => {
      const fill = learnFill(small);
      return equals(fill(asked.slice(0, 1))[0], fill(asked)[0]);
    },
    'for the training rows it agrees with imputeMissing': (learnFill) => {
      const fills = { speed_kn: { by: 'phase', use: 'median' } } as const;
      return equals(learnFill(train)(train), imputeMissing(train, fills).table.number('speed_kn'));
    },
  },
  {
    hints: [
      'Compute everything outside the returned function, from `known` only.',
      'A Map from phase to median; a phase without any speed must not be in it, or be undefined.',
      'Number.isNaN(kn) ? (byPhase.get(phases[i]) ?? all) : kn, for each row of t.',
    ],
    mistakes: [
      {
        says: 'you learned from the table that is filled: in service that is one row. Learn from `known`.',
        answer: () => (t) =>
          imputeMissing(t, { speed_kn: { by: 'phase', use: 'median' } }).table.number('speed_kn'),
      },
      {
        says: 'you forgot the phase: a taxiing aircraft is slower than a climbing one.',
        answer: (known) => {
          const all = quantile(
            known.number('speed_kn').filter((kn) => !Number.isNaN(kn)),
            0.5,
          );
          return (t) => t.number('speed_kn').map((kn) => (Number.isNaN(kn) ? all : kn));
        },
      },
      {
        says: 'you filled nothing: NaN is not equal to itself, so ask with Number.isNaN.',
        answer: () => (t) => t.number('speed_kn'),
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* a function that returns a function is all that `fit` and `transform`
// are. What the outer one computes before it returns (a map and a median) is the state: the part that
// must be saved.
//
// **Exercise 5.3** Out-of-fold averages by hand. `fold[i]` says in which fold row `i` is. Row `i` gets
// the mean of `y` over the rows with its key *in the other folds*; where there are none, the mean of
// `y` over all rows of the other folds.

// %% tags=["exercise"]
function outOfFoldMeans(
  keys: readonly string[],
  y: ArrayLike<number>,
  fold: ArrayLike<number>,
): number[] {
  // solution
  const sums = new Map<string, { sum: number; count: number }>();
  const add = (key: string, value: number) => {
    const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: sum + value, count: count + 1 });
  };
  keys.forEach((key, i) => {
    for (const each of [`all`, `all in ${fold[i]}`, `of ${key}`, `of ${key} in ${fold[i]}`]) {
      add(each, y[i]!);
    }
  });
  const without = (whole: string, f: number) => {
    const [all, own] = [sums.get(whole)!, sums.get(`${whole} in ${f}`)!];
    return { sum: all.sum - own.sum, count: all.count - own.count };
  };
  return keys.map((key, i) => {
    const others = without(`of ${key}`, fold[i]!);
    const used = others.count > 0 ? others : without('all', fold[i]!);
    return used.sum / used.count;
  });
}

// %% tags=["check"]
const folds = Array.from(createRandom(7).permutation(fleet.length), (place) => place % 5);
await check(
  '5.3',
  outOfFoldMeans,
  {
    'worked by hand': (outOfFoldMeans) => {
      const keys = ['A', 'A', 'A', 'B'];
      return equals(outOfFoldMeans(keys, [1, 0, 1, 1], [0, 1, 1, 0]), [0.5, 1, 1, 0.5]);
    },
    'flipping the outcome of a row does not change its own value': (outOfFoldMeans) => {
      const flipped = damaged.map((value, i) => (i === 10 ? 1 - value : value));
      return equals(
        outOfFoldMeans(fleet, flipped, folds)[10],
        outOfFoldMeans(fleet, damaged, folds)[10],
      );
    },
    'it does not predict coin tosses': (outOfFoldMeans) => {
      const came = rocAuc(tosses, outOfFoldMeans(fleet, tosses, folds));
      return Math.abs(came - 0.5) < 0.05 || `the AUC on tosses is ${came.toFixed(2)}`;
    },
  },
  {
    hints: [
      'First take sums and counts per key and per pair of key and fold; then subtract.',
      'The others of row i: sum and count of its key, minus those of its key in its own fold.',
      'Without any others of its key: (sum of all − sum of its fold) / (count of all − count of it).',
    ],
    mistakes: [
      {
        says: 'you took the mean of all rows of the key: its own outcome is among them, and that is the leak.',
        answer: (keys, y) => Array.from(meanByKey(keys, y)),
      },
      {
        says: 'you left out the row alone: its whole fold has to be left out, or the folds are for nothing.',
        answer: (keys, y) => {
          const means = meanByKey(keys, y);
          const count = (key: string) => keys.filter((other) => other === key).length;
          const counts = new Map([...new Set(keys)].map((key) => [key, count(key)]));
          return keys.map((key, i) => {
            const n = counts.get(key)!;
            return n === 1 ? mean(y) : (means[i]! * n - y[i]!) / (n - 1);
          });
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* the second check is the definition of the thing, and it needs no
// model: **change an outcome, and see whether the row's own features move.** Keep it for the last
// exercise.
//
// **Exercise 5.4** (hard, in two parts) First you are the villain, then the auditor.
//
// *Villain:* write a cleaning step that looks innocent, lifts the validation AUC by at least 0.1, and
// is worthless in service. It gets the table of all reports, before the split, with a column `report`
// (the number of the report, leave it in). It may change values, add columns of numbers, drop rows.
//
// `tryStep` says what it is worth. In validation the step has cleaned all reports. In service it gets
// the test rows as they were *at the moment of the strike*: no damage noted, no bill, species unknown.

// %%
const numbered = reports.with(
  'report',
  Float64Array.from(reports.number('speed_kn'), (_, i) => i),
);
const isTest = new Set(random.test);

const isTestRow = (row: TableRow) => isTest.has(Number(row.report));
const notYet = { damage: 'None', species: 'Unknown bird or bat' };
const noBill = { cost_other: 0, cost_repair: 0, cost_total: 0 };
const asItWas = (t: Table) =>
  Table.fromRows(
    [...t.rows()].map((row) => (isTestRow(row) ? { ...row, ...notYet, ...noBill } : row)),
  );

// %%
type Step = (t: Table) => Table;
const testRows = (t: Table) => t.filter(isTestRow);
const outcomes = (t: Table) => Float64Array.from(t.number('report'), (i) => damaged[i]!);

function tryStep(step: Step) {
  const made = step(numbered);
  const learned = made.filter((row) => !isTestRow(row));
  const added = made.columns.filter(({ name, kind }) => kind === 'number' && !numbered.has(name));
  const columns = added.map(({ name }) => name);
  const more = [{ columns, steps: [new SimpleImputer(), new StandardScaler()] }];
  const model = riskModel(columns.length > 0 ? [...plainParts, ...more] : plainParts);
  const fitted = model.fit(learned, outcomes(learned));
  const auc = (t: Table) => rocAuc(outcomes(t), risks(fitted, t));
  return { validation: auc(testRows(made)), service: auc(testRows(step(asItWas(numbered)))) };
}
const without = tryStep((t) => t);
console.log(`no step: ${without.validation.toFixed(3)}, ${without.service.toFixed(3)} in service`);

// %% tags=["exercise"]
function innocentStep(t: Table): Table {
  // solution
  // Contradictory reports: a small bird does not break an aircraft. Surely typing errors.
  return t.filter((row) => !(row.size === 'Small' && row.damage !== 'None'));
}

// %% tags=["check"]
await check(
  '5.4, villain',
  innocentStep,
  {
    'it lifts the validation AUC by at least 0.1': (innocentStep) => {
      const lift = tryStep(innocentStep).validation - without.validation;
      return lift >= 0.1 || `it lifts it by ${lift.toFixed(3)}`;
    },
    'in service it is worth nothing': (innocentStep) => {
      const worth = tryStep(innocentStep).service - without.service;
      return worth < 0.02 || `it is worth ${worth.toFixed(3)} there: a discovery, not a fraud`;
    },
  },
  {
    hints: [
      'What does the step see that the pilot does not? Outcomes, species, bills, all rows at once.',
      'Adding a column is the obvious way (see 5.5). Less obvious: drop the rows that are hard.',
      'Which damaged strikes does the model get wrong? Call these reports contradictory, and filter.',
    ],
    mistakes: [
      {
        says: 'you changed nothing: a step has to see something that the pilot does not.',
        answer: (t) => t,
      },
      {
        says: 'you dropped rows without looking at them: whom you drop must depend on the outcome.',
        answer: (t) => t.filter((_, i) => i % 10 !== 0),
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* rows that contradict the model are dropped every day, under the name of
// cleaning. A test set from which the hard cases were removed is easy; the next pilot is not.
//
// *Auditor:* now write the test that finds any such step, yours and those that others planted, and
// accuses none that is innocent. You have `numbered` (all that is known today), `asItWas` (what was
// known at the strike), `testRows`, and `schema` with its `knownAt`. You do not need a model.

// %% tags=["exercise"]
function isLeaking(step: Step): boolean {
  // solution
  const inTime = timeline.indexOf('strike');
  const tooLate = schema.columns
    .filter(({ knownAt }) => timeline.indexOf(knownAt!) > inTime)
    .map(({ name }) => name);
  const featuresOf = (t: Table) => {
    const result = testRows(step(t));
    const kept = result.drop(tooLate.filter((name) => result.has(name))).sortBy('report');
    return JSON.stringify([...kept.rows()]);
  };
  return featuresOf(numbered) !== featuresOf(asItWas(numbered));
}

// %% tags=["check"]
const numberOf = (t: Table) => Float64Array.from(t.number('report'), (_, i) => i);
const count = (keys: string[]) => {
  const tally = new Map<string, number>();
  for (const key of keys) tally.set(key, (tally.get(key) ?? 0) + 1);
  return Float64Array.from(keys, (key) => tally.get(key)!);
};
const guilty: Record<string, Step> = {
  'only damage with a bill': (t) =>
    t.filter((row) => row.damage === 'None' || Number(row.cost_total) > 0),
  'join of the damage': (t) => t.with('rate', meanByKey(fleetOf(t), isDamaged(t))),
  'join of the bills': (t) => t.with('bill', meanByKey(fleetOf(t), t.number('cost_total'))),
  'speed filled by damage': (t) =>
    imputeMissing(t, { speed_kn: { by: 'damage', use: 'median' } }).table,
  'sorted by bill, then numbered': (t) => {
    const sorted = t.sortBy('cost_total');
    return sorted.with('place', numberOf(sorted));
  },
  'only strikes with a known species': (t) =>
    t.filter((row) => !`${row.species}`.startsWith('Unk')),
};
const guiltless: Record<string, Step> = {
  'nothing done': (t) => t,
  'median of all speeds': (t) => imputeMissing(t, { speed_kn: 'median' }).table,
  'speed against the mean speed': (t) => {
    const kn = imputeMissing(t, { speed_kn: 'mean' }).table.number('speed_kn');
    const average = mean(kn);
    return t.with(
      'faster',
      kn.map((value) => value - average),
    );
  },
  'reports of the same operator': (t) => t.with('often', count(t.string('operator').map(String))),
  'no reports from parked aircraft': (t) => t.filter((row) => row.phase !== 'Parked'),
  'columns in another order': (t) => t.select([...t.columnNames].reverse()),
};
function judged(audit: typeof isLeaking, list: Record<string, Step>, wanted: boolean) {
  const wrong = Object.keys(list).filter((name) => audit(list[name]!) !== wanted);
  return wrong.length === 0 || `it is wrong about: ${wrong.join('; ')}`;
}
function isMineFound(audit: typeof isLeaking): boolean {
  try {
    innocentStep(numbered);
  } catch {
    return true; // no villain yet
  }
  return audit(innocentStep);
}
await check(
  '5.4, auditor',
  isLeaking,
  {
    'it finds every planted step': (isLeaking) => judged(isLeaking, guilty, true),
    'it accuses no innocent one': (isLeaking) => judged(isLeaking, guiltless, false),
    'it finds yours': (isLeaking) => isMineFound(isLeaking),
  },
  {
    hints: [
      'Run the step twice: on what is known today, and on what was known at the strike.',
      'Compare the test rows of both results, without the columns that are known too late.',
      'Order by report, drop damage, species and the bills, compare JSON.stringify of all rows.',
    ],
    mistakes: [
      {
        says: 'you accuse every step: one that learns from what was known at the strike is innocent.',
        answer: () => true,
      },
      {
        says: 'you accuse none: run the step on both tables, and compare what it gives.',
        answer: () => false,
      },
      {
        says: 'you only looked for new columns: a step that drops rows leaks, too.',
        answer: (step) => step(numbered).columns.some(({ name }) => !numbered.has(name)),
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* nobody had to read the steps. A feature that changes when you take
// away what could not be known was made from it: that is the *definition* of leakage, run as a test.
// (Shuffled outcomes find less: the bills stay with their rows, and their join passes.)
//
// A **replay** like this one belongs into the tests of every pipeline. It also accuses "drop doubles
// by all columns", for that reads the outcome, too. Look at such an accusation; do not switch it off.
//
// It has limits, and you should be able to say them. It compares *test* rows: a training row that
// holds a piece of its own answer (section 5.5) passes. It hides the outcomes of test rows only: with
// a random split, later flights in the training rows stay visible; replay by date, and they are
// hidden as well. And it believes the schema. Where `knownAt` is wrong, so is the verdict.
//
// ## 5.10 Quiz

// %%
const fair = createRandom(11);
const coins = damaged.map(() => (fair.uniform() < 0.5 ? 1 : 0));

// %%
quiz('5', [
  {
    question:
      'Real coins: heads in half of the cases. What is the AUC of the join before the split?',
    options: ['About 0.5', 'About 0.8', 'Above 0.95'],
    answer: () => {
      const { test: flips } = divide(
        strikes.with('damaged', coins).with('rate', meanByKey(fleet, coins)),
        5,
      );
      const came = rocAuc(flips.number('damaged'), flips.number('rate'));
      return came < 0.6 ? 0 : came < 0.95 ? 1 : 2;
    },
    why: 'A little less than with rare damage: in a small fleet rare outcomes stand out more.',
  },
  {
    question: 'Shuffled outcomes, joined before the split by aircraft type only. The AUC is',
    options: ['about 0.5', 'between 0.52 and 0.7', 'about 0.87, as for fleets'],
    answer: () => {
      const types = strikes.string('aircraft').map(String);
      const came = rocAuc(tosses, meanByKey(types, tosses));
      return came < 0.52 ? 0 : came < 0.7 ? 1 : 2;
    },
    why: 'The coarser the key, the less of its own answer a row sees. A small leak is harder to notice.',
  },
  {
    question: 'For how many of the test rows did training have no report of the same fleet?',
    options: ['Below 5 in 100', 'Between 10 and 30 in 100', 'More than 40 in 100'],
    answer: () => {
      const nothing = knowledge[2]![3]!;
      return nothing < 0.05 ? 0 : nothing < 0.4 ? 1 : 2;
    },
    why: 'It stands in the figure, under "nothing". For these rows the join was the answer itself.',
  },
  {
    question:
      'Two records are equal, but one has `speed_kn: null` and the other the median of training. Do they get the same risk?',
    options: ['Yes', 'No'],
    answer: () => {
      const record = { ...airship, aircraft: 'B-737-300' };
      const [gap, known] = [null, median].map((speed_kn) =>
        loaded.predictProbabilityRecord({ ...record, speed_kn }),
      );
      return gap![1] === known![1] ? 0 : 1;
    },
    why: 'The indicator column tells them apart: that a speed is missing is information, too.',
  },
  {
    question:
      'Before filling gaps you drop all rows without a speed. The share of damage among the rest',
    options: ['is the same to a tenth of a percent', 'is lower', 'is higher'],
    answer: () => {
      const rest = mean(strikes.dropMissing(['speed_kn']).number('damaged')) - mean(damaged);
      return Math.abs(rest) < 0.001 ? 0 : rest < 0 ? 1 : 2;
    },
    why: 'Speeds are missing a little more often where something broke. Dropping rows changes the question.',
  },
]);

// %%
answerQuiz('5', ''); // your letters in order, such as 'a b c a b'; a dash leaves one out

// %% [markdown]
// ## 5.11 What you can do now
//
// - *Divide first:* what looks at its own row may come before the split, doubles must, what learns
//   comes after, and averages of the target never come before.
// - *Clean by a list:* steps with names, each with a report. What cannot be is made missing; what is far
//   out is asked about; `None` was a word and `UNKNOWN` was not.
// - *Measure a leak:* a mean filled in before the split cost nothing that could be measured, the join
//   everything. Shuffle the outcomes when a score is too good.
// - *Say what a column knew:* before, at and after the moment of prediction. Scores do not tell; the
//   schema does, if somebody filled it in.
// - *Build a pipeline:* fitted once, saved as text, loaded, equal bit for bit, for tables and records.
// - *Test for leaks:* replay the step with what was known then. If the features move, it leaks.
//
// And your guess from the beginning? If it was 0.5, you were right about coins. What one join predicts
// is not the coin. It is the copy of the toss that it has put into the table itself.
//
// Go on with [06](06-explore.ipynb): the data are clean; now look at them.
//
// **Further reading**
//
// - S. Kaufman, S. Rosset, C. Perlich, O. Stitelman, *Leakage in Data Mining: Formulation, Detection,
//   and Avoidance*, ACM Transactions on Knowledge Discovery from Data 6(4), 2012.
// - D. Micci-Barreca, *A Preprocessing Scheme for High-Cardinality Categorical Attributes in
//   Classification and Prediction Problems*, ACM SIGKDD Explorations 3(1), 2001.
// - S. Kapoor, A. Narayanan, *Leakage and the Reproducibility Crisis in Machine-Learning-Based
//   Science*, Patterns 4(9), 2023: the same fault, in hundreds of published papers.
// - J. W. Tukey, *Exploratory Data Analysis*, Addison-Wesley 1977: where the fences come from.
