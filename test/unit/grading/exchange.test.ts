import fc from 'fast-check';
import { Matrix } from 'mle-kit';
import { decodeValue, encodeValue } from 'mle-kit/grading';
import { describe, expect, it } from 'vitest';

const through = (value: unknown) => decodeValue(encodeValue(value));

describe('encodeValue and decodeValue', () => {
  it('bring odd numbers, dates, typed arrays and undefined through', () => {
    const value = {
      numbers: [Number.NaN, -0, Number.POSITIVE_INFINITY, -1 / 3],
      when: new Date(1e12),
      never: new Date(Number.NaN),
      scores: Float64Array.of(0.5, Number.NaN, -0),
      codes: Uint8Array.of(1, 255),
      nothing: undefined,
      none: null,
    };
    expect(through(value)).toEqual(value);
    expect(Object.is((through(value) as typeof value).numbers[1], -0)).toBe(true);
    expect(through(value)).toHaveProperty('scores', Float64Array.of(0.5, Number.NaN, -0));
    expect(through(Matrix.from([[1, Number.NaN]]))).toEqual(Matrix.from([[1, Number.NaN]]));
  });

  it('bring any plain value through', () => {
    const plain = fc.anything({ maxDepth: 4, withNullPrototype: false });
    fc.assert(
      fc.property(plain, (value) => {
        expect(through(value)).toEqual(value);
      }),
    );
  });

  it('take a key "$" for what it is, and let no key change a prototype', () => {
    const odd = { $: 'number', value: 'NaN' };
    expect(through(odd)).toEqual(odd);
    const hostile = decodeValue('{"__proto__":{"polluted":1},"a":1}') as Record<string, unknown>;
    expect(Object.getPrototypeOf(hostile)).toBe(Object.prototype);
    expect(hostile.polluted).toBeUndefined();
    const marked = decodeValue('{"$":"object","entries":[["__proto__",{"polluted":1}]]}');
    expect((marked as Record<string, unknown>).polluted).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  const cycle: unknown[] = [];
  cycle.push(cycle);
  it.each([
    ['a function', () => 1],
    ['a Map', new Map()],
    ['an object of a class', new (class Model {})()],
    ['a cycle', cycle],
    ['a bigint', 1n],
  ])('refuse %s', (_, value) => {
    expect(() => encodeValue([value])).toThrow('INVALID_ARGUMENT');
  });

  it.each([
    ['no JSON', '{'],
    ['an unknown mark', '{"$":"SharedArrayBuffer","values":[]}'],
    ['a mark of the prototype', '{"$":"constructor","values":[1]}'],
    ['a matrix of the wrong size', '{"$":"matrix","rows":2,"columns":2,"values":[1]}'],
    ['what is nested too deep', `${'['.repeat(500)}${']'.repeat(500)}`],
  ])('refuse %s', (_, text) => {
    expect(() => decodeValue(text)).toThrow('PARSE_ERROR');
  });
});
