import type { Matrix, Table } from '../core/index.js';
import type { ProgramBuilder, Slot } from './programBuilder.js';

/** What a transformer takes. The columns of a matrix are called x0, x1 and so on. */
export type Features = Matrix | Table;

/** What is to be predicted, one entry per row: numbers, or the names of classes. */
export type Targets = ArrayLike<number> | ArrayLike<string>;

/** The kinds of columns that transformers read; a date must become numbers first. */
export type InputKind = 'number' | 'string' | 'boolean';

/** A column that a fitted transformer needs. */
export interface InputColumn {
  readonly name: string;
  readonly kind: InputKind;
}

/** The columns as a state holds them: by name, or how many where a matrix was given. */
export type StoredInputs = number | readonly InputColumn[];

/** What every learned state has: a `kind`, by which its reader is found, and what it was fitted on. */
export interface TransformerState {
  readonly kind: string;
  readonly inputs: StoredInputs;
}

/** A transformer that has learned: a fixed function of rows, and all it knows is plain JSON. */
export interface FittedTransformer<S extends TransformerState = TransformerState> {
  /** All that `fit` learned, frozen: store it with `JSON.stringify`. */
  readonly state: S;
  /** The columns that it needs, in order. */
  readonly inputs: readonly InputColumn[];
  /** The names of the columns that it makes, in order. */
  readonly outputNames: readonly string[];
  /** X (n, inputs) → (n, outputNames); each row depends on that row and the state only. */
  transform(X: Features): Features;
  /** Adds its operations on `columns` to a program, and returns the columns that they fill. */
  compile(program: ProgramBuilder, columns: readonly Slot[]): readonly Slot[];
}

/** What `fitTransform` returns: what was learned, and the training rows as a model should see them. */
export interface FitTransformed<F extends FittedTransformer> {
  readonly fitted: F;
  readonly transformed: Features;
}

/** A transformer that can learn. Its options are fixed; fitting never changes it. */
export interface Transformer<F extends FittedTransformer = FittedTransformer> {
  /** Known before the data, frozen. */
  readonly options: object;
  /** Learns from X (n, d), and from y (n,) where it uses targets; keeps neither. */
  fit(X: Features, y?: Targets): F;
  /** Only where transforming the training rows must differ from `transform` (out of fold). */
  fitTransform?(X: Features, y?: Targets): FitTransformed<F>;
}
