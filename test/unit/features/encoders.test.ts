import { describe, expect, it } from 'vitest';
import { Matrix, Table } from '../../../src/core/index.js';
import { OneHotEncoder, OrdinalEncoder } from '../../../src/features/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface Case {
  readonly name: string;
  readonly encoder: 'OneHotEncoder' | 'OrdinalEncoder';
  readonly options: never;
  readonly train: Record<string, (string | number | boolean)[]>;
  readonly new: Record<string, (string | number | boolean)[]>;
  readonly transformed: number[][];
  readonly names: string[];
}

const golden = loadGolden<Case>('encoders');
const encoders = { OneHotEncoder, OrdinalEncoder };
const sky = Table.from({ sky: ['sun', 'rain', 'sun'] });

describe('encoders', () => {
  it.each(golden.cases)(`agree with ${golden.reference}: $name`, (given) => {
    const fitted = new encoders[given.encoder](given.options).fit(Table.from(given.train));
    expect(fitted.transform(Table.from(given.new)).toRows()).toEqual(given.transformed);
    // Python writes True where JavaScript writes true.
    const names = given.names.map((name) =>
      name.replace(/True$/, 'true').replace(/False$/, 'false'),
    );
    expect(fitted.outputNames).toEqual(names);
  });

  it('refuse an unseen category with its row and the nearest known', () => {
    for (const Encoder of [OneHotEncoder, OrdinalEncoder]) {
      const fitted = new Encoder({ unseen: 'error' }).fit(sky);
      const attempt = () => fitted.transform(Table.from({ sky: ['sun', 'rian'] }));
      expect(attempt).toThrow(/"sky" holds "rian" in row 1.*Did you mean "rain".*UNKNOWN_CATEGORY/);
    }
  });

  it('have no default for unseen categories: the caller says', () => {
    expect(() => new OneHotEncoder({} as never)).toThrow(/unseen.*INVALID_ARGUMENT/);
    expect(() => new OneHotEncoder(undefined as never)).toThrow('INVALID_ARGUMENT');
    expect(() => new OrdinalEncoder({} as never)).toThrow(/unseen.*INVALID_ARGUMENT/);
    expect(() => new OrdinalEncoder({ unseen: Number.NaN })).toThrow('INVALID_ARGUMENT');
  });

  it('take a column without any value for one of missing values', () => {
    const fitted = new OneHotEncoder({ unseen: 'zeros' }).fit(sky);
    expect(() => fitted.transform(Table.from({ sky: [null] }))).toThrow('MISSING_VALUE');
  });

  it('refuse a matrix where the training columns were texts', () => {
    const fitted = new OneHotEncoder({ unseen: 'zeros' }).fit(sky);
    expect(() => fitted.transform(Matrix.from([[1]]))).toThrow('WRONG_KIND');
  });

  it('refuse an infinite number, which is no category', () => {
    const X = Matrix.from([[1], [Number.POSITIVE_INFINITY]]);
    expect(() => new OneHotEncoder({ unseen: 'zeros' }).fit(X)).toThrow('NOT_FINITE');
  });
});

describe('OneHotEncoder', () => {
  it('makes one 1 a row, worked by hand', () => {
    const fitted = new OneHotEncoder({ unseen: 'error' }).fit(sky);
    expect(fitted.outputNames).toEqual(['sky_rain', 'sky_sun']);
    expect(fitted.transform(sky).toRows()).toEqual([
      [0, 1],
      [1, 0],
      [0, 1],
    ]);
  });

  it('makes no column of a single category when the first is dropped', () => {
    const one = Table.from({ a: ['x', 'x'], b: ['p', 'q'] });
    const fitted = new OneHotEncoder({ unseen: 'error', dropFirst: true }).fit(one);
    expect(fitted.outputNames).toEqual(['b_q']);
    expect(fitted.transform(one).toRows()).toEqual([[0], [1]]);
  });

  it('refuses to drop the first where zeros mean unseen', () => {
    expect(() => new OneHotEncoder({ unseen: 'zeros', dropFirst: true })).toThrow(
      'INVALID_ARGUMENT',
    );
  });

  it('refuses columns and categories that would share a name', () => {
    const clash = Table.from({ a: ['b_c'], a_b: ['c'] });
    expect(() => new OneHotEncoder({ unseen: 'zeros' }).fit(clash)).toThrow(
      /"a_b_c".*DUPLICATE_NAME/,
    );
  });

  it('has no trouble with names and categories that objects have', () => {
    const odd = Table.from([['__proto__', ['constructor', '__proto__']]]);
    const fitted = new OneHotEncoder({ unseen: 'zeros' }).fit(odd);
    expect(fitted.outputNames).toEqual(['__proto_____proto__', '__proto___constructor']);
    expect(fitted.transform(odd).toRows()).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});

describe('OrdinalEncoder', () => {
  const sizes = { size: ['S', 'M', 'L'] };

  it('follows the order that it is given, also for categories that training lacks', () => {
    const fitted = new OrdinalEncoder({ unseen: 'error', categories: sizes }).fit(
      Table.from({ size: ['L', 'S'] }),
    );
    expect(fitted.transform(Table.from({ size: ['M', 'L', 'S'] })).toRows()).toEqual([
      [1],
      [2],
      [0],
    ]);
  });

  it.each([
    ['a category outside the order', ['XL'], sizes, 'UNKNOWN_CATEGORY'],
    ['an order of no column', ['S'], { seize: ['S'] }, /"size".*UNKNOWN_COLUMN/],
    ['an order of another kind', ['S'], { size: [1, 2] }, 'INVALID_ARGUMENT'],
    ['an order with a repetition', ['S'], { size: ['S', 'S'] }, 'INVALID_ARGUMENT'],
    ['an empty order', ['S'], { size: [] }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, values, categories, code) => {
    const encoder = new OrdinalEncoder({ unseen: 'error', categories: categories as never });
    expect(() => encoder.fit(Table.from({ size: values }))).toThrow(code);
  });

  it('refuses to give unseen categories the place of a known one', () => {
    expect(() => new OrdinalEncoder({ unseen: 1 }).fit(sky)).toThrow('INVALID_ARGUMENT');
    expect(new OrdinalEncoder({ unseen: 2 }).fit(sky).state.unseen).toBe(2);
  });
});
