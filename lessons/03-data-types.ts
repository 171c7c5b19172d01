// ---
// title: "03 · Data types: what is left of a thing when it has become numbers"
// minutes: 60
// needs: [00-start-here]
// objectives:
//   - say for a table, a query, a picture, a sound and a text what one example is
//   - turn each of them into a row of numbers, and name what is lost on the way
//   - recognise a bird, a digit, a spoken word and a language with the same ten lines
//   - tell a change that a model cannot notice from one that ruins it
//   - find changes that people see and a model does not, and the other way round
// ---

// %% [markdown]
// ## 3.0 Five things on a desk
//
// You take over a project. On the desk lie a file of measurements, the password of a database, a
// folder of scanned forms, a recording, and a pile of letters. The model that you are to feed takes
// none of them. It takes rows of numbers, all of one length, and nothing else.
//
// So somebody has to decide, five times: what is *one* row, which numbers stand in it, and what is
// thrown away. Nobody calls this a model. Yet whatever is thrown away here, no model will ever find
// again; and whatever the numbers do not say, it does not know, however plain it is to you.
//
// How little a model knows of what you see can be measured. Take pictures of handwritten digits, 64
// pixels each. Draw one secret order of the 64 places, and rearrange *every* picture by it, those to
// learn from and those to be tested on.
//
// **Guess first.** *If we shuffle the pixels of every image in the same way, what can a model still
// read?* Write down a share: how many of a hundred digits are still read right? (In their order, a
// simple model reads nearly all.)

// %%
import { predict, reveal } from 'mle-kit';

predict('3.0', {
  question: 'Of 100 digits with shuffled pixels, how many does a simple model read right?',
  guess: undefined, // a number, or an interval such as [20, 50]
});

// %% [markdown]
// ## 3.1 One recogniser for everything
//
// We use the simplest recogniser that there is. Average the rows of each class: that is its
// *centroid*, the typical member. A new row belongs to the class whose centroid is nearest.

// %%
import { columnMeans, Matrix, type Vector } from 'mle-kit';

type Centroids = { names: string[]; means: Vector[] };
const rowsWhere = (labels: readonly string[], name: string) =>
  labels.flatMap((label, i) => (label === name ? [i] : []));
function centroidsOf(X: Matrix, labels: readonly string[]): Centroids {
  const names = [...new Set(labels)].sort();
  return { names, means: names.map((name) => columnMeans(X.selectRows(rowsWhere(labels, name)))) };
}

// %%
const squareDistance = (a: Vector, b: Vector) =>
  a.reduce((sum, value, j) => sum + (value - b[j]!) ** 2, 0);
function recognise(X: Matrix, { names, means }: Centroids): string[] {
  return Array.from({ length: X.rows }, (_, i) => {
    const far = means.map((mean) => squareDistance(X.row(i), mean));
    return names[far.indexOf(Math.min(...far))]!;
  });
}

// %% [markdown]
// There is nothing to tune, and a centroid can be looked at. When it fails, we see why. So it is no
// good model, but a good *judge of a representation*: if even this recognises the things, the numbers
// say what matters.
//
// ## 3.2 A table: CSV
//
// The easy case first. This is what the file of measurements holds, byte for byte.

// %%
import { datasetPaths, loadDataset, readText, show } from 'mle-kit';

const [csvPath] = await datasetPaths('penguins');
console.log((await readText(csvPath!)).split('\n').slice(0, 5).join('\n'));

// %% [markdown]
// **One example** is a line: one bird. **Numbers** it has already, or so it seems: a CSV is text, it
// states no types, and the last line shown has nothing between its commas. That `3750` is a number,
// that nothing means *missing*, that `MALE` stays a word: all this is decided by whoever reads.
//
// We take the four measurements, and ask for the species.

// %%
import { accuracy, trainTestSplit } from 'mle-kit';

const measures = ['beak_length_mm', 'beak_depth_mm', 'flipper_length_mm', 'body_mass_g'];
const birds = (await loadDataset('penguins')).dropMissing(measures);
const flock = trainTestSplit(birds, { testShare: 0.25, seed: 3, stratifyBy: 'species' });
const speciesOf = { train: flock.train.string('species'), test: flock.test.string('species') };
const knownSpecies = speciesOf.train.map(String);
const [caught, met] = [flock.train.toMatrix(measures), flock.test.toMatrix(measures)];
const verdicts = recognise(met, centroidsOf(caught, knownSpecies));
console.log(
  `${met.rows} birds, accuracy ${accuracy(speciesOf.test.map(String), verdicts).toFixed(3)}`,
);

// %% [markdown]
// That is poor: three species, four good measurements. **Guess first:** what did the recogniser look
// at? Print the three centroids, or think about the word *nearest*: near in what?
//
// Your guess: ____
//
// From here on the library's version, `NearestCentroid`, takes over; the cell shows that both agree.
// Then we bring all four columns to one scale.

// %%
import { NearestCentroid, StandardScaler } from 'mle-kit';

type Rows = { X: Matrix; labels: readonly string[] };
const centroidScore = (train: Rows, test: Rows) =>
  accuracy([...test.labels], new NearestCentroid().fit(train.X, train.labels).predict(test.X));

const byLibrary = new NearestCentroid().fit(caught, knownSpecies).predict(met);
const differing = byLibrary.filter((name, i) => name !== verdicts[i]).length;
console.log(`ours and the library's differ on ${differing} of ${met.rows} birds`);

// %%
const metLabels = speciesOf.test.map(String);
const inUnits = centroidScore({ X: caught, labels: knownSpecies }, { X: met, labels: metLabels });
const scale = new StandardScaler().fit(caught);
const scaledScore = centroidScore(
  { X: scale.transform(caught), labels: knownSpecies },
  { X: scale.transform(met), labels: metLabels },
);
console.log(`grams and millimetres:        ${inUnits.toFixed(3)}`);
console.log(`each column by its deviation: ${scaledScore.toFixed(3)}`);

// %% [markdown]
// A gram and a millimetre were one and the same step. Masses differ by hundreds, beaks by single
// units, so only the mass was looked at.
//
// **What is lost: the unit.** 3750 and 39.1 stand side by side as bare numbers. You know that one
// gram is little and one millimetre of beak is much; the row does not say it.
//
// Words need care, too. Code the three species as 0, 1, 2 and you have claimed that the second lies
// halfway between the others. So a word becomes one column of zeros and ones for each value
// (`OneHotEncoder`), and what is lost then is any likeness between words.
//
// ## 3.3 A query: SQL
//
// In a CSV somebody has decided what a row is. In a database, *you* decide, by what you group.
//
// **Guess first.** Four years of weather, day by day. Where does it rain more often, in Seattle or in
// New York? Seattle ____ New York ____

// %%
import { query } from 'mle-kit';

const weather = await loadDataset('weather');
const perDay = `SELECT location, count(*) AS examples, avg((precipitation > 0)::INT) AS share_wet
  FROM data GROUP BY location ORDER BY location`;
show(await query(weather, perDay));

// %% [markdown]
// Seattle, clearly. Your colleague has a monthly table, and asks it the same question.

// %%
const perMonth = `WITH months AS (
    SELECT location, date_trunc('month', date) AS month, sum(precipitation) AS mm
    FROM data GROUP BY ALL)
  SELECT location, count(*) AS examples, avg((mm > 0)::INT) AS share_wet
  FROM months GROUP BY location ORDER BY location`;
show(await query(weather, perMonth));

// %% [markdown]
// New York. Both queries are correct, both say "share of examples with rain", and they contradict
// each other: a dry month is rarer than a dry day, and only Seattle's summers have some.
//
// **One example** is whatever one row of the *result* is. **Numbers** are the aggregates. **What is
// lost** is everything inside a group: a month does not know whether its rain fell in one night.
// So write the sentence "one row is one …" above every query. When a join doubles rows, or a group
// swallows them, that sentence is the first thing to become false.
//
// ## 3.4 A picture
//
// A scanned form has been cut into squares, a digit in each. A picture file is height, width,
// channels, and a brightness for each pixel. We write one and read it back.

// %%
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readImage, splitIndices, writeImage } from 'mle-kit';

const digits = await loadDataset('digits');
const pixels = digits.toMatrix(digits.columnNames.slice(1));
const ink = new Matrix(
  pixels.data.map((dots) => dots / 16),
  pixels.rows,
  pixels.columns,
);
const written = Array.from(digits.number('digit'), String);

// %%
const folder = mkdtempSync(join(tmpdir(), 'digit-'));
const file = join(folder, 'digit.png');
const brightness = Uint8Array.from(ink.row(4), (share) => Math.round(255 * (1 - share)));
await writeImage({ height: 8, width: 8, channels: 1, data: brightness }, file);
const photo = await readImage(file);
rmSync(folder, { recursive: true });
console.log(photo.height, 'x', photo.width, 'pixels,', photo.channels, 'channel');
for (let r = 0; r < 8; r++) {
  console.log(Array.from(photo.data.slice(8 * r, 8 * r + 8), (b) => `${b}`.padStart(4)).join(''));
}

// %% [markdown]
// You can just see it: 255 is paper, 0 is ink. **One example** is one picture. **Numbers** are the
// pixels, row after row, as one long line. A model gets that line and nothing else; that it was once
// 8 by 8, only our `padStart` and `8 * r` knew.
//
// We count ink instead of light (0 is paper, 1 is black), learn from one half of 1,797 digits and
// test on the other. Here is what the recogniser takes for typical.

// %%
import { imageGrid } from 'mle-kit';

const halves = splitIndices(ink.rows, { testShare: 0.5, seed: 3, stratifyBy: written });
const take = (rows: ArrayLike<number>): Rows => ({
  X: ink.selectRows(rows),
  labels: Array.from(rows, (i) => written[i]!),
});
const [learn, judge] = [take(halves.train), take(halves.test)];
const square = (row: ArrayLike<number>) =>
  Matrix.from(Array.from({ length: 8 }, (_, r) => Array.from(row).slice(8 * r, 8 * r + 8)));

// %%
const typical = centroidsOf(learn.X, learn.labels);
const centroidShare = centroidScore(learn, judge);
show(
  imageGrid({
    images: typical.names.map((name, k) => ({ pixels: square(typical.means[k]!), caption: name })),
    title: 'The average of each digit',
    altText:
      `Each of the ten averages can be read as its digit, and the nearest of them names ` +
      `${(100 * centroidShare).toFixed(1)}% of unseen digits right.`,
    white: 0,
    black: 1,
  }),
);
console.log(`nearest centroid: accuracy ${centroidShare.toFixed(3)}`);

// %% [markdown]
// Ten averages, readable by eye, and most digits are recognised. The blurred ones (which?) are those
// that people write in more than one way: an average of two good shapes can be a bad one.
//
// ## 3.5 Shuffled pixels
//
// Now the question from the beginning, with two better models. The first remembers everything: the
// *nearest neighbour* of a new picture, among all that were learned, lends it its name.

// %%
function nearestNeighbour(X: Matrix, known: Rows): string[] {
  const remembered = Array.from({ length: known.X.rows }, (_, k) => known.X.row(k));
  return Array.from({ length: X.rows }, (_, i) => {
    const row = X.row(i);
    let [best, least] = [0, Infinity];
    remembered.forEach((other, k) => {
      const far = squareDistance(row, other);
      if (far < least) [best, least] = [k, far];
    });
    return known.labels[best]!;
  });
}

// %% [markdown]
// The second is a *linear model*: each digit has a weight for every pixel, and the largest weighted
// sum wins. (Chapter 09 takes it apart.)

// %%
import { createRandom, KNeighborsClassifier, LogisticRegression } from 'mle-kit';

const neighbours = (train: Rows) =>
  new KNeighborsClassifier({ neighbors: 1 }).fit(train.X, train.labels);
const linearModel = (train: Rows) => new LogisticRegression().fit(train.X, train.labels);
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

const [nearest, linear] = [neighbours(learn), linearModel(learn)];
const byHand = nearestNeighbour(judge.X, learn);
const same = nearest.predict(judge.X).filter((name, i) => name === byHand[i]).length;
console.log(`our nearest neighbour and the library's agree on ${same} of ${judge.X.rows} digits`);

// %%
type Recogniser = { predict(X: Matrix): string[] };
const shareRead = (model: Recogniser, X: Matrix) => accuracy([...judge.labels], model.predict(X));
const order = createRandom(3).permutation(64);
const shuffle = (X: Matrix) => Matrix.fromColumns(Array.from(order, (j) => X.column(j)));
const learnShuffled = { X: shuffle(learn.X), labels: learn.labels };
const before = [nearest, linear].map((model) => percent(shareRead(model, judge.X)));
const after = [neighbours(learnShuffled), linearModel(learnShuffled)].map((model) =>
  percent(shareRead(model, shuffle(judge.X))),
);
reveal('3.0', 100 * shareRead(neighbours(learnShuffled), shuffle(judge.X)));

// %%
const beneath = (shares: readonly string[]) =>
  `nearest neighbour ${shares[0]}\nlinear model ${shares[1]}`;
const shown = judge.labels.indexOf('3');
const picture = judge.X.selectRows([shown]);
show(
  imageGrid({
    images: [
      { pixels: square(picture.row(0)), caption: beneath(before) },
      { pixels: square(shuffle(picture).row(0)), caption: beneath(after) },
    ],
    title: 'To you, a three and a mess; to the models, the same picture',
    altText:
      `With its pixels shuffled a three is a mess to the eye, yet nearest neighbours read ` +
      `${after[0]} of shuffled digits (${before[0]} before) and a linear model ${after[1]} (${before[1]}).`,
    white: 0,
    black: 1,
  }),
);

// %% [markdown]
// Compare with your guess. Nothing is lost, to the last digit. And there is nothing to wonder at:
// read the code of the distance once more. It adds up 64 squared differences, and a sum does not
// care in which order it is taken. Nor does a weighted sum. Neither model ever knew that pixel 12
// lies beside pixel 13.
//
// So these models never saw a picture at all. They see 64 columns, like the four columns of a bird.
// That is good news (one recogniser fits all) and bad news, as the next change shows.
//
// ## 3.6 One pixel aside
//
// Leave the pixels in order, and move every test digit by one pixel: the form lay a hair askew in the
// scanner. Any child reads on. **Guess first:** what do the two models, which did not mind the
// shuffle, make of it?

// %%
predict('3.6', {
  question: 'Of 100 digits moved by one pixel, how many does the nearest neighbour read right?',
  guess: undefined, // a number, or an interval such as [80, 100]
});

// %%
function move(X: Matrix, down: number, right: number): Matrix {
  const from = (k: number) => {
    const [r, c] = [Math.floor(k / 8) - down, (k % 8) - right];
    return r >= 0 && r < 8 && c >= 0 && c < 8 ? 8 * r + c : null; // null: paper from outside
  };
  const empty = new Float64Array(X.rows);
  const sources = Array.from({ length: 64 }, (_, k) => from(k));
  return Matrix.fromColumns(sources.map((k) => (k === null ? empty : X.column(k))));
}

// %%
const moved = move(judge.X, 0, 1);
const aside = [nearest, linear].map((model) => percent(shareRead(model, moved)));
reveal('3.6', 100 * shareRead(nearest, moved));
show(
  imageGrid({
    images: [
      { pixels: square(picture.row(0)), caption: beneath(before) },
      { pixels: square(move(picture, 0, 1).row(0)), caption: beneath(aside) },
    ],
    title: 'To you, the same three; to the models, another picture',
    altText:
      `Moved one pixel to the right a three is as readable as before, yet nearest neighbours fall ` +
      `from ${before[0]} to ${aside[0]} and the linear model from ${before[1]} to ${aside[1]}.`,
    white: 0,
    black: 1,
  }),
);

// %%
for (const [where, down, right] of [
  ['left', 0, -1],
  ['up', -1, 0],
  ['down', 1, 0],
] as const) {
  const shares = [nearest, linear].map((model) =>
    percent(shareRead(model, move(judge.X, down, right))),
  );
  console.log(`one pixel ${where.padEnd(5)} ${shares.join('   ')}`);
}

// %% [markdown]
// You read on as before, and the models fall apart, in every direction. But be fair to them:
// the shuffle was applied to *both* halves, the move to the test alone. Here are all four cases, for
// nearest neighbours.

// %%
const changes = { shuffled: shuffle, 'one aside': (X: Matrix) => move(X, 0, 1) };
for (const [name, change] of Object.entries(changes)) {
  const both = neighbours({ X: change(learn.X), labels: learn.labels });
  const everywhere = percent(shareRead(both, change(judge.X)));
  const testOnly = percent(shareRead(nearest, change(judge.X)));
  console.log(`${name.padEnd(10)} in both halves ${everywhere}, in the test alone ${testOnly}`);
}

// %% [markdown]
// That is the rule behind it. Rearrange the columns *everywhere alike*, and it costs these models
// nothing, however ugly it looks. Rearrange them *on one side only*, and a column no longer means what
// it meant, however little you see of it. Between training and serving, "it looks the same to me"
// proves nothing.
//
// **What is lost: who is whose neighbour.** Two ways lead out. Either you move the training pictures,
// too (exercise 3.3), or you build a model that is told about neighbours: chapter 10 does, by
// *convolution*, and pays for it with the shuffle, which such a model minds.
//
// ## 3.7 A sound
//
// The recording holds words, from *zero* to *nine*. **No person speaks here:** a synthesiser made the
// clips, in twelve voices. The recogniser learns from eight of them, and is tested on four that it
// has never heard.

// %%
import { loadSounds } from 'mle-kit';

const { clips, sounds } = await loadSounds('spoken-digits');
const samplesOf = sounds.map((sound) => sound.channels[0]!);
const words = Array.from(clips.number('digit'), String);
const parts = clips.string('split').map(String);
const [heard, unheard] = ['train', 'test'].map((part) => rowsWhere(parts, part)) as [
  number[],
  number[],
];
console.log(`${heard.length} clips to learn from, ${unheard.length} in voices unheard`);
console.log(`clip 0 says "${words[0]}" in ${samplesOf[0]!.length} numbers:`);
console.log(Array.from(samplesOf[0]!.slice(1000, 1006), (value) => value.toFixed(4)).join('  '));

// %% [markdown]
// A sound is already numbers: the position of a membrane, 8,000 times a second. **Guess first:** we cut
// or pad each clip to half a second and give the recogniser these 4,000 numbers as they are. How many
// of a hundred words does it get? (Ten by chance.) Your guess: ____

// %%
const soundScore = (X: Matrix) => {
  const part = (rows: number[]) => ({ X: X.selectRows(rows), labels: rows.map((i) => words[i]!) });
  return centroidScore(part(heard), part(unheard));
};
const halfASecond = Matrix.from(
  samplesOf.map((samples) => Array.from({ length: 4000 }, (_, t) => samples[t] ?? 0)),
);
const rawShare = soundScore(halfASecond);
console.log(`samples as they are: ${percent(rawShare)}`);

// %% [markdown]
// Little better than chance, with every number that there is. A vowel swings some hundred times a
// second; begin it five thousandths of a second later, and hills meet valleys. It is the digit moved one
// pixel aside, only worse.
//
// So we ask what an ear asks: *how loud is each pitch at each moment?* That is a **spectrogram**. The
// mel scale spaces pitches as people hear them, and 16 moments are taken from each clip, so that a
// slow "seven" and a quick one become rows of one length.

// %%
import { melSpectrogram } from 'mle-kit';

const [moments, pitches] = [16, 20];
function spectrum(samples: ArrayLike<number>): Matrix {
  const settings = { sampleRate: 8000, fftSize: 256, hopLength: 80, mels: pitches };
  const loudness = melSpectrogram(samples, settings); // a row a hundredth of a second
  const at = (m: number) => Math.floor(((m + 0.5) * loudness.rows) / moments);
  return loudness.selectRows(Array.from({ length: moments }, (_, m) => at(m)));
}
const asRow = (samples: ArrayLike<number>) => Array.from(spectrum(samples).data);
const spectra = Matrix.from(samplesOf.map(asRow));
const spectrumShare = soundScore(spectra);
console.log(`spectrogram: ${percent(spectrumShare)}`);

// %%
const voices = clips.string('voice').map(String);
const fast = clips.number('words_per_minute').map((speed) => (speed > 150 ? 1 : 0));
const examples = ['3', '6'].flatMap((word) =>
  unheard.filter((i) => words[i] === word && fast[i] === 1).slice(0, 2),
);
const upright = (i: number) => {
  const loudness = spectrum(samplesOf[i]!);
  return Matrix.from(
    Array.from({ length: pitches }, (_, p) => Array.from(loudness.column(pitches - 1 - p))),
  );
};
show(
  imageGrid({
    images: examples.map((i) => ({ pixels: upright(i), caption: `"${words[i]}", ${voices[i]}` })),
    title: 'Two words, two voices: time to the right, pitch upwards, dark is loud',
    altText:
      'The same word in two voices makes nearly the same pattern, another word another one; the ' +
      `nearest average pattern names ${percent(spectrumShare)} of words in unheard voices.`,
    columns: 4,
  }),
);

// %% [markdown]
// In "three" a dark band climbs, high up, from the *r* into the long *ee*. In "six" a short dark vowel
// stands between two hisses, which are an even grey over all pitches. Cover the captions, and you can
// still tell which is which: you recognise a word by eye, and so does the recogniser.
//
// **One example** is one clip; where it begins and ends somebody had to decide. **What is lost** is
// *when*, within a swing: the phase. Turn every sample's sign, and no ear hears a difference.

// %%
const opposite = samplesOf[0]!.map((value) => -value);
const differences = asRow(opposite).filter((value, k) => value !== spectra.at(0, k)).length;
const kept = samplesOf[0]!.filter((value, t) => value === opposite[t] && value !== 0).length;
console.log(`samples that stay as they were: ${kept} of ${opposite.length}`);
console.log(`numbers of the spectrogram that change: ${differences} of ${spectra.columns}`);

// %% [markdown]
// Here losing something was the whole point. A good representation forgets what does not matter. Less
// than a tenth of the numbers, and most of the words instead of hardly any.
//
// ## 3.8 A text
//
// The letters come in many languages, and the first question is: in which? Our text is the Universal
// Declaration of Human Rights in twelve languages with Latin letters. (Greek or Hindi are given away
// by their alphabet.) We learn from the even articles and test on the odd ones.
//
// A text has no length in common with another, so we count: how often does each run of three
// characters come? Such runs are called **trigrams**.

// %%
import { Table, TfidfVectorizer, tokenize } from 'mle-kit';

console.log(tokenize('All human', { kind: 'ngrams', n: 3 }));
const latin = (await loadDataset('declarations')).filter((row) => row.script === 'Latin');
const languages = [...new Set(latin.string('language').map(String))];
const textOf = (language: string, odd: number) => {
  const own = latin.filter((row) => row.language === language && Number(row.article) % 2 === odd);
  return own.string('text').join(' ').replace(/\s+/g, ' ');
};

// %% [markdown]
// The 1,000 commonest trigrams become columns, and each text a row: its counts, scaled to length 1, so
// that a long text and a short one may be near. `TfidfVectorizer` does it; we count one by hand.

// %%
const evens = languages.map((language) => textOf(language, 0));
const counter = { analyzer: 'char', ngramRange: [3, 3], useIdf: false, maxFeatures: 1000 } as const;
const vectorizer = new TfidfVectorizer(counter).fit(evens);
const { vocabulary } = vectorizer.state;
const counts = new Map<string, number>();
for (const gram of tokenize(evens[0]!, { kind: 'ngrams', n: 3 })) {
  counts.set(gram, (counts.get(gram) ?? 0) + 1);
}
const row0 = vocabulary.map((gram) => counts.get(gram) ?? 0);
const length = Math.sqrt(row0.reduce((sum, count) => sum + count * count, 0));
const there = vectorizer.transform([evens[0]!]).row(0);
const gap = Math.max(...row0.map((count, j) => Math.abs(count / length - there[j]!)));
console.log(`by hand and by the library: the largest difference is ${gap < 1e-12 ? 0 : gap}`);

// %% [markdown]
// What does a language look like to the recogniser? Its five commonest trigrams, a dot for a space:

// %%
const profiles = vectorizer.transform(evens);
const commonest = languages.map((_, k) => {
  const weights = profiles.row(k);
  const best = Array.from(weights.keys()).sort((a, b) => weights[b]! - weights[a]!);
  return best
    .slice(0, 5)
    .map((j) => vocabulary[j]!.replace(/ /g, '·'))
    .join('  ');
});
show(Table.from({ language: languages, commonest }), { rows: 12 });

// %% [markdown]
// You can probably name some of them with the left column covered. That is judging by eye, again.
//
// **Guess first.** How many *characters* does it take to get nine languages in ten right, out of
// twelve? Your guess: ____

// %%
const speaker = new NearestCentroid().fit(profiles, languages);
const odds = languages.map((language) => [...textOf(language, 1)]);
const snippets = (size: number) => {
  const random = createRandom(3).fork(size);
  return odds.flatMap((text) =>
    Array.from({ length: 40 }, () => {
      const at = random.integer(0, text.length - size);
      return text.slice(at, at + size).join('');
    }),
  );
};
const truly = languages.flatMap((language) => new Array<string>(40).fill(language));
const namedRight = (texts: string[]) =>
  accuracy(truly, speaker.predict(vectorizer.transform(texts)));

// %%
import { line } from 'mle-kit';

const sizes = [5, 10, 20, 40, 80, 160];
const shares = sizes.map((size) => namedRight(snippets(size)));
const enough = sizes.find((_, k) => shares[k]! >= 0.9);
show(
  line({
    series: [{ name: 'nearest centroid', x: sizes, y: shares }],
    title: 'How much text it takes to know the language',
    xTitle: { label: 'Length of the snippet', unit: 'characters' },
    yTitle: { label: 'Languages named right', unit: null },
    xRange: [0, 165],
    yRange: [0, 1],
    referenceLines: [{ axis: 'y', at: 1 / languages.length, label: 'by chance' }],
    altText:
      `Of twelve languages ${percent(shares[0]!)} are named right from 5 characters, ` +
      `${percent(shares[3]!)} from 40 and ${percent(shares[5]!)} from 160.`,
  }),
);
console.log(`the first length here with nine in ten: ${enough} characters`);

// %% [markdown]
// Half a line of print. Whom does it take for whom when it errs? And what is lost in counting? Shuffle the
// *words* within each snippet, so that no sentence is left:

// %%
const eighty = snippets(80);
const answers = speaker.predict(vectorizer.transform(eighty));
const errors = truly.flatMap((name, i) =>
  name === answers[i] ? [] : [`${name} as ${answers[i]}`],
);
const often = new Map<string, number>();
for (const error of errors) often.set(error, (often.get(error) ?? 0) + 1);
for (const [error, times] of often) console.log(`${times} of ${eighty.length}: ${error}`);
const random = createRandom(3);
const shaken = eighty.map((text) => random.shuffle(text.split(' ')).join(' '));
console.log(
  `in order ${percent(namedRight(eighty))}, words shuffled ${percent(namedRight(shaken))}`,
);

// %% [markdown]
// Danish and Norwegian (Bokmål) are close relatives: those errors are what a person would make who speaks
// neither. And the shuffle changes next to nothing, since trigrams hardly reach beyond a word.
//
// **One example** is a snippet, of a length that you choose. **What is lost** is order, and with it
// meaning: count words, and *the dog bites the man* and *the man bites the dog* are one row; count
// trigrams, and they nearly are. For "which language?" that is no loss. For "who is bitten?" nothing
// else matters.
//
// ## 3.9 What goes wrong in production
//
// **Letters that look alike.** Cyrillic has letters that print exactly like Latin *a*, *e*, *o*. Spam
// uses them, and so do people whose keyboard was left in the other alphabet. Look at both lines first:

// %%
const lookalikes: Record<string, string> = { a: 'а', e: 'е', o: 'о' }; // Latin to Cyrillic
const disguise = (text: string) => text.replace(/[aeo]/g, (letter) => lookalikes[letter]!);
console.log('All human beings are born free');
console.log(disguise('All human beings are born free'));
console.log(
  `${percent(namedRight(eighty))} as they were, ${percent(namedRight(eighty.map(disguise)))} disguised`,
);

// %% [markdown]
// **A rate that nobody states.** To save traffic, an app sends every second sample. The service still
// takes them for 8,000 a second. Played back, that is the same word in a chipmunk's voice.

// %%
const thinned = Matrix.from(samplesOf.map((s) => asRow(s.filter((_, t) => t % 2 === 0))));
const spoken = new NearestCentroid().fit(
  spectra.selectRows(heard),
  heard.map((i) => words[i]!),
);
const heardAs = (X: Matrix) =>
  accuracy(
    unheard.map((i) => words[i]!),
    spoken.predict(X.selectRows(unheard)),
  );
console.log(
  `as recorded ${percent(heardAs(spectra))}, every second sample ${percent(heardAs(thinned))}`,
);

// %% [markdown]
// As good as guessing. No error, no warning: the rows have the right length, since we made them so.
//
// All three (the moved digit, the letters, the rate) have one form: what came was made otherwise than
// what was learned from, and the code that turns it into numbers, the same both times, could not see
// it. So store beside the model what numbers cannot say (unit, rate, alphabet, order of columns), ask
// callers for it, and refuse what does not agree. And keep *one* piece of code for the turning, or
// there is one more way to differ: chapter 05 builds such a pipeline, and chapter 14 finds out where it
// was not used.
//
// ## 3.10 Exercises

// %%
import { check, equals, pearson, answerQuiz, quiz } from 'mle-kit';

// %% [markdown]
// **Exercise 3.1** (warm-up) Mirror a picture: what was left becomes right, rows stay rows. The picture
// comes as 64 numbers, and goes as 64 numbers.

// %% tags=["exercise"]
function mirror(row: ArrayLike<number>): number[] {
  // solution
  return Array.from({ length: 64 }, (_, k) => row[8 * Math.floor(k / 8) + 7 - (k % 8)]!);
}

// %% tags=["check"]
await check(
  '3.1',
  mirror,
  {
    'the first row 0…7 becomes 7…0': (mirror) => {
      const count = Array.from({ length: 64 }, (_, k) => k);
      return equals(mirror(count).slice(0, 8), [7, 6, 5, 4, 3, 2, 1, 0]);
    },
    'the last row stays the last': (mirror) => {
      const count = Array.from({ length: 64 }, (_, k) => k);
      return equals(mirror(count).slice(56), [63, 62, 61, 60, 59, 58, 57, 56]);
    },
    'mirrored twice it is as before': (mirror) =>
      equals(mirror(mirror(picture.row(0))), Array.from(picture.row(0))),
  },
  {
    hints: [
      'Pixel k stands in row Math.floor(k / 8) and column k % 8.',
      'Column c of the new picture is column 7 − c of the old one, in the same row.',
      'Array.from({ length: 64 }, (_, k) => row[8 * Math.floor(k / 8) + 7 - (k % 8)])',
    ],
    mistakes: [
      {
        says: 'you turned all 64 pixels around: each row is mirrored by itself.',
        answer: (row) => Array.from(row).reverse(),
      },
      {
        says: 'you turned the picture upside down: the row stays, the column changes.',
        answer: (row) =>
          Array.from({ length: 64 }, (_, k) => row[8 * (7 - Math.floor(k / 8)) + (k % 8)]!),
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* you had to know that there are 8 columns. It stands nowhere in the
// row: it is knowledge that travels in your head, until one day it does not. (A mirrored cat is a cat,
// a mirrored 3 is none. Which changes are harmless depends on the question.)
//
// **Exercise 3.2** Trigrams by hand, the right way: small letters, any run of white space is one space,
// none at the ends. And mind that é can be typed in two ways, as one character or as e and an accent;
// both look the same, and both must count the same (`normalize('NFC')`).

// %% tags=["exercise"]
function trigrams(text: string): string[] {
  // solution
  const plain = text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
  const characters = [...plain];
  return characters.slice(2).map((_, i) => characters.slice(i, i + 3).join(''));
}

// %% tags=["check"]
await check(
  '3.2',
  trigrams,
  {
    '"To  be" gives three': (trigrams) => equals(trigrams('To  be'), ['to ', 'o b', ' be']),
    'two characters have none': (trigrams) => equals(trigrams('ab'), []),
    'é counts the same however it was typed': (trigrams) =>
      equals(trigrams('caf\u00e9'), trigrams('cafe\u0301')),
    'it agrees with tokenize on twelve languages': (trigrams) =>
      evens.every(
        (text) => equals(trigrams(text), tokenize(text, { kind: 'ngrams', n: 3 })) === true,
      ),
  },
  {
    hints: [
      'First make the text plain, then cut it.',
      "text.normalize('NFC').toLowerCase().replace(/\\s+/g, ' ').trim(), then [...plain].",
      'A text of m characters has m − 2 trigrams; number i is characters.slice(i, i + 3).join("").',
    ],
    mistakes: [
      {
        says: 'you cut the text as it is: small letters, one way of writing é and single spaces come first.',
        answer: (text) => {
          const characters = [...text];
          return characters.slice(2).map((_, i) => characters.slice(i, i + 3).join(''));
        },
      },
      {
        says: 'you cut it into pieces side by side: a trigram begins at every character.',
        answer: (text) => tokenize(text, { kind: 'ngrams', n: 3 }).filter((_, i) => i % 3 === 0),
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* half of the function is about sameness. "Do these two count as one?"
// (capitals, spaces, accents) is a decision about data, and each no splits a column in two.
//
// **Exercise 3.3** Teach the model what it cannot know. Return the training digits nine times: as they
// are, and moved by one pixel to all eight sides (`move(X, down, right)`), each with its label.

// %% tags=["exercise"]
function withMovedCopies(train: Rows): Rows {
  // solution
  const steps = [-1, 0, 1];
  const copies = steps.flatMap((down) => steps.map((right) => move(train.X, down, right)));
  return {
    X: Matrix.from(copies.flatMap((copy) => copy.toRows())),
    labels: copies.flatMap(() => train.labels),
  };
}

// %% tags=["check"]
const fewer = Array.from({ length: 300 }, (_, i) => i); // 300 test digits will do
const readAfter = (model: Recogniser, down: number, right: number) =>
  accuracy(
    fewer.map((i) => judge.labels[i]!),
    model.predict(move(judge.X.selectRows(fewer), down, right)),
  );
await check(
  '3.3',
  withMovedCopies,
  {
    'there are nine times as many, each with its label': (withMovedCopies) => {
      const more = withMovedCopies(learn);
      return equals([more.X.rows, more.labels.length], [9 * learn.X.rows, 9 * learn.X.rows]);
    },
    'nearest neighbours read moved digits again, and still the others': (withMovedCopies) => {
      const model = neighbours(withMovedCopies(learn));
      const came = [readAfter(model, 0, 1), readAfter(model, -1, 0), readAfter(model, 0, 0)];
      return Math.min(...came) > 0.95 || `read: ${came.map(percent).join(', ')}`;
    },
  },
  {
    hints: [
      'Two loops over −1, 0 and 1 give the nine moves, (0, 0) included.',
      'Matrix.from takes nested rows, and copy.toRows() gives them: join those of all copies.',
      'labels are train.labels nine times: copies.flatMap(() => train.labels)',
    ],
    mistakes: [
      {
        says: 'you returned the digits as they came: nothing was added.',
        answer: (train) => train,
      },
      {
        says: 'you copied without moving: nine equal pictures teach nothing new.',
        answer: (train) => ({
          X: Matrix.from(Array.from({ length: 9 }, () => train.X.toRows()).flat()),
          labels: Array.from({ length: 9 }, () => train.labels).flat(),
        }),
      },
      {
        says: 'you moved in four directions only: the corners are moves, too, and so is standing still.',
        answer: (train) => {
          const moves = [
            [0, 1],
            [1, 0],
            [0, -1],
            [-1, 0],
          ] as const;
          const copies = moves.map(([down, right]) => move(train.X, down, right));
          return {
            X: Matrix.from(copies.flatMap((copy) => copy.toRows())),
            labels: copies.flatMap(() => train.labels),
          };
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* it works, and it is called *augmentation*. The price is nine times the
// rows to remember and to search, for one pixel; two pixels cost twenty-five. And it needs a model that
// can hold it: try `linearModel` on these rows, and it reads all digits worse, as one weight a pixel
// cannot be right for nine places at once.
//
// **Exercise 3.4** Did the shuffle really destroy who is whose neighbour? Here are the shuffled training
// digits, and you do not have `order`. Pixels that are neighbours are often inked together. Return
// the column (of those in `columns`) that goes most with column `j`, by Pearson's correlation.

// %% tags=["exercise"]
function closest(X: Matrix, j: number, columns: readonly number[]): number {
  // solution
  const others = columns.filter((k) => k !== j);
  const strengths = others.map((k) => pearson(X.column(j), X.column(k)));
  return others[strengths.indexOf(Math.max(...strengths))]!;
}

// %% tags=["check"]
const inked = Array.from(order.keys()).filter((j) => new Set(learnShuffled.X.column(j)).size > 1);
const besides = (a: number, b: number) =>
  Math.max(Math.abs((a % 8) - (b % 8)), Math.abs(Math.floor(a / 8) - Math.floor(b / 8))) === 1;
await check(
  '3.4',
  closest,
  {
    'of three columns it finds the one that goes along': (closest) => {
      const X = Matrix.fromColumns(
        [[1, 2, 3, 4].map(Number), [4, 1, 3, 2], [1, 2, 3, 5]].map((c) => Float64Array.from(c)),
      );
      return equals(closest(X, 0, [0, 1, 2]), 2);
    },
    'in the shuffled digits at least three of four are true neighbours': (closest) => {
      const found = inked.filter((j) =>
        besides(order[j]!, order[closest(learnShuffled.X, j, inked)]!),
      );
      return found.length >= 0.75 * inked.length || `${found.length} of ${inked.length}`;
    },
  },
  {
    hints: [
      'Leave out j itself: nothing goes more with a column than the column.',
      'pearson(X.column(j), X.column(k)) says how much two columns go together, from −1 to 1.',
      'Map the others to their correlation with j, and return the one at the largest.',
    ],
    mistakes: [
      {
        says: 'you left j among the columns: nothing goes more with a column than itself.',
        answer: (_, j) => j,
      },
      {
        says: 'you returned the place among the others: return the number of the column that stands there.',
        answer: (X, j, columns) => {
          const others = columns.filter((k) => k !== j);
          const strengths = others.map((k) => pearson(X.column(j), X.column(k)));
          return strengths.indexOf(Math.max(...strengths));
        },
      },
    ],
  },
);

// %% [markdown]
// *What the solution tells you:* by luck one in nine would be a neighbour. So the order was never
// destroyed; it is still in the data, as correlation, and enough pictures give the map back. Our
// two models just do not look for it. What a *representation* loses and what a *model* ignores are two
// different things.
//
// **Exercise 3.5** (hard) Find a change of the data that people do not see and a model does, and one the
// other way round. The model is `linear`, whose weights you may read: the score of class k is the sum
// of pixel j · `weights[64 * k + j]`, plus `intercepts[k]`; the highest score wins.
//
// - `hidden(image, digit)`: change each pixel by at most 0.125 of ink, two dots of sixteen (it stays
//   within 0 and 1), so that fewer than half of the test digits are read right. `digit` is the true
//   class.
// - `glaring(image)`: change pixels by 0.25 of ink *on average* or more, so that nobody could tell what
//   it was, and the model gives the same answer as before.

// %%
const { weights, intercepts } = linear.state;
const scoresOf = (image: ArrayLike<number>) =>
  intercepts.map((constant, k) => {
    let sum = constant;
    for (let j = 0; j < 64; j++) sum += image[j]! * weights[64 * k + j]!;
    return sum;
  });
const winner = (image: ArrayLike<number>) => {
  const scores = scoresOf(image);
  return scores.indexOf(Math.max(...scores));
};

// %% tags=["exercise"]
function hidden(image: Vector, digit: number): number[] {
  // solution
  const scores = scoresOf(image);
  scores[digit] = -Infinity;
  const rival = scores.indexOf(Math.max(...scores)); // the class that is nearest to winning
  return Array.from(image, (value, j) => {
    const direction = Math.sign(weights[64 * rival + j]! - weights[64 * digit + j]!);
    return Math.min(1, Math.max(0, value + 0.125 * direction));
  });
}

// %% tags=["exercise"]
function glaring(image: Vector): number[] {
  // solution
  const random = createRandom(3);
  const said = winner(image);
  const changed = Array.from(image);
  for (const j of random.permutation(64)) {
    const before = changed[j]!;
    changed[j] = random.uniform(); // any ink at all, if only the answer stays
    if (winner(changed) !== said) changed[j] = before;
  }
  return changed;
}

// %% tags=["check"]
const trial = Array.from({ length: 200 }, (_, i) => ({
  image: judge.X.row(i),
  digit: Number(judge.labels[i]),
}));
const meanChange = (image: Vector, changed: readonly number[]) =>
  image.reduce((sum, value, j) => sum + Math.abs(value - changed[j]!), 0) / 64;
const isPicture = (row: readonly number[]) =>
  row.length === 64 && row.every((value) => value >= 0 && value <= 1);
await check(
  '3.5',
  { hidden, glaring },
  {
    'hidden: no pixel changes by more than 0.125': ({ hidden }) =>
      trial.every(({ image, digit }) => {
        const changed = hidden(image, digit);
        return (
          isPicture(changed) && changed.every((v, j) => Math.abs(v - image[j]!) <= 0.125 + 1e-9)
        );
      }),
    'hidden: fewer than half are read right': ({ hidden }) => {
      const right = trial.filter(({ image, digit }) => winner(hidden(image, digit)) === digit);
      return right.length < 100 || `${right.length} of 200 are still read right`;
    },
    'glaring: pixels change by 0.25 or more on average': ({ glaring }) => {
      const each = trial.map(({ image }) => {
        const changed = glaring(image);
        return isPicture(changed) ? meanChange(image, changed) : Number.NaN;
      });
      const average = each.reduce((sum, value) => sum + value, 0) / each.length;
      return average >= 0.25 || `they change by ${average.toFixed(3)}`;
    },
    'glaring: the answer stays for 99 of 100': ({ glaring }) => {
      const stays = trial.filter(({ image }) => winner(glaring(image)) === winner(image));
      return stays.length >= 198 || `it stays for ${stays.length} of 200`;
    },
  },
  {
    hints: [
      'Hidden: 64 tiny steps add up, if each goes in the direction that helps a rival class.',
      'The step of pixel j is ±0.125 by the sign of weights of the rival − weights of the digit. Glaring: repaint pixels one by one, and take back what changes the answer.',
      'glaring: for each j set changed[j] = random.uniform(); if winner(changed) is another, restore it.',
    ],
    mistakes: [
      {
        says: 'you hid nothing: without a change the model reads on.',
        answer: { hidden: (image) => Array.from(image) },
      },
      {
        says: 'you laid the same grey on every pixel: the sign has to come from the weights.',
        answer: { hidden: (image) => Array.from(image, (value) => Math.min(1, value + 0.125)) },
      },
      {
        says: 'you repainted every pixel and kept it all: take back what changes the answer.',
        answer: {
          glaring: (image) => {
            const random = createRandom(3);
            return Array.from(image, () => random.uniform());
          },
        },
      },
    ],
  },
);

// %% [markdown]
// The checks cannot ask people. You can: this cell draws the first digit that your hidden change turns
// into another (and says so when there is nothing to draw yet).

// %% tags=["check"]
try {
  const read = trial.filter(({ image, digit }) => winner(image) === digit);
  const turned = read.find(({ image, digit }) => winner(hidden(image, digit)) !== digit);
  const { image, digit } = turned ?? trial[0]!;
  const pictures = [Array.from(image), hidden(image, digit), glaring(image)];
  const captions = pictures.map((row) => `the model says ${winner(row)}`);
  show(
    imageGrid({
      images: pictures.map((row, k) => ({ pixels: square(row), caption: captions[k]! })),
      title: `A ${digit}, changed in a hidden and in a glaring way`,
      altText: `Of a ${digit}, a ${digit} under a grey veil and a mess, ${captions.join(', ')}.`,
      white: 0,
      black: 1,
    }),
  );
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
}

// %% [markdown]
// *What the solution tells you:* the first is known as an *adversarial example*, the second as a
// *fooling image*. They are two sides of one thing. What a linear model looks at is nine differences
// of scores; a picture has 64 directions. Along the nine, small steps add up that no eye
// notices. Along all the others you may paint what you like. A test set shows neither, as it contains
// only pictures that somebody wrote.
//
// With texts you have seen both, too: letters that look alike are the first kind. Which is the second?
// (Write a whole snippet in capitals, and look at the quiz.)
//
// ## 3.11 Quiz

// %%
const soundsOf = (change: (samples: Float32Array) => Float32Array) =>
  soundScore(Matrix.from(samplesOf.map((samples) => asRow(change(samples)))));
const eachRow = (X: Matrix, change: (row: Vector) => ArrayLike<number>) =>
  Matrix.from(Array.from({ length: X.rows }, (_, i) => Array.from(change(X.row(i)))));

// %%
quiz('3', [
  {
    question: 'Play all clips backwards, in training and in testing. What becomes of the accuracy?',
    options: [
      'It falls to about chance',
      'It falls, but not to chance',
      'It stays within 3 points',
    ],
    answer: () => {
      const came = soundsOf((samples) => samples.slice().reverse());
      return came < 0.2 ? 0 : came < spectrumShare - 0.03 ? 1 : 2;
    },
    why: 'It is the shuffle again: the columns change places, everywhere alike. You would not understand a word.',
  },
  {
    question:
      'Sort the 64 values of each picture by size, everywhere. How many does the nearest neighbour read?',
    options: ['More than 90%', 'Between 40% and 90%', 'Less than 40%'],
    answer: () => {
      const sorted = (X: Matrix) => eachRow(X, (row) => row.slice().sort());
      const model = neighbours({ X: sorted(learn.X), labels: learn.labels });
      const came = shareRead(model, sorted(judge.X));
      return came > 0.9 ? 0 : came > 0.4 ? 1 : 2;
    },
    why: 'Each picture is rearranged in its own way, so a column no longer means a place. One order for all costs nothing; an order each costs nearly everything.',
  },
  {
    question:
      'Enter the mass of the penguins in tonnes, without scaling. The nearest centroid is …',
    options: ['worse than in grams', 'better than in grams', 'as good as in grams'],
    answer: () => {
      const tonnes = (X: Matrix) => eachRow(X, (row) => row.map((v, j) => (j === 3 ? v / 1e6 : v)));
      const came = centroidScore(
        { X: tonnes(caught), labels: knownSpecies },
        { X: tonnes(met), labels: metLabels },
      );
      return came > inUnits + 0.02 ? 1 : came < inUnits - 0.02 ? 0 : 2;
    },
    why: 'In tonnes the mass vanishes, and three good lengths are left. A unit is a weight that nobody chose.',
  },
  {
    question:
      'In the test alone each pixel becomes pure black or pure white (ink from 0.5 is black). What does the nearest neighbour lose?',
    options: ['Less than 5 points', 'Between 5 and 20 points', 'More than 20 points'],
    answer: () => {
      const hard = eachRow(judge.X, (row) => row.map((share) => (share >= 0.5 ? 1 : 0)));
      const lost = shareRead(nearest, judge.X) - shareRead(nearest, hard);
      return lost < 0.05 ? 0 : lost < 0.2 ? 1 : 2;
    },
    why: 'Shades change all over, and nothing moves. You see it at once, and the model hardly notices.',
  },
  {
    question: 'All test snippets of 80 characters in CAPITALS. The languages named right …',
    options: ['fall by more than 5 points', 'stay within 5 points', 'rise by more than 5 points'],
    answer: () => {
      const gained = namedRight(eighty.map((text) => text.toUpperCase())) - namedRight(eighty);
      return gained < -0.05 ? 0 : gained > 0.05 ? 2 : 1;
    },
    why: 'The vectorizer makes small letters first. It forgets case, as we asked it to; people see it at once.',
  },
]);

// %%
answerQuiz('3', ''); // your letters in order, such as 'a b c a b'; a dash leaves one out

// %% [markdown]
// ## 3.12 What you can do now
//
// | | one example | its numbers | what is lost |
// |---|---|---|---|
// | CSV | a line | its columns, words as zeros and ones | units, likeness of words |
// | SQL | a row of the result | aggregates | all that lay inside a group |
// | picture | one picture | pixels, row after row | who is whose neighbour |
// | sound | a clip | loudness by moment and pitch | phase: when within a swing |
// | text | a snippet | counts of trigrams | order, and with it meaning |
//
// - *Say what one example is:* the sentence "one row is one …"; two queries contradicted each other
//   for lack of it.
// - *Turn it into numbers, and name the loss:* the table above, each row of which you have seen.
// - *Recognise with ten lines:* birds, digits, words and languages, and each centroid can be looked at.
// - *Tell harmless from ruinous:* columns rearranged on both sides cost nothing, on one side nearly
//   everything.
// - *Find what only one of you sees:* the model reads columns, you read pictures, and each is
//   blind where the other is not.
//
// And your guess from the beginning? Most people guess chance. A model reads everything that is left
// after the shuffle, as it never had what the shuffle takes from *you*.
//
// **Further reading**
//
// - W. B. Cavnar and J. M. Trenkle, *N-Gram-Based Text Categorization*, Symposium on Document Analysis
//   and Information Retrieval 1994: languages by n-grams, with hardly more than what stands here.
// - C. Szegedy et al., *Intriguing properties of neural networks*, ICLR 2014; I. Goodfellow, J. Shlens,
//   C. Szegedy, *Explaining and Harnessing Adversarial Examples*, ICLR 2015: the hidden change.
// - A. Nguyen, J. Yosinski, J. Clune, *Deep Neural Networks are Easily Fooled*, CVPR 2015: the glaring one.
// - S. B. Davis and P. Mermelstein, *Comparison of Parametric Representations for Monosyllabic Word
//   Recognition*, IEEE Transactions on Acoustics, Speech, and Signal Processing 28 (1980).
