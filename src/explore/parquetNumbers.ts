import type { Table } from '../core/index.js';
import { fromPowerSums, harmlessScale, type Moments } from '../math/index.js';
import { densityGrid } from './densityPeaks.js';
import { histogramEdges } from './histogramEdges.js';
import type { NumberFacts } from './numberFacts.js';
import { describeNumbers, type NumberHead, withoutNumbers } from './numberProfile.js';
import { SHAPE_PROBABILITIES } from './numberShape.js';
import type { ProfileSettings } from './profileSettings.js';
import type { NumberProfile, ValueCount } from './profileTypes.js';

/** Asks for something about one column: the query selects from `data`, whose one column is `x`. */
export type AskColumn = (select: string) => Promise<Table>;

/** Keeps a first sum of the greatest doubles from overflowing. */
const SMALL = 2 ** -40;
const FINITE = 'data WHERE isfinite(x)';

/** The profile of a column of numbers or dates in a file; x is a DOUBLE. */
export async function parquetNumbers(
  name: string,
  kind: 'number' | 'date',
  ask: AskColumn,
  settings: ProfileSettings,
): Promise<NumberProfile> {
  const counted = await ask(
    `count(x) FILTER (NOT isnan(x)) AS present, count(*) AS "all",
     count(x) FILTER (isinf(x)) AS infinite FROM data`,
  );
  const [present, all, infinite] = ['present', 'all', 'infinite'].map(
    (column) => counted.number(column)[0]!,
  ) as [number, number, number];
  const head: NumberHead = { name, kind, count: present, missing: all - present, infinite };
  if (present === infinite) return withoutNumbers(head);
  const facts = await factsFrom(ask, settings);
  const histogram = histogramEdges(facts);
  const grid = densityGrid(facts);
  const counts = new Map<readonly number[], number[]>([
    [histogram.edges, await countIn(ask, histogram.edges)],
  ]);
  if (grid !== null) counts.set(grid.edges, await countIn(ask, grid.edges));
  return describeNumbers(head, facts, settings, { histogram, grid }, (edges) => counts.get(edges)!);
}

async function factsFrom(ask: AskColumn, settings: ProfileSettings): Promise<NumberFacts> {
  const probabilities = [...new Set([0.5, ...SHAPE_PROBABILITIES, ...settings.quantiles])];
  const first = await ask(
    `count(*) AS n, count(DISTINCT x) AS "distinct", min(x) AS least, max(x) AS greatest,
     fsum(x * ${SMALL}::DOUBLE) AS small_sum,
     bool_and(x = trunc(x) AND abs(x) <= 9007199254740991) AS whole,
     CAST(quantile_cont(x, [${probabilities.join(', ')}]) AS VARCHAR) AS quantiles FROM ${FINITE}`,
  );
  const number = (column: string) => first.number(column)[0]!;
  const [n, distinct, min, max] = ['n', 'distinct', 'least', 'greatest'].map(number) as [
    number,
    number,
    number,
    number,
  ];
  const quantiles = numbersIn(first.string('quantiles')[0]!);
  const values = new Map(probabilities.map((p, k) => [p, quantiles[k]!]));
  return {
    n,
    distinct,
    min,
    max,
    whole: first.boolean('whole')[0]!,
    moments: await momentsFrom(ask, n, number('small_sum') / n / SMALL, min, max),
    mostFrequent: await mostFrequentFrom(ask, settings.mostFrequent),
    ...(await stepsFrom(ask)),
    quantile: (probability) => values.get(probability)!,
  };
}

/** As `moments`, about the mean that the first pass found. */
async function momentsFrom(
  ask: AskColumn,
  n: number,
  nearMean: number,
  min: number,
  max: number,
): Promise<Moments> {
  if (min === max) {
    return { count: n, mean: min, deviation: n > 1 ? 0 : null, skewness: null, kurtosis: null };
  }
  const scale = harmlessScale(Math.max(Math.abs(min), Math.abs(max)));
  const centre = nearMean * scale;
  const sums = await ask(
    `fsum(d) AS s1, fsum(d * d) AS s2, fsum(d * d * d) AS s3, fsum(d * d * d * d) AS s4
     FROM (SELECT x * ${literal(scale)} - ${literal(centre)} AS d FROM ${FINITE})`,
  );
  const sum = (column: string) => sums.number(column)[0]!;
  const found = fromPowerSums(n, centre, [sum('s1'), sum('s2'), sum('s3'), sum('s4')], scale);
  return { ...found, mean: Math.min(max, Math.max(min, nearMean)) };
}

async function mostFrequentFrom(ask: AskColumn, most: number): Promise<ValueCount<number>[]> {
  const found = await ask(
    `x, count(*) AS times FROM ${FINITE} GROUP BY x ORDER BY times DESC, x LIMIT ${most}`,
  );
  const times = found.number('times');
  return Array.from(found.number('x'), (value, k) => ({ value: value + 0, count: times[k]! }));
}

/** The least and the greatest step between different values; 0 where there is one value. */
async function stepsFrom(
  ask: AskColumn,
): Promise<Pick<NumberFacts, 'smallestStep' | 'largestStep'>> {
  const found = await ask(
    `coalesce(min(step), 0) AS smallest, coalesce(max(step), 0) AS largest FROM (
     SELECT x - lag(x) OVER (ORDER BY x) AS step FROM (SELECT DISTINCT x FROM ${FINITE}))`,
  );
  return { smallestStep: found.number('smallest')[0]!, largestStep: found.number('largest')[0]! };
}

/**
 * Values in each bin [edges[k], edges[k + 1]), the last one closed. DuckDB's bins are open below
 * and closed above, so both values and edges are turned round.
 */
async function countIn(ask: AskColumn, edges: readonly number[]): Promise<number[]> {
  const turned = [...edges].reverse().map((edge) => String(-edge));
  const found = await ask(
    `CAST(map_values(histogram(-x, '[${turned.join(', ')}]'::DOUBLE[])) AS VARCHAR) AS counts
     FROM ${FINITE}`,
  );
  // From the top: at or above the last edge, between the edges, below the first edge (if any).
  const counts = numbersIn(found.string('counts')[0]!).slice(0, edges.length);
  const [atLast, ...between] = counts;
  const rising = between.reverse();
  // At the last edge, not above it: an outer value is in no bin.
  rising[rising.length - 1]! += await valuesAt(ask, edges[edges.length - 1]!, atLast!);
  return rising;
}

async function valuesAt(ask: AskColumn, edge: number, atOrAbove: number): Promise<number> {
  if (atOrAbove === 0) return 0;
  const found = await ask(`count(*) AS n FROM ${FINITE} AND x = ${literal(edge)}`);
  return found.number('n')[0]!;
}

/** The numbers of a list that DuckDB has written as a text. */
function numbersIn(list: string): number[] {
  return list.slice(1, -1).split(', ').map(Number);
}

/** A double that DuckDB reads back to the last bit; a bare 0.1 would be a decimal there. */
function literal(value: number): string {
  return `'${value}'::DOUBLE`;
}
