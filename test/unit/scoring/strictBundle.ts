import { ModelBundle, Pipeline, Ridge, referenceProfile, StandardScaler, Table } from 'mle-kit';
import { input } from '../registry/bundles.js';

/** A model that refuses a table with a missing wind: such a shard fails wherever it is computed. */
export function strictBundle(): ModelBundle {
  const X = Table.from({ wind: Array.from({ length: 40 }, (_, i) => (i * 7) % 20) });
  const pipeline = new Pipeline({ steps: [new StandardScaler()], model: new Ridge() });
  return new ModelBundle({
    pipeline: pipeline.fit(X, X.number('wind')),
    input,
    output: { kind: 'regression', name: 'waves', unit: 'm' },
    reference: referenceProfile(X),
  });
}
