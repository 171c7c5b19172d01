import {
  assertInteger,
  assertKnownOptions,
  type Matrix,
  MlError,
  type Vector,
} from '../core/index.js';
import { checkRows, checkTargets } from './checkInput.js';
import type { Estimator, Fitted } from './estimator.js';
import { assertStateLength, freezeState, type StateShape } from './state.js';

/** The fields of the stored state. */
const SHAPE: StateShape = {
  seasons: 'places',
  values: 'numbers',
  period: 'number',
  column: 'number',
  columns: 'number',
};

/** Choices of a `SeasonalNaive`. */
export interface SeasonalNaiveOptions {
  /** Steps of time after which things repeat: 7 for days, 24 for hours. Default 1: the last value. */
  readonly period: number;
  /** The column of X that holds time, counted in steps. Default 0. */
  readonly column: number;
}

/** What a fitted `SeasonalNaive` knows. */
export interface SeasonalNaiveState {
  readonly kind: 'seasonalNaive';
  /** The seasons that training had, ascending, each from 0 to period − 1. */
  readonly seasons: readonly number[];
  /** The latest target of each of these seasons, in the unit of y. */
  readonly values: readonly number[];
  readonly period: number;
  readonly column: number;
  readonly columns: number;
}

/**
 * The baseline of every forecast: as last time, so this time. Tomorrow's nine o'clock is today's.
 *
 * A row's season is ⌊time⌋ modulo period; the answer is the target of the latest training row of
 * that season (of equally late ones, the last row). Other columns are counted, not used.
 *
 * Cost: O(n d).
 * Source: Hyndman & Athanasopoulos (2021), Forecasting: Principles and Practice, §5.2.
 *
 * @example new SeasonalNaive({ period: 2 }).fit(Matrix.from([[0], [1], [2], [3]]), [10, 20, 11, 21]).predict(Matrix.from([[4], [5], [6]])); // Float64Array(3) [ 11, 21, 11 ]
 */
export class SeasonalNaive implements Estimator<FittedSeasonalNaive> {
  readonly options: SeasonalNaiveOptions;

  constructor(options: Partial<SeasonalNaiveOptions> = {}) {
    assertKnownOptions('SeasonalNaive', options, ['period', 'column']);
    this.options = Object.freeze({ period: 1, column: 0, ...options });
    assertInteger('SeasonalNaive', 'period', this.options.period, 1);
    assertInteger('SeasonalNaive', 'column', this.options.column, 0);
  }

  /**
   * Learns the latest target of each season.
   *
   * @throws MlError SHAPE_MISMATCH | EMPTY | NOT_FINITE | OUT_OF_RANGE (no such column)
   */
  fit(X: Matrix, y: ArrayLike<number>): FittedSeasonalNaive {
    checkTargets('SeasonalNaive.fit', X, y);
    const { period, column } = this.options;
    assertInteger('SeasonalNaive.fit', 'column', column, 0, X.columns - 1);
    const latest = new Map<number, { time: number; value: number }>();
    for (let i = 0; i < X.rows; i++) {
      const time = X.data[i * X.columns + column]!;
      const season = seasonOf(time, period);
      const known = latest.get(season);
      if (known === undefined || time >= known.time) latest.set(season, { time, value: y[i]! });
    }
    const seasons = [...latest.keys()].sort((a, b) => a - b);
    const values = seasons.map((season) => latest.get(season)!.value);
    const kind = 'seasonalNaive';
    return new FittedSeasonalNaive({ kind, seasons, values, period, column, columns: X.columns });
  }
}

/** A `SeasonalNaive` that has learned. */
export class FittedSeasonalNaive implements Fitted<SeasonalNaiveState> {
  readonly state: SeasonalNaiveState;
  readonly #values: ReadonlyMap<number, number>;

  constructor(state: SeasonalNaiveState) {
    this.state = freezeState('SeasonalNaive', state, SHAPE);
    const { seasons, values } = this.state;
    assertStateLength('SeasonalNaive', 'values', values, seasons.length);
    this.#values = new Map(seasons.map((season, k) => [season, values[k]!]));
  }

  /**
   * X (m, d) → (m,) targets of the same season.
   *
   * @throws MlError SHAPE_MISMATCH | NOT_FINITE; UNKNOWN_CATEGORY for a season that training lacked.
   */
  predict(X: Matrix): Vector {
    checkRows('SeasonalNaive.predict', X, this.state.columns);
    const { period, column, columns } = this.state;
    const predicted = new Float64Array(X.rows);
    for (let i = 0; i < predicted.length; i++) {
      const season = seasonOf(X.data[i * columns + column]!, period);
      const value = this.#values.get(season);
      if (value === undefined) {
        throw new MlError(
          'UNKNOWN_CATEGORY',
          `SeasonalNaive.predict: row ${i} is of season ${season} (of ${period}), which no training ` +
            'row had. Train on one whole period at least.',
        );
      }
      predicted[i] = value;
    }
    return predicted;
  }
}

/** ⌊time⌋ modulo period, from 0 to period − 1 for times before 0, too. */
function seasonOf(time: number, period: number): number {
  const rest = Math.floor(time) % period;
  return rest < 0 ? rest + period : rest + 0;
}
