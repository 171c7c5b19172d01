import { MlError } from '../core/index.js';

/** Refuses what is no probability. */
export function assertProbabilities(where: string, name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (typeof value === 'number' && value >= 0 && value <= 1) continue;
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: ${name}[${i}] is ${value}, and a probability lies between 0 and 1. ` +
        'Give predictProbability’s column of class 1.',
    );
  }
}
