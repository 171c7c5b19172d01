import { describe, expect, it } from 'vitest';
import { check, equals, hint, NOT_ATTEMPTED } from '../../../src/notebook/index.js';
import { listen, pretendKernel } from './kernel.js';

const heard = listen();
const stub = (): boolean => {
  throw new Error(NOT_ATTEMPTED);
};

describe('check', () => {
  it('says that all sentences hold, promised ones included', async () => {
    await check('1.1', { 'a is a': () => true, 'b is b': async () => true, c: () => true });
    await check('1.2', { 'a is a': () => true });
    expect(heard.text).toBe('1.1 ✓ all 3 checks hold\n1.2 ✓ the check holds\n');
  });

  it('knows the stub as a state of its own, in a script too', async () => {
    await check('2.1', { holds: () => true, asks: stub });
    expect(heard.text).toBe('2.1 not attempted yet\n');
  });

  it('knows the stub when another error wraps it', async () => {
    await check('2.2', {
      asks: () => {
        try {
          return stub();
        } catch (cause) {
          throw new Error('the fit failed', { cause });
        }
      },
    });
    expect(heard.text).toBe('2.2 not attempted yet\n');
  });

  it('says in a notebook what does not hold and what came, and throws nothing', async () => {
    pretendKernel(heard);
    await check('3.1', {
      'a holds': () => true,
      'b holds': () => false,
      'c is 3': () => 'came 4',
      'd runs': () => {
        throw new TypeError('no such thing');
      },
      'e answers': (() => undefined) as unknown as () => boolean,
    });
    expect(heard.text).toBe(
      [
        '3.1 ✗ 4 of 5 checks do not hold',
        '  ✗ b holds: it does not',
        '  ✗ c is 3: came 4',
        '  ✗ d runs: it threw "no such thing"',
        '  ✗ e answers: the test returned undefined instead of true',
        '',
      ].join('\n'),
    );
  });

  it('stops a script when a sentence does not hold, after saying so', async () => {
    await expect(check('3.2', { 'one is two': () => false })).rejects.toMatchObject({
      code: 'CHECK_FAILED',
      message: expect.stringContaining('exercise 3.2: one is two'),
    });
    expect(heard.text).toMatch('3.2 ✗ the check does not hold');
  });

  it('gives the next hint after each failure, and no more than there are', async () => {
    pretendKernel(heard);
    const tests = { 'one is two': () => false };
    const run = () => check('3.3', tests, { hints: ['Look closely.', 'Count.'] });
    for (let i = 0; i < 3; i++) await run();
    expect(heard.text.match(/Hint .*/g)).toEqual([
      'Hint 1 of 2: Look closely.',
      'Hint 2 of 2: Count.',
    ]);
  });

  it('refuses to check nothing', async () => {
    await expect(check('4.1', {})).rejects.toThrow('EMPTY');
  });
});

describe('hint', () => {
  it('gives one hint after the other', async () => {
    await check('5.1', { asks: stub }, { hints: ['First.', 'Second.'] });
    heard.text = '';
    for (let i = 0; i < 3; i++) hint('5.1');
    expect(heard.text).toBe('Hint 1 of 2: First.\nHint 2 of 2: Second.\n5.1 has no more hints.\n');
  });

  it('says where hints come from, and when there are none', async () => {
    hint('5.2');
    await check('5.3', { holds: () => true });
    hint('5.3');
    expect(heard.text).toMatch('5.2: run its check first');
    expect(heard.text).toMatch('5.3 has no hints.');
  });
});

describe('equals', () => {
  it.each([
    ['near numbers', 0.1 + 0.2, 0.3],
    ['large numbers, relatively', 1e12 + 1, 1e12],
    ['NaN and NaN', Number.NaN, Number.NaN],
    ['vectors and lists', new Float64Array([1, 2]), [1, 2]],
    ['nested lists', [[1], ['a']], [[1], ['a']]],
  ])('agrees on %s', (_, came, wanted) => expect(equals(came, wanted)).toBe(true));

  it.each([
    [1, 2, 'came 1, wanted 2'],
    [Number.NaN, 2, 'came NaN, wanted 2'],
    ['1', 1, 'came "1", wanted 1'],
    [[1, 2], [1, 3], 'entry 1: came 2, wanted 3'],
    [[[1]], [[2]], 'entry 0, entry 0: came 1, wanted 2'],
    [[1], [1, 2], 'came 1 entries, wanted 2'],
    [undefined, [1], 'came undefined, wanted 1 entries'],
    [[1], 1, 'came 1 entries, wanted 1'],
  ])('says how %j differs from %j', (came, wanted, words) => {
    expect(equals(came, wanted)).toBe(words);
  });

  it('takes a tolerance', () => {
    expect(equals(1.01, 1, 0.02)).toBe(true);
    expect(equals(1.03, 1, 0.02)).not.toBe(true);
  });
});
