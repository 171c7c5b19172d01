import { print } from './channel.js';

/** The hints of an exercise and how many of them were given. */
interface HintState {
  readonly hints: readonly string[];
  given: number;
}

const exercises = new Map<string, HintState>();

/**
 * Prints the next hint of an exercise; its check must have run, since the hints stand there.
 *
 * @param id the exercise, such as '8.2'.
 *
 * @example hint('8.2'); // undefined
 */
export function hint(id: string): void {
  const state = exercises.get(id);
  if (state === undefined) print(`${id}: run its check first, the hints stand there.`);
  else if (state.hints.length === 0) print(`${id} has no hints.`);
  else print(takeHint(id) ?? `${id} has no more hints.`);
}

/** Remembers the hints of an exercise; a check that runs again does not begin anew. */
export function registerHints(id: string, hints: readonly string[]): void {
  const given = exercises.get(id)?.given ?? 0;
  exercises.set(id, { hints: [...hints], given: Math.min(given, hints.length) });
}

/** How many hints an exercise has. */
export function hintCount(id: string): number {
  return exercises.get(id)?.hints.length ?? 0;
}

/** The next hint with its number, or undefined when all were given. */
export function takeHint(id: string): string | undefined {
  const state = exercises.get(id);
  const text = state?.hints[state.given];
  if (state === undefined || text === undefined) return undefined;
  state.given += 1;
  return `Hint ${state.given} of ${state.hints.length}: ${text}`;
}
