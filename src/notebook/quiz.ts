import { assertInteger, assertNotEmpty, MlError } from '../core/index.js';
import { sentenceHtml } from './html.js';
import { showHtml } from './show.js';

/** One question with its options. */
export interface QuizQuestion {
  readonly question: string;
  /** Two to eight answers, all different. Text between backticks is set as code. */
  readonly options: readonly string[];
  /** Which option is right, counted from 0: best as a function that computes it from the data. */
  readonly answer: number | (() => number);
  /** Why it is right, and why the tempting other one is not. */
  readonly why: string;
}

/** A question whose answer is known. */
interface Solved extends QuizQuestion {
  readonly right: number;
}

/**
 * The questions at the end of a chapter, each answer hidden until asked for.
 *
 * In a notebook every answer opens by itself; a script prints the questions and, below all of
 * them, the answers. Answers given as functions are computed now, so a changed data set changes
 * the answer, or fails here when it fits no option.
 *
 * @param questions one or more; a chapter has five.
 * @throws MlError EMPTY | OUT_OF_RANGE (an answer that is no option, fewer than two options) |
 *   DUPLICATE_NAME (two equal options) | INVALID_ARGUMENT (no words).
 *
 * @example quiz([{ question: 'What is 2 + 2?', options: ['4', '5'], answer: () => (2 + 2 === 4 ? 0 : 1), why: 'Count.' }]); // undefined
 */
export function quiz(questions: readonly QuizQuestion[]): void {
  assertNotEmpty('quiz', 'questions', questions.length);
  const solved = questions.map(solve);
  showHtml(quizHtml(solved), quizText(solved));
}

function solve(question: QuizQuestion, index: number): Solved {
  const name = `questions[${index}]`;
  for (const part of ['question', 'why'] as const) {
    if (question[part].trim() !== '') continue;
    throw new MlError('INVALID_ARGUMENT', `quiz: ${name}.${part} is empty. Write a sentence.`);
  }
  const { options } = question;
  assertInteger('quiz', `${name}.options.length`, options.length, 2, 8);
  const twice = options.find((option, i) => options.indexOf(option) !== i);
  if (twice !== undefined) {
    throw new MlError(
      'DUPLICATE_NAME',
      `quiz: ${name} has the option ${JSON.stringify(twice)} twice.`,
    );
  }
  const right = typeof question.answer === 'function' ? question.answer() : question.answer;
  assertInteger('quiz', `${name}.answer`, right, 0, options.length - 1);
  return { ...question, right };
}

function letter(index: number): string {
  return 'abcdefgh'[index]!;
}

function heading(count: number): string {
  return `Quiz: ${count} question${count === 1 ? '' : 's'}`;
}

function quizText(questions: readonly Solved[]): string {
  const asked = questions.map(({ question, options }, i) =>
    [`${i + 1}. ${question}`, ...options.map((option, k) => `   ${letter(k)}) ${option}`)].join(
      '\n',
    ),
  );
  const answers = questions.map(({ right, why }, i) => `${i + 1} ${letter(right)}) ${why}`);
  return [heading(questions.length), ...asked, ['Answers', ...answers].join('\n')].join('\n\n');
}

function quizHtml(questions: readonly Solved[]): string {
  const items = questions.map(({ question, options, right, why }) => {
    const list = options.map((option) => `<li>${sentenceHtml(option)}</li>`).join('');
    return (
      `<li><p>${sentenceHtml(question)}</p><ol type="a">${list}</ol>` +
      `<details><summary>Answer</summary><p>${letter(right)}) ${sentenceHtml(options[right]!)}</p>` +
      `<p>${sentenceHtml(why)}</p></details></li>`
    );
  });
  return `<p><strong>${heading(questions.length)}</strong></p><ol>${items.join('')}</ol>`;
}
