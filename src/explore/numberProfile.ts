import type { DateColumn, NumberColumn } from '../core/index.js';
import { countPeaks, type DensityGrid, densityGrid } from './densityPeaks.js';
import { finiteOrNull, finiteValues } from './finiteValues.js';
import { type HistogramEdges, histogramEdges } from './histogramEdges.js';
import { countSorted, factsOf, type NumberFacts } from './numberFacts.js';
import { numberShape } from './numberShape.js';
import type { ProfileSettings } from './profileSettings.js';
import type { NumberProfile } from './profileTypes.js';

/** Name, kind and the counts that are known before any statistic. */
export type NumberHead = Pick<NumberProfile, 'name' | 'kind' | 'count' | 'missing' | 'infinite'>;

/**
 * Memory for the numbers of one column, which the next one uses again: the first touch of a new page
 * costs more than all that is done with the numbers in it, sorting apart.
 */
export interface ColumnRoom {
  readonly values: Float64Array;
  readonly spare: Float64Array;
}

/** The profile of a column of numbers or dates. */
export function numberProfile(
  column: NumberColumn | DateColumn,
  settings: ProfileSettings,
  room: ColumnRoom,
): NumberProfile {
  const { finite, missing, infinite } = finiteValues(column.values, room.values);
  const head = {
    name: column.name,
    kind: column.kind,
    count: finite.length + infinite,
    missing,
    infinite,
  };
  if (finite.length === 0) return withoutNumbers(head);
  const facts = factsOf(finite, settings.mostFrequent, room.spare);
  const bins = { histogram: histogramEdges(facts), grid: densityGrid(facts) };
  return describeNumbers(head, facts, settings, bins, (edges) => countSorted(facts.sorted, edges));
}

/** Where values are to be counted: in the histogram, and in search of peaks. */
export interface Bins {
  readonly histogram: HistogramEdges;
  readonly grid: DensityGrid | null;
}

/** A profile from the facts of a column; `countIn` tells how many values each bin holds. */
export function describeNumbers(
  head: NumberHead,
  facts: NumberFacts,
  settings: ProfileSettings,
  { histogram, grid }: Bins,
  countIn: (edges: readonly number[]) => number[],
): NumberProfile {
  const peaks = () => (grid === null ? 1 : countPeaks(grid, countIn(grid.edges), facts.n));
  return {
    ...head,
    distinct: facts.distinct,
    shape: numberShape(head, facts, peaks),
    mean: facts.moments.mean + 0,
    deviation: finiteOrNull(facts.moments.deviation),
    min: facts.min,
    max: facts.max,
    median: facts.quantile(0.5) + 0,
    quantiles: settings.quantiles.map((probability) => ({
      probability,
      value: facts.quantile(probability) + 0,
    })),
    skewness: finiteOrNull(facts.moments.skewness),
    kurtosis: finiteOrNull(facts.moments.kurtosis),
    histogram: { edges: histogram.edges, counts: countIn(histogram.edges), rule: histogram.rule },
    mostFrequent: facts.mostFrequent,
  };
}

/** The profile of a column in which no finite number is. */
export function withoutNumbers(head: NumberHead): NumberProfile {
  return {
    ...head,
    distinct: 0,
    shape: 'empty',
    mean: null,
    deviation: null,
    min: null,
    max: null,
    median: null,
    quantiles: [],
    skewness: null,
    kurtosis: null,
    histogram: null,
    mostFrequent: [],
  };
}
