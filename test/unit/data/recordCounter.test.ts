import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordCounter } from '../../../src/data/csv/recordCounter.js';

const SETTINGS = { delimiter: ',', quote: '"' };

function countOf(text: string, cuts: readonly number[] = [], settings = SETTINGS) {
  const lines: number[] = [];
  const counter = new RecordCounter(settings, (row, line) => {
    lines[row] = line;
  });
  const bytes = Buffer.from(text);
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  for (let k = 1; k < places.length; k++) {
    counter.take(bytes.subarray(Math.min(places[k - 1]!, bytes.length), places[k]!));
  }
  counter.finish();
  const { fields, rows, leadingBlanks, longest, ends, faults } = counter;
  return { fields, rows, leadingBlanks, longest, ends: { ...ends }, faults: String(faults), lines };
}

describe('RecordCounter', () => {
  it('counts records, fields, lines and line ends', () => {
    expect(countOf('\n\na,"b\r\n,"\r\n\n1,"2\n\n""\n"\n3,4')).toEqual({
      fields: 2,
      rows: 2,
      leadingBlanks: 2,
      longest: 10,
      ends: { lf: 4, crlf: 1, cr: 0 },
      faults: '',
      lines: [6, 10],
    });
  });

  it('takes blank lines of a single column for rows', () => {
    expect(countOf('a\n\n1\n').rows).toBe(2);
    expect(countOf('a\r\r1\r').ends).toEqual({ lf: 0, crlf: 0, cr: 3 });
  });

  it.each([
    ['an empty field too many', 'a,b\n1,2,\n', 'line 2: 3 fields, but the header has 2'],
    ['a field too few after quoted lines', 'a,b\n"\n\n",1\n2\n', 'line 5: 1 field,'],
    ['a quote that is never closed', 'a\n1\n"2\n3\n', 'line 3: a quote is opened here'],
    ['text after a quote', 'a,b\n"1"x,2\n', 'line 2: text follows a closing quote'],
    ['text after spaces after a quote', 'a,b\n"1" "x",2\n', 'line 2: text follows'],
    ['a bare carriage return', 'a,b\n1,2\r3,4\n', 'line 2: ends in a bare carriage return'],
    ['one at the very end', 'a,b\n1,2\r', 'line 2: ends in a bare carriage return'],
  ])('finds %s', (_, text, fault) => {
    expect(countOf(text).faults).toContain(fault);
  });

  it('takes a quote in a plain field for a letter, and spaces around quotes for nothing', () => {
    expect(countOf('a,b\nx"y", "2,3" \n').faults).toBe('');
  });

  it('knows other delimiters and quotes, or none', () => {
    expect(countOf("a;b\n';';2\n", [], { delimiter: ';', quote: "'" }).faults).toBe('');
    expect(countOf('a,b\n","\n', [], { delimiter: ',', quote: '' }).rows).toBe(1);
  });

  it('finds the same wherever its blocks are cut', () => {
    const sign = fc.constantFrom('a', ',', '"', '\n', '\r', '\r\n', ' ', 'é');
    const text = fc.array(sign, { maxLength: 40 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(50), { maxLength: 4 }), (given, cuts) => {
        const whole = countOf(given);
        const within = cuts.map((cut) => Math.min(cut, Buffer.byteLength(given)));
        expect(countOf(given, within)).toEqual(whole);
      }),
      { numRuns: 2000 },
    );
  });
});
