import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Table } from '../../../src/core/index.js';
import { readJson } from '../../../src/data/index.js';
import { jsonFault } from '../../../src/data/json/jsonFault.js';
import { anyTable, equalTables } from './anyTable.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-json-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'rows.json');
const written = (content: string | Uint8Array) => {
  writeFileSync(path, content);
  return path;
};

describe('readJson', () => {
  it('reads a list of objects; what is lacking or null is missing', async () => {
    const text =
      '\ufeff [{"a": 1, "b": "x"},\n {"b": null, "c": true},\n {"a": -0.5, "__proto__": 1}]';
    const table = await readJson(written(text));
    expect(table.columnNames).toEqual(['a', 'b', 'c', '__proto__']);
    expect([...table.number('a')]).toEqual([1, Number.NaN, -0.5]);
    expect(table.string('b')).toEqual(['x', null, null]);
    expect(table.boolean('c')).toEqual([null, true, null]);
    expect([...table.number('__proto__')]).toEqual([Number.NaN, Number.NaN, 1]);
  });

  it('reads an object a line', async () => {
    const table = await readJson(written('{"a": 1}\r\n\n{"a": 2}\n'));
    expect([...table.number('a')]).toEqual([1, 2]);
    expect((await readJson(written('[]'))).rowCount).toBe(0);
  });

  it('takes texts for dates only where it is told', async () => {
    const text = '[{"when": "2020-01-01T10:00:00+02:00"}, {"when": null}]';
    expect((await readJson(written(text))).string('when')[0]).toBe('2020-01-01T10:00:00+02:00');
    const table = await readJson(written(text), { columns: { when: 'date' } });
    expect(table.date('when')).toEqual([new Date('2020-01-01T08:00:00Z'), null]);
    const none = await readJson(written('[]'), { columns: { when: 'date' } });
    expect(none.column('when').kind).toBe('date');
  });

  it('makes columns of objects inside when it is asked to', async () => {
    const text = '{"id": 1, "at": {"city": "Oslo", "place": {"x": 2}}, "none": {}}\n';
    expect((await readJson(written(text), { flatten: true })).row(0)).toEqual({
      id: 1,
      'at.city': 'Oslo',
      'at.place.x': 2,
    });
  });

  it.each(['array', 'lines'] as const)('reads back any table written as %s', async (form) => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        fc.pre(table.rowCount > 0);
        const kinds = Object.fromEntries(table.columns.map(({ name, kind }) => [name, kind]));
        const rows = [...table.rows()].map((row) => {
          const pairs = Object.entries(row).map(([name, value]) => {
            // JSON has no −0.
            return [name, Object.is(value, -0) ? 0 : Number.isNaN(value) ? null : value] as const;
          });
          return JSON.stringify(Object.fromEntries(pairs));
        });
        const text = form === 'array' ? `[${rows.join(',\n')}]` : rows.join('\n');
        const plain = table.columns.map(({ name, kind, values }) => {
          const zero = (value: unknown) => (Object.is(value, -0) ? 0 : value);
          return [name, { kind, values: Array.from(values, zero) }] as const;
        });
        const back = await readJson(written(text), { columns: kinds });
        equalTables(back.select(table.columnNames), Table.from(plain as never));
      }),
      { numRuns: 50 },
    );
  });
});

describe('readJson refuses', () => {
  it.each([
    ['what is no JSON, by line and column', '[{"a": 1},\n {"a": }]', 'line 2, column 8, "}"'],
    ['what ends too soon', '[{"a": 1},\n', 'line 2, column 1, the end'],
    ['a bad line', '{"a": 1}\n{"a": 2\n', 'line 2, column 8, the end'],
    ['two values in a line', '{"a": 1} {"a": 2}\n', 'line 1, column 10, "{"'],
    ['a list of numbers', '[1, 2]', 'row 0 of'],
    ['null in place of a row', '{"a": 1}\nnull\n', 'line 2 of'],
    ['a list in a cell', '[{"a": 1}, {"a": [1]}]', /row 1 of .*rows\.json holds a list in "a"/],
    ['an object in a cell', '{"a": {"b": 1}}', /line 1 of .* an object in "a".*flatten: true/],
    ['a column of two kinds', '{"a": 1}\n\n{"a": "x"}', /line 3 of .* has "x" in "a".*number/],
    ['an empty file', '', 'EMPTY'],
    ['bytes that are not UTF-8', Uint8Array.of(91, 34, 0xff, 34, 93), 'is not UTF-8 text'],
  ])('%s', async (_, content, message) => {
    await expect(readJson(written(content))).rejects.toThrow(message);
  });

  it.each([
    ['a date that is none', { columns: { a: 'date' } }, /row 0 of .* has "x" in "a".*date/],
    ['a column that is nowhere', { columns: { b: 'number' } }, 'no row has "b"'],
    ['an unknown kind', { columns: { a: 'int' } }, 'INVALID_ARGUMENT'],
    ['an unknown form', { form: 'csv' }, 'INVALID_ARGUMENT'],
    ['an unknown option', { lines: true }, 'INVALID_ARGUMENT'],
  ])('%s', async (_, options, message) => {
    await expect(readJson(written('[{"a": "x"}]'), options as object)).rejects.toThrow(message);
  });

  it('names that meet when objects inside are flattened', async () => {
    const text = '[{"a.b": 1, "a": {"b": 2}}]';
    await expect(readJson(written(text), { flatten: true })).rejects.toThrow('DUPLICATE_NAME');
  });

  it('a whole object where a list is said to be', async () => {
    const refused = readJson(written('{"rows": []}'), { form: 'array' });
    await expect(refused).rejects.toThrow('holds no list of rows');
  });

  it('a folder, and a file that is not there', async () => {
    mkdirSync(join(folder, 'sub'), { recursive: true });
    await expect(readJson(join(folder, 'sub'))).rejects.toThrow('is a folder');
    await expect(readJson(join(folder, 'row.json'))).rejects.toThrow('Did you mean "rows.json"');
  });
});

describe('jsonFault', () => {
  it('finds none in JSON, and one in every beginning of it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonFault(text)).toBeUndefined();
        const complete = /^[[{"]/.test(text) ? text.length : 1;
        for (let end = 0; end < complete; end++) {
          expect(jsonFault(text.slice(0, end))).toBeTypeOf('number');
        }
      }),
    );
  });

  it('looks into a text of any length', () => {
    const long = `["${'x'.repeat(20_000_000)}\\n${'y'.repeat(1_000_000)}", 1 2]`;
    expect(jsonFault(long)).toBe(long.length - 2);
  });

  it('agrees with the engine on what is JSON, whatever the text', () => {
    const unit = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"',
      '1',
      '-',
      '.',
      'e',
      'null',
      ' ',
      '\\',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (text) => {
        const isJson = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        expect(jsonFault(text) === undefined).toBe(isJson);
      }),
      { numRuns: 2000 },
    );
  });
});
