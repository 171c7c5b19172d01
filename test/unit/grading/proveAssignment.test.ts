import {
  defineAssignment,
  hidden,
  markTest,
  outputsOf,
  proveAssignment,
  wrongAnswer,
} from 'mle-kit/grading';
import { describe, expect, it } from 'vitest';
import type { AnyTest, Assignment } from '../../../src/grading/assignment.js';
import { studentRandom } from '../../../src/grading/studentRandom.js';

interface Dice {
  readonly sides: number;
}

function mean(rolls: readonly number[]): number {
  return rolls.reduce((sum, roll) => sum + roll, 0) / rolls.length;
}

const stubs = {
  mean: () => {
    throw new Error('not attempted: write your answer here');
  },
};

const outside = { factor: 2 };

const dice = () =>
  defineAssignment<Dice>('dice', {
    seed: 'tall ships',
    data: (random) => ({ sides: random.integer(4, 20) }),
  });

/** An assignment that holds, but for what `change` adds. */
async function proven(change: (work: Assignment<Dice>) => void = () => {}): Promise<string[]> {
  const work = await dice();
  hidden(work, 'dice.1', mean, {
    test: 'ten rolls',
    points: 2,
    inputs: (random, { sides }) => [Array.from({ length: 10 }, () => random.integer(1, sides + 1))],
    call: (answer, rolls) => answer(rolls),
  });
  hidden(work, 'dice.1', mean, {
    test: 'no rolls',
    points: 1,
    inputs: () => [[] as number[]],
    call: (answer, rolls) => answer(rolls),
  });
  wrongAnswer(work, 'dice.1', mean, {
    says: 'no rolls are 0',
    answer: (rolls) => (rolls.length === 0 ? 0 : mean(rolls)),
    loses: 1,
  });
  change(work);
  return proveAssignment(work as Assignment<unknown>, stubs);
}

describe('proveAssignment', () => {
  it('finds nothing where all holds', async () => {
    expect(await proven()).toEqual([]);
  });

  it('finds a wrong answer that loses more, less, or nothing', async () => {
    const faults = await proven((work) => {
      wrongAnswer(work, 'dice.1', mean, { says: 'always 3', answer: () => 3, loses: 2 });
      wrongAnswer(work, 'dice.1', mean, { says: 'right after all', answer: mean, loses: 1 });
    });
    expect(faults).toEqual([
      'exercise dice.1: the wrong answer "always 3" loses 3 of 3 points, not 2: it fails "ten rolls", "no rolls"',
      'exercise dice.1: the wrong answer "right after all" loses 0 of 3 points, not 1: it passes everything',
    ]);
  });

  it.each<[string, Partial<AnyTest>, RegExp]>([
    ['a test that the stub passes', { call: () => 7 }, /the stub passes "planted"/],
    [
      'a test that forgives a stop',
      {
        call: (answer) => {
          try {
            return (answer as () => unknown)();
          } catch {
            return undefined;
          }
        },
        compare: () => true,
      },
      /the stub passes "planted"/,
    ],
    [
      'a test that doing nothing passes',
      {
        call: (answer, input) => {
          (answer as typeof mean)(input as number[]);
          return input;
        },
      },
      /a function that does nothing passes "planted"/,
    ],
    ['a test that the solution fails', { compare: () => 'never' }, /the solution fails.*never/],
    [
      'a comparison that throws',
      { compare: () => JSON.parse('{') },
      /the solution fails.*compared/,
    ],
    ['no inputs', { inputs: () => [] }, /"planted" has no inputs/],
    ['inputs that cannot travel', { inputs: () => [() => 1] }, /inputs cannot be made.*function/],
    ['an output that cannot travel', { call: () => () => 1 }, /stops at "planted".*function/],
    [
      'a call that uses what stands around it',
      { call: (answer, input) => (answer as typeof mean)(input as number[]) * outside.factor },
      /stops at "planted", input 1: .*not defined.*from its source alone/,
    ],
  ])('finds %s', async (_, planted, words) => {
    const faults = await proven((work) => {
      const test = {
        test: 'planted',
        points: 1,
        inputs: () => [[1, 2]],
        call: (answer: unknown, rolls: unknown) => (answer as typeof mean)(rolls as number[]),
        ...planted,
      };
      hidden(work, 'dice.1', mean, test as never);
    });
    expect(faults.join('\n')).toMatch(words);
  });

  it('finds inputs that differ from call to call', async () => {
    let count = 0;
    const faults = await proven((work) => {
      hidden(work, 'dice.1', mean, {
        test: 'planted',
        points: 1,
        inputs: () => [[count++]],
        call: (answer, rolls) => answer(rolls),
      });
    });
    expect(faults.join()).toMatch(/"planted" has other inputs each time/);
  });

  it('finds that nothing is graded, that no wrong answer is listed, that a function is lost', async () => {
    const work = (await dice()) as Assignment<unknown>;
    expect(await proveAssignment(work, stubs)).toEqual([expect.stringMatching(/no hidden test/)]);
    hidden(work, 'dice.1', mean, {
      test: 'one',
      points: 1,
      inputs: () => [[1]],
      call: (answer, rolls) => answer(rolls),
    });
    expect((await proveAssignment(work, {})).join()).toMatch(
      /has no function mean.*no wrong answer/,
    );
  });
});

describe('hidden', () => {
  const test = { test: 'one', points: 1, inputs: () => [1], call: () => 1 };
  it.each<[string, (work: Assignment<Dice>) => unknown]>([
    ['points of 0', (work) => hidden(work, 'a', mean, { ...test, points: 0 })],
    ['points of a third', (work) => hidden(work, 'a', mean, { ...test, points: 1 / 3 })],
    ['points that are no number', (work) => hidden(work, 'a', mean, { ...test, points: NaN })],
    [
      'a function without a name',
      (work) =>
        hidden(
          work,
          'a',
          (
            () => () =>
              1
          )(),
          test,
        ),
    ],
    ['an answer that is none', (work) => hidden(work, 'a', { mean: 3 }, test)],
    ['two tests of one name', (work) => [0, 1].map(() => hidden(work, 'a', mean, test))],
    [
      'two answers to one exercise',
      (work) => {
        hidden(work, 'a', mean, test);
        hidden(work, 'a', proven, { ...test, test: 'two' });
      },
    ],
  ])('refuses %s', async (_, add) => {
    const work = await dice();
    expect(() => add(work)).toThrow('INVALID_ARGUMENT');
  });
});

describe('marks', () => {
  const test = { test: 'half', points: 2, inputs: () => [3], call: () => 0 } as AnyTest;
  const wanted = [{ value: '1.5' }];
  it.each([
    ['the right output', [{ value: '1.5' }], 2, null],
    ['another number', [{ value: '2' }], 0, 'input 1 of 1: came 2, wanted 1.5'],
    ['the number as a text', [{ value: '"1.5"' }], 0, 'input 1 of 1: came "1.5", wanted 1.5'],
    ['nothing', [], 0, 'input 1 of 1: nothing came'],
    ['a stop', [{ error: 'no' }], 0, 'input 1 of 1: the answer stopped: no'],
    ['rubbish', [{ value: '{' }], 0, expect.stringContaining('cannot be compared')],
  ])('for %s', (_, outputs, earned, why) => {
    const mark = { test: 'half', points: 2, earned, why };
    expect(markTest(test, ['3'], wanted, outputs)).toEqual(mark);
  });

  it('are none where the solution itself gave nothing, or where there is no input', () => {
    const stopped = [{ error: 'x' }];
    expect(markTest(test, ['3'], stopped, [{ value: '1.5' }])).toMatchObject({
      earned: 0,
      why: expect.stringContaining('the solution gives nothing'),
    });
    expect(markTest(test, ['3'], [], [{ value: '1.5' }]).earned).toBe(0);
    expect(markTest(test, [], [], []).earned).toBe(0);
  });
});

describe('outputsOf', () => {
  it('gives each call a fresh copy of its input, and waits for promises', async () => {
    const spoil = async (list: number[]) => list.splice(0).length;
    const call = '(answer, list) => answer(list)';
    expect(await outputsOf(call, spoil, ['[1,2]', '[1,2]'])).toEqual([
      { value: '2' },
      { value: '2' },
    ]);
  });

  it('takes calls written as methods, and shortens what is thrown', async () => {
    const cry = () => {
      throw new Error('x'.repeat(10_000));
    };
    const [output] = await outputsOf('call(answer, input) { return answer(input); }', cry, ['1']);
    expect(output).toEqual({ error: 'x'.repeat(300) });
  });
});

describe('data and inputs', () => {
  it('belong to the phrase, the student and the purpose, and repeat', () => {
    const draw = (...args: Parameters<typeof studentRandom>) =>
      studentRandom(...args).integer(0, 2 ** 40);
    const first = draw('p', 'ada', 'data');
    expect(draw('p', 'ada', 'data')).toBe(first);
    const others = [draw('q', 'ada', 'data'), draw('p', 'bo', 'data'), draw('p', 'ada', 'x')];
    expect(new Set([first, ...others, draw('p', 'ad', 'adata')]).size).toBe(5);
  });

  it('differ by student', async () => {
    const work = await defineAssignment('x', { seed: 's', data: (random) => random.uniform() });
    expect(await work.dataOf('ada')).not.toBe(await work.dataOf('bo'));
    expect(await work.dataOf('sample')).toBe(work.data);
    await expect(work.dataOf('../bo')).rejects.toThrow('INVALID_ARGUMENT');
  });
});
