import fc from 'fast-check';
import { defineSchema, Matrix, type Schema, Table } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { readJsonBody } from '../../../src/serving/jsonBody.js';
import { RecordReader } from '../../../src/serving/recordReader.js';
import { RecordScanner } from '../../../src/serving/recordScanner.js';
import { scanNumber } from '../../../src/serving/scanNumber.js';
import { nearlyRecords } from './hostileBodies.js';
import { day, gustBundle, stormBundle, stormInput } from './servers.js';

const storm = stormBundle();
const gust = gustBundle();
const scannerOf = ({ input, pipeline }: typeof storm) => new RecordScanner(input, pipeline.inputs);
const storms = scannerOf(storm);
const gusts = scannerOf(gust);
const bytes = (text: string) => Buffer.from(text);

/** Cells as they are, so that −0 is not 0 and NaN is NaN. */
function cellsOf(X: Matrix | Table | null): unknown[][] {
  if (X === null) return [];
  if (X instanceof Matrix) return Array.from({ length: X.columns }, (_, j) => [...X.column(j)]);
  return X.columns.map(({ values }) => [...values]);
}

describe('scanNumber', () => {
  const scan = (text: string) => {
    const values = new Float64Array(1);
    const end = scanNumber(bytes(`${text},`), 0, values, 0);
    return end === text.length ? values[0] : undefined;
  };

  it.each([
    ['0', 0],
    ['-0', -0],
    ['12.5', 12.5],
    ['-0.1', -0.1],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['25e-1', 2.5],
    ['9007199254740993', 9007199254740992], // 2^53 + 1 lies in the middle: even wins
    ['9007199254740993.0000000000000000000001', 9007199254740994],
    ['0.30000000000000004', 0.30000000000000004],
    ['5e-324', 5e-324],
    ['1e999', Infinity],
  ])('reads %s', (text, number) => {
    expect(scan(text)).toBe(number);
  });

  it.each([
    '',
    '-',
    '+1',
    '.5',
    '5.',
    '-.5',
    '01',
    '-01',
    '00',
    '1e',
    '1e+',
    '1.e1',
    'e1',
    'NaN',
  ])('finds no number of JSON in "%s"', (text) => {
    expect(scan(text)).toBeUndefined();
  });

  it('gives the double that JSON.parse gives, for doubles of all sizes and digits of any number', () => {
    const digits = (maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength });
    const decimal = fc
      .tuple(fc.constantFrom('', '-'), fc.bigInt({ min: 0n, max: 10n ** 24n }), digits(30))
      .map(([sign, whole, decimals]) => `${sign}${whole}.${decimals}`);
    const short = fc
      .tuple(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: 0, max: 8 }))
      .map(([whole, places]) => (whole / 10 ** places).toFixed(places));
    const double = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((one) => JSON.stringify(one));
    fc.assert(
      fc.property(fc.oneof(decimal, short, double), (text) => {
        expect(scan(text)).toBe(JSON.parse(text));
      }),
      { numRuns: 5000, seed: 6 },
    );
  });
});

describe('RecordScanner', () => {
  it('makes a matrix of numbers that stand in the order of the pipeline', () => {
    const X = gusts.scanMany(
      bytes('[{"wind":12.5,"hour":7}, { "wind" : 3 , "hour" : null }]\n'),
      9,
    );
    expect(X).toBeInstanceOf(Matrix);
    expect(cellsOf(X)).toEqual([
      [12.5, 3],
      [7, Number.NaN],
    ]);
  });

  it('makes a table where there are texts, or where the pipeline has another order', () => {
    const X = storms.scanOne(bytes(JSON.stringify(day)));
    expect(X).toBeInstanceOf(Table);
    expect(cellsOf(X)).toEqual([[12.5], [7], ['Seattle'], [true]]);
    const inputs = [...gust.pipeline.inputs].reverse();
    const turned = new RecordScanner(gust.input, inputs).scanOne(bytes('{"wind":1,"hour":2}'));
    expect((turned as Table).row(0)).toEqual({ wind: 1, hour: 2 });
  });

  it('takes a nullable value that is left out, wherever it stands', () => {
    expect(cellsOf(gusts.scanMany(bytes('[{"wind":1},{"wind":2,"hour":3}]'), 9))).toEqual([
      [1, 2],
      [Number.NaN, 3],
    ]);
    const schema = defineSchema({
      a: { kind: 'string', nullable: true },
      b: { kind: 'boolean', nullable: true },
    });
    const scanner = new RecordScanner(schema, []);
    expect(cellsOf(scanner.scanOne(bytes('{ }')))).toEqual([[null], [null]]);
    expect(cellsOf(scanner.scanOne(bytes('{"b":false}')))).toEqual([[null], [false]]);
  });

  it('reads more rows than it has room for', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => ({ wind: i % 90, hour: i % 24 }));
    const X = gusts.scanMany(bytes(JSON.stringify(rows)), 1000);
    expect(cellsOf(X)).toEqual([rows.map(({ wind }) => wind), rows.map(({ hour }) => hour)]);
    expect(gusts.scanMany(bytes(JSON.stringify(rows)), 999)).toBeNull();
  });

  const valid = JSON.stringify(day);
  it.each([
    ['another order', '{"hour":7,"wind":12.5,"city":"Seattle","wet":true}'],
    ['a key that comes twice', '{"wind":1,"wind":2,"hour":7,"city":"Seattle","wet":true}'],
    ['a key that comes twice, at the end', valid.replace('}', ',"wet":true}')],
    ['a key more', valid.replace('}', ',"more":1}')],
    ['__proto__', valid.replace('{', '{"__proto__":1,')],
    ['a key less', valid.replace('"wind":12.5,', '')],
    ['an escape in a key', valid.replace('wind', 'w\\u0069nd')],
    ['an escape in a text', valid.replace('Seattle', 'Se\\u0061ttle')],
    ['a letter that is no ASCII', valid.replace('Seattle', 'Zürich')],
    ['a line feed in a text', valid.replace('Seattle', 'Sea\ntle')],
    ['a text that is not allowed', valid.replace('Seattle', 'Rome')],
    ['a text without end', valid.slice(0, valid.indexOf('ttle'))],
    ['a number out of range', valid.replace('12.5', '90.5')],
    ['a number that is not whole', valid.replace('7', '7.5')],
    ['1e999', valid.replace('12.5', '1e999')],
    ['null for a number', valid.replace('12.5', 'null')],
    ['a word that only begins as null', valid.replace('7', 'nullify')],
    ['a truth value as a number', valid.replace('true', '1')],
    ['a comma at the end', valid.replace('}', ',}')],
    ['two commas', valid.replace(',', ',,')],
    ['no comma', valid.replace(',', ' ')],
    ['no colon', valid.replace(':', ' ')],
    ['something behind it', `${valid}1`],
    ['half of it', valid.slice(0, -1)],
    ['nothing', ''],
    ['a byte order mark', `\uFEFF${valid}`],
    ['a space that JSON does not know', valid.replace(',', ',\u00a0')],
    ['a vertical tab', valid.replace(',', ',\v')],
  ])('leaves %s to a closer look, alone and in a list', (_, text) => {
    expect(storms.scanOne(bytes(text))).toBeNull();
    expect(storms.scanMany(bytes(`[${text}]`), 9)).toBeNull();
    expect(storms.scanMany(bytes(`[${valid},${text}]`), 9)).toBeNull();
    expect(storms.scanOne(bytes(valid))).not.toBeNull(); // nothing is left over
  });

  it.each([
    '[]',
    '[',
    '{}',
    valid,
    `[${valid}`,
    `[${valid},]`,
    `[${valid}]]`,
    `{${valid}}`,
  ])('leaves %s to a closer look, where a list is needed', (text) => {
    expect(storms.scanMany(bytes(text), 9)).toBeNull();
  });

  it('has infinities lie outside of a range that has no end', () => {
    const scan = (range: [number | null, number | null], text: string) => {
      const schema = defineSchema({ x: { kind: 'number', range } });
      return new RecordScanner(schema, []).scanOne(bytes(`{"x":${text}}`));
    };
    expect(scan([0, null], '1.7976931348623157e308')).not.toBeNull();
    expect(scan([0, null], '1e309')).toBeNull();
    expect(scan([null, 0], '-1.7976931348623157e308')).not.toBeNull();
    expect(scan([null, 0], '-1e309')).toBeNull();
  });

  it('leaves texts of other letters to a closer look, where any text is allowed', () => {
    const scanner = new RecordScanner(defineSchema({ city: { kind: 'string' } }), []);
    const scan = (text: string | Uint8Array) =>
      scanner.scanOne(Buffer.concat([bytes('{"city":"'), Buffer.from(text), bytes('"}')]));
    expect(cellsOf(scan('~\u007f'))).toEqual([['~\u007f']]);
    for (const text of ['Zürich', '\u0080', '東京', [0xc3, 0x28], [0xff], '\u001f', '\\"']) {
      expect(scan(text as string)).toBeNull();
    }
  });
});

describe('what is scanned', () => {
  /** The cells by JSON.parse, the schema's rules and `toTable`; undefined where they refuse. */
  function closely(text: string, schema: Schema, many: boolean): unknown[][] | undefined {
    const reader = new RecordReader(schema);
    try {
      const value = readJsonBody(bytes(text), 32);
      const records = many ? reader.readMany(value, [], 5) : [reader.read(value, [])];
      return cellsOf((schema === stormInput ? storm : gust).toTable(records));
    } catch {
      return undefined;
    }
  }

  it('is what a closer look reads, cell by cell, and never what it refuses', () => {
    let scanned = 0;
    for (const [scanner, schema] of [
      [storms, stormInput],
      [gusts, gust.input],
    ] as const) {
      fc.assert(
        fc.property(nearlyRecords(schema), ([many, text]) => {
          const X = many ? scanner.scanMany(bytes(text), 5) : scanner.scanOne(bytes(text));
          if (X === null) return;
          scanned++;
          expect(cellsOf(X)).toEqual(closely(text, schema, many));
        }),
        { numRuns: 3000, seed: 8 },
      );
    }
    expect(scanned).toBeGreaterThan(1500);
  });
});
