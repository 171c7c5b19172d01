import { describe, expect, it } from 'vitest';
import { type ColumnInput, createRandom, Table } from '../../../src/core/index.js';
import { profile, type Shape } from '../../../src/explore/index.js';
import { labelledColumns } from './labelledColumns.js';

const shapeOf = (name: string, column: ColumnInput): Shape =>
  profile(Table.from([[name, column]])).columns[0]!.shape;

describe('the shape in words', () => {
  const columns = labelledColumns(7);

  it('has thirty labelled columns and more to be right on', () => {
    expect(columns.length).toBeGreaterThanOrEqual(30);
    expect(new Set(columns.map(({ label }) => label)).size).toBe(15); // every word there is
  });

  it.each(
    columns.map((c) => [c.label, c.name, c.column] as const),
  )('is %s for %s', (label, name, column) => {
    expect(shapeOf(name, column)).toBe(label);
  });

  it('is right for other draws of the same columns, but for one in a hundred', () => {
    let columnsSeen = 0;
    const wrong: string[] = [];
    for (let seed = 100; seed < 112; seed++) {
      for (const { name, label, column } of labelledColumns(seed)) {
        columnsSeen++;
        const found = shapeOf(name, column);
        if (found !== label) wrong.push(`${name} (seed ${seed}): ${found}, not ${label}`);
      }
    }
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(columnsSeen / 100);
  });

  it('turns its tails round with the column, and ignores scale and shift', () => {
    for (const { name, label, column } of columns) {
      if (!(column instanceof Float64Array) || label === 'identifier-like') continue;
      const turned: Partial<Record<Shape, Shape>> = {
        'long right tail': 'long left tail',
        'long left tail': 'long right tail',
      };
      expect(
        shapeOf(
          name,
          column.map((value) => 8 - value / 4),
        ),
        name,
      ).toBe(turned[label] ?? label);
    }
  });

  it('does not take the accidents of a few normal values for a tail', () => {
    const random = createRandom(21);
    const found = Array.from({ length: 300 }, () =>
      shapeOf(
        'x',
        Float64Array.from({ length: 30 }, () => random.normal()),
      ),
    );
    const share = (shape: Shape) => found.filter((each) => each === shape).length / found.length;
    expect(share('symmetric')).toBeGreaterThan(0.85);
    expect(share('heavy tails')).toBeLessThan(0.05);
    expect(share('long right tail') + share('long left tail')).toBeLessThan(0.11);
  });

  it('does not call a dent in many values two peaks', () => {
    const random = createRandom(2);
    const dent = (distance: number) =>
      shapeOf(
        'x',
        Float64Array.from({ length: 200_000 }, () =>
          random.normal(random.uniform() < 0.5 ? 0 : distance),
        ),
      );
    expect(dent(2.3)).toBe('symmetric'); // the valley is 2% deep
    expect(dent(3.2)).toBe('two peaks'); // 40%
  });

  it('takes whole numbers for identifiers by their name or by leaving no gap, not otherwise', () => {
    const random = createRandom(3);
    const salaries = Array.from(
      { length: 60 },
      (_, i) => 20_000 + 700 * i + random.integer(0, 700),
    );
    expect(shapeOf('salary', salaries)).not.toBe('identifier-like');
    expect(shapeOf('humid', salaries)).not.toBe('identifier-like');
    for (const name of ['id', 'bird_id', 'birdId', 'bird ID', 'Index', 'row-key']) {
      expect(shapeOf(name, salaries), name).toBe('identifier-like');
    }
    const counted = Array.from({ length: 60 }, (_, i) => (i * 7) % 60);
    expect(shapeOf('anything', counted)).toBe('identifier-like');
    expect(shapeOf('bird_id', [...salaries, salaries[0]!])).not.toBe('identifier-like');
  });
});
