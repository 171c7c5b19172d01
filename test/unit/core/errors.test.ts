import { ERROR_CODES, MlError } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import * as guards from '../../../src/core/guards.js';
import { describeKnown, nearNames } from '../../../src/core/suggest.js';

describe('MlError', () => {
  it('ends its message in the code, and carries hint and cause', () => {
    const cause = new Error('deep');
    const error = new MlError('EMPTY', 'mean: no values.', { hint: 'Read more rows.', cause });
    expect(error.message).toBe('mean: no values. [EMPTY]');
    expect(error).toMatchObject({ name: 'MlError', code: 'EMPTY', hint: 'Read more rows.', cause });
    expect(error).toBeInstanceOf(Error);
    expect(Object.keys(new MlError('EMPTY', 'x'))).toEqual(['code']);
  });

  it('has codes in alphabetical order, each once', () => {
    const words = ERROR_CODES.map((code) => code.replaceAll('_', ' '));
    expect([...new Set(words)].sort()).toEqual(words);
  });
});

describe('guards', () => {
  const cases: [string, () => void, () => void, string][] = [
    [
      'assertSameLength',
      () => guards.assertSameLength('f', 'a', 2, 'b', 2),
      () => guards.assertSameLength('f', 'a', 2, 'b', 1),
      'f: a has 2 entries but b has 1',
    ],
    [
      'assertNotEmpty',
      () => guards.assertNotEmpty('f', 'a', 1),
      () => guards.assertNotEmpty('f', 'a', 0),
      'f: a is empty',
    ],
    [
      'assertFinite',
      () => guards.assertFinite('f', 'a', [0, -1]),
      () => guards.assertFinite('f', 'a', [0, Number.NaN]),
      'f: a[1] is NaN',
    ],
    [
      'assertFinite for a text',
      () => guards.assertFinite('f', 'a', []),
      () => guards.assertFinite('f', 'a', ['1'] as never),
      'f: a[0] is "1"',
    ],
    [
      'assertFiniteMatrix',
      () => guards.assertFiniteMatrix('f', 'X', { data: [1, 2], columns: 1 }),
      () => guards.assertFiniteMatrix('f', 'X', { data: [1, 2, 3, Infinity], columns: 2 }),
      'f: X has Infinity in row 1, column 1',
    ],
    [
      'assertBinary',
      () => guards.assertBinary('f', 'y', [0, 1]),
      () => guards.assertBinary('f', 'y', [0, 2]),
      'f: y[1] is 2',
    ],
    [
      'assertAtLeast',
      () => guards.assertAtLeast('f', 'k', 1, 1),
      () => guards.assertAtLeast('f', 'k', 0.5, 1),
      'f: k is 0.5',
    ],
    [
      'assertAbove',
      () => guards.assertAbove('f', 'k', 0.1, 0),
      () => guards.assertAbove('f', 'k', 0, 0),
      'f: k is 0',
    ],
    [
      'assertBetween',
      () => guards.assertBetween('f', 'k', 1, 0, 1),
      () => guards.assertBetween('f', 'k', Number.NaN, 0, 1),
      'f: k is NaN',
    ],
    [
      'assertInteger',
      () => guards.assertInteger('f', 'k', 3, 1, 3),
      () => guards.assertInteger('f', 'k', 3.5, 1),
      'a whole number from 1.',
    ],
    [
      'assertInteger above its maximum',
      () => guards.assertInteger('f', 'k', -5),
      () => guards.assertInteger('f', 'k', 4, 1, 3),
      'a whole number from 1 to 3',
    ],
    [
      'assertOneOf',
      () => guards.assertOneOf('f', 'k', 'a', ['a', 'b']),
      () => guards.assertOneOf('f', 'k', 'c', ['a', 'b']),
      'Choices: "a", "b".',
    ],
    [
      'assertKnownOptions',
      () => guards.assertKnownOptions('f', { alpha: 1 }, ['alpha']),
      () => guards.assertKnownOptions('f', { alpa: 1 }, ['alpha']),
      'Did you mean "alpha"?',
    ],
    [
      'assertColumns',
      () => guards.assertColumns('f', { columns: 2 }, 2),
      () => guards.assertColumns('f', { columns: 1 }, 2),
      'f: X has 1 column, but',
    ],
  ];
  it.each(cases)('%s lets the good pass and names the bad', (_, good, bad, message) => {
    expect(good).not.toThrow();
    expect(bad).toThrow(MlError);
    expect(bad).toThrow(message);
  });
});

describe('nearNames', () => {
  it('finds a slip, a difference in case and a part of a name, best first', () => {
    expect(nearNames('bodymass', ['body_mass', 'species', 'mass'])).toEqual(['body_mass', 'mass']);
    expect(nearNames('SEX', ['sex', 'x'])).toEqual(['sex']);
    expect(nearNames('zzzz', ['sex'])).toEqual([]);
  });

  it('lists at most twenty names in a message', () => {
    const names = Array.from({ length: 25 }, (_, i) => `column${i}`);
    expect(describeKnown('Column', 'zz', names)).toContain('and 5 more.');
    expect(describeKnown('Column', 'zz', [])).toBe('There are no columns.');
  });
});
