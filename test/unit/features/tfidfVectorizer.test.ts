import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Matrix, Table } from '../../../src/core/index.js';
import { TfidfVectorizer, textTerms } from '../../../src/features/index.js';
import { loadGolden } from '../../golden/loadGolden.js';
import { expectClose } from './expectClose.js';

interface Case {
  readonly name: string;
  readonly options: object;
  readonly train: string[];
  readonly new: string[];
  readonly vocabulary: string[];
  readonly transformed: number[][];
}

const golden = loadGolden<Case>('tfidfVectorizer');
const plain = { analyzer: 'word', lowercase: true, ngramRange: [1, 1] } as const;

describe('TfidfVectorizer', () => {
  it('weighs rare words more, worked by hand', () => {
    const fitted = new TfidfVectorizer({ norm: 'none' }).fit(['red fish', 'blue fish']);
    expect(fitted.state.vocabulary).toEqual(['blue', 'fish', 'red']);
    expectClose(fitted.transform(['red red fish']).toRows(), [[0, 1, 2 * (Math.log(3 / 2) + 1)]]);
  });

  it.each(golden.cases)(`agrees with ${golden.reference}: $name`, (given) => {
    const fitted = new TfidfVectorizer(given.options).fit(given.train);
    // Python sorts by code point, JavaScript by code unit: the same but beyond U+FFFF.
    const order = given.vocabulary.map((term) => fitted.outputNames.indexOf(term));
    expect([...order].sort((a, b) => a - b)).toEqual(given.vocabulary.map((_, j) => j));
    expect(fitted.outputNames).toHaveLength(given.vocabulary.length);
    const rows = fitted.transform(given.new).toRows();
    expectClose(
      rows.map((row) => order.map((j) => row[j]!)),
      given.transformed,
    );
  });

  it('keeps the most frequent terms, of equals the first in the alphabet', () => {
    const fitted = new TfidfVectorizer({ maxFeatures: 2 }).fit(['cc bb aa', 'cc']);
    expect(fitted.outputNames).toEqual(['aa', 'cc']);
  });

  it('gives every text with a known term length 1', () => {
    const fitted = new TfidfVectorizer({ analyzer: 'char', ngramRange: [1, 2] }).fit([
      'abcd',
      'bcde',
    ]);
    fc.assert(
      fc.property(fc.string(), (text) => {
        const row = fitted.transform([text]).row(0);
        const length = Math.hypot(...row);
        expect(length === 0 || Math.abs(length - 1) < 1e-12).toBe(true);
      }),
    );
  });

  it('takes words that objects have for words', () => {
    const fitted = new TfidfVectorizer().fit(['constructor __proto__ toString']);
    expect(fitted.outputNames).toEqual(['__proto__', 'constructor', 'tostring']);
    expect(fitted.transform(['hasOwnProperty']).toRows()).toEqual([[0, 0, 0]]);
  });

  it('names the column of a table, and takes texts and table alike', () => {
    const fitted = new TfidfVectorizer().fit(Table.from({ note: ['red fish', 'blue fish'] }));
    expect(fitted.inputs).toEqual([{ name: 'note', kind: 'string' }]);
    expect(fitted.transform(['red'])).toEqual(fitted.transform(Table.from({ note: ['red'] })));
  });

  it.each([
    ['no texts', () => new TfidfVectorizer().fit([]), 'EMPTY'],
    ['texts without a word', () => new TfidfVectorizer().fit(['a b', '!']), /EMPTY/],
    [
      'a missing text',
      () => new TfidfVectorizer().fit(Table.from({ a: ['xx', null] })),
      /row 1.*MISSING_VALUE/,
    ],
    [
      'two columns',
      () => new TfidfVectorizer().fit(Table.from({ a: ['xx'], b: ['yy'] })),
      'WRONG_KIND',
    ],
    ['a matrix', () => new TfidfVectorizer().fit(Matrix.from([[1]])), 'WRONG_KIND'],
    ['numbers as texts', () => new TfidfVectorizer().fit([1] as never), 'WRONG_KIND'],
    ['an empty range', () => new TfidfVectorizer({ ngramRange: [2, 1] }), 'OUT_OF_RANGE'],
    ['a range from 0', () => new TfidfVectorizer({ ngramRange: [0, 1] }), 'OUT_OF_RANGE'],
    ['a share above 1', () => new TfidfVectorizer({ maxDf: 2 }), 'OUT_OF_RANGE'],
    ['a share of 0', () => new TfidfVectorizer({ maxDf: 0 }), 'OUT_OF_RANGE'],
    [
      'no such analyzer',
      () => new TfidfVectorizer({ analyzer: 'letter' as never }),
      'INVALID_ARGUMENT',
    ],
    ['no features', () => new TfidfVectorizer({ maxFeatures: 0 }), 'OUT_OF_RANGE'],
  ])('refuses %s', (_, attempt, code) => {
    expect(attempt).toThrow(code);
  });
});

describe('textTerms', () => {
  it.each([
    ['Ärger im Büro, 2 B_3', plain, ['ärger', 'im', 'büro', 'b_3']],
    ['one two three', { ...plain, ngramRange: [2, 3] }, ['one two', 'two three', 'one two three']],
    ['a🙂b', { ...plain, analyzer: 'char', ngramRange: [2, 2] }, ['a🙂', '🙂b']],
    ['a \n b', { ...plain, analyzer: 'char' }, ['a', ' ', 'b']],
    ['Ab', { ...plain, lowercase: false }, ['Ab']],
    ['', plain, []],
  ] as const)('cuts %j', (text, options, terms) => {
    expect(textTerms(text, options)).toEqual(terms);
  });
});
