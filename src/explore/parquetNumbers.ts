import type { Table } from '../core/index.js';
import { densityGrid } from './densityPeaks.js';
import { groupedFacts } from './groupedFacts.js';
import { histogramEdges } from './histogramEdges.js';
import { describeNumbers, withoutNumbers } from './numberProfile.js';
import type { ProfileSettings } from './profileSettings.js';
import type { NumberProfile } from './profileTypes.js';

/** Asks for something about one column: the query selects from `data`, whose one column is `x`, or from what is `also` made of it. */
export type AskColumn = (select: string, also?: string) => Promise<Table>;

/** The profile of a column of numbers or dates in a file; x is a DOUBLE. */
export async function parquetNumbers(
  name: string,
  kind: 'number' | 'date',
  ask: AskColumn,
  settings: ProfileSettings,
): Promise<NumberProfile> {
  const groups = await ask('x, count(*) AS times FROM data GROUP BY x ORDER BY x');
  const [values, times] = [groups.number('x'), groups.number('times')];
  const holdsNumber = (_: number, i: number) => Number.isFinite(values[i]);
  const count = (holds: (value: number) => boolean) =>
    times.reduce((sum, each, i) => (holds(values[i]!) ? sum + each : sum), 0);
  const infinite = count((value) => Math.abs(value) === Infinity);
  const finite = values.filter(Number.isFinite);
  const head = {
    name,
    kind,
    count: count((value) => !Number.isNaN(value)),
    missing: count(Number.isNaN),
    infinite,
  };
  if (finite.length === 0) return withoutNumbers(head);
  const facts = groupedFacts(finite, times.filter(holdsNumber), settings.mostFrequent);
  const bins = { histogram: histogramEdges(facts), grid: densityGrid(facts) };
  return describeNumbers(head, facts, settings, bins, facts.countIn);
}
