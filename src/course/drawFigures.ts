import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { assertBetween, MlError } from '../core/index.js';
import type { Figure } from '../plot/index.js';
import { Course } from './course.js';

const PROGRAM = fileURLToPath(new URL('./draw_figures.py', import.meta.url));

/** How `drawFigures` draws. */
export interface DrawOptions {
  /** Pixels of the picture for one of the figure, 1 to 4. Default 2, for sharp screens. */
  readonly scale?: number;
  readonly signal?: AbortSignal | undefined;
  /** Called as each picture is done. */
  readonly onPicture?: ((done: number) => void) | undefined;
}

/**
 * Figures as PNG pictures, without a browser: what a stored notebook has beside the interactive ones.
 *
 * The same figure gives the same bytes. Python draws (kaleido), from the environment that the course's
 * set-up made in the nearest folder above.
 *
 * @throws MlError UNSUPPORTED where there is no such environment, or it cannot draw; ABORTED when the
 *   signal fires; OUT_OF_RANGE for the scale.
 *
 * Cost: a second to start, then about 50 ms a figure.
 *
 * @example (await drawFigures([])).length; // 0
 */
export async function drawFigures(
  figures: readonly Figure[],
  options: DrawOptions = {},
): Promise<Buffer[]> {
  const { scale = 2, signal, onPicture } = options;
  assertBetween('drawFigures', 'scale', scale, 1, 4);
  if (signal?.aborted) throw aborted();
  if (figures.length === 0) return [];
  const child = spawn(installedPython(), [PROGRAM], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    signal,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said = (said + text).slice(-2000);
  });
  child.stdin.on('error', () => {}); // a child that ends early closes its end
  const plotlyjs = createRequire(import.meta.url).resolve('plotly.js-dist-min');
  const job = figures.map(({ data, layout }) => ({ data, layout }));
  child.stdin.end(JSON.stringify({ figures: job, plotlyjs, scale }));
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  ended.catch(() => {}); // awaited below, after the last line
  const pictures: Buffer[] = [];
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      pictures.push(Buffer.from(line, 'base64'));
      onPicture?.(pictures.length);
    }
    await ended;
  } catch (cause) {
    if (!signal?.aborted) throw cannotDraw((cause as Error).message);
  }
  if (signal?.aborted) throw aborted();
  if (pictures.length < figures.length) throw cannotDraw(said.trim().split('\n').at(-1)!);
  return pictures;
}

/** The interpreter of the course above this file. */
function installedPython(): string {
  for (let folder = dirname(PROGRAM); ; folder = dirname(folder)) {
    const { python } = new Course(folder);
    if (existsSync(python)) return python;
    if (folder === dirname(folder)) break;
  }
  throw cannotDraw('there is no .venv in a folder above');
}

function cannotDraw(why: string): MlError {
  return new MlError('UNSUPPORTED', `drawFigures: the pictures could not be drawn: ${why}.`, {
    hint: 'npm run doctor says what is missing, and the command that mends it.',
  });
}

function aborted(): MlError {
  return new MlError('ABORTED', 'drawFigures: it was interrupted.');
}
