export type { Limits } from './apart/limits.js';
export { UNSAFE } from './apart/unsafeNode.js';
export type {
  Assignment,
  AssignmentOptions,
  Criterion,
  GradedExercise,
  HiddenTest,
  Rubric,
  WrongAnswer,
} from './assignment.js';
export type { AssignmentBundle, BundledExercise, BundledTest } from './assignmentBundle.js';
export { type AssignmentScript, parseAssignment, readAssignment } from './assignmentScript.js';
export { type BuildAssignmentOptions, buildAssignment } from './buildAssignment.js';
export {
  type AssignmentProof,
  type CheckAssignmentOptions,
  checkAssignment,
} from './checkAssignment.js';
export { defineAssignment } from './defineAssignment.js';
export { decodeValue, encodeValue } from './exchange.js';
export { canvasGrades } from './gradebooks/canvasGrades.js';
export { type Gradebook, type GradebookForm, readGradebook } from './gradebooks/gradebook.js';
export { withoutRow } from './gradebooks/matchStudents.js';
export { moodleGrades } from './gradebooks/moodleGrades.js';
export { type NbgraderFacts, nbgraderGrades } from './gradebooks/nbgraderGrades.js';
export { type NbgraderSubmission, nbgraderSubmissions } from './gradebooks/nbgraderSubmissions.js';
export { type GradeOptions, type GradeReport, gradeSubmissions } from './gradeSubmissions.js';
export { hidden, wrongAnswer } from './hidden.js';
export { markTest, type TestMark } from './markTest.js';
export { openAssignment } from './openAssignment.js';
export { type Output, outputsOf } from './outputs.js';
export { proveAssignment } from './proveAssignment.js';
export { readRoster } from './readRoster.js';
export type {
  ClassMarks,
  CriterionMark,
  RubricMarks,
  StudentMarks,
} from './reports/classMarks.js';
export { type ExerciseStatistics, exerciseStatistics } from './reports/exerciseStatistics.js';
export { readClassMarks } from './reports/readClassMarks.js';
export { type Standing, standingOf } from './reports/standing.js';
export {
  type WrittenReports,
  writeClassReports,
  writeReports,
} from './reports/writeClassReports.js';
export { type RubricOptions, rubric } from './rubric.js';
export { mergeRubric } from './rubrics/mergeRubric.js';
export type { Passage } from './similarity/sharedPassages.js';
export {
  type SimilarOptions,
  type SimilarPair,
  similarSubmissions,
} from './similarity/similarSubmissions.js';
export type { ExerciseMarks, SubmissionMarks } from './submissionMarks.js';
export { type VisibleOptions, visible } from './visible.js';
