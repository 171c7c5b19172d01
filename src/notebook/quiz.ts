import { askLine } from './askLine.js';
import { inNotebook, print } from './channel.js';
import { sentenceHtml } from './html.js';
import { chapterOf } from './progress.js';
import {
  letterOf,
  type QuizQuestion,
  type SolvedQuestion,
  solveQuestions,
} from './quizQuestion.js';
import { isAtTerminal, recordProgress } from './recordProgress.js';
import { showHtml } from './show.js';

const shown = new Map<string, readonly SolvedQuestion[]>();
/** Chapters whose questions were answered at the terminal. */
const asked = new Set<string>();

/**
 * The questions at the end of a chapter.
 *
 * In a notebook each option opens when it is clicked and says whether it is right; that needs no
 * script, so it works in JupyterLab, VS Code and on GitHub alike. Letters can be typed, too, into
 * `answerQuiz`. A script at a terminal asks one question after the other; elsewhere it prints them
 * all and, below them, the answers. Answers given as functions are computed now, so a changed data
 * set changes the answer, or fails here when it fits no option, or two.
 *
 * @param chapter its number, such as '8'.
 * @param questions one or more; a chapter has five.
 * @throws MlError EMPTY | OUT_OF_RANGE (an answer that is no option, fewer than two options) |
 *   DUPLICATE_NAME (two equal options) | SHAPE_MISMATCH | INVALID_ARGUMENT (no words; two options
 *   are right, or none).
 *
 * @example quiz('8', [{ question: 'What is 2 + 2?', options: ['4', '5'], answer: () => [2 + 2 === 4, 2 + 2 === 5], why: 'Count.' }]); // undefined
 */
export function quiz(chapter: string, questions: readonly QuizQuestion[]): void {
  const solved = solveQuestions(questions);
  shown.set(chapter, solved);
  const today = new Date().toISOString().slice(0, 10);
  recordProgress((progress) => ({
    ...progress,
    chapters: { [chapterOf(chapter)]: { read: today }, ...progress.chapters },
  }));
  if (!inNotebook() && isAtTerminal()) askAll(chapter, solved);
  else showHtml(quizHtml(solved), quizText(solved));
}

/**
 * Marks answers to a quiz that are typed: each right or not, without giving the others away.
 *
 * @param chapter as in `quiz`.
 * @param letters in the order of the questions, such as 'b a c a b'; a dash leaves one out. A
 *   lesson is written with ''.
 *
 * @example answerQuiz('8', ''); // undefined
 */
export function answerQuiz(chapter: string, letters: string): void {
  const questions = shown.get(chapter);
  const given = letters.toLowerCase().match(/[^\s,;]/g) ?? [];
  if (given.length === 0) {
    if (asked.has(chapter)) return;
    print('No letters yet. Type yours between the quotes, and run this cell again.');
    return;
  }
  if (questions === undefined) {
    print('Run the cell of the quiz first.');
    return;
  }
  if (given.length !== questions.length) {
    print(`${questions.length} letters are needed, ${given.length} came; a dash leaves one out.`);
    return;
  }
  print(questions.map((question, i) => mark(i, question, given[i]!)).join('\n'));
  const right = questions.filter((question, i) => given[i] === letterOf(question.right)).length;
  keepResult(chapter, right, questions.length);
}

function mark(index: number, { right, options, why }: SolvedQuestion, letter: string): string {
  if (letter === '-') return `${index + 1} - left out`;
  if (letter === letterOf(right)) return `${index + 1} ✓ ${letter}) ${why}`;
  const known = options.some((_, i) => letterOf(i) === letter);
  return `${index + 1} ✗ ${letter}) ${known ? 'not this one' : 'there is no such option'}`;
}

function keepResult(chapter: string, right: number, of: number): void {
  print(`${right} of ${of} right`);
  recordProgress((progress) => {
    const key = chapterOf(chapter);
    const tries = (progress.quizzes[key]?.tries ?? 0) + 1;
    return { ...progress, quizzes: { ...progress.quizzes, [key]: { right, of, tries } } };
  });
}

/** At a terminal: question by question, again until it is right or left out; the first try counts. */
function askAll(chapter: string, questions: readonly SolvedQuestion[]): void {
  asked.add(chapter);
  print(heading(questions.length));
  let right = 0;
  questions.forEach((question, i) => {
    print(`\n${questionText(question, i)}`);
    const last = letterOf(question.options.length - 1);
    for (let first = true; ; first = false) {
      const letter = askLine(`Your answer, a to ${last} (Enter leaves it out): `)?.trim();
      if (!letter) return;
      print(mark(i, question, letter.toLowerCase()));
      if (letter.toLowerCase() !== letterOf(question.right)) continue;
      if (first) right += 1;
      return;
    }
  });
  print('\nAt the first try:');
  keepResult(chapter, right, questions.length);
}

function heading(count: number): string {
  return `Quiz: ${count} question${count === 1 ? '' : 's'}`;
}

function questionText({ question, options }: QuizQuestion, index: number): string {
  return [
    `${index + 1}. ${question}`,
    ...options.map((option, k) => `   ${letterOf(k)}) ${option}`),
  ].join('\n');
}

function quizText(questions: readonly SolvedQuestion[]): string {
  const answers = questions.map(({ right, why }, i) => `${i + 1} ${letterOf(right)}) ${why}`);
  return [
    heading(questions.length),
    ...questions.map(questionText),
    ['Answers', ...answers].join('\n'),
  ].join('\n\n');
}

function quizHtml(questions: readonly SolvedQuestion[]): string {
  const items = questions.map(({ question, options, right, why }) => {
    const list = options.map((option, i) => {
      const said = i === right ? `✓ Yes. ${sentenceHtml(why)}` : '✗ Not this one.';
      return `<details><summary>${letterOf(i)}) ${sentenceHtml(option)}</summary><p>${said}</p></details>`;
    });
    return `<li><p>${sentenceHtml(question)}</p>${list.join('')}</li>`;
  });
  return `<p><strong>${heading(questions.length)}</strong> (click an option)</p><ol>${items.join('')}</ol>`;
}
