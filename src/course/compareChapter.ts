import { compareOutputs, PLOTLY, printedText } from './compareOutputs.js';
import { type ComparisonRules, compareText } from './compareText.js';
import { codeCells, hasTag, type Notebook, type NotebookCell } from './notebook.js';
import { formatNotebook } from './notebookText.js';

/** A difference, with the number of its code cell (null: of the notebook as a whole). */
export interface Difference {
  readonly cell: number | null;
  readonly text: string;
}

const REBUILD =
  'Write it again with "npm run build", and look at what changed. ' +
  'If you wrote answers here, leave the notebook as it is: this is for authors.';

/** What the lesson says now against the committed notebook: prose, code, tags and front matter. */
export function compareSources(stored: Notebook, fresh: Notebook): Difference[] {
  const differences: Difference[] = [];
  let number = 0;
  const length = Math.max(stored.cells.length, fresh.cells.length);
  for (let index = 0; index < length; index++) {
    const [old, now] = [stored.cells[index], fresh.cells[index]];
    if ((now ?? old)?.cell_type === 'code') number++;
    if (old && now && sourceKey(old) === sourceKey(now)) continue;
    const what = !old ? 'is not in' : !now ? 'is only in' : 'differs from the lesson in';
    const cell = number === 0 ? null : number;
    differences.push({ cell, text: `this part ${what} the stored notebook. ${REBUILD}` });
    break; // all that follows may only have moved
  }
  if (differences.length === 0 && frontMatter(stored) !== frontMatter(fresh)) {
    differences.push({
      cell: null,
      text: `the stored notebook's front matter differs. ${REBUILD}`,
    });
  }
  return differences;
}

function sourceKey(cell: NotebookCell): string {
  return JSON.stringify([cell.cell_type, cell.source, cell.metadata.tags ?? [], cell.id]);
}

function frontMatter({ metadata, nbformat, nbformat_minor }: Notebook): string {
  const mle = { ...(metadata.mle as object), backend: null };
  // JupyterLab writes there what the kernel says of itself, whenever a notebook is saved.
  const { language_info, ...rest } = metadata;
  return formatNotebook({ cells: [], metadata: { ...rest, mle }, nbformat, nbformat_minor });
}

/** What the cells give now against what the committed notebook stores. */
export function compareRun(stored: Notebook, fresh: Notebook): Difference[] {
  const now = codeCells(fresh);
  return codeCells(stored).flatMap((cell, index) => {
    const outputs = now[index]?.outputs ?? [];
    const difference =
      compareOutputs(cell.outputs ?? [], outputs, rulesOf(cell, stored, fresh)) ??
      lackOfPicture(cell);
    return difference
      ? [{ cell: index + 1, text: `the stored notebook is not what comes: ${difference}` }]
      : [];
  });
}

/** What a plain script printed, cell by cell, against the committed notebook. */
export function compareScript(stored: Notebook, printed: readonly string[]): Difference[] {
  const cells = codeCells(stored);
  const otherBackend = backendOf(stored) !== backendIn(printed);
  return cells.flatMap((cell, index) => {
    // The learner's notebook holds the stub where the script holds the solution.
    if (hasTag(cell, 'exercise') || hasTag(cell, 'check')) return [];
    const expected = printedText(cell.outputs ?? []);
    const difference = compareText(expected, printed[index] ?? '', rulesFor(cell, otherBackend));
    if (!difference) return [];
    const bare = expected.trim() !== '' && (printed[index] ?? '') === '';
    const hint = bare ? ' A cell must not end in a bare value: use show(…) or console.log.' : '';
    return [{ cell: index + 1, text: `as a script it prints otherwise: ${difference}.${hint}` }];
  });
}

/** How exactly a cell must agree: by its tags, and by the backends on which the two were run. */
export function rulesOf(cell: NotebookCell, stored: Notebook, fresh: Notebook): ComparisonRules {
  return rulesFor(cell, backendOf(stored) !== backendOf(fresh));
}

function rulesFor(cell: NotebookCell, otherBackend: boolean): ComparisonRules {
  const tensor = hasTag(cell, 'tensor');
  return {
    tolerance: tensor ? 1e-4 : 1e-6,
    maskNumbers: hasTag(cell, 'measured'),
    counts: !tensor ? 'exact' : otherBackend ? 'any' : 'close',
  };
}

/** The tensor backend that a notebook's own output names, or null when none was used. */
export function backendOf(notebook: Notebook): string | null {
  return backendIn(codeCells(notebook).map((cell) => printedText(cell.outputs ?? [])));
}

function backendIn(printed: readonly string[]): string | null {
  for (const text of printed) {
    const match = /^\[backend\] (.+)$/m.exec(text);
    if (match) return match[1] as string;
  }
  return null;
}

function lackOfPicture(cell: NotebookCell): string | null {
  const bare = cell.outputs?.some(
    (output) => 'data' in output && PLOTLY in output.data && !('image/png' in output.data),
  );
  return bare ? 'a picture has no PNG, so GitHub shows nothing' : null;
}
