import {
  defineSchema,
  ModelBundle,
  ModelRegistry,
  Pipeline,
  referenceProfile,
  StandardScaler,
  Table,
} from 'mle-kit';
import { dense, NeuralClassifier, neuralReaders } from 'mle-kit/neural';
import { expect, it } from 'vitest';
import { published } from '../unit/registry/bundles.js';
import { newFolder } from '../unit/registry/newFolder.js';

it('a neural network travels as JSON and raw bytes, and answers the same bits', async () => {
  const X = Table.from({ wind: Array.from({ length: 40 }, (_, i) => (i * 7) % 20) });
  const y = [...X.number('wind')].map((wind) => (wind > 9 ? 'rain' : 'dry'));
  const model = new NeuralClassifier({ layers: [dense(4)], epochs: 2, seed: 1 });
  const bundle = new ModelBundle({
    pipeline: await new Pipeline({ steps: [new StandardScaler()], model }).fit(X, y),
    input: defineSchema({ wind: { kind: 'number', unit: 'm/s' } }),
    output: { kind: 'classification', name: 'weather', classes: ['dry', 'rain'] },
    reference: referenceProfile(X),
  });
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
