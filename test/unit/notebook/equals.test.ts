import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { equals, Matrix, Table } from 'mle-kit';
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
    ['matrices', Matrix.from([[1, 2]]), Matrix.from([[1, 2]])],
    ['whole numbers of any size', 10n, 10n],
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
    ['a matrix', Matrix.from([[1, 2]]), Matrix.from([[1, 3]]), 'data, entry 1: came 2, wanted 3'],
    [
      'the fields of a matrix for a matrix',
      { ...Matrix.from([[1]]) },
      Matrix.from([[1]]),
      'came an object of data, rows, columns, wanted a matrix of 1 × 1',
    ],
    ['a set for an array', new Set([1]), [1], 'came an instance of Set, wanted 1 entries'],
    ['a map for an object', new Map(), {}, 'came an instance of Map, wanted an object of nothing'],
    ['an error for a text', new Error('x'), 'x', 'came an instance of Error, wanted "x"'],
    ['a function', () => 1, 1, 'came a function, wanted 1'],
  ])('tells in words: %s', (_what, came, wanted, says) => {
    expect(equals(came, wanted)).toBe(says);
  });

  it('takes a tolerance', () => {
    expect(equals(1.01, 1, 0.02)).toBe(true);
    expect(equals(1.03, 1, 0.02)).not.toBe(true);
  });

  it.each([
    ['a set', new Set([1]), new Set([2])],
    ['a map', new Map([['a', 1]]), new Map([['a', 2]])],
    ['an error', new Error('one'), new Error('two')],
    ['an address', new URL('http://a'), new URL('http://b')],
    ['a table', Table.from({ a: [1] }), Table.from({ a: [2] })],
    ['a set within', [{ a: new Set([1]) }], [{ a: new Set([2]) }]],
    ['a function', () => 1, () => 1],
  ])('refuses to compare with %s, whose own fields do not tell one from another', (_what, came, wanted) => {
    expect(() => equals(came, wanted)).toThrow(/wanted is .*Make an array.*\[INVALID_ARGUMENT\]/);
  });
});

describe('the lessons', () => {
  const lessons = join(import.meta.dirname, '..', '..', '..', 'lessons');
  const files = ['', 'assignments'].flatMap((folder) =>
    readdirSync(join(lessons, folder))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );

  it('write equals(…) === true where a sentence would count as true', () => {
    expect(files.length).toBeGreaterThan(20);
    const wrong = files.flatMap((file) =>
      countsSentences(readFileSync(join(lessons, file), 'utf8')).map((line) => `${file}:${line}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['all.every((x) => equals(half(x), x / 2))', [1]],
    ['all.some(\n  (x) => {\n  return equals(x, (1)); })', [3]],
    ['equals(1, (2)) && true', [1]],
    ['all.every((x) => equals(half(x), x / 2) === true) && equals(a, b)', []],
    ['all.map((x) => equals(x, 1))', []],
  ])('are looked at rightly: %j', (text, lines) => {
    expect(countsSentences(text)).toEqual(lines);
  });
});

/** The lines of calls of `equals` whose sentence would count as true: in `every`, in `some`, before `&&`. */
function countsSentences(text: string): number[] {
  const asked = [...text.matchAll(/\.(?:every|some)\(/g)].map(({ index }) => {
    return { begin: index, end: endOfCall(text, index) };
  });
  return [...text.matchAll(/\bequals\(/g)].flatMap(({ index }) => {
    const after = text.slice(endOfCall(text, index)).trimStart();
    if (after.startsWith('=== true')) return [];
    const within = asked.some(({ begin, end }) => begin < index && index < end);
    return within || after.startsWith('&&') ? [text.slice(0, index).split('\n').length] : [];
  });
}

/** Where the parentheses close that open next. */
function endOfCall(text: string, from: number): number {
  let depth = 0;
  for (let at = text.indexOf('(', from); at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}
