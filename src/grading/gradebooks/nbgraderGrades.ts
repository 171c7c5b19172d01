import { Table } from '../../core/index.js';
import type { ClassMarks } from '../reports/classMarks.js';
import { standingOf } from '../reports/standing.js';
import { type Gradebook, textOf } from './gradebook.js';
import type { NbgraderSubmission } from './nbgraderSubmissions.js';

/** What a gradebook of nbgrader says beyond the marks. */
export interface NbgraderFacts {
  /** With names and e-mail addresses; columns `id`, `last_name`, `first_name`, `email`. */
  readonly roster?: Gradebook | undefined;
  /** With the times of submission; see `nbgraderSubmissions`. */
  readonly submissions?: readonly NbgraderSubmission[] | undefined;
}

/**
 * Marks as `nbgrader export` writes them: the same columns in the same order, points as Python
 * writes them, 0.0 for those who handed in nothing. No penalty and no due date is known here.
 *
 * Points that no person has graded yet count as not earned, as in nbgrader.
 *
 * Source: nbgrader/plugins/export.py, CsvExportPlugin.
 */
export function nbgraderGrades(all: ClassMarks, facts: NbgraderFacts = {}): Table {
  const people = new Map(
    (facts.roster?.students ?? []).map((student, i) => [student, facts.roster!.table.row(i)]),
  );
  const times = new Map(facts.submissions?.map(({ student, timestamp }) => [student, timestamp]));
  const rows = all.students.map((student) => {
    const { earned, points } = standingOf(student);
    const name = student.marks.student;
    const person = people.get(name) ?? {};
    return {
      assignment: all.assignment,
      duedate: null,
      timestamp: times.get(name) ?? null,
      student_id: name,
      last_name: textOf(person, 'last_name') || null,
      first_name: textOf(person, 'first_name') || null,
      email: textOf(person, 'email') || null,
      raw_score: float(earned),
      late_submission_penalty: '0.0',
      score: float(earned),
      max_score: float(points),
    };
  });
  const names = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[0])[];
  return Table.from(
    names.map((name) => [name, { kind: 'string', values: rows.map((row) => row[name]) }] as const),
  );
}

/** A number as Python prints a float. */
function float(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
