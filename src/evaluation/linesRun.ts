import { readdir, readFile } from 'node:fs/promises';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertNotEmpty, MlError } from '../core/index.js';

/**
 * How many lines of JavaScript ran: what a red test leaves under suspicion.
 *
 * A line counts once, however often it runs, and only where it belongs to a function that was called
 * while `work` ran; Node's own code is left out. Counted is the code as the engine has it, after
 * compilation, so the number is a size, and need not equal a count in the sources.
 *
 * @param work is called once, and awaited; or the folder of `NODE_V8_COVERAGE` that a process which
 *   has ended left behind: then its start counts, too.
 * @returns lines, a whole number ≥ 0.
 * @throws MlError INVALID_ARGUMENT when it is neither | EMPTY when the folder holds no coverage; and
 *   whatever `work` throws.
 *
 * Cost: `work` runs a few times slower, and afterwards O(code that is loaded). One call at a time: a
 * second one would count the first one's lines, too.
 *
 * @example (await linesRun(() => [3, 1].map((x) => 2 * x))) > 0; // true
 */
export async function linesRun(work: (() => unknown) | string): Promise<number> {
  if (typeof work === 'string') return linesOfFolder(work);
  if (typeof work !== 'function') {
    throw new MlError(
      'INVALID_ARGUMENT',
      `linesRun: work is ${String(work)}, and a function or a folder of coverage is needed.`,
    );
  }
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.connect();
  try {
    await session.post('Debugger.enable'); // gives the sources
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const counts = result.filter(isOurs).map(async (script) => {
      const { scriptSource } = await session.post('Debugger.getScriptSource', {
        scriptId: script.scriptId,
      });
      return countLines(script, scriptSource);
    });
    return sum(await Promise.all(counts));
  } finally {
    session.disconnect();
  }
}

async function linesOfFolder(folder: string): Promise<number> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  assertNotEmpty('linesRun', 'the folder of coverage', files.length);
  const counts = files.map(async (name) => {
    const { result } = JSON.parse(await readFile(join(folder, name), 'utf8')) as {
      readonly result: readonly Profiler.ScriptCoverage[];
    };
    const scripts = result.filter(({ url }) => url.startsWith('file:'));
    const each = scripts.map(async (script) =>
      countLines(script, await readFile(fileURLToPath(script.url), 'utf8')),
    );
    return sum(await Promise.all(each));
  });
  return sum(await Promise.all(counts));
}

function isOurs({ url, functions }: Profiler.ScriptCoverage): boolean {
  const called = functions.some(({ ranges }) => ranges[0]!.count > 0);
  return called && !url.startsWith('node:') && url !== '';
}

/** The lines of functions that were called, without those of functions inside that were not. */
function countLines({ functions }: Profiler.ScriptCoverage, source: string): number {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  const ran = new Uint8Array(starts.length);
  const outerFirst = functions
    .map(({ ranges }) => ranges[0]!)
    .sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  for (const { startOffset, endOffset, count } of outerFirst) {
    const first = lineOf(starts, startOffset);
    const last = lineOf(starts, endOffset - 1);
    // A function that was not called may share its lines with one that was.
    if (count > 0) ran.fill(1, first, last + 1);
    else if (last > first) ran.fill(0, first + 1, last);
  }
  return sum(ran);
}

/** The last line that starts at or before this place. */
function lineOf(starts: readonly number[], place: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
