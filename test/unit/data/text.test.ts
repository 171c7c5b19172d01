import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readText, scanLines, tokenize } from '../../../src/data/index.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-text-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'a.txt');
const written = (content: string | Uint8Array) => {
  writeFileSync(path, content);
  return path;
};
const linesOf = async (content: string | Uint8Array) => {
  const lines: string[] = [];
  for await (const line of scanLines(written(content))) lines.push(line);
  return lines;
};

describe('readText', () => {
  it('reads UTF-8, and leaves a byte order mark at the beginning out', async () => {
    expect(await readText(written('\ufeffnaïve 🐧\r\n\ufeff'))).toBe('naïve 🐧\r\n\ufeff');
  });

  it('refuses what is not UTF-8, by line', async () => {
    const latin1 = Buffer.from('one\ncaf\xe9\nthree\nna\xefve\n', 'latin1');
    await expect(readText(written(latin1))).rejects.toThrow(
      /a\.txt is not UTF-8 text:\n {2}line 2: "caf.*\n {2}line 4: "na/,
    );
    await expect(readText(written(Uint8Array.of(97, 10, 0xe2, 0x82)))).rejects.toThrow('line 2: ');
    const half = Buffer.concat([
      Buffer.from('ok\n'),
      Buffer.from([0xf0, 0x9f]),
      Buffer.from('\nok\n'),
    ]);
    const error = await readText(written(half)).catch((reason: Error) => reason.message);
    expect(error).toContain('line 2: ');
    expect(error).not.toContain('line 3: ');
  });

  it('refuses an empty file, a folder, a file that is not there', async () => {
    await expect(readText(written(''))).rejects.toThrow('EMPTY');
    mkdirSync(join(folder, 'sub'), { recursive: true });
    await expect(readText(join(folder, 'sub'))).rejects.toThrow('is a folder');
    await expect(readText(join(folder, 'b.txt'))).rejects.toThrow('Did you mean "a.txt"');
  });
});

describe('scanLines', () => {
  it('yields lines without their ends', async () => {
    expect(await linesOf('\ufeffa\r\n\nb\n')).toEqual(['a', '', 'b']);
    expect(await linesOf('a\r')).toEqual(['a']);
    expect(await linesOf('a\rb')).toEqual(['a\rb']);
  });

  it('yields what a split of the whole yields, whatever the text', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', '🐧', '\n', '\r\n', ' '),
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        const lines = content.split(/\r?\n/);
        if (lines.at(-1) === '') lines.pop();
        expect(await linesOf(content)).toEqual(lines);
      }),
      { numRuns: 50 },
    );
  });

  it('joins characters that a read cuts in two', async () => {
    const line = 'x🐧é'.repeat(40_000);
    expect(await linesOf(`${line}\n${line}\n`)).toEqual([line, line]);
  });

  it('refuses what is not UTF-8', async () => {
    await expect(linesOf(Uint8Array.of(97, 10, 0xff, 10))).rejects.toThrow('PARSE_ERROR');
    await expect(linesOf(Uint8Array.of(97, 10, 0xe2, 0x82))).rejects.toThrow('in line 2');
  });
});

describe('tokenize', () => {
  it('finds the words of many scripts', () => {
    expect(tokenize("The cat's 2 hats, 3.14 wide — déjà vu!")).toEqual([
      'the',
      "cat's",
      '2',
      'hats',
      '3.14',
      'wide',
      'déjà',
      'vu',
    ]);
    expect(tokenize('Все люди рождаются')).toEqual(['все', 'люди', 'рождаются']);
    expect(tokenize('人人生而自由').join('')).toBe('人人生而自由');
    expect(tokenize('人人生而自由').length).toBeGreaterThan(1);
  });

  it('takes what people see as one character for one', () => {
    expect(tokenize('e\u0301 🇳🇿👩‍🚀', { kind: 'characters' })).toEqual(['é', ' ', '🇳🇿', '👩‍🚀']);
  });

  it('makes n-grams over words and their gaps, spaces counted once', () => {
    expect(tokenize(' A  b\nc ', { kind: 'ngrams', n: 3 })).toEqual(['a b', ' b ', 'b c']);
    expect(tokenize('ab', { kind: 'ngrams', n: 3 })).toEqual([]);
    expect(tokenize('AB', { kind: 'ngrams', n: 1, lowercase: false })).toEqual(['A', 'B']);
  });

  it('gives n-grams that put the text together again', () => {
    const unit = fc.constantFrom('a', 'B', 'é', '🐧', 'ß');
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1 }), fc.integer({ min: 1, max: 4 }), (text, n) => {
        const characters = tokenize(text, { kind: 'characters' });
        const grams = tokenize(text, { kind: 'ngrams', n });
        expect(characters.join('')).toBe(text.toLowerCase());
        expect(grams).toHaveLength(Math.max(0, characters.length - n + 1));
        grams.forEach((gram, i) => {
          expect(gram).toBe(characters.slice(i, i + n).join(''));
        });
      }),
    );
  });

  it('refuses an unknown kind, a bad n, an unknown option', () => {
    expect(() => tokenize('a', { kind: 'word' } as never)).toThrow('Did you mean "words"');
    expect(() => tokenize('a', { kind: 'ngrams', n: 0 })).toThrow('OUT_OF_RANGE');
    expect(() => tokenize('a', { size: 2 } as never)).toThrow('INVALID_ARGUMENT');
  });
});
