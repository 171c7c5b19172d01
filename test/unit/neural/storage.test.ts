import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, Matrix } from 'mle-kit';
import {
  adam,
  batchNormalization,
  conv2d,
  dense,
  dropout,
  FittedNeuralClassifier,
  FittedNeuralRegressor,
  fittedNeuralFromState,
  flatten,
  loadNeural,
  NeuralClassifier,
  NeuralRegressor,
  saveNeural,
} from 'mle-kit/neural';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const random = createRandom(5);
const rows = Array.from({ length: 40 }, (_, i) =>
  Array.from({ length: 16 }, (_, j) => random.normal() + (j % 2 === i % 2 ? 1 : 0)),
);
const X = Matrix.from(rows);
const y = rows.map((_, i) => (i % 2 === 0 ? 'even' : 'odd'));
const layers = [dropout(0.1), dense(6, { activation: 'relu', l2: 1e-3 }), batchNormalization()];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neural-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fit = () => new NeuralClassifier({ layers, epochs: 3, batchSize: 8, seed: 2 }).fit(X, y);

describe('a stored network', () => {
  it('survives JSON and bytes bit for bit', async () => {
    const convolution = { inputShape: [4, 4, 1], layers: [conv2d(2, 2), flatten()], epochs: 1 };
    for (const fitted of [
      await fit(),
      await new NeuralClassifier(convolution).fit(X, y),
      await new NeuralRegressor({ layers, epochs: 2 }).fit(
        X,
        y.map((label) => label.length),
      ),
    ]) {
      const text = JSON.stringify(fitted.state);
      // As a Buffer, which others may hand over, and which shares memory with its neighbours.
      const weights = Buffer.from(fitted.buffers.weights);
      const restored = await fittedNeuralFromState(JSON.parse(text), { weights });
      expect(restored.constructor).toBe(fitted.constructor);
      expect(restored.state).toEqual(fitted.state);
      expect(JSON.stringify(restored.state)).toBe(text);
      expect(restored.predict(X)).toEqual(fitted.predict(X));
      expect(restored.weights).toEqual(fitted.weights);
    }
  });

  it('is frozen all through', async () => {
    const { state } = await fit();
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(state)).toBe(true);
    expect(state.weights[0]).toEqual({ name: 'dense/kernel', shape: [16, 6] });
  });

  it('refuses any field that is missing or of another form', async () => {
    const { state, buffers } = await fit();
    const { state: plain } = await new NeuralRegressor({ epochs: 1 }).fit(X, new Float64Array(40));
    for (const field of Object.keys(state).filter((name) => name !== 'kind')) {
      for (const damage of [undefined, null, {}, 7.5, 'x', [null]]) {
        const broken = { ...JSON.parse(JSON.stringify(state)), [field]: damage };
        await expect(fittedNeuralFromState(broken, buffers), `${field} ${damage}`).rejects.toThrow(
          /INVALID_STATE|CHECKSUM_MISMATCH|UNKNOWN_KIND/,
        );
      }
    }
    await expect(fittedNeuralFromState(plain, buffers)).rejects.toThrow('INVALID_STATE');
    await expect(fittedNeuralFromState({ kind: 'ridge' }, buffers)).rejects.toThrow(
      /kind is "ridge"\. .*"neuralClassifier", "neuralRegressor".*UNKNOWN_KIND/,
    );
    await expect(fittedNeuralFromState(state, {})).rejects.toThrow('INVALID_STATE');
  });

  it('refuses a layer that is not on the list, and one that no code could make', async () => {
    const { state, buffers } = await fit();
    const withFirst = (layer: unknown) => ({ ...state, layers: [layer, ...state.layers.slice(1)] });
    await expect(
      fittedNeuralFromState(withFirst({ kind: 'lambda', code: 'x' }), buffers),
    ).rejects.toThrow('UNKNOWN_KIND');
    await expect(fittedNeuralFromState(withFirst({ kind: '__proto__' }), buffers)).rejects.toThrow(
      'UNKNOWN_KIND',
    );
    await expect(
      fittedNeuralFromState(withFirst({ kind: 'dropout', rate: 2 }), buffers),
    ).rejects.toThrow('INVALID_STATE');
  });

  it('refuses weights with one bit changed', async () => {
    const { state, buffers } = await fit();
    const weights = buffers.weights.slice();
    weights[17]! ^= 1;
    await expect(fittedNeuralFromState(state, { weights })).rejects.toThrow('CHECKSUM_MISMATCH');
  });
});

describe('saveNeural and loadNeural', () => {
  it('keep a network in a folder, and replace the one before', async () => {
    const directory = join(folder, 'new', 'model');
    const first = await fit();
    await saveNeural(first, directory);
    const second = await new NeuralRegressor({ epochs: 1 }).fit(X, new Float64Array(40).fill(1));
    await saveNeural(second, directory);
    expect((await readdir(directory)).length).toBe(2);
    const loaded = await loadNeural(directory);
    expect(loaded).toBeInstanceOf(FittedNeuralRegressor);
    expect(loaded.state).toEqual(second.state);
    await saveNeural(first, directory);
    expect(await loadNeural(directory)).toBeInstanceOf(FittedNeuralClassifier);
  });

  it('write the same bytes for the same network', async () => {
    const [a, b] = [join(folder, 'a'), join(folder, 'b')];
    await saveNeural(await fit(), a);
    await saveNeural(await fit(), b);
    expect(await readdir(a)).toEqual(await readdir(b));
    for (const file of await readdir(a)) {
      expect(await readFile(join(a, file))).toEqual(await readFile(join(b, file)));
    }
  });

  it.each([
    [
      'nothing there',
      async (d: string) => rm(join(d, 'model.json')),
      /no model\.json.*FILE_NOT_FOUND/,
    ],
    ['no JSON', async (d: string) => writeFile(join(d, 'model.json'), '{'), 'INVALID_STATE'],
    [
      'other JSON',
      async (d: string) => writeFile(join(d, 'model.json'), '{"record":1}'),
      'INVALID_STATE',
    ],
    [
      'weights that are cut',
      async (d: string) => edit(d, '.bin', (bytes) => bytes.subarray(4)),
      'CHECKSUM_MISMATCH',
    ],
    ['weights that are gone', async (d: string) => edit(d, '.bin', undefined), 'FILE_NOT_FOUND'],
    [
      'a file of another folder',
      async (d: string) =>
        edit(d, '.json', (bytes) =>
          Buffer.from(String(bytes).replace(/model\.weights\.\w+\.bin/, 'model./../../x')),
        ),
      'INVALID_STATE',
    ],
  ] as const)('refuse %s', async (name, damage, message) => {
    const directory = join(folder, name);
    await saveNeural(await fit(), directory);
    await damage(directory);
    await expect(loadNeural(directory)).rejects.toThrow(message);
  });
});

async function edit(
  directory: string,
  ending: string,
  change: ((bytes: Buffer) => Uint8Array) | undefined,
): Promise<void> {
  const file = join(directory, (await readdir(directory)).find((name) => name.endsWith(ending))!);
  if (change === undefined) await rm(file);
  else await writeFile(file, change(await readFile(file)));
}

describe('a checkpoint', () => {
  const validation = { X: X.selectRows([0, 1, 2, 3, 4, 5]), y: y.slice(0, 6) };
  const options = { layers, batchSize: 8, seed: 2, validation, earlyStopping: { patience: 9 } };
  const tenEpochs = { ...options, epochs: 10, optimizer: adam({ learningRate: 0.01 }) };

  /** Trains until an epoch is over, then is stopped. */
  async function interrupted(directory: string, afterEpoch: number, everyEpochs = 1) {
    const controller = new AbortController();
    const checkpoint = { directory, everyEpochs };
    const onEpoch = ({ epoch }: { readonly epoch: number }) => {
      if (epoch === afterEpoch) controller.abort();
    };
    const model = new NeuralClassifier({ ...tenEpochs, checkpoint, onEpoch });
    await expect(model.fit(X, y, { signal: controller.signal })).rejects.toThrow('ABORTED');
  }

  it('goes on to the same weights and history, bit for bit', async () => {
    const whole = await new NeuralClassifier(tenEpochs).fit(X, y);
    const directory = join(folder, 'checkpoint');
    await interrupted(directory, 4);
    await interrupted(directory, 7);
    const epochs: number[] = [];
    const checkpoint = { directory };
    const rest = await new NeuralClassifier({
      ...tenEpochs,
      checkpoint,
      onEpoch: ({ epoch }) => void epochs.push(epoch),
    }).fit(X, y);
    expect(epochs).toEqual([8, 9, 10]);
    expect(rest.state).toEqual(whole.state);
    expect((await readdir(directory)).length).toBe(5); // JSON, weights, best ones, two slots
    // All epochs are done: nothing is trained again.
    expect((await new NeuralClassifier({ ...tenEpochs, checkpoint }).fit(X, y)).state).toEqual(
      whole.state,
    );
  });

  it('is written every so many epochs', async () => {
    const directory = join(folder, 'rare');
    await interrupted(directory, 5, 3);
    const { record } = JSON.parse(await readFile(join(directory, 'checkpoint.json'), 'utf8'));
    expect(record.epoch).toBe(3);
  });

  it.each([
    ['data', {}, Matrix.from(rows.map((row) => row.map((value) => value + 1)))],
    ['layers', { layers: [dense(6)] }, X],
    ['seed', { seed: 3 }, X],
    ['batch size', { batchSize: 9 }, X],
    ['optimiser', { optimizer: adam() }, X],
    ['loss', { loss: 'meanSquaredError' as const }, X],
  ])('refuses to go on with other %s', async (name, change, features) => {
    const directory = join(folder, `other ${name}`);
    await interrupted(directory, 1);
    const model = new NeuralClassifier({ ...tenEpochs, ...change, checkpoint: { directory } });
    await expect(model.fit(features, y)).rejects.toThrow(/of another training.*INVALID_STATE/);
  });

  it('refuses to go on from damaged numbers', async () => {
    const directory = join(folder, 'damaged');
    await interrupted(directory, 1);
    await edit(directory, '.bin', (bytes) => bytes.subarray(4));
    const model = new NeuralClassifier({ ...tenEpochs, checkpoint: { directory } });
    await expect(model.fit(X, y)).rejects.toThrow('CHECKSUM_MISMATCH');
  });
});
