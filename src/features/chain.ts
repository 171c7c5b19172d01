import { toTable } from './inputs.js';
import type { Features, FittedTransformer, Targets, Transformer } from './transformer.js';

/** What fitting a chain gives: its steps, and the training rows as a model should see them. */
export interface FittedChain {
  readonly steps: readonly FittedTransformer[];
  readonly transformed: Features;
}

/**
 * Fits each step on what the ones before it made of the training rows; where a step has a
 * `fitTransform`, the rows go on as that says (out of fold).
 */
export function fitChain(
  steps: readonly Transformer[],
  X: Features,
  y: Targets | undefined,
): FittedChain {
  const fitted: FittedTransformer[] = [];
  let current = X;
  for (const step of steps) {
    const last = fitted[fitted.length - 1];
    // Between steps columns keep their names.
    const input = last === undefined ? current : toTable(current, last.outputNames);
    const done = step.fitTransform ? step.fitTransform(input, y) : undefined;
    const learned = done?.fitted ?? step.fit(input, y);
    current = done?.transformed ?? learned.transform(input);
    fitted.push(learned);
  }
  return { steps: Object.freeze(fitted), transformed: current };
}
