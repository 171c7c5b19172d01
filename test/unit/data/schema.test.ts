import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, type MlError, Table } from '../../../src/core/index.js';
import {
  assertValid,
  type ColumnRules,
  defineSchema,
  describeFailures,
  inferSchema,
  schemaFromState,
  selectFromSchema,
  validate,
} from '../../../src/data/schema/index.js';
import { anyTable } from './anyTable.js';

const penguins = defineSchema(
  {
    species: { kind: 'string', allowed: ['Adelie', 'Gentoo'], knownAt: 'ringed' },
    ring: { kind: 'string', pattern: '[A-Z]\\d+', unique: true },
    mass: { kind: 'number', unit: 'g', range: [2000, 7000], integer: true, knownAt: 'weighed' },
    day: { kind: 'date', range: ['2007-11-11', '2009-12-01'], nullable: true },
    island: { kind: 'string' },
  },
  {
    moments: ['ringed', 'weighed'],
    foreignKeys: [{ column: 'island', table: 'islands', key: 'name' }],
  },
);
const islands = Table.from({ name: ['Biscoe', 'Dream', null] });
const flawed = Table.from({
  species: ['Adelie', 'adelie', 'Gentoo', null],
  ring: ['N1', 'N1', 'x1', 'N2A'],
  mass: [3750, 37.5, Infinity, NaN],
  day: [new Date('2007-11-10T23:59:59Z'), new Date('2009-12-01T18:00:00Z'), null, null],
  island: ['Biscoe', 'Dreem', 'Torgersen', 'Dreem'],
});

describe('defineSchema', () => {
  it('is frozen, plain JSON that becomes the same schema again', () => {
    expect(JSON.parse(JSON.stringify(penguins))).toEqual(penguins);
    expect(schemaFromState(JSON.parse(JSON.stringify(penguins)))).toEqual(penguins);
    const deep = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(deep));
    expect(deep(penguins)).toBe(true);
  });

  it('says whether values may be missing, leaves other defaults out, and infinities are no bound', () => {
    const open = defineSchema({ a: { kind: 'number', range: [-0, Infinity], unique: false } });
    expect(open.columns).toEqual([
      { name: 'a', kind: 'number', nullable: false, range: [0, null] },
    ]);
    const all = defineSchema({ a: { kind: 'number', range: [-Infinity, Infinity] } });
    expect(all.columns).toEqual([{ name: 'a', kind: 'number', nullable: false }]);
  });

  it("keeps none of the caller's arrays", () => {
    const allowed = ['a'];
    const schema = defineSchema({ x: { kind: 'string', allowed } });
    allowed.push('b');
    expect(schema.columns[0]).toMatchObject({ allowed: ['a'] });
  });

  const refused: [string, unknown, string][] = [
    ['a kind that does not exist', { kind: 'text' }, 'Kind'],
    ['a rule that does not exist', { kind: 'number', rnage: [0, 1] }, 'Did you mean "range"?'],
    ['a rule of another kind', { kind: 'string', range: [0, 1] }, 'for numbers and dates'],
    ['a unit of a text', { kind: 'string', unit: 'g' }, 'unit is a rule for numbers'],
    ['an empty range', { kind: 'number', range: [2, 1] }, 'holds no value'],
    ['a range of NaN', { kind: 'number', range: [NaN, 1] }, 'ends must be numbers'],
    ['a range of three', { kind: 'number', range: [0, 1, 2] }, 'no pair'],
    ['a range without bounds', { kind: 'date', range: [null, null] }, 'without any bound'],
    ['a range of texts', { kind: 'number', range: ['0', '1'] }, 'ends must be numbers'],
    ['days that no calendar has', { kind: 'date', range: ['2015-02-30', null] }, 'ISO dates'],
    [
      'a range without a whole number',
      { kind: 'number', integer: true, range: [0.2, 0.8] },
      'no whole',
    ],
    ['nothing allowed', { kind: 'string', allowed: [] }, 'nothing would be valid'],
    ['an allowed value of another kind', { kind: 'number', allowed: [1, '2'] }, 'but allows "2"'],
    ['an allowed value twice', { kind: 'number', allowed: [1, 1] }, 'allows 1 twice'],
    [
      'an allowed value out of range',
      { kind: 'number', allowed: [5], range: [0, 1] },
      'lie from 0 to 1',
    ],
    ['an allowed fraction', { kind: 'number', allowed: [0.5], integer: true }, 'whole number'],
    ['an allowed infinity', { kind: 'number', allowed: [Infinity] }, 'finite'],
    [
      'an allowed value of another form',
      { kind: 'string', allowed: ['ab'], pattern: 'a' },
      'match /a/',
    ],
    ['a broken pattern', { kind: 'string', pattern: '(' }, 'no regular expression'],
    ['a pattern that is no text', { kind: 'string', pattern: /a/ }, 'a text is needed'],
    ['nullable that is no truth value', { kind: 'number', nullable: 'yes' }, 'true or false'],
    ['a moment that was not defined', { kind: 'number', knownAt: 'later' }, 'none of the moments'],
    ['no rules', null, 'no object of rules'],
  ];
  it.each(refused)('refuses %s', (_, rules, words) => {
    const define = () => defineSchema({ a: rules as ColumnRules });
    expect(define).toThrow('INVALID_ARGUMENT');
    expect(define).toThrow(words);
  });

  it('names every fault at once', () => {
    const define = () =>
      defineSchema(
        { a: { kind: 'number', range: [2, 1] }, b: { kind: 'string', pattern: '(' } },
        { moments: ['x', 'x'], foreignKeys: [{ column: 'c', table: 't', key: 'k' }] },
      );
    for (const words of ['"a"', '"b"', '"x" comes twice', 'column "c"'])
      expect(define).toThrow(words);
  });

  it('refuses a column that comes twice, and a stored schema that is damaged', () => {
    const twice: [string, ColumnRules][] = [
      ['a', { kind: 'date' }],
      ['a', { kind: 'number' }],
    ];
    expect(() => defineSchema(twice)).toThrow('DUPLICATE_NAME');
    expect(() => schemaFromState(null)).toThrow('UNKNOWN_KIND');
    expect(() => schemaFromState({ kind: 'ridge' })).toThrow('UNKNOWN_KIND');
    expect(() => schemaFromState({ kind: 'schema', columns: [{ kind: 'number' }] })).toThrow(
      'INVALID_STATE',
    );
    expect(() => schemaFromState({ kind: 'schema', columns: [{ name: 'a', kind: 'n' }] })).toThrow(
      'INVALID_STATE',
    );
  });
});

describe('selectFromSchema', () => {
  it('keeps these columns, in this order, with the foreign keys that are theirs', () => {
    const some = selectFromSchema(penguins, ['mass', 'species']);
    expect(some.columns.map(({ name }) => name)).toEqual(['mass', 'species']);
    expect(some.foreignKeys).toEqual([]);
    expect(some.moments).toBe(penguins.moments);
    expect(selectFromSchema(penguins, ['island']).foreignKeys).toEqual(penguins.foreignKeys);
  });

  it('refuses what is not there or twice there', () => {
    expect(() => selectFromSchema(penguins, ['mas'])).toThrow('Did you mean "mass"');
    expect(() => selectFromSchema(penguins, ['mass', 'mass'])).toThrow('DUPLICATE_NAME');
  });
});

describe('validate', () => {
  it('finds all failures of a table worked by hand, at once', () => {
    const failures = validate(flawed, penguins, { references: { islands } });
    expect(
      failures.map(({ column, rule, rows, samples }) => [column, rule, rows, samples]),
    ).toEqual([
      ['species', 'nullable', [3], []],
      ['species', 'allowed', [1], ['adelie']],
      ['ring', 'pattern', [2, 3], ['x1', 'N2A']],
      ['ring', 'unique', [0, 1], ['N1']],
      ['mass', 'nullable', [3], []],
      ['mass', 'finite', [2], ['Infinity']],
      ['mass', 'integer', [1], [37.5]],
      ['mass', 'range', [1], [37.5]],
      ['day', 'range', [0], ['2007-11-10T23:59:59.000Z']],
      ['island', 'foreignKey', [1, 2, 3], ['Dreem', 'Torgersen']],
    ]);
    expect(JSON.parse(JSON.stringify(failures))).toEqual(failures);
    expect(failures[7]!.message).toBe(
      '1 of 4 values is out of range; each must lie from 2000 to 7000 g.',
    );
    expect(failures[9]!.message).toContain('3 of 4 values are unknown to islands');
  });

  it('names missing and unknown columns, and wrong kinds', () => {
    const table = Table.from({
      species: [1],
      ring: ['N1'],
      Mass: [3000],
      day: [true],
      island: [null],
    });
    const found = validate(table, penguins, { references: 'unchecked' });
    expect(found.map(({ column, rule, count }) => `${column} ${rule} ${count}`)).toEqual([
      'species kind 1',
      'mass missingColumn 1',
      'day kind 1',
      'island kind 1',
      'Mass unknownColumn 1',
    ]);
    expect(found[3]!.message).toContain('No value is there that could tell the kind');
    expect(found[4]!.message).toContain('Did you mean "mass"');
    const lenient = { references: 'unchecked', unknownColumns: 'allow' } as const;
    expect(validate(table, penguins, lenient).map(({ column }) => column)).not.toContain('Mass');
  });

  it('keeps the first twenty rows and five values, and counts all', () => {
    const table = Table.from({ x: Float64Array.from({ length: 1000 }, (_, i) => -1 - (i % 7)) });
    const schema = defineSchema({ x: { kind: 'number', range: [0, null] } });
    const [failure] = validate(table, schema);
    expect(failure).toMatchObject({ count: 1000, samples: [-1, -2, -3, -4, -5] });
    expect(failure!.rows).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it('gives the same failures whatever the order of the rows', () => {
    const bare = (table: Table) =>
      validate(table, penguins, { references: { islands } }).map(
        ({ column, rule, message, count }) => ({
          column,
          rule,
          message,
          count,
        }),
      );
    const expected = bare(flawed);
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const order = createRandom(seed).permutation(flawed.rowCount);
        const shuffled = flawed.take(order);
        expect(bare(shuffled)).toEqual(expected);
        // The rows named are the same rows, too.
        const unique = validate(shuffled, penguins, { references: { islands } })[3]!;
        expect(unique.rows.map((row) => order[row]!).sort()).toEqual([0, 1]);
      }),
    );
  });

  it('lets an empty table pass, and finds nothing missing but columns', () => {
    expect(validate(flawed.slice(0, 0), penguins, { references: { islands } })).toEqual([]);
    expect(validate(Table.from({}), defineSchema({}))).toEqual([]);
  });

  it('does not count missing values as doubles', () => {
    const schema = defineSchema({
      n: { kind: 'number', unique: true, nullable: true },
      s: { kind: 'string', unique: true, nullable: true },
    });
    expect(validate(Table.from({ n: [NaN, NaN, 1], s: [null, null, 'a'] }), schema)).toEqual([]);
  });

  it('refuses references that are not given or cannot be any', () => {
    expect(() => validate(flawed, penguins)).toThrow('INVALID_ARGUMENT');
    const numbers = Table.from({ name: [1] });
    expect(() => validate(flawed, penguins, { references: { islands: numbers } })).toThrow(
      'WRONG_KIND',
    );
    const other = Table.from({ title: ['a'] });
    expect(() => validate(flawed, penguins, { references: { islands: other } })).toThrow(
      'UNKNOWN_COLUMN',
    );
    expect(() => validate(flawed, penguins, { refs: {} } as object)).toThrow('INVALID_ARGUMENT');
  });

  it('is told by assertValid and describeFailures in words', () => {
    const found = (): void => assertValid(flawed, penguins, { references: { islands } });
    expect(found).toThrow('SCHEMA_VIOLATION');
    expect(found).toThrow('- "mass", range: 1 of 4 values is out of range');
    expect(describeFailures([])).toBe('Every rule holds.');
    const failures = validate(flawed, penguins, { references: { islands } });
    expect(describeFailures(failures, 1).split('\n')).toEqual([
      '10 rules are broken:',
      '- "species", nullable: 1 of 4 values is missing; each row must have a value. Row 3.',
      '- and 9 more.',
    ]);
    let error: unknown;
    try {
      found();
    } catch (caught) {
      error = caught;
    }
    expect((error as MlError).message.match(/\n- /g)).toHaveLength(10);
  });
});

describe('hostile names and sizes', () => {
  const hostile = Table.from([
    ['__proto__', ['a', 'b']],
    ['constructor', [1, 2]],
    ['10', [true, false]],
    ['2', [1, 2]],
  ]);

  it('treats __proto__ and numbers as names like any other, in order', () => {
    const schema = inferSchema(hostile);
    expect(schema.columns.map(({ name }) => name)).toEqual(['__proto__', 'constructor', '10', '2']);
    expect(validate(hostile, schemaFromState(JSON.parse(JSON.stringify(schema))))).toEqual([]);
    expect(validate(hostile.drop(['__proto__']), schema).map(({ rule }) => rule)).toEqual([
      'missingColumn',
    ]);
    const proto = defineSchema([['p', { kind: 'string' }]], {
      foreignKeys: [{ column: 'p', table: '__proto__', key: 'x' }],
    });
    expect(() => validate(Table.from({ p: ['x'] }), proto)).toThrow('INVALID_ARGUMENT');
  });

  it('takes ten thousand columns, right or wrong', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `column ${i}`);
    const wide = Table.from(names.map((name, i) => [name, [i, i + 1]] as const));
    const other = Table.from(names.map((name) => [`x ${name}`, [1, 2]] as const));
    const schema = inferSchema(wide);
    expect(validate(wide, schema)).toEqual([]);
    expect(validate(other, schema)).toHaveLength(20_000);
    expect(selectFromSchema(schema, names).columns).toHaveLength(10_000);
  });
});

describe('inferSchema', () => {
  it('agrees with a table worked by hand', () => {
    const table = Table.from({
      id: Array.from({ length: 20 }, (_, i) => `n${i}`),
      sex: Array.from({ length: 20 }, (_, i) => (i === 0 ? null : i % 2 ? 'male' : 'female')),
      mass: Array.from({ length: 20 }, (_, i) => i + 0.5),
      legs: Array.from({ length: 20 }, () => 2),
      day: Array.from({ length: 20 }, (_, i) => new Date(Date.UTC(2007, 0, i + 1))),
      wild: Array.from({ length: 20 }, () => true),
      none: { kind: 'string', values: new Array<null>(20).fill(null) },
    });
    expect(inferSchema(table).columns).toEqual([
      { name: 'id', kind: 'string', nullable: false, unique: true },
      { name: 'sex', kind: 'string', nullable: true, allowed: ['female', 'male'] },
      { name: 'mass', kind: 'number', nullable: false, range: [0.5, 19.5] },
      { name: 'legs', kind: 'number', nullable: false, range: [2, 2], integer: true },
      { name: 'day', kind: 'date', nullable: false, range: ['2007-01-01', '2007-01-20'] },
      { name: 'wild', kind: 'boolean', nullable: false },
      { name: 'none', kind: 'string', nullable: true },
    ]);
    const few = inferSchema(table.select(['id']).head(19), { maxAllowed: 0 });
    expect(few.columns).toEqual([{ name: 'id', kind: 'string', nullable: false }]);
    const plain = inferSchema(table, { ranges: false, maxAllowed: 0 }).columns;
    expect(plain[1]).toEqual({ name: 'sex', kind: 'string', nullable: true });
    expect(plain[2]).toEqual({ name: 'mass', kind: 'number', nullable: false });
  });

  it('is fulfilled by the table that it came from, also after JSON', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const schema = inferSchema(table);
        expect(validate(table, schema)).toEqual([]);
        expect(schemaFromState(JSON.parse(JSON.stringify(schema)))).toEqual(schema);
      }),
    );
  });

  it('refuses unknown options', () => {
    expect(() => inferSchema(islands, { range: true } as object)).toThrow('INVALID_ARGUMENT');
    expect(() => inferSchema(islands, { maxAllowed: 1.5 })).toThrow('OUT_OF_RANGE');
  });
});
