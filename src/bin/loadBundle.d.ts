import type { Script } from 'node:vm';

/** Runs a file that set-up bundled, and gives what it exports. */
export function loadBundle(path: string): Record<string, unknown>;
/** Where set-up keeps what V8 compiled of a bundle, for machines like this one. */
export function compiledOf(path: string): string;
/** Runs a bundle, from what V8 compiled of it where that is given. */
export function runBundle(
  path: string,
  compiled?: Buffer,
): { readonly script: Script; readonly exports: Record<string, unknown> };
