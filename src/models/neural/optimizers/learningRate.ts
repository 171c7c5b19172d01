import { assertAtLeast, MlError } from '../../../core/index.js';
import { constant, type Schedule } from './schedules.js';

/** A number as the schedule that never changes. */
export function scheduleOf(where: string, learningRate: number | Schedule): Schedule {
  if (typeof learningRate === 'number') {
    assertAtLeast(where, 'learningRate', learningRate, 0);
    return constant(learningRate);
  }
  const kind = (learningRate as { kind?: unknown } | null | undefined)?.kind;
  if (kind === 'constant' || kind === 'exponentialDecay' || kind === 'cosineDecay') {
    return learningRate;
  }
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: learningRate must be a number, or made by constant, exponentialDecay, stepDecay or cosineDecay.`,
  );
}
