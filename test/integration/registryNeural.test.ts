import {
  defineSchema,
  FittedPipeline,
  Matrix,
  ModelBundle,
  ModelRegistry,
  Pipeline,
  referenceProfile,
  StandardScaler,
  Table,
} from 'mle-kit';
import { dense, NeuralClassifier, neuralReaders, quantizeNeural } from 'mle-kit/neural';
import { expect, it } from 'vitest';
import { published } from '../unit/registry/bundles.js';
import { newFolder } from '../unit/registry/newFolder.js';
import { networkBundle } from './networkBundle.js';

it('a neural network travels as JSON and raw bytes, and answers the same bits', async () => {
  const { X, bundle } = await networkBundle();
  const registry = await ModelRegistry.open(newFolder(), { readers: neuralReaders });
  await registry.publish(bundle, published('net'));

  const { bundle: back, manifest } = await registry.get('net', 1);
  expect(await back.predictProbabilities(X)).toEqual(await bundle.predictProbabilities(X));
  expect(await back.predictRecord({ wind: 3 })).toBe(await bundle.predictRecord({ wind: 3 }));
  expect(manifest.libraries).toHaveProperty(['@tensorflow/tfjs'], '4.22.0');
  expect(manifest.files.filter(({ role }) => role === 'buffer')).toHaveLength(1);
  const light = await ModelRegistry.open(registry.directory);
  await expect(light.get('net', 1)).rejects.toThrow(/neuralReaders.*UNKNOWN_KIND/);
});

it('so does its light form, in fewer bytes', async () => {
  const X = Matrix.from(Array.from({ length: 40 }, (_, i) => [(i * 7) % 20, i % 3]));
  const table = Table.from({ wind: X.column(0), gust: X.column(1) });
  const y = [...X.column(0)].map((wind) => (wind > 9 ? 'rain' : 'dry'));
  const model = new NeuralClassifier({ layers: [dense(16)], epochs: 2, seed: 1 });
  const full = await new Pipeline({ steps: [new StandardScaler()], model }).fit(table, y);
  const light = new FittedPipeline(full.steps, quantizeNeural(full.model, { bits: 4 }));
  const parts = {
    input: defineSchema({ wind: { kind: 'number' }, gust: { kind: 'number' } }),
    output: { kind: 'classification', name: 'weather', classes: ['dry', 'rain'] },
    reference: referenceProfile(table),
  } as const;
  const registry = await ModelRegistry.open(newFolder(), { readers: neuralReaders });
  await registry.publish(new ModelBundle({ pipeline: full, ...parts }), published('net'));
  await registry.publish(new ModelBundle({ pipeline: light, ...parts }), published('net'));

  const [one, two] = [await registry.get('net', 1), await registry.get('net', 2)];
  expect(two.bundle.predictProbabilities(table)).toEqual(light.predictProbability(table));
  expect(two.bundle.buffers.weights!.length).toBeLessThan(one.bundle.buffers.weights!.length);
});
