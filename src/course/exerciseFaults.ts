import { exercisesIn } from './exercises.js';
import type { Fault } from './fault.js';

/**
 * Exercises whose proof did not come about: the notebook, which holds the stubs, must say of each
 * that it is not attempted yet, and the script, which holds the solutions, that it is proven.
 *
 * @param notebook what the notebook's cells printed, all together.
 * @param script   what the script printed, run with `MLE_PROVE=1`.
 */
export function exerciseFaults(
  chapter: string,
  source: string,
  notebook: string,
  script: string,
): Fault[] {
  const faults: Fault[] = [];
  for (const { id, cell, line } of exercisesIn(source)) {
    const add = (text: string) => faults.push({ chapter, cell, line, text });
    if (!hasLine(notebook, `${id} not attempted yet`)) {
      add(`exercise ${id}: the notebook's stub is not told that it is not attempted yet.`);
    }
    if (!hasLine(script, `${id} proven`)) add(`exercise ${id}: its check was not proven.`);
  }
  return faults;
}

function hasLine(text: string, line: string): boolean {
  return `\n${text}\n`.includes(`\n${line}\n`);
}
