import { MlError } from '../../../core/index.js';
import { adamUpdate } from './adam.js';
import type { Optimizer, Update } from './optimizer.js';
import { sgdUpdate } from './sgd.js';

/** What an optimiser does with a gradient. Throws INVALID_ARGUMENT for what none of ours made. */
export function updateOf(where: string, optimizer: Optimizer): Update {
  if (optimizer?.kind === 'sgd') return sgdUpdate(optimizer);
  if (optimizer?.kind === 'adam') return adamUpdate(optimizer);
  throw new MlError('INVALID_ARGUMENT', `${where}: optimizer must be made by sgd, adam or adamW.`);
}
