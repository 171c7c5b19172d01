import { assertInteger, assertNotEmpty, MlError } from '../core/index.js';

/** One question with its options. */
export interface QuizQuestion {
  readonly question: string;
  /** Two to eight answers, all different. Text between backticks is set as code. */
  readonly options: readonly string[];
  /**
   * Which option is right, counted from 0, or for each option whether it is: best as a function
   * that computes it from the data, and with one truth value per option where these are compared.
   */
  readonly answer: QuizKey | (() => QuizKey);
  /** Why it is right, and why the tempting other one is not. */
  readonly why: string;
}

export type QuizKey = number | readonly boolean[];

/** A question whose answer is known. */
export interface SolvedQuestion extends QuizQuestion {
  readonly right: number;
}

/**
 * Computes the answers of all questions, and refuses what no learner could answer.
 *
 * @throws MlError EMPTY | OUT_OF_RANGE | DUPLICATE_NAME | SHAPE_MISMATCH | INVALID_ARGUMENT (no
 *   words; or not exactly one option is right).
 */
export function solveQuestions(questions: readonly QuizQuestion[]): SolvedQuestion[] {
  assertNotEmpty('quiz', 'questions', questions.length);
  return questions.map(solve);
}

export function letterOf(index: number): string {
  return 'abcdefgh'[index]!;
}

function solve(question: QuizQuestion, index: number): SolvedQuestion {
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
  const key = typeof question.answer === 'function' ? question.answer() : question.answer;
  const right = typeof key === 'number' ? key : onlyTrue(name, options, key);
  assertInteger('quiz', `${name}.answer`, right, 0, options.length - 1);
  return { ...question, right };
}

function onlyTrue(name: string, options: readonly string[], key: readonly boolean[]): number {
  if (key.length !== options.length) {
    throw new MlError(
      'SHAPE_MISMATCH',
      `quiz: ${name}.answer judges ${key.length} options, there are ${options.length}.`,
    );
  }
  const right = options.filter((_, i) => key[i]);
  if (right.length === 1) return key.indexOf(true);
  const which =
    right.length === 0 ? 'no option is right' : `all of these are right: ${right.join('; ')}`;
  throw new MlError(
    'INVALID_ARGUMENT',
    `quiz: of ${name}, ${which}. Exactly one must be: change the options or the question.`,
  );
}
