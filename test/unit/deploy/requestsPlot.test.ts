import { type LoadedRequest, requestsPlot } from 'mle-kit/deploy';
import { describe, expect, it } from 'vitest';

const words = { title: 'An update', altText: 'Version 1 gives way to version 2, one is lost.' };
const at = (atMs: number, version: number | null): LoadedRequest => ({
  atMs: 5000 + atMs,
  latencyMs: 1,
  status: version === null ? 503 : 200,
  version,
});

describe('requestsPlot', () => {
  it('counts each version in each bin, empty bins included, and crosses where some were lost', () => {
    const requests = [at(0, 1), at(100, 1), at(499, 2), at(500, null), at(510, null), at(1600, 2)];
    const { data, layout } = requestsPlot(requests, words);
    expect(data.map(({ name, x, y }) => [name, x, y])).toEqual([
      ['version 1', ['0', '0.5', '1', '1.5'], [2, 0, 0, 0]],
      ['version 2', ['0', '0.5', '1', '1.5'], [1, 0, 0, 1]],
      ['lost', ['0.5'], [2]],
    ]);
    expect(layout.barmode).toBe('stack');
  });

  it('draws by the second where that is wanted, and no cross where nothing is lost', () => {
    const { data } = requestsPlot([at(0, 3), at(999, 3), at(1000, 3)], { ...words, binSeconds: 1 });
    expect(data.map(({ y }) => y)).toEqual([[2, 1], []]);
  });

  it.each([
    ['no request', [], 1, 'EMPTY'],
    ['bars without a width', [at(0, 1)], 0, 'OUT_OF_RANGE'],
  ])('refuses %s', (_, requests, binSeconds, code) => {
    expect(() => requestsPlot(requests, { ...words, binSeconds })).toThrow(code);
  });
});
