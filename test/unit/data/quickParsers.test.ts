import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellParsers } from '../../../src/data/csv/cellParsers.js';
import { quickDate } from '../../../src/data/csv/quickDate.js';
import { quickNumber } from '../../../src/data/csv/quickNumber.js';
import { TextCache } from '../../../src/data/csv/textCache.js';

/** A text in the midst of other bytes, which are not to be looked at. */
function inBytes(text: string, around = '7'): { bytes: Buffer; view: DataView; end: number } {
  const bytes = Buffer.from(around.repeat(8) + text + around.repeat(8), 'latin1');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return { bytes, view, end: 8 + text.length };
}
const numberOf = (text: string, mark = '.') => {
  const { bytes, view, end } = inBytes(text);
  return quickNumber(bytes, view, 8, end, mark.charCodeAt(0));
};
const dateOf = (text: string) => {
  const { bytes, end } = inBytes(text);
  return quickDate(bytes, 8, end);
};

describe('quickNumber', () => {
  it.each([
    ['0', 0],
    ['-0', -0],
    ['7', 7],
    ['+12.5', 12.5],
    ['.5', 0.5],
    ['5.', 5],
    ['-0.001', -0.001],
    ['999999999999999', 999999999999999],
    ['0.1234567890123456', 0.1234567890123456],
    ['-1.7976931348623157', -1.7976931348623157],
    ['1234567.123456789', 1234567.123456789],
    ['3e5', 300000],
    ['1.25E-7', 1.25e-7],
    ['1.2345678901234567e-05', 0.000012345678901234568],
    ['0.00000000000000012345', 0.00000000000000012345],
    // Halfway between two doubles but for its last digits.
    ['9007199254740993.5', Number.NaN],
    ['9.007199254740993', 9.007199254740993],
  ])('reads %s', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });

  it.each([
    '',
    '-',
    '.',
    'e5',
    '1e',
    '1e+',
    '1.2.3',
    '1,5',
    '--1',
    '1_000',
    ' 1',
    '1 ',
    '0x1f',
    'NaN',
    'Infinity',
    '007',
    '00.5',
    '-01',
    '12345678901234567',
    '1e400',
    '1e23',
    '0.12345678901234567890',
    '1.5x',
    '12345678/',
    '1.234:678',
  ])('leaves %j to the slow parser', (text) => {
    expect(numberOf(text)).toBeNaN();
  });

  it('agrees with Number on every double in plain writing, or leaves it', () => {
    let left = 0;
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = String(value);
        const quick = numberOf(text);
        if (Number.isNaN(quick)) left++;
        else expect(quick).toBe(Number(text));
      }),
      { numRuns: 20_000 },
    );
    expect(left).toBeLessThan(20_000);
  });

  it('agrees with Number on any digits and marks, near halves, too', () => {
    const digits = fc.string({
      unit: fc.constantFrom(...'0123456789'),
      minLength: 0,
      maxLength: 20,
    });
    const sign = fc.constantFrom('', '-', '+');
    const exponent = fc.oneof(
      fc.constant(''),
      fc.integer({ min: -25, max: 25 }).map((e) => `e${e}`),
    );
    let taken = 0;
    fc.assert(
      fc.property(sign, digits, digits, exponent, (s, whole, fraction, e) => {
        const text = `${s}${whole}${fraction === '' ? '' : `.${fraction}`}${e}`;
        const quick = numberOf(text);
        if (Number.isNaN(quick)) return;
        taken++;
        expect(quick).toBe(Number(text));
        expect(numberOf(text.replace('.', ','), ',')).toBe(quick);
      }),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(2000);
  });

  it('takes nearly all numbers of ordinary size', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1000, noNaN: true }), (value) => {
        expect([value, Number.NaN]).toContain(numberOf(String(value)));
      }),
      { numRuns: 5000 },
    );
    const ordinary = Array.from({ length: 5000 }, (_, i) => Math.sqrt(i + 2) * 100);
    const left = ordinary.filter((value) => Number.isNaN(numberOf(String(value))));
    expect(left.length).toBeLessThan(10);
  });
});

describe('quickDate', () => {
  const slow = cellParsers({ decimal: '.', dates: 'iso' }).date;

  it.each([
    '2015-12-28',
    '0000-01-01',
    '1969-12-01T23:59:59',
    '2020-02-28 00:00:00',
    '9999-01-01T10:00:00Z',
  ])('reads %s', (text) => {
    expect(dateOf(text)).toBe(slow(text));
  });

  it.each([
    '',
    '2015-13-01',
    '2015-00-01',
    '2015-02-30',
    '2015/01/01',
    '2015-1-01',
    '2015-01-01T24:00:00',
    '2015-01-01T10:00',
    '2015-01-01t10:00:00',
    '20x5-01-01',
  ])('leaves %j to the slow parser', (text) => {
    expect(dateOf(text)).toBeNaN();
  });

  it('agrees with the slow parser on any day of the calendar', () => {
    const moment = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, (date) => {
        for (const text of [date.toISOString().slice(0, 10), date.toISOString().slice(0, 19)]) {
          const quick = dateOf(text);
          if (date.getUTCDate() > 28) expect(quick).toBeNaN();
          else expect(quick).toBe(slow(text));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('TextCache', () => {
  it('gives the text that the bytes say, whatever came before', () => {
    const words = fc.array(
      fc.constantFrom('', 'a', 'b', 'ab', 'é', '雪', 'x'.repeat(40), '\ufeffa'),
    );
    fc.assert(
      fc.property(words, (some) => {
        const cache = new TextCache();
        const all = Array.from({ length: 30 }, () => some).flat();
        for (const word of all) {
          const bytes = Buffer.from(`,,,,${word},`);
          const isAscii = bytes.every((byte) => byte < 128);
          expect(cache.text(bytes, 4, bytes.length - 1, isAscii)).toBe(word);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('stops trying where texts hardly repeat, and stays right', () => {
    const cache = new TextCache();
    for (let i = 0; i < 20_000; i++) {
      const bytes = Buffer.from(`....word ${i},`);
      expect(cache.text(bytes, 4, bytes.length - 1, true)).toBe(`word ${i}`);
    }
  });
});
