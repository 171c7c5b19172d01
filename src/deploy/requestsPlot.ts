import { assertAbove, assertNotEmpty, shortNumber } from '../core/index.js';
import { bar, type Figure, type JsonObject } from '../plot/index.js';
import type { LoadedRequest } from './startLoad.js';

/** How requests are drawn. */
export interface RequestsPlotOptions {
  readonly title: string;
  /** The finding in a sentence. */
  readonly altText: string;
  /** Seconds of a bar. Default 0.5. */
  readonly binSeconds?: number;
}

/**
 * Requests by time, coloured by the version that answered; a cross says how many of a bar's time got
 * no prediction.
 *
 * @param requests as `startLoad` returns them: in the order in which they were sent.
 * @throws MlError EMPTY | OUT_OF_RANGE (binSeconds) | INVALID_ARGUMENT, as `bar`.
 *
 * @example
 * const requests = [0, 600, 700].map((atMs) => ({ atMs, latencyMs: 2, status: 200, version: 1 }));
 * requestsPlot(requests, { title: 'Quiet', altText: 'Version 1 answers all three requests.' }).data[0].y; // [ 1, 2 ]
 */
export function requestsPlot(
  requests: readonly LoadedRequest[],
  { title, altText, binSeconds = 0.5 }: RequestsPlotOptions,
): Figure {
  assertNotEmpty('requestsPlot', 'requests', requests.length);
  assertAbove('requestsPlot', 'binSeconds', binSeconds, 0);
  const begin = requests[0]!.atMs;
  const bins: Map<number | null, number>[] = [];
  for (const { atMs, version } of requests) {
    const bin = Math.floor((atMs - begin) / (1000 * binSeconds));
    while (bins.length <= bin) bins.push(new Map());
    bins[bin]!.set(version, (bins[bin]!.get(version) ?? 0) + 1);
  }
  const categories = bins.map((_, i) => shortNumber(i * binSeconds, 6));
  const versions = [...new Set(requests.map(({ version }) => version))];
  const known = versions.filter((version) => version !== null).sort((a, b) => a - b);
  const figure = bar({
    categories,
    series: known.map((version) => ({
      name: `version ${version}`,
      values: bins.map((counts) => counts.get(version) ?? 0),
    })),
    title,
    xTitle: { label: 'Time', unit: 's' },
    yTitle: { label: `Requests in ${binSeconds} s`, unit: null },
    altText,
  });
  const lost = bins.map((counts) => counts.get(null) ?? 0);
  return {
    ...figure,
    data: [...figure.data, crosses(categories, lost)],
    layout: { ...figure.layout, barmode: 'stack' },
  };
}

function crosses(categories: readonly string[], lost: readonly number[]): JsonObject {
  const some = categories.map((x, i) => ({ x, y: lost[i]! })).filter(({ y }) => y > 0);
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'lost',
    showlegend: true,
    x: some.map(({ x }) => x),
    y: some.map(({ y }) => y),
    marker: { symbol: 'x', size: 11, color: '#000000', line: { color: '#FFFFFF', width: 1 } },
  };
}
