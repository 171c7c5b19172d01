import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Table } from '../../../src/core/index.js';
import {
  defineSchema,
  describeFailures,
  inferSchema,
  toJsonSchema,
  validate,
  validateRecord,
} from '../../../src/data/schema/index.js';
import { anyTable } from './anyTable.js';

const schema = defineSchema({
  wind: { kind: 'number', unit: 'm/s', range: [0, 90] },
  gusts: { kind: 'number', integer: true, nullable: true },
  code: { kind: 'string', pattern: '[A-Z]{3}' },
  wet: { kind: 'boolean' },
  day: { kind: 'date', range: ['2012-01-01', '2015-12-31'] },
});
const good = { wind: 3.5, gusts: 2, code: 'SEA', wet: false, day: '2013-05-06' };
const rulesOf = (record: unknown) =>
  validateRecord(record, schema).map(({ column, rule }) => `${column} ${rule}`);

describe('validateRecord', () => {
  it('lets a good record pass, with null or nothing where a value may be missing', () => {
    expect(validateRecord(good, schema)).toEqual([]);
    expect(validateRecord({ ...good, gusts: null }, schema)).toEqual([]);
    const { gusts: _, ...without } = good;
    expect(validateRecord(without, schema)).toEqual([]);
    expect(validateRecord({ ...good, day: new Date('2015-12-31T23:59:59Z') }, schema)).toEqual([]);
    expect(validateRecord(Object.assign(Object.create(null), good), schema)).toEqual([]);
  });

  it.each([
    ['null', null, 'nullable', 'is null'],
    ['true', true, 'kind', 'true, a boolean'],
    ['a number as a text', '1', 'kind', '"1", a string'],
    ['the empty text', '', 'kind', '"", a string'],
    ['a list', [1], 'kind', 'an array'],
    ['an object', {}, 'kind', 'an object'],
    ['a bigint', 1n, 'kind', 'a bigint'],
    ['NaN', NaN, 'finite', 'is NaN, which is no number'],
    ['Infinity', Infinity, 'finite', 'Infinity'],
    ['−Infinity', -Infinity, 'finite', '-Infinity'],
    ['what is out of range', 90.5, 'range', 'lie from 0 to 90 m/s'],
    ['undefined', undefined, 'missingColumn', 'no value'],
  ])('never takes %s for a number', (_, wind, rule, words) => {
    const failures = validateRecord({ ...good, wind }, schema);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ column: 'wind', rule, rows: [], count: 1 });
    expect(failures[0]!.message).toContain(words);
    expect(() => JSON.stringify(failures)).not.toThrow();
  });

  it('names every failure at once', () => {
    const record = { wind: null, gusts: 1.5, code: 'sea', wet: 0, day: '2016-01-01', Wind: 3 };
    expect(rulesOf(record)).toEqual([
      'wind nullable',
      'gusts integer',
      'code pattern',
      'wet kind',
      'day range',
      'Wind unknownColumn',
    ]);
    expect(describeFailures(validateRecord(record, schema))).toContain('Did you mean "wind"');
    expect(rulesOf({})).toEqual([
      'wind missingColumn',
      'code missingColumn',
      'wet missingColumn',
      'day missingColumn',
    ]);
  });

  it.each([
    ['2013-02-30'],
    ['06.05.2013'],
    ['2013'],
    [1_367_798_400_000],
    [new Date(NaN)],
  ])('refuses %s as a date', (day) => {
    expect(rulesOf({ ...good, day })).toEqual(['day kind']);
  });

  it.each([
    [null],
    [undefined],
    [[]],
    ['{}'],
    [3],
    [new Map()],
    [new Date(0)],
  ])('refuses %s as a record', (record) => {
    expect(rulesOf(record)).toEqual([' record']);
  });

  it('looks at own keys only, and at __proto__ as at any other', () => {
    const inherited = Object.create({ wind: 3 });
    expect(rulesOf(inherited)).toContain('wind missingColumn');
    const hostile = JSON.parse(`{"__proto__": 1, ${JSON.stringify(good).slice(1)}`);
    expect(rulesOf(hostile)).toEqual(['__proto__ unknownColumn']);
    const proto = defineSchema([['__proto__', { kind: 'number' }]]);
    expect(validateRecord(JSON.parse('{"__proto__": 1}'), proto)).toEqual([]);
    expect(validateRecord({}, proto)).toHaveLength(1);
    expect(Object.keys(toJsonSchema(proto).properties as object)).toEqual(['__proto__']);
  });

  it('stays short whatever is thrown at it', () => {
    const record: Record<string, unknown> = { ...good, code: 'x'.repeat(1e6) };
    for (let i = 0; i < 50_000; i++) record[`k${i}`] = i;
    record['y'.repeat(1e6)] = 1;
    const failures = validateRecord(record, schema);
    expect(failures).toHaveLength(22);
    expect(failures.at(-1)!.message).toContain('49981 more unknown keys');
    expect(JSON.stringify(failures).length).toBeLessThan(10_000);
  });

  it('lets every row of a table pass by the schema inferred from it', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const inferred = inferSchema(table);
        for (const row of table.rows()) {
          // A missing number is NaN in a table and null in a record.
          const record = Object.fromEntries(
            Object.entries(row).map(([name, cell]) => [name, Number.isNaN(cell) ? null : cell]),
          );
          expect(validateRecord(record, inferred)).toEqual([]);
        }
      }),
    );
  });
});

describe('toJsonSchema', () => {
  it('says what validateRecord asks, as a schema worked by hand', () => {
    expect(toJsonSchema(schema)).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        wind: { type: 'number', description: 'in m/s', minimum: 0, maximum: 90 },
        gusts: { type: ['integer', 'null'] },
        code: { type: 'string', pattern: '^(?:[A-Z]{3})$' },
        wet: { type: 'boolean' },
        day: { type: 'string', description: 'ISO 8601, from 2012-01-01, to 2015-12-31' },
      },
      required: ['wind', 'code', 'wet', 'day'],
      additionalProperties: false,
    });
  });

  it('carries units, descriptions and allowed values', () => {
    const table = defineSchema({
      a: { kind: 'number', unit: 'kg', description: 'Mass', nullable: true, allowed: [1, 2] },
      b: { kind: 'date', range: ['2012-01-01', null] },
    });
    expect(toJsonSchema(table)).toMatchObject({
      properties: {
        a: { type: ['number', 'null'], description: 'Mass, in kg', enum: [1, 2, null] },
        b: { type: 'string', description: 'ISO 8601, from 2012-01-01' },
      },
      required: ['b'],
      additionalProperties: false,
    });
    expect(validate(Table.from({ a: [1, NaN], b: [new Date(), new Date()] }), table)).toEqual([]);
  });
});
