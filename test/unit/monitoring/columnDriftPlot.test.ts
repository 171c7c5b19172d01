import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Table } from '../../../src/core/index.js';
import { binCounts, categoryCounts } from '../../../src/monitoring/columnCounts.js';
import {
  type ColumnDrift,
  columnDriftPlot,
  driftPlot,
  driftReport,
} from '../../../src/monitoring/index.js';
import { distinctNames, pictureName } from '../../../src/monitoring/pictureNames.js';

const compare = (before: Table, now: Table): ColumnDrift =>
  driftReport(before, now, { joint: false }).columns[0]!;
const texts = (...values: string[]) => Table.from({ x: values });

describe('the counts of a column', () => {
  it('are those of the bins that PSI is computed from', () => {
    const before = Table.from({ x: Array.from({ length: 100 }, (_, i) => i) });
    const now = Table.from({ x: [-5, 3, 10, 99.5, 200, Number.NaN] });
    const { counts } = compare(before, now);
    expect(counts!.labels).toEqual([
      'below 10',
      ...[10, 20, 30, 40, 50, 60, 70, 80].map((edge) => `${edge} to ${edge + 10}`),
      'from 90',
    ]);
    expect(counts!.reference).toEqual(new Array(10).fill(10));
    expect(counts!.current).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
  });

  it('name edges by as few digits as tell them apart', () => {
    expect(binCounts([1000.01, 1000.02], [1, 1, 1], [1, 1, 1]).labels).toEqual([
      'below 1000.01',
      '1000.01 to 1000.02',
      'from 1000.02',
    ]);
    expect(binCounts([1 / 3], [1, 1], [1, 1]).labels).toEqual(['below 0.333', 'from 0.333']);
    expect(binCounts([], [3], [2])).toEqual({
      labels: ['all values'],
      reference: [3],
      current: [2],
    });
  });

  it('put numbers with few values in order, and texts as the reference has them', () => {
    const rating = (...values: number[]) => Table.from({ x: values });
    expect(compare(rating(3, 3, 1), rating(2, 3)).counts).toEqual({
      labels: ['1', '2', '3'],
      reference: [1, 0, 2],
      current: [0, 1, 1],
    });
    expect(compare(texts('b', 'b', 'a'), texts('c', 'a')).counts).toEqual({
      labels: ['b', 'a', 'c'],
      reference: [2, 1, 0],
      current: [0, 1, 1],
    });
    const wet = Table.from({ x: [true, false, false] });
    expect(compare(wet, wet).counts).toEqual({
      labels: ['true', 'false'],
      reference: [1, 2],
      current: [1, 2],
    });
  });

  it('join all but the twelve largest, and lose no value', () => {
    const names = Array.from({ length: 15 }, (_, k) => `c${k}`);
    const before = names.map((_, k) => (k < 3 ? 1 : 10));
    const now = names.map((_, k) => (k === 0 ? 50 : k < 3 ? 1 : 10)); // c0 grows: it stays
    const counts = categoryCounts(names, before, now);
    expect(counts.labels).toEqual(['c0', ...names.slice(3, 14), '3 others']);
    expect(counts.reference.at(-1)).toBe(1 + 1 + 10);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 40 }),
        (pairs) => {
          const [a, b] = [pairs.map(([x]) => x + 1), pairs.map(([, y]) => y + 1)];
          const joined = categoryCounts(
            a.map((_, k) => k),
            a,
            b,
          );
          const sum = (list: readonly number[]) => list.reduce((s, x) => s + x, 0);
          expect([sum(joined.reference), sum(joined.current)]).toEqual([sum(a), sum(b)]);
          expect(joined.labels.length).toBe(Math.min(13, a.length));
        },
      ),
    );
  });

  it('are null where nothing is compared by name', () => {
    const days = Table.from({ x: [new Date(0), new Date(1)] });
    expect(compare(days, days).counts).toBeNull();
    expect(compare(texts('a'), Table.from({ y: [1] })).counts).toBeNull();
    const many = texts(...Array.from({ length: 300 }, (_, i) => `id ${i}`));
    expect(compare(many, many).counts).toBeNull();
  });
});

describe('columnDriftPlot', () => {
  it('draws both sides as shares, and names what has moved most', () => {
    const labels = (n: number, rare: number) =>
      texts(...Array.from({ length: n }, (_, i) => (i < rare ? 'hill' : 'shore')));
    const column = compare(labels(100, 10), labels(200, 100));
    const figure = columnDriftPlot(column);
    expect(figure.title).toBe('x: drift');
    expect(figure.altText).toBe(
      'Column "x" has drifted. "shore" held 90.0% of the values and holds 50.0%.',
    );
    expect(figure.data.map(({ name, x, y }) => [name, x, y])).toEqual([
      ['reference', [90, 10], ['shore', 'hill']],
      ['current', [50, 50], ['shore', 'hill']],
    ]);
  });

  it('says that nothing moved, and when only what is missing did', () => {
    const steady = texts('a', 'b', 'a', 'b');
    expect(columnDriftPlot(compare(steady, steady)).altText).toBe(
      'Column "x" has not drifted. The shares are the same.',
    );
    const holes = (missing: number) =>
      Table.from({
        x: Array.from({ length: 100 }, (_, i) => (i < missing ? null : i % 2 ? 'a' : 'b')),
      });
    expect(columnDriftPlot(compare(holes(0), holes(60))).altText).toBe(
      'Column "x" has drifted. The shares are the same. What has drifted is how much is missing: ' +
        '0.0% before, 60.0% now.',
    );
  });

  it('refuses a column without counts, with the reason', () => {
    const days = Table.from({ x: [new Date(0)] });
    expect(() => columnDriftPlot(compare(days, days))).toThrow(/no counts.*points in time.*EMPTY/s);
  });

  it('takes any name and any value: markup stays text, and none ends the drawing', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '',
        ' ',
        '<b>',
        '$x$',
        'image',
        'bar chart',
        '2 others',
        '__proto__',
        '\u2028',
      ),
    );
    fc.assert(
      fc.property(hostile, fc.array(hostile, { minLength: 1, maxLength: 20 }), (name, values) => {
        const side = Table.from([[name, { kind: 'string', values }]]);
        const report = driftReport(side, side, { joint: false });
        const figure = columnDriftPlot(report.columns[0]!);
        const names = figure.data[0]!.y as string[];
        expect(new Set(names).size).toBe(names.length);
        expect(JSON.stringify(figure.data)).not.toMatch(/[<>]/);
        expect(driftPlot(report).data[0]!.y).toHaveLength(1);
      }),
    );
  });
});

describe('names in pictures', () => {
  it('are short, on one line, in quotes where they could be misread, and none comes twice', () => {
    expect(pictureName('wind')).toBe('wind');
    expect([pictureName(''), pictureName(' a'), pictureName('a\nb')]).toEqual([
      '""',
      '" a"',
      '"a\\nb"',
    ]);
    expect(pictureName('x'.repeat(28))).toBe('x'.repeat(28));
    expect(pictureName('x'.repeat(29))).toBe(`${'x'.repeat(27)}…`);
    expect(distinctNames(['a', 'a', 'a (2)', 'a'])).toEqual(['a', 'a (2)', 'a (2) (2)', 'a (3)']);
  });
});
