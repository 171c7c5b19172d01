// ---
// title: "08 · Linear regression: what a line may say"
// minutes: 60
// needs: [00-start-here]
// objectives:
//   - fit a line from scratch in two ways, and show that both agree
//   - read a coefficient aloud without claiming more than the data say
//   - tell from a picture of residuals what a model has not understood
//   - explain why unscaled features make gradient descent crawl, and by how much
//   - use ridge where columns nearly say the same thing
// ---

// %% [markdown]
// ## 8.0 A weight without a scale
//
// You are on a beach in Antarctica. You have a calliper and a notebook; the scale stayed on the
// ship. You want the body mass of the penguin in front of you, because mass tells whether it has
// eaten. What you have is a table of earlier birds that were both measured and weighed.
//
// That is supervised learning in one picture: some columns are cheap (beak, flipper), one is
// expensive (mass), and in the past somebody paid for it. A *regression* predicts a number; a
// *linear* regression predicts it by adding up the cheap columns, each times a weight of its own.
// It is the oldest model in this course and the one that you will still use in ten years, since it
// is quick, needs no tuning, and can be read aloud. Reading it aloud is where people go wrong.
//
// **Guess first.** *Does a deeper beak make a lighter penguin?* Say yes or no, and how many grams
// a millimetre of beak is worth. You will be asked again.

// %%
import { predict, reveal } from 'mle-kit';

predict('8.0', {
  question: 'How many grams heavier is a penguin whose beak is deeper by one millimetre?',
  unit: 'g',
  guess: undefined, // a number such as 100, below zero for lighter, or an interval such as [-50, 50]
});

// %%
import { loadDataset, show, type Table, type Vector } from 'mle-kit';

const everyone = await loadDataset('penguins');
show(everyone, { rows: 5 });

// %% [markdown]
// A row is one bird. Some cells are missing, and one sex was typed as a full stop: an honest data
// set. We keep the birds whose row is complete; chapter 05 shows when that is allowed.

// %%
const penguins = everyone.dropMissing().filter((bird) => bird.sex !== '.');
const depth = penguins.number('beak_depth_mm');
const mass = penguins.number('body_mass_g');
console.log(`${penguins.rowCount} of ${everyone.rowCount} birds are complete`);

// %% [markdown]
// ## 8.1 A line from scratch
//
// With one column, the model is *mass ≈ slope · depth + intercept*. Which line is best? The one
// whose squared misses add up to the least: squares, because a miss of 800 g is worse than two of
// 400 g, and because the answer can then be written down without searching:
//
// $$\text{slope} = \frac{\sum (x_i - \bar x)(y_i - \bar y)}{\sum (x_i - \bar x)^2}, \qquad
// \text{intercept} = \bar y - \text{slope}\cdot\bar x$$
//
// In words: how much depth and mass go up *together*, per how much depth goes up at all. The line
// then runs through the average bird.

// %%
function fitLine(x: Vector, y: Vector): { slope: number; intercept: number } {
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length;
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length;
  let together = 0;
  let alone = 0;
  x.forEach((value, i) => {
    together += (value - meanX) * (y[i]! - meanY);
    alone += (value - meanX) ** 2;
  });
  return { slope: together / alone, intercept: meanY - (together / alone) * meanX };
}

// %%
const overall = fitLine(depth, mass);
console.log(`${overall.slope.toFixed(1)} g for each millimetre of beak depth`);
reveal('8.0', overall.slope);

// %% [markdown]
// Below zero: among these birds, a deeper beak goes with a *lighter* body. If you guessed so, your
// guess has just been confirmed by the best line there is. Write the sentence that you would now
// put into a report.
//
// Before we believe it, the library's version. From here on we use that one; it takes any number of
// columns, stays accurate where ours would lose digits, and is tested against scikit-learn and
// against data that NIST certified. A cell shows that both say the same.

// %%
import { LinearRegression } from 'mle-kit';

const byLibrary = new LinearRegression().fit(penguins.toMatrix(['beak_depth_mm']), mass);
console.log('slope    ', overall.slope.toFixed(6), byLibrary.state.weights[0]?.toFixed(6));
console.log('intercept', overall.intercept.toFixed(6), byLibrary.state.intercept.toFixed(6));

// %% [markdown]
// ## 8.2 The same question, asked three times
//
// The table holds three species. Ask each of them alone.

// %%
const species = ['Adelie', 'Chinstrap', 'Gentoo'];
const birdsOf = (name: string): Table => penguins.filter((bird) => bird.species === name);
const fits = species.map((name) => {
  const birds = birdsOf(name);
  return fitLine(birds.number('beak_depth_mm'), birds.number('body_mass_g'));
});
species.forEach((name, i) => {
  console.log(name.padEnd(10), `${fits[i]!.slope.toFixed(1).padStart(7)} g per mm`);
});

// %% [markdown]
// Every one of them says the opposite. Look at the picture before you read on, and find the reason
// yourself: where does the group with the shallow beaks sit?

// %%
import { scatter } from 'mle-kit';

const ends = (values: Vector): [number, number] => [Math.min(...values), Math.max(...values)];
function segment(name: string, x: Vector, fit: { slope: number; intercept: number }) {
  const [low, high] = ends(x);
  const at = (value: number) => fit.slope * value + fit.intercept;
  return { name, x: [low, high], y: [at(low), at(high)] };
}

show(
  scatter({
    x: depth,
    y: mass,
    group: penguins.string('species').map(String),
    lines: [
      segment('all birds together', depth, overall),
      ...species.map((name, i) => segment(name, birdsOf(name).number('beak_depth_mm'), fits[i]!)),
    ],
    title: 'One falling line, three rising ones',
    xTitle: { label: 'Beak depth', unit: 'mm' },
    yTitle: { label: 'Body mass', unit: 'g' },
    altText:
      `Over all birds mass falls by ${(-overall.slope).toFixed(0)} g per mm of beak depth, ` +
      'yet within each of the three species it rises: the heavy Gentoos have the shallow beaks.',
  }),
);

// %% [markdown]
// Gentoos are big birds with shallow beaks. Pool them with the two smaller species and the line
// hardly describes beaks any more: it runs from one *cloud* to the other. This is Simpson's
// paradox, and nothing in it is a mistake of arithmetic. The slope answered a question, only not
// the one you had in mind:
//
// - *If I catch any bird and its beak is 1 mm deeper, what mass do I expect?* About the falling
//   line: a deep beak makes it likely that the bird is no Gentoo.
// - *If this Adelie's beak were 1 mm deeper, …?* No regression knows; it has never seen a beak
//   grow. The rising lines at least compare birds of a kind.
//
// So read a coefficient aloud like this: **"Among birds like those in the table, birds that differ
// by one millimetre differ on average by so many grams, other things left as they fell."** The last
// part is the one that reports leave out.
//
// The model can be told the species. Words become columns of zeros and ones, and one slope is then
// shared by all three.

// %%
import { Matrix } from 'mle-kit';

const kind = penguins.string('species');
const indicator = (name: string) => Float64Array.from(kind, (value) => (value === name ? 1 : 0));
const withSpecies = Matrix.fromColumns([depth, indicator('Chinstrap'), indicator('Gentoo')]);
const sharedSlope = new LinearRegression().fit(withSpecies, mass);
console.log(`${sharedSlope.state.weights[0]?.toFixed(1)} g per mm, species held fixed`);

// %% [markdown]
// The sign has turned. Not one bird was added or removed; a column was.
//
// ## 8.3 Several columns: the normal equations
//
// **Guess first.** Which predicts mass better: two *words* (species and sex), or three calliper
// *lengths* (beak length, beak depth, flipper)?

// %%
predict('8.3', {
  question: 'Which predicts body mass better?',
  options: ['two words', 'three lengths'],
  guess: undefined, // one of the options; with `confidence: 0.7` you say how sure you are
});

// %% [markdown]
// With several columns, stack the birds as rows of a matrix $X$ with a column of ones for the
// intercept. The best weights solve
//
// $$X^\top X\, w = X^\top y,$$
//
// one small system of equations, however many birds there are. `solveCholesky` solves it.

// %%
import { dot, solveCholesky } from 'mle-kit';

function solveNormalEquations(columns: readonly Vector[], y: Vector): Vector {
  const all = [...columns, new Float64Array(y.length).fill(1)];
  const gram = Matrix.from(all.map((left) => all.map((right) => dot(left, right))));
  return solveCholesky(
    gram,
    all.map((column) => dot(column, y)),
  );
}

const lengths = ['beak_length_mm', 'beak_depth_mm', 'flipper_length_mm'];
const byHand = solveNormalEquations(
  lengths.map((name) => penguins.number(name)),
  mass,
);
const calliper = new LinearRegression().fit(penguins.toMatrix(lengths), mass);
const library = [...calliper.state.weights, calliper.state.intercept];
console.log('by hand', Array.from(byHand, (weight) => weight.toFixed(4)).join('  '));
console.log('library', library.map((weight) => weight.toFixed(4)).join('  '));

// %% [markdown]
// Both agree here. They would not if two columns nearly coincided: forming $X^\top X$ squares the
// trouble, and half of the digits are lost. The library takes another way (a QR decomposition)
// where that threatens; section 8.6 meets such columns.
//
// Now the answer to your guess. R² is the share of the variation in mass that a model accounts for:
// 0 is no better than always saying the average, 1 is perfect.

// %%
import { r2Score } from 'mle-kit';

const male = Float64Array.from(penguins.string('sex'), (sex) => (sex === 'MALE' ? 1 : 0));
const words = Matrix.fromColumns([indicator('Chinstrap'), indicator('Gentoo'), male]);
const byWords = new LinearRegression().fit(words, mass);
const ofLengths = r2Score(mass, calliper.predict(penguins.toMatrix(lengths)));
const ofWords = r2Score(mass, byWords.predict(words));
console.log('three lengths', ofLengths.toFixed(3));
console.log('two words    ', ofWords.toFixed(3));
reveal('8.3', ofWords > ofLengths ? 'two words' : 'three lengths');

// %% [markdown]
// Two words beat three measurements. Before you polish a model, ask which column is missing.
//
// ## 8.4 The other way: gradient descent
//
// The closed form is special. For nearly every later model in this course nobody can write the
// answer down, so we search for it: start anywhere, look which way is downhill, take a step, repeat.
// The way downhill is the *gradient*, for each weight the average of (miss × that column):
//
// $$g = \tfrac{1}{n} X^\top (Xw - y), \qquad w \leftarrow w - \text{rate}\cdot g$$
//
// Columns first go on one scale: subtract the mean, divide by the standard deviation. The exercise
// at the end shows what happens to those who skip this.

// %%
function standardise(column: Vector): Vector {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
  return column.map((value) => (value - mean) / Math.sqrt(variance));
}

const scaled = lengths.map((name) => standardise(penguins.number(name)));
const meanMass = mass.reduce((sum, value) => sum + value, 0) / mass.length;
const centred = mass.map((value) => value - meanMass); // no intercept is needed then

// %%
function gradientOf(w: readonly number[], columns: readonly Vector[], y: Vector): number[] {
  const miss = y.map((value, i) => {
    return columns.reduce((sum, column, j) => sum + column[i]! * w[j]!, 0) - value;
  });
  return columns.map((column) => dot(column, miss) / y.length);
}

function descend(columns: readonly Vector[], y: Vector, rate: number, steps: number): number[][] {
  const path = [columns.map(() => 0)];
  for (let step = 0; step < steps; step++) {
    const w = path.at(-1)!;
    const gradient = gradientOf(w, columns, y);
    path.push(w.map((weight, j) => weight - rate * gradient[j]!));
  }
  return path;
}

// %%
const path = descend(scaled, centred, 0.5, 200);
const closed = new LinearRegression().fit(Matrix.fromColumns(scaled), mass);
console.log(
  'descent    ',
  path
    .at(-1)!
    .map((weight) => weight.toFixed(4))
    .join('  '),
);
console.log('closed form', closed.state.weights.map((weight) => weight.toFixed(4)).join('  '));

// %% [markdown]
// Two roads, one place. The second one is the road to neural networks, where only it exists.
//
// How fast it gets there depends on the rate. Too small, and it crawls; too large, and each step
// jumps across the valley and lands higher than it started. **Guess first:** which of the three
// rates below is the largest that still works?

// %%
import { line, rootMeanSquaredError } from 'mle-kit';

function lossAlong(steps: readonly number[][]): number[] {
  const X = Matrix.fromColumns(scaled);
  return steps.map((w) => {
    const guess = Float64Array.from({ length: X.rows }, (_, i) => dot(X.row(i), w));
    return rootMeanSquaredError(centred, guess);
  });
}

const rates = [0.02, 0.5, 1.05];
const losses = rates.map((rate) => lossAlong(descend(scaled, centred, rate, 40)));
const at = (rate: number) => losses[rates.indexOf(rate)]!;
show(
  line({
    series: rates.map((rate) => ({
      name: `rate ${rate}`,
      x: Array.from({ length: 41 }, (_, step) => step),
      y: at(rate),
    })),
    title: 'Too slow, right, and too fast',
    xTitle: { label: 'Step', unit: null },
    yTitle: { label: 'Root mean squared error', unit: 'g' },
    yLog: true,
    altText:
      `After 40 steps rate 0.5 stands at ${at(0.5)[40]!.toFixed(0)} g, rate 0.02 still at ` +
      `${at(0.02)[40]!.toFixed(0)} g, and rate 1.05 has run away to ${at(1.05)[40]!.toFixed(0)} g.`,
  }),
);

// %% [markdown]
// There is a sharp limit, and it is no matter of taste: above 2 divided by the largest *eigenvalue*
// of $X^\top X / n$ every step makes things worse. (An eigenvalue says how steeply the valley bends in
// one of its own directions; chapter [02](02-core-blueprint.ipynb) draws it.)
//
// And those who skip the scaling? Millimetres as they come, a column of ones for the intercept, and
// nearly the largest rate that does not explode:

// %%
const ones = new Float64Array(mass.length).fill(1);
const raw = [...lengths.map((name) => penguins.number(name)), ones];
const tired = descend(raw, mass, 4e-5, 20_000).at(-1)!;
const tiredGuess = mass.map((_, i) =>
  raw.reduce((sum, column, j) => sum + column[i]! * tired[j]!, 0),
);
const bestGuess = calliper.predict(penguins.toMatrix(lengths));
console.log(`after 20,000 steps ${rootMeanSquaredError(mass, tiredGuess).toFixed(0)} g`);
console.log(`the optimum        ${rootMeanSquaredError(mass, bestGuess).toFixed(0)} g`);

// %% [markdown]
// Twenty thousand steps, and the end is not in sight; scaled, forty were plenty. Nothing throws,
// the loss falls at every step, and a colleague who stops here reports a poor model of good data.
// Exercise 8.4 predicts both numbers of steps before running either.
//
// ## 8.5 How good is it, and where is it wrong?
//
// A score on the birds that the line was fitted to flatters it. So we set a quarter of them aside
// *before* fitting, and we compare with the least that anyone could do: always say the mean.

// %%
import { MeanRegressor, meanAbsoluteError, trainTestSplit } from 'mle-kit';

const { train, test } = trainTestSplit(penguins, {
  testShare: 0.25,
  seed: 8,
  stratifyBy: 'species',
});
const model = new LinearRegression().fit(train.toMatrix(lengths), train.number('body_mass_g'));
const lazy = new MeanRegressor().fit(train.toMatrix(lengths), train.number('body_mass_g'));
const truth = test.number('body_mass_g');
for (const [name, fitted] of [
  ['mean', lazy],
  ['line', model],
] as const) {
  const guess = fitted.predict(test.toMatrix(lengths));
  const rmse = rootMeanSquaredError(truth, guess).toFixed(0);
  console.log(
    `${name}: off by ${meanAbsoluteError(truth, guess).toFixed(0)} g on average, RMSE ${rmse} g`,
  );
}

// %% [markdown]
// A number says *how* wrong. The residuals, truth minus prediction, say *where*. If the model had
// understood everything that can be understood from its columns, they would be a shapeless cloud
// around zero, the same for everyone.

// %%
const residuals = mass.map((value, i) => value - bestGuess[i]!);
const averageOf = (sex: string) => {
  const own = residuals.filter((_, i) => penguins.string('sex')[i] === sex);
  return own.reduce((sum, value) => sum + value, 0) / own.length;
};
console.log(`males ${averageOf('MALE').toFixed(0)} g, females ${averageOf('FEMALE').toFixed(0)} g`);

// %%
import { combine, histogram } from 'mle-kit';

show(
  combine(
    [
      scatter({
        x: bestGuess,
        y: residuals,
        group: penguins.string('sex').map(String),
        title: 'By prediction',
        xTitle: { label: 'Predicted mass', unit: 'g' },
        yTitle: { label: 'Residual', unit: 'g' },
        referenceLines: [{ axis: 'y', at: 0, label: 'no error' }],
        altText:
          'At every predicted mass the males lie higher than the females: on average above zero.',
      }),
      histogram({
        values: residuals,
        group: penguins.string('sex').map(String),
        title: 'By sex',
        xTitle: { label: 'Residual', unit: 'g' },
        yTitle: { label: 'Birds', unit: null },
        altText: 'Two overlapping humps, one for each sex, where a finished model shows one.',
      }),
    ],
    {
      title: 'What the calliper model has not understood',
      altText:
        `Males are underestimated by ${averageOf('MALE').toFixed(0)} g on average and females ` +
        `overestimated by ${(-averageOf('FEMALE')).toFixed(0)} g: the residuals still tell the sex.`,
    },
  ),
);

// %% [markdown]
// The colours are not evenly mixed: the males lie higher, and the two humps stand apart. The calliper
// model does not know about sex, and its errors tell on it. A pattern in the residuals is a column that is waiting to be found.
//
// ## 8.6 When two columns say the same: ridge
//
// Somebody measures each flipper twice, the second time with a slightly shaky hand. More data
// cannot hurt, can it?

// %%
import { Ridge } from 'mle-kit';

const flipper = penguins.number('flipper_length_mm');
const shaky = flipper.map((value, i) => value + 0.05 * Math.sin(7 * i)); // ± 0.05 mm
const twice = Matrix.fromColumns([flipper, shaky].map(standardise));
const halves = [0, 1].map((part) =>
  Array.from({ length: mass.length }, (_, i) => i).filter((i) => i % 2 === part),
);
for (const rows of halves) {
  const y = rows.map((i) => mass[i]!);
  const plain = new LinearRegression().fit(twice.selectRows(rows), y).state.weights;
  const ridge = new Ridge({ alpha: 1 }).fit(twice.selectRows(rows), y).state.weights;
  const text = (weights: readonly number[]) =>
    weights.map((w) => w.toFixed(0).padStart(7)).join('');
  console.log(`plain ${text(plain)}   ridge ${text(ridge)}`);
}

// %% [markdown]
// Each line is one half of the birds. The plain weights are huge, of opposite sign, and thousands
// apart from one half to the other: only the *sum* of the two is determined (some 700 in both halves),
// so the difference is fitted to noise. Ridge adds a price on large weights,
//
// $$\sum (y_i - \hat y_i)^2 + \alpha \sum w_j^2,$$
//
// and two weights that share the work are cheaper than two that quarrel: $0.5^2 + 0.5^2$ is a half,
// $20^2 + 19^2$ is 761, and both pairs can add up to one. So each column gets about half of the
// work, in both halves of the data.
//
// The price pulls *every* weight towards zero. How strong should it be? The birds set aside show the
// shape of the answer. (Only the shape: they are our test, and whoever chooses by the test has no test
// any more. To *choose* an alpha, set aside a part of the training birds. And scale the columns first,
// since a price on weights depends on their units; these two are in millimetres both.)

// %%
const pair = (rows: Table) => {
  const f = rows.number('flipper_length_mm');
  const second = f.map((value, i) => value + 0.05 * Math.sin(7 * i));
  return Matrix.fromColumns([f, second]);
};
for (const alpha of [0, 0.01, 1, 100, 10_000, 1_000_000]) {
  const fitted = new Ridge({ alpha }).fit(pair(train), train.number('body_mass_g'));
  const rmse = rootMeanSquaredError(truth, fitted.predict(pair(test)));
  console.log(`alpha ${String(alpha).padStart(7)}   RMSE on unseen birds ${rmse.toFixed(0)} g`);
}

// %% [markdown]
// Read the first rows honestly: the wild weights of the plain fit cost next to nothing *here*,
// since in new birds the two columns still move together and the errors cancel. They become
// expensive on the day when one of the two sensors drifts. Far down, too much ridge flattens the
// line until it is the mean again.
//
// ## 8.7 What goes wrong in production
//
// **A kind that training never saw.** Fit without Gentoos, then meet them. The service answers
// every request, in microseconds, with great confidence:

// %%
const known = penguins.filter((bird) => bird.species !== 'Gentoo');
const gentoos = birdsOf('Gentoo');
const blind = new LinearRegression().fit(known.toMatrix(lengths), known.number('body_mass_g'));
const heavy = gentoos.number('body_mass_g');
const blindGuess = blind.predict(gentoos.toMatrix(lengths));
const bias = heavy.reduce((sum, value, i) => sum + blindGuess[i]! - value, 0) / heavy.length;
console.log(`RMSE on Gentoos ${rootMeanSquaredError(heavy, blindGuess).toFixed(0)} g`);
console.log(`on average ${Math.abs(bias).toFixed(0)} g too ${bias < 0 ? 'light' : 'heavy'}`);

// %% [markdown]
// **A place where there are no data.** A line does not know where its table ends. Ask it about a
// chick with a flipper of 60 mm, and about an adult whose flipper somebody entered in centimetres:

// %%
const flipperModel = new LinearRegression().fit(penguins.toMatrix(['flipper_length_mm']), mass);
for (const [who, mm] of [
  ['a chick', 60],
  ['an adult, in cm', 19.5],
] as const) {
  const [grams] = flipperModel.predict(Matrix.from([[mm]]));
  console.log(`${who}: ${grams?.toFixed(0)} g`);
}

// %% [markdown]
// Nothing throws. A negative mass at least looks wrong; with other numbers it would merely be
// wrong. What helps is dull: keep the range of every training column beside the model, and refuse
// or mark what lies outside. Chapters 14, 15 and 17 build exactly that.
//
// ## 8.8 Exercises
//
// **Exercise 8.1** (warm-up) Without any library function: the root mean squared error of a
// prediction.

// %%
import { check, equals, answerQuiz, quiz } from 'mle-kit';

// %% tags=["exercise"]
function myRmse(wanted: ArrayLike<number>, came: ArrayLike<number>): number {
  // solution
  let sum = 0;
  for (let i = 0; i < wanted.length; i++) sum += (wanted[i]! - came[i]!) ** 2;
  return Math.sqrt(sum / wanted.length);
}

// %% tags=["check"]
await check(
  '8.1',
  myRmse,
  {
    'misses of 3 and 4 give √12.5': (rmse) => equals(rmse([0, 0], [3, 4]), Math.sqrt(12.5)),
    'a perfect prediction gives 0': (rmse) => equals(rmse([1, 2], [1, 2]), 0),
    'it agrees with the library': (rmse) =>
      equals(rmse(mass, bestGuess), rootMeanSquaredError(mass, bestGuess)),
  },
  {
    hints: [
      'Read the name backwards: errors, squared, their mean, its root.',
      'The mean divides by the number of birds, and the root comes last.',
      'for each i add (wanted[i] − came[i])²; divide by wanted.length; take Math.sqrt.',
    ],
    mistakes: [
      {
        says: 'you forgot the root at the end: this is the mean squared error, in g².',
        answer: (wanted, came) => rootMeanSquaredError(wanted, came) ** 2,
      },
      {
        says: 'you took the root of the sum: divide by the number of birds before the root.',
        answer: (wanted, came) => rootMeanSquaredError(wanted, came) * Math.sqrt(wanted.length),
      },
      {
        says: 'you averaged the sizes of the misses without squaring them: that is the MAE.',
        answer: (wanted, came) => meanAbsoluteError(wanted, came),
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* the square weighs one bad miss more than several small ones, so
// RMSE ≥ MAE always. The further apart the two, the more the error sits in a few birds.
//
// **Exercise 8.2** The mean of `x` times the slope plus the intercept is the mean of `y`: a fitted
// line runs through the average bird. So the residuals add up to zero. Return the sum of residuals
// *of one species* under the line that was fitted to all birds. Is it zero, too?

// %% tags=["exercise"]
function residualSum(name: string): number {
  // solution
  const birds = birdsOf(name);
  const x = birds.number('beak_depth_mm');
  const y = birds.number('body_mass_g');
  return y.reduce((sum, value, i) => sum + value - (overall.slope * x[i]! + overall.intercept), 0);
}

// %% tags=["check"]
await check(
  '8.2',
  residualSum,
  {
    'all species together give zero': (sumOf) =>
      equals(
        species.reduce((sum, name) => sum + sumOf(name), 0),
        0,
        1e-6,
      ),
    'Gentoos alone do not': (sumOf) => {
      const sum = sumOf('Gentoo');
      return sum > 10_000 || `came ${sum.toFixed(0)}, wanted far above 0`;
    },
  },
  {
    hints: [
      'Use the line `overall`, not a line of the species.',
      'A residual is truth minus prediction: a bird above the line has a positive one.',
      'birdsOf(name) gives the rows; sum mass − (overall.slope · depth + overall.intercept).',
    ],
    mistakes: [
      {
        says: 'you fitted a line to the species alone, and under its own line every sum is zero.',
        answer: (name) => (species.includes(name) ? 0 : Number.NaN),
      },
      {
        says: 'you took prediction minus truth: a residual is truth minus prediction.',
        answer: (name) => {
          const birds = birdsOf(name);
          const said = byLibrary.predict(birds.toMatrix(['beak_depth_mm']));
          const truth = birds.number('body_mass_g');
          return said.reduce((sum, grams, i) => sum + grams - truth[i]!, 0);
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* zero on average can hide large errors of opposite sign in groups.
// "Unbiased over all users" says nothing about any group of them; check the groups that matter.
//
// **Exercise 8.3** Complete one step of ridge by gradient descent: the gradient gets the extra term
// `alpha / n · w`, because the price of a weight is `alpha · w²` and our loss is divided by `2n`.

// %% tags=["exercise"]
function ridgeStep(w: readonly number[], rate: number, alpha: number): number[] {
  // solution
  const gradient = gradientOf(w, scaled, centred);
  return w.map((weight, j) => weight - rate * (gradient[j]! + (alpha / centred.length) * weight));
}

// %% tags=["check"]
await check(
  '8.3',
  ridgeStep,
  {
    'without a price it is a plain step': (stepFrom) =>
      equals(stepFrom([0, 0, 0], 0.5, 0), descend(scaled, centred, 0.5, 1)[1]),
    '300 steps reach the ridge of the library': (stepFrom) => {
      let w = [0, 0, 0];
      for (let step = 0; step < 300; step++) w = stepFrom(w, 0.5, 50);
      const wanted = new Ridge({ alpha: 50 }).fit(Matrix.fromColumns(scaled), mass);
      return equals(w, wanted.state.weights, 1e-6);
    },
  },
  {
    hints: [
      'gradientOf gives the plain gradient of the scaled birds.',
      'Add alpha / n times the weight to its entry, with n = centred.length.',
      'w[j] − rate · (gradient[j] + alpha / n · w[j]) for each j.',
    ],
    mistakes: [
      {
        says: 'you left out the price: this is the plain step, whatever alpha is.',
        answer: (w, rate) => {
          const gradient = gradientOf(w, scaled, centred);
          return w.map((weight, j) => weight - rate * gradient[j]!);
        },
      },
      {
        says: 'you took alpha · w without dividing by n: our loss is a mean, the price a sum.',
        answer: (w, rate, alpha) => {
          const gradient = gradientOf(w, scaled, centred);
          return w.map((weight, j) => weight - rate * (gradient[j]! + alpha * weight));
        },
      },
      {
        says: 'you added the price to the new weight: it belongs into the gradient, so it lowers it.',
        answer: (w, rate, alpha) => {
          const gradient = gradientOf(w, scaled, centred);
          const price = alpha / centred.length;
          return w.map((weight, j) => weight - rate * (gradient[j]! - price * weight));
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* each step first shrinks every weight by the same factor, then
// follows the data. In neural networks the same line of code is called weight decay.
//
// **Exercise 8.4** (hard) On raw millimetres and grams gradient descent takes *millions* of steps;
// on scaled columns, dozens. Predict both numbers without running them.
//
// At the best rate, 2 / (λ₁ + λₖ), each step leaves at most a share (κ − 1) / (κ + 1) of the error (how
// far the weights are from the best ones), where λ₁ and λₖ are the largest and the smallest eigenvalue of
// $X^\top X / n$ and κ = λ₁ / λₖ. Return how many whole steps it takes until 1/1000 of the error or less
// is left, rounded up. *Power iteration* gives the largest eigenvalue: multiply any vector by the matrix
// again and again, and watch by what factor it grows. The *inverse* of the matrix grows by 1 / λₖ, and
// `solveCholesky(A, v)` multiplies by it.

// %% tags=["exercise"]
function stepsNeeded(columns: readonly Vector[]): number {
  // solution
  const n = columns[0]!.length;
  const A = Matrix.from(columns.map((left) => columns.map((right) => dot(left, right) / n)));
  const growth = (multiply: (v: Vector) => ArrayLike<number>): number => {
    let v = Float64Array.from(columns, (_, j) => 1 + j / 10); // in nobody's direction
    let length = 0;
    for (let turn = 0; turn < 1000; turn++) {
      const next = Float64Array.from(multiply(v));
      length = Math.hypot(...next);
      v = next.map((value) => value / length);
    }
    return length;
  };
  const high = growth((v) => columns.map((_, j) => dot(A.row(j), v)));
  const low = 1 / growth((v) => solveCholesky(A, v)); // the inverse of A grows by 1 / λₖ
  const kappa = high / low;
  return Math.ceil(Math.log(1000) / Math.log((kappa + 1) / (kappa - 1)));
}

// %% tags=["check"]
await check(
  '8.4',
  stepsNeeded,
  {
    'two columns at right angles, one twice as long (κ = 4): 14 steps': (count) =>
      equals(count([Float64Array.of(2, 0), Float64Array.of(0, 1)]), 14),
    'the scaled penguins need fewer than 100': (count) => {
      const steps = count(scaled);
      return (steps > 10 && steps < 100) || `you predict ${steps}`;
    },
    'raw columns and a column of ones need more than a million': (count) => {
      const raw = [
        ...lengths.map((name) => penguins.number(name)),
        new Float64Array(mass.length).fill(1),
      ];
      const steps = count(raw);
      return steps > 1_000_000 || `you predict ${steps}`;
    },
  },
  {
    hints: [
      'Build A = XᵀX / n first: entry (i, j) is dot(column i, column j) / n.',
      'After each multiplication divide the vector by its length; that length tends to λ₁.',
      'The share left after s steps is ((κ − 1) / (κ + 1))^s. Set it to 1/1000 and solve for s.',
    ],
    mistakes: [
      {
        says: 'your κ is 1: both searches found the largest eigenvalue. The smallest is found with the inverse.',
        answer: () => 0,
      },
      {
        says: 'your vector overflowed: divide it by its length after each multiplication.',
        answer: () => Number.NaN,
      },
      {
        says: 'you read the eigenvalues off the diagonal, where they stand only if all else is 0.',
        answer: (columns) => {
          const squares = columns.map((column) => dot(column, column));
          const kappa = Math.max(...squares) / Math.min(...squares);
          return Math.ceil(Math.log(1000) / Math.log((kappa + 1) / (kappa - 1)));
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* the trouble is the *shape* of the valley, not its depth. In raw
// units it is a ravine thousands of times longer than wide: a rate small enough for the walls is
// nothing along the floor. Scaling makes it round. Nothing was learned faster; only the units
// changed.
//
// ## 8.9 Quiz

// %%
quiz('8', [
  {
    question: 'You refit the line on Gentoos and Chinstraps only. What does its slope do?',
    options: ['It rises', 'It falls', 'It is flat'],
    answer: () => {
      const two = penguins.filter((bird) => bird.species !== 'Adelie');
      const { slope } = fitLine(two.number('beak_depth_mm'), two.number('body_mass_g'));
      return slope > 20 ? 0 : slope < -20 ? 1 : 2;
    },
    why: 'Two clouds suffice for the paradox: the heavy one has the shallower beaks.',
  },
  {
    question:
      'All flippers are entered in centimetres instead, before fitting. What becomes of the predictions?',
    options: ['They are ten times too large', 'Nothing', 'They are ten times too small'],
    answer: () => {
      const cm = Matrix.fromColumns([flipper.map((value) => value / 10)]);
      const [first] = new LinearRegression().fit(cm, mass).predict(cm);
      const [before] = flipperModel.predict(penguins.toMatrix(['flipper_length_mm']));
      const ratio = first! / before!;
      return ratio > 5 ? 0 : ratio > 0.5 ? 1 : 2;
    },
    why: 'The weight becomes ten times larger. Units matter when training and serving disagree.',
  },
  {
    question: 'Which column helps the calliper model most when it is added?',
    options: ['sex', 'the flipper again, in cm', 'the number of the row'],
    answer: () => {
      const columns = lengths.map((name) => penguins.number(name));
      const extras = [male, flipper.map((value) => value / 10), mass.map((_, i) => i)];
      const scores = extras.map((extra) => {
        const X = Matrix.fromColumns([...columns, extra]);
        return r2Score(mass, new LinearRegression().fit(X, mass).predict(X));
      });
      return scores.map((score) => score === Math.max(...scores));
    },
    why: 'The residuals said so: they still told the sexes apart.',
  },
  {
    question: 'Ridge with a very large alpha predicts nearly',
    options: ['zero for every bird', 'the mean mass for every bird', 'the heaviest bird'],
    answer: () => {
      const [guess] = new Ridge({ alpha: 1e12 }).fit(words, mass).predict(words);
      const distances = [0, meanMass, Math.max(...mass)].map((value) => Math.abs(guess! - value));
      return distances.map((distance) => distance === Math.min(...distances));
    },
    why: 'The price is on the weights, never on the intercept.',
  },
  {
    question: 'On which birds is the RMSE of `model` larger?',
    options: ['those it was fitted to', 'those set aside'],
    answer: () => {
      const rmse = (rows: Table) =>
        rootMeanSquaredError(rows.number('body_mass_g'), model.predict(rows.toMatrix(lengths)));
      return rmse(train) > rmse(test) ? 0 : 1;
    },
    why: 'Run it: with four numbers fitted to hundreds of birds there is hardly any overfitting, and chance decides.',
  },
]);

// %%
answerQuiz('8', ''); // your letters in order, such as 'a b c a b'; a dash leaves one out

// %% [markdown]
// ## 8.10 What you can do now
//
// - *Fit a line in two ways:* `fitLine` and the normal equations by formula, `descend` by steps;
//   the numbers agreed to the last digit printed.
// - *Read a coefficient:* "birds that differ by … differ on average by …, other things left as they
//   fell". You have seen the sign turn because of a column.
// - *Read residuals:* a pattern is a column waiting to be found.
// - *Explain slow descent:* the ratio of eigenvalues says how many steps; scaling makes it small.
// - *Use ridge:* where columns coincide it chooses the calm solution.
//
// And your guess from the beginning: *does a deeper beak make a lighter penguin?* The honest answer
// has changed from a number to a question: compared with whom?
//
// **Further reading**
//
// - E. H. Simpson, *The Interpretation of Interaction in Contingency Tables*, Journal of the Royal
//   Statistical Society B 13 (1951): four pages, still the clearest.
// - A. E. Hoerl and R. W. Kennard, *Ridge Regression*, Technometrics 12 (1970).
// - T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning*, chapter 3.
