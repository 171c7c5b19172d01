import {
  type BaselineComparison,
  compareWithBaseline,
  defineSchema,
  FittedPipeline,
  hashTable,
  LogisticRegression,
  type Matrix,
  ModelBundle,
  type ModelReaders,
  Pipeline,
  type Predictor,
  type PublishOptions,
  Ridge,
  referenceProfile,
  SimpleImputer,
  StandardScaler,
  Table,
} from 'mle-kit';

/** Forty days: it rains where the wind is strong. */
export const days = Table.from({
  wind: Array.from({ length: 40 }, (_, i) => (i % 10 === 9 ? Number.NaN : (i * 7) % 20)),
  rain: Array.from({ length: 40 }, (_, i) => ((i * 7) % 20 > 9 ? 'rain' : 'dry') as string),
});
const X = days.select(['wind']);

export const input = defineSchema({
  wind: { kind: 'number', unit: 'm/s', range: [0, 90], nullable: true, description: 'at noon' },
});

const steps = () => [new SimpleImputer(), new StandardScaler()];

/** Rain from the wind, with a chance for each of two classes. */
export function weatherBundle(): ModelBundle {
  const model = new LogisticRegression();
  const weather = days.string('rain').map((word) => (word === 'rain' ? 'Rain' : 'Dry'));
  return new ModelBundle({
    pipeline: new Pipeline({ steps: steps(), model }).fit(X, weather),
    input,
    output: { kind: 'classification', name: 'weather', classes: ['Dry', 'Rain'] },
    reference: referenceProfile(days),
  });
}

/** Rain from the wind. */
export function rainBundle(): ModelBundle {
  const model = new LogisticRegression();
  return new ModelBundle({
    pipeline: new Pipeline({ steps: steps(), model }).fit(X, days.string('rain') as string[]),
    input,
    output: {
      kind: 'classification',
      name: 'weather',
      classes: ['dry', 'rain'],
      positiveClass: 'rain',
    },
    reference: referenceProfile(days),
    seeds: { split: 7 },
    notes: 'For tests.',
  });
}

/** Waves from the wind; each slope is a model of its own. */
export function waveBundle(slope: number): ModelBundle {
  const y = X.number('wind').map((wind) => (Number.isNaN(wind) ? 0 : slope * wind));
  return new ModelBundle({
    pipeline: new Pipeline({ steps: steps(), model: new Ridge() }).fit(X, y),
    input,
    output: { kind: 'regression', name: 'waves', unit: 'm', range: [0, null] },
    reference: referenceProfile(X),
  });
}

/** A model that is nothing but bytes, and predicts their sum: stands for a neural network. */
export function bufferBundle(weights: Uint8Array): ModelBundle {
  const { pipeline } = waveBundle(1);
  return new ModelBundle({
    pipeline: new FittedPipeline<Predictor>(pipeline.steps, new ByteModel(weights)),
    input,
    output: { kind: 'regression', name: 'sum' },
    reference: referenceProfile(X),
  });
}

class ByteModel implements Predictor {
  readonly state = { kind: 'bytes' };
  readonly buffers: { readonly 'layer/weights': Uint8Array };
  disposed = 0;
  constructor(weights: Uint8Array) {
    this.buffers = { 'layer/weights': weights };
  }
  predict({ rows }: Matrix): Promise<Float64Array> {
    const sum = this.buffers['layer/weights'].reduce((total, byte) => total + byte, 0);
    return Promise.resolve(new Float64Array(rows).fill(sum));
  }
  dispose(): void {
    this.disposed++;
  }
}

/** What reads `bufferBundle` back. */
export const readers: ModelReaders = {
  bytes: (_, buffers) => new ByteModel(buffers['layer/weights']!),
};

/** All that a version must say, and nothing that takes time to find out. */
export function published(name: string, more: Partial<PublishOptions> = {}): PublishOptions {
  return {
    name,
    metrics: { brierScore: { estimate: 0.1, low: 0.05, high: 0.2, level: 0.95 } },
    dataset: { name: 'forty days', sha256: hashTable(days), rows: 40 },
    codeRevision: 'a1b2c3',
    ...more,
  };
}

/** A comparison that the rain model wins. */
export function won(): Promise<BaselineComparison> {
  const part = { X, y: days.string('rain') as string[] };
  const none = { absent: 'a test' };
  return compareWithBaseline(
    { name: 'rain', model: new Pipeline({ steps: steps(), model: new LogisticRegression() }) },
    { expert: none, incumbent: none },
    { train: part, test: part },
    'brierScore',
    { knownAt: { unchecked: 'a test' } },
  );
}
