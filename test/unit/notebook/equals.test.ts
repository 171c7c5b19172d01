import { equals } from 'mle-kit';
import { describe, expect, it } from 'vitest';

describe('equals', () => {
  it.each([
    ['numbers within the tolerance', 0.1 + 0.2, 0.3],
    ['large numbers, relative to the wanted one', 1e12 + 1, 1e12],
    ['NaN', Number.NaN, Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ['zeros of either sign', -0, 0],
    ['typed and plain arrays', Float64Array.of(1, 2), [1, 2]],
    ['nested arrays', [[1], [2, 3]], [[1], [2, 3]]],
    ['objects in any order of fields', { a: 1, b: [2] }, { b: [2], a: 1 }],
    ['dates', new Date(5), new Date(5)],
    ['nothing', undefined, undefined],
  ])('takes as equal: %s', (_what, came, wanted) => {
    expect(equals(came, wanted)).toBe(true);
  });

  it.each([
    ['a number beyond the tolerance', 1.1, 1, 'came 1.1, wanted 1'],
    ['a finite number for infinity', 5, Number.POSITIVE_INFINITY, 'came 5, wanted Infinity'],
    ['infinity for a finite number', Number.POSITIVE_INFINITY, 5, 'came Infinity, wanted 5'],
    ['the other infinity', -1 / 0, 1 / 0, 'came -Infinity, wanted Infinity'],
    ['NaN for a number', Number.NaN, 5, 'came NaN, wanted 5'],
    ['a text for a number', '1', 1, 'came "1", wanted 1'],
    ['an array too short', [1], [1, 2], 'came 1 entries, wanted 2'],
    ['an entry', [1, 2], [1, 3], 'entry 1: came 2, wanted 3'],
    ['an entry of an entry', [[1, 2]], [[1, 3]], 'entry 0, entry 1: came 2, wanted 3'],
    ['no array', 1, [1, 2], 'came 1, wanted 2 entries'],
    ['a field', { a: 1 }, { a: 2 }, 'a: came 1, wanted 2'],
    ['a field of a field', { a: { b: 1 } }, { a: { b: 2 } }, 'a, b: came 1, wanted 2'],
    ['an entry of a field', { a: [1] }, { a: [2] }, 'a, entry 0: came 1, wanted 2'],
    ['a field that is missing', {}, { a: 2 }, 'a: came undefined, wanted 2'],
    ['a field too many', { a: 1, b: 2 }, { a: 1 }, 'b: came 2, wanted undefined'],
    ['no object', null, { a: 1 }, 'came null, wanted an object of a'],
    [
      'another moment',
      new Date(0),
      new Date(1),
      'came 1970-01-01T00:00:00.000Z, wanted 1970-01-01T00:00:00.001Z',
    ],
    [
      'a date for an object',
      new Date(0),
      {},
      'came 1970-01-01T00:00:00.000Z, wanted an object of nothing',
    ],
  ])('tells in words: %s', (_what, came, wanted, says) => {
    expect(equals(came, wanted)).toBe(says);
  });

  it('takes a tolerance', () => {
    expect(equals(1.01, 1, 0.02)).toBe(true);
    expect(equals(1.03, 1, 0.02)).not.toBe(true);
  });
});
