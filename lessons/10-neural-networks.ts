// ---
// title: "10 · Neural networks: would you notice if your gradient were wrong?"
// minutes: 60
// needs: [00-start-here, 02-core-blueprint, 03-data-types, 08-linear-regression, 09-classification-and-metrics]
// objectives:
//   - build a network of two layers, and pass its error back through it by hand
//   - check a gradient by numbers, and say what such a check cannot see
//   - train the same network with a library, and show that both take the same steps
//   - read curves of loss by epoch, and say what an optimiser and a loss function change
//   - say what a convolution knows about pictures, and prove it by taking that away
// ---

// %% [markdown]
// ## 10.0 Everything is green
//
// A colleague has written the training of a neural network anew, for a scanner that has no room for
// a big library. The loss falls from epoch to epoch. Unseen digits are read. You have an hour to
// say yes or no.
//
// The heart of the new code is the *gradient*: for each of thousands of weights, in which direction
// to move it, and how far. In the code is a line that says *a unit that was silent takes no blame*.
// Suppose your colleague forgot it. No type is wrong, nothing throws, and every number is finite.
//
// **Guess first.** *Would you notice if your gradient were wrong?* How many points of accuracy does
// the missing line cost?

// %%
import { predict, reveal } from 'mle-kit';

predict('10.0', {
  question: 'How many points of accuracy does the missing line cost?',
  unit: 'points',
  guess: undefined, // a number such as 20, or an interval such as [5, 40]
});

// %% [markdown]
// ## 10.1 What there is to beat
//
// The digits of chapter 03: 8 × 8 pixels, from 0 (paper) to 1 (black), cut into the same two halves.
// We learn from one, in random order, and judge by the other.

// %%
import { createRandom, loadDataset, Matrix, splitIndices, type Vector } from 'mle-kit';

type Digit = { pixels: Vector; label: number };
const table = await loadDataset('digits');
const dots = table.toMatrix(table.columnNames.slice(1)); // (1797, 64), from 0 to 16
const labels = Array.from(table.number('digit'));
const all = labels.map((label, i): Digit => ({ pixels: dots.row(i).map((v) => v / 16), label }));
const halves = splitIndices(all.length, {
  testShare: 0.5,
  seed: 3,
  stratifyBy: labels.map(String),
});
const learn = createRandom(10).shuffle(Array.from(halves.train, (i) => all[i]!));
const judge = Array.from(halves.test, (i) => all[i]!);

// %% [markdown]
// A network has to be better than what is cheaper: a linear model, which gives each pixel a weight
// for each digit, and the nearest neighbour, which learns nothing.

// %%
import { accuracy, KNeighborsClassifier, LogisticRegression } from 'mle-kit';

const matrixOf = (digits: readonly Digit[]) =>
  Matrix.from(digits.map(({ pixels }) => Array.from(pixels)));
const labelsOf = (digits: readonly Digit[]) => digits.map(({ label }) => label);
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
for (const [name, model] of [
  ['linear model', new LogisticRegression()],
  ['nearest neighbour', new KNeighborsClassifier({ neighbors: 1 })],
] as const) {
  const fitted = model.fit(matrixOf(learn), labelsOf(learn));
  const share = accuracy(labelsOf(judge), fitted.predict(matrixOf(judge)));
  console.log(`${name.padEnd(18)} reads ${percent(share)} of ${judge.length} digits`);
}

// %% [markdown]
// ## 10.2 Two layers
//
// A linear model adds up pixels. What it cannot say is *this stroke, but only together with that
// one*. So we put a layer of 64 *hidden units* in between. Each is a small linear model of its own,
// and each is cut off at zero: `max(0, …)`, called **ReLU**. It speaks up, or it is silent. The
// second layer adds up what the units say, to ten scores.
//
// Without the cut, two layers would be one: a weighted sum of weighted sums is a weighted sum.
//
// All weights lie in one long array, so that an optimiser need not know what they mean. `parts`
// gives them names, without a copy.

// %%
const [inputs, hidden, classes] = [64, 64, 10] as const;
const lengths = { W1: inputs * hidden, b1: hidden, W2: hidden * classes, b2: classes };
type Block = keyof typeof lengths;
const size = Object.values(lengths).reduce((sum, length) => sum + length, 0);

function parts(w: Vector): Record<Block, Vector> {
  let to = 0;
  const next = (length: number) => {
    to += length;
    return w.subarray(to - length, to);
  };
  return { W1: next(lengths.W1), b1: next(lengths.b1), W2: next(lengths.W2), b2: next(lengths.b2) };
}
console.log(
  `${size} weights: ${Object.entries(lengths)
    .map((entry) => entry.join(' '))
    .join(', ')}`,
);

// %%
/** out += x · W, where W has a row for each x and a column for each out. */
function addProduct(x: Vector, W: Vector, out: Vector): void {
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    if (value === 0) continue; // paper, or a silent unit
    for (let j = 0; j < out.length; j++) out[j]! += value * W[i * out.length + j]!;
  }
}

function softmax(scores: Vector): Vector {
  const top = Math.max(...scores); // else exp(1000) overflows
  const raised = scores.map((score) => Math.exp(score - top));
  const total = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / total);
}

// %% [markdown]
// The way forward, from pixels to ten chances. `softmax` is chapter 09's logistic curve for more than
// two classes: any ten scores become ten numbers above zero that add up to one.

// %%
function forward(w: Vector, pixels: Vector): { units: Vector; chances: Vector } {
  const { W1, b1, W2, b2 } = parts(w);
  const sums = b1.slice(); // (64,)
  addProduct(pixels, W1, sums);
  const units = sums.map((sum) => Math.max(0, sum)); // ReLU
  const scores = b2.slice(); // (10,)
  addProduct(units, W2, scores);
  return { units, chances: softmax(scores) };
}

const lossOf = (w: Vector, digits: readonly Digit[]) =>
  digits.reduce((sum, { pixels, label }) => {
    return sum - Math.log(forward(w, pixels).chances[label]!);
  }, 0) / digits.length;

// %% [markdown]
// The loss is log loss, here called **cross-entropy**: minus the logarithm of the chance that the
// right digit got. It is 0 for a network that is sure and right.
//
// Where do we begin? Not with zeros: then all units would say the same, and be corrected alike for
// ever. So we draw small numbers, the smaller the more connections a unit has.
//
// **Guess first.** What is the loss of a network that knows nothing? Your guess: ____

// %%
function firstWeights(seed: number): Vector {
  const random = createRandom(seed);
  const w = new Float64Array(size);
  const { W1, W2 } = parts(w);
  const fill = (block: Vector, connections: number) => {
    const limit = Math.sqrt(6 / connections); // Glorot and Bengio, 2010
    for (let i = 0; i < block.length; i++) block[i] = Math.fround(random.uniform(-limit, limit));
  };
  fill(W1, inputs + hidden);
  fill(W2, hidden + classes);
  return w;
}

const start = firstWeights(0);
console.log(
  `loss ${lossOf(start, learn).toFixed(3)}; of one chance in ten: ${Math.log(10).toFixed(3)}`,
);

// %% [markdown]
// Near the logarithm of ten; what lies above it is the price of random opinions. A first loss far from
// that is a fault found before the first epoch.
//
// ## 10.3 Backpropagation: passing the blame
//
// Now the gradient: how much does the loss grow when a weight grows a little? Go backwards, and ask
// at each station *how much are you to blame?* That is all. The chain rule of school, from the end:
//
// 1. **Scores.** For cross-entropy after softmax the blame of a score is *chance given − chance
//    wanted*. A digit that got 0.7 where it should have got 1 has a blame of −0.3: more, please.
// 2. **Second layer.** A weight carried `unit` to `score`, so its blame is unit × blame of the score.
// 3. **Units.** A unit sent something to all ten scores, so it adds up their blame, each times the
//    weight between them.
// 4. **The cut.** A unit that was silent would have said 0 a little further on, too. Its blame is 0.
//    This is the line.
// 5. **First layer.** As in step 2: pixel × blame of the unit.

// %%
type Gradient = (w: Vector, batch: readonly Digit[]) => { loss: number; gradient: Vector };
type Gate = (unit: number, blame: number) => number;
const relu: Gate = (unit, blame) => (unit > 0 ? blame : 0); // step 4

/** out += x · blameᵀ: each weight's share, what it carried times the blame of where it went. */
function addBlame(x: Vector, blame: Vector, out: Vector): void {
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    if (value === 0) continue;
    for (let j = 0; j < blame.length; j++) out[i * blame.length + j]! += value * blame[j]!;
  }
}
const one = Float64Array.of(1); // what a bias carries

// %%
function backward(w: Vector, batch: readonly Digit[], gate: Gate = relu) {
  const { W2 } = parts(w);
  const gradient = new Float64Array(size);
  const out = parts(gradient);
  let loss = 0;
  for (const { pixels, label } of batch) {
    const { units, chances } = forward(w, pixels);
    loss -= Math.log(chances[label]!) / batch.length;
    const scoreBlame = chances.map((p, k) => (p - (k === label ? 1 : 0)) / batch.length); // 1
    addBlame(units, scoreBlame, out.W2); // 2
    addBlame(one, scoreBlame, out.b2);
    const unitBlame = units.map((unit, j) => {
      let sum = 0; // 3
      for (let k = 0; k < classes; k++) sum += W2[j * classes + k]! * scoreBlame[k]!;
      return gate(unit, sum); // 4
    });
    addBlame(pixels, unitBlame, out.W1); // 5
    addBlame(one, unitBlame, out.b1);
  }
  return { loss, gradient };
}

// %% [markdown]
// ## 10.4 Do not believe it: ask the loss
//
// A gradient claims something that can be tried. Move *one* weight up by a hair, and down by a hair,
// and see by how much the loss changes: (upper − lower) / (2 hairs). Chapter 02 measured how thick
// the hair should be. This needs nothing but the way forward, which is easy to get right. It is far
// too slow to train with (why?), and just right for a check.

// %%
function numericGradient(w: Vector, batch: readonly Digit[], hair = 1e-5): Vector {
  const moved = w.slice();
  return w.map((weight, i) => {
    moved[i] = weight + hair;
    const upper = lossOf(moved, batch);
    moved[i] = weight - hair;
    const lower = lossOf(moved, batch);
    moved[i] = weight;
    return (upper - lower) / (2 * hair);
  });
}

// %% [markdown]
// How far apart may two numbers be that should be the same? We divide their distance by the larger
// of them. (Below a millionth only rounding is left, so we never divide by less.) The *worst* weight
// counts, since a mean over thousands hides one broken weight.

// %%
function disagreement(claimed: Vector, found: Vector): number {
  const each = claimed.map((a, i) => {
    const n = found[i]!;
    return Math.abs(a - n) / Math.max(Math.abs(a), Math.abs(n), 1e-6);
  });
  return Math.max(...each);
}

const batches = Array.from({ length: Math.ceil(learn.length / 16) }, (_, i) =>
  learn.slice(16 * i, 16 * i + 16),
);
const numeric = numericGradient(start, batches[0]!);
const passes = (gradientOf: Gradient) =>
  disagreement(gradientOf(start, batches[0]!).gradient, numeric) < 1e-4;
console.log(`our gradient ${passes(backward) ? 'passes' : 'fails'} at all ${size} weights`);

// %% [markdown]
// Two ways that share no line of backward code give the same numbers. *That* is a reason to believe
// it. Now it may learn.
//
// ## 10.5 Epochs
//
// Cut the digits into **batches** of 16, take a step downhill after each. Once through all of them is
// an **epoch**. (One usually deals the batches anew for each epoch, as the library does. We keep
// them, so that somebody else can follow us step by step.)
//
// How a step follows from a gradient is the business of an *optimiser*. The plainest one:

// %%
type Step = (w: Vector, gradient: Vector) => Vector;
const plain = (rate: number): Step => {
  return (w, gradient) => w.map((weight, i) => weight - rate * gradient[i]!);
};

function train(gradientOf: Gradient, { seed = 0, epochs = 25, step = plain(0.3) } = {}) {
  let w = firstWeights(seed);
  const history: { loss: number; weights: Vector }[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    let sum = 0;
    for (const batch of batches) {
      const { loss, gradient } = gradientOf(w, batch);
      sum += loss * batch.length;
      w = step(w, gradient);
    }
    history.push({ loss: sum / learn.length, weights: w });
  }
  return { weights: w, history };
}

// %%
const readBy = (w: Vector, { pixels }: Digit) => {
  const { chances } = forward(w, pixels);
  return chances.indexOf(Math.max(...chances));
};
const shareRead = (w: Vector, digits: readonly Digit[] = judge) =>
  accuracy(
    labelsOf(digits),
    digits.map((digit) => readBy(w, digit)),
  );

const ours = train(backward);
console.log(`unseen digits: ${percent(shareRead(ours.weights))}`);
console.log(`its own:       ${percent(shareRead(ours.weights, learn))}`);

// %%
import { lossPlot, show } from 'mle-kit';

const seenLoss = ours.history.map(({ loss }) => loss);
const unseenLoss = ours.history.map(({ weights }) => lossOf(weights, judge));
const lowest = unseenLoss.indexOf(Math.min(...unseenLoss)) + 1;
show(
  lossPlot({
    history: { train: seenLoss, validation: unseenLoss },
    yLog: true,
    title: 'Twenty-five times through the digits',
    altText:
      `Loss on training digits falls in every epoch, to ${seenLoss.at(-1)!.toFixed(3)}. On unseen ` +
      `ones it is lowest in epoch ${lowest}, ${unseenLoss[lowest - 1]!.toFixed(3)}, and ends at ` +
      `${unseenLoss.at(-1)!.toFixed(3)}.`,
  }),
);

// %% [markdown]
// Read a loss curve by its two lines. Both fall: it learns. The lower one goes on and the upper one
// is flat: from here on it learns by heart what its own digits look like. What to do then is the
// subject of chapter 11.
//
// And what did we gain? Hold the result against section 10.1. The network beats the linear model.
// It does *not* beat a method that has learned nothing at all. On 64 pixels and a few hundred
// digits that is no shame, and worth knowing before one buys a graphics card.
//
// ## 10.6 The same, by a library
//
// TensorFlow.js does what we did, with layers to choose from. It is wrapped in `mle-kit/neural`.
// Give it our first weights and our batches in our order, and its losses have to be ours. If they
// are not, one of us is wrong.

// %% tags=["tensor"]
import { adam, dense, NeuralClassifier, sgd } from 'mle-kit/neural';

const [X, y] = [matrixOf(learn), labelsOf(learn)];
const shared = {
  layers: [dense(hidden, { activation: 'relu' })],
  initialWeights: Object.values(parts(start)),
  batchSize: 16,
  shuffle: false,
} as const;
const theirs = await new NeuralClassifier({
  ...shared,
  optimizer: sgd({ learningRate: 0.3 }),
  epochs: 5,
}).fit(X, y);
theirs.history.forEach(({ epoch, loss }) => {
  console.log(
    `epoch ${epoch}   ours ${seenLoss[epoch - 1]!.toFixed(4)}   theirs ${loss.toFixed(4)}`,
  );
});

// %% tags=["tensor"]
const afterFive = ours.history[4]!.weights;
const theirWeights = theirs.weights.flatMap(({ values }) => Array.from(values));
const apart = Math.max(...afterFive.map((weight, i) => Math.abs(weight - theirWeights[i]!)));
const sameAnswers = theirs.predict(matrixOf(judge)).filter((said, i) => {
  return said === readBy(afterFive, judge[i]!);
}).length;
console.log(`no weight is further apart than 0.001: ${apart < 0.001}`);
console.log(`both say the same of ${sameAnswers} of ${judge.length} digits`);

// %% [markdown]
// After hundreds of steps, the same place. What is left is rounding: a tensor holds 32 bits, we hold
// 64. From here on the library may do the work where it is more convenient.
//
// ## 10.7 Leave the line out
//
// Now the fault. `unmasked` passes the blame to every unit, silent or not. Everything else stays.
//
// And a second one, much worse: `frozen` never moves the first layer at all. Its 64 units go on
// looking for whatever chance told them to look for. In real code that is a tensor that was copied
// once too often, or a layer still marked as not trainable.

// %%
const unmasked: Gradient = (w, batch) => backward(w, batch, (_, blame) => blame);
const frozen: Gradient = (w, batch) => {
  const { loss, gradient } = backward(w, batch);
  parts(gradient).W1.fill(0);
  parts(gradient).b1.fill(0);
  return { loss, gradient };
};

// %%
predict('10.7', {
  question: 'The first layer never learns. How many of 100 unseen digits are read right?',
  unit: 'digits',
  guess: undefined, // a number, or an interval such as [10, 40]
});

// %%
import { mean } from 'mle-kit';

const networks = { right: backward, unmasked, frozen } as const;
const seeds = [0, 1, 2];
const runs = Object.entries(networks).map(([name, gradientOf]) => {
  const trained = seeds.map((seed) =>
    name + seed === 'right0' ? ours : train(gradientOf, { seed }),
  );
  const shares = trained.map(({ weights }) => shareRead(weights));
  return { name, shares, average: mean(shares), losses: trained[0]!.history.map((h) => h.loss) };
});
for (const { name, shares, average } of runs) {
  console.log(`${name.padEnd(9)} ${percent(average)}   (${shares.map(percent).join(', ')})`);
}

// %%
const [whole, leaky, stiff] = runs.map(({ average }) => average) as [number, number, number];
reveal('10.0', 100 * (whole - leaky));
reveal('10.7', 100 * stiff);

// %% [markdown]
// Each number is a mean over three first weights, with the three beside it. Compare the distance
// between the first two lines with the distances within a line.
//
// And you do not have the first line. Your colleague has one network, one number, and a loss curve.
// Here are the three curves. Which one would you send back?

// %%
import { line } from 'mle-kit';

const finalLosses = runs.map(({ name, losses }) => `${name} ${losses.at(-1)!.toFixed(3)}`);
show(
  line({
    series: runs.map(({ name, losses }) => ({ name, x: losses.map((_, i) => i + 1), y: losses })),
    title: 'Three networks learn, two of them by a wrong gradient',
    xTitle: { label: 'Epoch', unit: null },
    yTitle: { label: 'Training loss', unit: null },
    yLog: true,
    altText: `All three losses fall smoothly from epoch to epoch; they end at ${finalLosses.join(', ')}.`,
  }),
);

// %% [markdown]
// All of them look like learning, as they *are* learning. Seen alone, the worst one is a network that
// could do with more epochs.
//
// Now ask the check. Each weight is a point: to the right, the slope that we found by moving it; upwards,
// the slope that the code claims. (Every other weight, as a picture here holds 5,000 points; a few of
// the second layer lie outside of the frame.)

// %%
import { combine, scatter } from 'mle-kit';

const some = Array.from({ length: size / 2 }, (_, i) => 2 * i);
const frame = [-0.2, 0.2] as const;
const differing = (gradient: Vector) =>
  gradient.filter((a, i) => disagreement(Float64Array.of(a), numeric.subarray(i, i + 1)) > 1e-4)
    .length;
const panel = (name: 'right' | 'unmasked', gradient: Vector) =>
  scatter({
    x: some.map((i) => Number(numeric[i]!.toPrecision(5))),
    y: some.map((i) => Number(gradient[i]!.toPrecision(5))),
    group: some.map((i) => (i < lengths.W1 + lengths.b1 ? 'first layer' : 'second layer')),
    title: `${name}: ${differing(gradient)} of ${size} weights differ`,
    xTitle: { label: 'Slope found by moving the weight', unit: null },
    yTitle: { label: 'Slope that the code claims', unit: null },
    xRange: frame,
    yRange: frame,
    altText: `Of ${size} weights ${differing(gradient)} have another slope than the code claims.`,
  });

// %%
const claimed = { right: backward(start, batches[0]!), unmasked: unmasked(start, batches[0]!) };
show(
  combine([panel('right', claimed.right.gradient), panel('unmasked', claimed.unmasked.gradient)], {
    title: 'One point a weight: a right gradient lies on the diagonal',
    altText:
      `In the right network every weight lies on the diagonal; without the mask ` +
      `${differing(claimed.unmasked.gradient)} of ${size} lie beside it, all of the first layer, ` +
      `though it reads ${percent(leaky)} of digits against ${percent(whole)}.`,
  }),
);
for (const [name, gradientOf] of Object.entries(networks)) {
  console.log(`${name.padEnd(9)} ${passes(gradientOf) ? 'passes' : 'fails'} the check`);
}

// %% [markdown]
// One look, no second network to compare with, no test data, before the first epoch.
//
// Why did accuracy not notice? Two reasons, and both are virtues of neural networks. First, the wrong
// direction is not *very* wrong: any direction less than a right angle away from the right one leads
// downhill, if the steps are small. Measure the angle:

// %%
import { dot } from 'mle-kit';

const cosine = (a: Vector, b: Vector) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
for (const [name, gradientOf] of Object.entries(networks)) {
  const angle = Math.acos(Math.min(1, cosine(gradientOf(start, batches[0]!).gradient, numeric)));
  console.log(`${name.padEnd(9)} ${Math.abs((angle * 180) / Math.PI).toFixed(0)}° from downhill`);
}

// %% [markdown]
// Second, what one part does badly, another part makes good. In `frozen`, the last layer is a linear
// model on 64 random looks at the picture, and that is not a bad model.
//
// So a network *repairs* faults in its own training. That is comfortable, and it is why no score can
// be a test of this code. You would ship it; a year later somebody builds a deeper network on it, and
// it does not learn, and nobody looks at a line that has worked for a year.
//
// ## 10.8 Losses and optimisers
//
// The check judges the *direction*. Two other choices decide how one goes there.
//
// **The loss: what is a mistake worth?** Take a digit whose right class got the chance p. How hard
// does each loss push its score upwards?

// %%
for (const p of [0.9, 0.5, 0.1, 0.001]) {
  const crossEntropy = 1 - p; // slope of −log p along the score
  const squared = 2 * (1 - p) * p * (1 - p); // slope of (1 − p)² along the score
  console.log(
    `p ${String(p).padEnd(5)}   cross-entropy ${crossEntropy.toFixed(3)}   squared ${squared.toFixed(3)}`,
  );
}

// %% [markdown]
// Cross-entropy pushes the harder, the worse the mistake. The squared error hardly pushes the digit
// that is *sure and wrong*: softmax is flat there. From the same start, one epoch and five (the
// library's squared error is a mean over ten classes, so it gets ten times the rate):

// %% tags=["tensor"]
for (const [loss, learningRate] of [
  ['categoricalCrossentropy', 0.3],
  ['meanSquaredError', 3],
] as const) {
  for (const epochs of [1, 5]) {
    const options = { ...shared, loss, optimizer: sgd({ learningRate }), epochs };
    const said = (await new NeuralClassifier(options).fit(X, y)).predict(matrixOf(judge));
    const count = said.filter((label, i) => label === judge[i]!.label).length;
    console.log(`${loss.padEnd(24)} epoch ${epochs}: ${count} of ${judge.length} digits`);
  }
}

// %% [markdown]
// At first nearly every chance is about one in ten. There the squared error pushes with 0.16, where
// cross-entropy pushes with 0.9. So it starts late, and has caught up with most of it by the fifth epoch.
// A loss decides how fast each mistake is attended to; both have the same favourite, a network that
// states honest chances.
//
// **The optimiser: how does a step follow from a gradient?** Plain descent takes the gradient times a
// rate. **Momentum** keeps nine tenths of its last move, like a ball that rolls. **Adam** divides each
// weight's mean gradient by its usual size, so that a weight behind a rarely inked pixel moves as
// readily as others.

// %%
const momentum = (rate: number, kept = 0.9): Step => {
  const move = new Float64Array(size);
  return (w, gradient) => {
    gradient.forEach((slope, i) => {
      move[i] = kept * move[i]! - rate * slope;
    });
    return w.map((weight, i) => weight + move[i]!);
  };
};

const adamByHand = (rate: number): Step => {
  const [means, squares] = [new Float64Array(size), new Float64Array(size)];
  let t = 0;
  return (w, gradient) => {
    t += 1;
    const length = (rate * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t); // both begin at 0
    return w.map((weight, i) => {
      means[i] = 0.9 * means[i]! + 0.1 * gradient[i]!;
      squares[i] = 0.999 * squares[i]! + 0.001 * gradient[i]! ** 2;
      return weight - (length * means[i]!) / (Math.sqrt(squares[i]!) + 1e-7);
    });
  };
};

// %% [markdown]
// **Guess first.** Which of the four falls fastest: plain with rate 0.3, plain with 0.03, momentum with
// 0.03, Adam with 0.003? Your guess: ____

// %%
const steps = {
  'plain 0.3': plain(0.3),
  'plain 0.03': plain(0.03),
  'momentum 0.03': momentum(0.03),
  'Adam 0.003': adamByHand(0.003),
};
const curves = Object.entries(steps).map(([name, step]) => {
  const { history } = train(backward, { epochs: 10, step });
  return { name, x: history.map((_, i) => i + 1), y: history.map(({ loss }) => loss) };
});
show(
  line({
    series: curves,
    title: 'One gradient, four ways to follow it',
    xTitle: { label: 'Epoch', unit: null },
    yTitle: { label: 'Training loss', unit: null },
    yLog: true,
    altText: `After ten epochs the losses are ${curves.map(({ name, y: losses }) => `${name}: ${losses.at(-1)!.toFixed(3)}`).join(', ')}.`,
  }),
);

// %% [markdown]
// Look at plain 0.3 beside momentum 0.03. A move of which nine tenths are kept adds up to ten moves in
// the end: momentum acts as a rate ten times as large, only smoother. Whoever compares optimisers at
// *one* rate compares rates.
//
// Adam is not the fastest here, and with another rate it might be. What speaks for it is something
// else: its steps do not depend on the size of the gradient, so that a rate of some thousandths
// suits most networks. One begins with it for that.
//
// Our Adam has ten lines. Does it take the library's steps?

// %% tags=["tensor"]
const theirAdam = await new NeuralClassifier({
  ...shared,
  optimizer: adam({ learningRate: 0.003 }),
  epochs: 2,
}).fit(X, y);
theirAdam.history.forEach(({ epoch, loss }) => {
  const own = curves[3]!.y[epoch - 1]!;
  console.log(`epoch ${epoch}   ours ${own.toFixed(4)}   theirs ${loss.toFixed(4)}`);
});

// %% [markdown]
// ## 10.9 A layer that knows what a picture is
//
// Chapter 03 shuffled the 64 pixels of all digits alike, and no model minded: not one of them knew
// which pixel lies beside which. Our network does not know it either. Each hidden unit has to find out
// at each place anew what a stroke looks like.
//
// A **convolution** is told. It has a small window, 3 × 3 weights, and moves it over the picture: the
// *same nine weights at every place*. Here is one whose weights we chose ourselves.

// %%
import { imageGrid } from 'mle-kit';

const upright = [1, 0, -1, 2, 0, -2, 1, 0, -1]; // ink to the left, and none to the right
function convolve(pixels: ArrayLike<number>, kernel: readonly number[]): number[][] {
  const at = (r: number, c: number) =>
    kernel.reduce((sum, weight, k) => {
      return sum + weight * pixels[8 * (r + Math.floor(k / 3)) + c + (k % 3)]!;
    }, 0);
  const six = [0, 1, 2, 3, 4, 5]; // so often a window of 3 fits into 8
  return six.map((r) => six.map((c) => at(r, c)));
}

// %%
const sample = judge.find(({ label }) => label === 7)!;
const square = (pixels: ArrayLike<number>) =>
  Matrix.from(Array.from({ length: 8 }, (_, r) => Array.from(pixels).slice(8 * r, 8 * r + 8)));
const order = createRandom(3).permutation(64); // as in chapter 03
const shuffled = (pixels: Vector) => Float64Array.from(order, (j) => pixels[j]!);
const edges = (pixels: Vector) =>
  convolve(pixels, upright).map((row) => row.map((v) => Math.max(0, v)));
const answers = [sample.pixels, shuffled(sample.pixels)].map((pixels) => {
  return edges(pixels)
    .flat()
    .filter((answer) => answer > 1).length;
});

// %%
const grey = (pixels: Vector) => Matrix.from(edges(pixels).map((row) => row.map((v) => v / 4)));
show(
  imageGrid({
    images: [
      { pixels: square(sample.pixels), caption: 'a seven' },
      { pixels: grey(sample.pixels), caption: 'where ink ends to the right' },
      { pixels: square(shuffled(sample.pixels)), caption: 'the same pixels, shuffled' },
      { pixels: grey(shuffled(sample.pixels)), caption: 'edges of nothing' },
    ],
    columns: 4,
    title: 'Nine weights, moved over the picture',
    altText:
      `The window answers at ${answers[0]} of 36 places of a seven, all along the right edge of its ` +
      `strokes; of the same pixels, shuffled, at ${answers[1]} places here and there.`,
    white: 0,
    black: 1,
  }),
);

// %% [markdown]
// The library's convolution is the same sum. We give it our nine weights, and any weights that make
// ten scores of the 36 answers; a rate of 0 leaves them as they are. The loss has to be ours.

// %% tags=["tensor"]
import { conv2d, flatten, maxPooling2d } from 'mle-kit/neural';

const pick = createRandom(9);
const toScores = Float64Array.from({ length: 36 * classes }, () => pick.uniform(-0.1, 0.1));
const still = await new NeuralClassifier({
  inputShape: [8, 8, 1],
  layers: [conv2d(1, 3, { activation: 'relu' }), flatten()],
  initialWeights: [upright, [0], toScores, new Float64Array(classes)],
  optimizer: sgd({ learningRate: 0 }),
  epochs: 1,
}).fit(X, y);
const lossesByHand = learn.map(({ pixels, label }) => {
  const scores = new Float64Array(classes);
  addProduct(Float64Array.from(edges(pixels).flat()), toScores, scores);
  return -Math.log(softmax(scores)[label]!);
});
console.log(`ours ${mean(lossesByHand).toFixed(4)}   theirs ${still.history[0]!.loss.toFixed(4)}`);

// %% [markdown]
// Beside the dense network we put one of two convolutions: 12 windows, then the stronger of each 2 × 2
// neighbours (*max pooling*), then 24 windows that look at all twelve results. It has fewer weights.
//
// **Guess first.** It will probably do better on digits. And on digits whose pixels are all shuffled
// alike, in training and in testing?

// %%
predict('10.9', {
  question: 'What becomes of the lead of the convolution when all pixels are shuffled alike?',
  options: ['it keeps its lead', 'it loses its lead'],
  guess: undefined, // one of the options
});

// %%
const designs = {
  dense: { layers: [dense(hidden, { activation: 'relu' })] },
  convolution: {
    inputShape: [8, 8, 1],
    layers: [
      conv2d(12, 3, { padding: 'same', activation: 'relu' }), // (8, 8, 12)
      maxPooling2d(), // (4, 4, 12)
      conv2d(24, 3, { activation: 'relu' }), // (2, 2, 24)
      flatten(),
    ],
  },
} as const;
type Change = (pixels: Vector) => Vector;
const changed = (digits: readonly Digit[], change: Change) =>
  matrixOf(digits.map(({ pixels, label }) => ({ pixels: change(pixels), label })));

// %%
const inOrder: Change = (pixels) => pixels;
const aside: Change = (pixels) =>
  Float64Array.from(pixels, (_, k) => (k % 8 === 0 ? 0 : pixels[k - 1]!)); // one pixel to the right
async function fitDesign(name: keyof typeof designs, change: Change, seed: number) {
  const optimizer = adam({ learningRate: 0.005 });
  const design = new NeuralClassifier({ ...designs[name], optimizer, epochs: 12, seed });
  const fitted = await design.fit(changed(learn, change), labelsOf(learn));
  const count = (seen: Change) =>
    fitted
      .predict(changed(judge, (pixels) => change(seen(pixels))))
      .filter((said, i) => said === judge[i]!.label).length;
  return { right: count(inOrder), aside: count(aside), weights: fitted.buffers.weights.length / 4 };
}

// %% tags=["tensor"]
const outcomes: { name: string; right: number[]; moved: number[] }[] = [];
for (const [place, change] of [
  ['in order', inOrder],
  ['shuffled', shuffled],
] as const) {
  for (const name of ['dense', 'convolution'] as const) {
    const fits = [];
    for (const seed of seeds) fits.push(await fitDesign(name, change, seed));
    const [right, moved] = [fits.map((fit) => fit.right), fits.map((fit) => fit.aside)];
    outcomes.push({ name: `${name}, ${place}`, right, moved });
    const counts = `${right.join(', ')} of ${judge.length} digits`;
    console.log(`${`${name}, ${place}`.padEnd(22)} ${counts}; moved aside ${moved.join(', ')}`);
  }
}

// %% tags=["tensor"]
const lead = (from: number) => mean(outcomes[from + 1]!.right) - mean(outcomes[from]!.right);
const [leadInOrder, leadShuffled] = [lead(0), lead(2)];
console.log(`in order the convolution is ${leadInOrder > 0 ? 'ahead' : 'behind'}`);
console.log(`shuffled it is ${leadShuffled > leadInOrder / 2 ? 'still well ahead' : 'not'}`);
reveal('10.9', leadShuffled > leadInOrder / 2 ? 'it keeps its lead' : 'it loses its lead');

// %% [markdown]
// Three first weights each. On pictures the convolution leads, with fewer weights; take the
// neighbourhood away and the lead is gone. So it was never "deeper" or "more modern". It had been
// *told* something true about pictures (what lies side by side belongs together, and a stroke is a
// stroke wherever it is), and that is worth as much as the data that one would need to find it out.
//
// The last column goes back to chapter 03: digits moved by one pixel. The convolution stands it better
// than the dense network, and still badly. Its windows move with the digit; the last layer, which asks
// *where* something was found, does not.
//
// ## 10.10 What goes wrong in production
//
// **Another scale.** The network learned from ink between 0 and 1. The new scanner sends 0 to 16, as
// the file did. Nothing throws.

// %%
const scanner = judge.map(({ pixels, label }) => ({ pixels: pixels.map((v) => 16 * v), label }));
const surenessOf = (digits: readonly Digit[]) =>
  mean(digits.map(({ pixels }) => Math.max(...forward(ours.weights, pixels).chances)));
for (const [name, digits] of [
  ['as learned', judge],
  ['sixteenfold', scanner],
] as const) {
  const read = percent(shareRead(ours.weights, digits));
  console.log(
    `${name.padEnd(12)} ${read} right, surest chance ${surenessOf(digits).toFixed(3)} on average`,
  );
}

// %% [markdown]
// Accuracy hardly notices here, either. But every chance is now as good as 1, also where the network
// is wrong: whoever set a threshold by chapter 09 has none any more. Scale inside the model's own
// pipeline, not beside it.
//
// **A rate too large.** The library does not go on with numbers that are none. It says where they
// came from:

// %% tags=["tensor"]
import { MlError } from 'mle-kit';

try {
  await new NeuralClassifier({ ...shared, optimizer: sgd({ learningRate: 1e20 }), epochs: 1 }).fit(
    X,
    y,
  );
} catch (error) {
  if (!(error instanceof MlError)) throw error;
  console.log(error.code, '·', error.message.slice(0, error.message.indexOf('. ') + 1));
}

// %% [markdown]
// **A rate only somewhat too large** is worse, as it throws nothing. Units fall silent for *every*
// digit, and step 4 then never wakes them: they are *dead*. Yet the gradient is right, in every number.

// %%
const deadUnits = (w: Vector) => {
  const active = new Set<number>();
  for (const { pixels } of learn) {
    forward(w, pixels).units.forEach((unit, j) => {
      if (unit > 0) active.add(j);
    });
  }
  return hidden - active.size;
};
for (const rate of [0.3, 0.6, 1]) {
  const { weights } = train(backward, { epochs: 3, step: plain(rate) });
  const read = percent(shareRead(weights));
  console.log(
    `rate ${String(rate).padEnd(4)} ${deadUnits(weights)} of ${hidden} units dead, ${read} read`,
  );
}

// %% [markdown]
// Log what should move, beside what should fall: the share of dead units, and the size of each layer's
// steps. A layer whose weights do not change from one hour to the next is a question, not a result.
//
// ## 10.11 Exercises
//
// **Exercise 10.1** (warm-up) The loss of one digit from its ten scores. A network in training gives
// scores such as 1000, too.

// %%
import { answerQuiz, check, equals, quiz } from 'mle-kit';

// %% tags=["exercise"]
function crossEntropyOf(scores: readonly number[], label: number): number {
  // solution
  const top = Math.max(...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - top), 0);
  return Math.log(total) + top - scores[label]!;
}

// %% tags=["check"]
await check(
  '10.1',
  crossEntropyOf,
  {
    'two equal scores give log 2': (loss) => equals(loss([0, 0], 0), Math.log(2)),
    'it is the library of this chapter': (loss) =>
      equals(loss([1, 2, 3], 1), -Math.log(softmax(Float64Array.of(1, 2, 3))[1]!)),
    'sure and right costs nothing': (loss) => equals(loss([1000, 0], 0), 0),
    'sure and wrong costs 1000': (loss) => equals(loss([1000, 0], 1), 1000),
  },
  {
    hints: [
      'It is minus the logarithm of the chance that softmax gives to the label.',
      'exp(1000) is infinite: subtract the highest score from all of them first.',
      'The logarithm of a quotient is a difference: log(sum of exp(score − top)) + top − score of the label.',
    ],
    mistakes: [
      {
        says: 'you raised the scores as they are, and exp(1000) is infinite: subtract the highest one first.',
        answer: (scores, label) => {
          const raised = scores.map(Math.exp);
          return -Math.log(raised[label]! / raised.reduce((sum, value) => sum + value, 0));
        },
      },
      {
        says: 'you took the logarithm of a chance that had become 0: take the logarithm before you divide.',
        answer: (scores, label) => -Math.log(softmax(Float64Array.from(scores))[label]!),
      },
      {
        says: 'you forgot the minus: a chance is at most 1, and its logarithm at most 0.',
        answer: (scores, label) => {
          const top = Math.max(...scores);
          const total = scores.reduce((sum, score) => sum + Math.exp(score - top), 0);
          return scores[label]! - top - Math.log(total);
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* our own `lossOf` has the weakness of the second mistake. A digit whose
// chance rounds to 0 makes the loss infinite. The library computes loss and softmax in one, as you
// did, and that is why its networks have no softmax layer at their end.
//
// **Exercise 10.2** Checking weight by weight takes two losses for each weight. There is a cheaper
// way: move *all* weights a little along one direction. Return the slope of the loss along
// `direction`, by a hair upwards and a hair downwards. (`lossOf` is yours to use; leave `w` as it is.)

// %% tags=["exercise"]
function slopeAlong(w: Vector, batch: readonly Digit[], direction: Vector): number {
  // solution
  const hair = 1e-6;
  const upper = w.map((weight, i) => weight + hair * direction[i]!);
  const lower = w.map((weight, i) => weight - hair * direction[i]!);
  return (lossOf(upper, batch) - lossOf(lower, batch)) / (2 * hair);
}

// %% tags=["check"]
const towards = (seed: number) => {
  const random = createRandom(seed);
  const drawn = Float64Array.from({ length: size }, () => random.normal());
  const length = Math.sqrt(dot(drawn, drawn));
  return drawn.map((value) => value / length);
};
await check(
  '10.2',
  slopeAlong,
  {
    'along one weight it is the slope of that weight': (slope) => {
      const only = new Float64Array(size);
      only[size - 1] = 1;
      return equals(slope(start.slice(), batches[0]!, only), numeric[size - 1]!, 1e-6);
    },
    'along any direction it is gradient · direction': (slope) => {
      const { gradient } = backward(ours.weights, batches[1]!);
      const wanted = dot(gradient, towards(1));
      const came = slope(ours.weights.slice(), batches[1]!, towards(1));
      return Math.abs(came - wanted) < 1e-7 || `came ${came}, wanted ${wanted}`;
    },
    'the weights stay as they are': (slope) => {
      const w = firstWeights(5);
      const came = slope(w, batches[0]!, towards(2));
      return (Number.isFinite(came) && equals(w, firstWeights(5))) || 'they have moved';
    },
  },
  {
    hints: [
      'A new array for the upper weights, another for the lower ones: w.map(…).',
      'The upper weights are w[i] + hair · direction[i], with a hair of about 1e-6.',
      'Subtract the lower loss from the upper one, and divide by two hairs.',
    ],
    mistakes: [
      {
        says: 'you divided by one hair: from the lower to the upper place it is two.',
        answer: (w, batch, direction) => {
          const at = (hair: number) =>
            lossOf(
              w.map((v, i) => v + hair * direction[i]!),
              batch,
            );
          return (at(1e-6) - at(-1e-6)) / 1e-6;
        },
      },
      {
        says: 'you moved to one side only: the curvature stays in the result. Move to both sides.',
        answer: (w, batch, direction) => {
          const at = (hair: number) =>
            lossOf(
              w.map((v, i) => v + hair * direction[i]!),
              batch,
            );
          return (at(1e-3) - at(0)) / 1e-3;
        },
      },
      {
        says: 'you moved the weights that you were given: copy them first.',
        answer: (w, batch, direction) => {
          for (let i = 0; i < w.length; i++) w[i]! += 1e-6 * direction[i]!;
          const upper = lossOf(w, batch);
          const below = w.map((value, i) => value - 2e-6 * direction[i]!);
          return (upper - lossOf(below, batch)) / 2e-6;
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* two losses test all weights at once. A wrong gradient can hide only
// from directions that happen to be at right angles to its fault, and chance does not draw those. But
// such a test says *that* something is wrong, not where.
//
// **Exercise 10.3** Say where. Return the names of those blocks (`W1`, `b1`, `W2`, `b2`, in this order)
// in which a gradient disagrees with `numeric` at `start` on the first batch.

// %% tags=["exercise"]
function suspects(gradientOf: Gradient): Block[] {
  // solution
  const claimed = parts(gradientOf(start, batches[0]!).gradient);
  const found = parts(numeric);
  const names = Object.keys(lengths) as Block[];
  return names.filter((name) => disagreement(claimed[name], found[name]) > 1e-4);
}

// %% tags=["check"]
const spoiled =
  (spoil: (out: Record<Block, Vector>) => void): Gradient =>
  (w, batch) => {
    const { loss, gradient } = backward(w, batch);
    spoil(parts(gradient));
    return { loss, gradient };
  };
await check(
  '10.3',
  suspects,
  {
    'the right gradient has none': (find) => equals(find(backward), []),
    'without the mask the first layer is wrong': (find) => equals(find(unmasked), ['W1', 'b1']),
    'a forgotten bias is found': (find) => equals(find(spoiled(({ b2 }) => b2.fill(0))), ['b2']),
    'one weight of thousands is found': (find) => {
      const worst = parts(numeric).W1.map(Math.abs);
      const place = worst.indexOf(Math.max(...worst));
      return equals(find(spoiled(({ W1 }) => (W1[place] = -W1[place]!))), ['W1']);
    },
  },
  {
    hints: [
      'parts cuts a gradient into its blocks, the numeric one as well.',
      'disagreement tells how far two blocks are apart; above 1e-4 it is no rounding.',
      'Filter the four names by disagreement(parts(claimed)[name], parts(numeric)[name]) > 1e-4.',
    ],
    mistakes: [
      {
        says: 'you looked at the first weight of each block. That of W1 belongs to a corner that nobody inks: it is 0 in any gradient.',
        answer: (gradientOf) => {
          const claimed = parts(gradientOf(start, batches[0]!).gradient);
          const names = Object.keys(lengths) as Block[];
          return names.filter(
            (name) => Math.abs(claimed[name][0]! - parts(numeric)[name][0]!) > 1e-6,
          );
        },
      },
      {
        says: 'you named the blocks that agree: the suspects are the others.',
        answer: (gradientOf) => {
          const claimed = parts(gradientOf(start, batches[0]!).gradient);
          const names = Object.keys(lengths) as Block[];
          return names.filter((name) => disagreement(claimed[name], parts(numeric)[name]) < 1e-4);
        },
      },
      {
        says: 'you compared the means of the blocks: one weight of thousands does not show in a mean.',
        answer: (gradientOf) => {
          const claimed = parts(gradientOf(start, batches[0]!).gradient);
          const names = Object.keys(lengths) as Block[];
          return names.filter((name) => {
            const [a, n] = [mean(claimed[name]), mean(parts(numeric)[name])];
            return Math.abs(a - n) > 1e-3 * mean(parts(numeric)[name].map(Math.abs));
          });
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* a fault shows in the blocks *before* it, seen from the loss. Both blocks
// of the first layer wrong and both of the second right: look between them. There is step 4.
//
// **Exercise 10.4** (hard) Our check `passes` looks at *one* place: the first weights, on the first 16
// digits. Write a fault that it misses. Then mend the check.
//
// - `sly(w, batch)`: passes `passes`, is wrong elsewhere, and a network that learns by it for four
//   epochs still reads nine digits of ten.
// - `mended(gradientOf)`: true for the right gradient; false for yours, and for three others that the
//   checks have in store.
//
// What is special about the one place? Think of its batch (how many digits, which pixels), of its
// biases, and of what never happens there.

// %% tags=["exercise"]
function sly(w: Vector, batch: readonly Digit[]): ReturnType<Gradient> {
  // solution
  const { loss, gradient } = backward(w, batch);
  return { loss, gradient: gradient.map((value) => (value * batch.length) / 16) }; // the last batch has 2
}

// %% tags=["exercise"]
function mended(gradientOf: Gradient): boolean {
  // solution
  const random = createRandom(104);
  const noise = (count: number) =>
    Array.from({ length: count }, (): Digit => {
      const pixels = Float64Array.from({ length: inputs }, () => random.uniform());
      return { pixels, label: random.integer(0, classes) };
    });
  const anywhere = start.map((weight) => weight + random.normal(0, 0.1)); // biases, too
  for (const w of [start, anywhere, ours.weights]) {
    for (const batch of [batches[0]!, batches.at(-1)!, noise(1), noise(30)]) {
      const { gradient } = gradientOf(w, batch);
      const limit = 1e-5 * Math.sqrt(dot(gradient, gradient)) + 1e-8;
      for (let turn = 0; turn < 5; turn++) {
        const drawn = w.map(() => random.normal());
        const far = Math.sqrt(dot(drawn, drawn));
        const direction = drawn.map((value) => value / far);
        const lossAt = (hair: number) =>
          lossOf(
            w.map((v, i) => v + hair * direction[i]!),
            batch,
          );
        const off = [1e-6, 1e-7].map((hair) => {
          const found = (lossAt(hair) - lossAt(-hair)) / (2 * hair);
          return Math.abs(found - dot(gradient, direction));
        });
        if (Math.min(...off) > limit) return false; // a kink goes with a finer hair, a fault stays
      }
    }
  }
  return true;
}

// %% tags=["check"]
const panelRandom = createRandom(4);
const noisy = Array.from({ length: 20 }, (): Digit => {
  const pixels = Float64Array.from({ length: inputs }, () => panelRandom.uniform());
  return { pixels, label: panelRandom.integer(0, classes) };
});
const shaken = start.map((weight) => weight + panelRandom.normal(0, 0.1));
const unseenPixels = Array.from({ length: inputs }, (_, i) => i).filter((i) =>
  batches[0]!.every(({ pixels }) => pixels[i] === 0),
);
const strayed = (gradientOf: Gradient, w: Vector, batch: readonly Digit[]) => {
  const wanted = backward(w, batch).gradient;
  const apart = gradientOf(w, batch).gradient.map((value, i) => value - wanted[i]!);
  return Math.sqrt(dot(apart, apart) / dot(wanted, wanted));
};
const inStore: Record<string, Gradient> = {
  'divides by 16, however many digits there are': (w, batch) => {
    const { loss, gradient } = backward(w, batch);
    return { loss, gradient: gradient.map((value) => (value * batch.length) / 16) };
  },
  'shrinks the biases, of which the loss knows nothing': (w, batch) => {
    const { loss, gradient } = backward(w, batch);
    const shrink = parts(w).b1;
    const { b1 } = parts(gradient);
    for (let j = 0; j < hidden; j++) b1[j]! += 0.5 * shrink[j]!;
    return { loss, gradient };
  },
  'forgets the pixels that the first batch leaves empty': spoiled(({ W1 }) => {
    for (const i of unseenPixels) W1.fill(0, i * hidden, (i + 1) * hidden);
  }),
};

// %% tags=["check"]
await check(
  '10.4',
  { sly, mended },
  {
    'sly: our check passes it': ({ sly }) => passes(sly),
    'sly: it is wrong elsewhere, by 1% or more': ({ sly }) => {
      const places = [start, shaken, ours.weights];
      const found = places.flatMap((w) =>
        [batches.at(-1)!, batches[7]!, noisy].map((batch) => strayed(sly, w, batch)),
      );
      const most = Math.max(...found);
      return most > 0.01 || `the most that it strays is ${(100 * most).toFixed(3)}%`;
    },
    'sly: four epochs of it read nine digits of ten': ({ sly }) => {
      const share = shareRead(train(sly, { epochs: 4 }).weights);
      return share > 0.9 || `it reads ${percent(share)}`;
    },
    'mended: the right gradient passes': ({ mended }) => mended(backward) === true,
    'mended: yours does not': ({ sly, mended }) => mended(sly) === false,
    'mended: neither do those in store': ({ mended }) => {
      const missed = Object.keys(inStore).filter((name) => mended(inStore[name]!) !== false);
      return missed.length === 0 || `it passes one that ${missed.join(', and one that ')}`;
    },
  },
  {
    hints: [
      'At the one place all biases are 0, all batches have 16 digits, and many pixels are empty. A fault that needs anything else is not seen.',
      'Mended: draw the pixels at random, too; a gradient does not care whether they show a digit. Take weights with biases, trained ones as well, and batches of 1, 2 and 30.',
      'For each of these take gradient · direction for a few random directions of length 1, and compare with exercise 10.2. Where a ReLU bends within the hair, both differ: try a finer hair before you say no.',
    ],
    mistakes: [
      {
        says: 'your sly gradient is the right one: there is nothing to miss.',
        answer: { sly: backward },
      },
      {
        says: 'your sly gradient lacks the mask everywhere: that is the fault which our check sees.',
        answer: { sly: unmasked },
      },
      {
        says: 'your mended check still looks at the first weights and the first batch only.',
        answer: { mended: passes },
      },
      {
        says: 'your mended check refuses the right gradient, too: where a ReLU bends, the two slopes differ. Try a finer hair.',
        answer: { mended: () => false },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* a check is a measurement at *places*, and a fault that lives elsewhere
// is not measured. The first in store is the commonest in the wild: it speaks up only in the last batch
// of an epoch, which is nearly always a smaller one. Random inputs and random weights are good places
// because nobody chose them; real data are the worst, as they leave so much out.
//
// And no check of gradients sees a loss that is itself wrong. It compares the way back with the way
// forward; should the way *forward* be nonsense, both agree.
//
// ## 10.12 Quiz

// %%
const fewWeights = Array.from({ length: 60 }, (_, i) => size - 1 - i * 11);
function errorWithHair(hair: number): number {
  const { gradient } = backward(start, batches[0]!);
  const errors = fewWeights.map((i) => {
    const at = (step: number) =>
      lossOf(
        start.map((w, k) => (k === i ? w + step : w)),
        batches[0]!,
      );
    return Math.abs((at(hair) - at(-hair)) / (2 * hair) - gradient[i]!);
  });
  return mean(errors);
}

// %%
quiz('10', [
  {
    question: 'Which hair gives the smallest disagreement in the numeric check?',
    options: ['0.1', '1e-5', '1e-13'],
    answer: () => {
      const errors = [0.1, 1e-5, 1e-13].map(errorWithHair);
      return errors.map((error) => error === Math.min(...errors));
    },
    why: 'Too thick, and the curve bends within it; too thin, and only rounding is left, as in chapter 02.',
  },
  {
    question: 'All weights begin at 0 instead. After an epoch the network reads …',
    options: ['as many digits as before', 'about one digit in ten', 'about half'],
    answer: () => {
      let w: Vector = new Float64Array(size);
      for (const batch of batches) w = plain(0.3)(w, backward(w, batch).gradient);
      const share = shareRead(w);
      return share > 0.8 ? 0 : share < 0.2 ? 1 : 2;
    },
    why: 'Silent units take no blame, and carry nothing to the second layer: only its ten biases learn.',
  },
  {
    question:
      'Every gradient is twice too large, and you halve the rate. What becomes of training?',
    options: ['It takes the very same steps', 'It is a little worse', 'It diverges'],
    answer: () => {
      const twice: Gradient = (w, batch) => {
        const { loss, gradient } = backward(w, batch);
        return { loss, gradient: gradient.map((value) => 2 * value) };
      };
      const [one, two] = [
        train(backward, { epochs: 1 }),
        train(twice, { epochs: 1, step: plain(0.15) }),
      ];
      const apart = Math.max(...one.weights.map((value, i) => Math.abs(value - two.weights[i]!)));
      return apart < 1e-9 ? 0 : Number.isFinite(apart) ? 1 : 2;
    },
    why: 'A factor hides in the rate. The check finds it, and somebody will one day change the optimiser: Adam would not notice, weight decay would.',
  },
  {
    question:
      'Shuffle the pixels of all digits, and the rows of W1 in the same way. What does our trained network say?',
    options: ['Something else for some digits', 'The same for all digits', 'Nothing sensible'],
    answer: () => {
      const w = ours.weights.slice();
      const W1 = parts(ours.weights).W1;
      order.forEach((from, to) => {
        w.set(W1.subarray(from * hidden, (from + 1) * hidden), to * hidden);
      });
      const same = judge.filter((digit) => {
        return (
          readBy(ours.weights, digit) === readBy(w, { ...digit, pixels: shuffled(digit.pixels) })
        );
      }).length;
      return same === judge.length ? 1 : same > judge.length / 2 ? 0 : 2;
    },
    why: 'A dense layer has no idea of neighbours: another order of pixels is another order of its rows.',
  },
  {
    question: 'How many weights of W1 have a slope of exactly 0 on the first batch?',
    options: ['None', 'Less than a quarter', 'More than a quarter'],
    answer: () => {
      const { W1 } = parts(backward(start, batches[0]!).gradient);
      const still = W1.filter((value) => value === 0).length / W1.length;
      return still === 0 ? 0 : still < 0.25 ? 1 : 2;
    },
    why: 'Pixels that nobody inked, and units that were silent. A check on these weights passes any gradient.',
  },
]);

// %%
answerQuiz('10', ''); // your letters in order, such as 'a b c a b'; a dash leaves one out

// %% [markdown]
// ## 10.13 What you can do now
//
// - *Build and train two layers by hand:* forward, five steps of blame backwards, a step of an
//   optimiser; in plain arrays, with nothing hidden.
// - *Check a gradient by numbers:* before training, at places that nobody chose, by the worst weight.
// - *Change to a library:* from the same weights and batches it has to give the same losses, and it did.
// - *Read loss curves:* two lines, and what it means when they part. You know that a falling loss does
//   not prove a right gradient, and that an optimiser is compared with its rate or not at all.
// - *Say what a convolution is told:* neighbours belong together, and a stroke is a stroke anywhere.
//   Shuffle the pixels, and being told is worth nothing.
//
// And your guess from the beginning? By accuracy you would not have noticed. Nor would the loss curve,
// the dashboard, or your users have told you. What told was a question that could be answered wrongly.
//
// **Further reading**
//
// - D. E. Rumelhart, G. E. Hinton, R. J. Williams, *Learning representations by back-propagating
//   errors*, Nature 323 (1986): four pages.
// - X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural
//   networks*, AISTATS 2010: how to begin.
// - D. P. Kingma and J. Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015.
// - A. Rahimi and B. Recht, *Random Features for Large-Scale Kernel Machines*, NIPS 2007: why a frozen
//   first layer reads digits.
// - Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-Based Learning Applied to Document
//   Recognition*, Proceedings of the IEEE 86 (1998): convolutions, on digits.
