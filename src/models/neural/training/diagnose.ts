import { MlError } from '../../../core/index.js';
import type { Network } from '../network/network.js';

/** Where training went out of numbers, and what is known of it. */
export interface Divergence {
  readonly where: string;
  /** From 1. */
  readonly epoch: number;
  readonly batch: number;
  readonly loss: number;
  readonly learningRate: number;
  readonly network: Network;
  /** The weights as they are. */
  readonly values: Float32Array;
  readonly x: Float32Array;
  readonly targets: ArrayLike<number>;
}

/** The error for a loss that is no number any more: where, and the likely cause. */
export function divergenceError(found: Divergence): MlError {
  const { where, epoch, batch, loss } = found;
  const what = Number.isFinite(loss) ? 'weights are no numbers any more' : `the loss is ${loss}`;
  return new MlError(
    'NOT_FINITE',
    `${where}: ${what} in epoch ${epoch}, batch ${batch} (counted from 1). ${likelyCause(found)}`,
  );
}

function likelyCause({ learningRate, network, values, x, targets, epoch }: Divergence): string {
  const largestInput = largest(x);
  const column = network.layers[0]?.kind === 'embedding' ? -1 : indexOfLargest(x) % network.columns;
  if (largestInput > 1e3 && column >= 0) {
    return (
      `Column ${column} of X reaches ${largestInput.toPrecision(3)}: numbers far from 1 overflow. ` +
      'Scale the columns first (StandardScaler).'
    );
  }
  const largestTarget = largest(targets);
  if (largestTarget > 1e3 && network.outputs === 1) {
    return `y reaches ${largestTarget.toPrecision(3)}: bring it to a scale near 1, and the predictions back.`;
  }
  const broken = values.findIndex((value) => !Number.isFinite(value));
  const entry = network.entries
    .flat()
    .find(({ offset, size }) => broken >= offset && broken < offset + size);
  const grown =
    entry === undefined
      ? `weights reach ${largest(values).toPrecision(3)}`
      : `${entry.name} holds ${values[broken]}`;
  const start = epoch === 1 ? 'from the start' : 'by now';
  return (
    `The learning rate of ${learningRate} is the likely cause: steps are too long, and ${grown} ${start}. ` +
    `Try ${Number((learningRate / 10).toPrecision(3))}.`
  );
}

function indexOfLargest(numbers: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < numbers.length; i++) {
    if (Math.abs(numbers[i]!) > Math.abs(numbers[best]!)) best = i;
  }
  return best;
}

function largest(numbers: ArrayLike<number>): number {
  return numbers.length === 0 ? 0 : Math.abs(numbers[indexOfLargest(numbers)]!);
}
