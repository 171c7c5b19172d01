import { readFileSync } from 'node:fs';

/** A file of reference values, written by the script of the same name in scripts/golden. */
export interface Golden<Case> {
  /** Who computed them, with the version: `scikit-learn 1.9.1`. */
  readonly reference: string;
  readonly cases: readonly Case[];
}

/** Reads test/golden/<name>.json. */
export function loadGolden<Case>(name: string): Golden<Case> {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));
}
