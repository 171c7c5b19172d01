import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceFile } from '../core/index.js';
import { backendOf, rulesOf } from './compareChapter.js';
import { compareOutputs } from './compareOutputs.js';
import type { Course } from './course.js';
import { type Fault, LESSON_MISSING } from './fault.js';
import { keepBefore } from './keepBefore.js';
import { codeCells, hasTag, type Notebook, type NotebookCell, type Output } from './notebook.js';
import { formatNotebook, parseNotebook } from './notebookText.js';
import { runChapter } from './runChapter.js';

/** A stored notebook is read by people on slow lines, too. */
const MAX_NOTEBOOK_BYTES = 1_000_000;
const MAX_PICTURE_BYTES = 60_000;

export interface Built {
  readonly slug: string;
  readonly seconds: number;
  /** Whether the file on disk is another one now. */
  readonly changed: boolean;
  /** A copy of the one that was there, if it was not the lesson's; else null. */
  readonly kept: string | null;
  readonly faults: readonly Fault[];
}

/**
 * Writes a chapter's notebook from its lesson: executed, with PNGs beside the interactive pictures.
 *
 * A stored output that the new one matches is kept, so that building twice, or on another machine,
 * gives the same bytes. A chapter with a fault is not written: the old notebook stays. One that is
 * not the lesson's may hold answers: a copy of it is kept first.
 */
export async function buildChapter(
  course: Course,
  slug: string,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((text: string) => void) | undefined;
  } = {},
): Promise<Built> {
  if (!existsSync(course.lessonFile(slug))) {
    const fault = { chapter: slug, cell: null, line: null, text: LESSON_MISSING };
    return { slug, seconds: 0, changed: false, kept: null, faults: [fault] };
  }
  const begin = performance.now();
  const { notebook, faults } = await runChapter(course, slug, {
    pictures: true,
    signal: options.signal,
    onCell: (number, count) => options.onProgress?.(`cell ${number} of ${count}`),
  });
  const seconds = () => (performance.now() - begin) / 1000;
  const notWritten = (faults: readonly Fault[]): Built => {
    return { slug, seconds: seconds(), changed: false, kept: null, faults };
  };
  if (faults.length > 0) return notWritten(faults);

  const file = course.notebookFile(slug);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (before !== null) keepStoredOutputs(before, notebook);
  const backend = backendOf(notebook);
  if (backend) notebook.metadata.mle = { ...(notebook.metadata.mle as object), backend };

  const text = formatNotebook(notebook);
  const heavy = tooHeavy(slug, notebook, text);
  if (heavy.length > 0) return notWritten(heavy);
  if (text === before) return notWritten([]);
  const kept = before === null ? null : keepBefore(course, slug, before, notebook);
  await mkdir(dirname(file), { recursive: true });
  await replaceFile('buildChapter', file, (temporary) => writeFile(temporary, text));
  return { slug, seconds: seconds(), changed: true, kept, faults: [] };
}

/** Replaces outputs that differ from the stored ones only as the rules allow by the stored ones. */
function keepStoredOutputs(before: string, fresh: Notebook): void {
  let stored: Notebook;
  try {
    stored = parseNotebook(before, 'the stored notebook');
  } catch {
    return; // nothing to keep of a file that is no notebook; it is about to be written anew
  }
  // By source, not by id: a cell that only moved keeps what it measured.
  const olds = new Map<string, NotebookCell[]>();
  for (const cell of codeCells(stored)) {
    olds.set(cell.source, [...(olds.get(cell.source) ?? []), cell]);
  }
  const kept = new Map<NotebookCell, Output[]>();
  for (const cell of codeCells(fresh)) {
    const old = olds.get(cell.source)?.shift();
    if (old?.outputs === undefined) continue;
    const rules = rulesOf(cell, stored, fresh);
    const measured = hasTag(cell, 'measured') && hasTag(old, 'measured');
    if (measured || compareOutputs(old.outputs, cell.outputs ?? [], rules) === null) {
      kept.set(cell, old.outputs);
    }
  }
  // All at once: the rules depend on the backend that the outputs of both notebooks name.
  for (const [cell, outputs] of kept) cell.outputs = outputs;
}

function tooHeavy(slug: string, notebook: Notebook, text: string): Fault[] {
  const faults: Fault[] = [];
  const add = (cell: number | null, what: string) =>
    faults.push({ chapter: slug, cell, line: null, text: what });
  if (text.length > MAX_NOTEBOOK_BYTES) {
    add(null, `the notebook has ${text.length} bytes, at most ${MAX_NOTEBOOK_BYTES} are allowed.`);
  }
  codeCells(notebook).forEach((cell, index) => {
    for (const output of cell.outputs ?? []) {
      const png = 'data' in output ? output.data['image/png'] : undefined;
      const bytes = typeof png === 'string' ? Math.floor((png.length * 3) / 4) : 0;
      if (bytes <= MAX_PICTURE_BYTES) continue;
      add(
        index + 1,
        `a PNG has ${bytes} bytes, at most ${MAX_PICTURE_BYTES} are allowed: show less.`,
      );
    }
  });
  return faults;
}
