import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutationTest } from '../../../src/evaluation/index.js';

interface Sum {
  add(a: number, b: number): number;
}
const add = (a: number, b: number) => a + b;
const levels = {
  unit: { 'two and two is four': (sum: Sum) => sum.add(2, 2) === 4 },
  whole: {
    'nothing added changes nothing': (sum: Sum) => sum.add(7, 0) === 7,
    'two and three is five, a moment later': async (sum: Sum) => (await sum.add(2, 3)) === 5,
  },
};

describe('mutationTest', () => {
  it('says who notices what: by hand, for four ways to get a sum wrong', async () => {
    const mutants = {
      product: { add: (a: number, b: number) => a * b }, // 2 · 2 is 4, too
      four: { add: () => 4 },
      'off by one at twos': { add: (a: number, b: number) => a + b + (a === 2 && b === 2 ? 1 : 0) },
      'right here': { add: (a: number, b: number) => (a > 100 ? 0 : a + b) },
    };
    const report = await mutationTest({ subject: { add }, mutants, levels });
    expect(report.mutants.map(({ name, killedAt }) => [name, ...killedAt])).toEqual([
      ['product', 'whole'],
      ['four', 'whole'],
      ['off by one at twos', 'unit'],
      ['right here'],
    ]);
    expect(report.onlyAt).toEqual({ unit: ['off by one at twos'], whole: ['product', 'four'] });
    expect(report.mutationScore).toBe(0.75);
    const [product] = report.mutants;
    expect(product!.levels.whole.killedBy).toBe('nothing added changes nothing');
    expect(product!.levels.unit.killedBy).toBe(null);
    expect(product!.levels.whole.elapsedMs).toBeGreaterThanOrEqual(0);
  });

  it('counts an error, a late refusal and a half-hearted answer as noticed', async () => {
    const faults = { throws: 1, rejects: 2, undecided: 3 };
    const level = {
      'it is well': (state: number) => {
        if (state === 1) throw new Error('a fault');
        if (state === 2) return Promise.reject(new Error('a late fault'));
        return state === 3 ? 'not quite' : true;
      },
    };
    const report = await mutationTest({ subject: 0, mutants: faults, levels: { only: level } });
    expect(report.mutationScore).toBe(1);
  });

  it('without a level lets through exactly what only that level finds, whatever the faults', async () => {
    const noticed = fc.array(fc.subarray(['a', 'b', 'c'] as const), { minLength: 1, maxLength: 8 });
    const levelOf = (name: 'a' | 'b' | 'c') => ({
      holds: (seenBy: readonly string[]) => !seenBy.includes(name),
    });
    await fc.assert(
      fc.asyncProperty(noticed, async (list) => {
        const mutants = Object.fromEntries(list.map((seenBy, i) => [`m${i}`, seenBy]));
        const subject: readonly string[] = [];
        const all = { a: levelOf('a'), b: levelOf('b'), c: levelOf('c') };
        const report = await mutationTest({ subject, mutants, levels: all });
        const { a: _, ...rest } = all;
        const without = await mutationTest({ subject, mutants, levels: rest });
        const survive = (r: {
          mutants: readonly { name: string; killedAt: readonly string[] }[];
        }) => r.mutants.filter(({ killedAt }) => killedAt.length === 0).map(({ name }) => name);
        expect([...survive(report), ...report.onlyAt.a].sort()).toEqual(survive(without).sort());
        expect(report.mutationScore).toBe((list.length - survive(report).length) / list.length);
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['no mutants', () => mutationTest({ subject: { add }, mutants: {}, levels }), 'EMPTY'],
    ['no levels', () => mutationTest({ subject: 1, mutants: { a: 1 }, levels: {} }), 'EMPTY'],
    [
      'a level without tests',
      () => mutationTest({ subject: 1, mutants: { a: 1 }, levels: { unit: {} } }),
      'EMPTY',
    ],
    [
      'a subject that fails its own tests',
      () => mutationTest({ subject: { add: () => 0 }, mutants: { ok: { add } }, levels }),
      'fails "two and two is four" of the level "unit"',
    ],
  ])('refuses %s', async (_, call, says) => {
    await expect(call()).rejects.toThrow(says);
  });
});
