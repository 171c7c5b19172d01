import { describe, expect, it } from 'vitest';
import { createRandom, Table } from '../../../src/core/index.js';
import { defineSchema } from '../../../src/data/index.js';
import { findLeakage, type KnownAtSchema } from '../../../src/explore/index.js';

const random = createRandom(7);
const rows = Array.from({ length: 400 }, () => {
  const damage = random.uniform() < 0.3;
  const size = random.uniform() < (damage ? 0.8 : 0.3) ? 'large' : 'small';
  return {
    damage,
    size,
    species: `kind ${random.integer(0, 150)}`,
    speed: random.normal(damage ? 160 : 150, 30),
    // Filled in after the repair, and often not at all: alone it tells little.
    bill: damage && random.uniform() < 0.2 ? random.uniform(1, 9) * 1000 : 0,
    remark: damage && random.uniform() < 0.95 ? 'engine' : null,
  };
});
const table = Table.fromRows(rows);
const schema: KnownAtSchema = {
  moments: ['before flight', 'at the strike', 'after landing', 'after repair'],
  columns: [
    { name: 'damage', knownAt: 'after landing' },
    { name: 'size', knownAt: 'at the strike' },
    { name: 'speed', knownAt: 'at the strike' },
    { name: 'bill', knownAt: 'after repair' },
    { name: 'remark' },
    { name: 'not in this table', knownAt: 'after repair' },
  ],
};

describe('findLeakage', () => {
  it('names what is known only after the prediction, whatever it scores', () => {
    const found = findLeakage(table, schema, 'damage');
    expect(found.predictedAt).toBe('at the strike');
    expect(found.leaks).toEqual([{ column: 'bill', knownAt: 'after repair' }]);
    expect(found.notStated).toEqual(['species', 'remark']);
    const scoreOf = (name: string) => found.suggestions.find(({ column }) => column === name)!;
    // The column that leaks scores less than an honest one: no statistic could have said so.
    expect(scoreOf('bill').score).toBeLessThan(scoreOf('size').score);
    expect(scoreOf('bill').known).toBe('too late');
    expect(scoreOf('size').known).toBe('in time');
    // Missing is a value: the remark is there only where there was damage.
    expect(scoreOf('remark').score).toBeGreaterThan(0.9);
    expect(scoreOf('remark').known).toBe('not stated');
    expect(found.suggestions.map(({ score }) => score)).toEqual(
      found.suggestions.map(({ score }) => score).sort((a, b) => b - a),
    );
  });

  it('gives a column that says nothing the score of chance', () => {
    const random = createRandom(3);
    for (let turn = 0; turn < 20; turn++) {
      const told = Table.from({
        damage: Array.from({ length: 30 }, () => random.uniform() < 0.5),
        size: Array.from({ length: 30 }, () => 'same'),
        speed: new Float64Array(30),
      });
      const scores = findLeakage(told, schema, 'damage').suggestions.map(({ score }) => score);
      expect(scores).toEqual([0.5, 0.5]);
    }
  });

  it('reads what defineSchema makes', () => {
    const defined = defineSchema(
      {
        damage: { kind: 'boolean', knownAt: 'after landing' },
        bill: { kind: 'number', unit: 'USD', range: [0, null], knownAt: 'after repair' },
        size: { kind: 'string', allowed: ['small', 'large'], knownAt: 'at the strike' },
        speed: { kind: 'number', unit: 'kn' },
      },
      { moments: schema.moments },
    );
    const found = findLeakage(table, defined, 'damage');
    expect(found.leaks).toEqual([{ column: 'bill', knownAt: 'after repair' }]);
    expect(found.notStated).toEqual(['species', 'speed', 'remark']);
  });

  it('is not fooled by a column of many categories', () => {
    const found = findLeakage(table, schema, 'damage');
    const species = found.suggestions.find(({ column }) => column === 'species')!;
    expect(species.score).toBeLessThan(0.6); // their own rates would give above 0.8
  });

  it('moves with the moment of the prediction', () => {
    const early = findLeakage(table, schema, 'damage', { at: 'before flight' });
    expect(early.leaks.map(({ column }) => column)).toEqual(['size', 'speed', 'bill']);
    const late = findLeakage(table, schema, 'damage', { at: 'after repair' });
    expect(late.leaks).toEqual([]);
  });

  it('takes what is known at the same moment as the target for too late', () => {
    const same = {
      ...schema,
      columns: [...schema.columns, { name: 'species', knownAt: 'after landing' }],
    };
    expect(findLeakage(table, same, 'damage').leaks.map(({ column }) => column)).toContain(
      'species',
    );
    const first = { moments: ['now'], columns: [{ name: 'damage', knownAt: 'now' }] };
    expect(findLeakage(table, first, 'damage').predictedAt).toBe(null);
  });

  it('works out the area under the curve of four rows by hand', () => {
    const four = Table.from({ y: [0, 1, 0, 1], x: [1, 3, 2, 2] });
    const stated = { moments: ['a', 'b'], columns: [{ name: 'y', knownAt: 'b' }] };
    // Pairs (1, 3), (1, 2), (2, 3) are in order, (2, 2) is a tie: 3.5 of 4.
    expect(findLeakage(four, stated, 'y').suggestions).toEqual([
      { column: 'x', measure: 'AUC', score: 0.875, known: 'not stated' },
    ]);
    const turned = four.with('x', [-1, -3, -2, -2]);
    expect(findLeakage(turned, stated, 'y').suggestions[0]!.score).toBe(0.875);
  });

  it('has a score for every pair of kinds', () => {
    const kinds = Table.from({
      number: [1, 2, 3, 4, 5, 6],
      text: ['a', 'a', 'b', 'b', 'c', 'c'],
      other: [1, 3, 2, 4, 6, 5],
      word: ['x', 'y', 'z', 'x', 'y', 'z'],
      one: [1, 1, 1, 1, 1, 1],
    });
    const scores = (target: string) =>
      findLeakage(kinds, { moments: ['t'], columns: [] }, target, { at: 't' }).suggestions;
    const measures = (target: string) =>
      Object.fromEntries(scores(target).map(({ column, measure }) => [column, measure]));
    expect(measures('number')).toEqual({
      other: '|spearman|',
      text: 'correlationRatio',
      word: 'correlationRatio',
    });
    expect(measures('text')).toEqual({
      number: 'correlationRatio',
      other: 'correlationRatio',
      word: 'cramersV',
    });
    expect(scores('one')).toEqual([]); // a constant target has no score
  });

  it('leaves rows without a target out, and takes infinities and missing numbers as they rank', () => {
    const gappy = Table.from({
      y: [true, false, null, true, false],
      x: [Infinity, -Infinity, 3, 5, Number.NaN],
    });
    const found = findLeakage(gappy, { moments: ['t'], columns: [] }, 'y', { at: 't' });
    expect(found.suggestions[0]!.score).toBe(1);
  });

  it.each([
    ['a target that is not there', schema, 'damaged', {}, 'UNKNOWN_COLUMN'],
    ['a moment that is not there', schema, 'damage', { at: 'later' }, 'INVALID_ARGUMENT'],
    ['a target of unknown time', schema, 'remark', {}, 'INVALID_ARGUMENT'],
    ['an unknown option', schema, 'damage', { when: 'later' }, 'INVALID_ARGUMENT'],
    [
      'a schema whose columns know other moments',
      { moments: ['now', 'then'], columns: [{ name: 'size', knownAt: 'later' }] },
      'damage',
      { at: 'now' },
      'INVALID_ARGUMENT',
    ],
  ] as const)('refuses %s', (_, given, target, options, code) => {
    expect(() => findLeakage(table, given, target, options as object)).toThrow(code);
  });
});
