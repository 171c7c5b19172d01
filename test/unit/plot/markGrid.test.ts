import { describe, expect, it } from 'vitest';
import { type JsonObject, markGrid } from '../../../src/plot/index.js';

const base = {
  rows: ['unit', 'clock'],
  columns: ['Data', 'Train & Test', 'API'],
  marks: [
    { row: 'unit', column: 'API', group: 'seen', letters: 'M', label: 'by the engineer' },
    { row: 'unit', column: 'Data', group: 'caused', letters: 'D' },
    { row: 'clock', column: 'Train & Test', group: 'seen' },
    { row: 'clock', column: 'Train & Test', group: 'caused' },
  ],
  title: 'Cases',
  xTitle: { label: 'Station', unit: null },
  yTitle: { label: 'Case', unit: null },
  altText: 'The unit was seen two stations later, the clock where it was lost.',
};
const draw = (over = {}) => markGrid({ ...base, ...over });
const trace = (name: string) => draw().data.find((each) => each.name === name)!;
const axis = (over: object, name: string) => draw(over).layout[name] as JsonObject;

describe('markGrid', () => {
  it('puts each mark into its cell, and marks that share one side by side', () => {
    expect(trace('seen').y).toEqual([0, 1]);
    expect(trace('caused').y).toEqual([0, 1]);
    const [seen, caused] = ['seen', 'caused'].map((name) => trace(name).x as number[]);
    expect([seen![0], caused![0]]).toEqual([2, 0]);
    expect(seen![1]! + caused![1]!).toBeCloseTo(2, 12); // about the middle of column 1
    expect(caused![1]! - seen![1]!).toBeGreaterThan(0.2);
    expect(caused![1]! - seen![1]!).toBeLessThan(0.5);
  });

  it('joins the marks of a row by a line from the first to the last', () => {
    const [line] = draw().data;
    expect((line!.x as number[]).slice(0, 3)).toEqual([0, 2, null]);
    expect((line!.y as number[]).slice(0, 3)).toEqual([0, 0, null]);
    const alone = draw({ marks: base.marks.slice(0, 1) });
    expect(alone.data[0]!.x).toEqual([]);
  });

  it('names rows from the top and columns from the left, long ones in lines', () => {
    const y = axis({}, 'yaxis');
    expect(y.ticktext).toEqual(['unit', 'clock']);
    expect((y.range as number[])[0]).toBeGreaterThan((y.range as number[])[1]!);
    const columns = ['Data', 'Containerise & Deploy', 'API'];
    const marks = [{ row: 'unit', column: 'API', group: 'seen' }];
    expect(axis({ columns, marks }, 'xaxis').ticktext).toEqual([
      'Data',
      'Containerise<br>&amp; Deploy',
      'API',
    ]);
  });

  it('tells groups apart by colour and by symbol, in the order in which they come', () => {
    const groups = draw().data.slice(1);
    expect(groups.map(({ name }) => name)).toEqual(['seen', 'caused']);
    for (const key of ['color', 'symbol']) {
      expect(new Set(groups.map((each) => (each.marker as JsonObject)[key])).size).toBe(2);
    }
  });

  it('writes letters into marks and words beside the pointer', () => {
    expect(trace('seen')).toMatchObject({ mode: 'markers+text', text: ['M', ''] });
    expect((trace('seen').customdata as string[])[0]).toBe('unit<br>API<br>by the engineer');
    expect((trace('caused').customdata as string[])[1]).toBe('clock<br>Train &amp; Test');
    const marks = [{ row: 'unit', column: 'API', group: 'seen' }];
    expect(draw({ marks }).data[1]!.mode).toBe('markers');
  });

  it('grows with its rows', () => {
    const rows = Array.from({ length: 20 }, (_, i) => `row ${i}`);
    const marks = [{ row: 'row 0', column: 'API', group: 'seen' }];
    expect(Number(draw({ rows, marks }).layout.height)).toBeGreaterThan(
      Number(draw().layout.height),
    );
  });

  it('is plain JSON, the same bytes every time, and leaves its input alone', () => {
    const frozen = { ...base, marks: Object.freeze(base.marks.map((mark) => Object.freeze(mark))) };
    const text = JSON.stringify(markGrid(frozen));
    expect(JSON.parse(text)).toEqual(markGrid(frozen));
    expect(JSON.stringify(markGrid(frozen))).toBe(text);
  });

  const [mark] = base.marks;
  it.each([
    ['no rows', { rows: [] }, 'EMPTY'],
    ['no columns', { columns: [] }, 'EMPTY'],
    ['no marks', { marks: [] }, 'EMPTY'],
    ['a row twice', { rows: ['unit', 'clock', 'unit'] }, 'DUPLICATE_NAME'],
    ['a column twice', { columns: [...base.columns, 'API'] }, 'DUPLICATE_NAME'],
    ['a mark in no row', { marks: [{ ...mark, row: 'units' }] }, 'marks[0].row is "units"'],
    ['a mark in no column', { marks: [{ ...mark, column: 'Api' }] }, '"Data", "Train & Test"'],
    ['a mark without a group', { marks: [{ ...mark, group: '' }] }, 'marks[0].group'],
    ['three letters', { marks: [{ ...mark, letters: 'MLE' }] }, 'room for two'],
    [
      'eight groups',
      { marks: Array.from({ length: 8 }, (_, i) => ({ ...mark, group: `${i}` })) },
      'INVALID_ARGUMENT',
    ],
    ['too many marks', { marks: new Array(1700).fill(mark) }, 'TOO_MANY_POINTS'],
    ['an empty title', { title: ' ' }, 'INVALID_ARGUMENT'],
    ['a short alt text', { altText: 'Cases.' }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, over, code) => {
    expect(() => draw(over)).toThrow(code);
  });
});
