import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, codeTexts, columnOfCodes, Table } from '../../../src/core/index.js';

const coded = { codes: Float64Array.of(1, Number.NaN, 0, 1), texts: ['SFO', 'JFK'] };
const table = () => Table.from({ airport: coded, delay: [1, 2, 3, 4] });

describe('a column of numbered texts', () => {
  it('holds the numbers until somebody reads its texts, and then these', () => {
    const column = table().column('airport');
    expect(codesOf(column)).toEqual(coded);
    expect([column.kind, column.values]).toEqual(['string', ['JFK', null, 'SFO', 'JFK']]);
    expect(codesOf(column)).toBeUndefined();
    expect(column.values).toBe(column.values);
    expect(() => (column.values as string[]).push('LAX')).toThrow(TypeError);
  });

  it('is a column as any other to all that a table does', () => {
    const plain = Table.from({ airport: ['JFK', null, 'SFO', 'JFK'], delay: [1, 2, 3, 4] });
    const uses: ((each: Table) => Table)[] = [
      (each) => each,
      (each) => each.rename({ airport: 'from' }),
      (each) => each.take([3, 1]),
      (each) => each.concat(plain),
      (each) => plain.concat(each),
      (each) => each.sortBy('airport'),
      (each) => each.filter((row) => row.airport === 'JFK').select(['airport']),
      (each) => each.dropMissing(),
      (each) => Table.from({ again: each.column('airport') }),
    ];
    for (const use of uses) {
      const [found, wanted] = [use(table()), use(plain)];
      expect([...found.rows()]).toEqual([...wanted.rows()]);
      expect(found.columns).toEqual(wanted.columns);
    }
    expect(table().string('airport')).toEqual(plain.string('airport'));
    expect(String(codesOf(table().rename({ airport: 'from' }).column('from')))).toBe('undefined');
  });

  it('keeps neither the numbers nor the list of whoever gives them', () => {
    const own = { codes: Float64Array.of(0, 1), texts: ['a', 'b'] };
    const given = Table.from({ own });
    own.codes[0] = 1;
    own.texts[1] = 'harmed';
    expect(given.string('own')).toEqual(['a', 'b']);
  });

  it('gives every text', () => {
    const texts = fc.array(fc.option(fc.string({ maxLength: 2 })), { minLength: 1 });
    fc.assert(
      fc.property(texts, (values) => {
        const numbered = codeTexts([...values, ...values, ...values], 10_000);
        if (numbered === undefined) return;
        expect(Table.from({ x: numbered }).string('x')).toEqual([...values, ...values, ...values]);
      }),
      { seed: 4 },
    );
  });

  it.each([2, -1, 0.5, Infinity])('refuses the code %s of two texts', (code) => {
    expect(() => Table.from({ x: { codes: [0, code], texts: ['a', 'b'] } as never })).toThrow(
      /"x" has the code .* in row 1.*2 texts.*OUT_OF_RANGE/,
    );
  });

  it('is taken by Table.with, too, which refuses one that is too short', () => {
    const table = Table.from({ n: [1, 2, 3, 4] });
    expect(table.with('airport', coded).column('airport').values).toEqual([
      'JFK',
      null,
      'SFO',
      'JFK',
    ]);
    const short = { codes: Float64Array.of(0), texts: ['a'] };
    expect(() => table.with('airport', short)).toThrow(/has 1 values.*4 rows/);
  });

  it('is gone with the young objects once nobody holds it', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as (how?: { readonly type: 'minor' }) => void;
    const [codes, texts] = [new Float64Array(65_536), ['SFO']];
    const column = () => columnOfCodes('airport', { codes: codes.slice(), texts });
    const megabytes = async () => {
      collect({ type: 'minor' });
      await setTimeout(50); // arrays go in the background
      return process.memoryUsage().arrayBuffers / 1e6;
    };
    expect(column().values).toHaveLength(65_536);
    collect();
    const before = await megabytes();
    for (let time = 1; time <= 5; time++) {
      for (let k = 0; k < 8; k++) column();
      expect((await megabytes()) - before, `after ${time} times 4.2 MB`).toBeLessThan(6);
    }
  });
});
