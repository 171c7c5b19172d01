export type { Limits } from './apart/limits.js';
export { UNSAFE } from './apart/unsafeNode.js';
export type {
  Assignment,
  AssignmentOptions,
  GradedExercise,
  HiddenTest,
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
export { type GradeOptions, type GradeReport, gradeSubmissions } from './gradeSubmissions.js';
export { hidden, wrongAnswer } from './hidden.js';
export { markTest, type TestMark } from './markTest.js';
export { openAssignment } from './openAssignment.js';
export { type Output, outputsOf } from './outputs.js';
export { proveAssignment } from './proveAssignment.js';
export { readRoster } from './readRoster.js';
export type { ExerciseMarks, SubmissionMarks } from './submissionMarks.js';
export { type VisibleOptions, visible } from './visible.js';
