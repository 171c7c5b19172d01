import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MlError } from '../core/index.js';
import type { Course } from './course.js';
import type { Fault } from './fault.js';
import { codeCellLines, withoutSolutions } from './lessonSource.js';
import type { Notebook } from './notebook.js';

const PROGRAM = fileURLToPath(new URL('./run_chapter.py', import.meta.url));

export interface RunOptions {
  /** Runs the cells; default true. Without it the notebook has no outputs. */
  readonly execute?: boolean;
  /** Adds a PNG to every picture; default false. */
  readonly pictures?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Called as each code cell starts. */
  readonly onCell?: ((number: number, count: number) => void) | undefined;
}

export interface ChapterRun {
  readonly notebook: Notebook;
  readonly faults: readonly Fault[];
}

type Event =
  | { event: 'cells'; count: number }
  | { event: 'cell'; number: number }
  | { event: 'fault'; cell: number | null; line: number | null; text: string }
  | { event: 'notebook'; notebook: Notebook };

/**
 * A lesson's notebook as learners get it, executed in a kernel of its own by nbclient.
 *
 * What goes wrong in a cell is a fault in the answer, never a throw: a throw means that the
 * machinery itself failed.
 *
 * @throws MlError ABORTED when the signal fired, UNSUPPORTED when Python's side broke down.
 */
export async function runChapter(
  course: Course,
  slug: string,
  options: RunOptions = {},
): Promise<ChapterRun> {
  const source = course.readLesson(slug);
  const starts = codeCellLines(source);
  const faults: Fault[] = [];
  let count = 0;
  let notebook: Notebook | undefined;

  await runPython(course, options.signal, jobOf(course, source, options), (event) => {
    if (event.event === 'cells') count = event.count;
    else if (event.event === 'cell') options.onCell?.(event.number, count);
    else if (event.event === 'notebook') notebook = event.notebook;
    else faults.push(locate(slug, starts, event));
  });
  if (!notebook) throw new MlError('UNSUPPORTED', `${slug}: the run ended without a notebook.`);
  return { notebook, faults };
}

function jobOf(course: Course, source: string, { execute, pictures }: RunOptions): object {
  return {
    lesson: withoutSolutions(source),
    kernel: course.kernel,
    execute: execute ?? true,
    cellSeconds: course.cellSeconds,
    folder: join(course.root, 'notebooks'),
    plotlyjs: pictures ? createRequire(import.meta.url).resolve('plotly.js-dist-min') : null,
  };
}

/** Lines within a cell become lines of the lesson; a stub is as long as its solution or shorter. */
function locate(
  slug: string,
  starts: readonly number[],
  { cell, line, text }: { cell: number | null; line: number | null; text: string },
): Fault {
  const start = cell === null ? undefined : starts[cell - 1];
  const place = start === undefined ? null : start + (line ?? 1) - 1;
  return { chapter: slug, cell, line: place, text };
}

async function runPython(
  course: Course,
  signal: AbortSignal | undefined,
  job: object,
  onEvent: (event: Event) => void,
): Promise<void> {
  // Connection files of kernels that were killed go with this folder.
  const runtime = mkdtempSync(join(tmpdir(), 'mle-runtime-'));
  try {
    const child = spawn(course.python, [PROGRAM], {
      env: { ...process.env, JUPYTER_RUNTIME_DIR: runtime, PYTHONDONTWRITEBYTECODE: '1' },
      signal,
      killSignal: 'SIGKILL', // the kernel ends by itself when its parent is gone
    });
    let said = '';
    child.stderr.on('data', (text) => {
      said = (said + text).slice(-4000);
    });
    child.stdin.on('error', () => {}); // a child that is killed early closes its end
    child.stdin.end(JSON.stringify(job));
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    ended.catch(() => {}); // awaited below, after the last line
    for await (const line of createInterface({ input: child.stdout })) onEvent(JSON.parse(line));
    const code = await ended;
    if (code !== 0) throw new Error(`Python ended with ${code}: ${said.trim()}`);
  } catch (cause) {
    if (signal?.aborted) throw new MlError('ABORTED', 'the run was interrupted.', { cause });
    throw new MlError('UNSUPPORTED', `the notebook could not be run. ${(cause as Error).message}`, {
      hint: 'npm run doctor says what is missing.',
      cause,
    });
  } finally {
    rmSync(runtime, { recursive: true, force: true });
  }
}
