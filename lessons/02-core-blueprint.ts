// ---
// title: "02 · Core blueprint: four broken runs"
// minutes: 60
// needs: [00-start-here]
// objectives:
//   - tell from a log which of rank, eigenvalue, overflow and base rate broke a training run, and prove it
//   - see what a matrix does to the plane, and which direction it forgets
//   - check a derivative by numbers, with a step that is neither too large nor too small
//   - turn a probability round without being fooled by rare events
//   - find by git bisect the commit that cost accuracy
//   - recognise one model in scikit-learn, Keras and here, and say why the numbers differ
// ---

// %% [markdown]
// ## 2.0 Four runs in the night
//
// Four models were trained in the night. It is nine in the morning, nobody has slept well, and all
// four owners stand at your desk. No run has crashed. Each of them is broken.
//
// | run | what its owner says |
// |---|---|
// | A | "Two runs, the same loss to the last digit, and quite different weights. Which do I report?" |
// | B | "The loss climbs. I gave it more steps, and it only got worse." |
// | C | "It says NaN. It said NaN last time, too." |
// | D | "It learned something in the first step and nothing since: the accuracy does not move." |
//
// You could try things: another rate, other columns, a restart. That is how most days are lost. Or
// you know one idea for each, and the idea says what to compute, once.
//
// **Guess first.** *Which piece of mathematics would have found each of these in a minute?* The four
// ideas are **rank**, **eigenvalue**, **overflow** and **base rate**. Write down one letter for each;
// if you have never met a word, guess by its sound.
//
// eigenvalue: ____ overflow: ____ base rate: ____, and for the rank here:

// %%
import { predict, reveal } from 'mle-kit';

predict('2.0', {
  question: 'Which run does its rank explain?',
  options: ['A', 'B', 'C', 'D'],
  guess: undefined, // one of the options
});

// %% [markdown]
// First we make the four runs ourselves, so that there is something to examine. One trainer serves
// all of them. It starts somewhere, and at each step moves every weight downhill, against its
// *gradient*; 2.2 says what that is.

// %%
import { dot, loadDataset, Matrix, mean, show, Table, type Vector } from 'mle-kit';

interface Run {
  columns: readonly Vector[]; // what it learns from
  y: Vector; // what it is to say
  loss: 'squared' | 'logistic'; // a number, or the chance of a yes
  rate: number; // how far a step goes
  start: readonly number[]; // the weights it begins with, one for each column
}

// %%
const scoresOf = ({ columns, y }: Run, weights: readonly number[]): Vector =>
  y.map((_, i) => columns.reduce((sum, column, j) => sum + column[i]! * weights[j]!, 0));
const chance = (score: number) => Math.exp(score) / (1 + Math.exp(score)); // see 2.4
const surprise = (p: number, yes: number) => -Math.log(yes === 1 ? p : 1 - p);

// %%
function train(run: Run, steps: number) {
  const { columns, y, rate } = run;
  const path = [[...run.start]];
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const weights = path[step]!;
    const says = scoresOf(run, weights).map((s) => (run.loss === 'squared' ? s : chance(s)));
    const miss = says.map((value, i) => value - y[i]!);
    losses.push(
      mean(
        run.loss === 'squared' ? miss.map((m) => m * m) : says.map((p, i) => surprise(p, y[i]!)),
      ),
    );
    path.push(weights.map((w, j) => w - (rate * dot(columns[j]!, miss)) / y.length));
  }
  return { losses, path, weights: path[steps]! };
}

// %% [markdown]
// `squared` and `logistic` are the two losses of nearly all that follows in this course: how far off
// a number is, and how surprised one is by a yes or no. Their gradients have the same form, each
// column times the miss. Now the birds.

// %%
const penguins = (await loadDataset('penguins')).dropMissing().filter((bird) => bird.sex !== '.');
const kilograms = penguins.number('body_mass_g').map((grams) => grams / 1000);
const species = penguins.string('species');
const kinds = ['Adelie', 'Chinstrap', 'Gentoo'];
const isKind = kinds.map((kind) => Float64Array.from(species, (name) => (name === kind ? 1 : 0)));
const ones = kilograms.map(() => 1);
console.log(`${penguins.rowCount} birds`);

// %% [markdown]
// ## 2.1 Run A: the same loss, other weights
//
// Run A predicts the mass from the species: one column of zeros and ones for each, and a column of
// ones for the constant. Its owner ran it on Monday, and again on Tuesday from another start.

// %%
const runA: Run = {
  columns: [...isKind, ones],
  y: kilograms,
  loss: 'squared',
  rate: 1,
  start: [0, 0, 0, 0],
};
const monday = train(runA, 300);
const tuesday = train({ ...runA, start: [2, 0, 1, -3] }, 300);
const text = (values: ArrayLike<number>, digits = 3) =>
  Array.from(values, (value) => value.toFixed(digits).padStart(digits + 4)).join('');
console.log('         ', ['Adelie', 'Chinst', 'Gentoo', ' const'].join(' '), '   loss');
console.log('Monday   ', text(monday.weights), ' ', monday.losses.at(-1)?.toFixed(6));
console.log('Tuesday  ', text(tuesday.weights), ' ', tuesday.losses.at(-1)?.toFixed(6));

// %% [markdown]
// On Tuesday an Adelie is "worth" more than three times what it was worth on Monday. Whoever reads
// anything from these weights reads the start.
//
// ### A matrix is something that happens to the plane
//
// To see what is going on, forget the birds for five minutes. A matrix takes a point and says where
// it goes. Apply it to *all* points of a grid, and you see the matrix. Here are two that differ by
// 0.2 in every entry.

// %%
const stretch = Matrix.from([
  [1.2, 0.8],
  [0.8, 1.2],
]);
const collapse = Matrix.from([
  [1, 1],
  [1, 1],
]);

// %% [markdown]
// **Guess first.** What becomes of a square under the second one? Your guess: ____

// %%
import { combine, type Figure, line, symmetricEigen } from 'mle-kit';

// One pen stroke through all lines of a grid, to and fro; then the same with x and y exchanged.
const ticks = Array.from({ length: 9 }, (_, i) => i / 4 - 1);
const stroke = ticks.flatMap((y, i) =>
  (i % 2 ? [...ticks].reverse() : ticks).map((x): [number, number] => [x, y]),
);
function gridUnder(matrix: Matrix, title: string, altText: string): Figure {
  const to = (at: readonly number[]) => [dot(matrix.row(0), at), dot(matrix.row(1), at)];
  const series = [
    { name: 'lines along x', points: stroke.map(to) },
    { name: 'lines along y', points: stroke.map(([x, y]) => to([y, x])) },
  ].map(({ name, points }) => ({ name, x: points.map((p) => p[0]!), y: points.map((p) => p[1]!) }));
  const axis = { range: [-2.2, 2.2] as const, label: { label: 'Coordinate', unit: null } };
  const ends = { xRange: axis.range, yRange: axis.range, xTitle: axis.label, yTitle: axis.label };
  return line({ series, title, altText, ...ends });
}

// %%
const same = Matrix.from([
  [1, 0],
  [0, 1],
]);
const nearly = Matrix.from([
  [1.05, 0.95],
  [0.95, 1.05],
]); // on the way from one to the other
const factorsOf = (matrix: Matrix) =>
  Array.from(symmetricEigen(matrix).values, (v) => v.toFixed(1));
show(
  combine(
    [
      gridUnder(same, 'Before', 'A square grid as it is, its sides along the axes.'),
      gridUnder(stretch, '1.2 and 0.8', 'The grid pulled long on one diagonal.'),
      gridUnder(nearly, '1.05 and 0.95', 'The grid nearly flat, a thin ribbon on the diagonal.'),
      gridUnder(collapse, '1 and 1', 'The grid is flat: nothing but one diagonal is left.'),
    ],
    {
      title: 'A grid before, and after three matrices',
      altText:
        `All three matrices stretch the grid ${factorsOf(stretch)[0]} times along the rising diagonal; ` +
        `across, one keeps ${factorsOf(stretch)[1]} of it, the next ${factorsOf(nearly)[1]}, and the ` +
        `last ${factorsOf(collapse)[1]}: of that grid a single line is left.`,
    },
  ),
);

// %% [markdown]
// Look at the second picture: most arrows from the centre are turned by the matrix, but two directions
// are only stretched, the two diagonals. Such a direction is an **eigenvector**, and its factor the
// **eigenvalue**. In the last picture one factor is 0. Everything across the diagonal is gone, and
// nobody can say any more where a point came from.
//
// How many directions survive is the **rank**: 1 in the last picture, 2 in the others, though the
// third is thin already. Keep the thin one in mind for 2.8.
//
// ### How to compute it
//
// Subtract rows from each other until each row that is left has a column of its own. Count them.

// %%
function rankOf(matrix: Matrix): number {
  const rows = matrix.toRows();
  let rank = 0;
  for (let j = 0; j < matrix.columns && rank < rows.length; j++) {
    const rest = rows.slice(rank).map((row) => Math.abs(row[j]!));
    const best = rank + rest.indexOf(Math.max(...rest));
    if (Math.abs(rows[best]![j]!) < 1e-9) continue; // what is so small, we take for zero
    [rows[rank], rows[best]] = [rows[best]!, rows[rank]!];
    const pivot = rows[rank++]!;
    for (const row of rows.slice(rank)) {
      const factor = row[j]! / pivot[j]!;
      pivot.forEach((value, k) => {
        row[k]! -= factor * value;
      });
    }
  }
  return rank;
}
console.log(rankOf(same), rankOf(stretch), rankOf(collapse));

// %% [markdown]
// The columns of run A as a matrix have a row for each bird. Smaller, and of the same rank, is the
// table of all products of columns, $X^\top X / n$. Chapter 08 meets it again; here it is the one
// matrix that runs A and B have to be asked about.

// %%
const gramOf = (columns: readonly Vector[]) =>
  Matrix.from(columns.map((a) => columns.map((b) => dot(a, b) / a.length)));
console.log(`run A has ${runA.columns.length} columns, of rank ${rankOf(gramOf(runA.columns))}`);
reveal('2.0', rankOf(gramOf(runA.columns)) < runA.columns.length ? 'A' : 'B');

// %% [markdown]
// One direction is lost. From here on the library's `symmetricEigen` does the work: it says not only
// how many, but which. And `leastSquares` counts the independent columns in a third way.

// %%
import { leastSquares } from 'mle-kit';

const { values, vectors } = symmetricEigen(gramOf(runA.columns));
console.log('eigenvalues  ', text(values));
console.log('the forgotten', text(vectors.row(3)));
console.log(
  'by leastSquares, rank',
  leastSquares(Matrix.fromColumns(runA.columns), kilograms, { intercept: false }).rank,
);
const moved = tuesday.weights.map((weight, j) => weight - monday.weights[j]!);
console.log('Tue − Mon    ', text(moved));

// %% [markdown]
// Read the second line aloud: *add the same to all three species and take it away from the
// constant.* No prediction changes, since every bird has exactly one species: the three columns add
// up to the column of ones. So no data can ever decide between Monday and Tuesday. The last line is
// the second one times a number, as it has to be.
//
// **Run A is cured by rank.** Leave one column out; its species becomes the one that the others are
// compared with. (Or put a price on weights, which chooses the shortest of all answers: 08.)

// %%
const mended = { ...runA, columns: [isKind[1]!, isKind[2]!, ones] };
for (const start of [
  [0, 0, 0],
  [0, 1, -3],
]) {
  console.log('Chinstrap, Gentoo, const', text(train({ ...mended, start }, 300).weights));
}

// %% [markdown]
// ## 2.2 What a gradient is, and how to catch a wrong one
//
// Run B is about steps, so we need to know what a step follows. A derivative is how much a result
// changes for a tiny change of what goes in:
//
// $$f'(x) \approx \frac{f(x + h) - f(x)}{h}$$
//
// That formula is the quickest test of any gradient that you ever write. Formulas go wrong by a
// sign, by a factor 2, by a forgotten term; two evaluations have no formula to get wrong. How tiny should $h$ be? As
// tiny as possible, says the textbook.
//
// **Guess first.** We use steps from 1 down to 0.0000000000000001. Where is the error smallest?
//
// Your guess: h = ____
//
// Our $f$ is the surprise of the logistic loss, at 1; its derivative we know.

// %%
const f = (x: number) => Math.log(1 + Math.exp(-x));
const exact = -1 / (1 + Math.exp(1));
const stepSizes = Array.from({ length: 17 }, (_, k) => Number(`1e-${k}`));
const forward = stepSizes.map((h) => Math.abs((f(1 + h) - f(1)) / h - exact));
const central = stepSizes.map((h) => Math.abs((f(1 + h) - f(1 - h)) / (2 * h) - exact));
const bestOf = (errors: number[]) => {
  const k = errors.indexOf(Math.min(...errors));
  return { h: stepSizes[k]!, error: errors[k]! };
};
for (const [name, errors] of Object.entries({ forward, central })) {
  const { h, error } = bestOf(errors);
  console.log(`${name}: error ${error.toExponential(0)} at best, with h = ${h.toExponential()}`);
}

// %%
show(
  line({
    series: [
      { name: 'one side: f(x+h) − f(x)', x: stepSizes, y: forward },
      { name: 'both sides: f(x+h) − f(x−h)', x: stepSizes, y: central },
    ],
    title: 'A smaller step helps, and then it ruins everything',
    xTitle: { label: 'Step size h', unit: null },
    yTitle: { label: 'Error of the derivative', unit: null },
    xLog: true,
    yLog: true,
    altText:
      `From one side the error falls to ${bestOf(forward).error.toExponential(0)} at ` +
      `h = ${bestOf(forward).h.toExponential()} and rises again, up to ` +
      `${forward.at(-1)?.toFixed(2)} at the smallest step; from both sides it reaches ` +
      `${bestOf(central).error.toExponential(0)} already at h = ${bestOf(central).h.toExponential()}.`,
  }),
);

// %% [markdown]
// Two errors meet here. To the right of the lowest point the *mathematics* is rough: the curve is no
// straight line over so long a step. To the left the *numbers* are rough: a computer keeps some 16
// digits, $f(x+h)$ and $f(x)$ agree in nearly all of them, and the difference keeps what is left. At
// the smallest step nothing is left: `1 + h` *is* 1, the derivative comes out as 0, and the error is
// the whole derivative.
//
// Two rules to take away: look at both sides, and take $h$ near $10^{-5}$. Is the trainer's gradient
// right? Here it is against numbers, at a point of no importance.

// %%
const nudged = (j: number, h: number) => {
  const start = [0.3, -0.2, 0.5, 1].map((w, k) => (k === j ? w + h : w));
  return train({ ...runA, start }, 1).losses[0]! / 2; // the gradient belongs to half the square
};
const numeric = [0, 1, 2, 3].map((j) => (nudged(j, 1e-5) - nudged(j, -1e-5)) / 2e-5);
const [before, after] = train({ ...runA, start: [0.3, -0.2, 0.5, 1] }, 1).path;
console.log('by numbers', text(numeric, 8));
console.log(
  'by formula',
  text(
    after!.map((w, j) => (before![j]! - w) / runA.rate),
    8,
  ),
);

// %% [markdown]
// Take the `/ 2` away and run the cell again: all four are off by a factor of 2, and you know at once
// what kind of mistake to look for. In chapter 10 the same test goes through a whole neural network.
//
// ## 2.3 Run B: the loss that rises
//
// Run B predicts mass from flipper and beak, as distances from the average bird: flippers in
// centimetres, beaks in millimetres.

// %%
const centred = (column: Vector) => column.map((value) => value - mean(column));
const runB: Run = {
  columns: [
    centred(penguins.number('flipper_length_mm').map((mm) => mm / 10)),
    centred(penguins.number('beak_depth_mm')),
  ],
  y: centred(kilograms),
  loss: 'squared',
  rate: 0.5,
  start: [0, -0.5],
};
const lossesB = train(runB, 40).losses;
for (const step of [0, 1, 2, 3, 10, 20, 39]) {
  console.log(`step ${String(step).padStart(2)}  loss ${lossesB[step]!.toPrecision(6)}`);
}

// %% [markdown]
// The gradient is right; 2.2 has just tested it. Every step goes downhill. And after one
// lucky step, the loss climbs and climbs.
//
// **Guess first.** By what factor does it grow at each late step, and could you know *without
// running it*? Your guess: ____
//
// Think of a valley. Along an eigenvector of $X^\top X / n$ the valley is a parabola, as steep as
// its eigenvalue λ says, and a step multiplies the distance from the bottom by $1 - \text{rate}\cdot λ$.
// With rate · λ = 1 you are there at once. Above 1 you land on the other slope. Above **2** you land
// on the other slope *further up than you were*.

// %%
const gramB = symmetricEigen(gramOf(runB.columns));
const steepest = gramB.values[0]!;
const factor = (1 - runB.rate * steepest) ** 2; // of the loss, which goes with the square
console.log(`eigenvalues ${text(gramB.values)}`);
console.log(`rate · λ is ${(runB.rate * steepest).toFixed(3)}, the limit is 2`);
console.log(`predicted growth a step ${factor.toFixed(6)}`);
console.log(`measured                ${(lossesB[39]! / lossesB[38]!).toFixed(6)}`);

// %% [markdown]
// Predicted before it was measured, digit by digit. Now the picture. An ellipse holds all pairs of
// weights of equal loss; the bottom of the valley is in the middle.

// %%
const bottom = leastSquares(Matrix.fromColumns(runB.columns), runB.y).weights;
function level(height: number) {
  const turn = Array.from({ length: 73 }, (_, i) => (i * Math.PI) / 36);
  const at = (angle: number, j: number) =>
    bottom[j]! +
    Math.sqrt(height / gramB.values[0]!) * Math.cos(angle) * gramB.vectors.at(0, j) +
    Math.sqrt(height / gramB.values[1]!) * Math.sin(angle) * gramB.vectors.at(1, j);
  return { x: turn.map((angle) => at(angle, 0)), y: turn.map((angle) => at(angle, 1)) };
}
const walk = (rate: number, steps: number) => {
  const { path } = train({ ...runB, rate }, steps);
  return { name: `rate ${rate}`, x: path.map((w) => w[0]!), y: path.map((w) => w[1]!) };
};

// %%
show(
  line({
    series: [
      { name: 'equal loss, far', ...level(0.6) },
      { name: 'equal loss, near', ...level(0.1) },
      walk(0.1, 28),
      walk(0.38, 12),
      walk(0.5, 4),
    ],
    title: 'Three walks into the same valley',
    xTitle: { label: 'Weight of the flipper', unit: 'kg/cm' },
    yTitle: { label: 'Weight of the beak', unit: 'kg/mm' },
    altText:
      'From one start, the rate 0.1 curves calmly to the bottom, 0.38 jumps from slope to slope and ' +
      `still arrives, and 0.5, beyond the limit of ${(2 / steepest).toFixed(3)}, jumps further ` +
      `out at each step: its loss grows ${factor.toFixed(2)} times a step.`,
  }),
);

// %% [markdown]
// **Run B is cured by an eigenvalue**: any rate below 2/λ₁ works, and training for longer never
// would have. (For the logistic loss the slope bends at most a quarter as much, so 8/λ₁ is always
// safe; beyond it the run may still come down, or jump about instead of exploding.)

// %%
for (const rate of [0.99, 1.01]) {
  const { losses } = train({ ...runB, rate: (rate * 2) / steepest }, 400);
  const verdict = losses.at(-1)! < losses[0]! ? 'falls' : 'rises';
  console.log(`${rate} of the limit: ${verdict} to ${losses.at(-1)!.toPrecision(3)}`);
}

// %% [markdown]
// ## 2.4 Run C: not a number
//
// Run C says whether a bird is male, from its mass. It goes on from the weights of last week, as
// long runs do.

// %%
import { LogisticRegression } from 'mle-kit';

const male = Float64Array.from(penguins.string('sex'), (sex) => (sex === 'MALE' ? 1 : 0));
const lastWeek = new LogisticRegression().fit(Matrix.fromColumns([kilograms]), male).state;
const runC: Run = {
  columns: [penguins.number('body_mass_g'), ones],
  y: male,
  loss: 'logistic',
  rate: 1e-9,
  start: [...lastWeek.weights, ...lastWeek.intercepts],
};
console.log('losses', train(runC, 3).losses.join(', '));

// %% [markdown]
// NaN, "not a number", from the very first loss on: *before* any step. So the rate is innocent, and
// lowering it to be on the safe side tells nothing. NaN is catching: whatever touches it becomes NaN.
// So we look for the place where it was born.

// %%
const scoresC = scoresOf(runC, runC.start);
const largest = Math.max(...scoresC);
console.log(`largest score ${largest.toFixed(0)}`);
console.log(`exp(score)                     ${Math.exp(largest)}`);
console.log(`exp(score) / (1 + exp(score))  ${chance(largest)}`);
const lastFinite = Array.from({ length: 1000 }, (_, x) => x).filter((x) => Math.exp(x) < Infinity);
console.log(`the last whole number with a finite exp: ${lastFinite.at(-1)}`);

// %% [markdown]
// A 64-bit number ends near $1.8 \cdot 10^{308}$. Beyond, there is `Infinity`, and Infinity divided
// by Infinity is NaN. In 32 bits, as neural networks use them, exp overflows at 89 already, and in 16
// bits at 12. Mathematically `chance` was right. It only cannot be computed in that order.
//
// The cure is to write the same function so that exp only ever sees numbers below zero, which may
// vanish but not explode.

// %%
const safeChance = (score: number) => {
  const small = Math.exp(-Math.abs(score)); // between 0 and 1
  return score >= 0 ? 1 / (1 + small) : small / (1 + small);
};
// −log of the chance, from the score itself: the chance may round to 0, and log(0) is −Infinity
const safeSurprise = (score: number, yes: number) =>
  Math.max(0, yes === 1 ? -score : score) + Math.log1p(Math.exp(-Math.abs(score)));
const mendedLoss = mean(scoresC.map((score, i) => safeSurprise(score, male[i]!)));
console.log(
  `the first loss of run C is ${mendedLoss.toFixed(0)}; a coin has ${Math.LN2.toFixed(3)}`,
);

// %% [markdown]
// Now the log says something. The model is *thousands of times* more surprised than a coin would
// be: sure, and wrong. Nobody trains a model like that, so something fits together badly, and one
// look at the columns shows it. Last week's weights were learned in kilograms. The column is in grams.
//
// **Run C is cured by asking about overflow**, and that was only the first fault: behind it stood a
// unit, and the NaN had hidden it. When you mend a number, read what it says.

// %%
const inKilograms = { ...runC, columns: [kilograms, ones], rate: 0.1 };
console.log('losses', text(train(inKilograms, 3).losses, 6));

// %% [markdown]
// ## 2.5 Run D: right from the start
//
// Run D is from aviation. Ten thousand aircraft hit a bird, and it says whether the aircraft was
// damaged, from the size of the bird.

// %%
const strikes = await loadDataset('birdstrikes');
const sizes = strikes.string('Wildlife Size');
const isSize = (size: string) => Float64Array.from(sizes, (value) => (value === size ? 1 : 0));
const damaged = Float64Array.from(strikes.string('Effect Amount of damage'), (word) =>
  word === 'None' ? 0 : 1,
);
const runD: Run = {
  columns: [isSize('Large'), isSize('Medium'), damaged.map(() => 1)],
  y: damaged,
  loss: 'logistic',
  rate: 4,
  start: [0, 0, 0],
};

// %%
import { accuracy } from 'mle-kit';

const nightD = train(runD, 200);
const verdictsD = (weights: readonly number[]) =>
  scoresOf(runD, weights).map((score) => (score >= 0 ? 1 : 0));
for (const step of [1, 10, 50, 200]) {
  const says = verdictsD(nightD.path[step]!);
  console.log(
    `step ${String(step).padStart(3)}  loss ${nightD.losses[step - 1]!.toFixed(4)}`,
    ` accuracy ${accuracy(damaged, says).toFixed(4)}`,
  );
}

// %% [markdown]
// The loss falls, so it learns. The accuracy is high, and frozen. The owner has tried another rate,
// more steps, another seed. Ask two questions instead: how often is the answer no, anyway? And how
// often does the model say yes?

// %%
console.log(`damaged: ${damaged.filter((yes) => yes === 1).length} of ${damaged.length}`);
console.log(`always "no": accuracy ${(1 - mean(damaged)).toFixed(4)}`);
const saysYes = verdictsD(nightD.weights).filter((yes) => yes === 1).length;
console.log(`the model says yes ${saysYes} times`);

// %% [markdown]
// The share of yes among all rows is the **base rate**, and here it is low. The model has learned to
// say no. Is it stupid, then? Look at what it knows:

// %%
const chances = ['Large', 'Medium', 'Small'].map((size) => {
  const own = damaged.filter((_, i) => sizes[i] === size);
  return { size, all: own.length, hurt: own.filter((yes) => yes === 1).length };
});
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
const kindsOfBird = [
  [1, 0, 1],
  [0, 1, 1],
  [0, 0, 1],
].map((row) => safeChance(dot(row, nightD.weights)));
chances.forEach(({ size, all, hurt }, i) => {
  console.log(
    `${size.padEnd(7)} counted ${percent(hurt / all)}, learned ${percent(kindsOfBird[i]!)}`,
  );
});

// %% [markdown]
// It has learned the counts, as well as anybody can. Yet not even a large bird makes damage
// *more likely than not*, so a verdict at one half is always no. What is frozen is the question.
//
// ### Turned round
//
// Somebody proposes a plan: inspect the aircraft that were struck by a large bird. Large birds
// damage an aircraft far more often than small ones; you have just read by how much.
//
// **Guess first.** Of 100 *damaged* aircraft, how many met a large bird?

// %%
predict('2.5', {
  question: 'Of 100 damaged aircraft, how many met a large bird?',
  guess: undefined, // a number, or an interval such as [40, 70]
});

// %%
const hurtInAll = chances.reduce((sum, { hurt }) => sum + hurt, 0);
reveal('2.5', (100 * chances[0]!.hurt) / hurtInAll);
show(
  Table.from({
    size: chances.map(({ size }) => size),
    strikes: chances.map(({ all }) => all),
    damaged: chances.map(({ hurt }) => hurt),
    'damaged, of its strikes': chances.map(({ all, hurt }) => percent(hurt / all)),
    'its share of all damage': chances.map(({ hurt }) => percent(hurt / hurtInAll)),
  }),
);

// %% [markdown]
// Fewer than a third. The plan would miss more than two damaged aircraft in three. *How often a
// large bird does damage* and *how often damage is from a large bird* sound alike, and they are two
// different columns of this table. What stands between them is how rare large birds are:
//
// $$P(\text{large} \mid \text{damage}) = P(\text{damage} \mid \text{large}) \cdot \frac{P(\text{large})}{P(\text{damage})}$$
//
// That is Bayes' rule. Who counts rows never needs it, and who is given only percentages does.

// %%
import { bar } from 'mle-kit';

const [big] = chances;
const pLarge = big!.all / damaged.length;
const byBayes = ((big!.hurt / big!.all) * pLarge) / mean(damaged);
console.log(`by Bayes ${percent(byBayes)}, by counting ${percent(big!.hurt / hurtInAll)}`);
const shares = chances.map(({ all, hurt }) => ({
  of: hurt / all,
  from: hurt / hurtInAll,
}));
show(
  bar({
    categories: chances.map(({ size }) => `${size} bird`),
    series: [
      { name: 'of its strikes, this many do damage', values: shares.map((s) => 100 * s.of) },
      { name: 'of all damage, this much is its own', values: shares.map((s) => 100 * s.from) },
    ],
    title: 'Dangerous is not the same as common',
    xTitle: { label: 'Size of the bird', unit: null },
    yTitle: { label: 'Share', unit: '%' },
    altText:
      `A large bird does damage in ${percent(shares[0]!.of)} of its strikes and a small one in ` +
      `${percent(shares[2]!.of)}, yet large birds make only ${percent(shares[0]!.from)} of all ` +
      `damage, medium ones ${percent(shares[1]!.from)}, small ones ${percent(shares[2]!.from)}.`,
  }),
);

// %% [markdown]
// And the frozen accuracy? It cannot even see the difference between the plan and doing nothing:

// %%
const plan = isSize('Large');
console.log(
  `inspect nobody:      accuracy ${accuracy(
    damaged,
    damaged.map(() => 0),
  ).toFixed(4)}`,
);
console.log(`inspect large birds: accuracy ${accuracy(damaged, plan).toFixed(4)}`);
console.log(`found ${dot(damaged, plan)} and 0 damaged aircraft`);

// %% [markdown]
// The plan finds hundreds of damaged aircraft, and its accuracy is *lower*. **Run D is cured by the
// base rate:** the model was fine, the number that judged it was not. Chapter 09 sets the threshold by
// what a miss costs.
//
// Compare your four letters. Then keep this, it is the chapter in one table:
//
// | the log says | ask | compute | broken when |
// |---|---|---|---|
// | same loss, other weights | rank | eigenvalues of $X^\top X/n$ | one of them is 0 |
// | rises by a constant factor | eigenvalue | rate · λ₁ | above 2 (logistic: above 8 it may be) |
// | NaN, Infinity | overflow | the largest score *before* the first step | above 709 (32 bits: 88) |
// | accuracy high, frozen | base rate | share of the commoner answer | it is the accuracy |
//
// ## 2.6 When it used to work: `git bisect`
//
// The fifth complaint of the morning is of another kind. "In January the rain model was good. Today
// it is not. There are sixteen changes in between, and every author swears that theirs was
// harmless." Mathematics will explain this one, but first somebody has to *find* it.
//
// Here is the repository, made on the spot in a temporary folder. Each commit changes one file, the
// settings of the model. (The first lines only see to it that your own git settings stay out of it.)

// %%
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = mkdtempSync(join(tmpdir(), 'rain-'));
const who = { NAME: 'Ada', EMAIL: 'ada@example.org', DATE: '2015-06-01T09:00:00Z' };
const ownSettings = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
const env = {
  ...Object.fromEntries(ownSettings),
  ...{ LC_ALL: 'C', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: join(repository, 'none') },
  ...Object.fromEntries(Object.entries(who).map(([part, value]) => [`GIT_AUTHOR_${part}`, value])),
  ...Object.fromEntries(
    Object.entries(who).map(([part, value]) => [`GIT_COMMITTER_${part}`, value]),
  ),
};
const git = (...words: string[]) =>
  execFileSync('git', words, { cwd: repository, env, encoding: 'utf8', stdio: 'pipe' }).trim();

// %%
const history: [string, object][] = [
  ['First settings', { features: ['temp_max', 'temp_min', 'wind'], alpha: 1, version: 1 }],
  ['Raise the penalty', { alpha: 2 }],
  ['Say who owns this', { owner: 'weather' }],
  ['A seed, for later', { seed: 7 }],
  ['Penalty back to 1', { alpha: 1 }],
  ['Note the unit of wind', { wind: 'm/s' }],
  ['Penalty 5, after the review', { alpha: 5 }],
  ['Version 2', { version: 2 }],
  ['Log more', { log: 'debug' }],
  ['Another seed', { seed: 11 }],
  ['Tidy the list of columns', { features: ['temp_max', 'temp_max', 'wind'] }],
  ['Log less', { log: 'info' }],
  ['Penalty 10', { alpha: 10 }],
  ['Another owner', { owner: 'gardens' }],
  ['Penalty back to 1', { alpha: 1 }],
  ['Version 3', { version: 3 }],
  ['Log nothing', { log: 'off' }],
];

// %%
const settingsFile = join(repository, 'settings.json');
git('init', '--quiet', '--initial-branch=main');
let settings = {};
for (const [message, change] of history) {
  settings = { ...settings, ...change };
  writeFileSync(settingsFile, `${JSON.stringify(settings, null, 1)}\n`);
  git('add', 'settings.json');
  git('commit', '--quiet', '-m', message);
}
console.log(`${git('rev-list', '--count', 'main')} commits`);

// %% [markdown]
// And the test: read the settings that are checked out, train on Seattle before 2015, judge on 2015.

// %%
const weather = await loadDataset('weather');
const seattle = weather.filter((day) => day.location === 'Seattle');
const past = seattle.filter((day) => Number(day.date) < Date.UTC(2015, 0));
const unseen = seattle.filter((day) => Number(day.date) >= Date.UTC(2015, 0));
const isWet = (days: Table) => days.number('precipitation').map((mm) => (mm > 0 ? 1 : 0));
function judge(): number {
  const { features, alpha } = JSON.parse(readFileSync(settingsFile, 'utf8'));
  const rows = (days: Table) =>
    Matrix.fromColumns(features.map((name: string) => days.number(name)));
  const fitted = new LogisticRegression({ alpha }).fit(rows(past), isWet(past));
  return accuracy(isWet(unseen), fitted.predict(rows(unseen)));
}

// %% [markdown]
// **Guess first.** How many of the commits have to be tested to be sure? Your guess: ____
//
// `git bisect` is told one commit that was good and one that is bad, and checks out the one in the
// middle. You test it and say `good` or `bad`; half of the suspects go home. Again.

// %%
const firstCommit = git('rev-list', '--max-parents=0', 'main');
git('bisect', 'start', 'main', firstCommit);
let tests = 0;
for (let said = ''; !said.includes('is the first bad commit'); tests++) {
  const result = judge();
  const verdict = result > 0.76 ? 'good' : 'bad';
  console.log(`${verdict.padEnd(4)}  ${result.toFixed(3)}  ${git('log', '-1', '--format=%s')}`);
  said = git('bisect', verdict);
}
console.log(`after ${tests} tests: "${git('log', '-1', '--format=%s', 'refs/bisect/bad')}"`);

// %%
const change = git('show', '--format=', '--unified=1', 'refs/bisect/bad').split('\n');
console.log(change.filter((row) => /^[-+ ] /.test(row)).join('\n'));

// %% [markdown]
// A column twice, and another one gone: a slip of the hand, in a commit whose message promises that
// nothing changes. It does not throw, since the penalty of the model accepts twins without a word.
// But you know a number that does not: *three columns, rank two*.

// %%
const twin = ['temp_max', 'temp_max', 'wind'].map((name) => centred(past.number(name)));
console.log(`columns ${twin.length}, rank ${rankOf(gramOf(twin))}`);
rmSync(repository, { recursive: true, force: true, maxRetries: 3 }); // the repository has done its work

// %% [markdown]
// Each test halves the suspects, so a thousand commits take ten tests. With a command that exits
// with 0 or 1, `git bisect run` does all of it while you have lunch. What it asks of you is that
// every commit can be trained and judged, on the *same* days, with the *same* seed. A test that is
// wrong one time in ten goes astray in two of three searches of ten tests (1 − 0.9¹⁰ = 0.65), and
// then it names an innocent.
//
// ## 2.7 One model, several libraries
//
// You will read code of others, and most of it is not in TypeScript. How different is it? We fitted
// run D's model elsewhere, and kept what came out, with the lines that were run.

// %%
const elsewhere = await loadDataset('same-model');
const codeOf = (library: string, setting: string) =>
  [...elsewhere.rows()].find((row) => row.library === library && row.setting === setting)?.code;
console.log(codeOf('scikit-learn', 'defaults'));
console.log();
console.log(codeOf('Keras', 'defaults'));

// %% [markdown]
// The first is scikit-learn, the second Keras, both in Python and both told as little as possible.
// (Keras insists on an optimizer, so we named the usual one.) `KINDS` are the three rows for which we
// want an answer: a large bird, a medium one, a small one. Below is our own, told as little.
//
// **Guess first.** Three libraries, one model, the same ten thousand rows. In how many digits do they
// agree on the chance that a *small* bird does damage? Your guess: ____

// %%
const X = Matrix.fromColumns([isSize('Large'), isSize('Medium')]);
const three = Matrix.from([
  [1, 0],
  [0, 1],
  [0, 0],
]);
const oursByDefault = new LogisticRegression().fit(X, damaged);
const ours = new LogisticRegression({ alpha: 0 }).fit(X, damaged);
const row = (name: string, p: ArrayLike<number>) => console.log(name.padEnd(34), text(p, 5));
const answersOf = (setting: string) =>
  elsewhere
    .filter((fit) => fit.setting === setting)
    .toMatrix(['damaged_large', 'damaged_medium', 'damaged_small'])
    .toRows();

// %%
const [byScikit, byKeras] = answersOf('defaults');
row('told nothing:', []);
row('  scikit-learn', byScikit!);
row('  Keras', byKeras!);
row('  here', oursByDefault.predictProbability(three).column(1));
const [scikitAgain, kerasAgain, byTorch] = answersOf('optimum');
row('no penalty, until it is done:', []);
row('  scikit-learn', scikitAgain!);
row('  Keras', kerasAgain!);
row('  PyTorch', byTorch!);
row('  here', ours.predictProbability(three).column(1));
const counted = chances.map(({ all, hurt }) => hurt / all);
row('counted by hand', counted);

// %% [markdown]
// Told nothing, Keras says of small birds nearly what is true of large ones. It is not at fault: it
// went once through the data, in small steps, and stopped, because nobody had said how long.
// scikit-learn and we put a price on weights that nobody had asked for, and scikit-learn stops a
// little earlier. Then all are told the same, and all agree with what can be counted by hand.
//
// **The mathematics is shared, the defaults are not.** When a model gives other numbers in another
// library, compare in this order: penalty, number of steps, scaling, 32 or 64 bits, seed.
//
// PyTorch has only one row, because it has no defaults to be told apart from: you write the loop
// of `train` yourself, and it supplies the gradients. These lines were run (`X`, `y` and `kinds` are
// tensors of 64 bits, told so; told nothing, it takes 32):

// %%
console.log(codeOf('PyTorch', 'optimum'));

// %% [markdown]
// `closure` is asked for loss and gradient as often as the optimizer likes. Forget its first line,
// and each gradient is added to all those before it: nothing throws. Who calls what by which name:
//
// | idea | here | scikit-learn | Keras | PyTorch |
// |---|---|---|---|---|
// | learn | `fit` returns a fitted model | `fit` changes the model | `compile`, then `fit` | a loop of your own |
// | a step | inside | inside | inside `fit` | `loss.backward()`, `optimizer.step()` |
// | forget the last gradient | – | – | inside | `optimizer.zero_grad()`, yours to call |
// | chance of a yes | `predictProbability` | `predict_proba` | `predict` | call the module, then `sigmoid` |
// | what was learned | `state` | `coef_`, `intercept_` | `get_weights()` | `state_dict()` |
// | price on weights | `alpha` | `C`, which is 1 / alpha | `kernel_regularizer` | `weight_decay` |
// | loss from scores, safe | inside | inside | `from_logits=True` | `BCEWithLogitsLoss` |
// | digits unless told | 64 bits | 64 bits | 32 bits | 32 bits |
// | chance fixed by | `seed`, an argument | `random_state` | `set_random_seed` | `manual_seed` |
// | a saved model is | JSON | a pickle | a `.keras` file | the tensors; the code is yours |
//
// Look at the row of the price: `C = 100` in one is `alpha = 0.01` in another. And the row of the
// safe loss is run C, solved by others before you.
//
// ### Our model, read by somebody else
//
// A model is data. Here is all of ours:

// %%
console.log(JSON.stringify(ours.state));
console.log();
console.log(codeOf('NumPy', 'reads our JSON'));

// %%
const [readByNumpy] = answersOf('reads our JSON');
const answeredHere = ours.predictProbability(three).column(1);
row('NumPy', readByNumpy!);
row('here', answeredHere);
const gap = Math.max(...answeredHere.map((p, i) => Math.abs(p - readByNumpy![i]!)));
console.log(`they differ by less than 1e-6: ${gap < 1e-6}`);

// %% [markdown]
// No library of ours was needed, only the file, and two questions before it is believed: is this the
// kind of model that I know, and are these as many columns as it was taught? (The data set keeps six
// digits; the test of the library compares all of them.) The last line can overflow, by the way.
// NumPy then warns and still says 0, as $1/\infty$ is 0: this order of the same formula is the safer one.
//
// ### Why TypeScript here, and Python elsewhere
//
// | language | what it is for in this trade | why you may avoid it |
// |---|---|---|
// | Python | new methods, pretrained models, nearly all examples; fast C and CUDA underneath | types are optional; what is trained is often rewritten to be served |
// | TypeScript | services, browsers, tools; one language from notebook to API | few numerical libraries; no `a @ b`, so `dot(a, b)` |
// | SQL | getting and counting rows where they lie | no models |
// | R | statistics, honest intervals, plots | rarely served |
// | C++, CUDA, Rust | what is called when Python is fast | slow to write |
//
// This course is in TypeScript since most of it is about the *line* around a model: readers, checks,
// services, monitoring. There types find real faults, and nothing has to be translated on the way to
// production. And having no large library at hand, we see each idea once from the inside.
//
// That is a choice with a price. If you train large networks, or want last month's paper to run, you
// go to Python, and so would we. The ideas of this chapter come with you unchanged.
//
// ## 2.8 What goes wrong in production
//
// **The cure that hides.** Every framework can clip gradients, skip a batch that is NaN, add a small
// price on weights. Each makes a symptom go away. Run C with NaN replaced by 0 would have trained
// the whole night, in the wrong unit. Mend after the diagnosis.
//
// **Nearly.** Exact twins are rare, near twins are not. Suppose that somebody adds the maximum again,
// measured by a second thermometer, with a deviation as below. The rank is full. The question is how
// nearly it is not:

// %%
import { createRandom } from 'mle-kit';

for (const noise of [0, 1e-8, 1e-4, 0.1]) {
  const random = createRandom(2);
  const hot = past.number('temp_max');
  const pair = [hot, hot.map((celsius) => celsius + random.normal(0, noise))].map(centred);
  const [high, low] = symmetricEigen(gramOf(pair)).values;
  const ratio = high! / Math.max(low!, 0);
  console.log(
    `± ${noise} °C: rank ${rankOf(gramOf(pair))}, λ₁ / λ₂ ${ratio > 1e14 ? '> 1e14' : ratio.toExponential(0)}`,
  );
}

// %% [markdown]
// In numbers that a computer keeps, rank is no yes or no but a ratio. `rankOf` drew its line at
// 10⁻⁹, and the row of the tiny noise falls on the wrong side of it. Beyond about 10¹⁶ no 64-bit
// computation can tell the two columns apart; long before, weights become large and nervous.
//
// **The base rate moves.** A model that was judged where damage is common is switched on where it is
// rare. With the same quality, most of its alarms are now false. Exercise 2.3 computes how many.
//
// ## 2.9 Exercises
//
// **Exercise 2.1** (warm-up) The derivative of any function at any point, by numbers.

// %%
import { check, equals, answerQuiz, quiz } from 'mle-kit';

// %% tags=["exercise"]
function slopeAt(g: (x: number) => number, x: number): number {
  // solution
  const h = 1e-5 * Math.max(1, Math.abs(x));
  return (g(x + h) - g(x - h)) / (2 * h);
}

// %% tags=["check"]
await check(
  '2.1',
  slopeAt,
  {
    'the square has slope 6 at 3': (slopeAt) =>
      equals(
        slopeAt((x) => x * x, 3),
        6,
        1e-8,
      ),
    'it finds the derivative of 2.2 to nine digits': (slopeAt) =>
      equals(slopeAt(f, 1), exact, 1e-9),
    'a number with many digits before the point is no trouble': (slopeAt) =>
      equals(slopeAt((x) => x * x, 1e7) / 2e7, 1, 1e-6),
  },
  {
    hints: [
      'Look at both sides of x, and divide by the distance between the two places.',
      'The figure of 2.2 says which h is good at 1. At ten million, is 1e-5 still a step?',
      '(g(x + h) − g(x − h)) / (2h) with h = 1e-5 times the size of x, but at least 1e-5.',
    ],
    mistakes: [
      {
        says: 'you looked at one side only: its error shrinks with h, that of both sides with h².',
        answer: (g, x) => (g(x + 1e-5) - g(x)) / 1e-5,
      },
      {
        says: 'your step is the same for every x: at ten million, 1e-5 is lost among the digits.',
        answer: (g, x) => (g(x + 1e-5) - g(x - 1e-5)) / 2e-5,
      },
      {
        says: 'you divided by h: from x − h to x + h it is twice as far.',
        answer: (g, x) => {
          const h = 1e-5 * Math.max(1, Math.abs(x));
          return (g(x + h) - g(x - h)) / h;
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* a step is small or large only beside the number that it is added
// to. The same holds for tolerances in tests, and for "zero" in `rankOf`.
//
// **Exercise 2.2** Three species need three scores. Their chances are the *softmax*: exp of each
// score, divided by the sum of all. Write it so that scores like those of run C do no harm.

// %% tags=["exercise"]
function softmax(scores: readonly number[]): number[] {
  // solution
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

// %% tags=["check"]
await check(
  '2.2',
  softmax,
  {
    'equal scores give equal chances': (softmax) => equals(softmax([5, 5]), [0.5, 0.5]),
    'it is the formula where the formula works': (softmax) => {
      const e = [1, 2, 3].map(Math.exp);
      return equals(
        softmax([1, 2, 3]),
        e.map((power) => power / (e[0]! + e[1]! + e[2]!)),
      );
    },
    'scores of thousands are no trouble': (softmax) =>
      equals(softmax([4000, 4000, 0]), [0.5, 0.5, 0]),
    'nor are scores far below zero': (softmax) => equals(softmax([-4000, -4000]), [0.5, 0.5]),
  },
  {
    hints: [
      'What happens to the chances when 10 is added to every score?',
      'Nothing: exp(10) appears above and below. So you may subtract whatever you like.',
      'Subtract the largest score from all; then exp sees nothing above 0.',
    ],
    mistakes: [
      {
        says: 'you took exp of the scores as they are: above 709 that is Infinity, far below 0 it is 0.',
        answer: (scores) => {
          const powers = scores.map(Math.exp);
          const sum = powers.reduce((total, power) => total + power, 0);
          return powers.map((power) => power / sum);
        },
      },
      {
        says: 'you divided the scores by the largest: that changes the chances. Subtract it.',
        answer: (scores) => {
          const powers = scores.map((score) => Math.exp(score / Math.max(...scores)));
          const sum = powers.reduce((total, power) => total + power, 0);
          return powers.map((power) => power / sum);
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* at least one power is exactly 1, so the sum can neither overflow
// nor vanish. A small one may vanish, and nobody will miss it. That is the whole art: let go wrong
// what does not matter.
//
// **Exercise 2.3** A camera looks for damage. It reports a share `hit` of the damaged aircraft, and a
// share `falseAlarm` of the sound ones. Given the base rate, what share of its alarms is *true*?

// %% tags=["exercise"]
function trueAlarms(baseRate: number, hit: number, falseAlarm: number): number {
  // solution
  const right = baseRate * hit;
  const wrong = (1 - baseRate) * falseAlarm;
  return right / (right + wrong);
}

// %% tags=["check"]
await check(
  '2.3',
  trueAlarms,
  {
    'a camera that tosses a coin tells nothing: the base rate is left': (trueAlarms) =>
      equals(trueAlarms(0.1, 0.5, 0.5), 0.1),
    'without false alarms all are true': (trueAlarms) => equals(trueAlarms(0.1, 0.4, 0), 1),
    'alarm at each large bird: the share that was counted in 2.5': (trueAlarms) => {
      const sound = damaged.length - hurtInAll;
      const hit = big!.hurt / hurtInAll;
      const falseAlarm = (big!.all - big!.hurt) / sound;
      return equals(trueAlarms(mean(damaged), hit, falseAlarm), big!.hurt / big!.all);
    },
    'right in 95 of 100 on both sides: hardly an alarm is true where damage is rare': (
      trueAlarms,
    ) => {
      const rates = [0.5, 0.1, 0.01, 0.001].map((base) => trueAlarms(base, 0.95, 0.05));
      return equals(rates[3]!, 95 / (95 + 4995)); // of 100,000 aircraft
    },
  },
  {
    hints: [
      'Think of 1,000 aircraft instead of shares, and fill in how many are in each case.',
      'True alarms: baseRate · hit. False ones: (1 − baseRate) · falseAlarm.',
      'true alarms / (true alarms + false alarms).',
    ],
    mistakes: [
      {
        says: 'you returned how often damage rings the bell: asked is how often a bell means damage.',
        answer: (_baseRate, hit) => hit,
      },
      {
        says: 'you left out the base rate: there are far more sound aircraft that can ring falsely.',
        answer: (_baseRate, hit, falseAlarm) => hit / (hit + falseAlarm),
      },
      {
        says: 'you divided by all aircraft: only those with an alarm count.',
        answer: (baseRate, hit) => baseRate * hit,
      },
    ],
  },
);

// %% tags=["check"]
try {
  const rates = [0.5, 0.1, 0.01, 0.001].map((base) => trueAlarms(base, 0.95, 0.05));
  console.log('alarms true, from base rate 1/2 down to 1/1000:', rates.map(percent).join(', '));
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
}

// %% [markdown]
// *What the solution tells you:* a camera that is "right in 95 of 100" on both sides is nearly
// useless where damage is one in a thousand. Nothing about the camera has changed. Ask where a
// quality was measured.
//
// **Exercise 2.4** Return the largest rate at which a run is *sure* to come down, for both losses.

// %% tags=["exercise"]
function largestRate(run: Run): number {
  // solution
  const { values: spectrum } = symmetricEigen(gramOf(run.columns));
  return (run.loss === 'squared' ? 2 : 8) / spectrum[0]!;
}

// %% tags=["check"]
await check(
  '2.4',
  largestRate,
  {
    'just below it, run B comes down': (largestRate) => {
      const { losses } = train({ ...runB, rate: 0.99 * largestRate(runB) }, 300);
      return losses.at(-1)! < losses[0]! || 'the loss rises';
    },
    'just above it, run B goes up': (largestRate) => {
      const { losses } = train({ ...runB, rate: 1.01 * largestRate(runB) }, 400);
      return losses.at(-1)! > losses[0]! || 'the loss falls';
    },
    'the rate of run D was allowed': (largestRate) => runD.rate < largestRate(runD),
    'a column of twos has 1/4 of the rate of a column of ones': (largestRate) => {
      const of = (value: number): Run => ({
        ...runA,
        columns: [ones.map(() => value)],
        start: [0],
      });
      return equals(largestRate(of(2)) * 4, largestRate(of(1)));
    },
  },
  {
    hints: [
      'The limit is in the table at the end of 2.5.',
      'symmetricEigen(gramOf(columns)).values is sorted: the largest comes first.',
      '2 / λ₁ for the squared loss, 8 / λ₁ for the logistic one.',
    ],
    mistakes: [
      {
        says: 'you took the smallest eigenvalue: the steepest direction explodes first.',
        answer: (run) => {
          const { values: spectrum } = symmetricEigen(gramOf(run.columns));
          return (run.loss === 'squared' ? 2 : 8) / spectrum.at(-1)!;
        },
      },
      {
        says: 'you used 1 / λ₁: that is the rate of the straightest way down, and half of the limit.',
        answer: (run) => {
          const { values: spectrum } = symmetricEigen(gramOf(run.columns));
          return (run.loss === 'squared' ? 1 : 4) / spectrum[0]!;
        },
      },
      {
        says: 'you used the limit of the squared loss for both: the logistic one bends at most 1/4 as much.',
        answer: (run) => 2 / symmetricEigen(gramOf(run.columns)).values[0]!,
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* the limit depends on the columns only, never on y. You can know it
// before the first label arrives. And units enter squared: a column in millimetres asks for a rate
// a hundred times smaller than in centimetres.
//
// **Exercise 2.5** (hard) Four runs without names. Their logs have been shortened by somebody in a
// hurry, and one of them lies.

// %%
const standard = (column: Vector) => {
  const away = centred(column);
  return away.map((value) => value / Math.sqrt(dot(away, away) / away.length));
};
const wetPast = isWet(past);
const constant = wetPast.map(() => 1);
const [hottest, coldest, wind] = ['temp_max', 'temp_min', 'wind'].map((n) => past.number(n));
const stormy = wind!.map((speed) => (speed > 6 ? 1 : 0));
const calm = standard(coldest!);
const patients: Record<string, Run> = {
  P: {
    columns: [standard(hottest!), calm, constant],
    y: wetPast,
    loss: 'squared',
    rate: 1.6,
    start: [0, 0, 0],
  },
  Q: { columns: [calm, constant], y: stormy, loss: 'logistic', rate: 1, start: [0, 0] },
  R: {
    columns: [hottest!, hottest!.map((c) => 1.8 * c + 32), constant],
    y: wetPast,
    loss: 'logistic',
    rate: 1e-4,
    start: [0, 0, 0],
  },
  S: {
    columns: [wind!.map((speed) => speed * 3600), constant],
    y: wetPast,
    loss: 'logistic',
    rate: 1e-9,
    start: [0.2, -1],
  },
};

// %%
for (const [name, run] of Object.entries(patients)) {
  const { losses, weights } = train(run, 3000);
  const says = scoresOf(run, weights).map((s) => (s >= (run.loss === 'squared' ? 0.5 : 0) ? 1 : 0));
  console.log(
    name,
    `last loss ${losses.at(-1)?.toPrecision(4)},`,
    `accuracy ${accuracy(run.y, says).toFixed(3)}`,
  );
}

// %% [markdown]
// Write a doctor that needs no log at all. Given any run of this form, return its `cause`, the number
// that you `measured` and the `limit` that it breaks, so that anyone can check the proof: for `rank`
// the rank and the number of columns; for `eigenvalue` rate · λ₁ and 2 or 8; for `overflow` the
// largest score before the first step (by size) and 709; for `base rate` the accuracy after 3,000
// steps and the share of the commoner answer. A healthy run breaks no limit: return any two numbers
// there. The order in which you ask matters.

// %%
interface Diagnosis {
  cause: 'rank' | 'eigenvalue' | 'overflow' | 'base rate' | 'healthy';
  measured: number;
  limit: number;
}

// %% tags=["exercise"]
function diagnose(run: Run): Diagnosis {
  // solution
  const { columns, y } = run;
  const gram = gramOf(columns);
  const score = Math.max(...scoresOf(run, run.start).map(Math.abs));
  if (run.loss === 'logistic' && score > 709) {
    return { cause: 'overflow', measured: score, limit: 709 };
  }
  const { values: spectrum } = symmetricEigen(gram);
  const rank = spectrum.filter((value) => value > 1e-12 * spectrum[0]!).length;
  if (rank < columns.length) return { cause: 'rank', measured: rank, limit: columns.length };
  const limit = run.loss === 'squared' ? 2 : 8;
  const speed = run.rate * spectrum[0]!;
  if (speed > limit) return { cause: 'eigenvalue', measured: speed, limit };
  const half = run.loss === 'squared' ? 0.5 : 0;
  const says = scoresOf(run, train(run, 3000).weights).map((s) => (s >= half ? 1 : 0));
  const common = Math.max(mean(y), 1 - mean(y));
  const measured = accuracy(y, says);
  return { cause: measured <= common ? 'base rate' : 'healthy', measured, limit: common };
}

// %% tags=["check"]
await check(
  '2.5',
  diagnose,
  {
    'each cause is found once among P, Q, R, S': (diagnose) => {
      const found = Object.values(patients).map(diagnose);
      const causes = found.map(({ cause }) => cause).sort();
      return equals(causes, ['base rate', 'eigenvalue', 'overflow', 'rank']);
    },
    'the run with twins has too low a rank, by one': (diagnose) => {
      const { measured, limit } = diagnose(patients.R!);
      return equals([measured, limit], [2, 3]);
    },
    'NaN is no overflow where the first score was fine': (diagnose) =>
      equals(diagnose(patients.P!).cause, 'eigenvalue'),
    'the proofs of Q and S: accuracy and share are one, the first score is past 709': (
      diagnose,
    ) => {
      const [q, found] = [diagnose(patients.Q!), diagnose(patients.S!)];
      const highest = Math.max(...scoresOf(patients.S!, patients.S!.start).map(Math.abs));
      return equals([q.measured, found.measured], [q.limit, highest]);
    },
    'A and C of this morning are recognised': (diagnose) =>
      equals([diagnose(runA).cause, diagnose(runC).cause], ['rank', 'overflow']),
    'B is recognised, with rate · λ₁ as proof': (diagnose) => {
      const { cause, measured, limit } = diagnose(runB);
      return equals([cause, measured, limit], ['eigenvalue', runB.rate * steepest, 2]);
    },
    'a sound run is called healthy': (diagnose) =>
      equals(diagnose({ ...patients.P!, rate: 0.5 }).cause, 'healthy'),
  },
  {
    hints: [
      'Ask first what is known before any step: scores, then columns, then the rate.',
      'A run that explodes ends in NaN, too: so look at the scores of `start`, not at the last ones.',
      'rank: eigenvalues above 1e-12 · λ₁; speed: rate · λ₁ above 2 or 8; last: accuracy ≤ share.',
    ],
    mistakes: [
      {
        says: 'you call every run that ends in NaN an overflow: P ends so, too, and its first score was fine.',
        answer: (run) => {
          const last = train(run, 300).losses.at(-1)!;
          const cause = Number.isFinite(last) ? 'rank' : 'overflow';
          return { cause, measured: last, limit: 709 };
        },
      },
      {
        says: 'you looked at the rank only: a full rank says nothing about scores, rate and base rate.',
        answer: ({ columns }) => {
          const { values: spectrum } = symmetricEigen(gramOf(columns));
          const rank = spectrum.filter((value) => value > 1e-12 * spectrum[0]!).length;
          const cause = rank < columns.length ? 'rank' : 'healthy';
          return { cause, measured: rank, limit: columns.length };
        },
      },
    ],
  },
);

// %% tags=["check"]
try {
  for (const [name, run] of Object.entries(patients)) {
    const { cause, measured, limit } = diagnose(run);
    console.log(`${name}: ${cause}, ${measured.toPrecision(4)} against ${limit.toPrecision(4)}`);
  }
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
}

// %% [markdown]
// *What the solution tells you:* two of the runs ended in NaN, for two reasons. (Both have the accuracy of
// "always no", too, as NaN is never above anything.) The log of P lies: its NaN came a thousand steps
// after the fault.
//
// Three of the four proofs need no training at all. Put them in front of every run; they cost less
// than its first steps. What the doctor cannot see is a fault that it was not taught: wrong labels, a
// leak, the world moving. "Healthy" means "none of these four".
//
// ## 2.10 Quiz

// %%
const single = Math.fround;
quiz('2', [
  {
    question:
      'In 32-bit numbers, at which step is the error of the one-sided derivative of 2.2 smallest?',
    options: ['About 1e-8, as before', 'About 1e-3 or 1e-4', 'The smaller the better'],
    answer: () => {
      const f32 = (x: number) => single(Math.log(single(1 + single(Math.exp(-x)))));
      const errors = stepSizes.map((h) => {
        const up = single(1 + h);
        return Math.abs(single(f32(up) - f32(1)) / h - exact);
      });
      const { h } = bestOf(errors);
      return h < 1e-10 ? 2 : h < 1e-6 ? 0 : 1;
    },
    why: 'Half of the digits are gone, so the numbers become rough earlier.',
  },
  {
    question:
      'To run A, with its four columns, the flipper is added in mm and once more in cm. The rank?',
    options: ['3', '4', '5', '6'],
    answer: () => {
      const mm = standard(penguins.number('flipper_length_mm'));
      return rankOf(gramOf([...runA.columns, mm, mm.map((value) => value / 10)])) - 3;
    },
    why: 'Of six columns, one is the sum of three others, and one a multiple of another.',
  },
  {
    question: 'Birds of which size were in most of the strikes that did damage?',
    options: ['Large', 'Medium', 'Small'],
    answer: () => {
      const hurt = chances.map((each) => each.hurt);
      return hurt.map((count) => count === Math.max(...hurt));
    },
    why: 'Neither the most dangerous nor the most common ones: the product of both decides.',
  },
  {
    question: 'Run B gets its beaks in centimetres, too. What becomes of the largest safe rate?',
    options: ['It falls', 'It rises', 'It stays'],
    answer: () => {
      const beak = runB.columns[1]!.map((mm) => mm / 10);
      const [now] = symmetricEigen(gramOf([runB.columns[0]!, beak])).values;
      return now! > 1.05 * steepest ? 0 : now! < 0.95 * steepest ? 1 : 2;
    },
    why: 'Smaller numbers, smaller eigenvalues, larger steps allowed. The predictions would be the same.',
  },
  {
    question: 'Run D, trained on strikes by large birds only. How often does it now say yes?',
    options: ['Never', 'In about 44 of 100', 'Always'],
    answer: () => {
      const y = damaged.filter((_, i) => sizes[i] === 'Large');
      const alone: Run = { ...runD, columns: [y.map(() => 1)], y, start: [0] };
      const share = safeChance(train(alone, 200).weights[0]!);
      return share < 0.5 ? 0 : 2;
    },
    why: 'Every row looks the same to it, so all get one verdict; and below one half the verdict is no.',
  },
]);

// %%
answerQuiz('2', ''); // your letters in order, such as 'a b c a b'; a dash leaves one out

// %% [markdown]
// ## 2.11 What you can do now
//
// - *Diagnose:* same loss and other weights is rank; growth by a constant factor is an eigenvalue;
//   NaN before the first step is overflow; frozen accuracy is the base rate. You wrote the doctor.
// - *See a matrix:* it moves a grid; eigenvectors keep their direction; what has eigenvalue 0 is
//   forgotten, and no data bring it back.
// - *Check a derivative:* from both sides, with a step near 1e-5 times the size of x.
// - *Turn a probability round:* multiply by how common the cause is. Or count rows, which is safer.
// - *Find the commit:* `git bisect` halves the suspects, if every commit can be judged alike.
// - *Recognise a model elsewhere:* one mathematics, other defaults.
//
// And your four letters from the beginning? A rank, B eigenvalue, C overflow, D base rate. None of
// them took longer than a line. What takes long is not knowing that there is such a line.
//
// Go on with 03, or with [08](08-linear-regression.ipynb), where eigenvalues say how *many* steps a
// run needs.
//
// **Further reading**
//
// - G. Strang, *Introduction to Linear Algebra*: rank and eigenvectors with pictures.
// - D. Goldberg, *What Every Computer Scientist Should Know About Floating-Point Arithmetic*, ACM
//   Computing Surveys 23 (1991).
// - G. Gigerenzer and U. Hoffrage, *How to Improve Bayesian Reasoning Without Instruction: Frequency
//   Formats*, Psychological Review 102 (1995): why counting rows beats percentages.
// - The manual of `git bisect`, and its essay *Fighting regressions with git bisect* by C. Couder.
