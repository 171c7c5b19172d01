export { type Built, buildChapter } from './buildChapter.js';
export { Course, type CourseOptions } from './course.js';
export { type Fault, formatFault } from './fault.js';
export { withoutSolutions } from './lessonSource.js';
export type { MimeBundle, Notebook, NotebookCell, Output } from './notebook.js';
export { formatNotebook, parseNotebook } from './notebookText.js';
export { type ChapterRun, type RunOptions, runChapter } from './runChapter.js';
export { runScript, type ScriptRun } from './runScript.js';
export { type Verdict, type VerifyOptions, verifyChapter } from './verifyChapter.js';
