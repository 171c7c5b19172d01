import { MlError, type Table, type TableRow } from '../../core/index.js';
import { readTexts } from '../gradebooks/readTexts.js';
import type { ClassMarks, CriterionMark, StudentMarks } from '../reports/classMarks.js';

/** What a row of a rubric file says. */
interface Judgement {
  readonly earned: number | null;
  readonly comment: string;
}

const COLUMNS = ['student', 'exercise', 'line', 'earned'] as const;
const MOST_FAULTS = 20;

/**
 * Adds what a person wrote into `rubric.csv` to the marks of a class. What was merged before is
 * replaced by what the file says now; an empty `earned`, or a row that is not there, is not graded yet.
 *
 * Of the file's columns `student`, `exercise`, `line`, `earned` and `comment` count.
 *
 * @param pathOrText the file, or its text.
 * @throws MlError FILE_NOT_FOUND | PARSE_ERROR | WRONG_COLUMNS | SCHEMA_VIOLATION, with up to twenty
 *   rows that cannot be: an unknown student, exercise or line, more points than the line has, less
 *   than none, no number, one line twice, a judgement of nothing. Then nothing is merged.
 */
export async function mergeRubric(all: ClassMarks, pathOrText: string): Promise<ClassMarks> {
  const table = await readTexts(pathOrText);
  const lost = COLUMNS.filter((name) => !table.has(name));
  if (lost.length > 0) {
    throw new MlError(
      'WRONG_COLUMNS',
      `mergeRubric: the file has no column ${lost.join(', ')}. Keep the header of the rubric.csv that grading wrote.`,
    );
  }
  const judgements = judgementsOf(all, table);
  return { ...all, students: all.students.map((student) => judge(student, judgements)) };
}

function judge(
  { marks, judged }: StudentMarks,
  judgements: ReadonlyMap<string, Judgement>,
): StudentMarks {
  return {
    marks,
    judged: judged.map(({ exercise, criteria }) => ({
      exercise,
      criteria: criteria.map(({ says, points }, k): CriterionMark => {
        const blank = { earned: marks.submission === null ? 0 : null, comment: '' };
        const found = judgements.get(keyOf(marks.student, exercise, k + 1)) ?? blank;
        return { says, points, ...found };
      }),
    })),
  };
}

function judgementsOf(all: ClassMarks, table: Table): Map<string, Judgement> {
  const judgements = new Map<string, Judgement>();
  const faults: string[] = [];
  for (let i = 0; i < table.rowCount; i++) {
    const row = table.row(i);
    const earned = text(row, 'earned');
    const comment = text(row, 'comment');
    const [student, exercise, line] = COLUMNS.map((name) => text(row, name));
    const key = keyOf(student!, exercise!, Number(line));
    const fault = judgements.has(key) ? 'the line stands there twice' : faultOf(all, row);
    if (fault !== null) faults.push(`row ${i + 1} (${student} ${exercise} ${line}): ${fault}`);
    judgements.set(key, { earned: earned === '' ? null : numberOf(earned), comment });
  }
  if (faults.length === 0) return judgements;
  const more = faults.length > MOST_FAULTS ? [`and ${faults.length - MOST_FAULTS} more`] : [];
  throw new MlError(
    'SCHEMA_VIOLATION',
    `mergeRubric: nothing is merged, as there are rows that cannot be:\n  ${[...faults.slice(0, MOST_FAULTS), ...more].join('\n  ')}`,
  );
}

/** What is wrong with a row; null when nothing is. */
function faultOf({ students, rubrics }: ClassMarks, row: TableRow): string | null {
  const [name, exercise, line, earned] = COLUMNS.map((column) => text(row, column)) as [
    string,
    string,
    string,
    string,
  ];
  const student = students.find(({ marks }) => marks.student === name);
  if (student === undefined) return 'there is no such student in the class';
  const rubric = rubrics.find((one) => one.exercise === exercise);
  if (rubric === undefined) return 'there is no rubric for this exercise';
  const { criteria } = rubric;
  const criterion = /^\d+$/.test(line) ? criteria[Number(line) - 1] : undefined;
  if (criterion === undefined) return `the rubric has lines 1 to ${criteria.length}`;
  if (earned === '') return null;
  const points = numberOf(earned);
  if (Number.isNaN(points))
    return `"${earned}" is no number of points; leave it empty until graded`;
  if (points < 0) return `${earned} is less than nothing`;
  if (points > criterion.points) {
    return `${earned} is too much: the line gives ${criterion.points} at most`;
  }
  if (student.marks.submission === null && points > 0) return 'nothing was handed in';
  return null;
}

/** Points as people type them, with a comma, too. */
function numberOf(text: string): number {
  return /^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}

function text(row: TableRow, name: string): string {
  return String(row[name] ?? '').trim();
}

function keyOf(student: string, exercise: string, line: number): string {
  return JSON.stringify([student, exercise, line]);
}
