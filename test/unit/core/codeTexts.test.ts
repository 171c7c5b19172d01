import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeTexts } from '../../../src/core/index.js';

describe('codeTexts', () => {
  it('numbers each text in order of appearance, and what is missing is NaN', () => {
    expect(codeTexts(['b', null, 'a', 'b', '', 'b', 'a', ''], 3)).toEqual({
      codes: Float64Array.of(0, Number.NaN, 1, 0, 2, 0, 1, 2),
      texts: ['b', 'a', ''],
    });
  });

  it('says no where there are more texts than allowed, or hardly one comes twice', () => {
    expect(codeTexts(['a', 'b', 'c', 'a', 'b', 'c'], 2)).toBeUndefined();
    expect(codeTexts(['a', 'b', 'c', 'd', 'e', 'e'], 100)).toBeUndefined();
  });

  it('keeps every text', () => {
    const texts = fc.array(fc.option(fc.string({ unit: 'grapheme', maxLength: 2 })));
    fc.assert(
      fc.property(texts, (values) => {
        const coded = codeTexts([...values, ...values], 10_000);
        if (coded === undefined) return;
        const again = Array.from(coded.codes, (code) => coded.texts[code] ?? null);
        expect(again).toEqual([...values, ...values]);
      }),
      { seed: 4 },
    );
  });
});
