import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../core/index.js';
import { writeCsv } from '../../data/index.js';
import type { AssignmentBundle } from '../assignmentBundle.js';
import { addRubricRows } from '../rubrics/addRubricRows.js';
import { rubricTable } from '../rubrics/rubricTable.js';
import type { SubmissionMarks } from '../submissionMarks.js';
import { classHtml } from './classHtml.js';
import { type ClassMarks, classMarks } from './classMarks.js';
import { classTable } from './classTable.js';
import { exerciseStatistics } from './exerciseStatistics.js';
import { reportHtml } from './reportHtml.js';
import { reportMarkdown } from './reportMarkdown.js';
import { studentReport } from './studentReport.js';

/** What came of writing the reports of a class. */
export interface WrittenReports {
  readonly all: ClassMarks;
  /** How many rows a `rubric.csv` lacked that was there. */
  readonly rubricRowsAdded: number;
}

/**
 * Writes all that marks are good for.
 *
 *     OUT/students/<student>/report.html, report.md   for the student
 *     OUT/class.html                                  for you: marks, exercises, similar submissions
 *     OUT/class.csv                                   one row a student
 *     OUT/class.json                                  everything, for `mle marks`
 *     OUT/rubric.csv                                  to be filled in by a person, where there is a rubric
 *
 * The same marks give the same bytes, and each file is there whole or not at all. A `rubric.csv`
 * that is there may hold a person's work: what stands in it stays, and rows that it lacks are added.
 *
 * @param out     a folder, made if need be.
 * @param marks   one for each student, those who handed in nothing included.
 * @param sources by student, the code that was handed in, for the comparison.
 * @throws MlError as `classMarks` | FILE_NOT_FOUND, INVALID_ARGUMENT when it cannot be written.
 */
export async function writeClassReports(
  out: string,
  bundle: AssignmentBundle,
  marks: readonly SubmissionMarks[],
  sources: ReadonlyMap<string, string>,
): Promise<WrittenReports> {
  const all = classMarks(bundle, marks, sources);
  await writeReports(out, all);
  const rubric = join(out, 'rubric.csv');
  if (all.rubrics.length === 0) return { all, rubricRowsAdded: 0 };
  if (existsSync(rubric)) return { all, rubricRowsAdded: await addRubricRows(rubric, all) };
  await writeCsv(rubricTable(all), rubric);
  return { all, rubricRowsAdded: 0 };
}

/** Writes the reports of marks that are complete, but for `rubric.csv`. */
export async function writeReports(out: string, all: ClassMarks): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const student of all.students) {
    const report = studentReport(all, student);
    const folder = join(out, 'students', student.marks.student);
    await write(join(folder, 'report.html'), reportHtml(report));
    await write(join(folder, 'report.md'), reportMarkdown(report));
  }
  await writeCsv(classTable(all), join(out, 'class.csv'));
  await write(join(out, 'class.html'), classHtml(all));
  const document = { ...all, statistics: exerciseStatistics(all.students) };
  await write(join(out, 'class.json'), `${JSON.stringify(document, null, 2)}\n`);
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await replaceFile('writeClassReports', file, (temporary) => writeFile(temporary, text));
}
