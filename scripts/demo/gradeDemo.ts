import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from 'mle-kit';
import {
  buildAssignment,
  type ClassMarks,
  type GradeReport,
  gradeSubmissions,
  writeClassReports,
} from 'mle-kit/grading';
import { ABSENT, STUDENTS, submissionOf } from './submissions.js';

/** What the demonstration made. */
export interface Demo {
  readonly report: GradeReport;
  readonly all: ClassMarks;
  /** Of the class, to be opened. */
  readonly page: string;
}

/**
 * Builds the example assignment for eleven students, makes the ten submissions, grades them.
 *
 * @param root of the course.
 * @param out  a folder; what is in it goes first.
 */
export async function gradeDemo(root: string, out: string, progress?: Progress): Promise<Demo> {
  const assignments = join(root, 'lessons', 'assignments');
  rmSync(out, { recursive: true, force: true });
  await buildAssignment(join(assignments, 'metrics.ts'), out, {
    students: [...STUDENTS, ABSENT],
    seed: 'only a demonstration',
  });
  const submitted = join(out, 'submitted');
  for (const student of STUDENTS) {
    const handedOut = readFileSync(join(out, 'students', student, 'metrics.ipynb'), 'utf8');
    mkdirSync(join(submitted, student), { recursive: true });
    writeFileSync(
      join(submitted, student, 'metrics.ipynb'),
      submissionOf(student, handedOut, join(assignments, 'submissions')),
    );
  }
  const grades = join(out, 'grades');
  const report = await gradeSubmissions(submitted, join(out, 'metrics.bundle.json'), grades, {
    progress,
    limits: { seconds: 3 },
  });
  const { all } = await writeClassReports(grades, report.bundle, report.marks, report.sources);
  return { report, all, page: join(grades, 'class.html') };
}
