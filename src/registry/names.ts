import { MlError } from '../core/index.js';

const MODEL_NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;
/** An alias begins with a letter, so that none is taken for the number of a version. */
const ALIAS = /^[a-z][a-z0-9_-]{0,63}$/;
const VERSION = /^[1-9][0-9]{0,8}$/;

/** The alias that only the shipping gate opens. */
export const PRODUCTION = 'production';

/** A version by its number, or by what an alias says: `3`, `'production'`. */
export type VersionOrAlias = number | string;

/** Refuses what is no name of a model: names become folders, so nobody ever passes a path. */
export function assertModelName(where: string, name: unknown): asserts name is string {
  if (typeof name === 'string' && MODEL_NAME.test(name)) return;
  throw wrong(where, `the name of the model is ${show(name)}`, MODEL_NAME);
}

/** Refuses what is no alias. @throws MlError INVALID_ARGUMENT */
export function assertAlias(where: string, alias: unknown): asserts alias is string {
  if (typeof alias === 'string' && ALIAS.test(alias)) return;
  throw wrong(where, `the alias is ${show(alias)}`, ALIAS);
}

/** Whether it is a model's name. */
export function isModelName(name: string): boolean {
  return MODEL_NAME.test(name);
}

/** Whether it is an alias. */
export function isAlias(name: string): boolean {
  return ALIAS.test(name);
}

/** The number of a version, or an alias: a text of digits is a number. @throws MlError INVALID_ARGUMENT */
export function readSelector(where: string, selector: unknown): number | string {
  if (typeof selector === 'number' || typeof selector === 'string') {
    if (VERSION.test(String(selector))) return Number(selector);
    if (typeof selector === 'string' && ALIAS.test(selector)) return selector;
  }
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: the version is ${show(selector)}, and a whole number from 1 on, or an alias such ` +
      `as "${PRODUCTION}", is needed.`,
  );
}

function wrong(where: string, what: string, form: RegExp): MlError {
  return new MlError(
    'INVALID_ARGUMENT',
    `${where}: ${what}, and it must match ${form.source}: small letters, digits, _ and -, at most 64.`,
  );
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  return value === null || typeof value === 'number' ? String(value) : `a ${typeof value}`;
}
