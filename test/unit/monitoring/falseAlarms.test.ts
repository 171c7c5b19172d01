import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRandom, type Random, Table } from '../../../src/core/index.js';
import { referenceProfile } from '../../../src/explore/index.js';
import { logGamma } from '../../../src/math/index.js';
import {
  calibrationTest,
  chiSquared,
  countCategories,
  type DriftOptions,
  type DriftReport,
  driftReport,
  kolmogorovSmirnov,
  populationStabilityIndex,
  stabilityLimit,
} from '../../../src/monitoring/index.js';

/*
 * Alarms without drift: both samples come from one distribution, 1,000 times. The counts stand in
 * src/monitoring/FALSE-ALARMS.md, and this test holds them against what it measures: they are
 * seeded, so they are the same on every machine.
 */

const DRAWS = 1000;
const ALPHA = 0.05;
const published = readFileSync(
  new URL('../../../src/monitoring/FALSE-ALARMS.md', import.meta.url),
  'utf8',
);

/** The fewest and the most alarms that a binomial 99% interval allows. */
const [FEWEST, MOST] = binomialInterval(DRAWS, ALPHA, 0.99);

type Bound = 'stated' | 'at most' | 'none';
interface Row {
  readonly name: string;
  /** `'at most'`: the test is known to ring more rarely than stated. */
  readonly bound: Bound;
  readonly rings: (random: Random, draw: number) => boolean;
}

const normal = (random: Random, n: number) => Array.from({ length: n }, () => random.normal());
const weights = Array.from({ length: 40 }, (_, k) => 1 / (k + 1));
const names = weights.map((_, k) => `type ${k}`);
const zipf = (random: Random, n: number) => random.choice(names, n, { replace: true, weights });
const users = (random: Random, n: number) =>
  Array.from({ length: n }, () => `user ${random.integer(0, 5000)}`);

function report(before: Table, after: Table, options: DriftOptions = {}): DriftReport {
  return driftReport(before, after, { joint: false, ...options });
}

/** Whether the only column's p-value by itself is at most α. */
function columnRings(part: 'values' | 'missing', make: (random: Random, n: number) => Table) {
  return (random: Random) =>
    report(make(random, 300), make(random, 220)).columns[0]![part]!.pValue! <= ALPHA;
}

/** Six columns of all kinds, two of which go together. */
function mixed(random: Random, n: number): Table {
  const a = normal(random, n);
  return Table.from({
    a,
    b: a.map((x) => x + random.normal()),
    c: a.map(() => (random.uniform() < 0.2 ? Number.NaN : Math.exp(random.normal()))),
    d: a.map(() => random.uniform() < 0.4),
    e: zipf(random, n),
    f: a.map(() => random.integer(0, 6)),
  });
}

/** Twelve number columns before and after. */
function twelve(draw: number): [Table, Table] {
  const random = createRandom(1806).fork('twelve').fork(draw);
  const make = (n: number) =>
    Table.from(Array.from({ length: 12 }, (_, j) => [`x${j}`, normal(random, n)] as const));
  return [make(200), make(173)];
}

const jointReports = new Map<number, DriftReport>();

/** One report, of which two rows of the table count something. */
function jointReport(draw: number): DriftReport {
  const random = createRandom(1806).fork('joint').fork(draw);
  const found =
    jointReports.get(draw) ?? driftReport(mixed(random, 150), mixed(random, 120), { seed: draw });
  jointReports.set(draw, found);
  return found;
}

const stored = referenceProfile(Table.from({ x: normal(createRandom(5), 50_000) }));

const rows: readonly Row[] = [
  {
    name: 'kolmogorovSmirnov, exact, 200 against 173 values',
    bound: 'stated',
    rings: (r) => kolmogorovSmirnov(normal(r, 200), normal(r, 173)).pValue <= ALPHA,
  },
  {
    name: 'kolmogorovSmirnov, asymptotic, 500 against 431 values',
    bound: 'stated',
    rings: (r) =>
      kolmogorovSmirnov(normal(r, 500), normal(r, 431), { method: 'asymptotic' }).pValue <= ALPHA,
  },
  {
    name: 'kolmogorovSmirnov of 300 values against a profile of 50,000 that keeps 500 points',
    bound: 'stated',
    rings: (r) =>
      driftReport(stored, Table.from({ x: normal(r, 300) })).columns[0]!.values!.pValue! <= ALPHA,
  },
  {
    name: 'kolmogorovSmirnov, 200 against 173 whole numbers (ties)',
    bound: 'at most',
    rings: (r) => {
      const whole = (n: number) => normal(r, n).map((x) => Math.round(x));
      return kolmogorovSmirnov(whole(200), whole(173)).pValue <= ALPHA;
    },
  },
  {
    name: 'chiSquared, 5 categories, 300 against 220 rows',
    bound: 'stated',
    rings: (r) => {
      const draw = (n: number) => Array.from({ length: n }, () => r.integer(0, 5));
      const counts = countCategories(draw(300), draw(220));
      return chiSquared(counts.reference, counts.current).pValue <= ALPHA;
    },
  },
  {
    name: 'χ² in a report, 40 categories, rare ones joined, 300 against 220 rows',
    bound: 'stated',
    rings: columnRings('values', (r, n) => Table.from({ x: zipf(r, n) })),
  },
  {
    name: 'χ² in a report, 5,000 texts in buckets, 800 against 700 rows',
    bound: 'stated',
    rings: (r) =>
      report(Table.from({ x: users(r, 800) }), Table.from({ x: users(r, 700) })).columns[0]!.values!
        .pValue! <= ALPHA,
  },
  {
    name: 'χ² in a report, truth values, 300 against 220 rows',
    bound: 'stated',
    rings: columnRings('values', (r, n) =>
      Table.from({ x: Array.from({ length: n }, () => r.uniform() < 0.4) }),
    ),
  },
  {
    name: 'Fisher’s exact test in a report, 1% true, 300 against 220 rows',
    bound: 'at most',
    rings: (r) => {
      const make = (n: number) =>
        Table.from({ x: Array.from({ length: n }, () => r.uniform() < 0.01) });
      const { values } = report(make(300), make(220)).columns[0]!;
      return values !== null && values.pValue! <= ALPHA;
    },
  },
  {
    name: 'share of missing values, 30%, 300 against 220 rows',
    bound: 'stated',
    rings: columnRings('missing', (r, n) =>
      Table.from({ x: normal(r, n).map((x) => (r.uniform() < 0.3 ? Number.NaN : x)) }),
    ),
  },
  {
    name: 'PSI above stabilityLimit, 10 bins, 2,000 against 1,000 values',
    bound: 'stated',
    rings: (r) =>
      populationStabilityIndex(normal(r, 2000), normal(r, 1000)) >
      stabilityLimit(2000, 1000, 10, ALPHA),
  },
  {
    name: 'calibrationTest of calibrated probabilities, 300 rows',
    bound: 'stated',
    rings: (r) => {
      const p = Array.from({ length: 300 }, () => r.uniform());
      return !calibrationTest(
        p.map((x) => (r.uniform() < x ? 1 : 0)),
        p,
      ).calibrated;
    },
  },
  {
    name: 'a whole report, 12 number columns, Holm, 200 against 173 rows',
    bound: 'stated',
    rings: (_, draw) => report(...twelve(draw)).drifted,
  },
  {
    name: 'the same, Benjamini and Hochberg',
    bound: 'stated',
    rings: (_, draw) => report(...twelve(draw), { adjustment: 'benjaminiHochberg' }).drifted,
  },
  {
    name: 'the same, no adjustment: what it is for',
    bound: 'none',
    rings: (_, draw) => report(...twelve(draw), { adjustment: 'none' }).drifted,
  },
  {
    name: 'the joint test alone, 6 columns of all kinds, 150 against 120 rows',
    bound: 'stated',
    rings: (_, draw) => jointReport(draw).joint!.pValue <= ALPHA,
  },
  {
    name: 'a whole report with the joint test, 6 columns of all kinds, 150 against 120 rows',
    bound: 'stated',
    rings: (_, draw) => jointReport(draw).drifted,
  },
  {
    name: 'a large sample: Wasserstein from 0.1 deviations, 5,000 against 5,000 values',
    bound: 'at most',
    rings: (r) =>
      report(Table.from({ x: normal(r, 5000) }), Table.from({ x: normal(r, 5000) })).drifted,
  },
  {
    name: 'PSI above 0.25, the usual rule, 1,000 against 30 values',
    bound: 'none',
    rings: (r) => populationStabilityIndex(normal(r, 1000), normal(r, 30)) > 0.25,
  },
];

describe('without drift, at α = 0.05', () => {
  it('a binomial 99% interval of 1,000 draws runs from 33 to 69', () => {
    expect([FEWEST, MOST]).toEqual([33, 69]);
  });

  it.each(rows)('$name: the published number of 1,000 reports rings', ({ name, bound, rings }) => {
    let alarms = 0;
    for (let draw = 0; draw < DRAWS; draw++) {
      if (rings(createRandom(1806).fork(name).fork(draw), draw)) alarms++;
    }
    if (bound !== 'none') expect(alarms).toBeLessThanOrEqual(MOST);
    if (bound === 'stated') expect(alarms).toBeGreaterThanOrEqual(FEWEST);
    const line = published.split('\n').find((each) => each.startsWith(`| ${name} |`));
    expect(Number(line?.split('|')[2])).toBe(alarms);
  }, 600_000);
});

function binomialInterval(n: number, p: number, level: number): [number, number] {
  const chance = (k: number) =>
    Math.exp(
      logGamma(n + 1) -
        logGamma(k + 1) -
        logGamma(n - k + 1) +
        k * Math.log(p) +
        (n - k) * Math.log(1 - p),
    );
  let [sum, low, high] = [0, -1, -1];
  for (let k = 0; k <= n; k++) {
    sum += chance(k);
    if (low < 0 && sum > (1 - level) / 2) low = k;
    if (high < 0 && sum >= (1 + level) / 2) high = k;
  }
  return [low, high];
}
