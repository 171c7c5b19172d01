import { assertInteger, assertKnownOptions, type Matrix, MlError } from '../core/index.js';
import { badNumber } from './badValue.js';
import { namedInputs, readNumbers, storeInputs } from './inputs.js';
import { transformMatrix } from './program.js';
import type { NumberSlot, ProgramBuilder, Slot } from './programBuilder.js';
import { boolean, inputsOf, integer, readState } from './readState.js';
import type {
  Features,
  FittedTransformer,
  InputColumn,
  StoredInputs,
  Transformer,
} from './transformer.js';
import { uniqueNames } from './uniqueNames.js';

/** More columns than this are taken for a mistake. */
const MOST_TERMS = 100_000;

/** The highest degree: beyond it every number but 0 and ±1 vanishes or overflows. */
const MOST_DEGREE = 100;

/** Choices of a `PolynomialFeatures`. */
export interface PolynomialFeaturesOptions {
  /** The highest degree of a term, 1 to 100. Default 2. */
  readonly degree: number;
  /** Whether to leave out terms that hold a column twice (x², x²y). Default false. */
  readonly interactionOnly: boolean;
  /** Whether to begin with a column of ones; models with an intercept need none. Default true. */
  readonly includeBias: boolean;
}

/** All that `PolynomialFeatures.fit` learned: nothing but what it was told. */
export interface PolynomialFeaturesState {
  readonly kind: 'polynomialFeatures';
  readonly inputs: StoredInputs;
  readonly degree: number;
  readonly interactionOnly: boolean;
  readonly includeBias: boolean;
}

/** A product of columns, made from a shorter one. */
interface Term {
  /** The columns, rising; one may come more than once. */
  readonly factors: readonly number[];
  /** The place of the term without its last factor; −1 for a single column. */
  readonly parent: number;
}

/**
 * Adds products of columns, so that a linear model can bend: of a and b the columns
 * 1, a, b, a², a b, b².
 *
 * Terms come by degree, and within it in the order of the columns. d columns and degree k make
 * C(d + k, k) of them. Powers of large numbers are huge: scale first.
 *
 * Missing values are refused, in `fit` and in `transform`: fill them before.
 * Cost: one multiplication per cell of the result.
 * Agrees with: sklearn.preprocessing.PolynomialFeatures (test/golden/polynomialFeatures.json).
 *
 * @example new PolynomialFeatures().fit(Table.from({ a: [2], b: [3] })).outputNames; // [ '1', 'a', 'b', 'a^2', 'a b', 'b^2' ]
 */
export class PolynomialFeatures implements Transformer<FittedPolynomialFeatures> {
  readonly options: PolynomialFeaturesOptions;

  constructor(options: Partial<PolynomialFeaturesOptions> = {}) {
    assertKnownOptions('PolynomialFeatures', options, ['degree', 'interactionOnly', 'includeBias']);
    this.options = Object.freeze({
      degree: 2,
      interactionOnly: false,
      includeBias: true,
      ...options,
    });
    assertInteger('PolynomialFeatures', 'degree', this.options.degree, 1, MOST_DEGREE);
  }

  /**
   * Learns the columns of X (n, d), numbers only.
   *
   * @throws MlError EMPTY | WRONG_KIND | MISSING_VALUE | NOT_FINITE; OUT_OF_RANGE when there would
   *   be more than 100,000 terms.
   */
  fit(X: Features): FittedPolynomialFeatures {
    readNumbers('PolynomialFeatures.fit', X);
    return new FittedPolynomialFeatures({
      kind: 'polynomialFeatures',
      inputs: storeInputs(X),
      ...this.options,
    });
  }
}

/** A `PolynomialFeatures` that has learned. */
export class FittedPolynomialFeatures implements FittedTransformer<PolynomialFeaturesState> {
  readonly state: PolynomialFeaturesState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];
  readonly #terms: readonly Term[];

  constructor(state: PolynomialFeaturesState) {
    this.state = readState('PolynomialFeatures', state, {
      inputs: inputsOf('number'),
      degree: integer(1, MOST_DEGREE),
      interactionOnly: boolean,
      includeBias: boolean,
    });
    this.inputs = namedInputs(this.state.inputs);
    const { degree, interactionOnly, includeBias } = this.state;
    this.#terms = listTerms(this.inputs.length, degree, interactionOnly);
    const names = this.#terms.map((term) => this.#nameOf(term));
    this.outputNames = uniqueNames(
      'PolynomialFeatures',
      includeBias ? ['1', ...names] : names,
      'Rename one of the columns.',
    );
  }

  /** X (n, d) → (n, terms). @throws MlError WRONG_COLUMNS | SHAPE_MISMATCH | WRONG_KIND | MISSING_VALUE | NOT_FINITE */
  transform(X: Features): Matrix {
    return transformMatrix('PolynomialFeatures.transform', this, X);
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    const terms = this.#terms;
    const sources = columns as readonly NumberSlot[];
    const targets = program.numbers(this.outputNames);
    const { region } = targets[0]!;
    const first = this.state.includeBias ? 1 : 0;
    program.add((count, start) => {
      const { values, offset, stride } = region;
      for (let i = 0, p = offset; i < count; i++, p += stride) {
        if (first === 1) values[p] = 1;
        for (let t = 0; t < terms.length; t++) {
          const { factors, parent } = terms[t]!;
          const factor = factors[factors.length - 1]!;
          // The first d terms are the columns themselves.
          const result =
            parent < 0
              ? read(sources[factor]!, i)
              : values[p + first + parent]! * values[p + first + factor]!;
          if (result - result !== 0) {
            throw badNumber(
              'PolynomialFeatures.transform',
              this.outputNames[first + factor]!,
              read(sources[factor]!, i),
              program.place(start + i),
            );
          }
          values[p + first + t] = result;
        }
      }
    });
    return targets;
  }

  #nameOf({ factors }: Term): string {
    const powers = new Map<number, number>();
    for (const factor of factors) powers.set(factor, (powers.get(factor) ?? 0) + 1);
    const parts = [...powers].map(([j, power]) => {
      const { name } = this.inputs[j]!;
      return power === 1 ? name : `${name}^${power}`;
    });
    return parts.join(' ');
  }
}

function read({ region, column }: NumberSlot, i: number): number {
  return region.values[region.offset + i * region.stride + column]!;
}

/** All terms of degree 1 and more, by degree; each refers to the one that it extends. */
function listTerms(d: number, degree: number, interactionOnly: boolean): Term[] {
  const terms: Term[] = Array.from({ length: d }, (_, j) => ({ factors: [j], parent: -1 }));
  let from = 0;
  for (let k = 2; k <= degree; k++) {
    const to = terms.length;
    for (let parent = from; parent < to; parent++) {
      const { factors } = terms[parent]!;
      const last = factors[factors.length - 1]!;
      for (let j = interactionOnly ? last + 1 : last; j < d; j++) {
        terms.push({ factors: [...factors, j], parent });
      }
      if (terms.length > MOST_TERMS) throw tooMany(d, degree);
    }
    if (terms.length === to) break; // interactions end when every column is in
    from = to;
  }
  return terms;
}

function tooMany(d: number, degree: number): MlError {
  return new MlError(
    'OUT_OF_RANGE',
    `PolynomialFeatures: degree ${degree} of ${d} columns makes more than ${MOST_TERMS} terms. ` +
      'Take a lower degree, fewer columns, or interactionOnly.',
  );
}
