import { assertInteger, MlError, shortNumber } from '../core/index.js';
import { print } from './channel.js';
import type { GuessRecord } from './progress.js';
import { recordProgress } from './recordProgress.js';

/** A number, the two ends of an interval, or one of the options. */
export type Guess = number | string | readonly [low: number, high: number];

export interface PredictOptions {
  readonly question: string;
  /** The learner's; `undefined` is the state in which a lesson is written. */
  readonly guess: Guess | undefined;
  /** What may be chosen, where the guess is a choice. */
  readonly options?: readonly string[];
  /** Of the number that is asked for. */
  readonly unit?: string;
  /** How sure, as a share: 0.8 for four times in five. Of an interval 0.8 unless told. */
  readonly confidence?: number;
}

interface Prediction extends PredictOptions {
  readonly revealed: boolean;
  /** Made when the result had been shown: it is no guess any more, and is not kept. */
  readonly late: boolean;
}

const INTERVAL_CONFIDENCE = 0.8;
const predictions = new Map<string, Prediction>();

/**
 * Commits the learner to a guess before its result is shown by `reveal`.
 *
 * The lesson is written with `guess: undefined`; the learner puts a number there, the two ends of
 * an interval, or one of the options, and runs the cell. It may be changed until the result has
 * been shown; after that the first guess stays.
 *
 * @param id the section's number, such as '8.0'.
 * @throws MlError INVALID_ARGUMENT for an empty question | OUT_OF_RANGE for fewer than two options.
 *
 * @example predict('8.0', { question: 'How heavy is a penguin?', guess: [3000, 5000], unit: 'g' }); // undefined
 */
export function predict(id: string, options: PredictOptions): void {
  if (options.question.trim() === '') {
    throw new MlError('INVALID_ARGUMENT', `predict: ${id} asks nothing. Write a question.`);
  }
  if (options.options) {
    assertInteger('predict', 'options.length', options.options.length, 2, Number.MAX_SAFE_INTEGER);
  }
  const before = predictions.get(id);
  if (before?.revealed && before.guess !== undefined) {
    print(`Guess ${id}: your first one stays, ${sayGuess(before)}. The answer has been shown.`);
    return;
  }
  const wrong = faultOf(options);
  const { guess: given, ...rest } = options;
  const guess = wrong === undefined ? given : undefined;
  const late = before?.revealed ?? false;
  const prediction = { ...rest, guess, revealed: late, late };
  predictions.set(id, prediction);
  if (wrong !== undefined) print(`Guess ${id}: ${wrong}`);
  else if (guess === undefined) print(`Guess ${id}: none yet. ${howTo(options)}`);
  else if (late) print(`Guess ${id}: the answer has been shown, so this one does not count.`);
  else print(`Guess ${id}: ${sayGuess(prediction)}. Run on, and see.`);
}

/**
 * Shows a result beside the guess of `predict`, and keeps both for the learner's calibration.
 *
 * @param id    as in `predict`.
 * @param truth a number, or one of the options.
 * @throws MlError INVALID_ARGUMENT when the truth is none of the options.
 *
 * @example reveal('8.1', 4207); // undefined
 */
export function reveal(id: string, truth: number | string): void {
  const prediction = predictions.get(id);
  const options = prediction?.options;
  if (options && !options.includes(String(truth))) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `reveal: the result of ${id} is ${JSON.stringify(truth)}, which is none of its options: ${options.join(', ')}.`,
    );
  }
  const came = sayValue(truth, prediction?.unit);
  if (prediction?.guess === undefined) {
    if (prediction) predictions.set(id, { ...prediction, revealed: true });
    print(`Guess ${id}: none. It is ${came}.`);
    return;
  }
  predictions.set(id, { ...prediction, revealed: true });
  const { guess } = prediction;
  const held = holds(guess, truth);
  print(`Guess ${id}: you said ${sayGuess(prediction)}; it is ${came}: ${verdict(guess, truth)}.`);
  if (prediction.late) return;
  const record: GuessRecord = { guess, truth, confidence: confidenceOf(prediction), held };
  recordProgress((progress) =>
    id in progress.guesses
      ? progress
      : { ...progress, guesses: { ...progress.guesses, [id]: record } },
  );
}

function holds(guess: Guess, truth: number | string): boolean | null {
  if (typeof guess === 'number') return null;
  if (typeof guess === 'string') return guess === truth;
  return Number(truth) >= guess[0] && Number(truth) <= guess[1];
}

function verdict(guess: Guess, truth: number | string): string {
  const held = holds(guess, truth);
  if (typeof guess === 'string') return held ? 'right' : 'not so';
  if (typeof guess !== 'number') return held ? 'inside' : 'outside';
  const off = guess - Number(truth);
  if (off === 0) return 'exactly';
  return `${sayValue(Math.abs(off))} too ${off > 0 ? 'high' : 'low'}`;
}

function confidenceOf({ guess, confidence }: PredictOptions): number | null {
  if (confidence !== undefined) return confidence;
  return typeof guess === 'object' ? INTERVAL_CONFIDENCE : null;
}

/** What is wrong with what the learner typed, in words. */
function faultOf({ guess, options, confidence }: PredictOptions): string | undefined {
  if (confidence !== undefined && !(confidence > 0 && confidence < 1)) {
    return `a confidence of ${confidence} is none: write a share above 0 and below 1, such as 0.8.`;
  }
  if (guess === undefined) return undefined;
  if (options) {
    if (typeof guess === 'string' && options.includes(guess)) return undefined;
    return `${JSON.stringify(guess)} is none of the options: ${options.join(', ')}.`;
  }
  if (typeof guess === 'number' && Number.isFinite(guess)) return undefined;
  const isPair = Array.isArray(guess) && guess.length === 2 && guess.every(Number.isFinite);
  if (isPair && guess[0] <= guess[1]) return undefined;
  return `${JSON.stringify(guess)} is neither a number nor an interval such as [1, 2].`;
}

function howTo({ options }: PredictOptions): string {
  const what = options ? `one of ${options.map((o) => `'${o}'`).join(', ')}` : 'yours';
  return `Put ${what} in the place of undefined, and run this cell again.`;
}

function sayGuess(prediction: PredictOptions): string {
  const { guess, unit } = prediction;
  const sure = confidenceOf(prediction);
  const ending = sure === null ? '' : ` (${Math.round(100 * sure)}% sure)`;
  if (typeof guess !== 'object') return `${sayValue(guess ?? '', unit)}${ending}`;
  return `${sayValue(guess[0])} to ${sayValue(guess[1], unit)}${ending}`;
}

function sayValue(value: number | string, unit?: string): string {
  const text = typeof value === 'number' ? shortNumber(value) : `"${value}"`;
  return unit === undefined || typeof value === 'string' ? text : `${text} ${unit}`;
}
