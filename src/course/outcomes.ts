import type { Course } from './course.js';
import { exercisesIn } from './exercises.js';
import { type FrontMatter, frontMatter } from './frontMatter.js';

/** What a reader can do after a chapter, and what asks for it; nothing where only the text does. */
export interface Outcome {
  /** Word for word as the lesson's front matter has it. */
  readonly objective: string;
  readonly exercises: readonly string[];
  /** The numbers of the quiz questions that ask for it, where no exercise does. */
  readonly quiz?: readonly number[];
}

/** By chapter, in the order of its objectives. */
export type Outcomes = Readonly<Record<string, readonly Outcome[]>>;

/** How many questions the quiz of a lesson has. */
function questionsOf(source: string): number {
  return [...source.matchAll(/^ {4}question:/gm)].length;
}

/** The exercises of a lesson by number, each once: an exercise in two parts is one. */
function exercisesOf(source: string): string[] {
  return [...new Set(exercisesIn(source).map(({ id }) => id.split(',')[0]!))];
}

/**
 * Where a list of outcomes and the lessons contradict each other: an objective that is missing,
 * unknown or in another place, an exercise or a question of the quiz that is unknown, an exercise that
 * no objective claims, a chapter without a list. Chapters of the list that the course does not have are passed over.
 *
 * @returns a sentence each; empty when all agrees.
 */
export function outcomeFaults(course: Course, outcomes: Outcomes): string[] {
  return course.slugs.flatMap((slug) => {
    const source = course.readLesson(slug);
    const listed = outcomes[slug];
    if (listed === undefined) return [`${slug}: has no list of outcomes`];
    const real = exercisesOf(source);
    const claimed = listed.flatMap(({ exercises }) => exercises);
    const asked = listed.flatMap(({ quiz = [] }) => quiz);
    const questions = questionsOf(source);
    const { objectives } = frontMatter(source);
    const said = listed.map(({ objective }) => objective);
    return [
      ...objectives.filter((one) => !said.includes(one)).map((one) => `${slug}: lacks "${one}"`),
      ...said.filter((one) => !objectives.includes(one)).map((one) => `${slug}: knows no "${one}"`),
      ...(objectives.join() !== said.join()
        ? [`${slug}: lists its outcomes in another order`]
        : []),
      ...claimed.filter((id) => !real.includes(id)).map((id) => `${slug}: has no exercise ${id}`),
      ...asked
        .filter((question) => !(question >= 1 && question <= questions))
        .map((question) => `${slug}: its quiz has no question ${question}`),
      ...real.filter((id) => !claimed.includes(id)).map((id) => `${slug}: ${id} serves no outcome`),
    ];
  });
}

/** The outcomes of a course as Markdown: a table a chapter, outcomes down, exercises across. */
export function outcomeMatrix(course: Course, outcomes: Outcomes): string {
  const tables = course.slugs.map((slug) => {
    const source = course.readLesson(slug);
    return chapterTable(frontMatter(source), exercisesOf(source), outcomes[slug] ?? []);
  });
  const intro = [
    '# Outcomes and exercises',
    'Which exercise asks for which outcome; where none does, which question of the quiz. A line without',
    'a mark is told by the text alone: in an exam, it is yours to ask. Made by `npm run teaching` from',
    '`outcomes.json`.',
  ];
  return `${[intro[0], intro.slice(1).join('\n'), ...tables].join('\n\n')}\n`;
}

function chapterTable(
  { title, minutes }: FrontMatter,
  exercises: readonly string[],
  outcomes: readonly Outcome[],
): string {
  const rows = outcomes.map(({ objective, exercises: asked, quiz = [] }) => {
    const marks = exercises.map((id) => (asked.includes(id) ? '●' : ''));
    return `| ${[objective, ...marks, quiz.join(', ')].join(' | ')} |`;
  });
  return [
    `## ${title}`,
    '',
    `| after ${minutes} minutes you can | ${exercises.join(' | ')} | quiz |`,
    `|---|${exercises.map(() => ':-:|').join('')}:-:|`,
    ...rows,
  ].join('\n');
}
