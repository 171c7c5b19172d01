import { describe, expect, it } from 'vitest';
import { quiz } from '../../../src/notebook/index.js';
import { listen, pretendKernel } from './kernel.js';

const heard = listen();
const question = {
  question: 'Is `1 < 2`?',
  options: ['no', 'yes & always'],
  answer: () => [false, true].indexOf(Math.min(1, 2) === 1),
  why: 'Since 1 < 2.',
};

describe('quiz', () => {
  it('asks in a script, with the computed answers below all questions', () => {
    quiz([question, { ...question, question: 'Is it not?', answer: 0 }]);
    expect(heard.text).toBe(
      [
        'Quiz: 2 questions',
        '',
        '1. Is `1 < 2`?',
        '   a) no',
        '   b) yes & always',
        '',
        '2. Is it not?',
        '   a) no',
        '   b) yes & always',
        '',
        'Answers',
        '1 b) Since 1 < 2.',
        '2 a) Since 1 < 2.',
        '',
      ].join('\n'),
    );
  });

  it('hides each answer in a notebook, with the script’s text beside', () => {
    quiz([question]);
    const printed = heard.text;
    pretendKernel(heard);
    quiz([question]);
    const bundle = heard.bundles[0]!;
    expect(`${bundle['text/plain']}\n`).toBe(printed);
    expect(bundle['text/html']).toContain('<p>Is <code>1 &lt; 2</code>?</p>');
    expect(bundle['text/html']).toContain('<summary>Answer</summary><p>b) yes &amp; always</p>');
    expect(bundle['text/html']).toContain('<p>Since 1 &lt; 2.</p>');
    expect(heard.bundles).toHaveLength(1);
  });

  it.each([
    ['no questions', [], 'EMPTY'],
    ['an answer that is no option', [{ ...question, answer: () => 2 }], 'OUT_OF_RANGE'],
    ['half an answer', [{ ...question, answer: 0.5 }], 'OUT_OF_RANGE'],
    ['one option', [{ ...question, options: ['yes'], answer: 0 }], 'OUT_OF_RANGE'],
    ['equal options', [{ ...question, options: ['yes', 'yes'] }], 'DUPLICATE_NAME'],
    ['no reason', [{ ...question, why: ' ' }], 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, questions, code) => {
    expect(() => quiz(questions)).toThrow(code);
  });
});
