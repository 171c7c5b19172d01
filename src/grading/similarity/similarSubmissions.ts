import { type CodeToken, codeTokens } from './codeTokens.js';
import { type Passage, sharedPassages } from './sharedPassages.js';
import { type Fingerprint, gramHashes, winnow } from './winnow.js';

/** Two submissions that a person should lay side by side. */
export interface SimilarPair {
  /** The first of the two in the order of names. */
  readonly first: string;
  readonly second: string;
  /** Of the smaller one's own fingerprints, the share that both have; 0 to 1. */
  readonly share: number;
  /** Fingerprints that both have. */
  readonly shared: number;
  /** Where, the longest first. */
  readonly passages: readonly Passage[];
}

/** What is compared, and what is listed. */
export interface SimilarOptions {
  /** Code that all were given: what it holds is nobody's own. */
  readonly given?: string;
  /** The least share that is listed. Default 0.5. */
  readonly least?: number;
  /** Pairs that are listed at most. Default 20. */
  readonly most?: number;
}

/** What more submissions hold than this is common knowledge (as MOSS's option -m has it). */
const COMMON = 10;
/** Of a source, in characters: nobody writes more, and a text of megabytes would take all memory. */
const LONGEST = 200_000;
/** With fewer fingerprints of their own, two small programs agree by chance. */
const FEWEST = 4;

interface Prints {
  readonly student: string;
  readonly source: string;
  readonly tokens: readonly CodeToken[];
  readonly prints: readonly Fingerprint[];
}

/**
 * The pairs of submissions with the most code in common, for a person to look at. It is no verdict:
 * two honest answers to a small question may well be alike, and who copied whom it cannot know.
 *
 * Fingerprints of both are compared after renaming and layout are taken out (`codeTokens`,
 * `winnow`); share = |A ∩ B| / min(|A|, |B|). What the handed-out code holds does not count, nor
 * what more than ten submissions hold, nor what stands behind the first 200 000 characters.
 *
 * @param sources by student, the code of the submission.
 * @returns by falling share, then by name; the same in whatever order the sources come.
 *
 * Cost: O(n · t + p) for n submissions of t tokens and p pairs, p ≤ n² / 2.
 * Source: see `winnow`.
 *
 * @example similarSubmissions(new Map([['ada', 'const a = 1;'], ['bo', 'const a = 1;']])); // []
 */
export function similarSubmissions(
  sources: ReadonlyMap<string, string>,
  { given = '', least = 0.5, most = 20 }: SimilarOptions = {},
): SimilarPair[] {
  const handedOut = new Set(gramHashes(codeTokens(given).map(({ text }) => text)));
  const all = [...sources]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([student, source]) => fingerprintsOf(student, source, handedOut));
  const holders = new Map<number, number>();
  for (const { prints } of all) {
    for (const hash of hashSet(prints)) holders.set(hash, (holders.get(hash) ?? 0) + 1);
  }
  const own = all.map((one) => ({
    ...one,
    prints: one.prints.filter(({ hash }) => holders.get(hash)! <= COMMON),
  }));
  const pairs = own.flatMap((first, i) => own.slice(i + 1).map((second) => compare(first, second)));
  return pairs
    .filter((pair) => pair !== null && pair.share >= least)
    .sort((a, b) => b!.share - a!.share || b!.shared - a!.shared)
    .slice(0, most) as SimilarPair[];
}

function fingerprintsOf(student: string, source: string, handedOut: ReadonlySet<number>): Prints {
  const tokens = codeTokens(source.slice(0, LONGEST));
  const prints = winnow(gramHashes(tokens.map(({ text }) => text)));
  return { student, source, tokens, prints: prints.filter(({ hash }) => !handedOut.has(hash)) };
}

function compare(a: Prints, b: Prints): SimilarPair | null {
  const [mine, theirs] = [hashSet(a.prints), hashSet(b.prints)];
  const fewer = Math.min(mine.size, theirs.size);
  if (fewer < FEWEST) return null;
  const shared = [...mine].filter((hash) => theirs.has(hash)).length;
  const share = shared / fewer;
  const passages = shared === 0 ? [] : sharedPassages(a, b);
  return { first: a.student, second: b.student, share, shared, passages };
}

function hashSet(prints: readonly Fingerprint[]): ReadonlySet<number> {
  return new Set(prints.map(({ hash }) => hash));
}
