// ---
// title: "14 · Training-serving skew: the world moves, or the code differs"
// minutes: 60
// needs: [00-start-here, 05-clean-and-transform, 09-classification-and-metrics]
// objectives:
//   - log what a service is asked, what it made of it, and what it answered
//   - measure by hand and by library how far live data have moved from what a model was taught
//   - say what a silent drift report proves, and what it does not
//   - find a feature that is computed in two ways, by replaying raw input through the training code
//   - tell which of the two ways is the right one
//   - hand over a model so that its features cannot be computed in a second way
// ---

// %% [markdown]
// ## 14.0 A green dashboard
//
// The gardens are still watered by a model (chapter 00): from two temperatures and the wind it says
// each evening whether the day was wet. It sells well. Somebody has put it into gardens of New York,
// and somebody else has built version 2 for those of Seattle, with a feature that lifted its test
// score. Both have been in service for a year, and both are watched: every column that comes in is held
// against the training data.
//
// New York's line on the dashboard is red all over. Version 2 is green: no column has moved, the
// answers have not moved, and nothing has moved jointly. So this morning's meeting is about New York.
//
// **Guess first.** *Every drift alarm is silent. Is the model well?* Of version 2 you know that it did
// well in its test. How much of that has it kept in service?

// %%
import { predict, reveal } from 'mle-kit';

predict('14.0', {
  question: 'By how many points is its accuracy in service below that of its test?',
  unit: 'points',
  guess: undefined, // a number such as 3, or the two ends of an interval such as [0, 5]
});

// %% [markdown]
// When a model meets in service something else than in training, that is **training-serving skew**.
// There are two kinds. *The world has moved*: the data are others. Or *the code differs*: the data are
// the same, and one feature is computed in two ways. This chapter meets one of each. (A caller who
// mistakes the unit is a third story, and chapter 00 has told it. And the world can move without its
// inputs: the same evening, and another chance of rain. No input shows that, only labels do.)
//
// ## 14.1 The model, its promise, and a log
//
// The model is a logistic regression (chapter 09) behind a scaler, taught by Seattle's days before
// 2015. Its promise is its accuracy on 2015, a year that it has never seen.

// %%
import { accuracy, loadDataset, LogisticRegression, mean, Pipeline } from 'mle-kit';
import { StandardScaler, type Table, type Vector } from 'mle-kit';

const weather = await loadDataset('weather');
const newYear = Date.UTC(2015, 0, 1);
const daysOf = (city: string) => weather.filter((day) => day.location === city);
const before = (days: Table) => days.filter((day) => Number(day.date) < newYear);
const after = (days: Table) => days.filter((day) => Number(day.date) >= newYear);
const wetOf = (days: Table) => days.number('precipitation').map((mm) => (mm > 0 ? 1 : 0));

// %%
const names = ['temp_max', 'temp_min', 'wind'];
const recipe = new Pipeline({ steps: [new StandardScaler()], model: new LogisticRegression() });
const seattle = daysOf('Seattle');
const [past, unseen] = [before(seattle), after(seattle)];
const model = recipe.fit(past.select(names), wetOf(past));
const promised = accuracy(wetOf(unseen), model.predict(unseen.select(names)));
console.log(`promised: accuracy ${promised.toFixed(3)}`);
console.log(`always "dry":      ${(1 - mean(wetOf(unseen))).toFixed(3)}`);

// %% [markdown]
// Whoever wants to know later what a service did has to write it down while it does it. One line a
// request, and in each line three things that people tend to think are one:
//
// 1. the **raw input**, as the caller sent it;
// 2. the **features**, as the model was given them;
// 3. the **answer**.
//
// Many services log only the first and the third. Remember the second. The service below is a function
// that appends such lines to a file. (Chapter 15 puts it behind an address, with a log that rotates;
// the lines stay the same.)

// %%
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServedRow, TableRow } from 'mle-kit';

type Reading = { date: string; temp_max: number; temp_min: number; wind: number };
type Values = Record<string, number>;
interface Line extends ServedRow {
  readonly id: string;
  readonly features: Values;
  readonly chance: number;
}

// %%
const logs = mkdtempSync(join(tmpdir(), 'skew-'));
type Model = typeof model;
function answer(log: string, served: Model, input: Reading, features: Values): number {
  const chance = served.predictProbabilityRecord(features)[1]!;
  const line = JSON.stringify({ id: input.date, input, features, chance });
  appendFileSync(join(logs, log), `${line}\n`);
  return chance;
}
function readLog(log: string): Line[] {
  const text = readFileSync(join(logs, log), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

// %% [markdown]
// A year of New York, evening by evening. Here the features are what was sent.

// %%
const sentOn = (day: TableRow): Reading => ({
  date: (day.date as Date).toISOString().slice(0, 10),
  temp_max: Number(day.temp_max),
  temp_min: Number(day.temp_min),
  wind: Number(day.wind),
});
const asSent = ({ temp_max, temp_min, wind }: Reading): Values => ({ temp_max, temp_min, wind });
const abroad = after(daysOf('New York'));
for (const day of abroad.rows()) answer('new-york.jsonl', model, sentOn(day), asSent(sentOn(day)));
const newYork = readLog('new-york.jsonl');
console.log(`${newYork.length} lines; the first:`);
console.log(newYork[0]);

// %% [markdown]
// ## 14.2 When the world moves
//
// Labels come late, or never: whether the day was wet, the garden does not report. So the first
// question is one that needs no labels: *do the rows still look like those that the model learned
// from?*
//
// The plainest measure is the **population stability index**. Cut the training values into ten bins of
// equal counts, so that each holds a share $p$ of about a tenth. Count the share $q$ of the live values
// in each. Then
//
// $$\text{PSI} = \sum_{\text{bins}} (q - p)\,\ln\frac{q}{p}$$
//
// is 0 where the shares are equal, and each bin adds to it, whichever way it moved.

// %%
function stabilityByHand(reference: Vector, current: Vector, bins = 10): number {
  const sorted = [...reference].sort((a, b) => a - b);
  const edges = Array.from({ length: bins - 1 }, (_, k) => {
    return sorted[Math.round(((k + 1) * sorted.length) / bins)]!;
  });
  const shares = (values: Vector) => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of values) counts[edges.filter((edge) => value >= edge).length]! += 1;
    return counts.map((count) => (count || 0.5) / values.length); // an empty bin: half a row
  };
  const [p, q] = [shares(reference), shares(current)];
  return p.reduce((sum, was, k) => sum + (q[k]! - was) * Math.log(q[k]! / was), 0);
}

// %%
import { populationStabilityIndex } from 'mle-kit';

const [windThen, windThere] = [past.number('wind'), abroad.number('wind')];
console.log('by hand', stabilityByHand(windThen, windThere).toFixed(6));
console.log('library', populationStabilityIndex(windThen, windThere).toFixed(6));
console.log('at home', populationStabilityIndex(windThen, unseen.number('wind')).toFixed(6));

// %% [markdown]
// Above 1 in New York, and next to nothing in Seattle's own 2015. But what is "next to nothing"? PSI
// knows of size, not of chance: a short sample moves a little by itself. The **Kolmogorov–Smirnov
// test** knows. It takes the largest gap between the two curves "share of days up to this value", and
// says how likely such a gap is if nothing has moved. (Exercise 14.1 builds the gap.)
//
// With several columns there are several chances of a false alarm. `driftReport` makes all comparisons,
// adjusts them together, and trains a classifier to tell old rows from new: if it can, something has
// moved *jointly* that no single column shows. Its *p* is the chance of such a difference by luck
// alone. Without drift it rings in 5 of 100 reports at most; the file `src/monitoring/FALSE-ALARMS.md`
// holds 1,000 draws against that promise.

// %%
import { driftReport, type DriftReport, show, Table as Rows } from 'mle-kit';

const withChance = (fitted: Model, rows: Table) =>
  rows.with('chance', fitted.predictProbability(rows).column(1));
const tableOf = (log: readonly Line[]) =>
  Rows.fromRows(log.map(({ features, chance }) => ({ ...features, chance })));
const taught = withChance(model, past.select(names));
const atHome = driftReport(taught, withChance(model, unseen.select(names)), {
  prediction: 'chance',
});
const inNewYork = driftReport(taught, tableOf(newYork), { prediction: 'chance' });

// %%
const luck = (p: number) => (p < 0.0001 ? 'below 0.0001' : p.toFixed(4));
function showReport({ columns, prediction, joint }: DriftReport): void {
  const rows = [...columns, prediction!].map(({ name, stabilityIndex, values, drifted }) => ({
    column: name === 'chance' ? 'chance (the answer)' : name,
    PSI: stabilityIndex!.toFixed(3),
    'p, adjusted': luck(values!.adjustedPValue!),
    verdict: drifted ? 'ALARM' : 'silent',
  }));
  const together = { column: 'all jointly', PSI: `AUC ${joint!.rocAuc.toFixed(3)}` };
  const verdict = joint!.drifted ? 'ALARM' : 'silent';
  show(
    Rows.fromRows([...rows, { ...together, 'p, adjusted': luck(joint!.adjustedPValue), verdict }]),
  );
}
showReport(atHome);
showReport(inNewYork);

// %% [markdown]
// The first table is the control: the same model, the same city, a year later. Silent, as it should be.
// The second table is New York: everything rings, wind loudest. The answers themselves have moved, too.
// (`chance` is compared with what the model said of its own training rows.)
//
// Then, much later, somebody asks the weather service for the rain. Labels. Now `performanceReport`
// measures what the service was worth, with the interval that a year of days gives, and holds it
// against the promise.

// %%
import { performanceReport } from 'mle-kit';

function judge(log: readonly Line[], days: Table, promise: number) {
  const rows = tableOf(log).with('wet', wetOf(days));
  const asked = {
    label: 'wet',
    prediction: 'chance',
    metric: 'accuracy',
    promised: promise,
  } as const;
  const { measured, estimated, verdict } = performanceReport(rows, asked).windows[0]!;
  return { measured: measured!, estimated: estimated!, verdict, dry: 1 - mean(wetOf(days)) };
}
const card = judge(newYork, abroad, promised);
const between = ({ low, high }: { low: number; high: number }) =>
  `${low.toFixed(3)} to ${high.toFixed(3)}`;
console.log(`promised ${promised.toFixed(3)}, always "dry" ${card.dry.toFixed(3)}`);
console.log(`measured ${card.measured.estimate.toFixed(3)} (${between(card.measured)})`);
console.log(`verdict: ${card.verdict}`);

// %% [markdown]
// Red in drift, red in accuracy, and below a sign on the wall that says "dry". Chapter 01 has shown
// why: in New York rain comes without the wind that announces it in Seattle. So far the dashboard has
// earned its price. It rang a year before the labels came.
//
// ## 14.3 The green one
//
// Version 2 has one feature more. Rain comes in spells: a day is likelier wet when those around it
// were. The garden's own gauge is full of leaves, but the airport's is not. Its report arrives daily
// and is kept in an archive. So: *the number of wet days among the last three*.
//
// Two people write that down. The one who trains has the whole archive as a table, and takes what every
// data frame calls a rolling window of three.

// %%
const rolling = (wet: Vector) =>
  wet.map((_, i) => wet.slice(Math.max(0, i - 2), i + 1).reduce((sum, day) => sum + day, 0));
const spells = seattle.select(names).with('wet_of_three', rolling(wetOf(seattle)));
const columns = [...names, 'wet_of_three'];
const early = spells.slice(0, past.rowCount);
const late = spells.slice(past.rowCount);
const version2 = recipe.fit(early, wetOf(past));
const promised2 = accuracy(wetOf(unseen), version2.predict(late));
console.log(`version 1: accuracy ${promised.toFixed(3)}`);
console.log(`version 2: accuracy ${promised2.toFixed(3)}`);

// %% [markdown]
// A gain that any gate would ship. The one who serves has no table. She has the archive as it stands
// when the evening's question comes in, and takes its last three entries. The airport's report of a day
// comes after midnight.

// %%
const archive = [...wetOf(past)]; // on New Year's Eve: one entry a day, 1 for a wet one
const lastThree = () => archive.slice(-3).reduce((sum, day) => sum + day, 0);
for (const day of unseen.rows()) {
  const input = sentOn(day);
  answer('version-2.jsonl', version2, input, { ...asSent(input), wet_of_three: lastThree() });
  archive.push(Number(day.precipitation) > 0 ? 1 : 0); // the report, after midnight
}
const second = readLog('version-2.jsonl');
console.log(second[0]);

// %% [markdown]
// A year of that. The dashboard's report first.

// %%
const taught2 = withChance(version2, early);
const green = driftReport(taught2, tableOf(second), { prediction: 'chance' });
showReport(green);
console.log(green.summary);

// %% [markdown]
// Silent. Each column, the answers, all jointly. By the usual reading of PSI, "below 0.1 is stable",
// there is not even a column to look at twice.
//
// The dashboard has one more number. As long as there are no labels, `estimatePerformance` reads the
// accuracy off the model's own chances: of days that it calls wet with a chance of 0.9, nine in ten
// should be wet. And then, a year late, the labels.

// %%
const card2 = judge(second, unseen, promised2);
console.log(`promised             ${promised2.toFixed(3)}`);
console.log(`estimated, no labels ${card2.estimated.estimate!.toFixed(3)}`);
console.log(
  `measured             ${card2.measured.estimate.toFixed(3)} (${between(card2.measured)})`,
);
console.log(`verdict: ${card2.verdict}; version 1 had ${promised.toFixed(3)}`);
reveal('14.0', 100 * (promised2 - card2.measured.estimate));

// %% [markdown]
// The model is not well. It has lost more in service than the new feature had ever promised, and it is
// worse than the version that it replaced. Nothing rang, and the estimate was higher than the promise:
// it believes the chances, and the chances come from the model that is deceived.
//
// ## 14.4 Why no alarm could ring
//
// Look at what the two people computed, day by day. **Guess first:** what will the two curves have in
// common?

// %%
import { kolmogorovSmirnov, line } from 'mle-kit';

const wetToday = wetOf(unseen);
const trainedWith = late.number('wet_of_three');
const servedWith = Float64Array.from(second, ({ features }) => features.wet_of_three!);
const some = Array.from({ length: 28 }, (_, i) => i);
const differing = some.filter((i) => trainedWith[i] !== servedWith[i]).length;
show(
  line({
    series: [
      { name: 'training code', x: some.map((i) => i + 1), y: some.map((i) => trainedWith[i]!) },
      { name: 'serving code', x: some.map((i) => i + 1), y: some.map((i) => servedWith[i]!) },
    ],
    title: 'One curve, and the same curve a day late',
    xTitle: { label: 'Day of the year 2015', unit: null },
    yTitle: { label: 'Wet days of the last three', unit: 'days' },
    altText:
      `In the first four weeks of 2015 the window of the serving code repeats that of the training ` +
      `code one day later, and so the two differ on ${differing} of 28 days.`,
  }),
);

// %% [markdown]
// One is the other, a day late. The training code counts today; the serving code cannot, since today's
// report has not come. Both of them say "the last three".
//
// And now sort both columns, as every drift test does in one way or another. It compares *which* values
// come, and forgets *when*.

// %%
const tally = (values: Vector) => [0, 1, 2, 3].map((n) => values.filter((v) => v === n).length);
console.log('days with 0, 1, 2, 3 wet ones, training code:', tally(trainedWith).join(', '));
console.log('days with 0, 1, 2, 3 wet ones, serving code: ', tally(servedWith).join(', '));
const windowThen = early.number('wet_of_three');
const byTest = kolmogorovSmirnov(windowThen, servedWith);
const inReport = green.columns.find(({ name }) => name === 'wet_of_three')!;
console.log(
  `against training: PSI ${inReport.stabilityIndex!.toFixed(3)}, KS p ${byTest.pValue.toFixed(2)}`,
);

// %% [markdown]
// Not similar: the same counts, all four. (Move a window by a day, and the year loses one value at one
// end and gains one at the other; here these two are equal.) No test on this column can see that,
// however good, with however many days. Not the test is weak; *the question is another one*. A drift
// report asks whether the rows look like training rows. They do. The fault sits in what a row has to do
// with its own day.
//
// So read a silent report aloud like this: **"the inputs look as they did"**. It says nothing on
// whether they *mean* what they did.
//
// ## 14.5 Replay
//
// What can see it costs ten lines, and a log with all three parts. Take the raw input of each line; put
// it through the *training* code; compare with the features that were *served*. Not similar: equal.
//
// **Guess first.** On how many days of the year do the two differ?

// %%
predict('14.5', {
  question: 'On how many of 365 days do the two codes give another window?',
  guess: undefined, // a number, or an interval such as [10, 60]
  unit: 'days',
});

// %%
const windowOn = new Map<unknown, number>(
  [...seattle.rows()].map((day, i) => [sentOn(day).date, spells.number('wet_of_three')[i]!]),
);
const differ = second.filter(({ id, features }) => features.wet_of_three !== windowOn.get(id));
console.log(`by hand: the window differs on ${differ.length} of ${second.length} days`);
reveal('14.5', differ.length);

// %% [markdown]
// The library's version takes any code that makes features of one record, compares all of them bit for
// bit, and keeps the first example of each: where to begin looking.

// %%
import { type Replayable, skewReport } from 'mle-kit';

const trainingCode: Replayable = {
  outputNames: columns,
  transformRecord: (input) => [
    ...names.map((name) => Number(input[name])),
    windowOn.get(input.date)!,
  ],
};
const found = skewReport(trainingCode, second);
for (const { name, differing: rows } of found.features)
  console.log(name.padEnd(13), `${rows} rows`);
console.log(found.summary);
console.log(found.features[3]!.first);

// %% [markdown]
// Three features are the same to the last bit. One is not, on a good part of all days, and the report
// names the first of them. It took no label, and it would have taken no year: two evenings of traffic
// before the release were enough here.
//
// ## 14.6 Who is right?
//
// The replay says that two codes differ. It does not say which one is wrong, and the usual reflex is to
// mend the serving code until the numbers agree. **Guess first.**

// %%
predict('14.6', {
  question: 'Which of the two codes has to be mended?',
  options: ['training', 'serving'],
  guess: undefined, // one of the options
});

// %% [markdown]
// Ask what was *knowable in the evening*. We want to know whether today was wet; the window of the
// training code has counted today. It holds the answer. That is the leak of chapter 05, in the clothes
// of a rolling mean. Serving cannot imitate it without a gauge that works, and with one nobody would
// need the model. So the training code is mended: it learns from the three days *before*.

// %%
const daysBefore = (wet: Vector) => rolling(wet).map((_, i, all) => (i === 0 ? 0 : all[i - 1]!));
const honestSpells = seattle.select(names).with('wet_of_three', daysBefore(wetOf(seattle)));
const lateMended = honestSpells.slice(past.rowCount);
const mended = recipe.fit(honestSpells.slice(0, past.rowCount), wetOf(past));
const honest = accuracy(wetOf(unseen), mended.predict(lateMended));
console.log(`version 2 as promised         ${promised2.toFixed(3)}`);
console.log(`version 2 as served           ${card2.measured.estimate.toFixed(3)}`);
console.log(`version 2, training mended    ${honest.toFixed(3)}`);
console.log(`version 1, without any window ${promised.toFixed(3)}`);
const [one, two] = [model.predict(unseen.select(names)), mended.predict(lateMended)];
const onlyRight = (own: ArrayLike<unknown>, other: ArrayLike<unknown>) =>
  wetOf(unseen).filter((wet, i) => own[i] === wet && other[i] !== wet).length;
console.log(
  `days that only version 1 gets right ${onlyRight(one, two)}, only the mended ${onlyRight(two, one)}`,
);
reveal('14.6', honest > card2.measured.estimate ? 'training' : 'serving');

// %% [markdown]
// Mended, it keeps what it promises. And what it promises is not more than version 1: once the answer
// is taken out of the window, little is left that the temperatures and the wind had not said. (The days
// that only one of the two gets right are about as many on both sides: that is luck, not loss.) The
// number that had made everybody ship it was never there. A skew that is found does not always give
// accuracy back; sometimes it takes a promise back.
//
// Here are the two cases as report cards. Each bar is the evidence against "all is well": how many
// zeros p has after the point. (For accuracy, p is the chance that a model which keeps its promise does
// so badly in a year.) The dashed line is the usual limit, 0.05.

// %%
import { bar, combine, type Figure, type JsonObject, normalCdf } from 'mle-kit';

const zeros = (p: number) => Math.min(40, -Math.log10(Math.max(p, 1e-300)));
function evidence(report: DriftReport, measured: number, promise: number, days: number) {
  const drift = [...report.columns, report.prediction!].map(
    ({ name, values }) => [name, zeros(values!.adjustedPValue!)] as const,
  );
  const deviation = Math.sqrt((promise * (1 - promise)) / days);
  return [
    ...drift,
    ['all jointly', zeros(report.joint!.adjustedPValue)] as const,
    ['ACCURACY', zeros(normalCdf((measured - promise) / deviation))] as const,
  ];
}

// %%
const limit = zeros(0.05);
function reportCard(who: string, rows: ReturnType<typeof evidence>): Figure {
  const lengths = (loud: boolean) => rows.map(([, found]) => (found > limit === loud ? found : 0));
  const rings = rows.filter(([, found]) => found > limit).map(([name]) => name);
  const said = (loud: boolean) => (loud ? 'rings' : 'silent');
  const byDrift = said(rings.some((name) => name !== 'ACCURACY'));
  const title = `${who}: drift ${byDrift}, accuracy ${said(rings.includes('ACCURACY'))}`;
  const figure = bar({
    categories: rows.map(([name]) => name),
    series: [
      { name: 'silent', values: lengths(false) },
      { name: 'alarm', values: lengths(true) },
    ],
    horizontal: true,
    title,
    xTitle: { label: 'Zeros of p (40 or more: 40)', unit: null },
    yTitle: { label: 'Check', unit: null },
    referenceLines: [{ axis: 'x', at: limit }],
    altText: `${title}: ${rings.length} of ${rows.length} checks ring (${rings.join(', ')}).`,
  });
  const { title: _, ...yaxis } = figure.layout.yaxis as JsonObject; // no room between two cards
  return { ...figure, layout: { ...figure.layout, yaxis, barmode: 'overlay' } };
}

// %%
const foreign = evidence(inNewYork, card.measured.estimate, promised, newYork.length);
const offByOne = evidence(green, card2.measured.estimate, promised2, second.length);
const ringing = (rows: typeof foreign) => rows.filter(([, found]) => found > limit).length;
const cards = [reportCard('New York', foreign), reportCard('The window', offByOne)];
show(
  combine(cards, {
    title: 'Two models that fail: one sets off every alarm, the other none but the last',
    sharedX: true,
    altText:
      `In New York ${ringing(foreign)} of ${foreign.length} checks ring, drift and accuracy alike. With the ` +
      `window a day late only accuracy rings: ${card2.measured.estimate.toFixed(2)} instead of ` +
      `${promised2.toFixed(2)}, while all ${offByOne.length - 1} drift checks stay silent.`,
  }),
);

// %% [markdown]
// The left model fails since the world is another one; watching the data tells you. The right one fails
// since the code is another one; watching the data tells you nothing. *Accuracy* rings in both, when it
// is too late. Replay rings in the right one only, and at once.
//
// | | inputs moved | what they mean moved | code differs |
// |---|---|---|---|
// | drift report | rings | may be silent | may be silent |
// | replay | silent | silent | rings, at the first row that shows it |
// | accuracy | may ring, when labels come | may ring, when labels come | may ring, when labels come |
//
// (*May*: an input can move where the model does not care, and a fault can cost too little to be seen.
// Exercise 14.4 builds one of those.)
//
// ## 14.7 Prevention: the pipeline travels with the model
//
// Finding is good; making it impossible is better. The fault needed two people who wrote the same
// feature twice. So write it once, and let it travel: callers send *facts*, and everything that is
// *computed* from facts is in the file that is deployed. Such a file is a `ModelBundle`: pipeline and
// model, what a record must be, what is answered, and a profile of the training data to hold drift
// against.
//
// The facts here: rain of yesterday, of the day before, and of the day before that, in millimetres. The
// day stands in the name.

// %%
const rainAgo = (days: number) =>
  seattle.number('precipitation').map((_, i, all) => all[i - days] ?? 0);
const facts = seattle
  .select(names)
  .with('rain_1_day_ago_mm', rainAgo(1))
  .with('rain_2_days_ago_mm', rainAgo(2))
  .with('rain_3_days_ago_mm', rainAgo(3));
const known = facts.slice(0, past.rowCount);
const asked = facts.slice(past.rowCount);
const pipeline = recipe.fit(known, wetOf(past));

// %%
import { defineSchema, ModelBundle, modelBundleFromState, referenceProfile } from 'mle-kit';

const degrees = { kind: 'number', unit: '°C', range: [-40, 50] } as const;
const rain = { kind: 'number', unit: 'mm', range: [0, 300] } as const;
const input = defineSchema({
  temp_max: degrees,
  temp_min: degrees,
  wind: { kind: 'number', unit: 'm/s', range: [0, 40] },
  rain_1_day_ago_mm: rain,
  rain_2_days_ago_mm: rain,
  rain_3_days_ago_mm: rain,
});
const output = { kind: 'classification', name: 'wet', classes: [0, 1], positiveClass: 1 } as const;
const reference = referenceProfile(known, { sampleRows: 500 });
const bundle = new ModelBundle({ pipeline, input, output, reference });

// %% [markdown]
// Off it goes as text, and comes back on another machine. Then a year of service, from the text: the
// model is a file, the facts come from the archive as it stands in the evening.

// %%
const text = JSON.stringify(bundle.state);
const deployed = await modelBundleFromState(JSON.parse(text));
async function serveBundle(sent: Values, id: string): Promise<void> {
  const made = deployed.pipeline.transformRecord(sent); // what the model is given
  const features = Object.fromEntries(
    deployed.pipeline.outputNames.map((name, j) => [name, made[j]]),
  );
  const chance = (await deployed.predictRecordProbabilities(sent))[1];
  const entry = JSON.stringify({ id, input: sent, features, chance });
  appendFileSync(join(logs, 'bundle.jsonl'), `${entry}\n`);
}

// %%
const rainSoFar = [...past.number('precipitation')]; // the archive again, in millimetres
for (const day of unseen.rows()) {
  const ago = (days: number) => rainSoFar.at(-days)!;
  const rains = {
    rain_1_day_ago_mm: ago(1),
    rain_2_days_ago_mm: ago(2),
    rain_3_days_ago_mm: ago(3),
  };
  const sent = sentOn(day);
  await serveBundle({ ...asSent(sent), ...rains }, sent.date);
  rainSoFar.push(Number(day.precipitation)); // after midnight
}

// %%
const third = readLog('bundle.jsonl');
const otherFacts = third.filter(({ input: sent }, i) =>
  asked.columnNames.some((name) => sent[name] !== asked.row(i)[name]),
);
console.log(`${text.length.toLocaleString('en')} characters travelled`);
console.log(`facts that training would have told otherwise: ${otherFacts.length} rows`);
console.log(`features: ${skewReport(bundle.pipeline, third).summary}`);
const kept = judge(third, unseen, accuracy(wetOf(unseen), (await bundle.predict(asked)) as Vector));
console.log(`accuracy in service ${kept.measured.estimate.toFixed(3)}: ${kept.verdict}`);

// %% [markdown]
// Not a bit differs, over a journey through JSON, and one record at a time against a whole table. There
// is no second code that could; what remains are plain facts, and they can be replayed, too. And a
// caller who would like to count today is told so, before any answer:

// %%
try {
  await deployed.predictRecord({ ...(asked.row(0) as Values), rain_today_mm: 3 });
} catch (error) {
  console.log((error as Error).message);
}

// %% [markdown]
// This does not abolish the seam between the two sides; it moves it. Somebody still fills in
// `rain_1_day_ago_mm`, and "a day ago" is an hour's quarrel between a server in UTC and a garden in
// Seattle. But a fact with a date and a unit can be looked up, and one that is computed can only be
// believed. Keep the seam where things are plain.
//
// ## 14.8 What goes wrong in production
//
// **The archive is corrected.** Replay looks into *today's* archive. Say that the weather service finds
// one day misread, and mends it. What does the replay of the mended version say then?

// %%
const corrected = wetOf(seattle);
corrected[past.rowCount + 99] = 1 - corrected[past.rowCount + 99]!;
const windowBefore = daysBefore(wetOf(seattle)).slice(past.rowCount);
const windowAfter = daysBefore(corrected).slice(past.rowCount);
const alarms = windowBefore.filter((value, i) => value !== windowAfter[i]).length;
console.log(`one corrected day: the replay differs on ${alarms} days, and no code is at fault`);

// %% [markdown]
// So log what was *looked up*, not only the key by which it was found; then the line is complete, and
// replay needs nothing but the line. The bundle's log above is of that kind.
//
// **Version 2's lines go through version 3's code.** A release changes features on purpose. Keep the
// version in each line, and replay it through the bundle of *that* version.
//
// **Bit for bit, until somebody saves bytes.** A log may keep 32 bits of each number and not 64. Give
// `skewReport` a `tolerance` then; but know that it hides whatever is smaller.
//
// **A month against three years.** Our years were compared with years. A single July held against whole
// years rings for the summer. How a watch over months is kept honest is chapter 18's.
//
// We are done with the logs.

// %%
rmSync(logs, { recursive: true, force: true });

// %% [markdown]
// ## 14.9 Exercises
//
// **Exercise 14.1** (warm-up) The gap of Kolmogorov and Smirnov. For a value $x$, let $F(x)$ be the
// share of `reference` that is at most $x$, and $G(x)$ that of `current`. Return the largest distance
// of the two, over all values that occur.

// %%
import { answerQuiz, check, equals, quiz } from 'mle-kit';

// %% tags=["exercise"]
function largestGap(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  // solution
  const [a, b] = [Array.from(reference), Array.from(current)];
  const share = (values: number[], x: number) =>
    values.filter((v) => v <= x).length / values.length;
  return Math.max(...[...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x))));
}

// %% tags=["check"]
await check(
  '14.1',
  largestGap,
  {
    '1 to 4 against 3 to 6: the gap is a half': (gap) =>
      equals(gap([1, 2, 3, 4], [3, 4, 5, 6]), 0.5),
    'and a half the other way round': (gap) => equals(gap([3, 4, 5, 6], [1, 2, 3, 4]), 0.5),
    'samples that do not touch: 1': (gap) => equals(gap([1, 2, 3], [7, 8]), 1),
    'it agrees with the library on the wind': (gap) =>
      equals(gap(windThen, windThere), kolmogorovSmirnov(windThen, windThere).statistic, 1e-9),
  },
  {
    hints: [
      'Write a function first that gives the share of a sample that is at most x.',
      'The largest gap is reached at a value of one of the samples: try all of both.',
      'Math.max over x in both samples of |share(a, x) − share(b, x)|.',
    ],
    mistakes: [
      {
        says: 'you let the sign decide: a gap counts whichever curve is above. Take its absolute value.',
        answer: (reference, current) => {
          const [a, b] = [Array.from(reference), Array.from(current)];
          const share = (values: number[], x: number) =>
            values.filter((v) => v <= x).length / values.length;
          return Math.max(...[...a, ...b].map((x) => share(a, x) - share(b, x)));
        },
      },
      {
        says: 'you counted days instead of shares: divide by the length of each sample.',
        answer: (reference, current) => {
          const [a, b] = [Array.from(reference), Array.from(current)];
          const count = (values: number[], x: number) => values.filter((v) => v <= x).length;
          return Math.max(...[...a, ...b].map((x) => Math.abs(count(a, x) - count(b, x))));
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* nothing in it asks in which order the values came. Shuffle `current`,
// shift it by a day or turn it round: the gap is the same. That is the blindness of section 14.4, in
// one line.
//
// **Exercise 14.2** Three releases broke three features, on dates that nobody remembers. Given a log
// and the training code, return for each feature the date (`id`) of the first line that was served
// differently, or `null` where there is none.

// %% tags=["exercise"]
function firstSkewedDay(log: readonly Line[], code: Replayable): Record<string, string | null> {
  // solution
  const { features } = skewReport(code, log);
  return Object.fromEntries(
    features.map(({ name, first }) => [name, first === null ? null : String(first.id)]),
  );
}

// %% tags=["check"]
const plainCode: Replayable = {
  outputNames: names,
  transformRecord: (sent) => names.map((name) => Number(sent[name])),
};
const brokenLog = (break_: (features: Values, date: string) => Values) =>
  [...unseen.rows()].map((day): Line => {
    const sent = sentOn(day);
    return {
      id: sent.date,
      input: { ...sent },
      features: break_(asSent(sent), sent.date),
      chance: 0,
    };
  });
const threeReleases = brokenLog(({ temp_max, temp_min, wind }, date) => ({
  temp_max: date >= '2015-05-01' ? Math.min(temp_max!, 36) : temp_max!, // cut at 36 °C
  temp_min: date >= '2015-04-01' ? Math.abs(temp_min!) : temp_min!, // the sign is lost
  wind: date >= '2015-07-01' ? Math.min(wind!, 7) : wind!, // cut at 7 m/s
}));
await check(
  '14.2',
  firstSkewedDay,
  {
    'an honest log: null three times': (firstDay) =>
      equals(
        firstDay(
          brokenLog((features) => features),
          plainCode,
        ),
        {
          temp_max: null,
          temp_min: null,
          wind: null,
        },
      ),
    'all winds in km/h since 1 March: that day, for the wind alone': (firstDay) =>
      equals(
        firstDay(
          brokenLog((features, date) =>
            date < '2015-03-01' ? features : { ...features, wind: features.wind! * 3.6 },
          ),
          plainCode,
        ),
        { temp_max: null, temp_min: null, wind: '2015-03-01' },
      ),
    'the log of three releases': (firstDay) =>
      equals(
        firstDay(threeReleases, plainCode),
        Object.fromEntries(
          names.map((name) => [
            name,
            threeReleases.find(({ input: sent, features }) => sent[name] !== features[name])?.id ??
              null,
          ]),
        ),
      ),
  },
  {
    hints: [
      'skewReport(code, log).features has an entry for each feature.',
      'Its `first` is null where nothing differs, and else the first example, with its id.',
      'Object.fromEntries(features.map(({ name, first }) => [name, first === null ? null : …])).',
    ],
    mistakes: [
      {
        says: 'you return the number of the row: its date is wanted, the id of the line.',
        answer: (log, code) =>
          Object.fromEntries(
            skewReport(code, log).features.map(({ name, first }) => [
              name,
              first === null ? null : String(first.row),
            ]),
          ),
      },
      {
        says: 'you return the first line in which anything differs, for every feature: ask each one alone.',
        answer: (log, code) => {
          const { features } = skewReport(code, log);
          const days = features.flatMap(({ first }) => (first === null ? [] : [String(first.id)]));
          const first = days.sort()[0] ?? null;
          return Object.fromEntries(features.map(({ name }) => [name, first]));
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* look at the dates that it gives for the log of three releases. The
// sign of `temp_min` was lost in spring, and the replay noticed in late autumn, at the first frost. The
// wind was cut in summer, and it had to wait for a storm. The third fault, a cut of `temp_max` at 36
// °C, never showed: no day was that hot. Replay proves something about the rows that came, and nothing
// about those that did not. So replay *chosen* rows before a release, too: the coldest day, the
// stormiest, one with a missing value. Chapter 17 calls them tests.
//
// **Exercise 14.3** The leak could have been stopped before any training. A feature of a day may know
// the days before and nothing else: not that day, and none after. Here a feature is a function from all
// days (1 for wet) to one value for each. Return whether it looks ahead. You may call it as often as
// you like, on whatever days you like.

// %% tags=["exercise"]
function looksAhead(feature: (wet: Vector) => Vector, wet: Vector): boolean {
  // solution
  const made = feature(wet);
  return wet.some((_, i) => {
    const otherFuture = wet.map((day, j) => (j >= i ? 1 - day : day));
    return feature(otherFuture)[i] !== made[i];
  });
}

// %% tags=["check"]
const sixWeeks = wetToday.slice(0, 42);
const shareSoFar = (wet: Vector) => wet.map((_, i) => (i === 0 ? 0 : mean(wet.slice(0, i))));
const shareOfAll = (wet: Vector) => wet.map(() => mean(wet));
const tomorrow = (wet: Vector) => wet.map((_, i) => wet[i + 1] ?? 0);
const onlyOnDay30 = (wet: Vector) => wet.map((_, i) => (i === 30 ? wet[30]! : 0));
await check(
  '14.3',
  looksAhead,
  {
    'the rolling window of the training code does': (looks) => looks(rolling, sixWeeks),
    'the mended one does not': (looks) => !looks(daysBefore, sixWeeks),
    'nor does the share of wet days so far': (looks) => !looks(shareSoFar, sixWeeks),
    'the share over all days does': (looks) => looks(shareOfAll, sixWeeks),
    'tomorrow does': (looks) => looks(tomorrow, sixWeeks),
    'one that peeks on a single day does': (looks) => looks(onlyOnDay30, sixWeeks),
  },
  {
    hints: [
      'If the future does not matter, then another future gives the same value.',
      'For day i change day i and all days after it, and compare the feature of day i.',
      'wet.some((_, i) => feature(wet.map((day, j) => (j >= i ? 1 - day : day)))[i] !== feature(wet)[i])',
    ],
    mistakes: [
      {
        says: 'you changed the days after it only: the day itself is not known in its evening, either.',
        answer: (feature, wet) =>
          wet.some((_, i) => {
            const other = wet.map((day, j) => (j > i ? 1 - day : day));
            return feature(other)[i] !== feature(wet)[i];
          }),
      },
      {
        says: 'you changed the day itself only: a feature may look at tomorrow and not at today.',
        answer: (feature, wet) =>
          wet.some((_, i) => {
            const other = wet.map((day, j) => (j === i ? 1 - day : day));
            return feature(other)[i] !== feature(wet)[i];
          }),
      },
      {
        says: 'you tried one day in the middle: a feature may look ahead on another. Try all of them.',
        answer: (feature, wet) => {
          const i = Math.floor(wet.length / 2);
          const other = wet.map((day, j) => (j >= i ? 1 - day : day));
          return feature(other)[i] !== feature(wet)[i];
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* to ask whether a feature leaks you need neither a model nor a score,
// only another future. It is the cheapest test in this course, and it would have stopped version 2 on
// its first day: with the promise, without the year.
//
// **Exercise 14.4** (hard) *Build a third skew that neither drift nor accuracy over a month finds; then
// a replay that does.* You are the serving code. Each evening you get today's reading and yesterday's,
// and return the features that the model of section 14.1 is given. Here is what will watch you: each
// month against the same month of the training years, drift and accuracy. Twelve reports a year are
// twelve chances of a false alarm, so each gets a twelfth of the 5%. Months in which an honest service
// rings do not count against you. (2015 was a warm year.)

// %%
type Serve = (today: Values, yesterday: Values, date: string) => Values;
const evenings = [...seattle.rows()].map(sentOn);
function serveHome(serve: Serve): Line[] {
  return evenings.slice(past.rowCount).map((sent, i) => {
    const features = serve(asSent(sent), asSent(evenings[past.rowCount + i - 1]!), sent.date);
    const chance = model.predictProbabilityRecord(features)[1]!;
    return JSON.parse(JSON.stringify({ id: sent.date, input: sent, features, chance }));
  });
}
const honestLog = serveHome((today) => today);

// %%
const monthOf = (days: Table, month: number) => (rows: Table) => {
  const inMonth = days.date('date').map((date) => date!.getUTCMonth() === month);
  return rows.filter((_, i) => inMonth[i]!);
};
function watchMonth(log: readonly Line[], month: number): 'silent' | 'drift' | 'accuracy' {
  const [then, now] = [monthOf(past, month)(taught), monthOf(unseen, month)(tableOf(log))];
  const alpha = 0.05 / 12;
  if (driftReport(then, now, { prediction: 'chance', alpha }).drifted) return 'drift';
  const labelled = now.with('wet', wetOf(monthOf(unseen, month)(unseen)));
  const wanted = { label: 'wet', prediction: 'chance', metric: 'accuracy', promised } as const;
  const rules = { ...wanted, minimumLabels: 20, level: 1 - alpha };
  return performanceReport(labelled, rules).windows[0]!.verdict === 'worse' ? 'accuracy' : 'silent';
}

// %%
const months = Array.from({ length: 12 }, (_, month) => month);
const quiet = months.filter((month) => watchMonth(honestLog, month) === 'silent');
console.log(`months in which the honest service is silent: ${quiet.map((m) => m + 1).join(', ')}`);
const turned = (log: readonly Line[]) =>
  log.filter(({ chance }, i) => chance >= 0.5 !== honestLog[i]!.chance >= 0.5).length;

// %% [markdown]
// Return your `serve`, and a `replay` that takes a log and returns how many of its lines were served
// with other features than training would have made. Your skew must turn at least twenty answers in the
// year; a skew that does nothing is no skew.

// %% tags=["exercise"]
function thirdSkew(): { serve: Serve; replay: (log: readonly Line[]) => number } {
  // solution
  // A cache that is filled after the question and not before: it hands out yesterday's wind.
  const serve: Serve = (today, yesterday) => ({ ...today, wind: yesterday.wind! });
  const code: Replayable = {
    outputNames: names,
    transformRecord: (sent) => names.map((name) => Number(sent[name])),
  };
  const replay = (log: readonly Line[]) => {
    const { rowCount, identicalRows } = skewReport(code, log);
    return rowCount - identicalRows;
  };
  return { serve, replay };
}

// %% tags=["check"]
const ringsIn = (serve: Serve, why: 'drift' | 'accuracy') => {
  const log = serveHome(serve);
  const rung = quiet.filter((month) => watchMonth(log, month) === why).map((month) => month + 1);
  return rung.length === 0 || `${why} rings in month ${rung.join(', ')}`;
};
const wrongRows = (log: readonly Line[]) =>
  log.filter(({ input: sent, features }) => names.some((name) => sent[name] !== features[name]))
    .length;
await check(
  '14.4',
  thirdSkew,
  {
    'it turns twenty answers or more': (thirdSkew) => {
      const count = turned(serveHome(thirdSkew().serve));
      return count >= 20 || `it turns ${count}`;
    },
    'drift is silent in every quiet month': (thirdSkew) => ringsIn(thirdSkew().serve, 'drift'),
    'so is accuracy': (thirdSkew) => ringsIn(thirdSkew().serve, 'accuracy'),
    'the replay counts every line that was served differently': (thirdSkew) => {
      const { serve, replay } = thirdSkew();
      const log = serveHome(serve);
      return equals([replay(log), replay(honestLog)], [wrongRows(log), 0]);
    },
  },
  {
    hints: [
      'Drift tests forget the order. What could be right, and merely come from another day?',
      'All features of yesterday are too much: accuracy notices. Take one.',
      'Yesterday’s wind. The replay: skewReport of code that returns the input as it came.',
    ],
    mistakes: [
      {
        says: 'you serve what training would have made: there is no skew to find.',
        answer: () => ({ serve: (today) => today, replay: wrongRows }),
      },
      {
        says: 'you changed the scale of the wind: its distribution moves, and every drift test sees that.',
        answer: () => ({
          serve: (today) => ({ ...today, wind: today.wind! * 3.6 }),
          replay: wrongRows,
        }),
      },
      {
        says: 'you served all of yesterday: drift is silent, but so many answers turn that a month’s labels tell.',
        answer: () => ({ serve: (_, yesterday) => yesterday, replay: wrongRows }),
      },
      {
        says: 'you replayed the logged features: they agree with their chance whatever they are. Begin at the raw input.',
        answer: () => ({
          serve: (today, yesterday) => ({ ...today, temp_max: yesterday.temp_max! }),
          replay: (log) =>
            log.filter(
              ({ features, chance }) => model.predictProbabilityRecord(features)[1] !== chance,
            ).length,
        }),
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* a cached value is a real value, of another day. How much can hide
// behind that? Here are three caches that are a day late, one for each feature.

// %%
for (const name of names) {
  const log = serveHome((today, yesterday) => ({ ...today, [name]: yesterday[name]! }));
  const said = log.map(({ chance }) => (chance >= 0.5 ? 1 : 0));
  const rung = quiet.filter((month) => watchMonth(log, month) !== 'silent').length;
  const right = accuracy(wetToday, said).toFixed(3);
  console.log(`${name.padEnd(9)} accuracy ${right}, ${rung} of ${quiet.length} quiet months ring`);
}

// %% [markdown]
// A month has thirty days, so its accuracy is known to within fifteen points or so. A loss of some
// points drowns in that, month after month, for years. Replay needs no such power: one line that
// differs is one too many, and the first evenings show it.
//
// ## 14.10 Quiz

// %%
const year2014 = Date.UTC(2014, 0, 1);
const twoYears = past.filter((day) => Number(day.date) < year2014);
const in2014 = past.filter((day) => Number(day.date) >= year2014);
const accuracyOf = (chances: Vector, days: Table) =>
  accuracy(
    wetOf(days),
    chances.map((chance) => (chance >= 0.5 ? 1 : 0)),
  );

// %%
quiz('14', [
  {
    question:
      'Teach the model 2012 and 2013, serve Seattle in 2014, code untouched. What does the card show?',
    options: [
      'Drift silent, accuracy within 2 points of the promise',
      'Drift rings, accuracy within 2 points of the promise',
      'Drift rings, accuracy lost',
    ],
    answer: () => {
      const fitted = recipe.fit(twoYears.select(names), wetOf(twoYears));
      const now = withChance(fitted, in2014.select(names));
      const report = driftReport(withChance(fitted, twoYears.select(names)), now, {
        prediction: 'chance',
      });
      const lost = promised - accuracyOf(now.number('chance'), in2014);
      return [
        !report.drifted && lost <= 0.02,
        report.drifted && lost <= 0.02,
        report.drifted && lost > 0.02,
      ];
    },
    why: 'A warmer year moves the columns and not the relation: an alarm, and nothing to mend.',
  },
  {
    question:
      'At home in 2015 nothing was wrong. Without any adjustment, how many of the four columns (answer included) would have rung?',
    options: ['None', 'One', 'Two or more'],
    answer: () => {
      const { driftedColumns } = driftReport(taught, withChance(model, unseen.select(names)), {
        prediction: 'chance',
        adjustment: 'none',
      });
      return Math.min(2, driftedColumns.length);
    },
    why: 'Several tests, several chances of a false alarm. Holm’s adjustment keeps the report as a whole to 5 in 100.',
  },
  {
    question:
      'A caller swaps temp_max and temp_min before sending. In how many of 365 rows does replay through the training code differ?',
    options: ['In none', 'In some', 'In all'],
    answer: () => {
      const swapped = honestLog.map(({ id, input: sent }) => {
        const wrong = { ...sent, temp_max: sent.temp_min, temp_min: sent.temp_max };
        return { id, input: wrong, features: asSent(wrong as Reading) };
      });
      const { identicalRows, rowCount } = skewReport(plainCode, swapped);
      return identicalRows === rowCount ? 0 : identicalRows === 0 ? 2 : 1;
    },
    why: 'Both codes make the same of the same wrong input. Replay guards the code, drift and schemas guard the input.',
  },
  {
    question:
      'To save bytes the log keeps features as 32-bit numbers, the input as it came. In how many of New York’s rows does a replay differ, bit for bit?',
    options: ['In none', 'In fewer than half', 'In more than half'],
    answer: () => {
      const rounded = newYork.map(({ id, input: sent, features }) => ({
        id,
        input: sent,
        features: Object.fromEntries(names.map((name) => [name, Math.fround(features[name]!)])),
      }));
      const { identicalRows, rowCount } = skewReport(plainCode, rounded);
      const share = 1 - identicalRows / rowCount;
      return share === 0 ? 0 : share < 0.5 ? 1 : 2;
    },
    why: 'A tenth of a degree has no exact binary form, and 32 bits cut it elsewhere than 64. That is what `tolerance` is for.',
  },
  {
    question:
      'In New York the service fits its scaler again, on New York’s own year. What becomes of the accuracy there?',
    options: ['It falls', 'It rises, and stays below always "dry"', 'It rises above always "dry"'],
    answer: () => {
      const own = new StandardScaler().fit(abroad.select(names)).transform(abroad.select(names));
      const right = accuracy(
        wetOf(abroad),
        model.model.predict(own as ReturnType<Table['toMatrix']>),
      );
      return right <= card.measured.estimate ? 0 : right < card.dry ? 1 : 2;
    },
    why: 'Fitting anything in service is skew as well. Here it even helps, and it would have hidden the drift: scaled columns look like home.',
  },
]);

// %%
answerQuiz('14', ''); // your letters in order, such as 'a b c a b'; a dash leaves one out

// %% [markdown]
// ## 14.11 What you can do now
//
// - *Log a service:* raw input, features, answer, an id and a version, one line a request. Two of three parts
//   are not enough.
// - *Measure drift:* the population stability index by hand, the same from the library; a report that
//   adjusts its tests, with the control beside it.
// - *Read a silent report:* the inputs look as they did. What they mean, it does not know.
// - *Find the code skew:* replay raw input through training code, bit for bit; first example first.
// - *Tell who is right:* ask what was knowable at the moment of the question; change the future, and see
//   whether the feature changes.
// - *Prevent it:* callers send facts, the pipeline travels in the bundle.
//
// And your guess from the beginning: *every drift alarm is silent; is the model well?* Nobody knows.
// The alarms have answered another question.
//
// Chapter 15 makes a service of the bundle, and 18 watches it for months.
//
// **Further reading**
//
// - D. Sculley et al., *Hidden Technical Debt in Machine Learning Systems*, NeurIPS 2015.
// - E. Breck, N. Polyzotis, S. Roy, S. E. Whang, M. Zinkevich, *Data Validation for Machine Learning*, MLSys 2019:
//   skew of features, of distributions and of scoring in one company's pipelines.
// - M. Zinkevich, *Rules of Machine Learning*, Google: rules 29 to 37, on training-serving skew. Rule 29:
//   save the features that were used at serving time.
// - J. Quiñonero-Candela et al. (eds.), *Dataset Shift in Machine Learning*, MIT Press 2009.
