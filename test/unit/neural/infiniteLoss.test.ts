import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Matrix } from 'mle-kit';
import { dense, loadNeural, NeuralRegressor, saveNeural } from 'mle-kit/neural';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchedScore } from '../../../src/models/neural/training/earlyStopping.js';

const X = Matrix.from(Array.from({ length: 12 }, (_, i) => [i / 12, 1 - i / 12]));
const y = Array.from({ length: 12 }, (_, i) => i % 3);
const layers = [dense(3)];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'training-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a checkpoint that is further along than the epochs asked for', () => {
  it('is refused, and its own number of epochs is not', async () => {
    const checkpoint = { directory: join(folder, 'longer') };
    const fit = (epochs: number) =>
      new NeuralRegressor({ layers, epochs, checkpoint }).fit(X, y).then(({ state }) => state);
    const five = await fit(5);
    await expect(fit(3)).rejects.toThrow(
      `the checkpoint in ${checkpoint.directory} has 5 epochs behind it, and 3 are asked for. ` +
        'Ask for 5 or more, or remove the folder to begin anew. [INVALID_STATE]',
    );
    expect(await fit(5)).toEqual(five);
    expect((await fit(6)).history).toHaveLength(6);
  });
});

describe('a validation loss that is not finite', () => {
  // Sums of the hidden layer overflow 32 bits; those of opposite signs then make NaN.
  const far = Matrix.from([[3e38, 3e38]]);
  const validation = { X: far, y: [1] };
  const options = { layers, validation, seed: 3 };

  it('is stored, and read as infinite', async () => {
    const fitted = await new NeuralRegressor({ ...options, epochs: 2 }).fit(X, y);
    expect(fitted.state.history.some(({ valLoss }) => !Number.isFinite(valLoss))).toBe(true);
    await saveNeural(fitted, join(folder, 'infinite'));
    const { state } = await loadNeural(join(folder, 'infinite'));
    expect(state.history.map(({ valLoss }) => valLoss)).toEqual([Infinity, Infinity]);
    expect(state.history.map(({ loss }) => loss)).toEqual(
      fitted.state.history.map(({ loss }) => loss),
    );
  });

  it('is what any finite loss is better than', async () => {
    const watched = { patience: 1, minDelta: 0, monitor: 'valLoss' } as const;
    const epoch = { epoch: 1, loss: 1, penalty: 0, metric: 1, learningRate: 1, valMetric: 1 };
    expect(watchedScore({ ...epoch, valLoss: Number.NaN }, watched, false)).toBe(Infinity);
    expect(watchedScore({ ...epoch, valLoss: 2 }, watched, false)).toBe(2);
    // A checkpoint stores such a best score as null, which is not 0.
    const checkpoint = { directory: join(folder, 'best') };
    const fit = (epochs: number) =>
      new NeuralRegressor({
        layers,
        epochs,
        checkpoint,
        validation: { X, y },
        earlyStopping: { patience: 9 },
      }).fit(X, y);
    await fit(2);
    const file = join(checkpoint.directory, 'checkpoint.json');
    const stored = JSON.parse(await readFile(file, 'utf8'));
    stored.record.best = { epoch: 1, score: null };
    await writeFile(file, JSON.stringify(stored));
    expect((await fit(4)).state.bestEpoch).toBeGreaterThan(2);
  });
});
