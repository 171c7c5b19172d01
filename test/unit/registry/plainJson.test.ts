import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainJson } from '../../../src/registry/plainJson.js';

describe('plainJson', () => {
  it('gives back what JSON gives back, frozen to the bottom', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const copy = plainJson('f', 'x', value);
        expect(copy).toEqual(JSON.parse(JSON.stringify(value)));
        expect(isFrozen(copy)).toBe(true);
      }),
    );
  });

  it('takes −0 for 0, leaves out undefined, and keeps an own __proto__', () => {
    expect(Object.is(plainJson('f', 'x', -0), 0)).toBe(true);
    expect(plainJson('f', 'x', { a: undefined, b: 1 })).toEqual({ b: 1 });
    const strange = plainJson('f', 'x', JSON.parse('{"__proto__": 1}'));
    expect(Object.keys(strange as object)).toEqual(['__proto__']);
  });

  it.each<[string, unknown, RegExp]>([
    ['NaN', { a: [1, Number.NaN] }, /x\.a\[1\] is NaN/],
    ['an infinity', [Number.POSITIVE_INFINITY], /x\[0\] is Infinity/],
    ['undefined in a list', [undefined], /x\[0\] is undefined/],
    ['a typed array', { w: new Float64Array(2) }, /x\.w is an instance of Float64Array/],
    ['a date', new Date(0), /x is an instance of Date/],
    ['a map', new Map(), /an instance of Map/],
    ['a function', () => 1, /a function/],
    ['a bigint', 1n, /x is 1/],
    ['an instance', new (class Weights {})(), /an instance of Weights/],
    ['what nests without end', nested(1000), /nested more than 200 deep/],
  ])('refuses %s', (_, value, message) => {
    expect(() => plainJson('f', 'x', value)).toThrow(message);
    expect(() => plainJson('f', 'x', value)).toThrow('INVALID_ARGUMENT');
  });
});

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

function isFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozen);
}
