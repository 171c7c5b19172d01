import {
  defineSchema,
  ModelBundle,
  Pipeline,
  referenceProfile,
  StandardScaler,
  Table,
} from 'mle-kit';
import { dense, NeuralClassifier } from 'mle-kit/neural';

/** Forty winds, and a small network that tells rain from dry by them. */
export async function networkBundle() {
  const X = Table.from({ wind: Array.from({ length: 40 }, (_, i) => (i * 7) % 20) });
  const y = [...X.number('wind')].map((wind) => (wind > 9 ? 'rain' : 'dry'));
  const model = new NeuralClassifier({ layers: [dense(4)], epochs: 2, seed: 1 });
  const bundle = new ModelBundle({
    pipeline: await new Pipeline({ steps: [new StandardScaler()], model }).fit(X, y),
    input: defineSchema({ wind: { kind: 'number', unit: 'm/s' } }),
    output: { kind: 'classification', name: 'weather', classes: ['dry', 'rain'] },
    reference: referenceProfile(X),
  });
  return { X, bundle };
}
