import { describe, expect, it } from 'vitest';
import { createRandom, Table } from '../../../src/core/index.js';
import {
  associations,
  correlationRatio,
  cramersV,
  missingTogether,
  pearson,
  spearman,
} from '../../../src/explore/index.js';
import { realTable } from './labelledColumns.js';

const penguins = realTable('penguins');

describe('associations', () => {
  it('takes for each two columns the measure that suits their kinds', () => {
    const found = associations(penguins);
    const at = (a: string, b: string) =>
      found.values.at(found.names.indexOf(a), found.names.indexOf(b));
    const measure = (a: string, b: string) =>
      found.measures[found.names.indexOf(a)]![found.names.indexOf(b)];
    const mass = penguins.number('body_mass_g');
    const flipper = penguins.number('flipper_length_mm');
    const species = penguins.string('species');
    expect(measure('body_mass_g', 'flipper_length_mm')).toBe('pearson');
    expect(at('body_mass_g', 'flipper_length_mm')).toBe(pearson(mass, flipper));
    expect(measure('species', 'body_mass_g')).toBe('correlationRatio');
    expect(at('body_mass_g', 'species')).toBe(correlationRatio(species, mass));
    expect(at('species', 'island')).toBe(
      cramersV(species, penguins.string('island'), { biasCorrected: true }),
    );
    expect(found.leftOut).toEqual([]);
  });

  it('is symmetric with ones on the diagonal', () => {
    const { values, names } = associations(penguins, { numbers: 'spearman' });
    names.forEach((_, i) => {
      expect(values.at(i, i)).toBe(1);
      names.forEach((_, j) => {
        expect(values.at(i, j)).toBe(values.at(j, i));
      });
    });
  });

  it('follows its options', () => {
    const found = associations(penguins, { numbers: 'spearman', biasCorrected: false });
    const [i, j] = [found.names.indexOf('beak_depth_mm'), found.names.indexOf('body_mass_g')];
    const depth = penguins.number('beak_depth_mm');
    expect(found.values.at(i, j)).toBe(spearman(depth, penguins.number('body_mass_g')));
    const plain = cramersV(penguins.string('species'), penguins.string('island'));
    expect(found.values.at(0, 1)).toBe(plain);
  });

  it('leaves columns out that have too many categories, and says so', () => {
    const table = Table.from({
      name: ['a', 'b', 'c', 'd'],
      group: ['x', 'x', 'y', 'y'],
      size: [1, 2, 3, 4],
    });
    const found = associations(table, { mostCategories: 3 });
    expect(found.names).toEqual(['group', 'size']);
    expect(found.leftOut).toEqual([
      { name: 'name', reason: '4 categories, more than 3: almost anything would seem related' },
    ]);
  });

  it('has NaN where nothing can be said', () => {
    const table = Table.from({
      one: [5, 5, 5],
      only: ['a', 'a', 'a'],
      x: [1, 2, 3],
      none: { kind: 'string', values: [null, null, null] },
      t: [true, false, true],
    });
    const { values, names } = associations(table);
    for (let i = 0; i < names.length; i++) {
      for (let j = 0; j < i; j++) {
        const defined = names[i] === 't' && names[j] === 'x';
        expect(Number.isNaN(values.at(i, j)), `${names[i]}, ${names[j]}`).toBe(!defined);
      }
    }
  });

  it.each([
    ['an unknown measure', { numbers: 'kendall' }, 'INVALID_ARGUMENT'],
    ['an unknown option', { number: 'pearson' }, 'INVALID_ARGUMENT'],
    ['one category', { mostCategories: 1 }, 'OUT_OF_RANGE'],
  ])('refuses %s', (_, options, code) => {
    expect(() => associations(penguins, options as object)).toThrow(code);
  });

  it('refuses an infinite value, and names it', () => {
    const table = Table.from({ x: [1, Infinity], y: [1, 2] });
    expect(() => associations(table)).toThrow('NOT_FINITE');
  });
});

describe('missingTogether', () => {
  it('agrees with a table worked by hand', () => {
    const table = Table.from({
      a: [1, Number.NaN, Number.NaN, 4, 5, 6],
      b: ['x', null, 'x', null, 'x', 'x'],
      c: [true, null, false, true, true, true],
      full: [1, 2, 3, 4, 5, 6],
    });
    expect(missingTogether(table)).toEqual({
      rowCount: 6,
      completeRows: 3,
      columns: [
        { name: 'a', missing: 2 },
        { name: 'b', missing: 2 },
        { name: 'c', missing: 1 },
      ],
      pairs: [
        // φ = (6 · 1 − 2 · 2) / √(2 · 4 · 2 · 4)
        { a: 'a', b: 'b', both: 1, onlyA: 1, onlyB: 1, correlation: expect.closeTo(2 / 8, 15) },
        {
          a: 'a',
          b: 'c',
          both: 1,
          onlyA: 1,
          onlyB: 0,
          correlation: expect.closeTo(4 / Math.sqrt(40), 15),
        },
        {
          a: 'b',
          b: 'c',
          both: 1,
          onlyA: 1,
          onlyB: 0,
          correlation: expect.closeTo(4 / Math.sqrt(40), 15),
        },
      ],
      patterns: [
        { columns: ['a', 'b', 'c'], rows: 1 },
        { columns: ['a'], rows: 1 },
        { columns: ['b'], rows: 1 },
      ],
    });
  });

  it('is the correlation of the holes, whatever the table', () => {
    const random = createRandom(5);
    const holes = (share: number) =>
      Array.from({ length: 200 }, () => (random.uniform() < share ? null : 1));
    const [a, b] = [holes(0.3), holes(0.5)];
    const pair = missingTogether(Table.from({ a, b })).pairs[0]!;
    const isHole = (value: number | null) => Number(value === null);
    expect(pair.correlation).toBeCloseTo(pearson(a.map(isHole), b.map(isHole)), 13);
  });

  it('says of the penguins that two were never measured', () => {
    const found = missingTogether(penguins);
    const measures = ['beak_length_mm', 'beak_depth_mm', 'flipper_length_mm', 'body_mass_g'];
    const together = found.patterns.find(({ columns }) => columns.length > 1)!;
    expect(together).toEqual({ columns: [...measures, 'sex'], rows: 2 });
    expect(found.pairs.find(({ b }) => b === 'body_mass_g')!.correlation).toBeCloseTo(1, 14);
    expect(found.completeRows).toBe(penguins.dropMissing().rowCount);
  });

  it('has nothing to say of a complete table or an empty one, and no correlation of a hole', () => {
    expect(missingTogether(Table.from({ x: [1] }))).toMatchObject({ pairs: [], patterns: [] });
    expect(missingTogether(Table.from({})).rowCount).toBe(0);
    const none = { kind: 'number', values: [null, null] } as const;
    expect(missingTogether(Table.from({ a: none, b: [null, 1] })).pairs[0]!.correlation).toBe(null);
  });
});
