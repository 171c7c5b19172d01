import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type LoggedRequest, readRequestLog, requestTable } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { newFolder } from '../registry/newFolder.js';

const line = (id: string, more: Partial<LoggedRequest> = {}): LoggedRequest => ({
  at: '2015-03-01T12:00:00.000Z',
  id,
  row: 0,
  model: 'rain',
  version: 1,
  role: 'live',
  input: { wind: 3, place: 'hill' },
  prediction: 1,
  probabilities: [0.25, 0.75],
  features: null,
  ...more,
});
const text = (...lines: readonly LoggedRequest[]) =>
  lines.map((one) => `${JSON.stringify(one)}\n`).join('');

function logFile(content: string, ...full: readonly string[]): string {
  const path = join(newFolder(), 'log.jsonl');
  writeFileSync(path, content);
  full.forEach((content, i) => {
    writeFileSync(`${path}.${i + 1}`, content);
  });
  return path;
}

describe('readRequestLog', () => {
  it('reads the full files before the open one, the oldest first', async () => {
    const path = logFile(text(line('d')), text(line('c')), text(line('a'), line('b')));
    writeFileSync(`${path}.old`, 'no log');
    expect((await readRequestLog(path)).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('counts ten behind nine', async () => {
    const path = logFile(text(line('now')));
    for (let n = 1; n <= 10; n++) writeFileSync(`${path}.${n}`, text(line(`${n}`)));
    const ids = (await readRequestLog(path)).map(({ id }) => id);
    expect(ids).toEqual(['10', '9', '8', '7', '6', '5', '4', '3', '2', '1', 'now']);
  });

  it('leaves out a last line that is torn, and takes an open file that is still empty', async () => {
    const torn = text(line('a')) + text(line('b')).slice(0, 40);
    expect(await readRequestLog(logFile(torn))).toEqual([line('a')]);
    expect(await readRequestLog(logFile('', text(line('a'))))).toEqual([line('a')]);
  });

  it('gives back what was written, whatever the records are', async () => {
    const record = fc.dictionary(
      fc.string(),
      fc.oneof(fc.double({ noNaN: true }), fc.string(), fc.boolean()),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 5 }), async (inputs) => {
        const lines = inputs.map((input, i) => line(`${i}`, { input }));
        const back = await readRequestLog(logFile(text(...lines)));
        expect(back).toEqual(lines.map((one) => JSON.parse(JSON.stringify(one))));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['a file that is not there', () => join(newFolder(), 'no.jsonl'), 'FILE_NOT_FOUND'],
    [
      'a torn line in the middle',
      () => logFile(`{"at"\n${text(line('a'))}`),
      /line 1 of .*PARSE_ERROR/,
    ],
    [
      'JSON that is no request',
      () => logFile(`${text(line('a'))}{"wind": 3}\n`),
      /line 2 of .*WRONG_KIND/,
    ],
    ['an empty log', () => logFile(''), 'EMPTY'],
  ])('refuses %s', async (_, path, said) => {
    await expect(readRequestLog(path())).rejects.toThrow(said);
  });
});

describe('requestTable', () => {
  it('has a row for each answer, and a column for each field of the record', () => {
    const table = requestTable([
      line('a'),
      line('b', { version: 2, input: { wind: null, place: 'shore' } }),
    ]);
    expect([...table.rows()]).toEqual([
      {
        at: new Date(line('a').at),
        id: 'a',
        version: 1,
        wind: 3,
        place: 'hill',
        prediction: 1,
        probability: 0.75,
      },
      {
        at: new Date(line('a').at),
        id: 'b',
        version: 2,
        wind: Number.NaN, // missing
        place: 'shore',
        prediction: 1,
        probability: 0.75,
      },
    ]);
  });

  it('takes a field that a record lacks for missing, whatever it is called', () => {
    const table = requestTable([
      line('a', { input: { constructor: 'Ferrari' } as never }),
      line('b', { input: {} }),
    ]);
    expect(table.string('constructor')).toEqual(['Ferrari', null]);
  });

  it('leaves out the shadow, whose answers nobody got, and columns that are redacted', () => {
    const table = requestTable([
      line('a', { input: { wind: 3, place: '[redacted]' } }),
      line('a', { role: 'shadow', version: 2 }),
      line('b', { role: 'canary' }),
    ]);
    expect(table.string('id')).toEqual(['a', 'b']);
    expect(table.columnNames).not.toContain('place');
  });

  it('names probabilities by their number where there are several, and none where a number is predicted', () => {
    expect(
      requestTable([line('a', { probabilities: [0.2, 0.3, 0.5] })]).columnNames.slice(-3),
    ).toEqual(['probability_0', 'probability_1', 'probability_2']);
    expect(requestTable([line('a', { probabilities: null })]).columnNames.at(-1)).toBe(
      'prediction',
    );
  });

  it.each([
    ['no line', [], 'EMPTY'],
    ['only a shadow', [line('a', { role: 'shadow' })], 'EMPTY'],
    [
      'a column of two kinds',
      [line('a'), line('b', { input: { wind: 'calm' } })],
      /"wind" holds number and string.*WRONG_KIND/,
    ],
    ['a list in a record', [line('a', { input: { wind: [1] } })], 'WRONG_KIND'],
    ['a record that has an id of its own', [line('a', { input: { id: 3 } })], 'DUPLICATE_NAME'],
  ])('refuses %s', (_, lines, said) => {
    expect(() => requestTable(lines)).toThrow(said);
  });
});
