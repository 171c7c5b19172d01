import fc from 'fast-check';
import { defineSchema, recordChecker, validateRecord } from 'mle-kit';
import { describe, expect, it } from 'vitest';

const schema = defineSchema({
  wind: { kind: 'number', unit: 'm/s', range: [0, 90] },
  day: { kind: 'number', integer: true, nullable: true },
  city: { kind: 'string', allowed: ['Seattle', 'New York'] },
  code: { kind: 'string', pattern: '[A-Z]{3}', nullable: true },
  wet: { kind: 'boolean' },
  at: { kind: 'date', range: ['2012-01-01', null], nullable: true },
});
const good = { wind: 3, day: 4, city: 'Seattle', code: 'SEA', wet: true, at: '2015-06-01' };
const fits = recordChecker(schema);

describe('recordChecker', () => {
  it('accepts a whole record, and one without what may be missing', () => {
    expect(fits(good)).toBe(true);
    expect(fits({ wind: 0, city: 'New York', wet: false, day: null })).toBe(true);
  });

  it.each([
    ['no object', null],
    ['a list', [good]],
    ['a missing value', { wind: 3, city: 'Seattle' }],
    ['a text for a number', { ...good, wind: '3' }],
    ['true for a number', { ...good, wind: true }],
    ['null where none may be', { ...good, wet: null }],
    ['NaN', { ...good, wind: Number.NaN }],
    ['an infinity', { ...good, day: Infinity }],
    ['a value out of range', { ...good, wind: 91 }],
    ['a fraction for a whole number', { ...good, day: 1.5 }],
    ['a text of another form', { ...good, code: 'sea' }],
    ['an unknown key', { ...good, rain: 1 }],
    [
      '__proto__ as a key',
      JSON.parse('{"__proto__": 1, "wind": 3, "city": "Seattle", "wet": true}'),
    ],
    ['a date too early', { ...good, at: '2011-12-31' }],
  ])('refuses %s', (_, record) => {
    expect(fits(record)).toBe(false);
  });

  it('says what validateRecord says, whatever comes', () => {
    const value = fc.oneof(
      fc.constantFrom(...Object.values(good), null, undefined, Number.NaN, Infinity, '', 91, 1.5),
      fc.anything(),
    );
    const record = fc.oneof(
      fc.record(
        { wind: value, day: value, city: value, code: value, wet: value, at: value },
        { requiredKeys: [] },
      ),
      fc.tuple(fc.constantFrom(...Object.keys(good), 'more'), value).map(([key, v]) => ({
        ...good,
        [key]: v,
      })),
      fc.anything(),
    );
    fc.assert(
      fc.property(record, (one) => {
        expect(fits(one)).toBe(validateRecord(one, schema).length === 0);
      }),
      { numRuns: 2000, seed: 11 },
    );
  });
});
