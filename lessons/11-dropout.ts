// ---
// title: "11 · Dropout: does it help?"
// minutes: 60
// needs: [00-start-here, 03-data-types, 08-linear-regression, 10-neural-networks]
// objectives:
//   - make a network learn mistakes by heart, and count how many
//   - write dropout by hand, and say what it does in training and what in prediction
//   - compare remedies on the same digits, with intervals over seeds
//   - say which remedy costs what where nothing needs a remedy
//   - find from how many wrong labels on a remedy earns its place
// ---

// %% [markdown]
// ## 11.0 Sixty wrong labels
//
// A health insurer wants to read the digits on handwritten forms. Somebody has typed in what three
// hundred of them say, at the end of a long day, and one in five is typed wrong. Nobody knows which.
// You are asked to train on them.
//
// "Put in dropout", says a colleague. "It always helps." It is one line of code: while the network
// learns, half of its hidden units are switched off at random, others at each step. It sounds mad,
// it won competitions, and you find it in every tutorial. But *always*?
//
// We ask twice, with the labels as they should be and with sixty of them wrong, and we let dropout
// meet two older remedies that cost next to nothing.
//
// **Guess first.** *Does dropout help?* Take the correct labels first. A plain network that has
// learned from three hundred of them reads well over nine in ten digits that it has never seen. How
// many more of a thousand does it read with dropout?

// %%
import { predict, reveal } from 'mle-kit';

predict('11.0', {
  question: 'Labels correct: how many more of 1,000 unseen digits are read with dropout?',
  guess: undefined, // a number such as 20, below zero for fewer, or an interval such as [5, 30]
});

// %% [markdown]
// And with sixty wrong labels, which remedy helps most? They are explained on the way; bet on a
// name.

// %%
predict('11.4', {
  question: 'Sixty labels wrong: which remedy helps most?',
  options: ['L2', 'early stopping', 'dropout', 'dropout, inputs too'],
  guess: undefined, // one of the options; with `confidence: 0.5` you say how sure you are
});

// %% [markdown]
// ## 11.1 The digits, and the typist
//
// The 1,797 digits of chapter 03, 8 × 8 pixels each, ink from 0 to 1.

// %%
import { createRandom, loadDataset, Matrix } from 'mle-kit';

const digits = await loadDataset('digits');
const pixels = digits.toMatrix(digits.columnNames.slice(1));
const ink = new Matrix(
  pixels.data.map((dots) => dots / 16),
  pixels.rows,
  pixels.columns,
);
const written = Array.from(digits.number('digit'));

// %% [markdown]
// `drawDigits` takes thirty of each digit for training and leaves nearly fifteen hundred for
// judging. A share of the training labels is then replaced by another digit; **the judging digits
// keep their correct labels**. The seed decides all of it. Of a larger share, the smaller one is a
// part: the sixth wrong label comes on top of the first five.

// %%
function drawDigits(seed: number, share: number) {
  const random = createRandom(seed);
  const taken = new Array<number>(10).fill(0);
  const [rows, others]: [number[], number[]] = [[], []];
  for (const i of random.permutation(ink.rows)) {
    const digit = written[i]!;
    (taken[digit]! < 30 ? rows : others).push(i);
    taken[digit]! += 1;
  }
  const typist = random.fork('typist');
  const wrong = new Set(typist.permutation(300).subarray(0, Math.round(300 * share)));
  const slips = rows.map((i) => (written[i]! + typist.integer(1, 10)) % 10); // never the digit itself
  return {
    X: ink.selectRows(rows),
    labels: rows.map((i, k) => (wrong.has(k) ? slips[k]! : written[i]!)), // what the typist says
    truth: rows.map((i) => written[i]!),
    unseen: ink.selectRows(others),
    answers: others.map((i) => written[i]!),
  };
}
type Draw = ReturnType<typeof drawDigits>;

// %%
import { imageGrid, show } from 'mle-kit';

const desk = drawDigits(0, 0.2);
const square = (row: ArrayLike<number>) =>
  Matrix.from(Array.from({ length: 8 }, (_, r) => Array.from(row).slice(8 * r, 8 * r + 8)));
const mistyped = desk.labels.flatMap((label, k) => (label === desk.truth[k] ? [] : [k]));
show(
  imageGrid({
    images: mistyped.slice(0, 5).map((k) => {
      return { pixels: square(desk.X.row(k)), caption: `typed as ${desk.labels[k]}` };
    }),
    title: `Five of ${mistyped.length} wrong labels among ${desk.labels.length}`,
    altText: `Five digits that anybody can read, each with a label that says another one.`,
  }),
);

// %% [markdown]
// ## 11.2 Learned by heart
//
// The network has 64 inputs, 256 hidden units and 10 outputs. Count its weights, and compare with
// the number of digits. (Batches of 100 and a rate of 0.003 are such that Adam learns three hundred
// digits by heart in a hundred epochs, and you do not wait long. Nothing else about it was chosen.)

// %%
import { splitIndices } from 'mle-kit';
import { adam, dense, dropout, NeuralClassifier, sgd } from 'mle-kit/neural';
import type { NeuralClassifierOptions } from 'mle-kit/neural';

const wide = (l2 = 0) => dense(256, { activation: 'relu', l2 });
const training = { epochs: 100, batchSize: 100, optimizer: adam({ learningRate: 0.003 }) };

async function learn(draw: Draw, choice: NeuralClassifierOptions) {
  const options = { ...training, ...choice };
  if (!choice.earlyStopping) return new NeuralClassifier(options).fit(draw.X, draw.labels);
  const stratifyBy = draw.labels; // a validation part, whose labels are as wrong as the others
  const { train, test } = splitIndices(300, { testShare: 0.2, seed: choice.seed!, stratifyBy });
  const part = (rows: Int32Array) => {
    return { X: draw.X.selectRows(rows), y: Array.from(rows, (i) => draw.labels[i]!) };
  };
  const { X, y } = part(train);
  return new NeuralClassifier({ ...options, validation: part(test) }).fit(X, y);
}

// %% tags=["tensor"]
import { accuracy } from 'mle-kit';

const rote = await learn(desk, { layers: [wide()], seed: 0 });
const saidOfOwn = rote.predict(desk.X);
const repeated = mistyped.filter((k) => saidOfOwn[k] === desk.labels[k]).length;
const sizes = rote.weights.map(({ values }) => values.length);
const readOf1000 = (fitted: typeof rote, draw: Draw) =>
  1000 * accuracy(draw.answers, fitted.predict(draw.unseen));
console.log(`${sizes.reduce((sum, size) => sum + size, 0)} weights for ${desk.X.rows} digits`);
console.log(`${repeated} of ${mistyped.length} wrong labels are repeated faithfully`);
console.log(`${readOf1000(rote, desk).toFixed(0)} of 1,000 unseen digits are read right`);

// %% [markdown]
// It has learned the typing errors, too. With sixty weights for each digit there is room for all of
// them, and gradient descent has no reason to tell a slip from a fact: both lower the loss.
//
// That is **overfitting**, and the damage is in the last line: the wrong labels pull away with them
// the unseen digits that look like them. What helps is to make learning by heart *expensive*. There
// are several prices one can ask.
//
// ## 11.3 Dropout by hand
//
// Dropout's price: no unit may rely on another, since the other may be away. A fact that many digits
// share is found by many units, and survives. A single slip is stored in a conspiracy of a few, and
// they never meet twice.
//
// In **training**, each number is set to zero with probability `rate`; those that stay are divided
// by $1 - \text{rate}$. In **prediction**, nothing happens at all. Why the division? Look at the
// means.

// %%
function dropMask(size: number, rate: number, random = createRandom(0)): Float64Array {
  return Float64Array.from({ length: size }, () => (random.uniform() < rate ? 0 : 1 / (1 - rate)));
}

const values = [1, 2, 3, 4];
const coin = createRandom(11);
for (let step = 1; step <= 3; step++) {
  const mask = dropMask(4, 0.5, coin);
  console.log(`step ${step}:`, values.map((value, i) => value * mask[i]!).join(' '));
}
const sums = [0, 0, 0, 0];
for (let step = 0; step < 10_000; step++) {
  const mask = dropMask(4, 0.5, coin);
  for (const i of sums.keys()) sums[i]! += (values[i]! * mask[i]!) / 10_000;
}
console.log('mean of 10,000:', sums.map((sum) => sum.toFixed(2)).join(' '));

// %% [markdown]
// On average a unit sends what it would send without dropout. So the next layer meets, in
// prediction, sums of the size that it has learned from. Without the division it would have learned
// from half of them. (The first dropout of 2012 divided nothing, and multiplied in prediction
// instead. Today's is called *inverted*, because whoever serves the model need not know of it. You
// write the old one in exercise 11.1.)
//
// Now a whole network by hand, with the weights of a trained one. `mask` is what training adds.

// %% tags=["tensor"]
const thinned = await learn(desk, { layers: [wide(), dropout(0.5)], seed: 0 });
const [W1, b1, W2, b2] = thinned.weights.map(({ values: weights }) => weights);

function scoresByHand(row: ArrayLike<number>, mask?: ArrayLike<number>): number[] {
  const hidden = new Float64Array(b1!);
  for (let i = 0; i < 64; i++) {
    if (row[i] === 0) continue; // no ink, nothing to add
    for (let j = 0; j < 256; j++) hidden[j]! += row[i]! * W1![256 * i + j]!;
  }
  const sent = hidden.map((sum, j) => Math.max(0, sum) * (mask ? mask[j]! : 1));
  return Array.from(b2!, (bias, c) => sent.reduce((sum, s, j) => sum + s * W2![10 * j + c]!, bias));
}

// %% [markdown]
// Ask it five times for the same digit in training mode, then once in prediction mode.

// %% tags=["tensor"]
const chancesOf = (scores: readonly number[]) => {
  const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
  return powers.map((power) => power / powers.reduce((sum, each) => sum + each, 0));
};
const [asked, label] = [desk.unseen.row(1), desk.answers[1]!];
const percent = (row: ArrayLike<number>, mask?: ArrayLike<number>) =>
  (100 * chancesOf(scoresByHand(row, mask))[label]!).toFixed(0);
const opinions = [1, 2, 3, 4, 5].map(() => percent(asked, dropMask(256, 0.5, coin)));
console.log(`in training, the chance of ${label}: ${opinions.join('%, ')}%`);
console.log(`in prediction: ${percent(asked)}%, however often you ask`);

// %% [markdown]
// In training there is a crowd of thinned networks, and each step teaches another member. In
// prediction one network stands in for the crowd's average.
//
// Does the library's layer do the same? In prediction we can compare digit by digit. In training its
// coins are not ours, so we compare what must agree: the mean loss. With a rate of zero the library
// takes steps without moving, and reports the loss of each epoch under fresh masks.

// %% tags=["tensor"]
const chances = thinned.predictProbability(desk.unseen);
const apart = desk.answers.map((_, i) => {
  const own = chancesOf(scoresByHand(desk.unseen.row(i)));
  return Math.max(...own.map((chance, c) => Math.abs(chance - chances.row(i)[c]!)));
});
console.log(`prediction: no chance differs by 0.00001: ${Math.max(...apart) < 1e-5}`);

// %% tags=["tensor"]
import { mean } from 'mle-kit';

const still = new NeuralClassifier({
  layers: [wide(), dropout(0.5)],
  initialWeights: thinned.weights,
  optimizer: sgd({ learningRate: 0 }),
  epochs: 20,
});
const byLayer = (await still.fit(desk.X, desk.labels)).history.map(({ loss }) => loss);
const byHand = byLayer.map(() => {
  const costs = desk.labels.map((typed, k) => {
    return -Math.log(chancesOf(scoresByHand(desk.X.row(k), dropMask(256, 0.5, coin)))[typed]!);
  });
  return mean(costs);
});

// %% tags=["tensor"]
const deviation = (all: readonly number[]) => {
  const middle = mean(all);
  return Math.sqrt(all.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (all.length - 1));
};
const thousandths = (all: readonly number[]) => {
  const error = deviation(all) / Math.sqrt(all.length);
  return `${(1000 * mean(all)).toFixed(0)} ± ${(1000 * error).toFixed(0)} thousandths`;
};
console.log(`training: mean loss by hand      ${thousandths(byHand)}`);
console.log(`training: mean loss by the layer ${thousandths(byLayer)}`);

// %% [markdown]
// The same, within what twenty rounds of coins can tell. From here on the layer.
//
// ## 11.4 Five networks, twenty draws
//
// Dropout's rivals ask other prices:
//
// - **L2** is chapter 08's ridge: each weight costs its square. A slip needs large weights, a fact
//   that many digits share does not.
// - **Early stopping** sets a fifth of the training digits aside (**their labels are as wrong as
//   the others'**), watches the loss on them, and keeps the network of the best epoch. Facts are
//   learned first, since they all pull in one direction; slips come later. It costs a fifth of the
//   digits.
// - **Dropout on the inputs, too**: a fifth of the pixels is away, so not even a pixel can be
//   relied on.
//
// Dropout takes the rates of the paper that made it known: half of the hidden units, a fifth of the
// inputs. L2 needs a strength, and nobody prints one that fits all. We choose it as you would have
// to: by validation digits with wrong labels, from draws that no table below will use.

// %% tags=["tensor"]
const strengths = [0.001, 0.003, 0.01, 0.03];
const validated = strengths.map(() => 0);
for (const seed of [100, 101]) {
  const draw = drawDigits(seed, 0.2);
  for (const [s, l2] of strengths.entries()) {
    const neverStop = { patience: training.epochs };
    const choice = { layers: [wide(l2)], output: { l2 }, earlyStopping: neverStop, seed };
    validated[s]! += 60 * (await learn(draw, choice)).history.at(-1)!.valMetric!;
  }
}
const strength = strengths[validated.indexOf(Math.max(...validated))]!;
for (const [s, l2] of strengths.entries()) {
  console.log(`L2 of ${l2}: ${validated[s]!.toFixed(0)} of 120 validation labels`);
}
console.log(`chosen: ${strength}`);

// %% [markdown]
// (No network can get much more than 96 of these 120: 24 or so are wrong.)
//
// Twenty draws of 300 digits. In each, all five networks get **the same digits, the same wrong labels
// and the same seed**, so that we may compare them draw by draw. That is a hundred trainings for each
// table. Ten draws would halve the wait, and make the intervals wider by half; try it.

// %%
const methods: Record<string, NeuralClassifierOptions> = {
  plain: { layers: [wide()] },
  L2: { layers: [wide(strength)], output: { l2: strength } },
  'early stopping': { layers: [wide()], earlyStopping: { patience: 10 } },
  dropout: { layers: [wide(), dropout(0.5)] },
  'dropout, inputs too': { layers: [dropout(0.2), wide(), dropout(0.5)] },
};
const seeds = Array.from({ length: 20 }, (_, seed) => seed);

type Network = Awaited<ReturnType<typeof learn>>;
type Watch = (name: string, draw: Draw) => (epoch: number, network: () => Network) => void;
async function race(
  share: number,
  names: readonly string[],
  { watch = (() => () => {}) as Watch, draws = seeds } = {},
) {
  const right = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  const epochs = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  for (const seed of draws) {
    const draw = drawDigits(seed, share);
    for (const name of names) {
      const look = watch(name, draw);
      const fitted = await learn(draw, {
        ...methods[name]!,
        seed,
        onEpoch: ({ epoch }, snapshot) => look(epoch, snapshot as () => Network),
      });
      look(Infinity, () => fitted); // it is over
      right[name]!.push(readOf1000(fitted, draw));
      epochs[name]!.push(fitted.history.length);
    }
  }
  return { right, epochs };
}

// %% [markdown]
// A difference needs an interval. For twenty differences, one a draw, Student's serves: their
// mean, give or take their deviation over $\sqrt{20}$, times a factor that pays for having so few.
// `studentTail` knows the share outside of a factor; we search for the factor that leaves 5%
// outside.

// %%
import { studentTail } from 'mle-kit';

function factorOf(level: number, degrees: number): number {
  let [low, high] = [0, 1000];
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2;
    if (studentTail(middle, degrees) > 1 - level) low = middle;
    else high = middle;
  }
  return low;
}

function interval(gains: readonly number[], level = 0.95) {
  const error = deviation(gains) / Math.sqrt(gains.length);
  const reach = factorOf(level, gains.length - 1) * error;
  return { mean: mean(gains), low: mean(gains) - reach, high: mean(gains) + reach };
}

// %%
import { Table } from 'mle-kit';

type Race = Awaited<ReturnType<typeof race>>;
const gainsOver = ({ right }: Race, name: string, rival = 'plain') =>
  right[name]!.map((count, s) => count - right[rival]![s]!);
const whole = (value: number) => Math.round(value) + 0; // + 0: never minus zero
function report(result: Race): Table {
  const rows = Object.keys(result.right).map((name) => {
    const gains = gainsOver(result, name);
    const { mean: gain, low, high } = interval(gains);
    const better = gains.filter((each) => each > 0).length;
    const score = { method: name, 'right of 1,000': whole(mean(result.right[name]!)) };
    const against = { gain: whole(gain), from: whole(low), to: whole(high), 'better in': better };
    return { ...score, ...against, epochs: whole(mean(result.epochs[name]!)) };
  });
  return Table.fromRows(rows);
}

// %% [markdown]
// **Correct labels.** The gain is in digits of 1,000, against plain; from and to are its interval.

// %% tags=["tensor"]
const clean = await race(0, Object.keys(methods));
show(report(clean));
reveal('11.0', whole(interval(gainsOver(clean, 'dropout')).mean));

// %% [markdown]
// A handful of digits in a thousand. That is the honest answer to *does dropout help* where labels
// are right and a network of this size has enough to learn from: next to nothing. Look at the
// column *better in*, too: with twenty draws even a difference that nobody will ever notice can be
// told from zero. *Beyond chance* does not mean *worth having*.
//
// The other rows matter more. **A remedy without an illness costs.** Early stopping gave away sixty
// digits. L2 holds back weights that were right, with a strength that was chosen for wrong labels; chosen
// anew it may be weaker and cost less, but somebody has to notice that the illness is gone.
//
// **Sixty wrong labels.** On the way we note the losses of each network at some epochs, for the
// picture: on the digits that it learns from, with the labels as typed, and on the unseen ones.

// %%
import { logLoss } from 'mle-kit';

const marks = [1, 5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100];
type Losses = { train: number[]; test: number[] };
const curves = new Map<string, Losses[]>(Object.keys(methods).map((name) => [name, []]));
const sure = new Map<string, number[]>(Object.keys(methods).map((name) => [name, []]));
const lossOn = (network: Network, X: Matrix, y: readonly number[]) =>
  logLoss(y, network.predictProbability(X), { labels: network.classes });

const note: Watch = (name, draw) => {
  const losses: Losses = { train: [], test: [] };
  curves.get(name)!.push(losses);
  return (epoch, network) => {
    if (epoch === Infinity) {
      const rows = network().predictProbability(draw.unseen).toRows();
      sure.get(name)!.push(1000 * mean(rows.map((row) => Math.max(...row))));
    }
    while (marks[losses.train.length]! <= epoch) {
      losses.train.push(lossOn(network(), draw.X, draw.labels));
      losses.test.push(lossOn(network(), draw.unseen, draw.answers));
    }
  };
};

// %% tags=["tensor"]
const dirty = await race(0.2, Object.keys(methods), { watch: note });
show(report(dirty));
const remedies = Object.keys(methods).slice(1);
const averages = remedies.map((name) => mean(dirty.right[name]!));
reveal('11.4', remedies[averages.indexOf(Math.max(...averages))]!);

// %% [markdown]
// Now everything helps, in nearly every draw, and by amounts that users notice. Dropout is worth
// its line. But before you praise it, look at the two remedies from the last century. Compare it
// with each of them directly, draw by draw.

// %% tags=["tensor"]
for (const name of ['dropout', 'dropout, inputs too']) {
  for (const rival of ['L2', 'early stopping']) {
    const { mean: gain, low, high } = interval(gainsOver(dirty, name, rival));
    const range = `${whole(gain)} digits of 1,000 (${whole(low)} to ${whole(high)})`;
    console.log(`${name.padEnd(19)} over ${rival.padEnd(14)} ${range}`);
  }
}

// %% tags=["tensor"]
import { intervalPlot } from 'mle-kit';

const both = { 'labels correct': clean, 'sixty labels wrong': dirty };
const said = (result: Race, name: string) => whole(interval(gainsOver(result, name)).mean);
show(
  intervalPlot({
    intervals: remedies.flatMap((name) => {
      return Object.entries(both).map(([group, result]) => {
        const { mean: value, low, high } = interval(gainsOver(result, name));
        const ends = { value: whole(value), low: whole(low), high: whole(high) };
        return { name: `${name}, ${group}`, ...ends, group };
      });
    }),
    referenceLines: [{ axis: 'x', at: 0, label: 'plain' }],
    title: 'What a remedy gains, and what it costs the healthy',
    xTitle: { label: 'Digits of 1,000 gained over plain', unit: null },
    yTitle: { label: 'Remedy', unit: null },
    altText:
      `With sixty wrong labels every remedy gains: ${remedies.map((name) => `${name} ${said(dirty, name)}`).join(', ')} ` +
      `digits of 1,000; with correct labels they gain ${remedies.map((name) => said(clean, name)).join(', ')}.`,
  }),
);

// %% [markdown]
// Dropout of hidden units alone, the kind of the tutorials, comes last, and early stopping has
// spent a fraction of the epochs. What stands out is dropout *on the inputs*, too. It makes sense:
// to recognise one slip, the network has to recognise one picture, and each time it sees that
// picture, a fifth of it is missing.
//
// How far do these intervals reach? They speak of other draws *from these 1,797 digits*, of this
// network, this rate, these hundred epochs. (At Adam's usual rate of 0.001 fewer slips are learned,
// all gains are smaller, and the places in the middle change. Try it.) The draws share digits, so
// twenty of them know a little less than twenty independent ones. Other writers are another matter
// altogether.
//
// ## 11.5 When slips are learned
//
// **Guess first.** Where does the loss on *unseen* digits turn upwards, for the plain network? Your
// guess of the epoch: ____

// %%
import { combine, line } from 'mle-kit';

const drawn = ['plain', 'L2', 'early stopping', 'dropout'];
function bandOf(name: string, kind: keyof Losses) {
  const at = marks.map((_, m) => curves.get(name)!.map((losses) => whole(1000 * losses[kind][m]!)));
  const [low, high] = [at.map((all) => Math.min(...all)), at.map((all) => Math.max(...all))];
  return { name, x: marks, y: at.map((all) => whole(mean(all))), low, high };
}
const panel = (kind: keyof Losses, title: string, yRange: [number, number]) =>
  line({
    yRange,
    series: drawn.map((name) => bandOf(name, kind)),
    title,
    xTitle: { label: 'Epoch', unit: null },
    yTitle: { label: 'Log loss', unit: '1/1000 nats' },
    altText: `The losses of four methods by epoch: ${title}, each with the band of twenty draws.`,
  });

// %% tags=["tensor"]
const panels = [
  panel('train', 'learned from, as typed', [0, 1500]),
  panel('test', 'unseen, correct', [400, 1000]),
];
const unseenLoss = bandOf('plain', 'test').y;
const turn = marks[unseenLoss.indexOf(Math.min(...unseenLoss))]!;
const grown = whole((100 * unseenLoss.at(-1)!) / Math.min(...unseenLoss) - 100);
const finals = drawn.map((name) => `${name} ${bandOf(name, 'test').y.at(-1)!}`);
show(
  combine(panels, {
    title: 'The same loss falls on one side and rises on the other',
    altText:
      `On the labels as typed plain training falls and falls; on unseen digits it is best at epoch ` +
      `${turn} and then grows by ${grown}%. In thousandths of a nat it ends at: ${finals.join(', ')}.`,
    sharedX: true,
  }),
);
console.log(`plain: best on unseen digits at epoch ${turn} of ${marks.at(-1)}`);

// %% [markdown]
// (The first epochs lie above the frame. The line is the mean of twenty draws, the band runs from the
// lowest to the highest. Where early stopping has stopped, its line goes on level, with the network
// that it kept.)
//
// On the left plain training looks like a triumph. On the right it is best early: by then the facts
// are learned, and what follows are slips. Each remedy keeps the left curve *up*: that is the
// price. Dropout makes learning by heart slow, it does not forbid it; its left curve is still
// falling when the epochs are over.
//
// Now look at L2 on the right, and stop. It reads many more digits than plain, and its loss is not
// better? Put both side by side.

// %% tags=["tensor"]
const byLoss = Object.keys(methods).map((name) => {
  const loss = bandOf(name, 'test').y.at(-1)!;
  const right = whole(mean(dirty.right[name]!));
  const says = whole(mean(sure.get(name)!));
  return { method: name, 'right of 1,000': right, 'it says': says, 'loss in 1/1000 nats': loss };
});
show(Table.fromRows(byLoss));

// %% [markdown]
// Right and loss do not agree on who is best. Accuracy asks which digit comes first; the loss asks
// how high its chance is. *It says* adds up the chances of all first digits: so many of 1,000 does
// the network itself expect to be right.
//
// All four remedied networks expect less than they deliver, and with reason: the labels
// that they were shown are a fifth wrong, and they have learned to doubt. L2, with its small
// weights, is the shyest of all. It is right, and says so in a whisper; the loss punishes that.
// *Which remedy is best* has no answer until you say what the answer is for: a digit, or a chance
// (chapter 09).
//
// And the price in time? Seconds for one training, on the machine that built this page. Each runs once,
// and one run may take twice as long as the next, so read no order out of it: four of the five do a
// hundred epochs of nearly equal work. Only early stopping is cheaper for a reason:

// %% tags=["measured"]
for (const name of Object.keys(methods)) {
  const begin = performance.now();
  await learn(desk, { ...methods[name]!, seed: 0 });
  console.log(`${name.padEnd(19)} ${((performance.now() - begin) / 1000).toFixed(2)} s`);
}

// %% [markdown]
// ## 11.6 What goes wrong in production
//
// **Dropout that is still on.** Most libraries have a switch between training and prediction, and
// somebody forgets it. (Here nobody can: `predict` knows no other mode.) By hand we can ask what
// happens. Nothing throws:

// %% tags=["tensor"]
const bestOf = (scores: readonly number[]) => scores.indexOf(Math.max(...scores));
const answersWith = (mask: () => Float64Array | undefined) =>
  desk.answers.map((_, i) => bestOf(scoresByHand(desk.unseen.row(i), mask())));
const served = answersWith(() => undefined);
const [monday, tuesday] = [1, 2].map(() => answersWith(() => dropMask(256, 0.5, coin)));
const rightOf = (all: readonly number[]) => (1000 * accuracy(desk.answers, all)).toFixed(0);
const moved = (1000 * (1 - accuracy(monday!, tuesday!))).toFixed(0);
console.log(`as it should be: ${rightOf(served)} of 1,000 right`);
console.log(`left on: ${rightOf(monday!)} of 1,000 right`);
console.log(`the same form, sent twice: ${moved} of 1,000 answers change`);

// %% [markdown]
// The accuracy might pass for a bad week. The last line is the test to have: send the same input
// twice, and demand the same answer.
//
// **A division that was lost.** Somebody moves the weights into a library that does its dropout the
// old way, or writes the layer anew for a scanner, and the division by $1 - \text{rate}$ happens
// once too often or not at all. Here it is done again in prediction: everything that the hidden
// layer sends is doubled.

// %% tags=["tensor"]
const doubled = new Float64Array(256).fill(2);
const louder = answersWith(() => doubled);
const surest = (mask?: Float64Array) =>
  desk.answers.map((_, i) => Math.max(...chancesOf(scoresByHand(desk.unseen.row(i), mask))));
console.log(`as it should be: ${rightOf(served)} of 1,000 right`);
console.log(`   and it says: ${(1000 * mean(surest())).toFixed(0)}`);
console.log(`doubled: ${rightOf(louder)} of 1,000 right`);
console.log(`   and it says: ${(1000 * mean(surest(doubled))).toFixed(0)}`);

// %% [markdown]
// Accuracy does not notice the division, as it did not notice the lost line of chapter 10. The
// chances do: doubled scores are far surer than before. (They may even lie nearer to the truth,
// since wrong labels had made the network shy. That is luck, and no method.) If a threshold decides
// which forms a person looks at (chapter 09), fewer are looked at from that day on.
//
// **A plaster in place of a cure.** All of this treats wrong labels as weather. They are somebody's
// work, and they can be mended:

// %% tags=["tensor"]
const mended = clean.right.plain!.map((count, s) => count - dirty.right.plain![s]!);
const { mean: cure, low: cureLow, high: cureHigh } = interval(mended);
console.log(`mending sixty labels gains ${whole(cure)} (${whole(cureLow)} to ${whole(cureHigh)})`);
console.log(
  `the best remedy gains      ${whole(Math.max(...remedies.map((n) => said(dirty, n))))}`,
);

// %% [markdown]
// An hour of reading three hundred labels again beats every line of code in this chapter. Regularise
// what you cannot mend.
//
// ## 11.7 How wrong must labels be?
//
// Between none and sixty lies a point from which on dropout earns its place. We train the pairs
// that the hardest exercise needs: plain and dropout, at two more shares. The first ten draws do here.

// %% tags=["tensor"]
const shares = [0, 0.02, 0.05, 0.2];
const pairs = new Map<number, Race>([
  [0, clean],
  [0.2, dirty],
]);
const draws = seeds.slice(0, 10);
for (const share of [0.02, 0.05]) {
  pairs.set(share, await race(share, ['plain', 'dropout'], { draws }));
}
const measuredGains = (share: number) => gainsOver(pairs.get(share)!, 'dropout');
for (const share of shares) {
  const gains = measuredGains(share)
    .slice(0, 10)
    .map((gain) => `${whole(gain)}`.padStart(4));
  console.log(
    `${`${100 * share}%`.padStart(3)} wrong: gains of the first ten draws ${gains.join('')}`,
  );
}

// %% [markdown]
// ## 11.8 Exercises
//
// **Exercise 11.1** (warm-up) The dropout of 2012: in training a unit is kept or set to zero,
// without any division (`kept` holds ones and zeros). So that the means agree, prediction has to
// make up for it. Write both.

// %%
import { answerQuiz, check, equals, quiz } from 'mle-kit';

// %% tags=["exercise"]
function oldTraining(sent: readonly number[], kept: readonly number[]): number[] {
  // solution
  return sent.map((value, i) => value * kept[i]!);
}

// %% tags=["exercise"]
function oldPrediction(sent: readonly number[], rate: number): number[] {
  // solution
  return sent.map((value) => value * (1 - rate));
}

// %% tags=["check"]
await check(
  '11.1',
  { oldTraining, oldPrediction },
  {
    'training keeps some, unchanged': ({ oldTraining }) =>
      equals(oldTraining([5, 6, 7], [1, 0, 1]), [5, 0, 7]),
    'the mean of many trainings is the prediction, at rate 0.2': ({
      oldTraining,
      oldPrediction,
    }) => {
      const coins = createRandom(1);
      const total = [0, 0];
      for (let step = 0; step < 20_000; step++) {
        const kept = [0, 0].map(() => (coins.uniform() < 0.2 ? 0 : 1));
        oldTraining([10, -4], kept).forEach((value, i) => {
          total[i]! += value / 20_000;
        });
      }
      return equals(oldPrediction([10, -4], 0.2), total, 0.02);
    },
    'nothing is dropped, nothing changes': ({ oldTraining, oldPrediction }) =>
      equals(oldPrediction(oldTraining([3, 4], [1, 1]), 0), [3, 4]),
  },
  {
    hints: [
      'No division anywhere: training multiplies by ones and zeros.',
      'If a fifth is away on average, four fifths of the sum arrive. Prediction has to send as much.',
      'training: value · kept[i]; prediction: value · (1 − rate).',
    ],
    mistakes: [
      {
        says: 'you multiply by the rate in prediction: it is the share that is dropped, and what is kept counts.',
        answer: { oldPrediction: (sent, rate) => sent.map((value) => value * rate) },
      },
      {
        says: 'you divide by 1 − rate in prediction: that makes the sums larger still. Training sent less, so must prediction.',
        answer: { oldPrediction: (sent, rate) => sent.map((value) => value / (1 - rate)) },
      },
      {
        says: 'you left prediction as it is: that is right for the inverted kind, which divides in training.',
        answer: { oldPrediction: (sent) => [...sent] },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* both kinds are the same model, with the factor at another place.
// The old one asks everybody who serves the model to know the rate; the inverted one keeps the
// secret inside training.
//
// **Exercise 11.2** Dropout on the way back. In the forward pass a layer has sent `sent[i] *
// mask[i]`. From behind comes the slope of the loss by each number *after* the mask. Return the
// slope by each number *before* it.

// %% tags=["exercise"]
function slopeBefore(slopeAfter: readonly number[], mask: ArrayLike<number>): number[] {
  // solution
  return slopeAfter.map((slope, i) => slope * mask[i]!);
}

// %% tags=["check"]
await check(
  '11.2',
  slopeBefore,
  {
    'a unit that was away takes no blame, the other takes double': (slopeBefore) =>
      equals(slopeBefore([3, 5], [0, 2]), [0, 10]),
    'it agrees with a numeric derivative': (slopeBefore) => {
      const mask = dropMask(6, 0.4, createRandom(3));
      const sent = [0.5, -1, 2, 3, -0.7, 1.1];
      const loss = (x: readonly number[]) =>
        x.reduce((sum, value, i) => sum + (value * mask[i]! - 1) ** 2 / 2, 0);
      const numeric = sent.map((_, i) => {
        const moved = (by: number) => loss(sent.map((v, j) => (i === j ? v + by : v)));
        return (moved(1e-5) - moved(-1e-5)) / 2e-5;
      });
      const slopes = sent.map((value, i) => value * mask[i]! - 1);
      return equals(slopeBefore(slopes, mask), numeric, 1e-6);
    },
  },
  {
    hints: [
      'Forward is a multiplication by a constant. What is the derivative of x · m by x?',
      'The mask is the same one as in the forward pass, with its division.',
      'slopeAfter[i] · mask[i].',
    ],
    mistakes: [
      {
        says: 'you pass all of it on: a unit that was away has changed nothing, so its slope is zero.',
        answer: (slopes) => [...slopes],
      },
      {
        says: 'you forgot the division: what was made larger on the way forward moves the loss as much more.',
        answer: (slopes, mask) => slopes.map((slope, i) => (mask[i] === 0 ? 0 : slope)),
      },
      {
        says: 'you divide by the mask: going back multiplies, too.',
        answer: (slopes, mask) => slopes.map((slope, i) => (mask[i] === 0 ? 0 : slope / mask[i]!)),
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* the mask of the forward pass has to be remembered. A fresh one on
// the way back is the fault that chapter 10 warns of: the loss still falls, only worse.
//
// **Exercise 11.3** Early stopping from the losses on the validation part, epoch by epoch. As in
// the library, and in Keras, training stops after `patience` epochs in a row (one at least) without a
// better one. Return the epoch whose weights are kept and the number of epochs spent, both
// counted from 1.

// %% tags=["exercise"]
function stopEarly(losses: readonly number[], patience: number): { kept: number; spent: number } {
  // solution
  let kept = 1;
  for (let epoch = 1; epoch <= losses.length; epoch++) {
    if (losses[epoch - 1]! < losses[kept - 1]!) kept = epoch;
    if (epoch - kept >= patience) return { kept, spent: epoch };
  }
  return { kept, spent: losses.length };
}

// %% tags=["check"]
const { train: learnedRows, test: watchedRows } = splitIndices(300, {
  testShare: 0.2,
  stratifyBy: desk.labels,
});
const partOf = (rows: Int32Array) => {
  return { X: desk.X.selectRows(rows), y: Array.from(rows, (i) => desk.labels[i]!) };
};
const watcher = new NeuralClassifier({
  ...training,
  ...methods['early stopping']!,
  validation: partOf(watchedRows),
});
const watched = await watcher.fit(partOf(learnedRows).X, partOf(learnedRows).y);
await check(
  '11.3',
  stopEarly,
  {
    'it waits as long as patience says': (stopEarly) =>
      equals(stopEarly([5, 3, 4, 4, 4, 1], 2), { kept: 2, spent: 4 }),
    'a better one in time starts the waiting anew': (stopEarly) =>
      equals(stopEarly([5, 3, 4, 2, 3, 3, 3], 2), { kept: 4, spent: 6 }),
    'if it never gets worse, all epochs are spent': (stopEarly) =>
      equals(stopEarly([3, 2, 1], 1), { kept: 3, spent: 3 }),
    'it stops where the library stops': (stopEarly) => {
      const losses = watched.history.map(({ valLoss }) => valLoss!);
      const wanted = { kept: watched.state.bestEpoch, spent: losses.length };
      return equals(stopEarly([...losses, 0], 10), wanted);
    },
  },
  {
    hints: [
      'Walk through the losses and remember the epoch of the lowest one so far.',
      'After each epoch ask how long ago that was: epoch − kept.',
      'If epoch − kept ≥ patience return { kept, spent: epoch }; at the end of the list spent is its length.',
    ],
    mistakes: [
      {
        says: 'you stop at the first epoch that is worse: losses wobble, and patience is there to sit it out.',
        answer: (losses) => {
          const worse = losses.findIndex((loss, i) => i > 0 && loss > losses[i - 1]!);
          return worse < 0
            ? { kept: losses.length, spent: losses.length }
            : { kept: worse, spent: worse + 1 };
        },
      },
      {
        says: 'you look at all losses before you choose: while training, the later ones are not there yet.',
        answer: (losses) => ({
          kept: losses.indexOf(Math.min(...losses)) + 1,
          spent: losses.length,
        }),
      },
      {
        says: 'you stop one epoch late: patience counts the epochs without a better one, the last of them included.',
        answer: (losses, patience) => {
          let kept = 1;
          for (let epoch = 1; epoch <= losses.length; epoch++) {
            if (losses[epoch - 1]! < losses[kept - 1]!) kept = epoch;
            if (epoch - kept > patience) return { kept, spent: epoch };
          }
          return { kept, spent: losses.length };
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* early stopping is the one remedy that makes training *cheaper*. It
// needs no strength to be tuned, only digits to spare, and its judge is as misled by wrong labels
// as its pupil: that it works all the same is because slips in different digits do not agree.
//
// **Exercise 11.4** (hard) *Find the smallest share of wrong labels at which dropout earns its
// place.* Your function gets the shares, rising, and `gainsAt(share)`: the gains of all draws in
// digits of 1,000. Return the smallest share from which on, up to the largest, every interval lies
// above `worth`, the gain that pays for the trouble; `undefined` if there is none. You look at
// several intervals, and the luckiest must not decide: at *k* shares give each a level of $1 - 0.05
// / k$. Use `interval(gains, level)`.

// %% tags=["exercise"]
function smallestShare(
  shares: readonly number[],
  gainsAt: (share: number) => readonly number[],
  worth: number,
): number | undefined {
  // solution
  const level = 1 - 0.05 / shares.length;
  let smallest: number | undefined;
  for (const share of [...shares].reverse()) {
    const { low } = interval(gainsAt(share), level);
    if (!(low > worth)) break; // at larger shares it does not matter what happens below
    smallest = share;
  }
  return smallest;
}

// %% tags=["check"]
const around = (middle: number, spread: number) =>
  draws.map((seed) => middle + spread * Math.sin(5 * seed));
const made = (means: readonly number[], spread: number) => (share: number) =>
  around(means[[0, 0.1, 0.2, 0.3].indexOf(share)]!, spread);
const four = [0, 0.1, 0.2, 0.3];
type Finder = typeof smallestShare;
const finding = (
  level: (k: number) => number,
  bound: 'low' | 'mean',
  fromBelow = false,
): Finder => {
  return (all, gainsAt, worth) => {
    const passes = (share: number) => interval(gainsAt(share), level(all.length))[bound] > worth;
    if (fromBelow) return all.find(passes);
    const lastMiss = all.reduce((last, share, i) => (passes(share) ? last : i), -1);
    return all[lastMiss + 1];
  };
};
await check(
  '11.4',
  smallestShare,
  {
    'a clear case: nothing, nothing, much, more': (find) =>
      equals(find(four, made([0, 0, 30, 50], 5), 0), 0.2),
    'a lucky small share does not count when a larger one fails': (find) =>
      equals(find(four, made([30, 0, 30, 50], 5), 0), 0.2),
    'what 95% would pass and four looks do not': (find) =>
      equals(find(four, made([0, 0, 5.7, 50], 10), 0), 0.3),
    'an interval above zero is not above what it has to be worth': (find) =>
      equals(find(four, made([0, 10, 30, 50], 5), 20), 0.2),
    'no share at all': (find) => equals(find(four, made([9, 9, 9, 0], 5), 0), undefined),
    'in our draws, worth ten digits of 1,000: more than no wrong label, at most 20%': (find) => {
      const found = find(shares, measuredGains, 10);
      return (found !== undefined && found > 0 && found <= 0.2) || `you find ${found}`;
    },
  },
  {
    hints: [
      'Begin at the largest share and go down: where the first one fails, all below it are out.',
      'The level of each interval is 1 − 0.05 / shares.length; what has to lie above worth is its lower end.',
      'for share of shares reversed: if interval(gainsAt(share), level).low > worth remember it, else stop.',
    ],
    mistakes: [
      {
        says: 'you take the first share that passes: if a larger one fails, the first was lucky.',
        answer: finding((k) => 1 - 0.05 / k, 'low', true),
      },
      {
        says: 'you look several times at 95%: one in twenty of such looks is wrong, and you take the luckiest.',
        answer: finding(() => 0.95, 'low'),
      },
      {
        says: 'you ask for the mean to lie above what it has to be worth: the whole interval is wanted.',
        answer: finding((k) => 1 - 0.05 / k, 'mean'),
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* put in `worth = 0` and `worth = 10`, and the answers differ. With
// enough draws any gain that is not exactly nothing leaves out zero, so *the interval leaves out
// zero* is about your patience as much as about dropout. "From how many wrong labels on is it worth
// one digit in a hundred?" has an answer that stays when more draws come in. And it is an answer
// against *plain*. Against L2, section 11.4 has told you.
//
// ## 11.9 Quiz

// %% tags=["tensor"]
const thin = await learn(desk, { layers: [dropout(0.9), wide(), dropout(0.9)], seed: 0 });
const again = await learn(desk, { layers: [wide(), dropout(0.5)], seed: 0 });
const ownRight = (fitted: typeof rote) => accuracy(desk.labels, fitted.predict(desk.X));
quiz('11', [
  {
    question:
      'The plain network and the one with dropout, both asked for the 300 digits that they learned from. Which one repeats more of the *labels as typed*?',
    options: ['plain', 'with dropout'],
    answer: () =>
      [rote, thinned].map((f) => ownRight(f) === Math.max(...[rote, thinned].map(ownRight))),
    why: 'A better score on the training labels is here a worse sign: a fifth of them is wrong.',
  },
  {
    question:
      'Rate 0.9 for inputs and hidden units, with sixty wrong labels, draw 0. Against plain, it reads',
    options: ['more', 'about as many (within 5 of 1,000)', 'fewer'],
    answer: () => {
      const gain = readOf1000(thin, desk) - readOf1000(rote, desk);
      return gain > 5 ? 0 : gain < -5 ? 2 : 1;
    },
    why: 'Six pixels and twenty-six units are left at each step: too few to learn even the facts.',
  },
  {
    question: 'Which of these is best on *correct* labels?',
    options: ['L2', 'early stopping', 'dropout'],
    answer: () => {
      const scores = ['L2', 'early stopping', 'dropout'].map((name) => mean(clean.right[name]!));
      return scores.map((score) => score === Math.max(...scores));
    },
    why: 'The rates of dropout do little harm here; sixty digits given away and weights held back do.',
  },
  {
    question:
      'The judging labels of draw 0 are typed by the same typist, a fifth wrong. What becomes of the score of the network with dropout?',
    options: [
      'It stays',
      'It falls by less than 100 of 1,000',
      'It falls by more than 100 of 1,000',
    ],
    answer: () => {
      const typist = createRandom(5);
      const typed = desk.answers.map((digit) => {
        return typist.uniform() < 0.2 ? (digit + typist.integer(1, 10)) % 10 : digit;
      });
      const fall = readOf1000(thinned, desk) - 1000 * accuracy(typed, thinned.predict(desk.unseen));
      return fall < 1 ? 0 : fall < 100 ? 1 : 2;
    },
    why: 'A perfect reader would score about 800. Wrong labels in the test hide what a model can do.',
  },
  {
    question:
      'The network with dropout is trained again with the same seed. How many of the unseen digits does it answer otherwise?',
    options: ['none', 'a few', 'more than one in ten'],
    answer: () => {
      const other = 1 - accuracy(thinned.predict(desk.unseen), again.predict(desk.unseen));
      return other === 0 ? 0 : other < 0.1 ? 1 : 2;
    },
    why: 'The coins come from the seed, too. What cannot be repeated cannot be debugged.',
  },
]);

// %%
answerQuiz('11', ''); // your letters in order, such as 'a b c a b'; a dash leaves one out

// %% [markdown]
// ## 11.10 What you can do now
//
// - *Make a network learn mistakes:* enough weights, enough epochs; you counted the slips that it
//   repeats.
// - *Write dropout:* zeros and a division in training, nothing in prediction, the same mask on the
//   way back.
// - *Compare remedies:* same digits, same slips, same seed, and the interval of the *differences*.
// - *Say what a remedy costs:* on correct labels early stopping and a strong L2 took something away, and
//   dropout of either kind gave next to nothing.
// - *Find where it pays:* with a worth that you name before you look, and a level that pays for
//   every look.
//
// And your colleague's *always*? Where labels are right and there are enough of them: no. Where they
// are wrong: yes, as do cheaper things; and mending them beats all.
//
// **Further reading**
//
// - N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, *Dropout: A Simple Way
//   to Prevent Neural Networks from Overfitting*, Journal of Machine Learning Research 15 (2014).
// - C. Zhang, S. Bengio, M. Hardt, B. Recht, O. Vinyals, *Understanding Deep Learning Requires
//   Rethinking Generalization*, ICLR 2017: networks that learn random labels by heart.
// - L. Prechelt, *Early Stopping, But When?*, in: Neural Networks: Tricks of the Trade, 1998.
// - C. G. Northcutt, A. Athalye, J. Mueller, *Pervasive Label Errors in Test Sets Destabilize
//   Machine Learning Benchmarks*, NeurIPS Datasets and Benchmarks 2021.
