import fc from 'fast-check';
import {
  adjustedRandIndex,
  daviesBouldin,
  Matrix,
  normalizedMutualInformation,
  silhouetteSamples,
  silhouetteScore,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';
import { gap } from './goldenCases.js';

interface Points {
  readonly name: string;
  readonly X: number[][];
  readonly labels: number[];
  readonly silhouetteSamples: number[];
  readonly silhouetteScore: number;
  readonly daviesBouldin: number;
}
interface Pair {
  readonly name: string;
  readonly a: number[];
  readonly b: number[];
  readonly adjustedRandIndex: number;
  readonly normalizedMutualInformation: Record<'arithmetic' | 'geometric' | 'min' | 'max', number>;
}
const golden = loadGolden<Points | Pair>('clusteringMetrics');
const clouds = golden.cases.filter((c): c is Points => 'X' in c);
const pairs = golden.cases.filter((c): c is Pair => 'a' in c);

describe.each(clouds)(`on $name, as ${golden.reference} has it`, (c) => {
  it('silhouettes and the Davies–Bouldin index', () => {
    const X = Matrix.from(c.X);
    if (c.name !== 'tiny numbers') {
      // There scikit-learn's squares vanish, and ours do not.
      expect(gap(silhouetteSamples(X, c.labels), c.silhouetteSamples)).toBeLessThan(1e-9);
      expect(silhouetteScore(X, c.labels)).toBeCloseTo(c.silhouetteScore, 10);
      expect(daviesBouldin(X, c.labels)).toBeCloseTo(c.daviesBouldin, 10);
    }
    const scaled = new Matrix(
      X.data.map((v) => v * 2 ** 30),
      X.rows,
      X.columns,
    );
    expect(daviesBouldin(scaled, c.labels)).toBe(daviesBouldin(X, c.labels));
    expect(silhouetteScore(scaled, c.labels)).toBe(silhouetteScore(X, c.labels));
  });
});

describe.each(pairs)(`of two clusterings, $name, as ${golden.reference} has it`, (c) => {
  it('adjusted Rand index and normalised mutual information', () => {
    expect(adjustedRandIndex(c.a, c.b)).toBeCloseTo(c.adjustedRandIndex, 12);
    for (const average of ['arithmetic', 'geometric', 'min', 'max'] as const) {
      const got = normalizedMutualInformation(c.a, c.b, { average });
      expect(got).toBeCloseTo(c.normalizedMutualInformation[average], 12);
    }
  });
});

describe('worked by hand', () => {
  const line = Matrix.from([[0], [2], [10], [14]]);
  it('silhouettes of 0, 2 | 10, 14', () => {
    const expected = [(12 - 2) / 12, (10 - 2) / 10, (9 - 4) / 9, (13 - 4) / 13];
    expect(gap(silhouetteSamples(line, ['a', 'a', 'b', 'b']), expected)).toBeLessThan(1e-14);
  });
  it('Davies–Bouldin of the same: widths 1 and 2, centroids 11 apart', () => {
    expect(daviesBouldin(line, [0, 0, 1, 1])).toBeCloseTo(3 / 11, 14);
  });
  it('adjusted Rand: 1 pair together, 1 only in the truth, 4 in neither: 2·4 / (2·5 + 1·4)', () => {
    expect(adjustedRandIndex([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(8 / 14, 14);
  });
  it('mutual information ln 2 of entropies ln 2 and 1.5 ln 2', () => {
    expect(normalizedMutualInformation([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(1 / 1.25, 14);
  });
  it('all points equal: silhouettes 0, Davies–Bouldin 0', () => {
    const same = Matrix.from([[0.1], [0.1], [0.1], [0.1]]);
    expect(silhouetteScore(same, [0, 0, 1, 1])).toBe(0);
    expect(daviesBouldin(same, [0, 0, 0, 1])).toBe(0);
  });
  it('1e300 and 1e-300 are points like others', () => {
    for (const unit of [1e300, 1e-300]) {
      const X = Matrix.from([[0], [2 * unit], [10 * unit], [14 * unit]]);
      expect(daviesBouldin(X, [0, 0, 1, 1])).toBeCloseTo(3 / 11, 12);
      expect(silhouetteScore(X, [0, 0, 1, 1])).toBeCloseTo(0.72, 2);
    }
  });
});

describe('any two clusterings', () => {
  const rows = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 30 });
  it('agree alike whichever comes first and whatever the clusters are called', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const a = list.map(([x]) => x);
        const b = list.map(([, y]) => y);
        const named = a.map((x) => `cluster ${(x * 3) % 5}`);
        for (const metric of [adjustedRandIndex, normalizedMutualInformation]) {
          expect(metric(b, a)).toBeCloseTo(metric(a, b), 12);
          expect(metric(named, b)).toBeCloseTo(metric(a, b), 12);
          expect(metric(a, named)).toBeCloseTo(1, 12);
          expect(metric([...a].reverse(), [...b].reverse())).toBe(metric(a, b)); // to the last bit
          expect(metric(a, b)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('refusals', () => {
  const X = Matrix.from([[0], [1], [2]]);
  describe.each(
    Object.entries({ silhouetteScore, silhouetteSamples, daviesBouldin }),
  )('%s', (name, metric) => {
    it.each([
      ['too few labels', X, [0, 1], 'SHAPE_MISMATCH'],
      ['no points', Matrix.zeros(0, 2), [], 'EMPTY'],
      ['one cluster', X, [0, 0, 0], 'UNDEFINED_METRIC'],
      ['as many clusters as points', X, [0, 1, 2], 'UNDEFINED_METRIC'],
      ['NaN', Matrix.from([[0], [Number.NaN], [1]]), [0, 0, 1], 'NOT_FINITE'],
      ['infinity', Matrix.from([[0], [Number.POSITIVE_INFINITY], [1]]), [0, 0, 1], 'NOT_FINITE'],
      ['a missing label', X, [0, null as never, 1], 'MISSING_VALUE'],
    ])('refuses %s', (_, points, labels, code) => {
      expect(() => metric(points, labels)).toThrow(code);
      expect(() => metric(points, labels)).toThrow(`${name}: `);
    });
  });
  it.each(Object.entries({ adjustedRandIndex, normalizedMutualInformation }))('%s', (_, metric) => {
    expect(() => metric([0, 1], [0])).toThrow('SHAPE_MISMATCH');
    expect(() => metric([], [])).toThrow('EMPTY');
    expect(() => metric([Number.NaN], [0])).toThrow('NOT_FINITE');
    expect(() => metric([0, 'a' as never], [0, 1])).toThrow('WRONG_KIND');
  });
  it('an unknown mean of entropies', () => {
    const options = { average: 'mean' as never };
    expect(() => normalizedMutualInformation([0], [0], options)).toThrow('"arithmetic"');
  });
});
