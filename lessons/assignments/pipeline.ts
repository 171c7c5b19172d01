// ---
// title: "Assignment · Pipeline: will it rain tomorrow, and when is the answer to be trusted"
// minutes: 240
// ---

// %% [markdown]
// A ferry line wants to know in the evening whether tomorrow will be wet. You were given four years
// of daily weather of {{place}}: highest and lowest temperature in °C, mean wind in m/s, rain in mm.
// The file was put together by hand from two others, and it shows. What is wrong differs for each of
// you, and so do your days and your city.
//
// You build the whole line: look, clean, make examples, split, fill, a baseline, a model, the
// decision to ship, the answer to a request, the alarm, and a page for the person on duty. Each part
// is a function; it is tried on days that you have not seen, too. Run the tests below each exercise
// as often as you wish. They are not all that your work is tried on.

// %%
/** A day as the file has it. */
interface Day {
  readonly date: string; // such as 2014-07-31
  readonly high: number;
  readonly low: number;
  readonly wind: number | null; // null where the sensor said nothing
  readonly rain: number;
}

/** What is known in the evening of `date`, and what the next day brought. */
interface Example {
  readonly date: string;
  readonly features: readonly (number | null)[]; // high, low, wind, rain
  readonly wet: number; // 1 when more than 0 mm fell on the day after `date`
}

interface PipelineData {
  readonly place: string;
  readonly firstTestDay: string;
  readonly days: readonly Day[];
}

// %% tags=["assignment"]
import { loadDataset } from 'mle-kit';
import { defineAssignment } from 'mle-kit/grading';

const work = await defineAssignment<PipelineData>('pipeline', {
  seed: 'this phrase is public: build with --seed and a phrase of your own',
  data: async (random) => {
    const place = random.choice(['Seattle', 'New York']);
    const weather = (await loadDataset('weather')).filter((row) => row.location === place);
    const days = Array.from(weather.rows(), (row): Day => {
      const [high, low] = [Number(row.temp_max), Number(row.temp_min)];
      const swapped = high > low && random.uniform() < 0.01;
      return {
        date: (row.date as Date).toISOString().slice(0, 10),
        high: swapped ? low : high,
        low: swapped ? high : low,
        wind: random.uniform() < 0.04 ? null : Number(row.wind),
        rain: Number(row.precipitation),
      };
    }).filter(() => random.uniform() > 0.01);
    for (const again of random.choice(days, 25)) {
      days.splice(random.integer(0, days.length + 1), 0, { ...again });
    }
    return { place, firstTestDay: `2015-0${random.integer(1, 4)}-01`, days };
  },
});

// %%
const { place, firstTestDay, days } = work.data;
console.log(`${days.length} lines about ${place}, the first: ${JSON.stringify(days[0])}`);
console.log(`the model will be judged on days from ${firstTestDay}`);

// %% [markdown]
// ## 1 · Look
//
// **Exercise pipeline.1** Count what is wrong: lines whose date stood in a line above (`again`),
// lines without wind (`windless`), and lines whose lowest temperature is above the highest
// (`swapped`). A line may count in several of them.

// %% tags=["exercise"]
function faults(lines: readonly Day[]): { again: number; windless: number; swapped: number } {
  // solution
  return {
    again: lines.length - new Set(lines.map(({ date }) => date)).size,
    windless: lines.filter(({ wind }) => wind === null).length,
    swapped: lines.filter(({ high, low }) => low > high).length,
  };
}

// %% tags=["visible"]
import { equals } from 'mle-kit';
import { visible } from 'mle-kit/grading';

const monday: Day = { date: '2014-06-02', high: 20, low: 11, wind: 3, rain: 0 };
const tuesday: Day = { date: '2014-06-03', high: 22, low: 12, wind: null, rain: 1.5 };
const wednesday: Day = { date: '2014-06-04', high: 9, low: 17, wind: 5, rain: 0.3 };

await visible(
  'pipeline.1',
  faults,
  {
    'three lines with a fault each': (answer) =>
      equals(answer([monday, tuesday, wednesday, monday]), { again: 1, windless: 1, swapped: 1 }),
    'no lines, no faults': (answer) => equals(answer([]), { again: 0, windless: 0, swapped: 0 }),
  },
  {
    hints: [
      'The three counts do not depend on each other.',
      'A Set of the dates has each of them once.',
      'A wind of 0 is calm air, not a missing value.',
    ],
  },
);

// %% tags=["hidden"]
import { hidden, wrongAnswer } from 'mle-kit/grading';

hidden(work, 'pipeline.1', faults, {
  test: 'all lines of the file, and parts of it',
  points: 2,
  inputs: (random, data) => [
    data.days,
    random.choice(data.days, 400),
    random.choice(data.days, 50, { replace: true }),
  ],
  call: (answer, lines) => answer(lines),
});

hidden(work, 'pipeline.1', faults, {
  test: 'calm air is a wind, and equal temperatures are possible',
  points: 1,
  inputs: (random) =>
    random.choice([3, 4, 5, 6, 7, 8], 3).map((n) =>
      Array.from({ length: n }, (_, i) => ({
        date: `2013-01-1${i}`,
        high: 4,
        low: i % 3 === 1 ? 5 : 4,
        wind: i % 4 === 2 ? null : 0,
        rain: 0,
      })),
    ),
  call: (answer, lines) => answer(lines),
});

wrongAnswer(work, 'pipeline.1', faults, {
  says: 'takes calm air for a missing value',
  answer: (lines) => ({ ...faults(lines), windless: lines.filter(({ wind }) => !wind).length }),
  loses: 1,
});

wrongAnswer(work, 'pipeline.1', faults, {
  says: 'counts both lines of a pair',
  answer: (lines) => {
    const of = (day: Day) => lines.filter(({ date }) => date === day.date).length;
    return { ...faults(lines), again: lines.filter((day) => of(day) > 1).length };
  },
  loses: 2,
});

// %% [markdown]
// ## 2 · Clean
//
// **Exercise pipeline.2** Return the days in the order of their dates: of several lines with one
// date the first, and with `high` and `low` exchanged where they are swapped. Leave gaps in the wind
// alone, and the lines that you were given, too.

// %% tags=["exercise"]
function clean(lines: readonly Day[]): Day[] {
  // solution
  const first = new Map<string, Day>();
  for (const day of lines) if (!first.has(day.date)) first.set(day.date, day);
  return [...first.values()]
    .map((day) => (day.low > day.high ? { ...day, high: day.low, low: day.high } : day))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

// %% tags=["visible"]
await visible(
  'pipeline.2',
  clean,
  {
    'one day a date, in order, the right way round': (answer) =>
      equals(answer([wednesday, monday, { ...monday, rain: 9 }]), [
        monday,
        { ...wednesday, high: 17, low: 9 },
      ]),
  },
  {
    hints: [
      'Three steps, one after the other: first lines, temperatures, order.',
      'Dates in this form are in the order of time when they are in the order of texts.',
      '`sort` changes the array that it is called on, and a day can be copied: { ...day, high }.',
    ],
  },
);

// %% tags=["hidden"]
hidden(work, 'pipeline.2', clean, {
  test: 'all lines of the file, in another order',
  points: 2,
  inputs: (random, data) => [data.days, random.shuffle(data.days).slice(0, 500)],
  call: (answer, lines) => answer(lines),
});

hidden(work, 'pipeline.2', clean, {
  test: 'of several lines the first counts, whatever the others say',
  points: 1,
  inputs: (random) => [
    random.shuffle(
      Array.from({ length: 12 }, (_, i) => ({
        date: `2013-03-0${1 + (i % 4)}`,
        high: 10 + i,
        low: 5,
        wind: i % 3 === 0 ? null : i,
        rain: i,
      })),
    ),
  ],
  call: (answer, lines) => answer(lines),
});

hidden(work, 'pipeline.2', clean, {
  test: 'it is right, and the lines that it was given stay as they were',
  points: 1,
  inputs: (random, data) => [random.shuffle(data.days).slice(0, 300)],
  call: (answer, lines) => [answer(lines), lines],
});

wrongAnswer(work, 'pipeline.2', clean, {
  says: 'keeps the last line of a date',
  answer: (lines) => clean([...lines].reverse()),
  loses: 1,
});

wrongAnswer(work, 'pipeline.2', clean, {
  says: 'throws swapped days away',
  answer: (lines) => clean(lines.filter(({ high, low }) => high >= low)),
  loses: 3,
});

wrongAnswer(work, 'pipeline.2', clean, {
  says: 'sorts the lines that it was given',
  answer: (lines) => {
    const result = clean(lines);
    (lines as Day[]).sort((a, b) => (a.date < b.date ? -1 : 1));
    return result;
  },
  loses: 1,
});

// %% [markdown]
// ## 3 · Examples
//
// **Exercise pipeline.3** Turn clean days into examples: what is known in the evening of a day
// (high, low, wind, rain, in this order), and whether the *next day of the calendar* was wet. Some
// days are not in the file. A day whose next day is not there makes no example.

// %% tags=["exercise"]
function examplesOf(sorted: readonly Day[]): Example[] {
  // solution
  const nextDate = (date: string) =>
    new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  return sorted.flatMap(({ date, high, low, wind, rain }, i) => {
    const next = sorted[i + 1];
    if (next === undefined || next.date !== nextDate(date)) return [];
    return [{ date, features: [high, low, wind, rain], wet: next.rain > 0 ? 1 : 0 }];
  });
}

// %% tags=["visible"]
await visible(
  'pipeline.3',
  examplesOf,
  {
    'two days, one example': (answer) =>
      equals(answer([monday, tuesday]), [{ date: '2014-06-02', features: [20, 11, 3, 0], wet: 1 }]),
    'a gap makes no example': (answer) => equals(answer([monday, wednesday]), []),
  },
  {
    hints: [
      'The last day can be no example: nobody knows its tomorrow.',
      'Look at the next entry only if its date is the date of tomorrow.',
      'new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10) is tomorrow.',
    ],
  },
);

// %% tags=["hidden"]
hidden(work, 'pipeline.3', examplesOf, {
  test: 'the cleaned file',
  points: 2,
  inputs: (_, data) => [clean(data.days)],
  call: (answer, sorted) => answer(sorted),
});

hidden(work, 'pipeline.3', examplesOf, {
  test: 'ends of months and years, and 29 February',
  points: 1,
  inputs: (random) => [
    [
      '2012-02-28',
      '2012-02-29',
      '2012-03-01',
      '2012-12-31',
      '2013-01-01',
      '2013-02-28',
      '2013-03-01',
    ].map((date) => ({ date, high: 9, low: 1, wind: 2, rain: random.integer(0, 2) })),
  ],
  call: (answer, sorted) => answer(sorted),
});

wrongAnswer(work, 'pipeline.3', examplesOf, {
  says: 'asks for the rain of the same day',
  answer: (sorted) =>
    examplesOf(sorted).map((one) => ({ ...one, wet: Number(one.features[3]! > 0) })),
  loses: 3,
});

wrongAnswer(work, 'pipeline.3', examplesOf, {
  says: 'takes the next line for the next day',
  answer: (sorted) =>
    sorted.slice(0, -1).map(({ date, high, low, wind, rain }, i) => {
      return { date, features: [high, low, wind, rain], wet: sorted[i + 1]!.rain > 0 ? 1 : 0 };
    }),
  loses: 3,
});

// %% [markdown]
// ## 4 · Split
//
// **Exercise pipeline.4** Split examples by time. `test` holds those whose date is `first` or later.
// `train` holds those of which *everything*, the answer too, was known before the day `first` began.

// %% tags=["exercise"]
function splitByTime(
  examples: readonly Example[],
  first: string,
): { train: Example[]; test: Example[] } {
  // solution
  const eve = new Date(Date.parse(first) - 86_400_000).toISOString().slice(0, 10);
  return {
    train: examples.filter(({ date }) => date < eve),
    test: examples.filter(({ date }) => date >= first),
  };
}

// %% tags=["visible"]
const june = ['2014-06-01', '2014-06-02', '2014-06-03', '2014-06-04'].map(
  (date): Example => ({ date, features: [20, 10, 3, 0], wet: 0 }),
);

await visible(
  'pipeline.4',
  splitByTime,
  {
    'the test begins with the day that was named': (answer) =>
      equals(
        answer(june, '2014-06-03').test.map(({ date }) => date),
        ['2014-06-03', '2014-06-04'],
      ),
    'train and test share no example': (answer) => {
      const { train, test } = answer(june, '2014-06-03');
      return train.every(({ date }) => !test.some((other) => other.date === date));
    },
  },
  {
    hints: [
      'What does the label of the day before `first` say, and on which day is it known?',
      'The example of the evening before `first` is answered by the day `first` itself.',
      'That one example belongs to neither part.',
    ],
  },
);

// %% tags=["hidden"]
hidden(work, 'pipeline.4', splitByTime, {
  test: 'the examples of the file, at three days',
  points: 1,
  inputs: (random, data) => {
    const examples = examplesOf(clean(data.days));
    return random.choice(examples, 3).map(({ date }) => ({ examples, first: date }));
  },
  call: (answer, { examples, first }) => answer(examples, first).test,
});

hidden(work, 'pipeline.4', splitByTime, {
  test: 'no answer of a training example lies in the test',
  points: 2,
  inputs: (_, data) => {
    const examples = examplesOf(clean(data.days));
    const firsts = ['2014-01-01', '2014-03-01', data.firstTestDay];
    return firsts.map((first) => ({ examples, first }));
  },
  call: (answer, { examples, first }) => answer(examples, first).train,
});

wrongAnswer(work, 'pipeline.4', splitByTime, {
  says: 'trains on the evening before',
  answer: (examples, first) => ({
    train: examples.filter(({ date }) => date < first),
    test: examples.filter(({ date }) => date >= first),
  }),
  loses: 2,
});

wrongAnswer(work, 'pipeline.4', splitByTime, {
  says: 'begins the test a day late',
  answer: (examples, first) => ({
    train: splitByTime(examples, first).train,
    test: examples.filter(({ date }) => date > first),
  }),
  loses: 1,
});

// %% [markdown]
// ## 5 · Fill
//
// **Exercise pipeline.5** Fill the gaps of both parts. Each feature's gap gets the median of that
// feature's values *in the training part*. Return the two parts as rows of numbers. `SimpleImputer`
// of `mle-kit` does it, in a table or a `Matrix`, where a gap is NaN.

// %% tags=["exercise"]
import { Matrix, SimpleImputer } from 'mle-kit';

function fill(
  train: readonly Example[],
  test: readonly Example[],
): { train: number[][]; test: number[][] } {
  // solution
  const rows = (part: readonly Example[]) =>
    Matrix.from(part.map(({ features }) => features.map((value) => value ?? Number.NaN)));
  const nested = ({ data, rows: n, columns }: Matrix) =>
    Array.from({ length: n }, (_, i) => [...data.slice(i * columns, (i + 1) * columns)]);
  const imputer = new SimpleImputer({ strategy: 'median' }).fit(rows(train));
  return {
    train: nested(imputer.transform(rows(train))),
    test: nested(imputer.transform(rows(test))),
  };
}

// %% tags=["visible"]
const withWind = (...winds: (number | null)[]) =>
  winds.map(
    (wind, i): Example => ({ date: `2014-06-0${1 + i}`, features: [20, 10, wind, 0], wet: 0 }),
  );

await visible(
  'pipeline.5',
  fill,
  {
    'the median of the training part fills both': (answer) =>
      equals(answer(withWind(1, null, 2, 9), withWind(null, 100)), {
        train: [
          [20, 10, 1, 0],
          [20, 10, 2, 0],
          [20, 10, 2, 0],
          [20, 10, 9, 0],
        ],
        test: [
          [20, 10, 2, 0],
          [20, 10, 100, 0],
        ],
      }),
  },
  {
    hints: [
      'What is learned is learned from the training part alone, then used on both.',
      'The median of 1, 2 and 9 is 2; the gap itself does not count.',
      "new SimpleImputer({ strategy: 'median' }).fit(matrix).transform(other)",
    ],
  },
);

// %% tags=["hidden"]
hidden(work, 'pipeline.5', fill, {
  test: 'the training part of the file',
  points: 1,
  inputs: (_, data) => [splitByTime(examplesOf(clean(data.days)), data.firstTestDay)],
  call: (answer, { train, test }) => answer(train, test).train,
});

hidden(work, 'pipeline.5', fill, {
  test: 'a test with quite other winds changes nothing',
  points: 2,
  inputs: (random, data) => {
    const { train } = splitByTime(examplesOf(clean(data.days)), data.firstTestDay);
    const storm = train.slice(0, 20).map((one, i) => {
      const [high, low] = one.features;
      return { ...one, features: [high!, low!, i % 2 ? null : 40 + random.integer(0, 20), 0] };
    });
    return [{ train: train.slice(20, 120), test: storm }];
  },
  call: (answer, { train, test }) => answer(train, test),
});

wrongAnswer(work, 'pipeline.5', fill, {
  says: 'fills each part with its own median',
  answer: (train, test) => ({ train: fill(train, test).train, test: fill(test, test).train }),
  loses: 2,
});

wrongAnswer(work, 'pipeline.5', fill, {
  says: 'fills with 0',
  answer: (train, test) => {
    const zero = (part: readonly Example[]) =>
      part.map(({ features }) => features.map((value) => value ?? 0));
    return { train: zero(train), test: zero(test) };
  },
  loses: 3,
});

// %% [markdown]
// ## 6 · Baseline
//
// **Exercise pipeline.6** What is the least that a model has to beat? Always say the commoner label
// of the training part (0 where both are as common): its `accuracy` on the test. And always say the
// share of wet examples in the training part as the chance of rain: its Brier score on the test,
// the mean squared distance between chance and label.

// %% tags=["exercise"]
function baseline(
  train: readonly Example[],
  test: readonly Example[],
): { accuracy: number; brier: number } {
  // solution
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const share = mean(train.map(({ wet }) => wet));
  const label = share > 0.5 ? 1 : 0;
  return {
    accuracy: mean(test.map(({ wet }) => (wet === label ? 1 : 0))),
    brier: mean(test.map(({ wet }) => (wet - share) ** 2)),
  };
}

// %% tags=["visible"]
const labelled = (...labels: number[]) =>
  labels.map((wet, i): Example => ({ date: `2014-06-0${1 + i}`, features: [20, 10, 3, 0], wet }));

await visible(
  'pipeline.6',
  baseline,
  {
    'three wet of four, tested on one wet and one dry': (answer) =>
      equals(answer(labelled(1, 1, 1, 0), labelled(1, 0)), {
        accuracy: 0.5,
        brier: (0.25 ** 2 + 0.75 ** 2) / 2,
      }),
  },
  {
    hints: [
      'The training part decides what is said, the test only judges it.',
      'One number, the share of wet training examples, gives both answers.',
      'Brier: the mean of (wet − share)² over the test.',
    ],
  },
);

// %% tags=["hidden"]
hidden(work, 'pipeline.6', baseline, {
  test: 'the two parts of the file',
  points: 2,
  inputs: (_, data) => [splitByTime(examplesOf(clean(data.days)), data.firstTestDay)],
  call: (answer, { train, test }) => answer(train, test),
});

hidden(work, 'pipeline.6', baseline, {
  test: 'a test in which the other label is commoner, and a draw in training',
  points: 1,
  inputs: (random) => {
    const make = (labels: number[]) =>
      random.shuffle(labels).map((wet) => ({ date: '2014-06-01', features: [1, 0, 2, 0], wet }));
    return [
      { train: make([1, 1, 1, 0]), test: make([0, 0, 0, 0, 1]) },
      { train: make([1, 1, 0, 0]), test: make([0, 1, 1]) },
    ];
  },
  call: (answer, { train, test }) => answer(train, test),
});

wrongAnswer(work, 'pipeline.6', baseline, {
  says: 'learns from the test what is common there',
  answer: (_, test) => baseline(test, test),
  loses: 3,
});

wrongAnswer(work, 'pipeline.6', baseline, {
  says: 'gives the Brier score of the label instead of the share',
  answer: (train, test) => {
    const { accuracy } = baseline(train, test);
    return { accuracy, brier: 1 - accuracy };
  },
  loses: 3,
});

// %% [markdown]
// ## 7 · Model
//
// **Exercise pipeline.7** Return the chance of a wet tomorrow for each test example, by a `Pipeline`
// of `mle-kit`: gaps filled with the training median, columns standardised, then
// `LogisticRegression` with its defaults. `predictProbability` gives one column a class, 0 first.

// %% tags=["exercise"]
import { LogisticRegression, Pipeline, StandardScaler } from 'mle-kit';

function chances(train: readonly Example[], test: readonly Example[]): number[] {
  // solution
  const rows = (part: readonly Example[]) =>
    Matrix.from(part.map(({ features }) => features.map((value) => value ?? Number.NaN)));
  const fitted = new Pipeline({
    steps: [new SimpleImputer({ strategy: 'median' }), new StandardScaler()],
    model: new LogisticRegression(),
  }).fit(
    rows(train),
    train.map(({ wet }) => wet),
  );
  const { data, columns } = fitted.predictProbability(rows(test));
  return test.map((_, i) => data[i * columns + 1]!);
}

// %% tags=["visible"]
const humid = Array.from({ length: 40 }, (_, i): Example => {
  const wet = i % 2;
  return { date: '2014-06-01', features: [20 - 3 * wet, 10, 2 + (i % 5), 4 * wet + (i % 3)], wet };
});

await visible(
  'pipeline.7',
  chances,
  {
    'one chance an example': (answer) => answer(humid.slice(0, 30), humid.slice(30)).length === 10,
    'wet examples get higher chances': (answer) => {
      const found = answer(humid.slice(0, 30), humid.slice(30));
      return found.every((chance, i) => (i % 2 === 1 ? chance > 0.5 : chance < 0.5));
    },
  },
  {
    hints: [
      'Three parts in one pipeline: filling, scaling, model. It is fitted once, on the training part.',
      'new Pipeline({ steps: [imputer, scaler], model }).fit(matrix, labels)',
      'The chance of class 1 stands in the second column of predictProbability.',
    ],
  },
);

// %% tags=["hidden"]
hidden(work, 'pipeline.7', chances, {
  test: 'the two parts of the file',
  points: 3,
  inputs: (_, data) => [splitByTime(examplesOf(clean(data.days)), data.firstTestDay)],
  call: (answer, { train, test }) => answer(train, test),
  tolerance: 1e-6,
});

hidden(work, 'pipeline.7', chances, {
  test: 'a chance depends on its own example and the training part alone',
  points: 2,
  inputs: (random, data) => {
    const { train, test } = splitByTime(examplesOf(clean(data.days)), data.firstTestDay);
    const some = random.choice(test, 6);
    return [
      { train: train.slice(-200), test: some },
      { train: train.slice(-200), test: some.slice(0, 1) },
    ];
  },
  call: (answer, { train, test }) => answer(train, test),
  tolerance: 1e-6,
});

wrongAnswer(work, 'pipeline.7', chances, {
  says: 'gives the chance of a dry day',
  answer: (train, test) => chances(train, test).map((chance) => 1 - chance),
  loses: 5,
});

wrongAnswer(work, 'pipeline.7', chances, {
  says: 'gives labels',
  answer: (train, test) => chances(train, test).map((chance) => (chance > 0.5 ? 1 : 0)),
  loses: 5,
});

wrongAnswer(work, 'pipeline.7', chances, {
  says: 'fits on both parts',
  answer: (train, test) => chances([...train, ...test], test),
  loses: 5,
});

// %% [markdown]
// ## 8 · Ship it?
//
// **Exercise pipeline.8** Compare two forecasts of the same days, `plain` and `custom`. For each day
// the gain is how much smaller the squared distance of `custom` from the label is than that of
// `plain`. Return the mean `gain`, its one-sided 95% limit `lower` = gain − 1.645 · s / √n (s² is the
// variance with n − 1), and whether to ship: only when `lower` is above 0.

// %% tags=["exercise"]
function ships(
  labels: readonly number[],
  plain: readonly number[],
  custom: readonly number[],
): { gain: number; lower: number; ship: boolean } {
  // solution
  const gains = labels.map((wet, i) => (wet - plain[i]!) ** 2 - (wet - custom[i]!) ** 2);
  const n = gains.length;
  const gain = gains.reduce((sum, value) => sum + value, 0) / n;
  const variance = gains.reduce((sum, value) => sum + (value - gain) ** 2, 0) / (n - 1);
  const lower = gain - 1.645 * Math.sqrt(variance / n);
  return { gain, lower, ship: lower > 0 };
}

// %% tags=["visible"]
await visible(
  'pipeline.8',
  ships,
  {
    'a gain of a quarter on each of two days': (answer) =>
      equals(answer([1, 0], [0.5, 0.5], [1, 0]), { gain: 0.25, lower: 0.25, ship: true }),
    'twice the same forecast': (answer) =>
      equals(answer([1, 0], [0.5, 0.5], [0.5, 0.5]), { gain: 0, lower: 0, ship: false }),
  },
  {
    hints: [
      'First the list of gains, one a day: both forecasts are judged on the same day.',
      'Then the mean and the variance of that one list.',
      's / √n is Math.sqrt(variance / n).',
    ],
  },
);

// %% tags=["hidden"]
hidden(work, 'pipeline.8', ships, {
  test: 'the model of exercise 7 against the share of wet days',
  points: 2,
  inputs: (_, data) => {
    const { train, test } = splitByTime(examplesOf(clean(data.days)), data.firstTestDay);
    const share = train.reduce((sum, { wet }) => sum + wet, 0) / train.length;
    const labels = test.map(({ wet }) => wet);
    return [{ labels, plain: test.map(() => share), custom: chances(train, test) }];
  },
  call: (answer, { labels, plain, custom }) => answer(labels, plain, custom),
});

hidden(work, 'pipeline.8', ships, {
  test: 'a gain that chance explains, and a loss',
  points: 2,
  inputs: (random) =>
    [0.02, -0.3].map((better) => {
      const labels = Array.from({ length: 15 }, () => random.integer(0, 2));
      const plain = labels.map(() => random.uniform(0.3, 0.7));
      const custom = plain.map((chance, i) => {
        const moved = chance + (labels[i] === 1 ? better : -better) + random.uniform(-0.2, 0.2);
        return Math.max(0, Math.min(1, moved));
      });
      return { labels, plain, custom };
    }),
  call: (answer, { labels, plain, custom }) => answer(labels, plain, custom),
});

wrongAnswer(work, 'pipeline.8', ships, {
  says: 'ships on any gain',
  answer: (labels, plain, custom) => {
    const found = ships(labels, plain, custom);
    return { ...found, lower: found.gain, ship: found.gain > 0 };
  },
  loses: 4,
});

wrongAnswer(work, 'pipeline.8', ships, {
  says: 'exchanges the two forecasts',
  answer: (labels, plain, custom) => ships(labels, custom, plain),
  loses: 4,
});

// %% [markdown]
// ## 9 · Answer
//
// **Exercise pipeline.9** The service gets a text and has a model `predict`. A good request is a JSON
// object with exactly the numbers `high`, `low`, `wind` and `rain`. Return
// - `{ status: 400, wrong: [] }` for a text that is no JSON object,
// - `{ status: 422, wrong }` with the sorted names of all fields that are missing, too many, or no
//   number (`null` is none, `"3"` is none),
// - `{ status: 200, chance }` else, where `chance` is what `predict` says of [high, low, wind, rain].

// %% tags=["exercise"]
type Reply = { status: number; wrong: string[] } | { status: 200; chance: number };

function reply(text: string, predict: (features: readonly number[]) => number): Reply {
  // solution
  const names = ['high', 'low', 'wind', 'rain'];
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { status: 400, wrong: [] };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { status: 400, wrong: [] };
  }
  const values = new Map(Object.entries(body));
  const wrong = [...new Set([...names, ...values.keys()])].filter(
    (name) => !names.includes(name) || typeof values.get(name) !== 'number',
  );
  if (wrong.length > 0) return { status: 422, wrong: wrong.sort() };
  return { status: 200, chance: predict(names.map((name) => values.get(name) as number)) };
}

// %% tags=["visible"]
const sure = () => 0.9;

await visible(
  'pipeline.9',
  reply,
  {
    'a good request': (answer) =>
      equals(answer('{"high":20,"low":11,"wind":3,"rain":0}', sure), { status: 200, chance: 0.9 }),
    'a temperature is missing, the wind is a text': (answer) =>
      equals(answer('{"low":11,"wind":"3","rain":0}', sure), {
        status: 422,
        wrong: ['high', 'wind'],
      }),
    'half a request': (answer) => equals(answer('{"high":', sure), { status: 400, wrong: [] }),
  },
  {
    hints: [
      'Three questions in this order: is it JSON, is it an object, are its fields right?',
      'JSON.parse throws on what is no JSON. Arrays and null are objects to typeof.',
      'Never turn a value into a number: Number(null) is 0, a fine temperature.',
    ],
  },
);

// %% tags=["hidden"]
hidden(work, 'pipeline.9', reply, {
  test: 'good requests, in any order of fields',
  points: 1,
  inputs: (random) =>
    [1, 2, 3].map(() => {
      const values = ['high', 'low', 'wind', 'rain'].map((name): [string, number] => [
        name,
        random.integer(-9, 30),
      ]);
      return JSON.stringify(Object.fromEntries(random.shuffle(values)));
    }),
  call: (answer, text) => answer(text, (features) => features.reduce((sum, x) => 10 * sum + x, 0)),
});

hidden(work, 'pipeline.9', reply, {
  test: 'null, texts, truth values and lists are no numbers',
  points: 2,
  inputs: (random) => {
    const names = random.shuffle(['high', 'low', 'wind', 'rain']);
    return random
      .shuffle(['null', '"3"', 'true', '[3]', '""'])
      .map((value, i) => `{${names.map((name, j) => `"${name}":${j === i % 4 ? value : j}`)}}`);
  },
  call: (answer, text) => answer(text, () => 0.5),
});

hidden(work, 'pipeline.9', reply, {
  test: 'fields that are missing or too many are all named',
  points: 1,
  inputs: () => ['{}', '{"high":1,"low":0,"wind":2,"rain":3,"city":"x"}', '{"Rain":1,"high":2}'],
  call: (answer, text) => answer(text, () => 0.5),
});

hidden(work, 'pipeline.9', reply, {
  test: 'what is no JSON object, and nothing else, is a bad request',
  points: 1,
  inputs: () => [
    '',
    '[1,2,3,4]',
    'null',
    '"high"',
    '7',
    '{"high":1',
    'high=1',
    '{"high":1,"low":0,"wind":2,"rain":3}',
  ],
  call: (answer, text) => answer(text, () => 0.5),
});

wrongAnswer(work, 'pipeline.9', reply, {
  says: 'makes numbers of everything',
  answer: (text, predict) => {
    try {
      const body = JSON.parse(text) as Record<string, unknown>;
      const values = Object.entries(body).map(([name, value]) => [name, Number(value)]);
      return reply(JSON.stringify(Object.fromEntries(values)), predict);
    } catch {
      return reply(text, predict);
    }
  },
  loses: 3,
});

wrongAnswer(work, 'pipeline.9', reply, {
  says: 'names only the first wrong field',
  answer: (text, predict) => {
    const found = reply(text, predict);
    return 'wrong' in found ? { ...found, wrong: found.wrong.slice(0, 1) } : found;
  },
  loses: 1,
});

wrongAnswer(work, 'pipeline.9', reply, {
  says: 'hands the fields on in the order of the request',
  answer: (text, predict) => {
    const found = reply(text, predict);
    if ('wrong' in found) return found;
    return { status: 200, chance: predict(Object.values(JSON.parse(text) as object)) };
  },
  loses: 1,
});

// %% [markdown]
// ## 10 · Alarm
//
// **Exercise pipeline.10** Compare what the service sees now with the training days, feature by
// feature (high, low, wind, rain): the two-sample test `kolmogorovSmirnov` of `mle-kit`, gaps left
// out. Four tests are four chances of a false alarm: a feature has drifted when its `pValue` is below
// 0.01 / 4. Return the names of the features that have drifted, in this order.

// %% tags=["exercise"]
import { kolmogorovSmirnov } from 'mle-kit';

function drifted(reference: readonly Example[], current: readonly Example[]): string[] {
  // solution
  const column = (part: readonly Example[], j: number) =>
    part.map(({ features }) => features[j] ?? Number.NaN);
  return ['high', 'low', 'wind', 'rain'].filter(
    (_, j) => kolmogorovSmirnov(column(reference, j), column(current, j)).pValue < 0.01 / 4,
  );
}

// %% tags=["visible"]
await visible(
  'pipeline.10',
  drifted,
  {
    'the same days drift nowhere': (answer) => equals(answer(humid, humid), []),
    'a heat wave shows in the highest temperature': (answer) =>
      equals(
        answer(
          humid,
          humid.map((one) => ({
            ...one,
            features: one.features.map((value, j) => (j === 0 ? 35 : value)),
          })),
        ),
        ['high'],
      ),
  },
  {
    hints: [
      'One test a feature, on the two lists of its values.',
      'kolmogorovSmirnov leaves out NaN; a gap in your data is null.',
      'kolmogorovSmirnov(a, b).pValue < 0.01 / 4',
    ],
  },
);

// %% tags=["hidden"]
hidden(work, 'pipeline.10', drifted, {
  test: 'a summer against all seasons: both temperatures',
  points: 2,
  inputs: (_, data) => {
    const { train, test } = splitByTime(examplesOf(clean(data.days)), data.firstTestDay);
    const summer = test.filter(({ date }) => /-0[678]-/.test(date));
    return [
      { reference: train, current: summer },
      { reference: summer, current: summer },
    ];
  },
  // Whether wind and rain differ in summer, too, is a close call for some, and not asked here.
  call: (answer, { reference, current }) =>
    answer(reference, current).filter((name) => name === 'high' || name === 'low'),
});

hidden(work, 'pipeline.10', drifted, {
  test: 'a sensor that reads km/h, with gaps in it',
  points: 1,
  inputs: (random, data) => {
    const { train, test } = splitByTime(examplesOf(clean(data.days)), data.firstTestDay);
    const faster = test.map((one) => {
      const [high, low, wind, rain] = one.features as [number, number, number | null, number];
      const gap = wind === null || random.uniform() < 0.2;
      return { ...one, features: [high, low, gap ? null : 3.6 * wind, rain] };
    });
    return [faster, train].map((current) => ({ reference: train, current }));
  },
  call: (answer, { reference, current }) => answer(reference, current).includes('wind'),
});

hidden(work, 'pipeline.10', drifted, {
  test: 'a difference between 0.01 / 4 and 0.05 is no alarm, a larger one is',
  points: 1,
  inputs: (random) => {
    const part = (move: number) =>
      Array.from({ length: 40 }, (_, i) => ({
        date: '2014-06-01',
        features: [i + move, i, i % 7 === 0 ? null : i, i],
        wet: 0,
      }));
    // Moved by 13 of 40 ranks, the p-value is 0.03; by 20, 0.00007.
    return [13, 20].map((move) => ({
      reference: random.shuffle(part(0)),
      current: random.shuffle(part(move)),
    }));
  },
  call: (answer, { reference, current }) => answer(reference, current),
});

wrongAnswer(work, 'pipeline.10', drifted, {
  says: 'forgets that four tests are four chances',
  answer: (reference, current) => {
    const column = (part: readonly Example[], j: number) =>
      part.map(({ features }) => features[j] ?? Number.NaN);
    return ['high', 'low', 'wind', 'rain'].filter(
      (_, j) => kolmogorovSmirnov(column(reference, j), column(current, j)).pValue < 0.05,
    );
  },
  loses: 1,
});

wrongAnswer(work, 'pipeline.10', drifted, {
  says: 'never rings',
  answer: () => [],
  loses: 4,
});

// %% [markdown]
// ## 11 · A page for the person on duty
//
// **Exercise pipeline.11** Write at most one page, into the cell below, for someone who has to decide
// at nine in the evening and has never heard of a Brier score: what the forecast is good for, when
// not to trust it, and what to do then. Take your numbers from your own functions. A person reads it.

// %%
import { rubric } from 'mle-kit/grading';

rubric(work, 'pipeline.11', {
  criteria: [
    {
      says: 'says how good it is beside "always the commoner answer", in days of a hundred',
      points: 1,
    },
    { says: 'names two situations in which not to trust it, each with what shows it', points: 2 },
    { says: 'says what to do instead, so that it can be done at nine in the evening', points: 1 },
    { says: 'claims nothing that the data cannot show', points: 1 },
  ],
});

// %% [markdown]
// *Write here.*

// %% [markdown] tags=["instructor"]
// For the instructor: most marks are lost in pipeline.4, on the evening before the test begins, and
// in pipeline.9, on `Number(null)`. In Seattle the model is right on 76 days of 100, the baseline on
// 63; in New York on 72 and 70, and an honest page says so: give its author full marks. Ask in class
// who would have found the swapped days without pipeline.1.
