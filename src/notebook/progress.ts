import { alignRows } from './align.js';
import { calibrationText } from './guessCalibration.js';

/** What a learner has done: the content of progress.json. */
export interface LearnerProgress {
  readonly version: 1;
  /** By chapter: the day on which its quiz, which stands at the end, was reached. */
  readonly chapters: Readonly<Record<string, { readonly read: string }>>;
  /** By exercise. An exercise that was passed stays passed. */
  readonly exercises: Readonly<
    Record<string, { readonly passed: boolean; readonly tries: number }>
  >;
  /** By guess; only the first that was shown its result counts. */
  readonly guesses: Readonly<Record<string, GuessRecord>>;
  /** By chapter: the latest typed answers. */
  readonly quizzes: Readonly<
    Record<string, { readonly right: number; readonly of: number; readonly tries: number }>
  >;
}

/** A guess and what came. */
export interface GuessRecord {
  readonly guess: number | string | readonly [number, number];
  readonly truth: number | string;
  /** How sure the learner was, as a share; null where nothing was said. */
  readonly confidence: number | null;
  /** Whether the interval held the truth, or the choice was right; null for a plain number. */
  readonly held: boolean | null;
}

export const NOTHING_DONE: LearnerProgress = Object.freeze({
  version: 1,
  chapters: {},
  exercises: {},
  guesses: {},
  quizzes: {},
});

/** The number at the head of an exercise's, a guess's or a quiz's name: '8.2' belongs to '08'. */
export function chapterOf(id: string): string {
  return (/^\d+/.exec(id)?.[0] ?? '?').padStart(2, '0');
}

/**
 * What was done, as a table by chapter and a sentence on guesses.
 *
 * @param totals by chapter, how many exercises it has; without them only those that were tried count.
 *
 * @example progressText(NOTHING_DONE); // 'Nothing done yet.'
 */
export function progressText(
  progress: LearnerProgress,
  totals: Readonly<Record<string, number>> = {},
): string {
  const { chapters, exercises, guesses, quizzes } = progress;
  const inChapter = (record: object, chapter: string) =>
    Object.keys(record).filter((id) => chapterOf(id) === chapter);
  const ids = [chapters, exercises, guesses, quizzes].flatMap((record) => Object.keys(record));
  if (ids.length === 0) return 'Nothing done yet.';

  const rows = [...new Set([...Object.keys(totals), ...ids.map(chapterOf)])]
    .sort()
    .map((chapter) => {
      const tried = inChapter(exercises, chapter);
      const passed = tried.filter((id) => exercises[id]!.passed).length;
      const total = Math.max(totals[chapter] ?? 0, tried.length);
      const read = inChapter(chapters, chapter).map((id) => chapters[id]!.read)[0];
      const quiz = inChapter(quizzes, chapter).map((id) => quizzes[id]!)[0];
      return [
        chapter,
        read ?? '-',
        `${passed} of ${total}`,
        String(inChapter(guesses, chapter).length),
        quiz === undefined ? '-' : `${quiz.right} of ${quiz.of}`,
      ];
    });
  const head = ['chapter', 'read', 'exercises', 'guesses', 'quiz'];
  const table = alignRows([head, ...rows], [false, false, true, true, true]);
  const sure = calibrationText(Object.values(guesses));
  return [...table, ...(sure === undefined ? [] : ['', sure])].join('\n');
}
