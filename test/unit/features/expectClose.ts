import { expect } from 'vitest';

/** Each number within `tolerance` of the expected one, relative to its size beyond 1. */
export function expectClose(
  actual: readonly ArrayLike<number>[],
  expected: readonly ArrayLike<number>[],
  tolerance = 1e-12,
): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((row, i) => {
    expect(actual[i]!.length).toBe(row.length);
    for (let j = 0; j < row.length; j++) {
      const distance = Math.abs(actual[i]![j]! - row[j]!);
      expect(distance, `row ${i}, column ${j}`).toBeLessThanOrEqual(
        tolerance * (1 + Math.abs(row[j]!)),
      );
    }
  });
}
