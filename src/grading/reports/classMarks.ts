import { assertNotEmpty, MlError } from '../../core/index.js';
import type { Rubric } from '../assignment.js';
import type { AssignmentBundle } from '../assignmentBundle.js';
import { answerScript } from '../assignmentNotebook.js';
import { parseAssignment } from '../assignmentScript.js';
import { type SimilarPair, similarSubmissions } from '../similarity/similarSubmissions.js';
import type { SubmissionMarks } from '../submissionMarks.js';

/** What a person gave for one line of a rubric. */
export interface CriterionMark {
  readonly says: string;
  readonly points: number;
  /** Null: not graded yet. */
  readonly earned: number | null;
  /** For the student; empty where nothing is to be said. */
  readonly comment: string;
}

/** What a person gave for a rubric. */
export interface RubricMarks {
  readonly exercise: string;
  readonly criteria: readonly CriterionMark[];
}

/** One student of the class. */
export interface StudentMarks {
  /** Of the hidden tests. */
  readonly marks: SubmissionMarks;
  /** Of the rubrics, one each. */
  readonly judged: readonly RubricMarks[];
}

/** All that grading found out about a class: plain JSON, the same bytes for the same input. */
export interface ClassMarks {
  readonly kind: 'mle-class/1';
  readonly assignment: string;
  readonly title: string;
  readonly assignmentSha256: string;
  readonly libraryVersion: string;
  readonly rubrics: readonly Rubric[];
  /** In the order of their names. */
  readonly students: readonly StudentMarks[];
  readonly similar: readonly SimilarPair[];
}

/**
 * The marks of a class, before a person has graded anything.
 *
 * @param marks   one for each student.
 * @param sources by student, the code that was handed in; it is compared, see `similarSubmissions`.
 * @throws MlError EMPTY without marks | DUPLICATE_NAME for a student who comes twice |
 *   INVALID_ARGUMENT for marks of another assignment, or of another state of it.
 */
export function classMarks(
  bundle: AssignmentBundle,
  marks: readonly SubmissionMarks[],
  sources: ReadonlyMap<string, string>,
): ClassMarks {
  assertNotEmpty('classMarks', 'marks', marks.length);
  const { id, title, sha256, libraryVersion, rubrics } = bundle;
  const seen = new Set<string>();
  for (const { student, assignment, assignmentSha256 } of marks) {
    if (seen.has(student)) {
      throw new MlError('DUPLICATE_NAME', `classMarks: ${student} has marks twice.`);
    }
    seen.add(student);
    if (assignment === id && assignmentSha256 === sha256) continue;
    throw new MlError(
      'INVALID_ARGUMENT',
      `classMarks: the marks of ${student} are of another assignment than this bundle: ${assignment}, ` +
        `${assignmentSha256.slice(0, 12)}, not ${id}, ${sha256.slice(0, 12)}. Grade with one bundle.`,
    );
  }
  // Nothing handed in needs no person to judge it.
  const unjudged = ({ submission }: SubmissionMarks) =>
    rubrics.map(({ exercise, criteria }) => ({
      exercise,
      criteria: criteria.map((one) => {
        return { ...one, earned: submission === null ? 0 : null, comment: '' };
      }),
    }));
  return {
    kind: 'mle-class/1',
    assignment: id,
    title,
    assignmentSha256: sha256,
    libraryVersion,
    rubrics,
    students: [...marks]
      .sort((a, b) => (a.student < b.student ? -1 : 1))
      .map((one) => ({ marks: one, judged: unjudged(one) })),
    similar: similarSubmissions(sources, { given: givenCode(bundle) }),
  };
}

/** The code that every student's notebook held when it was handed out. */
function givenCode({ source, id, exercises }: AssignmentBundle): string {
  const code = parseAssignment(source, id).studentCells.filter(({ kind }) => kind === 'code');
  const functions = exercises.flatMap((exercise) => exercise.functions);
  return answerScript(
    code.map(({ text }) => text),
    functions,
  );
}
