import { type Matrix, Table } from '../core/index.js';
import { missingLabel } from './badValue.js';
import { namedInputs } from './inputs.js';
import { transformMatrix } from './program.js';
import { type LabelSlot, labelAt, type ProgramBuilder, type Slot } from './programBuilder.js';
import {
  boolean,
  inputsOf,
  integer,
  invalid,
  listOf,
  number,
  oneOf,
  readState,
  text,
} from './readState.js';
import { type Analyzer, textTerms } from './textTerms.js';
import type { FittedTransformer, InputColumn, StoredInputs } from './transformer.js';
import { uniqueNames } from './uniqueNames.js';

/** Longer terms are taken for a mistake. */
export const LONGEST_TERM = 100;

/** One text column of a table, or the texts themselves. */
export type Texts = Table | readonly string[];

/** All that `TfidfVectorizer.fit` learned. */
export interface TfidfVectorizerState {
  readonly kind: 'tfidfVectorizer';
  readonly inputs: StoredInputs;
  readonly analyzer: Analyzer;
  readonly ngramRange: readonly number[];
  readonly lowercase: boolean;
  readonly sublinearTf: boolean;
  readonly norm: 'l2' | 'l1' | 'none';
  /** (terms,) in rising order. */
  readonly vocabulary: readonly string[];
  /** (terms,) the weight of each; 1 without `useIdf`. */
  readonly idf: readonly number[];
}

/** A `TfidfVectorizer` that has learned. */
export class FittedTfidfVectorizer implements FittedTransformer<TfidfVectorizerState> {
  readonly state: TfidfVectorizerState;
  readonly inputs: readonly InputColumn[];
  readonly outputNames: readonly string[];
  readonly #index: ReadonlyMap<string, number>;

  constructor(state: TfidfVectorizerState) {
    const where = 'TfidfVectorizer';
    this.state = readState(where, state, {
      inputs: inputsOf('string'),
      analyzer: oneOf('word', 'char'),
      ngramRange: listOf(integer(1, LONGEST_TERM), 2),
      lowercase: boolean,
      sublinearTf: boolean,
      norm: oneOf('l2', 'l1', 'none'),
      vocabulary: listOf(text),
      idf: listOf(number, state.vocabulary?.length),
    });
    this.inputs = namedInputs(this.state.inputs);
    if (this.inputs.length !== 1) {
      throw invalid(`${where}: the stored state's inputs`, state.inputs, 'one column');
    }
    this.#index = new Map(this.state.vocabulary.map((term, j) => [term, j]));
    this.outputNames = uniqueNames(
      where,
      this.state.vocabulary,
      'A vocabulary has distinct terms.',
    );
  }

  /** Texts (n) → (n, terms). @throws MlError WRONG_COLUMNS | WRONG_KIND | MISSING_VALUE */
  transform(X: Texts | Matrix): Matrix {
    const table = asTable(X, this.inputs[0]!.name);
    return transformMatrix('TfidfVectorizer.transform', this, table);
  }

  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[] {
    const source = columns[0] as LabelSlot;
    const targets = program.numbers(this.outputNames);
    const { region } = targets[0]!;
    program.add((count, start) => {
      program.clear(region, count);
      for (let i = 0, p = region.offset; i < count; i++, p += region.stride) {
        const value = labelAt(source, i) as string | null;
        if (value === null) {
          throw missingLabel('TfidfVectorizer.transform', source.name, program.place(start + i));
        }
        this.#fillRow(value, region.values, p);
      }
    });
    return targets;
  }

  /** One text into the row of zeros that begins at `offset`. */
  #fillRow(value: string, row: Float64Array, offset: number): void {
    const { idf, sublinearTf, norm } = this.state;
    const found: number[] = [];
    for (const term of textTerms(value, this.state)) {
      const j = this.#index.get(term);
      if (j !== undefined && row[offset + j]!++ === 0) found.push(j);
    }
    let length = 0;
    for (const j of found) {
      const tf = sublinearTf ? 1 + Math.log(row[offset + j]!) : row[offset + j]!;
      const weight = tf * idf[j]!;
      row[offset + j] = weight;
      length += norm === 'l2' ? weight * weight : Math.abs(weight);
    }
    if (norm === 'none') return;
    const divisor = norm === 'l2' ? Math.sqrt(length) : length;
    if (divisor === 0) return;
    for (const j of found) row[offset + j]! /= divisor;
  }
}

/** Texts as a table of one column; a table or matrix as it is. */
export function asTable(X: Texts | Matrix, name: string): Table | Matrix {
  return isTexts(X) ? Table.from([[name, { kind: 'string', values: X }]]) : X;
}

function isTexts(X: Texts | Matrix): X is readonly string[] {
  return Array.isArray(X);
}
