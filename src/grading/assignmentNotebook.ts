import { createHash } from 'node:crypto';
import type { LessonCell, Notebook, NotebookCell } from '../course/index.js';
import { type AssignmentScript, fillIn } from './assignmentScript.js';

/** Whom a notebook is for. */
export interface NotebookReader {
  /** `true` gives everything, solutions and hidden tests included. */
  readonly instructor: boolean;
  /** The data whose values stand in the prose. */
  readonly data: unknown;
  /** The version of this library that it was made with. */
  readonly libraryVersion: string;
}

/**
 * An assignment as a notebook without outputs: a student's, or the instructor's with solutions.
 *
 * A student's notebook holds no seed, no hidden test and no solution. The same assignment and data
 * always give the same notebook.
 */
export function assignmentNotebook(
  { id, title, cells, studentCells }: AssignmentScript,
  { instructor, data, libraryVersion }: NotebookReader,
): Notebook {
  const heading: LessonCell = { kind: 'prose', tags: [], text: `# ${title}`, line: 0 };
  const shown = [heading, ...(instructor ? cells : studentCells)];
  return {
    cells: shown.map((cell, index) => notebookCell(cell, index, data)),
    metadata: {
      kernelspec: { display_name: 'TypeScript (tslab)', language: 'typescript', name: 'tslab' },
      language_info: { file_extension: '.ts', mimetype: 'text/x-typescript', name: 'typescript' },
      mle: { assignment: id, libraryVersion },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function notebookCell(cell: LessonCell, index: number, data: unknown): NotebookCell {
  const prose = cell.kind === 'prose';
  const source = prose ? fillIn(cell.text, data) : cell.text;
  const id = createHash('sha256').update(`${index}\n${cell.text}`).digest('hex').slice(0, 12);
  const metadata = {
    ...(cell.tags.length > 0 ? { tags: cell.tags } : {}),
    // Hints spoil what they are for.
    ...(cell.tags.includes('visible') ? { jupyter: { source_hidden: true } } : {}),
  };
  if (prose) return { id, cell_type: 'markdown', source, metadata };
  return { id, cell_type: 'code', source, metadata, execution_count: null, outputs: [] };
}

/** The code that a student's notebook holds, as one script that gives its functions by name. */
export function answerScript(code: readonly string[], functions: readonly string[]): string {
  const given = functions.map(
    (name) => `  ${name}: typeof ${name} === 'undefined' ? undefined : ${name},`,
  );
  return `${[...code, `export const mleAnswers = {\n${given.join('\n')}\n};`].join('\n\n')}\n`;
}
