import { MlError } from '../../../core/index.js';
import { adamUpdate } from './adam.js';
import type { Optimizer, Update } from './optimizer.js';
import { sgdUpdate } from './sgd.js';

/** What an optimiser does with the gradients of so many weights, which begin at 0. */
export function updateOf(optimizer: Optimizer, size: number): Update {
  return optimizer.kind === 'sgd' ? sgdUpdate(optimizer, size) : adamUpdate(optimizer, size);
}

/** Throws INVALID_ARGUMENT for what none of our optimisers made. */
export function assertOptimizer(where: string, optimizer: unknown): void {
  const kind = (optimizer as { kind?: unknown } | null | undefined)?.kind;
  if (kind === 'sgd' || kind === 'adam') return;
  throw new MlError('INVALID_ARGUMENT', `${where}: optimizer must be made by sgd, adam or adamW.`);
}
