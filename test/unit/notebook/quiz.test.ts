import { describe, expect, it } from 'vitest';
import { answerQuiz, quiz } from '../../../src/notebook/index.js';
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
    quiz('1', [question, { ...question, question: 'Is it not?', answer: [true, false] }]);
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

  it('says at each option of a notebook whether it is right, with the script’s text beside', () => {
    quiz('1', [question]);
    const printed = heard.text;
    pretendKernel(heard);
    quiz('1', [question]);
    const bundle = heard.bundles[0]!;
    expect(`${bundle['text/plain']}\n`).toBe(printed);
    expect(bundle['text/html']).toContain('<p>Is <code>1 &lt; 2</code>?</p>');
    expect(bundle['text/html']).toContain(
      '<details><summary>a) no</summary><p>✗ Not this one.</p></details>' +
        '<details><summary>b) yes &amp; always</summary><p>✓ Yes. Since 1 &lt; 2.</p></details>',
    );
    expect(heard.bundles).toHaveLength(1);
  });

  it.each([
    ['no questions', [], 'EMPTY'],
    ['an answer that is no option', [{ ...question, answer: () => 2 }], 'OUT_OF_RANGE'],
    ['half an answer', [{ ...question, answer: 0.5 }], 'OUT_OF_RANGE'],
    ['one option', [{ ...question, options: ['yes'], answer: 0 }], 'OUT_OF_RANGE'],
    ['equal options', [{ ...question, options: ['yes', 'yes'] }], 'DUPLICATE_NAME'],
    ['no reason', [{ ...question, why: ' ' }], 'INVALID_ARGUMENT'],
    ['two right options', [{ ...question, answer: () => [true, true] }], 'all of these are right'],
    ['no right option', [{ ...question, answer: () => [false, false] }], 'no option is right'],
    ['a judgement too few', [{ ...question, answer: [true] }], 'SHAPE_MISMATCH'],
  ])('refuses %s', (_, questions, code) => {
    expect(() => quiz('1', questions)).toThrow(code);
  });
});

describe('answerQuiz', () => {
  const marked = (letters: string) => {
    quiz('2', [question, { ...question, answer: 0 }, question]);
    heard.text = '';
    answerQuiz('2', letters);
    return heard.text;
  };

  it('marks letters, and does not give away the others', () => {
    expect(marked('b, B -')).toBe(
      '1 ✓ b) Since 1 < 2.\n2 ✗ b) not this one\n3 - left out\n1 of 3 right\n',
    );
    expect(marked('bax')).toContain('3 ✗ x) there is no such option\n2 of 3 right');
  });

  it('says what to do where there are no letters, too few, or no quiz', () => {
    expect(marked('')).toContain('No letters yet.');
    expect(marked('ba')).toContain('3 letters are needed, 2 came');
    answerQuiz('77', 'a');
    expect(heard.text).toContain('Run the cell of the quiz first.');
  });
});
