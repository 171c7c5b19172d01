import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MlError } from '../core/index.js';
import type { Course } from './course.js';
import type { Fault } from './fault.js';
import { CELL_MARK, codeCellLines, withCellMarks } from './lessonSource.js';

export interface ScriptRun {
  /** What each code cell printed, in order; shorter than the lesson when it failed. */
  readonly printed: readonly string[];
  readonly faults: readonly Fault[];
}

/**
 * A lesson, solutions and all, as the plain script that it is.
 *
 * Runs a copy with marks between the cells in build/scripts/, in a process of its own that ends
 * with this one.
 *
 * @throws MlError ABORTED when the signal fired.
 */
export async function runScript(
  course: Course,
  slug: string,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<ScriptRun> {
  const source = course.readLesson(slug);
  const starts = codeCellLines(source);
  const folder = join(course.root, 'build', 'scripts');
  const file = join(folder, `${slug}.ts`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, withCellMarks(source));

  const seconds = course.cellSeconds * Math.max(1, Math.min(5, starts.length));
  const { code, out, err, timedOut } = await runNode(course, file, seconds, options.signal);
  const printed = out
    .split(CELL_MARK)
    .slice(1)
    .map((part) => part.slice(part.indexOf('\n') + 1));

  const cell = printed.length || null;
  const fault = (text: string): ScriptRun => {
    const line = lineOf(err, slug) ?? (cell === null ? null : (starts[cell - 1] ?? null));
    return { printed, faults: [{ chapter: slug, cell, line, text }] };
  };
  if (timedOut) return fault(`as a script: still running after ${seconds} s, and stopped.`);
  if (code !== 0) return fault(`as a script: ${readable(err) || `ended with exit code ${code}`}`);
  return { printed, faults: [] };
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly timedOut: boolean;
}

function runNode(
  course: Course,
  file: string,
  seconds: number,
  signal: AbortSignal | undefined,
): Promise<Ended> {
  const tsx = pathToFileURL(createRequire(join(course.tools, 'package.json')).resolve('tsx')).href;
  const watch = join(course.tools, 'scripts', 'kernel', 'end-with-parent.cjs');
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--conditions=source', '--require', watch, '--import', tsx, file],
      {
        cwd: course.root,
        env: {
          ...process.env,
          NODE_NO_WARNINGS: '1',
          NO_COLOR: '1',
          MLE_PROGRESS: 'off',
          MLE_PROVE: '1', // each exercise is proven while the solutions are at hand
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        signal,
        killSignal: 'SIGKILL',
      },
    );
    let [out, err, timedOut] = ['', '', false];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    const limit = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.on('error', (cause) => {
      clearTimeout(limit);
      if (signal?.aborted) reject(new MlError('ABORTED', 'the run was interrupted.', { cause }));
      else reject(cause);
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ code, out, err, timedOut });
    });
  });
}

/** The innermost line of the lesson that an uncaught error's stack names. */
function lineOf(err: string, slug: string): number | null {
  const match = new RegExp(`${slug}\\.ts:(\\d+)`).exec(err);
  return match ? Number(match[1]) : null;
}

/** Node prints the place, the source line and the stack around what an uncaught error says. */
function readable(err: string): string {
  const lines = err.split('\n').filter((line) => line.trim() !== '');
  const first = lines.findIndex((line) => /^(\[?\w*Error|Error|Uncaught|\w+ \[)/.test(line));
  const message = lines.slice(Math.max(first, 0));
  const end = message.findIndex((line) => /^\s+at /.test(line));
  return message
    .slice(0, end < 0 ? 12 : end)
    .join('\n')
    .trim();
}
