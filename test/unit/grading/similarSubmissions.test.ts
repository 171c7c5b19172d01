import fc from 'fast-check';
import { similarSubmissions } from 'mle-kit/grading';
import { describe, expect, it } from 'vitest';
import { codeTokens } from '../../../src/grading/similarity/codeTokens.js';
import { GRAM, gramHashes, WINDOW, winnow } from '../../../src/grading/similarity/winnow.js';

const words = (source: string) =>
  codeTokens(source)
    .map(({ text }) => text)
    .join(' ');

const ADA = `
function precisionAt(labels: number[], given: number[], k: number): number {
  const last = [...given].sort((a, b) => b - a)[k - 1]!;
  const above = labels.filter((_, i) => given[i]! > last);
  const tied = labels.filter((_, i) => given[i] === last);
  const sum = (list: number[]) => list.reduce((total, label) => total + label, 0);
  return (sum(above) + ((k - above.length) * sum(tied)) / tied.length) / k;
}
`;
/** The same, with other names, comments and lines. */
const COPY = `
// my own idea
function topShare(truth: number[], marks: number[], n: number): number {
  const cut = [...marks].sort((x, y) => y - x)[n - 1]!; /* the last one */
  const sure = truth.filter((_, j) => marks[j]! > cut);
  const maybe = truth.filter((_, j) => marks[j] === cut);
  const add = (all: number[]) =>
    all.reduce((before, one) => before + one, 0);
  return (add(sure) + ((n - sure.length) * add(maybe)) / maybe.length) / n;
}
`;
const OTHER = `
function precisionAt(labels: number[], given: number[], k: number): number {
  const order = labels.map((_, i) => i);
  order.sort((left, right) => given[right]! - given[left]!);
  let hits = 0;
  for (let place = 0; place < k; place++) if (labels[order[place]!] === 1) hits += 1;
  while (hits > k) hits -= 1;
  return Math.max(0, Math.min(1, hits / k));
}
`;

describe('codeTokens', () => {
  it('leaves out comments and layout, and forgets names of one own', () => {
    expect(words('let total = 0; // sum')).toBe('let name = 0 ;');
    expect(words('let\n  x /* y */ =0;')).toBe('let name = 0 ;');
    expect(words('list.map(x => x ?? "a")')).toBe('name . map ( name => name ?? text )');
    expect(words("a?.b !== 'it\\'s' && `x`")).toBe('name ?. b !== text && text');
  });

  it('counts lines, within comments and texts too', () => {
    const lines = codeTokens('a\n/* \n */ b\n`\n` c').map(({ line }) => line);
    expect(lines).toEqual([1, 3, 4, 5]);
  });

  it('reads any text', () => {
    const unit = fc.constantFrom(...'"\'`$/*\\\n.x1ß✓\ud83d');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        for (const { line } of codeTokens(text)) expect(line).toBeLessThan(42);
      }),
    );
  });
});

describe('winnow', () => {
  it('keeps the smallest of nine neighbours, the last of equal ones, each once', () => {
    const hashes = [7, 2, 9, 9, 2, 9, 9, 9, 9, 9, 9, 9, 9, 9];
    expect(winnow(hashes)).toEqual([
      { hash: 2, at: 4 },
      { hash: 9, at: 13 },
    ]);
    expect(winnow([])).toEqual([]);
    expect(winnow([3, 1, 2])).toEqual([{ hash: 1, at: 1 }]);
  });

  it('finds every passage of 20 tokens that two texts share, wherever it stands', () => {
    const token = fc.constantFrom(...'abcdefgh');
    const list = (minLength: number, maxLength: number) =>
      fc.array(token, { minLength, maxLength });
    const shared = list(GRAM + WINDOW - 1, 30);
    const prints = (tokens: string[]) => winnow(gramHashes(tokens)).map(({ hash }) => hash);
    fc.assert(
      fc.property(shared, list(0, 40), list(0, 40), list(0, 40), (passage, a, b, c) => {
        const first = new Set(prints([...a, ...passage, ...b]));
        expect(prints([...c, ...passage]).some((hash) => first.has(hash))).toBe(true);
      }),
    );
  });
});

describe('similarSubmissions', () => {
  const of = (entries: Record<string, string>, options = {}) =>
    similarSubmissions(new Map(Object.entries(entries)), options);

  it('finds a copy with other names and another layout, and shows where', () => {
    const [pair, ...others] = of({ cem: OTHER, bo: COPY, ada: ADA });
    expect(others).toEqual([]);
    expect(pair).toMatchObject({ first: 'ada', second: 'bo', share: 1 });
    const [longest] = pair!.passages;
    expect(longest!.first).toMatchObject({ from: 2 });
    expect(longest!.first.text).toContain('function precisionAt');
    expect(longest!.second.text).toContain('function topShare');
  });

  it('says the same in whatever order they come', () => {
    expect(of({ ada: ADA, bo: COPY })).toEqual(of({ bo: COPY, ada: ADA }));
  });

  it('takes what was handed out for nobody own', () => {
    const more = '\nconst mine = Object.entries({ a: 1 }).map(([key]) => key.length + 1).join();\n';
    expect(of({ ada: ADA, bo: COPY }, { given: ADA })).toEqual([]);
    expect(of({ ada: ADA + OTHER, bo: ADA + more }, { given: ADA })).toEqual([]);
  });

  it('takes what more than ten submissions hold for common knowledge', () => {
    const all = (n: number) =>
      Object.fromEntries(Array.from({ length: n }, (_, i) => [`s${i}`, ADA]));
    expect(of(all(10), { most: 100 })).toHaveLength(45);
    expect(of(all(11), { most: 100 })).toEqual([]);
  });

  it('compares the beginnings of texts of megabytes, whatever they hold', () => {
    const long = [`'${'x'.repeat(1e7)}'`, 'a '.repeat(5e6), '/* '.repeat(3e6), '`\\'.repeat(5e6)];
    const sources = long.map((text, i): [string, string] => [`s${i}`, ADA + text]);
    const pairs = similarSubmissions(new Map([['ada', ADA], ...sources]));
    expect(pairs.filter(({ first, share }) => first === 'ada' && share === 1)).toHaveLength(4);
    expect(JSON.stringify(pairs).length).toBeLessThan(1e6);
  });

  it('is silent about programs that are too small to tell', () => {
    const small = 'const half = (x: number) => x / 2;';
    expect(of({ ada: small, bo: small, cem: '', dana: '' })).toEqual([]);
  });

  it('lists what is asked for at most, the most alike first', () => {
    const half = ADA.slice(0, ADA.length / 2) + OTHER;
    const pairs = of({ ada: ADA, bo: COPY, cem: half }, { least: 0.01 });
    expect(pairs[0]).toMatchObject({ first: 'ada', second: 'bo' });
    expect(pairs.length).toBeGreaterThan(1);
    expect(pairs[1]!.share).toBeLessThan(1);
    expect(of({ ada: ADA, bo: COPY, cem: half }, { least: 0.01, most: 1 })).toHaveLength(1);
  });
});
