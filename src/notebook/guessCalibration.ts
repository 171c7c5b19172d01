import { assertNotEmpty } from '../core/index.js';

/** A guess that said how sure it was, and whether it held. */
export interface SureGuess {
  readonly confidence: number;
  readonly held: boolean;
}

/** How confidence and success of guesses agree. */
export interface GuessCalibration {
  readonly count: number;
  /** The mean confidence: the share that should have held. */
  readonly stated: number;
  /** The share that did. */
  readonly held: number;
  /** The mean squared distance of confidence and outcome, in [0, 1]; lower is better. */
  readonly brier: number;
  /** Standard deviations by which `held` lies above `stated`, were each guess as sure as it said. */
  readonly deviations: number;
}

/**
 * How well calibrated guesses were: of those that are 80% sure, 80% should hold.
 *
 * @throws MlError EMPTY without guesses.
 *
 * Source: Brier (1950), Verification of forecasts expressed in terms of probability.
 *
 * @example guessCalibration([{ confidence: 0.8, held: true }, { confidence: 0.8, held: false }]).held; // 0.5
 */
export function guessCalibration(guesses: readonly SureGuess[]): GuessCalibration {
  const count = guesses.length;
  assertNotEmpty('guessCalibration', 'guesses', count);
  const sum = (of: (guess: SureGuess) => number) =>
    guesses.reduce((total, guess) => total + of(guess), 0);
  const hit = ({ held }: SureGuess) => (held ? 1 : 0);
  const expected = sum(({ confidence }) => confidence);
  const spread = Math.sqrt(sum(({ confidence }) => confidence * (1 - confidence)));
  return {
    count,
    stated: expected / count,
    held: sum(hit) / count,
    brier: sum((guess) => (guess.confidence - hit(guess)) ** 2) / count,
    deviations: (sum(hit) - expected) / spread,
  };
}

/** Fewer guesses say nothing about a person. */
const FEWEST = 5;

/** The calibration in a sentence; undefined where no guess said how sure it was. */
export function calibrationText(
  guesses: readonly { readonly confidence: number | null; readonly held: boolean | null }[],
): string | undefined {
  const sure = guesses.filter(
    (guess): guess is SureGuess => guess.confidence !== null && guess.held !== null,
  );
  if (sure.length === 0) return undefined;
  const { count, stated, held, deviations } = guessCalibration(sure);
  const percent = (share: number) => `${Math.round(100 * share)}%`;
  const numbers =
    `${count} ${count === 1 ? 'guess' : 'guesses'} with a confidence, ${percent(stated)} on average; ` +
    `${percent(held)} held`;
  if (count < FEWEST) return `${numbers}. From ${FEWEST} guesses on you are told what that means.`;
  if (deviations < -2) return `${numbers}: you were too sure. Widen your intervals.`;
  if (deviations > 2) return `${numbers}: you knew more than you claimed.`;
  return `${numbers}: as far as ${count} guesses can tell, you were as right as you thought.`;
}
