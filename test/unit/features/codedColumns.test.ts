import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, Table } from '../../../src/core/index.js';
import {
  type FittedTransformer,
  OneHotEncoder,
  OrdinalEncoder,
  Pipeline,
  SimpleImputer,
  TargetEncoder,
  TfidfVectorizer,
} from '../../../src/features/index.js';

const TOWNS = ['Oslo', 'Lima', 'Bern', 'Oslo', 'Oslo', 'Lima'];
const train = Table.from({ town: TOWNS });
const fill = () => new SimpleImputer({ strategy: 'mostFrequent' });
const zeros = () => new OneHotEncoder({ unseen: 'zeros' });

/** Rows by the numbers of their texts; NaN is missing. */
function coded(codes: readonly number[], texts: readonly string[]): Table {
  return Table.from([['town', { codes: Float64Array.from(codes), texts }]]);
}

function plain(codes: readonly number[], texts: readonly string[]): Table {
  const values = codes.map((code) => texts[code] ?? null);
  return Table.from([['town', { kind: 'string', values }]]);
}

describe('texts that come by their numbers', () => {
  const filled = [
    ['one-hot', new Pipeline({ steps: [fill(), zeros()] }).fit(train)],
    [
      'target',
      new Pipeline({ steps: [fill(), new TargetEncoder()] }).fit(train, [1, 2, 3, 4, 5, 6]),
    ],
    [
      'tf-idf',
      new Pipeline({ steps: [fill(), new TfidfVectorizer({ analyzer: 'char' })] }).fit(train),
    ],
    [
      'indicator',
      new Pipeline({
        steps: [new SimpleImputer({ strategy: 'mostFrequent', addIndicator: true }), zeros()],
      }).fit(Table.from({ town: [null, ...TOWNS] })),
    ],
  ] as const satisfies readonly (readonly [string, Pick<FittedTransformer, 'transform'>])[];

  it.each(filled)('become the same by %s as texts, and are read by nobody', (_, fitted) => {
    const texts = fc.uniqueArray(fc.constantFrom('Oslo', 'Lima', 'Bern', 'Rome', ''), {
      minLength: 1,
    });
    const rows = texts.chain((list) => {
      const code = fc.oneof(fc.nat(list.length - 1), fc.constant(Number.NaN));
      const many = fc.array(code, { minLength: 1, maxLength: 600 }); // more than a block
      return fc.tuple(many, fc.constant(list));
    });
    fc.assert(
      fc.property(rows, ([codes, list]) => {
        const table = coded(codes, list);
        const unread = codesOf(table.column('town'));
        expect(fitted.transform(table)).toEqual(fitted.transform(plain(codes, list)));
        expect(unread).toBeDefined();
        expect(codesOf(table.column('town'))).toBe(unread);
      }),
      { numRuns: 40 },
    );
  });

  it('are looked up anew in another list of the same length', () => {
    const fitted = zeros().fit(train);
    expect(fitted.transform(coded([0, 1], ['Oslo', 'Lima'])).toRows()).toEqual([
      [0, 0, 1],
      [0, 1, 0],
    ]);
    expect(fitted.transform(coded([0, 1], ['Bern', 'Rome'])).toRows()).toEqual([
      [1, 0, 0],
      [0, 0, 0],
    ]);
  });

  it.each([OneHotEncoder, OrdinalEncoder])('are refused as texts are: %o', (Encoder) => {
    const fitted = new Encoder({ unseen: 'error' }).fit(train);
    const many = Array.from({ length: 300 }, () => 0);
    expect(() => fitted.transform(coded([...many, 1], ['Oslo', 'Olso']))).toThrow(
      /"town" holds "Olso" in row 300.*Did you mean "Oslo".*UNKNOWN_CATEGORY/,
    );
    expect(() => fitted.transform(coded([...many, Number.NaN], ['Oslo']))).toThrow(
      /row 300.*MISSING_VALUE/,
    );
  });
});
