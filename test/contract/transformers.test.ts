import { expect, it } from 'vitest';
import { createRandom, Matrix, Table } from '../../src/core/index.js';
import * as features from '../../src/features/index.js';
import { type TransformerCase, transformerContract } from './transformer.js';

const {
  ColumnTransformer,
  KBinsDiscretizer,
  MelSpectrogram,
  MinMaxScaler,
  OneHotEncoder,
  OrdinalEncoder,
  PolynomialFeatures,
  RobustScaler,
  SimpleImputer,
  StandardScaler,
  TargetEncoder,
  TfidfVectorizer,
} = features;

const WORDS = ['rain', 'sun', 'fog', 'snow'];

function rows(seed: number, n: number): number[][] {
  const rng = createRandom(seed);
  return Array.from({ length: n }, () => [
    rng.normal(1e3, 5),
    rng.normal(0, 1e-3),
    rng.integer(0, 4),
  ]);
}

function table(seed: number): Table {
  const rng = createRandom(seed);
  const pick = (items: readonly string[]) => Array.from({ length: 40 }, () => rng.choice(items));
  return Table.from({
    sky: pick(WORDS),
    wet: Array.from({ length: 40 }, (_, i) => (i + seed) % 3 === 0),
    month: Array.from({ length: 40 }, (_, i) => 1 + ((i * seed) % 4)),
    mass: rows(seed, 40).map((row) => row[0]!),
    note: Array.from({ length: 40 }, () => `${rng.choice(WORDS)} and ${rng.choice(WORDS)}`),
  });
}

const numbers = {
  train: () => Matrix.from(rows(7, 30)),
  test: () => Matrix.from(rows(8, 10)),
  missing: 'refused',
} as const;
const categories = {
  train: () => table(7).select(['sky', 'wet', 'month']),
  test: () => table(11).select(['sky', 'wet', 'month']),
  missing: 'refused',
} as const;
const texts = {
  train: () => table(7).select(['note']),
  test: () => table(8).select(['note']),
  missing: 'refused',
} as const;
const mixed = { train: () => table(7), test: () => table(11) } as const;
const clips = {
  train: () =>
    Matrix.from(Array.from({ length: 22 }, (_, i) => rows(i, 40).map((r) => r[1]! * 100))),
  test: () => Matrix.from([rows(99, 40).map((row) => row[1]! * 100)]),
  missing: 'refused',
} as const;
const targets = () => rows(5, 40).map((row) => row[0]!);

const cases: Record<string, TransformerCase> = {
  StandardScaler: { ...numbers, make: () => new StandardScaler(), inverse: true },
  'StandardScaler without mean': {
    ...numbers,
    make: () => new StandardScaler({ withMean: false }),
    inverse: true,
  },
  MinMaxScaler: { ...numbers, make: () => new MinMaxScaler(), inverse: true },
  'MinMaxScaler that clips': { ...numbers, make: () => new MinMaxScaler({ clip: true }) },
  RobustScaler: { ...numbers, make: () => new RobustScaler(), inverse: true },
  PolynomialFeatures: { ...numbers, make: () => new PolynomialFeatures({ degree: 3 }) },
  'KBinsDiscretizer by quantile': { ...numbers, make: () => new KBinsDiscretizer() },
  'KBinsDiscretizer by width': {
    ...numbers,
    make: () => new KBinsDiscretizer({ strategy: 'uniform', encode: 'ordinal' }),
  },
  'SimpleImputer of a matrix': {
    ...numbers,
    make: () => new SimpleImputer({ strategy: 'median' }),
    missing: 'filled',
  },
  'SimpleImputer of a table': {
    ...mixed,
    make: () => new SimpleImputer({ strategy: 'mostFrequent', addIndicator: true }),
    missing: 'filled',
  },
  OneHotEncoder: { ...categories, make: () => new OneHotEncoder({ unseen: 'zeros' }) },
  'OneHotEncoder without the first': {
    ...categories,
    make: () => new OneHotEncoder({ unseen: 'error', dropFirst: true }),
  },
  OrdinalEncoder: { ...categories, make: () => new OrdinalEncoder({ unseen: -1 }) },
  'OrdinalEncoder with an order': {
    ...categories,
    make: () => new OrdinalEncoder({ unseen: 'error', categories: { sky: WORDS } }),
  },
  TargetEncoder: { ...categories, make: () => new TargetEncoder(), y: targets },
  'TargetEncoder of 0 and 1': {
    ...categories,
    make: () => new TargetEncoder({ smooth: 2 }),
    y: () => targets().map((value) => (value > 1000 ? 1 : 0)),
  },
  TfidfVectorizer: { ...texts, make: () => new TfidfVectorizer() },
  'TfidfVectorizer of characters': {
    ...texts,
    make: () => new TfidfVectorizer({ analyzer: 'char', ngramRange: [1, 3], maxFeatures: 30 }),
  },
  MelSpectrogram: {
    ...clips,
    make: () => new MelSpectrogram({ sampleRate: 8000, fftSize: 32, mels: 4 }),
  },
  'ColumnTransformer that fills': {
    ...mixed,
    make: () =>
      new ColumnTransformer({
        parts: [
          { columns: ['mass', 'month'], steps: [new SimpleImputer(), new StandardScaler()] },
          {
            columns: ['sky'],
            steps: [
              new SimpleImputer({ strategy: 'mostFrequent' }),
              new OneHotEncoder({ unseen: 'zeros' }),
            ],
          },
          { columns: ['wet'], steps: [] },
          { columns: ['note'], steps: [new TfidfVectorizer()] },
          { columns: ['month'], prefix: 'raw_', steps: [] },
        ],
      }),
    missing: 'filled',
  },
  'ColumnTransformer with targets': {
    ...categories,
    make: () =>
      new ColumnTransformer({
        parts: [
          {
            columns: ['sky', 'wet'],
            steps: [new TargetEncoder({ folds: 2 }), new StandardScaler()],
          },
          { columns: ['month'], steps: [] },
        ],
      }),
    y: targets,
    folds: true,
  },
};

for (const [name, given] of Object.entries(cases)) transformerContract(name, given);

it('runs on every class of features that has a fit, but for the pipeline', () => {
  const classes = Object.values(features).filter(
    (value) => typeof value === 'function' && typeof value.prototype?.fit === 'function',
  );
  const tested = new Set<unknown>(Object.values(cases).map(({ make }) => make().constructor));
  expect(classes.filter((value) => !tested.has(value))).toEqual([features.Pipeline]);
});
