import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, Matrix, MlError, Table, type TableRow } from '../../../src/core/index.js';
import {
  ColumnTransformer,
  FittedPipeline,
  fittedPipelineFromState,
  KBinsDiscretizer,
  OneHotEncoder,
  OrdinalEncoder,
  Pipeline,
  PolynomialFeatures,
  SimpleImputer,
  StandardScaler,
  TargetEncoder,
  TfidfVectorizer,
} from '../../../src/features/index.js';
import {
  FittedRidge,
  fittedFromState,
  MajorityClassifier,
  Ridge,
} from '../../../src/models/index.js';
import { loadGolden } from '../../golden/loadGolden.js';
import { expectClose } from './expectClose.js';

interface Case {
  readonly train: Record<string, (string | number | null)[]>;
  readonly y: number[];
  readonly test: Record<string, (string | number | null)[]>;
  readonly transformed: number[][];
  readonly predicted: number[];
}

const golden = loadGolden<Case>('pipeline');

/** Every kind of step that works on columns of a table, in one. */
const everything = () =>
  new ColumnTransformer({
    parts: [
      {
        columns: ['a', 'b'],
        steps: [
          new SimpleImputer({ strategy: 'median', addIndicator: true }),
          new StandardScaler(),
          new PolynomialFeatures({ includeBias: false }),
        ],
      },
      {
        columns: ['word', 'flag'],
        steps: [
          new SimpleImputer({ strategy: 'mostFrequent' }),
          new OneHotEncoder({ unseen: 'zeros' }),
        ],
      },
      {
        columns: ['word'],
        prefix: 'place_',
        steps: [
          new SimpleImputer({ strategy: 'constant', fillValue: '' }),
          new OrdinalEncoder({ unseen: -1 }),
        ],
      },
      {
        columns: ['word'],
        prefix: 'mean_',
        steps: [
          new SimpleImputer({ strategy: 'constant', fillValue: '' }),
          new TargetEncoder({ folds: 2 }),
        ],
      },
      {
        columns: ['word'],
        prefix: 'text_',
        steps: [
          new SimpleImputer({ strategy: 'constant', fillValue: '' }),
          new TfidfVectorizer({ analyzer: 'char' }),
        ],
      },
      {
        columns: ['b'],
        prefix: 'bin_',
        steps: [new SimpleImputer(), new KBinsDiscretizer({ bins: 3 })],
      },
    ],
  });

const word = fc.oneof(fc.constantFrom('sun', 'rain', 'fog'), fc.string({ maxLength: 4 }));
const number = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
);
const record = fc.record({
  a: fc.option(number),
  b: fc.option(number),
  word: fc.option(word),
  flag: fc.option(fc.boolean()),
});
const KINDS = { a: 'number', b: 'number', word: 'string', flag: 'boolean' } as const;
const anchors = [
  { a: 1, b: -2, word: 'sun', flag: true },
  { a: 4, b: 5.5, word: 'rain', flag: false },
];
/** Training rows with at least one value in each column. */
const training = fc
  .array(record, { minLength: 2, maxLength: 20 })
  .map((rows) => [...anchors, ...rows]);
const toTable = (rows: readonly TableRow[]) => Table.fromRows(rows, KINDS);
const bits = (values: Float64Array) => new BigUint64Array(values.slice().buffer);
const targetsOf = (rows: readonly unknown[]) => rows.map((_, i) => Math.sin(i) * 10);

/** A model that any number of rows suffices for: the sum of the features. */
class Sum {
  readonly state = Object.freeze({ kind: 'sum' });
  static read(state: unknown): Sum {
    if ((state as Sum['state']).kind === 'sum') return new Sum();
    throw new MlError('UNKNOWN_KIND', 'Sum.read: this is no sum.');
  }
  fit(): Sum {
    return this;
  }
  predict(X: Matrix): Float64Array {
    return Float64Array.from({ length: X.rows }, (_, i) => X.row(i).reduce((a, b) => a + b, 0));
  }
}

function fitOn(rows: readonly TableRow[]) {
  const pipeline = new Pipeline({ steps: [everything()], model: new Sum() });
  return pipeline.fit(toTable(rows), targetsOf(rows));
}

describe('Pipeline', () => {
  it('fills, scales and predicts as worked by hand', () => {
    const X = Table.from({ x: [1, Number.NaN, 3] });
    const fitted = new Pipeline({
      steps: [new SimpleImputer()],
      model: new Ridge({ alpha: 2 }),
    }).fit(X, [-2, 0, 2]);
    expect(fitted.predict(Table.from({ x: [3, Number.NaN] }))).toEqual(Float64Array.of(1, 0));
    expect(fitted.predictRecord({ x: 3 })).toBe(1);
  });

  it.each(golden.cases)(`agrees with ${golden.reference}: $name`, (given) => {
    const pipeline = new Pipeline({
      steps: [
        new ColumnTransformer({
          parts: [
            {
              columns: ['wing', 'beak'],
              steps: [
                new SimpleImputer({ strategy: 'median' }),
                new StandardScaler(),
                new PolynomialFeatures({ includeBias: false }),
              ],
            },
            {
              columns: ['species', 'sex'],
              steps: [
                new SimpleImputer({ strategy: 'mostFrequent' }),
                new OneHotEncoder({ unseen: 'zeros' }),
              ],
            },
          ],
        }),
      ],
      model: new Ridge({ alpha: 2 }),
    });
    const fitted = pipeline.fit(Table.from(given.train), given.y);
    const test = Table.from(given.test);
    expectClose(fitted.transform(test).toRows(), given.transformed);
    expectClose([fitted.predict(test)], [given.predicted], 1e-10);
    const restored = fittedPipelineFromState(
      JSON.parse(JSON.stringify(fitted.state)),
      fittedFromState,
    );
    expect(restored.predict(test)).toEqual(fitted.predict(test));
    expect(restored.predictRecord(test.row(0))).toBe(fitted.predict(test)[0]);
  });

  it('gives a record the bits that its row has in a table, through JSON too', () => {
    fc.assert(
      fc.property(training, fc.array(record, { minLength: 1, maxLength: 8 }), (rows, later) => {
        const fitted = fitOn(rows);
        const restored = fittedPipelineFromState(
          JSON.parse(JSON.stringify(fitted.state)),
          Sum.read,
        );
        expect(restored.state).toEqual(fitted.state);
        const table = toTable(later);
        const transformed = fitted.transform(table);
        const predicted = fitted.predict(table);
        expect(bits(restored.transform(table).data)).toEqual(bits(transformed.data));
        expect(bits(restored.predict(table))).toEqual(bits(predicted));
        later.forEach((row, i) => {
          expect(bits(fitted.transformRecord(row))).toEqual(bits(transformed.row(i)));
          expect(bits(restored.transformRecord(row))).toEqual(bits(transformed.row(i)));
          expect(fitted.predictRecord(row)).toBe(predicted[i]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('learns from the training rows alone, whatever the test rows are', () => {
    fc.assert(
      fc.property(training, fc.array(record, { maxLength: 5 }), (rows, later) => {
        const all = toTable([...rows, ...later]);
        const fitted = new Pipeline({ steps: [everything()] }).fit(
          all.slice(0, rows.length),
          targetsOf(rows),
        );
        const before = JSON.stringify(fitted.state);
        fitted.transform(all);
        expect(JSON.stringify(fitted.state)).toBe(before);
        expect(fitOn(rows).state.steps).toEqual(fitted.state.steps);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps rows apart: each is transformed as if it were alone', () => {
    const rng = createRandom(1);
    const rows = Array.from({ length: 600 }, () => ({
      a: rng.normal(),
      b: rng.integer(0, 9),
      word: rng.choice(['sun', 'rain', 'fog']),
      flag: rng.choice([true, false]),
    }));
    const fitted = fitOn(rows.slice(0, 100));
    const all = fitted.transform(toTable(rows));
    for (const i of [0, 255, 256, 257, 511, 599]) {
      expect(bits(fitted.transformRecord(rows[i]!))).toEqual(bits(all.row(i)));
    }
  });

  it.each([
    ['categories', new OneHotEncoder({ unseen: 'zeros' }), 'word'],
    ['bins', new KBinsDiscretizer({ bins: 4 }), 'n'],
    ['terms', new TfidfVectorizer(), 'word'],
  ])('starts each block of %s from zeros, also within the chain', (_, step, column) => {
    const words = ['sun', 'rain', 'fog', 'snow'];
    const table = Table.from({
      word: Array.from({ length: 900 }, (__, i) => words[(i * i) % 4]!),
      n: Array.from({ length: 900 }, (__, i) => (i * 7) % 13),
    }).select([column]);
    const fitted = new Pipeline({ steps: [step, new StandardScaler()] }).fit(table);
    const all = fitted.transform(table);
    for (let i = 0; i < 900; i += 23) {
      expect(fitted.transformRecord(table.row(i))).toEqual(all.row(i));
    }
  });

  it('passes one column on twice', () => {
    const twice = [
      { columns: ['x'], steps: [] },
      { columns: ['x'], prefix: 'again_', steps: [] },
    ];
    const steps = [new StandardScaler(), new ColumnTransformer({ parts: twice })];
    const fitted = new Pipeline({ steps }).fit(Table.from({ x: [1, 3] }));
    expect(fitted.transform(Table.from({ x: [1, 3, 5] })).toRows()).toEqual([
      [-1, -1],
      [1, 1],
      [3, 3],
    ]);
  });

  it('lets the model learn from rows encoded out of fold', () => {
    const seen: Matrix[] = [];
    const model = {
      fit(X: Matrix) {
        seen.push(X);
        return new FittedRidge({ kind: 'ridge', weights: [1], intercept: 0 });
      },
    };
    const id = Table.from({ id: Array.from({ length: 20 }, (_, i) => `id${i}`) });
    const y = Array.from({ length: 20 }, (_, i) => i);
    const encoder = new TargetEncoder({ smooth: 0 });
    const fitted = new Pipeline({ steps: [encoder], model }).fit(id, y);
    expect([...seen[0]!.data]).toEqual([...encoder.fitTransform(id, y).transformed.data]);
    expect([...fitted.transform(id).data]).toEqual(y); // no longer the training rows' way
  });

  it('waits for a model that gives a promise', async () => {
    const model = {
      async fit() {
        return { state: { kind: 'slow' }, predict: async (X: Matrix) => X.column(0) };
      },
    };
    const fitted = await new Pipeline({ steps: [new StandardScaler()], model }).fit(
      Table.from({ x: [1, 3] }),
      [0, 0],
    );
    expect(fitted).toBeInstanceOf(FittedPipeline);
    expect(await fitted.predict(Table.from({ x: [3, 5] }))).toEqual(Float64Array.of(1, 3));
    expect(await fitted.predictRecord({ x: 5 })).toBe(3);
  });

  it('hands labels to a classifier, and its probabilities back', () => {
    const fitted = new Pipeline({
      steps: [new StandardScaler()],
      model: new MajorityClassifier(),
    }).fit(Table.from({ x: [1, 2, 3, 4] }), ['wet', 'dry', 'dry', 'dry']);
    const X = Table.from({ x: [1, 9] });
    expect(fitted.model.classes).toEqual(['dry', 'wet']);
    const probabilities = fitted.model.predictProbability(fitted.transform(X));
    expect(fitted.predictProbability(X)).toEqual(probabilities);
    expect(fitted.predictProbabilityRecord({ x: 9 })).toEqual(probabilities.row(1));
    expect(fitted.predictRecord({ x: 9 })).toBe(fitted.predict(X)[1]);
  });

  it('passes names from step to step', () => {
    const fitted = new Pipeline({ steps: [new StandardScaler(), new PolynomialFeatures()] }).fit(
      Table.from({ a: [1, 2], b: [3, 5] }),
    );
    expect(fitted.outputNames).toEqual(['1', 'a', 'b', 'a^2', 'a b', 'b^2']);
    expect(fitted.inputs).toEqual([
      { name: 'a', kind: 'number' },
      { name: 'b', kind: 'number' },
    ]);
  });

  it('keeps neither the table nor a record, and hands out new memory', () => {
    const fitted = new Pipeline({ steps: [new StandardScaler()] }).fit(Matrix.from([[1], [3]]));
    const X = Matrix.from([[5]]);
    const first = fitted.transform(X);
    X.data[0] = 0;
    const record = fitted.transformRecord({ x0: 1 });
    fitted.transform(Matrix.from([[7]]));
    fitted.transformRecord({ x0: 9 });
    expect([...first.data, ...record]).toEqual([3, -1]);
  });

  it('works again after a refusal', () => {
    const fitted = new Pipeline({ steps: [new StandardScaler()] }).fit(Matrix.from([[1], [3]]));
    expect(() => fitted.transformRecord({ x0: null })).toThrow(/the record.*MISSING_VALUE/);
    expect(() => fitted.transform(Matrix.from([[1], [Number.NaN]]))).toThrow(
      /row 1.*MISSING_VALUE/,
    );
    expect([
      ...fitted.transformRecord({ x0: 5 }),
      ...fitted.transform(Matrix.from([[5]])).data,
    ]).toEqual([3, 3]);
  });

  it.each([
    ['no steps', () => new Pipeline({ steps: [] }), 'EMPTY'],
    ['a model among the steps', () => new Pipeline({ steps: [{}] as never }), 'WRONG_KIND'],
    ['steps that are no list', () => new Pipeline({} as never), 'WRONG_KIND'],
    [
      'a model that cannot learn',
      () => new Pipeline({ steps: [new StandardScaler()], model: {} as never }),
      'WRONG_KIND',
    ],
    [
      'no such option',
      () => new Pipeline({ steps: [new StandardScaler()], verbose: true } as never),
      'INVALID_ARGUMENT',
    ],
    [
      'a model without targets',
      () =>
        new Pipeline({ steps: [new StandardScaler()], model: new Ridge() }).fit(Matrix.from([[1]])),
      /y is missing.*INVALID_ARGUMENT/,
    ],
    [
      'too few targets',
      () =>
        new Pipeline({ steps: [new StandardScaler()], model: new Ridge() }).fit(
          Matrix.from([[1], [2]]),
          [1],
        ),
      'SHAPE_MISMATCH',
    ],
    [
      'texts that reach the model',
      () =>
        new Pipeline({
          steps: [new SimpleImputer({ strategy: 'mostFrequent' })],
          model: new Ridge(),
        }).fit(Table.from({ a: ['x'] }), [1]),
      /"a".*WRONG_KIND/,
    ],
    [
      'to predict without a model',
      () =>
        (
          new Pipeline({ steps: [new StandardScaler()] }).fit(
            Matrix.from([[1]]),
          ) as FittedPipeline<never>
        ).predict(Matrix.from([[1]])),
      'UNSUPPORTED',
    ],
  ])('refuses %s', (_, attempt, code) => {
    expect(attempt).toThrow(code);
  });
});

describe('a record', () => {
  const fitted = fitOn(anchors);
  const good = { a: 1, b: 2, word: 'sun', flag: true };

  it('is refused with every failure at once, in the message and as a list', () => {
    const { a: _, ...rest } = good;
    const wrong = { ...rest, word: 3, flag: 'yes', aa: 1, extra: null };
    const error = caught(() => fitted.transformRecord(wrong));
    expect(error.code).toBe('WRONG_COLUMNS');
    expect(error.message).toMatch(
      /"a" is missing.*"word" is of kind number.*"flag" is of kind string.*"aa" is unknown.*"extra" is unknown/,
    );
    expect(error.cause).toMatchObject([
      { column: 'a', problem: 'missing' },
      { column: 'word', problem: 'wrongKind' },
      { column: 'flag', problem: 'wrongKind' },
      { column: 'aa', problem: 'unknown' },
      { column: 'extra', problem: 'unknown' },
    ]);
  });

  it('is a table of one row where a table is wrong, too', () => {
    const error = caught(() => fitted.transform(Table.from({ a: ['x'], b: [1], flag: [true] })));
    expect(error.cause).toMatchObject([
      { column: 'a', problem: 'wrongKind' },
      { column: 'word', problem: 'missing' },
    ]);
  });

  it('may have its keys in any order, and null where a value is missing', () => {
    const turned = { flag: true, word: 'sun', b: 2, a: 1 };
    expect(fitted.transformRecord(turned)).toEqual(fitted.transformRecord(good));
    const gap = { a: null, b: null, word: null, flag: null };
    expect(bits(fitted.transformRecord(gap))).toEqual(
      bits(fitted.transform(Table.fromRows([gap])).data),
    );
  });

  it.each([
    ['undefined for a value', { ...good, a: undefined }, 'WRONG_COLUMNS'],
    ['a date', { ...good, a: new Date() }, /kind date.*WRONG_COLUMNS/],
    ['a list for a value', { ...good, a: [1] }, /kind array.*WRONG_COLUMNS/],
    ['a boxed number', { ...good, a: Object(1) }, 'WRONG_COLUMNS'],
    ['infinity', { ...good, a: Number.POSITIVE_INFINITY }, /the record.*NOT_FINITE/],
    ['a list of records', [good], 'WRONG_KIND'],
    ['null', null, 'WRONG_KIND'],
    ['a text', 'a=1', 'WRONG_KIND'],
    ['inherited values', Object.create(good), 'WRONG_COLUMNS'],
  ])('is refused: %s', (_, record, code) => {
    expect(() => fitted.transformRecord(record as never)).toThrow(code);
  });

  it('may have a column called __proto__', () => {
    const odd = new Pipeline({ steps: [new StandardScaler()] }).fit(
      Table.from([['__proto__', [1, 3]]]),
    );
    expect([...odd.transformRecord(JSON.parse('{"__proto__": 5}'))]).toEqual([3]);
    expect(() => odd.transformRecord({})).toThrow('WRONG_COLUMNS');
    expect(() => fitted.transformRecord(JSON.parse('{"__proto__": 5}'))).toThrow(
      /"__proto__" is unknown/,
    );
  });

  it('with very many or very long unknown names is refused in few words', () => {
    const long = (i: number) => `${i}`.padStart(60, 'column');
    const wide = Table.from(Array.from({ length: 60 }, (_, i) => [long(i), [1, 3]] as const));
    const scaler = new Pipeline({ steps: [new StandardScaler()] }).fit(wide);
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [long(i + 100), 1]));
    const error = caught(() => scaler.transformRecord({ ...many, ['x'.repeat(1e6)]: 1 }));
    expect(error.message.length).toBeLessThan(10_000);
    expect(error.cause).toHaveLength(60 + 20_001);
  });
});

describe('fittedPipelineFromState', () => {
  const fitted = fitOn(anchors);
  const state = JSON.parse(JSON.stringify(fitted.state));

  it.each([
    [
      'a pipeline of an unknown step, with the known ones',
      { ...state, steps: [{ kind: 'scaler' }] },
      /"standardScaler".*UNKNOWN_KIND/,
    ],
    ['an unknown step deep inside', nested({ kind: 'eval' }), /UNKNOWN_KIND/],
    [
      'a kind that every object has',
      { ...state, steps: [{ kind: 'constructor' }] },
      'UNKNOWN_KIND',
    ],
    ['what is no pipeline', { kind: 'ridge' }, /"pipeline".*UNKNOWN_KIND/],
    ['null', null, 'UNKNOWN_KIND'],
    ['a text', 'pipeline', 'UNKNOWN_KIND'],
    ['no steps', { ...state, steps: [] }, 'INVALID_STATE'],
    ['steps that are no list', { ...state, steps: {} }, 'INVALID_STATE'],
    ['a model that is no object', { ...state, model: 5 }, 'INVALID_STATE'],
    ['no model where one is asked for', { ...state, model: null }, 'INVALID_STATE'],
    ['an unknown model', { ...state, model: { kind: 'oracle' } }, 'UNKNOWN_KIND'],
    [
      'steps that do not fit together',
      {
        ...state,
        steps: [...state.steps, { kind: 'standardScaler', inputs: 1, mean: [0], scale: [1] }],
      },
      'INVALID_STATE',
    ],
    [
      'a part that reads no input',
      nested({
        kind: 'standardScaler',
        inputs: [{ name: 'q', kind: 'number' }],
        mean: [0],
        scale: [1],
      }),
      'INVALID_STATE',
    ],
  ])('refuses %s', (_, damaged, code) => {
    expect(() => fittedPipelineFromState(damaged, Sum.read)).toThrow(code);
  });

  it('asks for a reader of models where there is a model', () => {
    expect(() => fittedPipelineFromState(state)).toThrow(
      /"sum".*fittedFromState.*INVALID_ARGUMENT/,
    );
  });

  it('reads a pipeline without a model without one', () => {
    const plain = new Pipeline({ steps: [new StandardScaler()] }).fit(Matrix.from([[1], [3]]));
    const restored = fittedPipelineFromState(JSON.parse(JSON.stringify(plain.state)));
    expect([...restored.transformRecord({ x0: 5 })]).toEqual([3]);
  });

  it('refuses a nesting without end', () => {
    let step: object = { kind: 'standardScaler', inputs: 1, mean: [0], scale: [1] };
    for (let i = 0; i < 5000; i++) {
      step = {
        kind: 'columnTransformer',
        inputs: 1,
        parts: [{ columns: ['x0'], prefix: '', steps: [step] }],
      };
    }
    expect(() => fittedPipelineFromState({ kind: 'pipeline', steps: [step], model: null })).toThrow(
      'INVALID_STATE',
    );
  });

  function nested(step: object): unknown {
    const parts = [{ columns: ['a'], prefix: '', steps: [step] }];
    const inputs = [{ name: 'a', kind: 'number' }];
    return { ...state, steps: [{ kind: 'columnTransformer', inputs, parts }] };
  }
});

function caught(attempt: () => unknown): MlError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof MlError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
