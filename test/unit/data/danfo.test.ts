import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Table } from '../../../src/core/index.js';
import { fromDataFrame, loadDanfo, toDataFrame } from '../../../src/data/danfo/index.js';
import { anyTable } from './anyTable.js';

const contents = (table: Table) =>
  table.columns.map(({ name, kind, values }) => ({
    name,
    kind,
    values: Array.from(values as never),
  }));
const table = Table.from({
  mass: [3750.1, Number.NaN, -0],
  name: ['Ada', null, ''],
  wet: [true, null, false],
  day: [new Date('2015-12-31'), null, new Date(1)],
});

describe('toDataFrame and fromDataFrame', () => {
  it('show danfojs a frame that it understands', async () => {
    const frame = await toDataFrame(table);
    expect(frame.shape).toEqual([3, 4]);
    expect(frame.dtypes).toEqual(['float32', 'string', 'boolean', 'string']);
    expect(frame.column('day').values).toEqual([
      '2015-12-31T00:00:00.000Z',
      null,
      '1970-01-01T00:00:00.001Z',
    ]);
  });

  it('bring back the very table, whatever it holds', async () => {
    const reserved = new (await loadDanfo()).DataFrame([]);
    await fc.assert(
      fc.asyncProperty(anyTable, async (any) => {
        fc.pre(any.columnNames.every((name) => !(name in reserved)));
        expect(contents(fromDataFrame(await toDataFrame(any)))).toEqual(contents(any));
      }),
    );
  }, 60_000);

  it('bring back a table without rows, and one without columns', async () => {
    expect(contents(fromDataFrame(await toDataFrame(table.head(0))))).toEqual(
      contents(table.head(0)),
    );
    expect(fromDataFrame(await toDataFrame(Table.from({}))).columnNames).toEqual([]);
  });

  it('take kinds from danfojs for a frame that it made, and dates from the caller', async () => {
    const frame = await toDataFrame(table);
    const light = frame.query(frame.column('mass').lt(1));
    expect(contents(fromDataFrame(light, { day: 'date' }))).toEqual(contents(table.take([2])));
    expect(fromDataFrame(light).column('day').kind).toBe('string');
  });

  it('do not share values with the frame', async () => {
    const frame = await toDataFrame(table);
    (frame.values[0] as unknown[])[0] = 1;
    expect(table.number('mass')[0]).toBe(3750.1);
  });

  it.each([
    'shape',
    'values',
    '$data',
    'constructor',
    '__proto__',
  ])('refuse a column called %s, which would break the frame', async (name) => {
    await expect(toDataFrame(Table.from([[name, [1]]]))).rejects.toThrow('table.rename');
  });

  it('refuse a value of another kind, and a kind for no column', async () => {
    const frame = await toDataFrame(table);
    expect(() => fromDataFrame(frame, { name: 'number' })).toThrow('WRONG_KIND');
    expect(() => fromDataFrame(frame, { name: 'date' })).toThrow('row 0 holds "Ada"');
    expect(() => fromDataFrame(frame, { nam: 'string' })).toThrow('UNKNOWN_COLUMN');
  });
});

describe('loadDanfo', () => {
  it('leaves tfjs-node to whoever asks for it', async () => {
    await loadDanfo();
    const require = createRequire(import.meta.url);
    const path = createRequire(require.resolve('danfojs-node')).resolve('@tensorflow/tfjs-node');
    expect(require.cache[path]).toBeUndefined();
  });
});
