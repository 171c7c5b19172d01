import { describe, expect, it } from 'vitest';
import { Matrix, Table } from '../../../src/core/index.js';
import { PolynomialFeatures } from '../../../src/features/index.js';
import { loadGolden } from '../../golden/loadGolden.js';
import { expectClose } from './expectClose.js';

interface Case {
  readonly name: string;
  readonly options: object;
  readonly X: number[][];
  readonly transformed: number[][];
  readonly names: string[];
}

const golden = loadGolden<Case>('polynomialFeatures');

describe('PolynomialFeatures', () => {
  it('multiplies as by hand', () => {
    const fitted = new PolynomialFeatures({ degree: 3 }).fit(Table.from({ a: [2], b: [3] }));
    expect(fitted.transform(Table.from({ a: [2], b: [3] })).toRows()).toEqual([
      [1, 2, 3, 4, 6, 9, 8, 12, 18, 27],
    ]);
    expect(fitted.outputNames.slice(6)).toEqual(['a^3', 'a^2 b', 'a b^2', 'b^3']);
  });

  it.each(golden.cases)(`agrees with ${golden.reference}: $name`, (given) => {
    const X = Matrix.from(given.X);
    const fitted = new PolynomialFeatures(given.options).fit(X);
    expectClose(fitted.transform(X).toRows(), given.transformed, 1e-13);
    expect(fitted.outputNames).toEqual(given.names);
  });

  it.each([
    ['degree 0', () => new PolynomialFeatures({ degree: 0 }), 'OUT_OF_RANGE'],
    ['degree 2.5', () => new PolynomialFeatures({ degree: 2.5 }), 'OUT_OF_RANGE'],
    ['degree 1e9', () => new PolynomialFeatures({ degree: 1e9 }), 'OUT_OF_RANGE'],
    [
      'more terms than anyone means',
      () => new PolynomialFeatures({ degree: 9 }).fit(Matrix.zeros(1, 50)),
      'OUT_OF_RANGE',
    ],
    [
      'a product that is too large',
      () => new PolynomialFeatures().fit(Matrix.from([[1]])).transform(Matrix.from([[1e200]])),
      /too large.*NOT_FINITE/,
    ],
    [
      'columns whose products share a name',
      () => new PolynomialFeatures().fit(Table.from({ a: [1], 'a^2': [1] })),
      'DUPLICATE_NAME',
    ],
    ['texts', () => new PolynomialFeatures().fit(Table.from({ a: ['x'] })), 'WRONG_KIND'],
  ])('refuses %s', (_, attempt, code) => {
    expect(attempt).toThrow(code);
  });

  it('ends with the product of all columns when no column may come twice', () => {
    const fitted = new PolynomialFeatures({ degree: 100, interactionOnly: true }).fit(
      Matrix.zeros(1, 3),
    );
    expect(fitted.outputNames[fitted.outputNames.length - 1]).toBe('x0 x1 x2');
  });
});
