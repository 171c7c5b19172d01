/** How two outputs of one cell may differ. */
export interface ComparisonRules {
  /** Largest relative difference of two numbers that count nothing, ≥ 0. */
  readonly tolerance: number;
  /** Times, ports, memory: every number may differ. */
  readonly maskNumbers: boolean;
  /**
   * Two whole numbers: `exact` where they count something, `close` as other numbers where they come
   * out of tensors, `any` where those were rounded by another backend.
   */
  readonly counts: 'exact' | 'close' | 'any';
}

/** Below this distance two numbers are equal whatever their ratio: 1e-16 and −3e-17 both mean 0. */
const ZERO = 1e-12;
const WHOLE = /^-?\d+$/;
const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;
/** The backend is stated, and may differ from machine to machine. */
const BACKEND = /^\[backend\] .*$/gm;

/**
 * Where two outputs differ, in words, or null when they agree: text exactly, numbers by the rules.
 *
 * Cost: O(length).
 */
export function compareText(
  expected: string,
  actual: string,
  rules: ComparisonRules,
): string | null {
  const [before, after] = [expected, actual].map((text) => text.replace(BACKEND, '[backend]'));
  const left = tokens(before as string, rules);
  const right = tokens(after as string, rules);
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [left[index], right[index]];
    if (a !== undefined && b !== undefined && sameToken(a, b, index, rules)) continue;
    return `expected ${excerpt(left, index)}, but got ${excerpt(right, index)}`;
  }
  return null;
}

/** Text and numbers in turn: even entries are text, odd ones numbers. */
function tokens(text: string, rules: ComparisonRules): string[] {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(NUMBER)) {
    parts.push(text.slice(end, match.index), match[0]);
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  // A masked number may be longer than before, which moves what is aligned beside it.
  const loose = rules.maskNumbers || rules.counts === 'any';
  return loose ? parts.map((part, i) => (i % 2 ? part : part.replace(/[ ─]+/g, ' '))) : parts;
}

function sameToken(a: string, b: string, index: number, rules: ComparisonRules): boolean {
  if (a === b) return true;
  if (index % 2 === 0) return false;
  if (rules.maskNumbers) return true;
  if (rules.counts !== 'close' && WHOLE.test(a) && WHOLE.test(b)) {
    return rules.counts === 'any' || BigInt(a) === BigInt(b);
  }
  return closeNumbers(Number(a), Number(b), rules.tolerance);
}

/** |a − b| ≤ tolerance · max(|a|, |b|), or both next to zero; two NaN agree. */
export function closeNumbers(a: number, b: number, tolerance: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  const distance = Math.abs(a - b);
  return distance <= ZERO || distance <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

/** The line in which the difference lies, shortened. */
function excerpt(parts: readonly string[], index: number): string {
  if (index >= parts.length) return 'nothing more';
  const before = parts.slice(0, index).join('').split('\n').at(-1) ?? '';
  const after = parts.slice(index).join('');
  const line = `${before}${after.startsWith('\n') ? '⏎' : after.split('\n')[0]}`;
  return JSON.stringify(line.length > 120 ? `${line.slice(0, 119)}…` : line);
}
