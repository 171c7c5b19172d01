import { existsSync, readFileSync } from 'node:fs';
import { MlError } from '../core/index.js';
import { compareRun, compareScript, compareSources, type Difference } from './compareChapter.js';
import { printedText } from './compareOutputs.js';
import type { Course } from './course.js';
import { exerciseFaults } from './exerciseFaults.js';
import { type Fault, LESSON_MISSING } from './fault.js';
import { codeCellLines } from './lessonSource.js';
import { codeCells, type Notebook } from './notebook.js';
import { parseNotebook } from './notebookText.js';
import { runChapter } from './runChapter.js';
import { runScript } from './runScript.js';

export interface VerifyOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called as work goes on, with what is being done in a few words. */
  readonly onProgress?: ((text: string) => void) | undefined;
  /**
   * The chapter's committed notebook as it ran elsewhere, in JupyterLab for instance; default: the
   * lesson's runs here. What was wrong with that run is for whoever ran it to say.
   */
  readonly ran?: Notebook | undefined;
}

export interface Verdict {
  readonly slug: string;
  /** The number of code cells that ran. */
  readonly cells: number;
  readonly seconds: number;
  /** Empty when the chapter is what its notebook says. */
  readonly faults: readonly Fault[];
}

/**
 * Whether a chapter is what its committed notebook says: the lesson gives that notebook, its cells
 * give the stored outputs in the kernel, and the same cells print the same as a plain script. Its
 * exercises are proven on the way: solutions pass, stubs and listed mistakes fail as they should.
 *
 * @throws MlError ABORTED when the signal fired.
 */
export async function verifyChapter(
  course: Course,
  slug: string,
  { signal, onProgress, ran }: VerifyOptions = {},
): Promise<Verdict> {
  const begin = performance.now();
  const verdict = (cells: number, faults: readonly Fault[]): Verdict => {
    return { slug, cells, seconds: (performance.now() - begin) / 1000, faults };
  };
  if (!existsSync(course.lessonFile(slug))) return verdict(0, [whole(slug, LESSON_MISSING)]);
  const stored = storedNotebook(course, slug);
  if (typeof stored === 'string') return verdict(0, [whole(slug, stored)]);

  let cells = 0;
  const { notebook: fresh, faults } = await runChapter(course, slug, {
    execute: ran === undefined,
    signal,
    onCell: (number, count) => {
      cells = number;
      onProgress?.(`cell ${number} of ${count}`);
    },
  });
  const starts = codeCellLines(course.readLesson(slug));
  const locate = ({ cell, text }: Difference): Fault => {
    const line = cell === null ? null : (starts[cell - 1] ?? null);
    return { chapter: slug, cell, line, text };
  };
  const sources = [
    ...compareSources(stored, fresh),
    ...(ran ? compareSources(ran, fresh) : []),
  ].map(locate);
  if (sources.length > 0 || faults.length > 0) return verdict(cells, [...sources, ...faults]);
  const notebook = ran ?? fresh;

  onProgress?.(`as a script`);
  const script = await runScript(course, slug, { signal });
  const differences = [
    ...compareRun(stored, notebook),
    ...(script.faults.length > 0 ? [] : compareScript(stored, script.printed)),
  ];
  const said = codeCells(notebook).map(({ outputs }) => printedText(outputs ?? []));
  const unproven =
    script.faults.length > 0
      ? []
      : exerciseFaults(slug, course.readLesson(slug), said.join('\n'), script.printed.join('\n'));
  return verdict(codeCells(notebook).length, [
    ...script.faults,
    ...differences.map(locate),
    ...unproven,
  ]);
}

/** A fault of the chapter as a whole. */
function whole(chapter: string, text: string): Fault {
  return { chapter, cell: null, line: null, text };
}

/** The committed notebook, or in words why there is none to compare with. */
function storedNotebook(course: Course, slug: string): Notebook | string {
  const name = `notebooks/${slug}.ipynb`;
  if (!existsSync(course.notebookFile(slug))) {
    return `${name} is missing. Write it with "npm run build".`;
  }
  try {
    return parseNotebook(readFileSync(course.notebookFile(slug), 'utf8'), name);
  } catch (error) {
    if (error instanceof MlError) return error.message;
    throw error;
  }
}
