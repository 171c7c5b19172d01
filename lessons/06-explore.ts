// ---
// title: "06 · Explore: until a question has an answer"
// minutes: 60
// needs: [00-start-here]
// objectives:
//   - say where a column lies, how far it spreads and which way it leans, and which of these numbers a few rows can spoil
//   - choose a picture by the question that it is to answer
//   - find what goes together, and not take "no correlation" for "no relation"
//   - ask of every hole in a table what made it, the missing rows included
//   - cross-examine a surprise before anybody else hears of it
//   - test a difference by permutation, and know what may be exchanged
// ---

// %% [markdown]
// ## 6.0 A message at noon
//
// You work for a company that sells flights. At noon a message arrives from marketing: *we want to
// tell customers which hours to avoid. You have three million flights there. Which hour is the worst
// to depart? We print tomorrow.*
//
// It sounds like five minutes: group by hour, take the mean, sort. It is five minutes, and we will
// do it. The rest of this chapter is about the hour after that, in which you find out whether the
// answer is true.
//
// A flight counts here as **late** if it arrives more than 15 minutes after its scheduled time. (The
// US Department of Transportation draws the line at 15 as well, and counts the fifteenth minute.)
//
// **Guess first.** *Which hour of the day is the worst to depart, and what share of its flights is
// late?* And which hour is the best?
//
// Late in it: ____ %. Best: ____ with ____ % late. And the worst:

// %%
import { predict, reveal } from 'mle-kit';

predict('6.0', {
  question: 'Which hour of the day is the worst to depart?',
  guess: undefined, // a number from 0 to 23, or an interval such as [16, 20]
});

// %% [markdown]
// ## 6.1 The first look
//
// Three million rows need not come to us. A database engine (DuckDB) lives inside the library; it
// reads of the file what a question needs and hands back the answer as a small table.

// %%
import {
  datasetPaths,
  mean,
  moments,
  profile,
  profileTable,
  quantile,
  readParquet,
  readSql,
  show,
  Table,
  type Vector,
} from 'mle-kit';

const [file = ''] = await datasetPaths('flights');
const ask = (sql: string): Promise<Table> =>
  readSql(':memory:', `WITH flights AS (SELECT * FROM read_parquet($file)) ${sql}`, { file });
show(await ask('SELECT * FROM flights LIMIT 4'));

// %% [markdown]
// A row is one flight within the United States in the first half of 2001. `delay` is the arrival
// delay in minutes; below zero the flight was early. `date` is a date and a time. Of what? The header
// does not say. Keep that in mind; we did not.
//
// **Guess first.** How late is the average flight? And the one in the middle, when all are sorted
// by delay?

// %%
predict('6.1', {
  question: 'How late is the flight in the middle?',
  unit: 'min',
  guess: undefined, // a number, or an interval such as [0, 20]; early is below zero
});

// %% [markdown]
// `profile` is what you run before anything else. It describes every column in numbers, and its
// shape in a word.

// %%
const numbers = await readParquet(file, { columns: ['delay', 'distance'] });
const about = profile(numbers);
show(
  profileTable(about)
    .select(['column', 'missing', 'distinct', 'shape', 'min', 'median', 'mean', 'max', 'skewness'])
    .rename({ column: 'name' }),
);
reveal('6.1', quantile(numbers.number('delay'), 0.5));

// %% [markdown]
// Read a profile like a doctor reads a chart: not to learn everything, but to find what is odd.
//
// - *Nothing is missing.* Remember the word; it will turn out to be too strong.
// - *The middle flight is early, the average one is late.* One of them has to be the wrong answer
//   to most questions.
// - *A flight was most of a day early.* That is no flight, it is a slip of a date or a clock.
// - *Long right tail.* A few flights are very late. That is a summary in three words; what it leaves
//   out, only a picture shows.
//
// ## 6.2 One column: where, how wide, which way, how far
//
// Four numbers say most about a column, and each is a mean of powers of the distance from the
// centre. With $\bar x$ the mean and $m_k$ the mean of $(x - \bar x)^k$:
//
// | | formula | it says |
// |---|---|---|
// | mean | $\bar x$ | where the values balance |
// | deviation | $\sqrt{m_2}$ | how far they usually are from there |
// | skewness | $m_3 / m_2^{3/2}$ | which way the longer tail points: above 0, to the right |
// | excess kurtosis | $m_4 / m_2^2 - 3$ | how much more the extremes weigh than in a bell curve |

// %%
function shapeOf(values: Vector) {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const power = (k: number) =>
    values.reduce((sum, value) => sum + (value - centre) ** k, 0) / values.length;
  return {
    mean: centre,
    deviation: Math.sqrt(power(2)),
    skewness: power(3) / power(2) ** 1.5,
    kurtosis: power(4) / power(2) ** 2 - 3,
  };
}

const delay = numbers.number('delay');
const byHand = shapeOf(delay);
const byLibrary = moments(delay);
for (const name of ['mean', 'deviation', 'skewness', 'kurtosis'] as const) {
  console.log(name.padEnd(10), byHand[name].toFixed(3), byLibrary[name]?.toFixed(3));
}

// %% [markdown]
// Both agree. The library's version corrects for small samples, keeps its digits when the mean is
// large beside the spread, and is tested against pandas; from here on we use that one.
//
// A skewness like this one is enormous. **Guess first.** How many of the three million rows would
// you have to leave out to bring it down by a third?
//
// Your guess: ____

// %%
const within = delay.filter((minutes) => Math.abs(minutes) <= 600);
console.log(`left out: ${delay.length - within.length} rows, those beyond ten hours`);
for (const [name, values] of [
  ['all rows', delay],
  ['without them', within],
] as const) {
  const { mean: centre, skewness, kurtosis } = moments(values);
  const [low, middle, high] = [0.05, 0.5, 0.95].map((share) => quantile(values, share));
  console.log(
    `${name.padEnd(12)} skewness ${skewness?.toFixed(2)}, kurtosis ${kurtosis?.toFixed(0)}`,
  );
  console.log(
    `             mean ${centre.toFixed(2)}, quantiles 5% ${low}, 50% ${middle}, 95% ${high}`,
  );
}

// %% [markdown]
// Fewer than a hundred rows in a million make a third of the skewness and most of the kurtosis. The
// higher the power, the more a few far values decide. Quantiles did not move at all: the 5% quantile is
// the value below which 5% of the rows lie, and how far below is not its business.
//
// So use moments where sums matter, and quantiles where persons matter. Which of them answers these?
//
// - *How many extra crew hours do we pay?* A sum, so the mean, extremes and all.
// - *What should a customer expect?* The median.
// - *Will the connection of one hour hold?* A share: how many are later than that.

// %%
const minutesLate = (from: number) =>
  delay.reduce((sum, minutes) => (minutes > from ? sum + minutes : sum), 0);
const worst = quantile(delay, 0.99);
console.log(`one flight in a hundred is more than ${worst} min late`);
console.log(
  `these have ${((100 * minutesLate(worst)) / minutesLate(0)).toFixed(0)}% of all minutes of lateness`,
);

// %% [markdown]
// That is what *long right tail* means in a budget.
//
// ### What each picture is for
//
// | you ask | picture |
// |---|---|
// | what values are there, and how often? | histogram; try several widths of bins |
// | do these groups differ? | histograms over the same bins, or bars with intervals |
// | how do two numbers go together? | scatter; for many rows, means in bins |
// | which of many pairs stand out? | heat map |
// | how does it run along time or along an order? | line |
// | how do a few totals compare? | bars, from zero |
//
// Here is one column, twice. The upper picture is what most tools draw when you do not say anything.

// %%
import { bar, combine, histogram } from 'mle-kit';

const near = delay.filter((minutes) => minutes >= -30 && minutes <= 60);
const minuteEdges = Array.from({ length: 92 }, (_, k) => -30.5 + k);
const countOf = (minutes: number) => delay.filter((value) => value === minutes).length;
const [zero, one] = [countOf(0), countOf(1)];
show(
  combine(
    [
      histogram({
        values: delay,
        title: 'All of it',
        xTitle: { label: 'Delay', unit: 'min' },
        yTitle: { label: 'Flights', unit: null },
        altText: 'Nearly all flights stand in a few bars about zero, and the tails are invisible.',
      }),
      histogram({
        values: near,
        bins: minuteEdges,
        title: `Minute by minute, ${((100 * near.length) / delay.length).toFixed(0)}% of it`,
        xTitle: { label: 'Delay', unit: 'min' },
        yTitle: { label: 'Flights', unit: null },
        altText: 'A hill with teeth: every fifth minute stands out above its neighbours.',
      }),
    ],
    {
      columns: 1,
      title: 'The same column, asked two questions',
      altText:
        'Over the full range the delays are one needle; minute by minute they are a hill with teeth ' +
        `at the multiples of five, where ${zero.toLocaleString('en')} flights are exactly on time ` +
        `and only ${one.toLocaleString('en')} one minute late.`,
    },
  ),
);

// %% [markdown]
// Above you learn that there are extremes. Below you meet people. No aircraft prefers
// to arrive on a multiple of five; somebody *wrote down* five, ten, or "on time". No number of the
// profile said so, and with bins of five minutes you would never have seen it.
//
// This habit is called *heaping*, and it is worth knowing where it is: wherever you find it, a
// human stood between the world and your table. We shall need it as a witness soon.
//
// ## 6.3 Two columns: what goes together
//
// A correlation is a number between −1 and 1. **Guess first.** In Seattle, what is the correlation
// of the *day of the year* (1 to 366) with the *highest temperature* of the day?
//
// Your guess: ____

// %%
import {
  associations,
  correlationRatio,
  heatMap,
  loadDataset,
  pearson,
  scatter,
  spearman,
} from 'mle-kit';

const weather = await loadDataset('weather');
const seattle = weather.filter((day) => day.location === 'Seattle');
const days = seattle.date('date').map((day) => day ?? new Date(Number.NaN));
const dayOfYear = Float64Array.from(
  days,
  (day) => 1 + (day.getTime() - Date.UTC(day.getUTCFullYear(), 0)) / 86_400_000,
);
const warmest = seattle.number('temp_max');
const months = days.map((day) => String(day.getUTCMonth()));
const r = pearson(dayOfYear, warmest);
console.log(`Pearson's r       ${r.toFixed(2)}`);
console.log(`Spearman's rank r ${spearman(dayOfYear, warmest).toFixed(2)}`);
console.log(
  `month explains    ${(100 * correlationRatio(months, warmest) ** 2).toFixed(0)}% of the variance`,
);

// %%
show(
  scatter({
    x: dayOfYear,
    y: warmest,
    title: 'A correlation near zero',
    xTitle: { label: 'Day of the year', unit: null },
    yTitle: { label: 'Highest temperature', unit: '°C' },
    altText:
      `Temperature rises to the summer and falls again, a clear arch of ${seattle.rowCount} days, ` +
      `while its correlation with the day of the year is only ${r.toFixed(2)}.`,
  }),
);

// %% [markdown]
// Anyone can tell January from July, and the correlation cannot. It measures how well a *straight
// line* serves; Spearman's, which only looks at the order, how consistently one *rises* with the other.
// An arch does neither. Zero correlation means "no line", never "no relation".
//
// Still, with many columns one number a pair is where to start looking. `associations` takes for
// each pair the measure that suits it: correlation for two numbers, Cramér's V for two
// categories, the correlation ratio for one of each. Only the first kind has a sign.

// %%
const penguins = await loadDataset('penguins');
const pairs = associations(penguins);
const pairOf = (a: string, b: string) =>
  pairs.values.at(pairs.names.indexOf(a), pairs.names.indexOf(b)).toFixed(2);
show(
  heatMap({
    rows: pairs.names,
    columns: pairs.names,
    values: pairs.values,
    range: [-1, 1],
    title: 'Which columns of the penguins go together',
    xTitle: { label: 'Column', unit: null },
    yTitle: { label: 'Column', unit: null },
    altText:
      `Of the measurements flipper and mass go together most (${pairOf('flipper_length_mm', 'body_mass_g')}), species ` +
      `goes with every length and not with sex (${pairOf('species', 'sex')}), and beak ` +
      `depth goes against mass (${pairOf('beak_depth_mm', 'body_mass_g')}).`,
  }),
);

// %% [markdown]
// Read it for questions, not for answers:
//
// - *species* is strong with every measurement. Whatever you find between two lengths may be species in
//   disguise.
// - *island and species* go together. A model that learns the bird may have learned the place.
// - *beak depth and mass* run against each other. Do deep beaks make light penguins? Chapter
//   [08](08-linear-regression.ipynb) asks exactly that, and the answer is not in this picture.
//
// ## 6.4 What is not there
//
// A missing value is a row's way of saying that something happened. So ask of every hole: what made
// it? Holes that come together have one cause.

// %%
import { missingTogether, query } from 'mle-kit';

const holes = missingTogether(penguins);
console.log(`${holes.completeRows} of ${holes.rowCount} birds are complete`);
for (const { columns, rows } of holes.patterns)
  console.log(`${rows} birds lack ${columns.join(', ')}`);

// %% [markdown]
// Two stories: birds that got away before anybody measured them, and birds whose sex could not be
// told. No single column shows that.
//
// Now the bird strikes: ten thousand collisions reported to the FAA. Only one column has holes, the
// speed. **Guess first.** Do they fall at random? If not, when would nobody note the speed?
//
// Your guess: ____

// %%
const strikes = await loadDataset('birdstrikes');
const withoutSpeed = (column: string) =>
  query(
    strikes,
    `SELECT ${column} AS part, count(*) AS strikes,
            avg(CASE WHEN "Speed IAS in knots" IS NULL THEN 1.0 ELSE 0.0 END) AS no_speed
     FROM data GROUP BY part ORDER BY part`,
  );
const byPhase = await withoutSpeed('"Phase of flight"');
const byYear = await withoutSpeed('year("Flight Date")');
show(byPhase);
console.log(`in ${byYear.row(0).part}: ${Number(byYear.row(0).no_speed).toFixed(2)} without speed`);
const latest = byYear.row(byYear.rowCount - 1);
console.log(`in ${latest.part}: ${Number(latest.no_speed).toFixed(2)} without speed`);

// %% [markdown]
// On the ground speed is often not noted, and over the years it was noted less and less. Drop the
// incomplete rows, as many tutorials do, and you have not lost a random part: you have lost
// landings, and the recent years. A model trained on the rest knows a world that is higher up and
// longer ago.
//
// So there are three kinds of hole, from harmless to dangerous: those that fall at random; those
// explained by a column that you have (phase, year); those explained by the missing value itself.
// Nobody can tell the third from the table alone.
//
// And some holes do not look like holes:
//
// - *A zero that means "not filled in".* Exercise 6.2 finds hundreds in the costs of these strikes.
// - *Rows that are not there.* `profile` said that nothing is missing in the flights. Yet every
//   cancelled flight is missing, all of it. The worst delay of all is not in a table of arrivals.
//   It stands in the data card (`datasets/flights/README.md`), and nowhere in the data.
//
// ## 6.5 The five-minute answer
//
// Marketing is waiting. For a first look at a few rows a data frame is pleasant: select, group, print.
// We take one airport on one day and use danfojs, which is to JavaScript what pandas is to Python.

// %%
import { fromDataFrame, toDataFrame } from 'mle-kit/danfo';

const chicago = await ask(`
  SELECT hour(date) AS hour, destination, delay FROM flights
  WHERE origin = 'ORD' AND date >= '2001-03-05' AND date < '2001-03-06'`);
const frame = await toDataFrame(chicago);
const perHour = frame.groupby(['hour']).col(['delay']).mean();
console.log(`${frame.shape[0]} flights from Chicago on a Monday`);
show(fromDataFrame(perHour), { rows: 4 });
show(fromDataFrame(frame.query(frame.column('delay').gt(180))));

// %% [markdown]
// Good. Now the same grouping on a column with holes, beside the library's:

// %%
const birds = await toDataFrame(penguins);
show(fromDataFrame(birds.groupby(['species']).col(['body_mass_g']).mean()));
show(
  await query(
    penguins,
    'SELECT species, avg(body_mass_g) AS mass FROM data GROUP BY species ORDER BY species',
  ),
);

// %% [markdown]
// One missing value, and danfo's mean of the whole group is gone; its counts, on the other hand, count
// the holes as birds. It also has no quantiles and no correlation, and it wants all rows in memory,
// three million of them as well. So in this course danfo is for looking, selecting and grouping
// *complete* columns of a *small* table. `query`, `readSql` and `profile` take over where there are
// holes, where there are many rows, and where a number is going to be believed.
//
// All three million, then. Look at your guess once more.

// %%
const LATE = 'avg(CASE WHEN delay > 15 THEN 1.0 ELSE 0.0 END)';
const byHour = await ask(
  `SELECT hour(date) AS hour, count(*) AS flights, ${LATE} AS late
   FROM flights GROUP BY hour ORDER BY hour`,
);
const clock = (hour: unknown) => `${String(hour).padStart(2, '0')}:00`;
const percent = (share: unknown, digits = 0) => `${(100 * Number(share)).toFixed(digits)}%`;
const ranked = byHour.sortBy('late', { descending: true });
const best = ranked.row(ranked.rowCount - 1);
for (const row of ranked.head(3).rows())
  console.log(`${clock(row.hour)}  ${percent(row.late)} late`);
console.log(`…\n${clock(best.hour)}  ${percent(best.late)} late`);
reveal('6.0', Number(ranked.row(0).hour));

// %% [markdown]
// There it is, in five minutes: *Never depart at two in the morning. Two flights in three are late.
// Depart at five: hardly any are.* It is a wonderful headline. It is what the data say, to the last
// digit, over three million rows.
//
// Would you send it? Write down one thing that you would want to see first: ____
//
// ## 6.6 The picture that was missing
//
// A share is a fraction, and a fraction has a denominator. Draw both, over the same axis.

// %%
const hours = Array.from(byHour.number('hour'), (hour) => clock(hour).slice(0, 2));
const top = ranked.row(0);
show(
  combine(
    [
      bar({
        categories: hours,
        series: [{ name: 'late', values: byHour.number('late') }],
        title: 'Share of flights that arrive late',
        xTitle: { label: 'Hour on the clock', unit: null },
        yTitle: { label: 'Late', unit: 'share' },
        altText: 'The share jumps at night and climbs slowly through the day.',
      }),
      bar({
        categories: hours,
        series: [{ name: 'flights', values: byHour.number('flights') }],
        title: 'Flights that departed',
        xTitle: { label: 'Hour on the clock', unit: null },
        yTitle: { label: 'Flights', unit: null },
        altText: 'Hardly anyone departs at night.',
      }),
    ],
    {
      columns: 1,
      sharedX: true,
      title: 'The worst hour is one in which nobody flies',
      altText:
        `At ${clock(top.hour)} ${percent(top.late)} of flights are late, but only ${top.flights} of ` +
        `${delay.length.toLocaleString('en')} departed then; at ${clock(best.hour)} ` +
        `${percent(best.late)} are late. Through the day the share climbs steadily to the evening.`,
    },
  ),
);

// %% [markdown]
// Where the upper picture shouts, the lower one is empty. That alone is no refutation. Hundreds of
// flights are plenty to measure a share; luck could move it by a few points, not to twice that of
// the evening. Something is special about these flights. Three suspects:
//
// 1. *It is true.* Night flights are badly run.
// 2. *It is a place.* A few strange airports fly at night.
// 3. *It is the clock.* Perhaps `date` is not the hour at which a flight was *to* depart, but the
//    one at which it *did*. Then a flight planned for 21:00 and held for five hours is filed under
//    02:00, and so are its like. The hour does not make them late. Being late makes the hour.
//
// Do not argue; let each suspect predict something that the others deny. If these are planned night
// flights, they are in the timetable, and a timetable repeats itself: the same route, at this hour,
// night after night. If they are stray late flights, most routes turn up once. **Guess first:** of
// the routes seen at 02:00, which share was seen on a single night in half a year?
//
// Your guess: ____

// %%
const nights = await ask(`
  SELECT hour, count(*) AS routes, avg(CASE WHEN nights = 1 THEN 1.0 ELSE 0.0 END) AS seen_once
  FROM (SELECT origin, destination, hour(date) AS hour, count(DISTINCT date::DATE) AS nights
        FROM flights GROUP BY ALL)
  WHERE hour IN (2, 5) GROUP BY hour ORDER BY hour`);
for (const { hour, routes, seen_once } of nights.rows()) {
  console.log(`${clock(hour)}  ${routes} routes, ${percent(seen_once)} of them on a single day`);
}

// %% [markdown]
// No airline plans a route for one night in half a year. Suspect 3 has a case. What about the few
// routes that do fly at this hour night after night? By suspects 1 and 2 they are the culprits.

// %%
const regulars = await ask(`
  SELECT CASE WHEN nights < 20 THEN 'fewer than 20 nights' ELSE '20 nights or more' END AS seen_on,
         count(DISTINCT (origin, destination)) AS routes, count(*) AS flights, ${LATE} AS late
  FROM (SELECT origin, destination, delay, max(night) OVER route AS nights
        FROM (SELECT *, dense_rank() OVER (PARTITION BY origin, destination ORDER BY date::DATE) AS night
              FROM flights WHERE hour(date) = 2)
        WINDOW route AS (PARTITION BY origin, destination))
  GROUP BY seen_on ORDER BY seen_on`);
show(regulars);

// %% [markdown]
// They are acquitted. The regular night flights are late about as often as flights of the evening;
// of the strays nearly every one is.
//
// ### The second witness: round minutes
//
// Now the teeth from section 6.2. Timetables are made by people, and people like round minutes: a
// departure at 7:40 rather than at 7:41. So look at the last digit of the clock. If it is the
// timetable's, it knows nothing of what happens later: the share of minutes that are divisible by
// five *cannot depend on the delay*. If it is the actual one, a delay shifts it, and the habit is
// washed out.

// %%
const ROUND = 'avg(CASE WHEN minute(date) % 5 = 0 THEN 1.0 ELSE 0.0 END)';
const roundShare = async (where: string) =>
  (await ask(`SELECT ${ROUND} AS share FROM flights WHERE ${where}`)).number('share')[0]!;
const onTheDot = await roundShare('delay = 0');
const anHour = await roundShare('delay > 60');
console.log(`delay is 0:        ${percent(onTheDot)} round minutes`);
console.log(`more than an hour: ${percent(anHour)}`);
console.log(`by chance alone:   ${percent(12 / 60)}`);

// %% [markdown]
// A triumph: from half of the flights on time down to near what chance gives. Case closed?
//
// Be as hard on the witness as you were on the surprise. "Delay is 0" is a round number, too. We have
// *seen* that people wrote it more often than they should. Somebody who rounds arrivals may round
// departures as well, and would then give us round minutes at delay 0 whatever the clock means. How
// would we know? Compare with the neighbours, which nobody rounds to.

// %%
for (const minutes of [-1, 0, 1, 59, 60, 61]) {
  const share = await roundShare(`delay = ${minutes}`);
  console.log(
    `delay ${String(minutes).padStart(3)}  ${percent(share)} ${'█'.repeat(Math.round(60 * share))}`,
  );
}
const early = await roundShare('delay <= 0 AND delay % 5 <> 0');
const lateOnes = await roundShare('delay > 60 AND delay % 5 <> 0');
console.log(`\nwithout delays that are multiples of five: ${percent(early)} when punctual,`);
console.log(`${percent(lateOnes)} when more than an hour late`);

// %% [markdown]
// At zero there is a spike, at sixty there is another, and next door there is none. So most of the
// triumph was heaping: round people, not a moving clock. Leave the round delays out, and a smaller
// gap remains. It points the same way; but a sceptic can explain a few points by airlines with round
// timetables being punctual.
//
// That is a normal end of a first proof. It convinced us, then it shrank, and now we know what a
// better one has to do: compare a flight with *itself*, on other days. Exercise 6.4 is that proof.
// It leaves nothing to explain.
//
// ## 6.7 Undo it, and look again
//
// If late flights have moved, move them back: take the delay off the clock. (Off it comes the delay
// on *arrival*, which is not quite the delay at departure. Remember that.)

// %%
const PLANNED = `(
  SELECT date - to_minutes(greatest(delay, 0)::BIGINT) AS planned, date, delay FROM flights)`;
const undone = await ask(`
  SELECT hour(planned) AS hour, count(*) AS flights, ${LATE} AS late
  FROM ${PLANNED} GROUP BY hour ORDER BY hour`);

// %%
import { line } from 'mle-kit';

const undoneTop = undone.sortBy('late', { descending: true }).row(0);
show(
  line({
    series: [
      { name: 'clock as it is', x: byHour.number('hour'), y: byHour.number('late') },
      { name: 'delay taken off', x: undone.number('hour'), y: undone.number('late') },
    ],
    title: 'One peak is gone, another has come',
    xTitle: { label: 'Hour', unit: null },
    yTitle: { label: 'Late', unit: 'share' },
    altText:
      `With the delay taken off, the peak of ${percent(top.late)} at ${clock(top.hour)} is gone, but ` +
      `a new one of ${percent(undoneTop.late)} stands at ${clock(undoneTop.hour)}; from 06:00 to ` +
      '20:00 both lines climb, the undone one more slowly.',
  }),
);

// %% [markdown]
// The peak that we did not believe is gone. And there is a new one, two hours later. Tell marketing?
//
// **Guess first.** Who are these flights? Look at what the untouched clock says about them.

// %%
const newcomers = await ask(
  `SELECT hour(date) AS clock, count(*) AS flights, ${LATE} AS late FROM ${PLANNED}
   WHERE hour(planned) = 4 GROUP BY clock ORDER BY clock`,
);
show(newcomers);

// %% [markdown]
// Half of them are planned early birds, hardly ever late. The others left *after* five; we carried them
// over. Flights on time at departure, held in the air or before landing: their delay arose on
// the way, and we took it off the departure. Only late ones can be carried, and hardly anybody was
// there before. It is the same disease, and this time we caused it: **sort rows by something that
// depends on the outcome, and the outcome will appear to depend on the sorting.**
//
// So the honest state of things: in the hours in which thousands fly, both clocks say the same, a
// slow climb from morning to evening. At night neither can be trusted, and no other column helps.
// "We cannot tell from this file" is an answer, too.
//
// ## 6.8 Or was it luck? A permutation test
//
// Back to marketing, with daytime only. Which hour is worst?

// %%
const daytime = undone
  .filter(({ flights }) => Number(flights) > 50_000)
  .sortBy('late', { descending: true });
for (const row of daytime.head(4).rows())
  console.log(`${clock(row.hour)}  ${percent(row.late, 1)} late`);
const first = Number(daytime.row(0).hour);
const second = Number(daytime.row(1).hour);

// %% [markdown]
// The first leads the second by less than a point. Would it lead next year, or was it luck?
//
// Here is the simplest honest test that there is. *Suppose the hour meant nothing.* Then the values
// could be exchanged between the two hours without harm. So exchange them at random, many times,
// and see how often chance alone makes a gap as wide as ours. That share is the p-value. No bell
// curve, no table, no formula to remember.

// %%
import { createRandom, permutationTest, type Random } from 'mle-kit';

function permute(a: Vector, b: Vector, repeats: number, random: Random): number {
  const all = Float64Array.from([...a, ...b]);
  const total = all.reduce((sum, value) => sum + value, 0);
  const gap = (sumA: number) => Math.abs(sumA / a.length - (total - sumA) / b.length);
  const observed = gap(a.reduce((sum, value) => sum + value, 0));
  let hits = 0;
  for (let k = 0; k < repeats; k++) {
    const dealt = random.permutation(all.length).subarray(0, a.length);
    if (gap(dealt.reduce((sum, i) => sum + all[i]!, 0)) >= observed - 1e-12) hits++;
  }
  return (hits + 1) / (repeats + 1); // what we observed is one of the deals, so never 0
}

// %%
const single = await ask(
  `SELECT hour(planned) AS hour, CASE WHEN delay > 15 THEN 1.0 ELSE 0.0 END AS late
   FROM ${PLANNED} WHERE hour(planned) IN (${first}, ${second})`,
);
const flightsAt = (hour: number) => single.filter((row) => row.hour === hour).number('late');
const pFlights = permute(flightsAt(first), flightsAt(second), 99, createRandom(6));
console.log(`${single.rowCount.toLocaleString('en')} flights, 99 exchanges: p = ${pFlights}`);

// %% [markdown]
// In not one of the exchanges did chance make such a gap; this p is the smallest that so few exchanges
// can give. So it is certain: never fly at that hour?
//
// **Guess first.** The test exchanges single flights, as if each were late or not by a coin of its own.
// A thunderstorm over Chicago closes the airport at six. How many coins fell that evening?
//
// Your guess: ____

// %%
const atOne = single.filter((row) => row.hour === first).rowCount / 181;
console.log(`a day has ${atOne.toFixed(0)} flights at ${first}:00`);

// %% [markdown]
// One coin, or little more, for hundreds of flights: those of an evening are late together. What can be
// exchanged are not flights but *days*: each day gives one share for each hour, and days are nearly
// independent.

// %%
const byDay = await ask(`
  SELECT planned::DATE AS day, hour(planned) AS hour, ${LATE} AS late FROM ${PLANNED}
  WHERE planned >= '2001-01-01' AND planned < '2001-07-01' GROUP BY ALL ORDER BY hour, day`);
const daysAt = (hour: number) => byDay.filter((row) => row.hour === hour).number('late');
const gapOf = (a: Vector, b: Vector) => mean(a) - mean(b);
const test = (a: number, b: number) =>
  permutationTest(daysAt(a), daysAt(b), gapOf, { random: createRandom(6) });
const rivals = test(first, second);
const ownP = permute(daysAt(first), daysAt(second), 9999, createRandom(7));
console.log(`${daysAt(first).length} days: p = ${rivals.pValue.toFixed(2)} (library)`);
console.log(`          p = ${ownP.toFixed(2)} (by hand)`);

// %% [markdown]
// The library agrees with our loop (other exchanges, so perhaps not to the last digit), and both say:
// chance alone makes such a gap more often than not. From "certain" to "nothing", from the same rows,
// by asking *what may be exchanged*. More rows do not help where the rows are copies of one evening.
//
// Is "nothing" the last word? It is not: both hours share their days, and this test did not use that.
// Exercise 6.3 does, and you will see what it finds.
//
// But before anybody asks whether a gap is real, somebody has to ask whether it is *large*, compared
// with what else may be wrong. Here are three gaps:

// %%
const points = (gap: number) => `${(100 * Math.abs(gap)).toFixed(1)} points`;
const dawn = test(first, 7);
const busy = byHour.filter(({ flights }) => Number(flights) > 50_000);
const byClock = busy.sortBy('late', { descending: true }).row(0);
const shareIn = (table: Table, hour: number) =>
  Number(table.filter((row) => row.hour === hour).row(0).late);
const moved = shareIn(byHour, first) - shareIn(undone, first);
console.log(`${clock(first)} against ${clock(second)}: ${points(rivals.observed)} more late`);
console.log(
  `${clock(first)} against 07:00: ${points(dawn.observed)} more late, p = ${dawn.pValue}`,
);
console.log(`our repair moved ${clock(first)} by ${points(moved)}, and by the clock as`);
console.log(`it is the worst daytime hour is not ${clock(first)} but ${clock(byClock.hour)}`);

// %% [markdown]
// The gap between the evening hours is no larger than what our own repair did to them, and the two
// clocks do not even name the same winner. No p-value covers that: it speaks of chance, not of a
// clock that we mended ourselves. The climb from morning to evening is many times larger, and both
// clocks show it. So this is what marketing gets:

// %%
console.log(
  `Depart early. Of flights planned for about 07:00, ${percent(shareIn(undone, 7))} were late; ` +
    `for about ${clock(first)}, ${percent(shareIn(undone, first))}. ` +
    'Which evening hour is the worst, and what happens at night, this file cannot say.',
);

// %% [markdown]
// That is less than a headline, and it is true. The whole afternoon went into one sentence; it is the
// one that will not have to be taken back.
//
// ## 6.9 What goes wrong in production
//
// **The column that knows the future.** A model that predicts lateness from `hour(date)` will shine
// in every test and fail when it sells tickets: at booking time the actual departure does not exist.
// What you found by looking, chapter 05 calls leakage; `findLeakage` asks of each column *when* it is
// known, since no score can tell.
//
// **The ranking without a denominator.** A dashboard sorts by rate, and the top is always empty:

// %%
const topRoutes = await ask(
  `SELECT origin, destination, count(*) AS flights, ${LATE} AS late FROM flights
   GROUP BY origin, destination ORDER BY late DESC, flights DESC, origin, destination LIMIT 4`,
);
show(topRoutes);

// %% [markdown]
// The worst routes of the country have next to no flights. So have the best ones. Small groups
// are at both ends of every ranking; show the count, or ask for a minimum.
//
// **The table that is quietly incomplete.** Cancelled flights, birds that got away, customers who
// left: what is missing as a row is in no profile. Somebody has to ask how the table was made.
//
// **The look that nobody repeats.** You looked once; the data change every day. Keep the profile of
// what a model learned from, and compare: chapters 14 and 18 do that with the same `profile`.
//
// ## 6.10 Exercises

// %%
import { check, equals, answerQuiz, quiz } from 'mle-kit';

// %% [markdown]
// **Exercise 6.1** (warm-up) A quantile by hand. Sort; the value at position $(n - 1)\,p$, counted
// from 0, is the answer. Between two positions go straight from one value to the next. Do not
// change the array that you are given.

// %% tags=["exercise"]
function myQuantile(values: ArrayLike<number>, p: number): number {
  // solution
  const sorted = Float64Array.from(values).sort();
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const above = Math.ceil(at);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}

// %% tags=["check"]
await check(
  '6.1',
  myQuantile,
  {
    'the middle of 4, 1, 3, 2 is 2.5': (myQuantile) => equals(myQuantile([4, 1, 3, 2], 0.5), 2.5),
    'numbers are sorted as numbers: the largest of 9, 10, 100 is 100': (myQuantile) =>
      equals(myQuantile([9, 10, 100], 1), 100),
    'a single value is each of its quantiles': (myQuantile) => equals(myQuantile([7], 0.3), 7),
    'it agrees with the library on every warm day': (myQuantile) =>
      equals(
        [0, 0.05, 0.333, 0.99, 1].map((p) => myQuantile(warmest, p)),
        [0, 0.05, 0.333, 0.99, 1].map((p) => quantile(warmest, p)),
      ),
    'the array stays as it was': (myQuantile) => {
      const given = [3, 1, 2];
      myQuantile(given, 0.5);
      return equals(given, [3, 1, 2]);
    },
  },
  {
    hints: [
      'Copy before you sort: Float64Array.from(values) is a copy, and sorts by number.',
      'Take the neighbours at Math.floor and Math.ceil of (n − 1) · p.',
      'sorted[below] + (at − below) · (sorted[above] − sorted[below]).',
    ],
    mistakes: [
      {
        says: 'you sorted as text: 100 comes before 9 there. Float64Array.from(values).sort() sorts by number.',
        answer: (values, p) => {
          const sorted = Array.from(values).map(String).sort().map(Number);
          const at = (sorted.length - 1) * p;
          const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
          return low + (at - Math.floor(at)) * (high - low);
        },
      },
      {
        says: 'you took the neighbour below: between two values the quantile lies between them.',
        answer: (values, p) =>
          Float64Array.from(values).sort()[Math.floor((values.length - 1) * p)]!,
      },
      {
        says: 'you sorted the array that you were given: copy it first, it belongs to somebody else.',
        answer: (values, p) => {
          const came = quantile(values, p);
          if (Array.isArray(values)) values.sort((a, b) => a - b);
          return came;
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* a quantile looks at two values and ignores how far away the others
// are. That is why a slip of a date cannot move it. (And `[9, 10, 100].sort()` sorts by *text*.)
//
// **Exercise 6.2** A hole that does not look like one. Among strikes *with* damage (every word but
// `None`), return the share whose `Cost Total $` is exactly 0.

// %% tags=["exercise"]
function damagedForFree(table: Table): number {
  // solution
  const damaged = table.filter((strike) => strike['Effect Amount of damage'] !== 'None');
  const free = damaged.filter((strike) => strike['Cost Total $'] === 0);
  return free.rowCount / damaged.rowCount;
}

// %% tags=["check"]
const fewStrikes = Table.from({
  'Effect Amount of damage': ['None', 'Minor', 'Substantial', 'B', 'Minor'],
  'Cost Total $': [0, 0, 500, 0, 20],
});
await check(
  '6.2',
  damagedForFree,
  {
    'two of four damaged aircraft cost nothing': (damagedForFree) =>
      equals(damagedForFree(fewStrikes), 0.5),
    'undamaged strikes do not count': (damagedForFree) =>
      equals(damagedForFree(fewStrikes.filter((_, i) => i < 3)), 0.5),
    'in the data it is most of them': (damagedForFree) => {
      const came = damagedForFree(strikes);
      return (came > 0.8 && came < 0.9) || `came ${came}`;
    },
  },
  {
    hints: [
      'Two filters, one after the other; then a ratio of two rowCounts.',
      "The first: strike['Effect Amount of damage'] !== 'None'.",
      "The second, on its result: strike['Cost Total $'] === 0.",
    ],
    mistakes: [
      {
        says: 'you divided by all strikes: asked is the share of the damaged ones.',
        answer: (table) => {
          const free = table.filter((strike) => strike['Cost Total $'] === 0);
          const damaged = free.filter((strike) => strike['Effect Amount of damage'] !== 'None');
          return damaged.rowCount / table.rowCount;
        },
      },
      {
        says: 'you counted undamaged strikes, too: of course these cost nothing.',
        answer: (table) =>
          table.filter((strike) => strike['Cost Total $'] === 0).rowCount / table.rowCount,
      },
      {
        says: 'you have it the other way round: this is the share that did cost something.',
        answer: (table) => {
          const damaged = table.filter((strike) => strike['Effect Amount of damage'] !== 'None');
          return (
            damaged.filter((strike) => strike['Cost Total $'] !== 0).rowCount / damaged.rowCount
          );
        },
      },
    ],
  },
);

// %%
const damaged = strikes.filter((strike) => strike['Effect Amount of damage'] !== 'None');
const costs = damaged.number('Cost Total $');
const known = costs.filter((cost) => cost > 0);
console.log(`mean cost of damage, zeros believed: ${mean(costs).toFixed(0)} US$`);
console.log(`mean cost where one was filled in:   ${mean(known).toFixed(0)} US$`);

// %% [markdown]
// *What the solution tells you:* repairs are not free, so these zeros mean "nobody filled it in". The
// two means differ by a factor, and *neither* is the answer: the first believes holes, the second
// listens only to those who bothered to report, perhaps since it was dear.
//
// **Exercise 6.3** Pairs. We compared two hours as if their days had nothing to do with each other.
// But both have the *same* days, with the same weather. So take the difference within each day. If
// the hour means nothing, each difference might as well have the other sign. Flip the signs at random,
// `repeats` times; return the p-value (two-sided, the observed one counted in).

// %% tags=["exercise"]
function signFlipTest(differences: ArrayLike<number>, repeats: number, random: Random): number {
  // solution
  const size = (flip: () => number) =>
    Math.abs(Array.from(differences).reduce((sum, difference) => sum + flip() * difference, 0));
  const observed = size(() => 1);
  let hits = 0;
  for (let k = 0; k < repeats; k++) {
    if (size(() => (random.uniform() < 0.5 ? -1 : 1)) >= observed - 1e-12) hits++;
  }
  return (hits + 1) / (repeats + 1);
}

// %% tags=["check"]
const within18And = (other: number) => daysAt(18).map((late, i) => late - daysAt(other)[i]!);
await check(
  '6.3',
  signFlipTest,
  {
    'without any difference p is 1': (signFlipTest) =>
      equals(signFlipTest([0, 0, 0], 99, createRandom(1)), 1),
    'ten days that all agree: p near 2 in 1,024': (signFlipTest) => {
      const came = signFlipTest(new Array(10).fill(0.1), 9999, createRandom(2));
      return (came > 0.0005 && came < 0.004) || `came ${came}`;
    },
    'the sign of all differences together does not matter': (signFlipTest) => {
      const came = signFlipTest([-1, -2, -1, -3, -2, -1], 999, createRandom(3));
      return came < 0.1 || `came ${came}`;
    },
    '18:00 is worse than 17:00, 19:00 and 20:00, each far beyond chance': (signFlipTest) => {
      const came = [17, 19, 20].map((other) =>
        signFlipTest(within18And(other), 999, createRandom(4)),
      );
      return came.every((p) => p < 0.01) || `came ${came}`;
    },
  },
  {
    hints: [
      'The statistic is the absolute value of the sum of all differences.',
      'A flipped sum adds −difference or +difference, each with chance one half, drawn anew for each.',
      'Count the flipped sums that are at least as large as the observed one; (hits + 1) / (repeats + 1).',
    ],
    mistakes: [
      {
        says: 'you counted only larger sums: one that is as large is as strange, so count it.',
        answer: (differences, repeats, random) => {
          const size = (flip: () => number) =>
            Math.abs(Array.from(differences).reduce((sum, value) => sum + flip() * value, 0));
          const observed = size(() => 1);
          let hits = 0;
          for (let k = 0; k < repeats; k++) {
            if (size(() => (random.uniform() < 0.5 ? -1 : 1)) > observed + 1e-12) hits++;
          }
          return (hits + 1) / (repeats + 1);
        },
      },
      {
        says: 'you threw one coin for all days: each day needs its own, or the sum only changes its sign.',
        answer: () => 1,
      },
      {
        says: 'you forgot the absolute value: a difference far below zero is as strange as one far above.',
        answer: (differences, repeats, random) => {
          const total = (flip: () => number) =>
            Array.from(differences).reduce((sum, value) => sum + flip() * value, 0);
          const observed = total(() => 1);
          let hits = 0;
          for (let k = 0; k < repeats; k++) {
            if (total(() => (random.uniform() < 0.5 ? -1 : 1)) >= observed - 1e-12) hits++;
          }
          return (hits + 1) / (repeats + 1);
        },
      },
    ],
  },
);

// %%
for (const other of [16, 17, 19, 20, 21]) {
  const apart = test(18, other).pValue.toFixed(2);
  const worse = within18And(other).filter((difference) => difference > 0).length;
  console.log(
    `18:00 against ${other}:00   days apart p = ${apart}   worse on ${worse} of 181 days`,
  );
}

// %% [markdown]
// *What the solution tells you:* good days and bad days differ far more than one hour from the next.
// Pairing takes that away, and differences that were invisible become plain. Both tests were honest;
// the one that compares like with like sees more.
//
// So is 18:00 the worst hour after all? By the mended clock it is worse than each hour around it on far
// more days than a coin would give. (We picked it since it came first on these very days; that flatters
// it a little.) By how much, you saw in 6.8: no more than the mending itself moved it. *Real*, *large*
// and *right* are three questions, and a p-value answers the first.
//
// **Exercise 6.4** (hard) The sceptic of section 6.6 says: *perhaps airlines with round timetables
// are simply punctual. Your minutes prove nothing.* Prove from the data alone whether the clock in a
// table of flights is the `'scheduled'` or the `'actual'` one, with an argument that holds even then.
//
// Several tables try you. One is real: half a year of flights from Albuquerque. The others are made,
// so that the truth is known: the clock is the scheduled one or the actual one, and in the sceptic's
// world flights at round minutes are the punctual ones.

// %%
type Clock = 'scheduled' | 'actual';
function makeFlights(clockIs: Clock, roundIsPunctual: boolean, seed: number): Table {
  const random = createRandom(seed);
  const rows = Array.from({ length: 80 * 48 }, (_, i) => {
    const slot = i % 48; // twelve routes with four flights a day, for eighty days
    const minute = 360 + 17 * slot + (slot % 2 === 0 ? -((360 + 17 * slot) % 5) : 1);
    const punctual = roundIsPunctual ? minute % 5 === 0 : random.uniform() < 0.5;
    const delay = punctual ? random.integer(-10, 1) : random.integer(1, 181);
    const left = clockIs === 'actual' ? Math.max(0, delay) + random.integer(-2, 3) : 0;
    const date = new Date(Date.UTC(2001, 0, 1 + Math.floor(i / 48), 0, minute + left));
    return { date, delay, origin: 'AAA', destination: `R${slot % 12}` };
  });
  return Table.fromRows(rows);
}

const albuquerque = await readParquet(file, { where: "origin = 'ABQ'" });
show(albuquerque, { rows: 3 });

// %% tags=["exercise"]
function clockOf(flights: Table): Clock {
  // solution
  const [delays, from, to] = [
    flights.number('delay'),
    flights.string('origin'),
    flights.string('destination'),
  ];
  const departures = flights
    .date('date')
    .map((date, i) => `${from[i]} ${to[i]} ${date?.toISOString().slice(11, 16)}`);
  const times = new Map<string, number>();
  for (const departure of departures) times.set(departure, (times.get(departure) ?? 0) + 1);
  const repeated = (chosen: (minutes: number) => boolean): number => {
    const own = departures.filter((_, i) => chosen(delays[i]!));
    return own.filter((departure) => times.get(departure)! > 1).length / own.length;
  };
  const [punctual, late] = [
    repeated((minutes) => minutes <= 0),
    repeated((minutes) => minutes > 60),
  ];
  return late < 0.8 * punctual ? 'actual' : 'scheduled';
}

// %% tags=["check"]
await check(
  '6.4',
  clockOf,
  {
    'a made table with the actual clock': (clockOf) =>
      equals(clockOf(makeFlights('actual', false, 1)), 'actual'),
    'a made table with the scheduled clock': (clockOf) =>
      equals(clockOf(makeFlights('scheduled', false, 2)), 'scheduled'),
    'scheduled, and round flights are punctual: the sceptic’s world': (clockOf) =>
      equals(clockOf(makeFlights('scheduled', true, 3)), 'scheduled'),
    'actual, and round flights are punctual': (clockOf) =>
      equals(clockOf(makeFlights('actual', true, 4)), 'actual'),
    'the order of the rows does not matter': (clockOf) => {
      const made = makeFlights('actual', false, 5);
      return equals(clockOf(made.take(createRandom(5).permutation(made.rowCount))), 'actual');
    },
    Albuquerque: (clockOf) => equals(clockOf(albuquerque), 'actual'),
  },
  {
    hints: [
      'A timetable repeats itself. Which departures of a route at exactly this minute exist on other days?',
      'Count every combination of origin, destination and clock time. A stray departure has count 1.',
      'Compare the share with count > 1 among flights with delay ≤ 0 and among those with delay > 60.',
    ],
    mistakes: [
      {
        says: 'you looked at minutes that end in 0 or 5: where round flights are punctual by plan, that proves nothing.',
        answer: (flights) => {
          const delays = flights.number('delay');
          const dates = flights.date('date');
          const round = (chosen: (minutes: number) => boolean) => {
            const own = dates.filter((_, i) => chosen(delays[i]!));
            return own.filter((date) => date!.getUTCMinutes() % 5 === 0).length / own.length;
          };
          return round((m) => m > 60) < 0.8 * round((m) => m <= 0) ? 'actual' : 'scheduled';
        },
      },
      {
        says: 'you decided before you looked: the same answer for every table is none.',
        answer: () => 'actual',
      },
    ],
  },
);

// %%
const minuteOf = `hour(date) * 60 + minute(date)`;
const proof = await ask(
  `SELECT CASE WHEN delay <= 0 THEN '0 or early' WHEN delay <= 15 THEN '1 to 15'
               WHEN delay <= 60 THEN '16 to 60' ELSE 'over 60' END AS delay,
          count(*) AS flights, avg(CASE WHEN times > 1 THEN 1.0 ELSE 0.0 END) AS repeated
   FROM (SELECT delay, count(*) OVER (PARTITION BY destination, ${minuteOf}) AS times
         FROM flights WHERE origin = 'ABQ') GROUP BY 1 ORDER BY 1`,
);
show(
  bar({
    categories: proof.string('delay').map(String),
    series: [{ name: 'repeated', values: proof.number('repeated') }],
    title: 'The same route at the same minute on another day',
    xTitle: { label: 'Arrival delay', unit: 'min' },
    yTitle: { label: 'Flights with such a twin', unit: 'share' },
    altText:
      `Of punctual flights from Albuquerque ${percent(proof.row(0).repeated)} share route and minute ` +
      `with a flight on another day, of those more than an hour late ${percent(proof.row(3).repeated)}.`,
  }),
);

// %% [markdown]
// *What the solution tells you:* a planned departure has twins on other days. Punctual flights
// nearly all have one; of the very late ones few do. No habit of rounding, no airline, no season
// explains that, since each flight is compared with its own timetable. The clock moves with the delay:
// it is the actual one. The minutes were a hint; this is the proof.
//
// ## 6.11 Quiz

// %%
const weekday = await ask(
  `SELECT isodow(date) AS weekday, ${LATE} AS late FROM flights
   WHERE date < '2001-07-01' GROUP BY date::DATE, weekday ORDER BY date::DATE`,
);
const daysOf = (number: number) => weekday.filter((row) => row.weekday === number).number('late');
const origins = await ask(
  `SELECT avg(CASE WHEN hour(planned) >= 18 THEN 1.0 ELSE 0.0 END) AS evening
   FROM ${PLANNED} WHERE hour(date) = 2`,
);

// %%
quiz('6', [
  {
    question: 'What share of the three million flights is later than the mean delay?',
    options: ['About a third', 'About a half', 'About two thirds'],
    answer: () => {
      const share = delay.filter((minutes) => minutes > byLibrary.mean).length / delay.length;
      return share < 0.42 ? 0 : share < 0.58 ? 1 : 2;
    },
    why: 'With a long right tail the mean lies above most of the values. Half are above the median, by its definition.',
  },
  {
    question: 'Somebody stores the delays in hours. Which of these does not change?',
    options: ['The deviation', 'The skewness', 'The mean'],
    answer: () => {
      const inHours = moments(delay.map((minutes) => minutes / 60));
      const same = (name: 'deviation' | 'skewness' | 'mean') =>
        Math.abs(inHours[name]! - byLibrary[name]!) < 1e-6;
      return [same('deviation'), same('skewness'), same('mean')];
    },
    why: 'Skewness and kurtosis are ratios in which the unit cancels: they describe the shape alone.',
  },
  {
    question:
      'The correlation of day and temperature was near zero. What is it from January to June alone?',
    options: ['Near zero as well', 'Above 0.6', 'Below −0.6'],
    answer: () => {
      const half = dayOfYear.map((_, i) => i).filter((i) => dayOfYear[i]! <= 181);
      const own = pearson(
        half.map((i) => dayOfYear[i]!),
        half.map((i) => warmest[i]!),
      );
      return own > 0.6 ? 1 : own < -0.6 ? 2 : 0;
    },
    why: 'One side of the arch is nearly a line. Which rows you look at decides what a correlation says.',
  },
  {
    question: 'Fridays against Tuesdays, days exchanged and not flights. Is p below 0.05?',
    options: ['Yes', 'No'],
    answer: () => {
      const found = permutationTest(daysOf(5), daysOf(2), gapOf, { random: createRandom(9) });
      return found.pValue < 0.05 ? 0 : 1;
    },
    why: 'Twenty-six of each, and the gap is wide enough to show. Few rows that count are worth more than many that do not.',
  },
  {
    question:
      'Take the delay off the flights with a clock of 02:00 to 02:59. Which share then left between 18:00 and midnight?',
    options: ['About a quarter', 'About a half', 'About three quarters'],
    answer: () => {
      const share = origins.number('evening')[0]!;
      return share < 0.375 ? 0 : share < 0.625 ? 1 : 2;
    },
    why: 'The others moved within the night or were planned there: some routes do leave at two. A surprise is seldom all false.',
  },
]);

// %%
answerQuiz('6', ''); // your letters in order, such as 'a b c a b'; a dash leaves one out

// %% [markdown]
// ## 6.12 What you can do now
//
// - *Describe a column:* moments where sums matter, quantiles where persons do. A few hundred rows
//   in three million made a third of the skewness, and moved no quantile.
// - *Choose a picture:* one column asked two questions gave a needle and a hill with teeth. And a share
//   is never drawn without its count.
// - *Find what goes together:* the arch of the year had no correlation and a strong relation.
// - *Ask what made a hole:* speed was missing on the ground and in later years, zeros were holes,
//   and cancelled flights were not even that.
// - *Cross-examine a surprise:* three suspects, what each predicts, a first proof that shrank when
//   we doubted it, a repair that caused the same disease, and a proof that held.
// - *Test by permutation:* exchange what is independent. Flights said "certain", days said "luck",
//   pairs of days said "real, and small".
//
// And your guess from the beginning? If you said "two in the morning", you knew the data. If you said
// "the evening", you knew the world. Now you know why they differ.
//
// **Further reading**
//
// - J. W. Tukey, *Exploratory Data Analysis*, Addison-Wesley 1977: where the idea has its name from,
//   and still the best company for looking at numbers.
// - F. J. Anscombe, *Graphs in Statistical Analysis*, The American Statistician 27 (1973): four data
//   sets with the same means, deviations and correlation, and four different pictures.
// - D. B. Rubin, *Inference and Missing Data*, Biometrika 63 (1976): the three kinds of hole.
// - P. Good, *Permutation, Parametric and Bootstrap Tests of Hypotheses*, Springer, 3rd edition 2005.
