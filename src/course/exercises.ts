import { type LessonCell, lessonCells } from './lessonCells.js';

/** An exercise as its lesson has it. */
export interface Exercise {
  /** As its check names it, such as '8.2'. */
  readonly id: string;
  /** Markdown: what is asked. */
  readonly prompt: string;
  /** The function or functions with their solution. */
  readonly solution: string;
  /** Markdown: what the solution tells. Empty where nothing follows. */
  readonly interpretation: string;
  /** The number of the code cell with its check, counted from 1. */
  readonly cell: number;
  /** The line of that cell's head. */
  readonly line: number;
}

const CHECK = /\bcheck\(\s*'([^']+)'/g;
const EXERCISE = '**Exercise ';

/** The exercises of a lesson, in the order of their checks. */
export function exercisesIn(source: string): Exercise[] {
  const cells = lessonCells(source);
  const found: Exercise[] = [];
  let answers: string[] = []; // the cells to be filled in since the last check
  let number = 0;
  cells.forEach((cell, index) => {
    if (cell.kind !== 'code') return;
    number += 1;
    if (cell.tags.includes('exercise')) answers.push(withoutMarks(cell.text));
    if (!cell.tags.includes('check')) return;
    for (const [, id] of cell.text.matchAll(CHECK)) {
      found.push({
        id: id!,
        prompt: promptBefore(cells, index),
        solution: answers.join('\n\n'),
        interpretation: interpretationAfter(cells, index),
        cell: number,
        line: cell.line,
      });
      answers = [];
    }
  });
  return found;
}

/** Takes out the line that begins a solution, which is there for machines. */
function withoutMarks(code: string): string {
  return code.replace(/^\s*\/\/ solution\n/gm, '');
}

function promptBefore(cells: readonly LessonCell[], check: number): string {
  for (let at = check; at >= 0; at--) {
    const { kind, text } = cells[at]!;
    const begin = kind === 'prose' ? text.lastIndexOf(EXERCISE) : -1;
    if (begin >= 0) return text.slice(begin);
  }
  return '';
}

/** The prose behind the check, up to the next exercise or section. */
function interpretationAfter(cells: readonly LessonCell[], check: number): string {
  const next = cells.slice(check + 1).find(({ kind }) => kind === 'prose');
  const text = next?.text ?? '';
  const end = text.split(/^(?=\*\*Exercise |## )/m)[0]!;
  return end.trim();
}
