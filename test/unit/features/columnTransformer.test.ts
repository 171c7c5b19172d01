import { describe, expect, it } from 'vitest';
import { Matrix, Table } from '../../../src/core/index.js';
import {
  ColumnTransformer,
  OneHotEncoder,
  SimpleImputer,
  StandardScaler,
  TargetEncoder,
} from '../../../src/features/index.js';

const table = Table.from({
  x: [1, 3, Number.NaN],
  word: ['a', 'b', 'a'],
  ok: [true, false, true],
  day: [new Date(0), null, null],
});
const fit = (parts: ConstructorParameters<typeof ColumnTransformer>[0]['parts']) =>
  new ColumnTransformer({ parts }).fit(table);

describe('ColumnTransformer', () => {
  it('puts the results side by side, in the order of its parts', () => {
    const fitted = fit([
      { columns: ['word'], steps: [new OneHotEncoder({ unseen: 'zeros' })] },
      { columns: ['ok'], steps: [] },
      { columns: ['x'], steps: [new SimpleImputer({ addIndicator: true })] },
    ]);
    expect(fitted.outputNames).toEqual(['word_a', 'word_b', 'ok', 'x', 'missingindicator_x']);
    expect(fitted.inputs.map(({ name }) => name)).toEqual(['word', 'ok', 'x']);
    expect(fitted.transform(table).toRows()).toEqual([
      [1, 0, 1, 1, 0],
      [0, 1, 0, 3, 0],
      [1, 0, 1, 2, 1],
    ]);
  });

  it('takes one column twice, with a prefix', () => {
    const fitted = fit([
      { columns: ['ok'], steps: [] },
      { columns: ['ok'], prefix: 'hot_', steps: [new OneHotEncoder({ unseen: 'error' })] },
    ]);
    expect(fitted.outputNames).toEqual(['ok', 'hot_ok_false', 'hot_ok_true']);
    expect(fitted.transform(table).row(1)).toEqual(Float64Array.of(0, 1, 0));
  });

  it('reads a matrix by the names x0, x1 …', () => {
    const X = Matrix.from([
      [1, 10],
      [3, 30],
    ]);
    const fitted = new ColumnTransformer({
      parts: [{ columns: ['x1'], steps: [new StandardScaler()] }],
    }).fit(X);
    expect(fitted.transform(X).toRows()).toEqual([[-1], [1]]);
  });

  it('encodes the training rows out of fold where it is asked to transform them', () => {
    const towns = Table.from({ town: ['A', 'A', 'B', 'B'], n: [1, 2, 3, 4] });
    const parts = [
      { columns: ['town'], steps: [new TargetEncoder({ folds: 2, smooth: 0 })] },
      { columns: ['n'], steps: [] },
    ];
    const y = [1, 5, 2, 9];
    const { fitted, transformed } = new ColumnTransformer({ parts }).fitTransform(towns, y);
    expect([...fitted.transform(towns).column(0)]).toEqual([3, 3, 5.5, 5.5]);
    const alone = new TargetEncoder({ folds: 2, smooth: 0 }).fitTransform(
      towns.select(['town']),
      y,
    );
    expect(transformed.column(0)).toEqual(alone.transformed.column(0));
    expect([...transformed.column(1)]).toEqual([1, 2, 3, 4]);
  });

  it.each([
    [
      'columns that are not there, all at once',
      [{ columns: ['x', 'y', 'z'], steps: [] }],
      /"y", "z".*UNKNOWN_COLUMN/,
    ],
    [
      'a part that ends in texts',
      [{ columns: ['word'], steps: [] }],
      /"word".*OneHotEncoder.*WRONG_KIND/,
    ],
    ['a date', [{ columns: ['day'], steps: [] }], /"day".*date.*WRONG_KIND/],
    [
      'two results of one name',
      [
        { columns: ['ok'], steps: [] },
        { columns: ['ok'], steps: [] },
      ],
      /prefix.*DUPLICATE_NAME/,
    ],
    ['one column twice in a part', [{ columns: ['ok', 'ok'], steps: [] }], 'DUPLICATE_NAME'],
    ['a part without columns', [{ columns: [], steps: [] }], 'EMPTY'],
    ['no parts', [], 'EMPTY'],
    ['parts that are no list', undefined, 'INVALID_ARGUMENT'],
    ['a part without steps', [{ columns: ['x'] }], /steps.*WRONG_KIND/],
    ['a step that is none', [{ columns: ['x'], steps: [{}] }], 'WRONG_KIND'],
    ['a misspelt field', [{ column: ['x'], steps: [] }], 'INVALID_ARGUMENT'],
    ['columns that are a text', [{ columns: 'x', steps: [] }], 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, parts, code) => {
    expect(() => fit(parts as never)).toThrow(code);
  });

  it('refuses a missing value that no step fills', () => {
    const passed = fit([{ columns: ['x'], steps: [] }]);
    expect(() => passed.transform(table)).toThrow(/"x".*row 2.*MISSING_VALUE/);
    const flag = fit([{ columns: ['ok'], steps: [] }]);
    expect(() => flag.transform(Table.from({ ok: [true, null] }))).toThrow(
      /"ok".*row 1.*MISSING_VALUE/,
    );
  });

  it('keeps no list of the caller', () => {
    const columns = ['ok'];
    const transformer = new ColumnTransformer({ parts: [{ columns, steps: [] }] });
    columns.push('x');
    expect(transformer.fit(table).outputNames).toEqual(['ok']);
  });
});
