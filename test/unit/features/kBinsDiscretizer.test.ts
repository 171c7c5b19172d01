import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Matrix, Table } from '../../../src/core/index.js';
import { KBinsDiscretizer } from '../../../src/features/index.js';
import { loadGolden } from '../../golden/loadGolden.js';
import { expectClose } from './expectClose.js';

interface Case {
  readonly name: string;
  readonly options: object;
  readonly X: number[][];
  readonly edges: number[][];
  readonly new: number[][];
  readonly transformed: number[][];
}

const golden = loadGolden<Case>('kBinsDiscretizer');

describe('KBinsDiscretizer', () => {
  it('puts a value on an edge into the bin above, and outsiders into the outer bins', () => {
    const fitted = new KBinsDiscretizer({ bins: 3, strategy: 'uniform', encode: 'ordinal' }).fit(
      Table.from({ x: [0, 9] }),
    );
    expect(fitted.state.edges).toEqual([[3, 6]]);
    expect([...fitted.transform(Table.from({ x: [-5, 0, 2.9, 3, 6, 9, 50] })).data]).toEqual([
      0, 0, 0, 1, 2, 2, 2,
    ]);
  });

  it.each(golden.cases)(`agrees with ${golden.reference}: $name`, (given) => {
    const fitted = new KBinsDiscretizer(given.options).fit(Matrix.from(given.X));
    expectClose(fitted.state.edges, given.edges);
    expect(fitted.transform(Matrix.from(given.new)).toRows()).toEqual(given.transformed);
  });

  it('cuts on the values themselves where the ranks are whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (bins, width) => {
          const values = Array.from({ length: bins * width + 1 }, (_, i) => Math.sqrt(i) + 0.1);
          const { edges } = new KBinsDiscretizer({ bins }).fit(Matrix.fromColumns([values])).state;
          expect(edges[0]).toEqual(
            Array.from({ length: bins - 1 }, (_, k) => values[(k + 1) * width]),
          );
        },
      ),
    );
  });

  it('gives a column of one value one bin', () => {
    const fitted = new KBinsDiscretizer().fit(Matrix.from([[3], [3]]));
    expect(fitted.outputNames).toEqual(['x0_0']);
    expect(fitted.transform(Matrix.from([[-1], [99]])).toRows()).toEqual([[1], [1]]);
  });

  it.each([
    ['one bin', () => new KBinsDiscretizer({ bins: 1 }), 'OUT_OF_RANGE'],
    [
      'no such strategy',
      () => new KBinsDiscretizer({ strategy: 'kmeans' as never }),
      'INVALID_ARGUMENT',
    ],
    [
      'no such encoding',
      () => new KBinsDiscretizer({ encode: 'dense' as never }),
      'INVALID_ARGUMENT',
    ],
    [
      'a range beyond numbers',
      () => new KBinsDiscretizer().fit(Matrix.from([[-1e308], [1e308]])),
      'OUT_OF_RANGE',
    ],
    [
      'an infinite value',
      () =>
        new KBinsDiscretizer()
          .fit(Matrix.from([[1], [2]]))
          .transform(Matrix.from([[Number.POSITIVE_INFINITY]])),
      'NOT_FINITE',
    ],
  ])('refuses %s', (_, attempt, code) => {
    expect(attempt).toThrow(code);
  });
});
