import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, Work } from './benchmark.js';
import { type Run, startPeer } from './startPeer.js';

/** Medians and spread of the two, in ms, and of their ratio run by run. */
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
  const work = await benchmark.prepare(folder);
  const peer = await startPeer(settings.python, name, folder, benchmark.threads);
  try {
    assertSame(name, await timed(work), await peer.run(), benchmark.tolerance);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let repeat = 0; repeat < settings.repeats; repeat++) {
      ours.push((await timed(work)).ms);
      theirs.push((await peer.run()).ms);
    }
    const ratios = ours.map((ms, i) => ms / theirs[i]!);
    return { project: spread(ours), peer: spread(theirs), ratio: spread(ratios) };
  } finally {
    peer.stop();
  }
}

async function timed(work: Work): Promise<Run> {
  globalThis.gc?.(); // what the run before left behind is not this one's cost; the peer does so, too
  const begin = performance.now();
  const answer = await work();
  return { ms: performance.now() - begin, answer };
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
