import type { Output } from '../outputs.js';
import type { End } from './apartProcess.js';
import type { JoinedCells } from './joinCells.js';
import type { RunnerNews } from './runnerEntry.js';

// What a process apart claims; it may claim anything, and is ended when it is no claim at all.

const STRANGE = { end: 'what came back is no result' };

/** What became of the notebook's code. */
export function joinedOf(text: string): JoinedCells | { readonly end: End } {
  const { code, faults } = objectOf(text);
  if (typeof code !== 'string' || !Array.isArray(faults)) return STRANGE;
  return {
    code,
    faults: faults.map((fault) => {
      const { cell, words } = Object(fault);
      return { cell: Number(cell), words: String(words) };
    }),
  };
}

/** A test's output. */
export function outputOf(text: string): Output | { readonly end: End } {
  const claim = objectOf(text);
  if (typeof claim.value === 'string') return { value: claim.value };
  if (typeof claim.error === 'string') return { error: claim.error.slice(0, 300) };
  return STRANGE;
}

/** How far the notebook is. */
export function newsOf(text: string): RunnerNews | { readonly end: End } {
  const { cell, fault, ready } = objectOf(text);
  if (ready === true) return { ready };
  if (typeof cell !== 'number') return STRANGE;
  return typeof fault === 'string' ? { cell, fault: fault.slice(0, 200) } : { cell };
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const claim: unknown = JSON.parse(text);
    return typeof claim === 'object' && claim !== null ? (claim as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
