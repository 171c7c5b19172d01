import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { MlError } from '../core/index.js';
import { type LessonCell, lessonCells, withoutSolutions } from '../course/index.js';

/** An assignment's script, read and not run. */
export interface AssignmentScript {
  /** The name of the file without its ending. */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly cells: readonly LessonCell[];
  /** What the student's script and notebook hold; prose may have `{{name}}` for a value of the data. */
  readonly studentCells: readonly LessonCell[];
}

const OPENING =
  /^(?:const|let)\s+(\w+)\s*=\s*await\s+defineAssignment<([\w.]+)>\(\s*(['"])([^'"]*)\3/m;

/**
 * Reads an assignment: a percent script in the form of a lesson, with these tags.
 *
 * `assignment`: the one cell that says `const NAME = await defineAssignment<Type>('id', …)`;
 * students' notebooks open their data there. `exercise`: functions whose solution stands behind
 * `// solution`. `visible`: tests that students see. `hidden`: hidden tests and wrong answers;
 * `instructor`: anything else that students do not get, prose too.
 *
 * @throws MlError FILE_NOT_FOUND | PARSE_ERROR when a cell is missing or stands under a wrong tag.
 */
export function readAssignment(file: string): AssignmentScript {
  let source: string;
  try {
    source = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch (cause) {
    throw new MlError('FILE_NOT_FOUND', `the assignment ${file} cannot be read.`, { cause });
  }
  return parseAssignment(source, basename(file).replace(/\.[cm]?ts$/, ''));
}

/**
 * As `readAssignment`, from a text.
 *
 * @example parseAssignment('// %% tags=["assignment"]\nconst a = await defineAssignment<Dice>("dice", {});', 'dice').title; // 'dice'
 */
export function parseAssignment(source: string, id: string): AssignmentScript {
  const cells = lessonCells(source);
  const named = (tag: string) => cells.filter(({ tags }) => tags.includes(tag));
  const fault = (line: number, text: string) =>
    new MlError('PARSE_ERROR', `assignment ${id}, line ${line}: ${text}`);
  const [opening, second] = named('assignment');
  if (opening === undefined) {
    throw fault(1, 'no cell is tagged "assignment"; defineAssignment stands in one of its own.');
  }
  if (second !== undefined) throw fault(second.line, 'a second cell is tagged "assignment".');
  for (const { text, tags, line, kind } of cells) {
    if (kind === 'prose') continue;
    if (/\b(?:hidden|wrongAnswer)\(/.test(text) && !tags.includes('hidden')) {
      throw fault(line, 'a hidden test stands in a cell that is not tagged "hidden".');
    }
    if (/\bdefineAssignment\b/.test(text) && !tags.includes('assignment')) {
      throw fault(line, 'defineAssignment stands outside the cell tagged "assignment".');
    }
  }
  for (const { text, line } of named('exercise')) {
    if (!/^\s+\/\/ solution$/m.test(text)) throw fault(line, 'an exercise has no "// solution".');
  }
  const title = /^\/\/ title: *"?(.*?)"?$/m.exec(source)?.[1] ?? id;
  const opened = openingOf(opening, id);
  if (opened === null) {
    throw fault(
      opening.line,
      `this cell must say "const NAME = await defineAssignment<TYPE>('${id}', …)": the name of the file, and the type of the data.`,
    );
  }
  const studentCells = cells
    .filter(({ tags }) => !tags.includes('hidden') && !tags.includes('instructor'))
    .map((cell) => {
      if (cell === opening) return { ...cell, text: opened };
      return cell.kind === 'prose' ? cell : { ...cell, text: withoutSolutions(cell.text) };
    });
  return { id, title, source, cells, studentCells };
}

/** What stands in a student's notebook where the assignment is defined. */
function openingOf({ text }: LessonCell, id: string): string | null {
  const [, name, type, , named] = OPENING.exec(text) ?? [];
  if (name === undefined || named !== id) return null;
  return [
    "import { openAssignment } from 'mle-kit/grading';",
    '',
    `const ${name} = openAssignment<${type}>('${id}'); // reads ${id}.data.json, your own data`,
  ].join('\n');
}

/**
 * Prose with values of a student's data in place of `{{name}}`.
 *
 * @throws MlError PARSE_ERROR when the data have no text or number of that name.
 *
 * @example fillIn('At least {{points}} points.', { points: 3 }); // 'At least 3 points.'
 */
export function fillIn(prose: string, data: unknown): string {
  return prose.replace(/\{\{\s*(\w+)\s*\}\}/g, (mark, name: string) => {
    const known = typeof data === 'object' && data !== null && Object.hasOwn(data, name);
    const value = known ? (data as Record<string, unknown>)[name] : undefined;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw new MlError(
      'PARSE_ERROR',
      `the prose says ${mark}, and the data have no such text or number.`,
    );
  });
}
