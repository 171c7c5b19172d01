import {
  adam,
  adamW,
  constant,
  cosineDecay,
  exponentialDecay,
  learningRateAt,
  sgd,
  stepDecay,
} from 'mle-kit/neural';
import { describe, expect, it } from 'vitest';

describe('schedules', () => {
  const at = (schedule: Parameters<typeof learningRateAt>[0], steps: number[], perEpoch = 10) =>
    steps.map((step) => Number(learningRateAt(schedule, step, perEpoch).toPrecision(12)));

  it('fall as their formulas say', () => {
    expect(at(constant(0.5), [0, 99])).toEqual([0.5, 0.5]);
    expect(at(exponentialDecay(1, { decaySteps: 10, decayRate: 0.25 }), [0, 5, 10])).toEqual([
      1, 0.5, 0.25,
    ]);
    expect(at(stepDecay(1, { decaySteps: 10, decayRate: 0.25 }), [0, 9, 10, 20])).toEqual([
      1, 1, 0.25, 0.0625,
    ]);
    expect(at(cosineDecay(1, { decaySteps: 10, alpha: 0.2 }), [0, 5, 10, 50])).toEqual([
      1, 0.6, 0.2, 0.2,
    ]);
  });

  it('count epochs where they are told so', () => {
    expect(at(stepDecay(1, { decayEpochs: 2, decayRate: 0.5 }), [19, 20], 10)).toEqual([1, 0.5]);
    expect(at(cosineDecay(1, { decayEpochs: 4 }), [20], 10)).toEqual([0.5]);
  });

  it.each([
    ['neither steps nor epochs', () => cosineDecay(1, {}), 'INVALID_ARGUMENT'],
    [
      'both steps and epochs',
      () => cosineDecay(1, { decaySteps: 1, decayEpochs: 1 }),
      'INVALID_ARGUMENT',
    ],
    ['a negative rate', () => constant(-1), 'OUT_OF_RANGE'],
    ['a growing share', () => cosineDecay(1, { decaySteps: 5, alpha: 2 }), 'OUT_OF_RANGE'],
    ['no decay rate', () => stepDecay(1, { decaySteps: 5 } as never), 'OUT_OF_RANGE'],
    [
      'a schedule that none of ours made',
      () => sgd({ learningRate: { kind: 'linear' } as never }),
      'INVALID_ARGUMENT',
    ],
    ['momentum above 1', () => sgd({ momentum: 2 }), 'OUT_OF_RANGE'],
    ['a beta of 1', () => adam({ beta1: 1 }), 'OUT_OF_RANGE'],
    ['no epsilon', () => adam({ epsilon: 0 }), 'OUT_OF_RANGE'],
    ['negative decay of weights', () => adamW({ weightDecay: -1 }), 'OUT_OF_RANGE'],
    [
      'decay of weights by adam',
      () => adam({ weightDecay: 0.1 } as never),
      /no option "weightDecay"/,
    ],
  ] as const)('refuse %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
