import { describe, expect, it } from 'vitest';
import { fittedTransformerFromState } from '../../../src/features/index.js';

const x = [{ name: 'x', kind: 'number' }];
const word = [{ name: 'word', kind: 'string' }];
const states = {
  standardScaler: { inputs: x, mean: [0], scale: [1] },
  simpleImputer: { inputs: word, fill: ['?'], indicated: [0] },
  oneHotEncoder: { inputs: word, categories: [['a', 'b']], unseen: 'error', dropFirst: false },
  targetEncoder: { inputs: word, categories: [['a']], encodings: [[1]], targetMean: 1 },
  kBinsDiscretizer: { inputs: x, edges: [[1, 2]], encode: 'ordinal' },
  polynomialFeatures: { inputs: x, degree: 2, interactionOnly: false, includeBias: true },
  tfidfVectorizer: {
    inputs: word,
    analyzer: 'word',
    ngramRange: [1, 1],
    lowercase: true,
    sublinearTf: false,
    norm: 'l2',
    vocabulary: ['aa', 'bb'],
    idf: [1, 2],
  },
  melSpectrogram: {
    inputs: 100,
    sampleRate: 8000,
    fftSize: 64,
    hopLength: 16,
    mels: 4,
    fMin: 0,
    fMax: 4000,
    power: 2,
    decibels: true,
  },
  columnTransformer: { inputs: x, parts: [{ columns: ['x'], prefix: '', steps: [] }] },
};
type Kind = keyof typeof states;
const read = (kind: Kind, change: object = {}) =>
  fittedTransformerFromState({ kind, ...states[kind], ...change });

describe('fittedTransformerFromState', () => {
  it.each(Object.keys(states) as Kind[])('reads %s', (kind) => {
    expect(read(kind).state).toEqual({ kind, ...states[kind] });
  });

  it('keeps no field that is not part of the state', () => {
    expect(read('standardScaler', { extra: 1 }).state).not.toHaveProperty('extra');
  });

  it('keeps no reference to what it was given', () => {
    const mean = [5];
    const fitted = read('standardScaler', { mean });
    mean[0] = 9;
    expect(fitted.state).toMatchObject({ mean: [5] });
  });

  it.each<[string, Kind, object]>([
    [
      'two inputs of one name',
      'standardScaler',
      { inputs: [...x, ...x], mean: [0, 0], scale: [1, 1] },
    ],
    ['no inputs', 'standardScaler', { inputs: [], mean: [], scale: [] }],
    ['no columns', 'standardScaler', { inputs: 0, mean: [], scale: [] }],
    ['half a column', 'standardScaler', { inputs: 0.5 }],
    ['an input of another kind', 'standardScaler', { inputs: word }],
    ['a count of columns that are texts', 'tfidfVectorizer', { inputs: 1 }],
    ['more means than inputs', 'standardScaler', { mean: [0, 0] }],
    ['a scale of 0', 'standardScaler', { scale: [0] }],
    ['an infinite mean', 'standardScaler', { mean: [Number.POSITIVE_INFINITY] }],
    ['a fill value of another kind', 'simpleImputer', { fill: [1] }],
    ['an indicator of no column', 'simpleImputer', { indicated: [1] }],
    ['an indicator twice', 'simpleImputer', { indicated: [0, 0] }],
    ['a category twice', 'oneHotEncoder', { categories: [['a', 'a']] }],
    ['a category of another kind', 'oneHotEncoder', { categories: [['a', 1]] }],
    ['no categories', 'oneHotEncoder', { categories: [[]] }],
    ['another word for unseen', 'oneHotEncoder', { unseen: 'ignore' }],
    ['fewer encodings than categories', 'targetEncoder', { encodings: [[]] }],
    ['edges that fall', 'kBinsDiscretizer', { edges: [[2, 1]] }],
    ['a degree that would fill the memory', 'polynomialFeatures', { degree: 1e9 }],
    [
      'two columns of texts',
      'tfidfVectorizer',
      { inputs: [...word, { name: 'b', kind: 'string' }] },
    ],
    ['fewer weights than terms', 'tfidfVectorizer', { idf: [1] }],
    ['a transform that would fill the memory', 'melSpectrogram', { fftSize: 2 ** 40 }],
    ['more bands than there can be', 'melSpectrogram', { mels: 60 }],
    ['a part that is none', 'columnTransformer', { parts: [null] }],
    [
      'a part of a column that is no input',
      'columnTransformer',
      { parts: [{ columns: ['y'], prefix: '', steps: [] }] },
    ],
  ])('refuses %s', (_, kind, change) => {
    expect(() => read(kind, change)).toThrow('INVALID_STATE');
  });

  it('refuses a term that comes twice', () => {
    expect(() => read('tfidfVectorizer', { vocabulary: ['aa', 'aa'] })).toThrow('DUPLICATE_NAME');
  });

  it.each([
    [
      'a misspelt kind, with the known ones',
      { kind: 'standardscaler' },
      /Did you mean "standardScaler".*UNKNOWN_KIND/,
    ],
    ['a kind that is a property of every object', { kind: 'toString' }, 'UNKNOWN_KIND'],
    ['a kind that is no text', { kind: { deep: [] } }, /an object.*UNKNOWN_KIND/],
    ['nothing', undefined, /missing.*UNKNOWN_KIND/],
  ])('refuses %s', (_, state, code) => {
    expect(() => fittedTransformerFromState(state)).toThrow(code);
  });
});
