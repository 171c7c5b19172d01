import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Table } from '../../../src/core/index.js';
import { csvInfo, readCsv, type ScanCsvOptions, scanCsv } from '../../../src/data/index.js';
import { equalTables } from './anyTable.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-scan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
async function chunksOf(pathOrText: string, options: ScanCsvOptions = {}): Promise<Table[]> {
  const chunks: Table[] = [];
  for await (const chunk of scanCsv(pathOrText, options)) chunks.push(chunk);
  return chunks;
}

/** A file of three megabytes, so of several blocks, with every kind and some quotes. */
const LINES = Array.from({ length: 60_000 }, (_, i) => {
  const word = i % 97 === 0 ? '"say ""é"",\nplease"' : i % 13 === 0 ? '' : `word ${i % 40}`;
  const day = new Date(86_400_000 * (i % 20_000)).toISOString().slice(0, 10);
  return `${i},${Math.sqrt(i + 2)},${word},${day},${i % 2 === 0},${i === 59_999 ? 'end' : i}`;
});
const LARGE = file('large.csv', `i,x,word,day,even,late\n${LINES.join('\n')}\n`);

describe('scanCsv', () => {
  it('yields what readCsv reads, by the chunk, however blocks are cut', async () => {
    expect(statSync(LARGE).size).toBeGreaterThan(2_000_000);
    const whole = await readCsv(LARGE);
    expect(whole.columns.map(({ kind }) => kind)).toEqual([
      'number',
      'number',
      'string',
      'date',
      'boolean',
      'string',
    ]);
    expect(whole.string('word')[97]).toBe('say "é",\nplease');
    expect(whole.number('x')[59_999]).toBe(Math.sqrt(60_001));
    expect(whole.string('late').slice(-2)).toEqual(['59998', 'end']);
    const chunks = await chunksOf(LARGE, { chunkRows: 17_000 });
    expect(chunks.map((chunk) => chunk.rowCount)).toEqual([17_000, 17_000, 17_000, 9000]);
    equalTables(
      chunks.reduce((all, chunk) => all.concat(chunk)),
      whole,
    );
  });

  it('yields what readCsv reads, whatever the text', async () => {
    const cell = fc.constantFrom(
      '',
      '1',
      '-2.5',
      'x',
      '""',
      '"a,b"',
      '"\n"',
      'true',
      '2020-01-01',
      ' 3 ',
      '007',
      'é',
    );
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (cells, chunkRows) => {
        const text = `a,b\n${cells.map((row) => row.join(',')).join('\n')}\n`;
        const whole = await readCsv(text);
        const chunks = await chunksOf(text, { chunkRows });
        equalTables(
          chunks.reduce((all, chunk) => all.concat(chunk)),
          whole,
        );
        for (const chunk of chunks.slice(0, -1)) expect(chunk.rowCount).toBe(chunkRows);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('yields nothing where there are no rows, and can be left at any chunk', async () => {
    expect(await chunksOf('a,b\n')).toEqual([]);
    for await (const chunk of scanCsv(LARGE, { chunkRows: 10 })) {
      expect(chunk.rowCount).toBe(10);
      break;
    }
  });

  it('tells what is wrong with the file before the first chunk', async () => {
    const text = `a,b\n${'1,2\n'.repeat(1000)}1\n`;
    await expect(scanCsv(text, { chunkRows: 10 }).next()).rejects.toThrow('line 1002: 1 field');
    await expect(scanCsv('a\n1\nx\n', { columns: { a: 'number' } }).next()).rejects.toThrow(
      'line 3: "x"',
    );
    await expect(scanCsv('a\n1\n', { chunkRows: 0 }).next()).rejects.toThrow('OUT_OF_RANGE');
    await expect(scanCsv(join(folder, 'nope.csv')).next()).rejects.toThrow('scanCsv: there is no');
  });
});

describe('the memory of a scan', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  /** The most that is alive at every sixth chunk, above what was before. */
  async function mostAlive(path: string): Promise<number> {
    const alive = async () => {
      collectGarbage();
      await setImmediate(); // what was collected outside the heap is freed then
      collectGarbage();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const before = await alive();
    let most = 0;
    let chunks = 0;
    for await (const chunk of scanCsv(path, { chunkRows: 5000 })) {
      expect(chunk.rowCount).toBe(5000);
      // Collecting takes longer than reading: not at each.
      if (++chunks % 6 === 0) most = Math.max(most, (await alive()) - before);
    }
    expect(chunks).toBeGreaterThanOrEqual(12);
    return most;
  }

  it('does not grow with the file: thirty megabytes more of it take two at most', async () => {
    const short = file('short.csv', `i,x,word,day,even,late\n${LINES.join('\n')}\n`);
    const long = file('ten.csv', `i,x,word,day,even,late\n${`${LINES.join('\n')}\n`.repeat(10)}`);
    await mostAlive(short);
    const [once, tenTimes] = [await mostAlive(short), await mostAlive(long)];
    expect(statSync(long).size - statSync(short).size).toBeGreaterThan(25e6);
    expect(tenTimes - once).toBeLessThan(2e6);
    rmSync(long);
  }, 60_000);
});

describe('csvInfo', () => {
  it('tells rows, columns and kinds', async () => {
    expect(await csvInfo(LARGE)).toEqual({
      bytes: statSync(LARGE).size,
      rows: 60_000,
      columns: [
        { name: 'i', kind: 'number' },
        { name: 'x', kind: 'number' },
        { name: 'word', kind: 'string' },
        { name: 'day', kind: 'date' },
        { name: 'even', kind: 'boolean' },
        { name: 'late', kind: 'string' },
      ],
    });
    expect((await csvInfo('a,b\n')).rows).toBe(0);
  });

  it('finds the kinds that readCsv finds', async () => {
    const text = 'a,b,c,d\n"",,"",1\n"",,x,"NA"\n';
    const table = await readCsv(text, { missing: ['', 'NA'] });
    const info = await csvInfo(text, { missing: ['', 'NA'] });
    expect(info.columns).toEqual(table.columns.map(({ name, kind }) => ({ name, kind })));
  });
});

describe('a record longer than a string may be', () => {
  it('is refused by its line, without reading it all: two gigabytes without a line break', async () => {
    const path = file('endless.csv', 'a,b\n1,2\n3,');
    truncateSync(path, 2_100_000_000);
    await expect(readCsv(path)).rejects.toThrow(/line 3 of .*endless\.csv.*LIMIT_EXCEEDED/);
    rmSync(path);
  }, 60_000);

  it('is none below that: a quoted text of five megabytes with line breaks', async () => {
    const long = 'one line\n'.repeat(600_000);
    const path = file('long.csv', `a,b\n1,"${long}"\n2,x\n`);
    const table = await readCsv(path);
    // Told apart before they are compared: the difference of two long texts takes long to tell.
    expect(table.string('b').map((text) => text === long)).toEqual([true, false]);
    const broken = file('long.csv', `a,b\n1,"${long}"\n2\n`);
    await expect(readCsv(broken)).rejects.toThrow('line 600003: 1 field');
  });
});
