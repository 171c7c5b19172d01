import { silentProgress } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { formatDuration, remainingMs } from '../../../src/core/progress.js';

describe('remainingMs', () => {
  it('goes on at the speed so far', () => {
    expect(remainingMs(1, 4, 500)).toBe(1500);
    expect(remainingMs(4, 4, 500)).toBe(0);
    expect(remainingMs(5, 4, 500)).toBe(0);
  });
  it('knows nothing before the first unit is done', () => {
    expect(remainingMs(0, 4, 500)).toBeUndefined();
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [412.4, '412 ms'],
    [1234, '1.2 s'],
    [9960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 0 s'],
    [83_000, '1 min 23 s'],
    [3_599_400, '59 min 59 s'],
    [7_500_000, '2 h 5 min'],
  ])('says %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

it('silentProgress accepts everything and cannot be changed', () => {
  silentProgress.start(undefined, 'x');
  silentProgress.advance(1, { loss: 0.5 });
  silentProgress.finish();
  expect(Object.isFrozen(silentProgress)).toBe(true);
});
