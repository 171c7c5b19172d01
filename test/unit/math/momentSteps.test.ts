import { describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../../src/core/index.js';
import { MomentSteps } from '../../../src/math/index.js';

const step = { meanShare: 0.1, squareShare: 0.001, length: 0.01, epsilon: 1e-7, kept: 0.999 };

function filled(size: number): MomentSteps {
  const random = createRandom(7);
  const steps = new MomentSteps(size);
  for (const array of [steps.weights, steps.gradient, steps.means]) {
    for (let i = 0; i < size; i++) array[i] = random.normal();
  }
  for (let i = 0; i < size; i++) steps.squares[i] = random.uniform();
  return steps;
}

const bits = ({ weights, gradient, means, squares }: MomentSteps) =>
  [weights, gradient, means, squares].map((array) => [...array]);

describe('MomentSteps', () => {
  it('moves one weight as by hand', () => {
    const steps = new MomentSteps(1);
    steps.weights[0] = 2;
    steps.gradient[0] = 4;
    steps.follow(0, 1, { meanShare: 0.5, squareShare: 0.25, length: 1, epsilon: 0, kept: 0.5 });
    expect(steps.means[0]).toBe(2); // 0 + (4 − 0) / 2
    expect(steps.squares[0]).toBe(4); // 0 + (16 − 0) / 4
    expect(steps.weights[0]).toBe(0); // 2 · 0.5 − 2 · 1 / √4
  });

  it.each([1, 3, 4, 9, 1003])('gives the same bits without WebAssembly: %d weights', (size) => {
    const fast = filled(size);
    for (let k = 0; k < 3; k++) fast.follow(0, size, step);
    vi.stubGlobal('WebAssembly', undefined);
    const plain = filled(size);
    vi.unstubAllGlobals();
    for (let k = 0; k < 3; k++) plain.follow(0, size, step);
    expect(bits(fast)).toEqual(bits(plain));
  });

  it('leaves alone what lies outside the range', () => {
    const [steps, before] = [filled(40), bits(filled(40))];
    steps.follow(5, 14, step);
    bits(steps).forEach((array, a) => {
      array.forEach((value, i) => {
        if (i < 5 || i >= 14) expect(value).toBe(before[a]![i]);
        else if (a !== 1) expect(value).not.toBe(before[a]![i]);
      });
    });
  });
});
