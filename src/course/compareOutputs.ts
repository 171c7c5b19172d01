import { type ComparisonRules, closeNumbers, compareText } from './compareText.js';
import type { MimeBundle, Output } from './notebook.js';

/** Made from the interactive picture by another program; the picture itself is compared. */
const PICTURES = ['image/png', 'image/svg+xml'];
export const PLOTLY = 'application/vnd.plotly.v1+json';

/** Where the outputs of one cell differ, in words, or null when they agree. */
export function compareOutputs(
  expected: readonly Output[],
  actual: readonly Output[],
  rules: ComparisonRules,
): string | null {
  return (
    compareText(printedText(expected), printedText(actual), rules) ??
    compareBundles(bundlesOf(expected), bundlesOf(actual), rules)
  );
}

/** What a terminal would show of a cell: what it printed and the text form of what it displayed. */
export function printedText(outputs: readonly Output[]): string {
  let text = '';
  for (const output of outputs) {
    if (output.output_type === 'stream') {
      if (output.name === 'stdout') text += output.text;
    } else if (output.output_type !== 'error') {
      const plain = output.data['text/plain'];
      if (typeof plain === 'string') text += plain.endsWith('\n') ? plain : `${plain}\n`;
    }
  }
  return text;
}

function bundlesOf(outputs: readonly Output[]): MimeBundle[] {
  return outputs.flatMap((output) => ('data' in output ? [output.data] : []));
}

function compareBundles(
  expected: readonly MimeBundle[],
  actual: readonly MimeBundle[],
  rules: ComparisonRules,
): string | null {
  if (expected.length !== actual.length) {
    return `expected ${expected.length} displays, but got ${actual.length}`;
  }
  for (const [index, bundle] of expected.entries()) {
    const other = actual[index] as MimeBundle;
    for (const type of new Set([...Object.keys(bundle), ...Object.keys(other)])) {
      if (PICTURES.includes(type)) continue;
      const difference = compareValues(bundle[type], other[type], rules, type);
      if (difference) return difference;
    }
  }
  return null;
}

function compareValues(
  expected: unknown,
  actual: unknown,
  rules: ComparisonRules,
  path: string,
): string | null {
  if (typeof expected === 'number' && typeof actual === 'number') {
    if (rules.maskNumbers || sameNumber(expected, actual, rules)) return null;
    return `${path}: expected ${expected}, but got ${actual}`;
  }
  if (typeof expected === 'string' && typeof actual === 'string') {
    const difference = compareText(expected, actual, rules);
    return difference && `${path}: ${difference}`;
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (rules.maskNumbers) return null; // measured series may differ in length, too
    if (expected.length !== actual.length) {
      if (rules.counts === 'any') return null; // how many marks a picture has is a count
      return `${path}: expected ${expected.length} entries, but got ${actual.length}`;
    }
    return firstDifference(expected.keys(), (key) =>
      compareValues(expected[key], actual[key], rules, `${path}[${key}]`),
    );
  }
  if (isRecord(expected) && isRecord(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return firstDifference(keys, (key) =>
      compareValues(expected[key], actual[key], rules, `${path}.${key}`),
    );
  }
  return expected === actual ? null : `${path}: expected ${say(expected)}, but got ${say(actual)}`;
}

function sameNumber(a: number, b: number, { counts, tolerance }: ComparisonRules): boolean {
  // Every number beyond the safe ones is whole, whatever it counts.
  if (counts !== 'close' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    return counts === 'any' || a === b;
  }
  return closeNumbers(a, b, tolerance);
}

function firstDifference<Key>(
  keys: Iterable<Key>,
  compare: (key: Key) => string | null,
): string | null {
  for (const key of keys) {
    const difference = compare(key);
    if (difference) return difference;
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function say(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
