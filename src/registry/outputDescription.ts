import { MlError } from '../core/index.js';
import type { Label } from '../metrics/index.js';
import { isPlainObject } from './plainJson.js';

/** A model that names classes. */
export interface ClassificationOutput {
  readonly kind: 'classification';
  /** What is predicted: `'rain'`. */
  readonly name: string;
  /** In the order of the columns of probabilities. */
  readonly classes: readonly Label[];
  /** The class that an alarm is about, where there is one. */
  readonly positiveClass?: Label;
  readonly description?: string;
}

/** A model that predicts a number. */
export interface RegressionOutput {
  readonly kind: 'regression';
  /** What is predicted: `'delay'`. */
  readonly name: string;
  /** The unit of the number: `'min'`. */
  readonly unit?: string;
  /** The lowest and the highest value that makes sense; null is no bound. */
  readonly range?: readonly [number | null, number | null];
  readonly description?: string;
}

/** What a model answers. */
export type OutputDescription = ClassificationOutput | RegressionOutput;

const FIELDS = {
  classification: ['kind', 'name', 'classes', 'positiveClass', 'description'],
  regression: ['kind', 'name', 'unit', 'range', 'description'],
} as const;

/** A frozen copy of a description. @throws MlError INVALID_ARGUMENT, naming every fault at once. */
export function readOutput(where: string, given: unknown): OutputDescription {
  const output = isPlainObject(given) ? given : {};
  const { kind } = output;
  if (kind !== 'classification' && kind !== 'regression') {
    throw wrong(where, ["kind must be 'classification' or 'regression'"]);
  }
  const known: readonly string[] = FIELDS[kind];
  const faults = Object.keys(output)
    .filter((key) => !known.includes(key))
    .map((key) => `there is no field ${JSON.stringify(key)}`);
  if (!isText(output.name)) faults.push('name must be a text');
  for (const field of ['unit', 'description']) {
    if (output[field] !== undefined && !isText(output[field]))
      faults.push(`${field} must be a text`);
  }
  if (kind === 'classification') faults.push(...classFaults(output.classes, output.positiveClass));
  else if (output.range !== undefined && !isRange(output.range)) {
    faults.push('range must be [lowest, highest], finite numbers or null');
  }
  if (faults.length > 0) throw wrong(where, faults);
  const fields = known
    .filter((field) => output[field] !== undefined)
    .map((field) => {
      const value = output[field];
      return [field, Array.isArray(value) ? Object.freeze([...value]) : value] as const;
    });
  return Object.freeze(Object.fromEntries(fields)) as unknown as OutputDescription;
}

function classFaults(classes: unknown, positive: unknown): string[] {
  if (!Array.isArray(classes) || classes.length === 0 || !isLabels(classes)) {
    return ['classes must be a list of different numbers, or of different texts'];
  }
  return positive === undefined || classes.includes(positive)
    ? []
    : [`positiveClass is ${JSON.stringify(positive)}, which is none of the classes`];
}

function isLabels(list: readonly unknown[]): boolean {
  const alike =
    list.every((item) => typeof item === 'string') ||
    list.every((item) => Number.isFinite(item) && !Object.is(item, -0));
  return alike && new Set(list).size === list.length;
}

function isRange(range: unknown): boolean {
  if (!Array.isArray(range) || range.length !== 2) return false;
  const [low, high] = range as unknown[];
  if ([low, high].some((end) => end !== null && !Number.isFinite(end))) return false;
  return low === null || high === null || (low as number) <= (high as number);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function wrong(where: string, faults: readonly string[]): MlError {
  return new MlError(
    'INVALID_ARGUMENT',
    `${where}: the description of the output is wrong: ${faults.join('; ')}.`,
  );
}
