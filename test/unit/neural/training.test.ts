import { createRandom, Matrix, type Progress } from 'mle-kit';
import {
  activation,
  adam,
  adamW,
  batchNormalization,
  conv2d,
  dense,
  dropout,
  embedding,
  flatten,
  loadBackend,
  maxPooling2d,
  NeuralClassifier,
  type NeuralClassifierOptions,
  NeuralRegressor,
  type NeuralWeight,
  sgd,
} from 'mle-kit/neural';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const { tf } = await loadBackend({ print: () => {} });

/** Three kinds, told apart by which third of the columns is large. */
function kinds(n: number, seed = 3) {
  const random = createRandom(seed);
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: 16 }, (_, j) => random.normal() + (j % 3 === i % 3 ? 1.5 : 0)),
  );
  return { rows, X: Matrix.from(rows), y: rows.map((_, i) => ['bee', 'ant', 'cow'][i % 3]!) };
}

const { rows, X, y } = kinds(60);
const layers = [dense(12, { activation: 'relu' }), dropout(0.3)];
const small: NeuralClassifierOptions = { layers, epochs: 4, batchSize: 16, seed: 7 };

let before = 0;
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before); // nothing leaks, also after an error
});

describe('a network by hand', () => {
  it('predicts the weighted sums of one dense layer', async () => {
    const initialWeights = [[1, -1, 2, 0], [0.5, 1], [3, 10], [-1]];
    const model = new NeuralRegressor({
      layers: [dense(2, { activation: 'relu' })],
      initialWeights,
      optimizer: sgd({ learningRate: 0 }),
      epochs: 1,
    });
    const fitted = await model.fit(Matrix.from([[1, 2]]), [0]);
    // relu(1·1 + 2·2 + 0.5, 1·−1 + 2·0 + 1) = (5.5, 0); 3 · 5.5 + 10 · 0 − 1
    expect([...fitted.predict(Matrix.from([[1, 2]]))]).toEqual([15.5]);
    expect(fitted.history).toEqual([
      { epoch: 1, loss: 15.5 ** 2, penalty: 0, metric: 15.5, learningRate: 0 },
    ]);
  });

  it('takes one step of gradient descent', async () => {
    const model = new NeuralRegressor({
      initialWeights: [[2], [1]],
      optimizer: sgd({ learningRate: 0.25 }),
      epochs: 1,
      batchSize: 2,
    });
    // y = 2x + 1 at x = 1, 3: errors 3 − 1 and 7 − 5; dw = 2 · mean(2 · 1, 2 · 3), db = 2 · mean(2, 2)
    const fitted = await model.fit(Matrix.from([[1], [3]]), [1, 5]);
    expect(fitted.weights.map(({ name, values }) => [name, ...values])).toEqual([
      ['output/kernel', 2 - 0.25 * 8],
      ['output/bias', 1 - 0.25 * 4],
    ]);
  });

  it('takes one step of Adam: the learning rate against the sign, whatever the gradient', async () => {
    const model = new NeuralRegressor({
      initialWeights: [[2], [1]],
      optimizer: adam({ learningRate: 0.125, epsilon: 1e-30 }),
      epochs: 1,
    });
    const fitted = await model.fit(Matrix.from([[1]]), [1000]);
    expect(fitted.weights[0]!.values[0]).toBeCloseTo(2.125, 6);
    expect(fitted.weights[1]!.values[0]).toBeCloseTo(1.125, 6);
  });

  it('learns what a straight line cannot: exclusive or', async () => {
    const corners = Matrix.from([[0, 0], [0, 1], [1, 0], [1, 1]]); // biome-ignore format: one line
    const model = new NeuralClassifier({
      layers: [dense(8, { activation: 'tanh' })],
      optimizer: adam({ learningRate: 0.05 }),
      epochs: 200,
    });
    const fitted = await model.fit(corners, [0, 1, 1, 0]);
    expect(fitted.predict(corners)).toEqual([0, 1, 1, 0]);
    expect(fitted.history[199]!.metric).toBe(1);
  });
});

describe('chance', () => {
  it('is decided by the seed: the same one gives the same bits, another one others', async () => {
    const fit = async (seed: number) =>
      (await new NeuralClassifier({ ...small, seed }).fit(X, y)).state;
    const first = await fit(7);
    expect(await fit(7)).toEqual(first);
    expect((await fit(8)).sha256).not.toBe(first.sha256);
  });

  it('is the same for convolutions and embeddings', async () => {
    const images = { ...small, inputShape: [4, 4, 1] };
    const words = new Matrix(
      X.data.map((value) => Math.abs(Math.round(3 * value))),
      60,
      16,
    );
    const networks = [
      [X, { ...images, layers: [conv2d(3, 2, { activation: 'relu' }), maxPooling2d(), flatten()] }],
      [words, { ...small, layers: [embedding(20, 4), flatten(), dropout(0.5)] }],
    ] as const;
    for (const [features, options] of networks) {
      const first = await new NeuralClassifier(options).fit(features, y);
      const second = await new NeuralClassifier(options).fit(features, y);
      expect(second.state).toEqual(first.state);
    }
  });

  it('drops a share of numbers in training and none in prediction', async () => {
    const model = new NeuralRegressor({
      layers: [dropout(0.25)],
      initialWeights: [[1], [0]],
      optimizer: sgd({ learningRate: 0 }),
      epochs: 1,
      loss: 'meanAbsoluteError',
    });
    const ones = Matrix.from(Array.from({ length: 20000 }, () => [1]));
    const fitted = await model.fit(ones, new Float64Array(20000));
    // Each 1 becomes 0 or 4/3: the mean stays.
    expect(fitted.history[0]!.loss).toBeCloseTo(1, 1.5);
    expect(fitted.history[0]!.loss).not.toBe(1);
    expect(fitted.predict(ones.selectRows([0]))[0]).toBe(1);
    const far = await new NeuralRegressor({ ...model.options, loss: 'meanSquaredError' }).fit(
      ones,
      new Float64Array(20000).fill(1),
    );
    expect(far.history[0]!.loss).toBeCloseTo(0.25 * 1 + 0.75 / 9, 1.5);
  });
});

describe('fit', () => {
  it('changes neither its input nor itself, and keeps no reference to it', async () => {
    const data = kinds(60);
    const model = new NeuralClassifier(small);
    const text = JSON.stringify(model.options);
    const fitted = await model.fit(data.X, data.y);
    const probability = fitted.predictProbability(X);
    expect(data.X.toRows()).toEqual(rows);
    expect(data.y).toEqual(y);
    expect(JSON.stringify(model.options)).toBe(text);
    expect(Object.isFrozen(model.options)).toBe(true);
    data.X.data.fill(0);
    expect(fitted.predictProbability(X)).toEqual(probability);
    fitted.weights[0]!.values.fill(9);
    fitted.buffers.weights.fill(9);
    expect(fitted.predictProbability(X)).toEqual(probability);
  });

  it('names classes in order and gives probabilities that add up to 1', async () => {
    const fitted = await new NeuralClassifier(small).fit(X, y);
    expect(fitted.classes).toEqual(['ant', 'bee', 'cow']);
    for (const row of fitted.predictProbability(X).toRows()) {
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
    expect(fitted.predict(Matrix.zeros(0, 16))).toEqual([]);
    const numbers = await new NeuralClassifier(small).fit(
      X,
      y.map((label) => label.charCodeAt(0)),
    );
    expect(numbers.classes).toEqual([97, 98, 99]);
  });

  it('gives rows with weight 0 no say, and twice the weight twice the say', async () => {
    const options = {
      layers: [dense(5, { activation: 'relu' as const })],
      epochs: 3,
      shuffle: false,
    };
    const model = new NeuralClassifier({ ...options, batchSize: 60, optimizer: sgd() });
    const weighted = await model.fit(X, y, { sampleWeight: y.map((_, i) => (i < 30 ? 2 : 0)) });
    const half = X.selectRows(Array.from({ length: 30 }, (_, i) => i));
    const plain = await model.fit(half, y.slice(0, 30)); // Σ 2·loss / 60 = Σ loss / 30
    weighted.weights.forEach(({ values }, i) => {
      values.forEach((value, k) => {
        expect(value).toBeCloseTo(plain.weights[i]!.values[k]!, 5);
      });
    });
  });

  it('leaves layers alone that are not trainable, between others that are', async () => {
    const frozen = { trainable: false } as const;
    const model = new NeuralClassifier({
      ...small,
      // Decay and penalty pull at every weight that moves.
      optimizer: adamW({ weightDecay: 1 }),
      layers: [
        dense(6, { activation: 'relu' }),
        dense(5, { ...frozen, l2: 0.1 }),
        batchNormalization(frozen),
        dense(4),
      ],
    });
    const first = await new NeuralClassifier({ ...model.options, epochs: 1 }).fit(X, y);
    const last = await model.fit(X, y);
    const same = first.weights.filter(
      ({ values }, i) => String(values) === String(last.weights[i]!.values),
    );
    expect(same.map(({ name }) => name)).toEqual([
      'dense_1/kernel',
      'dense_1/bias',
      'batchNormalization/gamma',
      'batchNormalization/beta',
      'batchNormalization/movingMean',
      'batchNormalization/movingVariance',
    ]);
  });

  it('takes rows in a new order each epoch, unless told not to', async () => {
    const options = { layers: [dense(4)], batchSize: 7, optimizer: sgd({ learningRate: 0.1 }) };
    const epochs = async (count: number, shuffle: boolean, initialWeights?: NeuralWeight[]) => {
      const given = initialWeights === undefined ? {} : { initialWeights };
      return new NeuralClassifier({ ...options, epochs: count, shuffle, ...given }).fit(X, y);
    };
    for (const shuffle of [true, false]) {
      const whole = await epochs(2, shuffle);
      const half = await epochs(1, shuffle);
      const again = await epochs(1, shuffle, half.weights); // begins with the first order again
      expect(again.state.sha256 === whole.state.sha256).toBe(!shuffle);
    }
  });

  it('begins with given weights, of another network or as numbers', async () => {
    const still = { ...small, epochs: 1, optimizer: sgd({ learningRate: 0 }) };
    const fitted = await new NeuralClassifier(small).fit(X, y);
    for (const initialWeights of [fitted.weights, fitted.weights.map(({ values }) => values)]) {
      const again = await new NeuralClassifier({ ...still, initialWeights }).fit(X, y);
      expect(again.state.sha256).toBe(fitted.state.sha256);
    }
  });

  it('judges validation after each epoch as in prediction', async () => {
    const validation = kinds(30, 4);
    const fitted = await new NeuralClassifier({ ...small, validation }).fit(X, y);
    const last = fitted.history[3]!;
    const predicted = fitted.predict(validation.X);
    expect(last.valMetric).toBe(
      predicted.filter((label, i) => label === validation.y[i]).length / 30,
    );
    const probability = fitted.predictProbability(validation.X);
    const losses = validation.y.map(
      (label, i) => -Math.log(probability.at(i, fitted.classes.indexOf(label))),
    );
    expect(last.valLoss).toBeCloseTo(losses.reduce((a, b) => a + b) / 30, 5);
  });

  it('stops early and keeps the best weights', async () => {
    const noise = kinds(30, 5);
    const validation = { X: noise.X, y: [...noise.y].reverse() };
    const seen: string[] = [];
    const fitted = await new NeuralClassifier({
      ...small,
      epochs: 100,
      optimizer: adam({ learningRate: 0.01 }),
      validation,
      earlyStopping: { patience: 3 },
      onEpoch: (record, snapshot) => {
        expect(snapshot().history.length).toBe(record.epoch);
        seen.push(snapshot().state.sha256);
      },
    }).fit(X, y);
    const losses = fitted.history.map(({ valLoss }) => valLoss!);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(losses.length).toBeLessThan(100);
    expect(fitted.state.bestEpoch).toBe(best);
    expect(losses.length).toBe(best + 3);
    expect(fitted.state.sha256).toBe(seen[best - 1]);
  });

  it.each([
    [0, 2],
    [1, 2],
    [3, 4],
  ])('with patience %i calls better only what is better by minDelta', async (patience, epochs) => {
    const fitted = await new NeuralClassifier({
      ...small,
      epochs: 8,
      optimizer: sgd({ learningRate: 1e-6 }),
      validation: { X, y },
      earlyStopping: { patience, minDelta: 0.01 },
    }).fit(X, y);
    expect([fitted.history.length, fitted.state.bestEpoch]).toEqual([epochs, 1]);
  });

  it('tells progress: epoch, loss, metric, examples a second, time left', async () => {
    const said: [string, ...unknown[]][] = [];
    const progress: Progress = {
      start: (...all) => said.push(['start', ...all]),
      advance: (...all) => said.push(['advance', ...all]),
      finish: () => said.push(['finish']),
    };
    const fitted = await new NeuralClassifier({ ...small, progress }).fit(X, y);
    expect(said[0]).toEqual(['start', 16, 'NeuralClassifier']);
    expect(said.at(-1)).toEqual(['finish']);
    const [, done, fields] = said.at(-2) as [string, number, Record<string, unknown>];
    expect(done).toBe(16);
    expect(Object.keys(fields)).toEqual(['epoch', 'loss', 'accuracy', 'examples/s', 'left']);
    expect(fields).toMatchObject({ epoch: '4/4', left: '0 ms' });
    expect(fields.loss).toBeCloseTo(fitted.history[3]!.loss, 3);
  });

  it('can be stopped, and ends its progress then', async () => {
    const controller = new AbortController();
    let finished = 0;
    const progress = { start() {}, advance() {}, finish: () => finished++ };
    const onEpoch = () => controller.abort(new Error('enough'));
    const model = new NeuralClassifier({ ...small, progress, onEpoch });
    await expect(model.fit(X, y, { signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
      message:
        'NeuralClassifier.fit: stopped from outside in epoch 2, after batch 1 of 4. [ABORTED]',
      cause: new Error('enough'),
    });
    expect(finished).toBe(1);
  });

  it('lets timers run while it trains', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const { X: many, y: labels } = kinds(3000);
    await new NeuralClassifier({ ...small, epochs: 10, batchSize: 8 }).fit(many, labels);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(1);
  });
});

describe('training that goes wrong', () => {
  const wild = { ...small, optimizer: sgd({ learningRate: 1e30 }) };

  it('names epoch, batch and the learning rate', async () => {
    const model = new NeuralRegressor({
      layers: [dense(4)],
      optimizer: sgd({ learningRate: 1e20 }),
    });
    await expect(model.fit(X, new Float64Array(60).fill(1))).rejects.toThrow(
      /the loss is (NaN|Infinity) in epoch 1, batch 2 \(counted from 1\)\. The learning rate of 100000000000000000000 is the likely cause.*Try 10000000000000000000\. \[NOT_FINITE\]$/,
    );
    await expect(new NeuralClassifier(wild).fit(X, y)).rejects.toThrow('NOT_FINITE');
  });

  it('notices weights that the very last step broke', async () => {
    const model = new NeuralRegressor({ optimizer: sgd({ learningRate: 1e38 }), epochs: 1 });
    await expect(model.fit(X.selectRows([0]), [1e4])).rejects.toThrow(
      /weights are no numbers any more in epoch 1, batch 1 .*\[NOT_FINITE\]$/,
    );
  });

  it('names the column that is far from 1', async () => {
    const big = Matrix.from(rows.map((row) => row.map((value, j) => (j === 5 ? 1e38 : value))));
    await expect(new NeuralClassifier(small).fit(big, y)).rejects.toThrow(
      /Column 5 of X reaches 1\.00e\+38.*StandardScaler.*\[NOT_FINITE\]/,
    );
  });

  it('names a y that is far from 1', async () => {
    const model = new NeuralRegressor({ optimizer: sgd({ learningRate: 1 }), epochs: 500 });
    const targets = Float64Array.from({ length: 60 }, (_, i) => 1e15 * (i + 1));
    await expect(model.fit(X, targets)).rejects.toThrow(/y reaches .*scale near 1.*\[NOT_FINITE\]/);
  });
});

describe('refusals', () => {
  const fit = (options: NeuralClassifierOptions, features = X, labels: ArrayLike<string> = y) =>
    new NeuralClassifier({ ...small, ...options }).fit(features, labels);
  const damaged = (value: number) =>
    Matrix.from(rows.map((row, i) => (i === 2 ? row.map(() => value) : row)));

  it.each([
    [
      'one class',
      () =>
        fit(
          {},
          X,
          y.map(() => 'bee'),
        ),
      'INVALID_ARGUMENT',
    ],
    ['one row', () => fit({}, X.selectRows([0]), ['bee']), 'INVALID_ARGUMENT'],
    ['no rows', () => fit({}, Matrix.zeros(0, 16), []), 'EMPTY'],
    ['rows and labels of unequal count', () => fit({}, X, y.slice(1)), 'SHAPE_MISMATCH'],
    ['NaN', () => fit({}, damaged(Number.NaN)), 'NOT_FINITE'],
    ['infinity', () => fit({}, damaged(Number.POSITIVE_INFINITY)), 'NOT_FINITE'],
    ['1e300', () => fit({}, damaged(1e300)), 'OUT_OF_RANGE'],
    [
      '1e300 as a number to predict',
      () => new NeuralRegressor().fit(X, new Float64Array(60).fill(1e300)),
      'OUT_OF_RANGE',
    ],
    ['another shape', () => fit({ inputShape: [4, 5] }), 'SHAPE_MISMATCH'],
    [
      'a dense layer on images',
      () => fit({ inputShape: [4, 4, 1] }),
      /layers\[0\], dense: .*flatten\(\).*SHAPE_MISMATCH/,
    ],
    [
      'a window larger than the image',
      () => fit({ inputShape: [4, 4, 1], layers: [conv2d(2, 5)] }),
      /layers\[0\], conv2d: a window of 5 does not fit.*SHAPE_MISMATCH/,
    ],
    [
      'an embedding that is not first',
      () => fit({ layers: [dense(3), embedding(4, 2)] }),
      /layers\[1\] is an embedding.*INVALID_ARGUMENT/,
    ],
    [
      'words that the embedding does not know',
      () => fit({ layers: [embedding(4, 2), flatten()] }),
      /knows whole numbers from 0 to 3\. \[OUT_OF_RANGE\]/,
    ],
    [
      'unseen labels in validation',
      () => fit({ validation: { X, y: y.map(() => 'dog') } }),
      /label "dog" is not among.*UNKNOWN_CATEGORY/,
    ],
    [
      'NaN in validation',
      () => fit({ validation: { X: damaged(Number.NaN), y } }),
      /^NeuralClassifier\.fit: validation: .*NOT_FINITE/,
    ],
    [
      'another count of columns in validation',
      () => fit({ validation: { X: Matrix.zeros(60, 3), y } }),
      'SHAPE_MISMATCH',
    ],
    [
      'first weights of another count',
      () => fit({ initialWeights: [[1]] }),
      /has 1 entries, and this network has 4 weights: dense\/kernel, .*SHAPE_MISMATCH/,
    ],
    [
      'first weights of another shape',
      () => fit({ initialWeights: [[1], [1], [1], [1]] }),
      /dense\/kernel is 16 × 12, 192 numbers.*SHAPE_MISMATCH/,
    ],
    [
      'a negative sample weight',
      () => new NeuralClassifier(small).fit(X, y, { sampleWeight: y.map(() => -1) }),
      'OUT_OF_RANGE',
    ],
    [
      'sample weights that are all 0',
      () => new NeuralClassifier(small).fit(X, y, { sampleWeight: y.map(() => 0) }),
      'OUT_OF_RANGE',
    ],
  ] as const)('%s', async (_, attempt, message) => {
    await expect(attempt()).rejects.toThrow(message);
  });

  it.each([
    ['an unknown option', { epoch: 3 }, /no option "epoch"\. Did you mean "epochs"/],
    ['no epochs', { epochs: 0 }, 'OUT_OF_RANGE'],
    ['an empty batch', { batchSize: 0 }, 'OUT_OF_RANGE'],
    [
      'a layer that none of ours made',
      { layers: [{ kind: 'lambda' }] },
      /kind is "lambda"\. .*Kinds: .*"dense".*UNKNOWN_KIND/,
    ],
    [
      'a layer made by hand with a wrong field',
      { layers: [{ kind: 'dropout', rate: 1 }] },
      'OUT_OF_RANGE',
    ],
    [
      'padding by numbers',
      { layers: [{ kind: 'conv2d', filters: 1, kernelSize: [3, 2], padding: 1 }] },
      /padding is 1\. .*"valid", "same"/,
    ],
    ['an optimiser that none of ours made', { optimizer: 'adam' }, /made by sgd, adam or adamW/],
    ['an unknown loss', { loss: 'hinge' }, /loss is "hinge"/],
    [
      'an activation of the output layer',
      { output: { activation: 'relu' } },
      /no activation of its own/,
    ],
    [
      'early stopping with nothing to watch',
      { earlyStopping: { patience: 2 } },
      /watches valLoss, and there is no validation/,
    ],
  ] as const)('%s, in the constructor', (_, options, message) => {
    expect(() => new NeuralClassifier(options as never)).toThrow(message);
  });

  it('what the backend cannot train, with the layer and a backend that can', async () => {
    const backend = tf.getBackend();
    const kernel = tf.getKernel('Conv2DBackpropFilter', backend);
    tf.unregisterKernel('Conv2DBackpropFilter', backend);
    try {
      await expect(
        fit({ inputShape: [4, 4, 1], layers: [activation('relu'), conv2d(2, 2), flatten()] }),
      ).rejects.toThrow(
        /layers\[1\] \(conv2d\) does not train on .*, which lacks Conv2DBackpropFilter\. .* can: start with MLE_BACKEND=\w+\. \[UNSUPPORTED\]/,
      );
    } finally {
      tf.registerKernel(kernel);
    }
  });

  it('predicting from other columns, or from NaN', async () => {
    const fitted = await new NeuralClassifier(small).fit(X, y);
    for (const method of ['predict', 'predictProbability'] as const) {
      expect(() => fitted[method](Matrix.zeros(2, 3))).toThrow(
        /^FittedNeuralClassifier\.predict\w*: .*SHAPE_MISMATCH/,
      );
      expect(() => fitted[method](damaged(Number.NaN))).toThrow('NOT_FINITE');
    }
  });
});
