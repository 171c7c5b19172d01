import { MlError } from '../core/index.js';
import { lineReader } from './lineReader.js';

/** The line that begins a cell of a percent script. */
const CELL = /^\/\/ %%(?: |$)/;
const MARKDOWN = /^\/\/ %% \[(?:markdown|raw)\]/;
const SOLUTION = /^(\s*)\/\/ solution$/;

/** Whether a line begins a cell. */
export function isCellHead(line: string): boolean {
  return CELL.test(line);
}

/** Whether a line begins a cell of prose. */
export function isProseHead(line: string): boolean {
  return MARKDOWN.test(line);
}

/** What a stub says; `check` recognises it and calls the exercise not attempted. */
const STUB = "throw new Error('not attempted: write your answer here');";

/**
 * A lesson as learners get it: what follows each `// solution` line, down to the end of its block,
 * is replaced by a stub that compiles and throws.
 *
 * @throws MlError PARSE_ERROR when a solution stands outside a block: there is no function to stub.
 */
export function withoutSolutions(source: string): string {
  const kept: string[] = [];
  let removing: string | null = null; // the indentation of the solution that is being taken out
  let read = lineReader();
  let inText = false; // whether the line begins within a template literal or a comment
  source.split('\n').forEach((line, index) => {
    if (removing !== null) {
      const inside = inText || line.trim() === '' || line.startsWith(removing);
      if (inside && !CELL.test(line)) {
        inText = read(line);
        return;
      }
      removing = null;
    }
    const marker = SOLUTION.exec(line);
    if (!marker) {
      kept.push(line);
      return;
    }
    removing = marker[1] as string;
    read = lineReader();
    inText = false;
    if (removing === '') {
      throw new MlError(
        'PARSE_ERROR',
        `line ${index + 1}: "// solution" stands outside a function, so no stub can take its place. ` +
          'Put the solution into the body of a function.',
      );
    }
    kept.push(`${removing}${STUB}`);
  });
  return kept.join('\n');
}

/** For each code cell the line, counted from 1, of its first line of code in the script. */
export function codeCellLines(source: string): number[] {
  const lines = source.split('\n');
  const starts: number[] = [];
  lines.forEach((line, index) => {
    if (!CELL.test(line) || MARKDOWN.test(line)) return;
    let first = index + 1;
    while (lines[first]?.trim() === '') first++; // Jupytext drops empty lines at a cell's head
    starts.push(first + 1);
  });
  return starts;
}

/** Begins, on standard output, what cell k prints; a character that no text of a lesson holds. */
export const CELL_MARK = '\u001ecell ';

/**
 * The lesson with a statement in place of each code cell's head that says on standard output which
 * cell comes next. No line moves, so that the lines in errors stay those of the lesson.
 */
export function withCellMarks(source: string): string {
  let number = 0;
  const mark = () => `process.stdout.write('\\u001ecell ${++number}\\n');`;
  return source
    .split('\n')
    .map((line) => (CELL.test(line) && !MARKDOWN.test(line) ? mark() : line))
    .join('\n');
}
