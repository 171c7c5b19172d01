import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { check, equals, hint, NOT_ATTEMPTED } from '../../../src/notebook/index.js';
import { listen, pretendKernel } from './kernel.js';

const heard = listen();
const none = () => undefined;
const stub = (): boolean => {
  throw new Error(NOT_ATTEMPTED);
};

describe('check', () => {
  it('says that all sentences hold, promised ones included', async () => {
    await check('1.1', none, { 'a is a': () => true, 'b is b': async () => true, c: () => true });
    await check('1.2', none, { 'a is a': () => true });
    expect(heard.text).toBe('1.1 ✓ all 3 checks hold\n1.2 ✓ the check holds\n');
  });

  it('knows the stub as a state of its own, in a script too', async () => {
    await check('2.1', none, { holds: () => true, asks: stub });
    expect(heard.text).toBe('2.1 not attempted yet\n');
  });

  it('knows the stub when another error wraps it', async () => {
    await check('2.2', none, {
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
    await check('3.1', none, {
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
    await expect(check('3.2', none, { 'one is two': () => false })).rejects.toMatchObject({
      code: 'CHECK_FAILED',
      message: expect.stringContaining('exercise 3.2: one is two'),
    });
    expect(heard.text).toMatch('3.2 ✗ the check does not hold');
  });

  it('gives the next hint after each failure, and no more than there are', async () => {
    pretendKernel(heard);
    const tests = { 'one is two': () => false };
    const run = () => check('3.3', none, tests, { hints: ['Look closely.', 'Count.'] });
    for (let i = 0; i < 3; i++) await run();
    expect(heard.text.match(/Hint .*/g)).toEqual([
      'Hint 1 of 2: Look closely.',
      'Hint 2 of 2: Count.',
    ]);
  });

  it('refuses hints in the place of tests', async () => {
    const tests = { hints: ['Look.'] } as never;
    await expect(check('4.2', { holds: () => true }, tests)).rejects.toThrow(
      'The answer comes first',
    );
  });

  it('refuses to check nothing', async () => {
    await expect(check('4.1', none, {})).rejects.toThrow('EMPTY');
  });
});

describe('check with mistakes', () => {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const tests = {
    'the variance of 1, 2, 3 is 1': (variance: (v: readonly number[]) => number) =>
      equals(variance([1, 2, 3]), 1),
    'of 5, 5 it is 0': (variance: (v: readonly number[]) => number) => variance([5, 5]) === 0,
  };
  const byN = {
    says: 'you divided by n, the sample variance divides by n − 1.',
    answer: (v: readonly number[]) => mean(v.map((x) => (x - mean(v)) ** 2)),
  };
  const range = {
    says: 'that is the range.',
    answer: (v: readonly number[]) => Math.max(...v) - Math.min(...v),
  };
  const said = async (answer: (v: readonly number[]) => number, mistakes = [range, byN]) => {
    pretendKernel(heard);
    heard.text = '';
    await check('6.1', answer, tests, { mistakes });
    return /Likely: (.*)/.exec(heard.text)?.[1];
  };

  it('tells the mistake whose outputs came, however it was written', async () => {
    // The same by another formula, with other rounding.
    expect(await said((v) => mean(v.map((x) => x * x)) - mean(v) ** 2)).toBe(byN.says);
    expect(await said((v) => v.at(-1)! - v[0]!)).toBe(range.says);
  });

  it('is silent about what it does not know', async () => {
    expect(await said(() => 7)).toBeUndefined();
    expect(await said(byN.answer, [])).toBeUndefined();
    // On one test as byN, but wrong where byN is right; and the other way round.
    const more = (v: readonly number[]) => (v[0] === 5 ? 3 : byN.answer(v));
    expect(await said(more)).toBeUndefined();
    expect(await said(byN.answer, [{ says: 'more.', answer: more }])).toBeUndefined();
  });

  it('says what came where a test only says no', async () => {
    await said(() => 7);
    expect(heard.text).toContain('✗ of 5, 5 it is 0: it does not, your answer gave 7');
  });

  const circle: { itself?: object } = {};
  circle.itself = circle;
  it.each([
    ['a list with a NaN', [Number.NaN, 1], '[ NaN, 1 ]'],
    ['a long list', Int8Array.of(1, 2, 3, 4, 5, 6, 7, 8), '[ 1, 2, 3, 4, 5, 6, 7, 8 ]'],
    ['a bigint', 10n, '10n'],
    ['a text', 'a "b"', String.raw`"a \"b\""`],
    ['what holds itself', circle, '<ref *1> { itself: [Circular *1] }'],
  ])('says what the answer gave: %s', async (_what, value, words) => {
    pretendKernel(heard);
    await check('3.1', () => value, { holds: (answer) => answer() === undefined });
    expect(heard.text).toContain(`✗ holds: it does not, your answer gave ${words}\n`);
  });

  it('knows a mistake in one of several functions, and one in a promise', async () => {
    pretendKernel(heard);
    const wrong = { says: 'you added.', answer: { times: (a: number, b: number) => a + b } };
    const answer = { times: (a: number, b: number) => b + a, name: () => 'x' };
    await check(
      '6.2',
      answer,
      { 'two times three': ({ times }) => equals(times(2, 3), 6) },
      { mistakes: [wrong] },
    );
    expect(heard.text).toContain('Likely: you added.');
    heard.text = '';
    await check(
      '6.3',
      async () => [1, 2],
      { 'three of them': (list) => list().then(({ length }) => length === 3 || 'too few') },
      {
        mistakes: [
          { says: 'two are missing.', answer: async () => [1] },
          { says: 'one is missing.', answer: async () => [1, 2] },
        ],
      },
    );
    expect(heard.text).toContain('Likely: one is missing.');
  });

  it('shows a rubric when the tests hold', async () => {
    await check('6.4', none, { holds: () => true }, { rubric: ['It names a number.'] });
    expect(heard.text).toBe(
      '6.4 ✓ the check holds\nNow judge it yourself, line by line:\n  □ It names a number.\n',
    );
  });
});

describe('the proof of an exercise', () => {
  beforeEach(() => vi.stubEnv('MLE_PROVE', '1'));
  afterEach(() => vi.unstubAllEnvs());

  const tests = {
    'of 2 it is 4': (f: (x: number) => number) => equals(f(2), 4),
    'of 3 it is 9': (f: (x: number) => number) => equals(f(3), 9),
  };
  const hints = ['One.', 'Two.', 'Three.'];
  const doubled = { says: 'you doubled.', answer: (x: number) => 2 * x };
  const given = { says: 'you returned x.', answer: (x: number) => x };
  const prove = (options: object, more: object = {}) =>
    check('7.1', (x: number) => x * x, { ...tests, ...more }, { hints, ...options });

  it('holds where stub and mistakes fail as they are meant to', async () => {
    await prove({ mistakes: [doubled, given] });
    expect(heard.text).toBe('7.1 ✓ all 2 checks hold\n7.1 proven\n');
    await prove({ rubric: ['It says why.'] });
  });

  it.each([
    ['one mistake', { mistakes: [given] }, {}, 'lists 1 mistakes'],
    ['neither mistakes nor rubric', {}, {}, 'lists 0 mistakes'],
    ['two hints', { mistakes: [doubled, given], hints: ['One.', 'Two.'] }, {}, 'has 2 hints'],
    [
      'a test that passes without the answer',
      { mistakes: [doubled, given] },
      { 'one is one': () => true },
      'the stub passes "one is one"',
    ],
    [
      'a mistake that is right',
      { mistakes: [doubled, { says: 'you squared.', answer: (x: number) => x ** 2 }] },
      {},
      'the mistake "you squared." passes all checks',
    ],
    [
      'two mistakes that look alike',
      { mistakes: [given, { says: 'you did nothing.', answer: (x: number) => +x }] },
      {},
      'the mistake "you did nothing." cannot be told from "you returned x."',
    ],
    [
      'a mistake that is random',
      { mistakes: [given, { says: 'you guessed.', answer: () => Math.random() }] },
      {},
      'is not known again',
    ],
    [
      'a mistake that is the stub',
      { mistakes: [given, { says: 'you did nothing.', answer: stub }] },
      {},
      'is taken for not attempted',
    ],
  ])('refuses %s', async (_, options, more, words) => {
    await expect(prove(options, more)).rejects.toMatchObject({
      code: 'CHECK_FAILED',
      message: expect.stringContaining(words),
    });
  });
});

describe('hint', () => {
  it('gives one hint after the other', async () => {
    await check('5.1', none, { asks: stub }, { hints: ['First.', 'Second.'] });
    heard.text = '';
    for (let i = 0; i < 3; i++) hint('5.1');
    expect(heard.text).toBe('Hint 1 of 2: First.\nHint 2 of 2: Second.\n5.1 has no more hints.\n');
  });

  it('says where hints come from, and when there are none', async () => {
    hint('5.2');
    await check('5.3', none, { holds: () => true });
    hint('5.3');
    expect(heard.text).toMatch('5.2: run its check first');
    expect(heard.text).toMatch('5.3 has no hints.');
  });
});
