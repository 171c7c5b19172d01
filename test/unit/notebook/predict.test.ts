import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { predict, reveal } from '../../../src/notebook/index.js';
import { listen } from './kernel.js';

const heard = listen();
beforeEach(() => vi.stubEnv('MLE_PROGRESS', 'off'));
afterEach(() => vi.unstubAllEnvs());

const lines = () => heard.text.trimEnd().split('\n');

describe('predict and reveal', () => {
  it('says how to guess in a fresh notebook, and shows the result all the same', () => {
    predict('1.0', { question: 'How heavy?', guess: undefined, unit: 'g' });
    predict('1.1', { question: 'Up or down?', options: ['up', 'down'], guess: undefined });
    reveal('1.0', 4207.0589);
    reveal('1.1', 'up');
    reveal('1.2', 3);
    expect(lines()).toEqual([
      'Guess 1.0: none yet. Put yours in the place of undefined, and run this cell again.',
      "Guess 1.1: none yet. Put one of 'up', 'down' in the place of undefined, and run this cell again.",
      'Guess 1.0: none. It is 4207 g.',
      'Guess 1.1: none. It is "up".',
      'Guess 1.2: none. It is 3.',
    ]);
  });

  it.each([
    ['a number', { guess: 250, unit: 'g' }, 200, 'you said 250 g; it is 200 g: 50 too high'],
    ['a low number', { guess: -1 }, 1, 'you said -1; it is 1: 2 too low'],
    ['the number itself', { guess: 3 }, 3, 'you said 3; it is 3: exactly'],
    [
      'an interval',
      { guess: [1, 2] as const, unit: 'm' },
      2,
      'you said 1 to 2 m (80% sure); it is 2 m: inside',
    ],
    [
      'an interval beside',
      { guess: [1, 2] as const, confidence: 0.5 },
      2.5,
      'you said 1 to 2 (50% sure); it is 2.5: outside',
    ],
    [
      'a choice',
      { guess: 'no', options: ['yes', 'no'], confidence: 0.9 },
      'no',
      'you said "no" (90% sure); it is "no": right',
    ],
    [
      'a wrong choice',
      { guess: 'no', options: ['yes', 'no'] },
      'yes',
      'you said "no"; it is "yes": not so',
    ],
  ])('shows %s beside the result', (name, options, truth, words) => {
    predict(`2 ${name}`, { question: 'What?', ...options });
    reveal(`2 ${name}`, truth);
    expect(lines().at(-1)).toBe(`Guess 2 ${name}: ${words}.`);
  });

  it('may be changed until the result is shown, and then stays', () => {
    predict('3.0', { question: 'What?', guess: 1 });
    predict('3.0', { question: 'What?', guess: 2 });
    reveal('3.0', 5);
    predict('3.0', { question: 'What?', guess: 5 });
    reveal('3.0', 5);
    expect(lines()[2]).toBe('Guess 3.0: you said 2; it is 5: 3 too low.');
    expect(lines()[3]).toContain('your first one stays, 2');
    expect(lines()[4]).toBe(lines()[2]);
  });

  it('does not count a guess that comes after the result', () => {
    predict('3.1', { question: 'What?', guess: undefined });
    reveal('3.1', 5);
    predict('3.1', { question: 'What?', guess: 5 });
    expect(lines().at(-1)).toContain('this one does not count');
  });

  it.each([
    ['a choice that is none', { guess: 'maybe', options: ['yes', 'no'] }, '"maybe" is none of'],
    ['a word for a number', { guess: 'many' }, '"many" is neither a number nor an interval'],
    ['an interval the wrong way round', { guess: [2, 1] as const }, 'neither a number nor'],
    ['80 for 0.8', { guess: [1, 2] as const, confidence: 80 }, 'write a share'],
  ])('tells %s in words, and takes it for no guess', (name, options, words) => {
    predict(`4 ${name}`, { question: 'What?', ...options });
    expect(heard.text).toContain(words);
    reveal(`4 ${name}`, 'options' in options ? 'yes' : 1);
    expect(lines().at(-1)).toContain('none. It is');
  });

  it('refuses a lesson that asks nothing, or whose result is none of its options', () => {
    expect(() => predict('5.0', { question: ' ', guess: 1 })).toThrow('INVALID_ARGUMENT');
    expect(() => predict('5.1', { question: 'a?', options: ['a'], guess: undefined })).toThrow(
      'OUT_OF_RANGE',
    );
    predict('5.2', { question: 'a?', options: ['a', 'b'], guess: undefined });
    expect(() => reveal('5.2', 'c')).toThrow('none of its options');
  });
});
