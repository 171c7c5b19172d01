import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, Run, Runner, Work } from './benchmark.js';
import { startPeer } from './startPeer.js';

/** Medians and spread of the two, in the benchmark's unit, and of their ratio run by run. */
export interface Comparison {
  readonly project: Spread;
  readonly peer: Spread;
  readonly ratio: Spread;
}

export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/**
 * Project and peer in turn, after one run of each that does not count. Throws when the two do not
 * compute the same.
 */
export async function compare(
  name: string,
  benchmark: Benchmark,
  settings: { readonly root: string; readonly python: string; readonly repeats: number },
): Promise<Comparison> {
  const folder = join(settings.root, 'build', 'bench', name);
  mkdirSync(folder, { recursive: true });
  const project = inProcess(await benchmark.prepare(folder));
  const peer = benchmark.preparePeer
    ? inProcess(await benchmark.preparePeer(folder))
    : await startPeer(settings.python, name, folder, benchmark.threads);
  try {
    assertSame(name, await project.run(), await peer.run(), benchmark.tolerance);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let repeat = 0; repeat < settings.repeats; repeat++) {
      ours.push((await project.run()).amount);
      theirs.push((await peer.run()).amount);
    }
    const ratios = ours.map((amount, i) => amount / theirs[i]!);
    return { project: spread(ours), peer: spread(theirs), ratio: spread(ratios) };
  } finally {
    peer.stop();
  }
}

/**
 * Runs in this process, and is timed unless it measures something else itself. No garbage collection is forced
 * between runs, neither here nor in a peer: what a run leaves behind it pays for in the next, as in anybody's
 * program, and V8 would drop compiled code that refers to objects that are gone.
 */
function inProcess(work: Work): Runner {
  return {
    async run() {
      const begin = performance.now();
      const result = await work();
      const ms = performance.now() - begin;
      return 'amount' in result ? result : { amount: ms, answer: result };
    },
    stop: () => {},
  };
}

function assertSame(name: string, ours: Run, theirs: Run, tolerance: number): void {
  const [a, b] = [Array.from(ours.answer), Array.from(theirs.answer)];
  const same =
    a.length === b.length &&
    a.every((value, i) => Math.abs(value - b[i]!) <= tolerance * Math.max(1, Math.abs(b[i]!)));
  if (same) return;
  throw new Error(
    `bench ${name}: the two differ.\n  project ${a.join(' ')}\n  peer    ${b.join(' ')}`,
  );
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  return { low: at(0), median: at(0.5), high: at(1) };
}
