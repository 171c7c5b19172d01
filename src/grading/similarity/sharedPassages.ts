import type { CodeToken } from './codeTokens.js';
import { type Fingerprint, GRAM, WINDOW } from './winnow.js';

/** Lines of a submission's code, counted from 1. */
export interface Lines {
  readonly from: number;
  readonly to: number;
  /** The lines themselves, the first twelve at most, and no more than 2000 characters. */
  readonly text: string;
}

/** Code that two submissions share, as each of them has it. */
export interface Passage {
  readonly first: Lines;
  readonly second: Lines;
}

interface Printed {
  readonly source: string;
  readonly tokens: readonly CodeToken[];
  readonly prints: readonly Fingerprint[];
}

const MOST_PASSAGES = 3;
const MOST_LINES = 12;

/** Where two submissions share fingerprints: neighbouring ones joined, the three longest. */
export function sharedPassages(a: Printed, b: Printed): Passage[] {
  const places = new Map<number, number>();
  for (const { hash, at } of b.prints) if (!places.has(hash)) places.set(hash, at);
  const runs: { a: number; b: number; length: number }[] = [];
  for (const { hash, at } of a.prints) {
    const there = places.get(hash);
    if (there === undefined) continue;
    const last = runs.at(-1);
    const step = last === undefined ? Number.POSITIVE_INFINITY : at - (last.a + last.length - GRAM);
    // Neighbours of one run lie in both texts as far apart, and not further than a window.
    if (last && step <= WINDOW && there - last.b === at - last.a) last.length = at + GRAM - last.a;
    else runs.push({ a: at, b: there, length: GRAM });
  }
  return runs
    .sort((x, y) => y.length - x.length || x.a - y.a)
    .slice(0, MOST_PASSAGES)
    .map((run) => ({ first: lines(a, run.a, run.length), second: lines(b, run.b, run.length) }));
}

function lines({ source, tokens }: Printed, at: number, length: number): Lines {
  const [from, to] = [tokens[at]!.line, tokens[at + length - 1]!.line];
  const shown = source.split('\n').slice(from - 1, Math.min(to, from - 1 + MOST_LINES));
  return { from, to, text: shown.join('\n').slice(0, 2000) };
}
